<?php
/**
 * What happened, for the shopkeeper.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Activity;

use TillSync\Support\Clock;
use TillSync\Support\Database;

/**
 * The table `activity`. Kinds and outcomes are the contract's (`contract/src/activity.ts`); facts are small scalars under
 * lower-case keys, never names of customers.
 *
 * @phpstan-type Facts array<string, string|int|float|bool>
 * @phpstan-type Entry array{kind: string, outcome: string, cause?: ?string, item_id?: ?string, product_id?: ?int, facts?: Facts, event_id?: ?string, at?: ?string}
 */
final class ActivityLog {

	/** Entries kept at most, and days. */
	private const KEEP_ROWS = 50000;
	private const KEEP_DAYS = 90;

	/** Takes the database and the time. */
	public function __construct( private Database $database, private Clock $clock ) {
	}

	/**
	 * Records one event.
	 *
	 * @param string      $kind       What happened.
	 * @param string      $outcome    `ok`, `held`, `failed` or `info`.
	 * @param string|null $cause      Groups what one request caused; null: stands alone.
	 * @param string|null $item_id    Item of the POS.
	 * @param int|null    $product_id Product or variation.
	 * @param Facts       $facts      What the page makes its sentence of.
	 */
	public function record( string $kind, string $outcome, ?string $cause = null, ?string $item_id = null, ?int $product_id = null, array $facts = array() ): void {
		$this->record_many(
			array(
				array(
					'kind'       => $kind,
					'outcome'    => $outcome,
					'cause'      => $cause,
					'item_id'    => $item_id,
					'product_id' => $product_id,
					'facts'      => $facts,
				),
			)
		);
	}

	/**
	 * Records many events in one statement. One whose `event_id` is known already is left out.
	 *
	 * @param list<Entry> $entries None is fine.
	 * @return int How many were new.
	 */
	public function record_many( array $entries ): int {
		if ( array() === $entries ) {
			return 0;
		}
		$now  = $this->clock->sql();
		$rows = array();
		foreach ( $entries as $entry ) {
			$rows[] = array(
				$entry['event_id'] ?? null,
				$entry['at'] ?? $now,
				$entry['kind'],
				$entry['outcome'],
				$entry['cause'] ?? null,
				$entry['item_id'] ?? null,
				$entry['product_id'] ?? null,
				(string) wp_json_encode( (object) ( $entry['facts'] ?? array() ) ),
			);
		}
		return $this->database->execute(
			'INSERT IGNORE INTO {activity} (event_id, at, kind, outcome, cause, item_id, product_id, facts) VALUES ' . $this->database->tuples( $rows )
		);
	}

	/** Deletes what is older than 90 days or beyond the newest 50,000 entries. */
	public function prune(): void {
		$this->database->execute( 'DELETE FROM {activity} WHERE at < %s', $this->clock->sql( $this->clock->now() - self::KEEP_DAYS * DAY_IN_SECONDS ) );
		$last = $this->database->value( 'SELECT id FROM {activity} ORDER BY id DESC LIMIT 1 OFFSET %d', self::KEEP_ROWS );
		if ( null !== $last ) {
			$this->database->execute( 'DELETE FROM {activity} WHERE id <= %d', (int) $last );
		}
	}
}
