<?php
/**
 * The price a product is sold at.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/**
 * WooCommerce sells at `_price`, which it makes of the regular and the sale price whenever one of them, or a date, changes. The POS
 * does not own it as such; but whoever writes anything else there sells its products at another price. Where other rules make the
 * price (parents, groups, types of other plugins) it is not looked at.
 */
final class SellingPrice {

	/** Field of the ownership table. */
	public const FIELD = 'price';

	/** Meta key. */
	public const KEY = '_price';

	/** Types whose price is one of their two prices. */
	private const TYPES = array( 'simple', 'external', 'variation' );

	/**
	 * Whether a locked product may get a selling price: one of its prices as they are stored, or what it has.
	 *
	 * @param int    $product_id Product or variation.
	 * @param string $kind       Kind.
	 * @param mixed  $stored     What is stored.
	 * @param mixed  $wanted     What is to be; null: nothing.
	 */
	public static function may_become( int $product_id, string $kind, mixed $stored, mixed $wanted ): bool {
		if ( 'variable' === $kind || ! self::differs( $stored, $wanted ) || ! in_array( \WC_Product_Factory::get_product_type( $product_id ), self::TYPES, true ) ) {
			return true;
		}
		$sale = get_post_meta( $product_id, '_sale_price', true );
		return ! self::differs( get_post_meta( $product_id, '_regular_price', true ), $wanted ) || ( '' !== $sale && ! self::differs( $sale, $wanted ) );
	}

	/** Whether two prices differ. */
	private static function differs( mixed $one, mixed $other ): bool {
		return Meaning::differs( 'regular_price', $one, $other );
	}
}
