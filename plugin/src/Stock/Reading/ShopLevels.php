<?php
/**
 * Reading what the shop shows.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock\Reading;

use TillSync\Support\Database;

/** Stored stock of many products in one query, past every cache, and how this shop counts. */
final class ShopLevels {

	/** Takes the database. */
	public function __construct( private Database $database ) {
	}

	/**
	 * Stored stock by product id. A product that does not exist, is in the trash, or was never saved by WooCommerce is missing.
	 *
	 * @param list<int> $product_ids Products and variations.
	 * @return array<int, ShopLevel>
	 */
	public function read( array $product_ids ): array {
		if ( array() === $product_ids ) {
			return array();
		}
		$meta = array();
		$rows = $this->database->rows(
			"SELECT m.post_id, m.meta_key, m.meta_value FROM {postmeta} m JOIN {posts} p ON p.ID = m.post_id AND p.post_status <> 'trash'
			WHERE m.meta_key IN ('_stock', '_manage_stock', '_stock_status', '_backorders') AND m.post_id IN ("
			. $this->database->list( $product_ids ) . ') ORDER BY m.meta_id DESC'
		);
		foreach ( $rows as $row ) {
			// Of doubled rows WordPress shows the oldest, which comes last here.
			$meta[ (int) $row['post_id'] ][ (string) $row['meta_key'] ] = $row['meta_value'];
		}
		$levels = array();
		foreach ( $meta as $product_id => $values ) {
			$levels[ $product_id ] = new ShopLevel(
				'yes' === ( $values['_manage_stock'] ?? 'no' ),
				$values['_stock'] ?? null,
				(string) ( $values['_stock_status'] ?? 'instock' ),
				! in_array( $values['_backorders'] ?? 'no', array( 'no', '' ), true )
			);
		}
		return $levels;
	}

	/** Whether the shop holds whole units only. */
	public function integers(): bool {
		return 0.5 !== (float) wc_stock_amount( 0.5 );
	}

	/** WooCommerce's "out of stock threshold": at or below it a product is out of stock. */
	public function threshold(): int {
		return absint( get_option( 'woocommerce_notify_no_stock_amount', 0 ) );
	}
}
