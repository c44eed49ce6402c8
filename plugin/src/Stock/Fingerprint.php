<?php
/**
 * The fingerprint of the stored levels.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock;

use TillSync\Stock\Lines\Line;
use TillSync\Support\Clock;
use TillSync\Support\Database;

/**
 * Tells cheaply, in one aggregate query, whether the check may find anything: it moves when a stored level, its management or
 * status changes by whatever way, when a link comes or goes, when the POS begins or stops tracking an item, when a line's
 * standing changes, an announcement runs out, a write was left undone, or held writes were approved.
 */
final class Fingerprint {

	/** Takes the database and the time. */
	public function __construct( private Database $database, private Clock $clock ) {
	}

	/** An opaque text; equal texts mean that a complete check made in between would find nothing new. */
	public function levels(): string {
		$row = $this->database->row(
			"SELECT COUNT(*) AS n, COALESCE(SUM(CRC32(CONCAT_WS('|', k.item_id, k.product_id, m.meta_key, m.meta_value, i.tracked))), 0) AS a,
			COALESCE(BIT_XOR(CRC32(CONCAT_WS('|', m.meta_value, m.meta_key, k.product_id, k.item_id))), 0) AS b,
			(SELECT c.value FROM {counters} c WHERE c.name = %s) AS moved,
			(SELECT COUNT(*) FROM {ledger} l WHERE l.announced_at < %s) AS overdue
			FROM {links} k
			LEFT JOIN {items} i ON i.id = k.item_id
			LEFT JOIN {postmeta} m ON m.post_id = k.product_id AND m.meta_key IN ('_stock', '_manage_stock', '_stock_status')
			WHERE k.product_id IS NOT NULL",
			Ledger::COUNTER,
			$this->clock->sql( $this->clock->now() - Line::ANNOUNCED_SECONDS )
		);
		return substr( hash( 'sha256', implode( '|', array_map( 'strval', $row ?? array() ) ) ), 0, 32 );
	}
}
