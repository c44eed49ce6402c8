<?php
/**
 * Rows of the feeds that could not be read.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Catalogue;

use TillSync\Activity\ActivityLog;
use TillSync\Support\Clock;
use TillSync\Support\Database;

/** The table `parked`. A parked row is asked for again by its item's id, at first at once, then at growing distances, until it can be read. */
final class Parked {

	/** Rows handed back in one heartbeat. */
	private const BATCH = 50;

	/** Takes its collaborators. */
	public function __construct( private Database $database, private Clock $clock, private ActivityLog $activity ) {
	}

	/**
	 * Parks rows, or counts another try of those parked already. A row without id leaves only an entry in the log.
	 *
	 * @param string                                     $feed `products` or `inventory`.
	 * @param list<array{id: string|null, reason: string}> $rows What could not be read.
	 */
	public function park( string $feed, array $rows ): void {
		$known = array();
		$named = array();
		foreach ( $rows as $row ) {
			if ( null !== $row['id'] ) {
				$named[ $row['id'] ] = $row['reason'];
			}
		}
		if ( array() !== $named ) {
			// PHP turns a key of digits into a number.
			$ids    = array_map( 'strval', array_keys( $named ) );
			$list   = $this->database->list( $ids );
			$known  = array_flip( $this->database->column( "SELECT item_id FROM {parked} WHERE feed = %s AND item_id IN ($list)", $feed ) );
			$now    = $this->clock->sql();
			$values = array_map( static fn ( string $id, string $reason ): array => array( $feed, $id, $reason, $now, $now, 1 ), $ids, $named );
			$this->database->execute(
				'INSERT INTO {parked} (feed, item_id, reason, since, tried_at, tries) VALUES ' . $this->database->tuples( $values )
				. ' ON DUPLICATE KEY UPDATE reason = VALUES(reason), tried_at = VALUES(tried_at), tries = tries + 1'
			);
		}
		$entries = array();
		foreach ( $rows as $row ) {
			if ( null === $row['id'] || ! isset( $known[ $row['id'] ] ) ) {
				$entries[] = array(
					'kind'    => 'parked',
					'outcome' => 'failed',
					'item_id' => $row['id'],
					'facts'   => array(
						'feed'   => $feed,
						'reason' => $row['reason'],
					),
				);
			}
		}
		$this->activity->record_many( $entries );
	}

	/**
	 * Forgets rows that could be read after all.
	 *
	 * @param string       $feed `products` or `inventory`.
	 * @param list<string> $ids  Items.
	 */
	public function clear( string $feed, array $ids ): void {
		if ( array() !== $ids && $this->any() ) {
			$this->database->execute( 'DELETE FROM {parked} WHERE feed = %s AND item_id IN (' . $this->database->list( $ids ) . ')', $feed );
		}
	}

	/**
	 * Lets items be asked for again at once: the feed has shown something of them.
	 *
	 * @param string       $feed `products` or `inventory`.
	 * @param list<string> $ids  Items.
	 */
	public function hurry( string $feed, array $ids ): void {
		if ( array() !== $ids && $this->any() ) {
			$list = $this->database->list( $ids );
			$this->database->execute( "UPDATE {parked} SET tries = 1, tried_at = %s WHERE feed = %s AND item_id IN ($list)", $this->clock->sql(), $feed );
		}
	}

	/**
	 * Rows to be asked for again now, oldest try first, at most 50. The distance between tries doubles from 30 seconds to an hour.
	 *
	 * @return list<array{feed: string, id: string}>
	 */
	public function due(): array {
		return array_map(
			static fn ( array $row ): array => array(
				'feed' => (string) $row['feed'],
				'id'   => (string) $row['item_id'],
			),
			$this->database->rows(
				'SELECT feed, item_id FROM {parked}
				WHERE tried_at <= DATE_SUB(%s, INTERVAL LEAST(3600, 30 * (POW(2, LEAST(tries, 10) - 1) - 1)) SECOND)
				ORDER BY tried_at LIMIT %d',
				$this->clock->sql(),
				self::BATCH
			)
		);
	}

	/**
	 * How many rows are parked, and since when the oldest.
	 *
	 * @return array{count: int, since: ?string}
	 */
	public function summary(): array {
		$row = $this->database->row( 'SELECT COUNT(*) AS rows_parked, MIN(since) AS since FROM {parked}' );
		return array(
			'count' => (int) ( $row['rows_parked'] ?? 0 ),
			'since' => Clock::iso( $row['since'] ?? null ),
		);
	}

	/** Whether anything is parked. */
	private function any(): bool {
		return null !== $this->database->value( 'SELECT 1 FROM {parked} LIMIT 1' );
	}
}
