<?php
/**
 * A level to be written.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock;

use TillSync\Stock\Reading\ShopLevel;

/** One product whose stock has to change, and from what. Pure. */
final class Change {

	/**
	 * Takes the change.
	 *
	 * @param string    $item_id    Item of the POS.
	 * @param int       $product_id Product or variation.
	 * @param int       $parent_id  The variation's product; 0: none.
	 * @param ShopLevel $shop       What the shop stores; its raw text is what the swap compares with.
	 * @param int|null  $to         New level in 1/100000; null: stock management goes off, the product is in stock.
	 * @param bool      $flips      Whether the stock status changes (or does not fit the level) and the product must be saved.
	 * @param bool      $planned    Whether a person saw and approved this change in a plan; the brake lets it pass.
	 */
	public function __construct(
		public readonly string $item_id,
		public readonly int $product_id,
		public readonly int $parent_id,
		public readonly ShopLevel $shop,
		public readonly ?int $to,
		public readonly bool $flips,
		public readonly bool $planned
	) {
	}

	/** Whether the change goes through WooCommerce's setters: management switched on or off, or no level stored yet. */
	public function by_setters(): bool {
		return null === $this->to || null === $this->shop->level();
	}

	/** Whether it makes a product that could be bought sold out. */
	public function zeroes(): bool {
		if ( null === $this->to ) {
			return false;
		}
		$level = $this->shop->level();
		if ( null === $level ) {
			return $this->to <= 0 && 'instock' === $this->shop->status;
		}
		// WooCommerce's own threshold may sell a product out above zero: its status then flips.
		return $level > $this->to && ( $this->to <= 0 ? $level > 0 : $this->flips && 'instock' === $this->shop->status );
	}
}
