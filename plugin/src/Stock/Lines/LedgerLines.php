<?php
/**
 * Reading the ledger for the equation.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock\Lines;

use TillSync\Stock\Ledger;
use TillSync\Support\Clock;
use TillSync\Support\Database;
use TillSync\Support\Decimal;

/** Counted order lines with their bookings, of many items in one query. */
final class LedgerLines {

	/** Takes the database and the time. */
	public function __construct( private Database $database, private Clock $clock ) {
	}

	/**
	 * Lines by item; items without any are missing.
	 *
	 * @param list<string> $item_ids Items of the POS.
	 * @return array<string, list<Line>>
	 */
	public function read( array $item_ids ): array {
		if ( array() === $item_ids ) {
			return array();
		}
		$rows     = $this->database->rows(
			'SELECT l.item_id, l.order_item_id, l.qty, l.taken, l.announced_at, b.delta, b.seq
			FROM {ledger} l LEFT JOIN {bookings} b ON b.order_item_id = l.order_item_id
			WHERE l.standing = %s AND l.item_id IN (' . $this->database->list( $item_ids ) . ') ORDER BY l.order_item_id, b.id',
			Ledger::COUNTED
		);
		$first    = array();
		$bookings = array();
		foreach ( $rows as $row ) {
			$id           = (int) $row['order_item_id'];
			$first[ $id ] = $row;
			if ( null !== $row['delta'] ) {
				$bookings[ $id ][] = array( Decimal::scaled( $row['delta'] ), null === $row['seq'] ? null : (int) $row['seq'] );
			}
		}
		$lines = array();
		foreach ( $first as $id => $row ) {
			$lines[ (string) $row['item_id'] ][] = new Line(
				Decimal::scaled( (string) $row['qty'] ),
				null === $row['taken'] ? null : Decimal::scaled( $row['taken'] ),
				null === $row['announced_at'] ? null : $this->clock->now() - (int) strtotime( $row['announced_at'] . ' UTC' ),
				true,
				$bookings[ $id ] ?? array()
			);
		}
		return $lines;
	}
}
