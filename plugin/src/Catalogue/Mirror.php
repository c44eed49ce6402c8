<?php
/**
 * The mirror of POS items.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Catalogue;

use TillSync\Activity\ActivityLog;
use TillSync\Support\Clock;
use TillSync\Support\Database;

/**
 * Stores pages of the products feed in the table `items`: page, cursor and parked rows in one transaction, in a number of
 * statements that does not grow with the page.
 *
 * @phpstan-type Outcome array{id: string, outcome: string, code?: string}
 */
final class Mirror {

	/** Seconds between two "not found" after which an item counts as deleted. */
	private const GONE_AFTER = 3600;

	/** Changed items named one by one in the log; a larger page leaves one entry. */
	private const NAMED = 20;

	/** Items answered as missing at the end of a full read. */
	private const MISSING = 500;

	/** Takes its collaborators. */
	public function __construct(
		private Database $database,
		private Clock $clock,
		private Cursors $cursors,
		private Parked $parked,
		private ActivityLog $activity,
		private FullRead $full_read
	) {
	}

	/**
	 * Stores a page.
	 *
	 * @param array<string, mixed> $page The body of `POST /catalogue`, checked.
	 * @return array{items: list<Outcome>, missing: list<string>}
	 */
	public function store( array $page ): array {
		/** @var list<array<string, mixed>> $items */
		$items = $page['items'];
		/** @var list<array{id: string|null, reason: string}> $parked */
		$parked = $page['parked'];
		/** @var list<string> $not_found */
		$not_found = $page['not_found'] ?? array();
		/** @var array{run: string, last: bool}|null $full */
		$full = $page['full'] ?? null;
		/** @var array{from: string, to: string}|null $cursor */
		$cursor = $page['cursor'];

		return $this->database->transaction(
			function () use ( $items, $parked, $not_found, $full, $cursor ): array {
				$outcomes = $this->store_items( $items );
				$this->parked->clear( 'products', array_values( array_unique( array_column( $outcomes, 'id' ) ) ) );
				$this->parked->park( 'products', $parked );
				$this->mark_not_found( $not_found );
				if ( null !== $cursor ) {
					$this->cursors->advance( 'products', $cursor['to'] );
				}
				$missing = array();
				if ( null !== $full ) {
					$seen = array_filter( array_merge( array_column( $items, 'id' ), array_column( $parked, 'id' ) ), 'is_string' );
					$this->see( $full['run'], array_values( $seen ) );
					if ( $full['last'] ) {
						$missing = $this->missing( $full['run'] );
					}
					$this->full_read->progress( $full['run'], count( $seen ), $full['last'] );
				}
				return array(
					'items'   => $outcomes,
					'missing' => $missing,
				);
			}
		);
	}

	/**
	 * Merges items into the mirror.
	 *
	 * @param list<array<string, mixed>> $items Of the page.
	 * @return list<Outcome>
	 */
	private function store_items( array $items ): array {
		$stored = $this->stored( array_column( $items, 'id' ) );
		/** @var list<Outcome> $outcomes */
		$outcomes = array();
		$rows     = array();
		$changes  = array();
		$revived  = array();
		$met      = array();
		foreach ( $items as $item ) {
			$id = is_string( $item['id'] ) ? $item['id'] : '';
			if ( isset( $met[ $id ] ) ) {
				$outcomes[] = array(
					'id'      => $id,
					'outcome' => 'rejected',
					'code'    => 'duplicate',
				);
				continue;
			}
			$met[ $id ] = true;
			$before     = $stored[ $id ] ?? null;
			if ( null !== $before && null !== $before['not_found_at'] ) {
				$revived[] = $id;
			}
			if ( null !== $before && (int) $item['version'] < (int) $before['version'] ) {
				$outcomes[] = array(
					'id'      => $id,
					'outcome' => 'stale',
				);
				continue;
			}
			$row    = ItemRow::merged( $item, $before );
			$fields = null === $before ? array() : ItemRow::differences( $before, $row );
			if ( null !== $before && array() === $fields && $before['version'] === $row['version'] ) {
				$outcomes[] = array(
					'id'      => $id,
					'outcome' => 'unchanged',
				);
				continue;
			}
			if ( null === $before || array() !== $fields ) {
				$row['changed_at'] = $this->clock->sql();
				$changes[ $id ]    = array( (string) $row['name'], $fields );
			}
			$rows[]     = $row;
			$outcomes[] = array(
				'id'      => $id,
				'outcome' => 'stored',
			);
		}
		$this->upsert( $rows );
		if ( array() !== $revived ) {
			$this->database->execute( 'UPDATE {items} SET not_found_at = NULL WHERE id IN (' . $this->database->list( $revived ) . ')' );
		}
		$this->tell( $changes );
		return $outcomes;
	}

	/**
	 * What the mirror has of the given items, locked until the page is stored.
	 *
	 * @param array<mixed> $ids Items.
	 * @return array<string, array<string, string|null>>
	 */
	private function stored( array $ids ): array {
		$ids = array_values( array_filter( $ids, 'is_string' ) );
		if ( array() === $ids ) {
			return array();
		}
		$stored  = array();
		$columns = implode( ', ', ItemRow::COLUMNS );
		$list    = $this->database->list( $ids );
		foreach ( $this->database->rows( "SELECT $columns, not_found_at FROM {items} WHERE id IN ($list) FOR UPDATE" ) as $row ) {
			$stored[ (string) $row['id'] ] = $row;
		}
		return $stored;
	}

	/**
	 * Writes rows, new and changed ones, in one statement.
	 *
	 * @param list<array<string, string|int|null>> $rows Each with all of {@see ItemRow::COLUMNS}.
	 */
	private function upsert( array $rows ): void {
		if ( array() === $rows ) {
			return;
		}
		$names   = implode( ', ', ItemRow::COLUMNS );
		$updates = implode( ', ', array_map( static fn ( string $name ): string => "$name = VALUES($name)", array_diff( ItemRow::COLUMNS, array( 'id' ) ) ) );
		$values  = array_map( static fn ( array $row ): array => array_map( static fn ( string $name ): string|int|null => $row[ $name ], ItemRow::COLUMNS ), $rows );
		$this->database->execute( "INSERT INTO {items} ($names) VALUES " . $this->database->tuples( $values ) . " ON DUPLICATE KEY UPDATE $updates" );
	}

	/**
	 * Records what changed: each item by name when they are few, else their number.
	 *
	 * @param array<string, array{string, list<string>}> $changes Item → name, and fields that changed; none: a new item.
	 */
	private function tell( array $changes ): void {
		$cause   = array() === $changes ? null : wp_generate_uuid4();
		$entries = array();
		$new     = count( array_filter( $changes, static fn ( array $change ): bool => array() === $change[1] ) );
		if ( $new > 0 || count( $changes ) > self::NAMED ) {
			$entries[] = array(
				'kind'    => 'catalogue',
				'outcome' => 'ok',
				'cause'   => $cause,
				'facts'   => array(
					'count' => count( $changes ),
					'new'   => $new,
				),
			);
		}
		if ( count( $changes ) - $new <= self::NAMED ) {
			foreach ( $changes as $item_id => $change ) {
				if ( array() !== $change[1] ) {
					$entries[] = array(
						'kind'    => 'catalogue',
						'outcome' => 'ok',
						'cause'   => $cause,
						'item_id' => (string) $item_id,
						'facts'   => array( 'fields' => implode( ', ', $change[1] ) ),
					);
				}
			}
		}
		$this->activity->record_many( $entries );
	}

	/**
	 * Notes items the POS did not find: once is a warning, a second time an hour later counts as deleted.
	 *
	 * @param list<string> $ids Items.
	 */
	private function mark_not_found( array $ids ): void {
		if ( array() === $ids ) {
			return;
		}
		$list = $this->database->list( $ids );
		$now  = $this->clock->sql();
		$this->database->execute(
			"UPDATE {items} SET changed_at = %s, deleted_at = %s WHERE deleted_at IS NULL AND not_found_at <= %s AND id IN ($list)",
			$now,
			$now,
			$this->clock->sql( $this->clock->now() - self::GONE_AFTER )
		);
		$this->database->execute( "UPDATE {items} SET not_found_at = %s WHERE not_found_at IS NULL AND id IN ($list)", $now );
		$this->parked->clear( 'products', $ids );
		$this->parked->clear( 'inventory', $ids );
	}

	/**
	 * Notes that a full read has shown items.
	 *
	 * @param string       $run Of the full read.
	 * @param list<string> $ids Items.
	 */
	private function see( string $run, array $ids ): void {
		if ( array() !== $ids ) {
			$this->database->execute( 'UPDATE {items} SET seen_run = %s WHERE id IN (' . $this->database->list( $ids ) . ')', $run );
		}
	}

	/**
	 * Items a complete full read did not show, to be asked for by id.
	 *
	 * @param string $run Of the full read.
	 * @return list<string>
	 */
	private function missing( string $run ): array {
		return $this->database->column(
			'SELECT id FROM {items} WHERE deleted_at IS NULL AND (seen_run IS NULL OR seen_run <> %s)
			ORDER BY not_found_at IS NULL, not_found_at, id LIMIT %d',
			$run,
			self::MISSING
		);
	}
}
