<?php
/**
 * A product's stock as the shop stores it.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock\Reading;

use TillSync\Stock\StockEquation;
use TillSync\Support\Decimal;

/** What the post meta of a product say about its stock. `raw` is the stored text, which the compare-and-swap compares with. Pure. */
final class ShopLevel {

	/**
	 * Takes the stored texts.
	 *
	 * @param bool        $managed    Whether the product (or variation) itself manages stock.
	 * @param string|null $raw        `_stock` as stored; null: no row.
	 * @param string      $status     `instock`, `outofstock` or `onbackorder`.
	 * @param bool        $backorders Whether backorders are allowed.
	 */
	public function __construct(
		public readonly bool $managed,
		public readonly ?string $raw,
		public readonly string $status,
		public readonly bool $backorders
	) {
	}

	/** The level in 1/100000; null when stock is not managed or the stored text is no number. */
	public function level(): ?int {
		$text = $this->managed ? Decimal::normal( $this->raw ) : null;
		return null === $text ? null : Decimal::scaled( $text );
	}

	/**
	 * The status WooCommerce derives from a level.
	 *
	 * @param int $level     In 1/100000.
	 * @param int $threshold WooCommerce's "out of stock threshold".
	 */
	public function status_at( int $level, int $threshold ): string {
		if ( StockEquation::in_stock( $level, $threshold ) ) {
			return 'instock';
		}
		return $this->backorders ? 'onbackorder' : 'outofstock';
	}
}
