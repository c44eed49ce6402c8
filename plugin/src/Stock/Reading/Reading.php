<?php
/**
 * What must be read before a level is written.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock\Reading;

use TillSync\Stock\Lines\Line;

/** Both sides of the comparison. An interface, so that a test can show what another order of reading would lose. */
interface Reading {

	/**
	 * The shop's levels and the ledger's lines.
	 *
	 * @param array<string, int> $products Item → product.
	 * @return array{array<int, ShopLevel>, array<string, list<Line>>} By product; by item.
	 */
	public function read( array $products ): array;
}
