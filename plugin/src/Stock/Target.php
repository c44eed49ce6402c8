<?php
/**
 * What the equation says.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock;

/** The level the shop should show, with the arithmetic that led to it. Quantities in 1/100000. Pure. */
final class Target {

	public const LEVEL     = 'level';
	public const UNKNOWN   = 'unknown';
	public const UNMANAGED = 'unmanaged';

	/**
	 * Takes the result.
	 *
	 * @param string $kind    `level`, `unknown` (no level can be told: write nothing), `unmanaged` (the POS keeps none: in stock).
	 * @param int    $level   What to show; 0 unless `level`.
	 * @param int    $settled What it will be once every sale the POS was told of has surely reached its level; never below `level`.
	 * @param int    $pos     Sum over the counted outlets.
	 * @param int    $untold  Units counted as sold on the web and not yet in that sum.
	 * @param int    $buffer  Units really held back: less than the setting where there are fewer.
	 */
	public function __construct(
		public readonly string $kind,
		public readonly int $level = 0,
		public readonly int $settled = 0,
		public readonly int $pos = 0,
		public readonly int $untold = 0,
		public readonly int $buffer = 0
	) {
	}
}
