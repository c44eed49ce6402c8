<?php
/**
 * Products as the page shows them.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Catalogue;

use TillSync\Support\Database;
use TillSync\Support\Decimal;

/**
 * Products and variations as cards: name, keys, level, picture, addresses.
 *
 * @phpstan-type Card array{id: int, name: string, sku: string, gtin: string, level: ?string, image_url: ?string, edit_url: string, view_url: string, item_id: ?string}
 */
final class ProductCards {

	/** Found products answered at most. */
	private const MOST = 20;

	/** Takes its collaborators. */
	public function __construct( private Database $database, private Links $links ) {
	}

	/**
	 * Cards of the given products, keyed by id; products that do not exist are missing. The number of queries does not grow with
	 * the number of products.
	 *
	 * @param list<int> $ids Products and variations.
	 * @return array<int, Card>
	 */
	public function of( array $ids ): array {
		$ids = array_values( array_unique( $ids ) );
		if ( array() === $ids ) {
			return array();
		}
		$this->warm( $ids );
		$this->links->prime( $ids );
		$cards = array();
		foreach ( $ids as $id ) {
			$product = wc_get_product( $id );
			if ( $product instanceof \WC_Product ) {
				$cards[ $id ] = $this->card( $product );
			}
		}
		return $cards;
	}

	/**
	 * Products and variations that could be linked and fit a search, best match first, at most 20. Every word must be found in
	 * name, SKU or barcode; an equal SKU or barcode comes first.
	 *
	 * @param string $search What a person typed.
	 * @return list<Card>
	 */
	public function search( string $search ): array {
		$words = preg_split( '/\s+/u', trim( $search ), 8, PREG_SPLIT_NO_EMPTY );
		if ( ! is_array( $words ) || array() === $words ) {
			return array();
		}
		$text   = "CONCAT_WS(' ', p.post_title, p.post_excerpt, m.sku, m.global_unique_id)";
		$where  = implode( ' AND ', array_fill( 0, count( $words ), "$text LIKE %s" ) );
		$values = array_map( fn ( string $word ): string => $this->database->containing( $word ), $words );
		$exact  = trim( $search );
		$ids    = $this->database->column(
			"SELECT p.ID FROM {posts} p
			JOIN {wc_product_meta_lookup} m ON m.product_id = p.ID
			LEFT JOIN {posts} parent ON parent.ID = p.post_parent
			WHERE p.post_status NOT IN ('trash', 'auto-draft')
			AND ((p.post_type = 'product' AND NOT EXISTS (
				SELECT 1 FROM {term_relationships} r
				JOIN {term_taxonomy} x ON x.term_taxonomy_id = r.term_taxonomy_id AND x.taxonomy = 'product_type'
				JOIN {terms} t ON t.term_id = x.term_id AND t.slug <> 'simple'
				WHERE r.object_id = p.ID))
			OR (p.post_type = 'product_variation' AND parent.post_type = 'product' AND parent.post_status NOT IN ('trash', 'auto-draft')))
			AND $where
			ORDER BY m.sku = %s DESC, m.global_unique_id = %s DESC, p.post_title LIKE %s DESC, CHAR_LENGTH(p.post_title), p.post_title, p.ID
			LIMIT %d",
			...array_merge( $values, array( $exact, $exact, substr( $this->database->containing( $exact ), 1 ), self::MOST ) )
		);
		return array_values( $this->of( array_map( 'intval', $ids ) ) );
	}

	/**
	 * The level WooCommerce has stored, or null where it manages none.
	 *
	 * @param \WC_Product $product Product or variation.
	 */
	public static function level( \WC_Product $product ): ?string {
		$stored = true === $product->get_manage_stock( 'edit' ) ? $product->get_stock_quantity( 'edit' ) : null;
		return null === $stored ? null : Decimal::normal( wc_format_decimal( (string) $stored, 5 ) );
	}

	/**
	 * One product.
	 *
	 * @param \WC_Product $product Product or variation.
	 * @return Card
	 */
	private function card( \WC_Product $product ): array {
		$id    = $product->get_id();
		$image = $product->get_image_id();
		$image = is_numeric( $image ) && (int) $image > 0 ? wp_get_attachment_image_url( (int) $image, 'thumbnail' ) : false;
		return array(
			'id'        => $id,
			'name'      => wp_strip_all_tags( html_entity_decode( $product->get_name(), ENT_QUOTES, 'UTF-8' ) ),
			'sku'       => $product->get_sku( 'edit' ),
			'gtin'      => $product->get_global_unique_id( 'edit' ),
			'level'     => self::level( $product ),
			'image_url' => false === $image ? null : $image,
			'edit_url'  => admin_url( 'post.php?post=' . ( $product->get_parent_id() > 0 && $product->is_type( 'variation' ) ? $product->get_parent_id() : $id ) . '&action=edit' ),
			'view_url'  => $product->get_permalink(),
			'item_id'   => $this->links->item_of( $id ),
		);
	}

	/**
	 * Loads posts, meta and terms of products, their parents and pictures into WordPress's cache.
	 *
	 * @param list<int> $ids Products and variations.
	 */
	private function warm( array $ids ): void {
		_prime_post_caches( $ids, true, true );
		$parents = array_values( array_filter( array_unique( array_map( static fn ( int $id ): int => (int) wp_get_post_parent_id( $id ), $ids ) ) ) );
		_prime_post_caches( $parents, true, true );
		$images = array_map( static fn ( int $id ): int => (int) get_post_meta( $id, '_thumbnail_id', true ), array_merge( $ids, $parents ) );
		_prime_post_caches( array_values( array_filter( array_unique( $images ) ) ), false, true );
	}
}
