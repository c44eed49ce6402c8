<?php
/**
 * Where reading of the POS's feeds stands.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Catalogue;

use TillSync\Support\Clock;
use TillSync\Support\Database;

/**
 * The table `cursors`: per feed the value, which never moves back, and samples of where it stood lately, because each read of
 * the POS starts where the cursor stood two minutes ago.
 *
 * @phpstan-type State array{feed: string, value: string, read_from: string}
 */
final class Cursors {

	public const FEEDS = array( 'products', 'inventory' );

	/** Seconds a read starts behind the cursor, and between two samples. */
	private const OVERLAP  = 120;
	private const SAMPLING = 5;

	/** Takes the database and the time. */
	public function __construct( private Database $database, private Clock $clock ) {
	}

	/**
	 * Both feeds, as the contract shows them.
	 *
	 * @return list<State>
	 */
	public function states(): array {
		$rows = array();
		foreach ( $this->database->rows( 'SELECT feed, value, history, updated_at FROM {cursors}' ) as $row ) {
			$rows[ (string) $row['feed'] ] = $row;
		}
		$states = array();
		foreach ( self::FEEDS as $feed ) {
			$row      = $rows[ $feed ] ?? null;
			$states[] = array(
				'feed'      => $feed,
				'value'     => (string) ( $row['value'] ?? '0' ),
				'read_from' => null === $row ? '0' : $this->read_from( $row ),
			);
		}
		return $states;
	}

	/**
	 * Moves a cursor forward; a lower value changes nothing. To be called inside the transaction that stores the page.
	 *
	 * @param string $feed `products` or `inventory`.
	 * @param string $to   Where the page ended: whole number below 10^18.
	 */
	public function advance( string $feed, string $to ): void {
		$now = $this->clock->now();
		$row = $this->database->row( 'SELECT value, history FROM {cursors} WHERE feed = %s FOR UPDATE', $feed );
		$old = (int) ( $row['value'] ?? 0 );
		if ( null !== $row && (int) $to <= $old ) {
			return;
		}
		$samples = $this->samples( $row['history'] ?? null );
		$last    = end( $samples );
		if ( false === $last ) {
			$samples[] = array( 0, (string) $old );
			$samples[] = array( $now, $to );
		} elseif ( $last[0] <= $now - self::SAMPLING ) {
			$samples[] = array( $now, $to );
		}
		$this->database->execute(
			'INSERT INTO {cursors} (feed, value, history, updated_at) VALUES (%s, %s, %s, %s)
			ON DUPLICATE KEY UPDATE value = VALUES(value), history = VALUES(history), updated_at = VALUES(updated_at)',
			$feed,
			$to,
			(string) wp_json_encode( $this->recent( $samples, $now ) ),
			$this->clock->sql( $now )
		);
	}

	/**
	 * Where the cursor stood at least two minutes ago.
	 *
	 * @param array<string, string|null> $row value, history, updated_at.
	 */
	private function read_from( array $row ): string {
		$before = $this->clock->now() - self::OVERLAP;
		if ( (int) strtotime( $row['updated_at'] . ' UTC' ) <= $before ) {
			return (string) $row['value'];
		}
		// The newest sample that is old enough. Moves between two samples are not kept, so this may be too early, never too late.
		$found = '0';
		foreach ( $this->samples( $row['history'] ) as $sample ) {
			if ( $sample[0] <= $before ) {
				$found = $sample[1];
			}
		}
		return $found;
	}

	/**
	 * The stored samples, oldest first: second, and value from then on.
	 *
	 * @param string|null $history JSON.
	 * @return list<array{int, string}>
	 */
	private function samples( ?string $history ): array {
		$samples = array();
		$stored  = null === $history ? array() : json_decode( $history, true );
		foreach ( is_array( $stored ) ? $stored : array() as $sample ) {
			if ( is_array( $sample ) && is_int( $sample[0] ?? null ) && is_string( $sample[1] ?? null ) ) {
				$samples[] = array( $sample[0], $sample[1] );
			}
		}
		return $samples;
	}

	/**
	 * Drops the samples no read can need any more: all but the last of those older than the overlap.
	 *
	 * @param list<array{int, string}> $samples Oldest first.
	 * @param int                      $now     Seconds.
	 * @return list<array{int, string}>
	 */
	private function recent( array $samples, int $now ): array {
		while ( isset( $samples[1] ) && $samples[1][0] <= $now - self::OVERLAP ) {
			array_shift( $samples );
		}
		return $samples;
	}
}
