<?php
/**
 * The one right order of reading.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock\Reading;

use TillSync\Stock\Lines\LedgerLines;

/**
 * Reads `_stock` first and the ledger second.
 *
 * An order announces its line in the ledger, then WooCommerce lowers `_stock`. Lowered before the first read: the second read
 * finds the line. Lowered after it: the compare-and-swap finds another value and writes nothing. Read the other way round, an
 * order between the two reads is missing in the ledger while the swap succeeds on the level it has lowered: its units are lost.
 */
final class LevelsThenLedger implements Reading {

	/** Takes the two readers. */
	public function __construct( private ShopLevels $levels, private LedgerLines $ledger ) {
	}

	/** @inheritDoc */
	public function read( array $products ): array {
		$levels = $this->levels->read( array_values( $products ) );
		$lines  = $this->ledger->read( array_map( 'strval', array_keys( $products ) ) );
		return array( $levels, $lines );
	}
}
