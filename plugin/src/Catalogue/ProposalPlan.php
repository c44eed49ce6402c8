<?php
/**
 * Which free items and products probably belong together.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Catalogue;

/**
 * Proposals by equal keys. A key proposes only where it is not empty and unique among all items and among all free products;
 * an item and a product are proposed to each other only if neither has another candidate. Ambiguous proposes nothing. Pure.
 *
 * @phpstan-type Keyed array{sku: string, gtin: string}
 * @phpstan-type Proposal array{product_id: int, by: string}
 */
final class ProposalPlan {

	/**
	 * Works the proposals out.
	 *
	 * @param array<string, Keyed> $free_items  Items that are neither linked nor deleted, by id.
	 * @param array<string, Keyed> $other_items Linked items, whose keys are taken.
	 * @param array<int, Keyed>    $products    Products and variations that could be linked and are not, by id.
	 * @return array<string, Proposal> By item.
	 */
	public static function plan( array $free_items, array $other_items, array $products ): array {
		$candidates = array();
		foreach ( array( 'sku', 'gtin' ) as $by ) {
			$items_of    = self::by_key( $free_items, $by );
			$taken       = self::by_key( $other_items, $by );
			$products_of = self::by_key( $products, $by );
			foreach ( $items_of as $key => $ids ) {
				if ( 1 === count( $ids ) && ! isset( $taken[ $key ] ) && 1 === count( $products_of[ $key ] ?? array() ) ) {
					// The first key that agrees names the proposal: SKU before barcode.
					$candidates[ $ids[0] ][ (int) $products_of[ $key ][0] ] ??= $by;
				}
			}
		}
		$wanted = array();
		foreach ( $candidates as $found ) {
			foreach ( array_keys( $found ) as $product_id ) {
				$wanted[ $product_id ] = ( $wanted[ $product_id ] ?? 0 ) + 1;
			}
		}
		$proposals = array();
		foreach ( $candidates as $item_id => $found ) {
			$product_id = array_key_first( $found );
			if ( 1 === count( $found ) && 1 === $wanted[ $product_id ] ) {
				$proposals[ (string) $item_id ] = array(
					'product_id' => $product_id,
					'by'         => $found[ $product_id ],
				);
			}
		}
		return $proposals;
	}

	/**
	 * Ids by normalised key, empty keys left out.
	 *
	 * @param array<int|string, Keyed> $rows Items or products.
	 * @param string                   $by   `sku` or `gtin`.
	 * @return array<string, list<int|string>>
	 */
	private static function by_key( array $rows, string $by ): array {
		$ids = array();
		foreach ( $rows as $id => $row ) {
			$key = 'sku' === $by ? self::sku( $row['sku'] ) : self::gtin( $row['gtin'] );
			if ( '' !== $key ) {
				// Prefixed, because PHP turns a key of digits into a number.
				$ids[ "k$key" ][] = $id;
			}
		}
		return $ids;
	}

	/**
	 * A SKU as it is compared: WooCommerce takes `AB-1` and `ab-1` for the same.
	 *
	 * @param string $sku As stored.
	 */
	private static function sku( string $sku ): string {
		return mb_strtolower( trim( $sku ), 'UTF-8' );
	}

	/**
	 * A barcode as it is compared: digits only, filled to 14, so that UPC and EAN of one article agree. Too short ones are none.
	 *
	 * @param string $gtin As stored, perhaps with hyphens.
	 */
	private static function gtin( string $gtin ): string {
		$digits = (string) preg_replace( '/[\s-]+/', '', $gtin );
		return 1 === preg_match( '/^[0-9]{8,14}$/D', $digits ) && '' !== ltrim( $digits, '0' ) ? str_pad( $digits, 14, '0', STR_PAD_LEFT ) : '';
	}
}
