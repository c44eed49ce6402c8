<?php
/**
 * What the shopkeeper asked of the companion.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Companion;

use TillSync\Activity\ActivityLog;
use TillSync\Support\Clock;
use TillSync\Support\Database;

/** The table `commands`. A command is handed out with each heartbeat until the companion says that it is done. */
final class Commands {

	/** Commands handed out at a time, and seconds after which nobody will carry one out any more. */
	private const BATCH   = 20;
	private const EXPIRES = DAY_IN_SECONDS;

	/** Takes its collaborators. */
	public function __construct( private Database $database, private Clock $clock, private ActivityLog $activity ) {
	}

	/**
	 * Asks for something. The same thing asked for and not yet fetched is not asked for twice.
	 *
	 * @param string      $kind    `check`, `full_read` or `sync_item`.
	 * @param string|null $item_id For `sync_item`.
	 * @return array{id: int, state: string, message: string}
	 */
	public function ask( string $kind, ?string $item_id ): array {
		return $this->database->transaction(
			function () use ( $kind, $item_id ): array {
				// Raised first: the counter's row lock makes one request wait for the other.
				$this->database->next( 'commands' );
				$open = $this->database->value(
					'SELECT id FROM {commands} WHERE state = %s AND kind = %s AND item_id <=> ' . $this->database->literal( $item_id ) . ' LIMIT 1',
					'waiting',
					$kind
				);
				if ( null === $open ) {
					$this->database->execute(
						'INSERT INTO {commands} (kind, item_id, state, asked_by, asked_at) VALUES (%s, ' . $this->database->literal( $item_id ) . ', %s, %d, %s)',
						$kind,
						'waiting',
						get_current_user_id(),
						$this->clock->sql()
					);
					$open = (string) $this->database->insert_id();
				}
				return array(
					'id'      => (int) $open,
					'state'   => 'waiting',
					'message' => '',
				);
			}
		);
	}

	/**
	 * Commands that are not done, oldest first, at most 20; from now on they count as fetched.
	 *
	 * @return list<array{id: int, kind: string, item_id: ?string, asked_at: string}>
	 */
	public function fetch(): array {
		$rows = $this->database->rows( "SELECT id, kind, item_id, state, asked_at FROM {commands} WHERE state IN ('waiting', 'fetched') ORDER BY id LIMIT %d", self::BATCH );
		if ( in_array( 'waiting', array_column( $rows, 'state' ), true ) ) {
			$this->database->execute( "UPDATE {commands} SET state = 'fetched' WHERE state = 'waiting' AND id <= %d", (int) $rows[ count( $rows ) - 1 ]['id'] );
		}
		return array_map(
			static fn ( array $row ): array => array(
				'id'       => (int) $row['id'],
				'kind'     => (string) $row['kind'],
				'item_id'  => $row['item_id'],
				'asked_at' => (string) Clock::iso( $row['asked_at'] ),
			),
			$rows
		);
	}

	/**
	 * Notes what was carried out; told twice it counts once.
	 *
	 * @param list<array{id: int, outcome: string, message: string}> $done Of the heartbeat.
	 */
	public function finish( array $done ): void {
		foreach ( $done as $command ) {
			$changed = $this->database->execute(
				"UPDATE {commands} SET state = %s, message = %s, done_at = %s WHERE id = %d AND state IN ('waiting', 'fetched')",
				$command['outcome'],
				$command['message'],
				$this->clock->sql(),
				$command['id']
			);
			if ( $changed > 0 ) {
				$row = $this->database->row( 'SELECT kind, item_id FROM {commands} WHERE id = %d', $command['id'] );
				$this->activity->record(
					'command',
					'done' === $command['outcome'] ? 'ok' : 'failed',
					null,
					$row['item_id'] ?? null,
					null,
					array( 'command' => (string) ( $row['kind'] ?? '' ) ) + ( '' === $command['message'] ? array() : array( 'reason' => mb_substr( $command['message'], 0, 300 ) ) )
				);
			}
		}
	}

	/** Gives up commands a day old, and forgets those done a month ago. */
	public function expire(): void {
		$now = $this->clock->now();
		$this->database->execute(
			"UPDATE {commands} SET state = 'failed', message = %s, done_at = %s WHERE state IN ('waiting', 'fetched') AND asked_at < %s",
			__( 'No companion carried it out within a day.', 'tillsync' ),
			$this->clock->sql(),
			$this->clock->sql( $now - self::EXPIRES )
		);
		$this->database->execute( 'DELETE FROM {commands} WHERE done_at < %s', $this->clock->sql( $now - 30 * DAY_IN_SECONDS ) );
	}
}
