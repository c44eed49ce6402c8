<?php
/**
 * What is to be done about one linked item.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock;

/** An evaluated link: either a change, or an outcome that needs none. Pure. */
final class Step {

	/**
	 * Takes the evaluation.
	 *
	 * @param string      $item_id    Item of the POS.
	 * @param int         $product_id Product or variation.
	 * @param string      $name       What a person calls it.
	 * @param string|null $from       What the shop shows, null: no managed level.
	 * @param string|null $to         What it should show; null: unknown or unmanaged.
	 * @param Change|null $change     What to write; null: nothing.
	 * @param string      $outcome    Outcome when there is no change: `equal`, `unknown`, `conflict` or `rejected`.
	 * @param string|null $code       Its item code.
	 */
	public function __construct(
		public readonly string $item_id,
		public readonly int $product_id,
		public readonly string $name,
		public readonly ?string $from,
		public readonly ?string $to,
		public readonly ?Change $change,
		public readonly string $outcome = 'equal',
		public readonly ?string $code = null
	) {
	}
}
