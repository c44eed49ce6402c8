<?php
/**
 * An order line as the ledger meets it.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock\Lines;

use TillSync\Support\Decimal;

/** One line of an order with what the ledger and the link table say about it. Quantities are decimal texts. Pure. */
final class OrderLine {

	/**
	 * Takes the line.
	 *
	 * @param int         $order_item_id Its id.
	 * @param int         $order_id      The order.
	 * @param int|null    $product_id    The linked product or variation; null: none of the line is linked now.
	 * @param string|null $item_id       The POS's item: the ledger's, the one kept on the line at checkout if it is the product's, or the link's. Null: none.
	 * @param string      $qty           Units ordered.
	 * @param string|null $reduced       `_reduced_stock` as WooCommerce stored it; null: absent, which is not 0.
	 * @param bool        $known         Whether the ledger has a row of it.
	 * @param string|null $taken         What the ledger says it took; null: not known, or no row.
	 * @param string      $standing      The ledger's standing; empty: no row.
	 * @param bool        $existed       Whether the order existed when the product was linked.
	 */
	public function __construct(
		public readonly int $order_item_id,
		public readonly int $order_id,
		public readonly ?int $product_id,
		public readonly ?string $item_id,
		public readonly string $qty,
		public readonly ?string $reduced,
		public readonly bool $known,
		public readonly ?string $taken,
		public readonly string $standing,
		public readonly bool $existed
	) {
	}

	/** Whether the ledger has to do with the line at all. */
	public function concerns_us(): bool {
		return $this->known || ( null !== $this->product_id && null !== $this->item_id );
	}

	/**
	 * Units ordered or taken, as WooCommerce stored them; null where it says nothing. Anybody who may edit orders may write them:
	 * less than nothing would raise the level above the POS's.
	 *
	 * @param string|null $stored As stored.
	 */
	public static function units( ?string $stored ): ?string {
		$units = Decimal::normal( $stored );
		return null !== $units && str_starts_with( $units, '-' ) ? '0' : $units;
	}

	/**
	 * Makes a line of a row of {@see LedgerRows}.
	 *
	 * @param array<string, string|null> $row The row.
	 */
	public static function of( array $row ): self {
		$linked = null !== $row['product_id'];
		$known  = null !== $row['standing'];
		// Whoever edits orders can write any item on a line: it counts only where that item is or was linked to the line's own product.
		$kept = $row['product_id'] === $row['kept_from'] && $row['product_id'] === $row['kept_to'] ? $row['kept'] : null;
		return new self(
			(int) $row['order_item_id'],
			(int) $row['order_id'],
			$linked ? (int) $row['product_id'] : null,
			$known ? $row['line_item'] : ( $linked ? $kept ?? $row['link_item'] : null ),
			self::units( $row['qty'] ) ?? '0',
			self::units( $row['reduced'] ),
			$known,
			Decimal::normal( $row['taken'] ),
			(string) $row['standing'],
			$linked && (int) $row['order_id'] <= (int) $row['orders_before']
		);
	}
}
