<?php
/**
 * An order line as the equation sees it.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock\Lines;

/** One line of the ledger with its bookings. Quantities in 1/100000. Pure. */
final class Line {

	/** Seconds for which an announced line counts in full while WooCommerce has not said what it took. */
	public const ANNOUNCED_SECONDS = 600;

	/**
	 * Takes the line.
	 *
	 * @param int                             $qty      Units ordered.
	 * @param int|null                        $taken    Units the line has taken out of the shop's stock; null: WooCommerce has not said yet. Null and 0 differ.
	 * @param int|null                        $age      Seconds since the line was announced; null: never announced.
	 * @param bool                            $counted  False: excluded, counts nothing.
	 * @param list<array{int, int|null}>      $bookings What the POS was told: delta (above 0 lowers the POS's level, below 0 raises it)
	 *                                                  and its seq, null while it is only intended.
	 */
	public function __construct(
		public readonly int $qty,
		public readonly ?int $taken,
		public readonly ?int $age,
		public readonly bool $counted,
		public readonly array $bookings
	) {
	}
}
