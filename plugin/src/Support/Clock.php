<?php
/**
 * The time.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Support;

/** The only place that reads the time, so that tests can move it. */
final class Clock {

	/** Seconds added to the real time. */
	private int $offset = 0;

	/** Seconds since 1970, UTC. */
	public function now(): int {
		return time() + $this->offset;
	}

	/** Seconds from an arbitrary start, for measuring how long something takes. */
	public function elapsed(): float {
		return hrtime( true ) / 1e9 + $this->offset;
	}

	/**
	 * The time as the database stores it (UTC).
	 *
	 * @param int|null $at Seconds since 1970; null: now.
	 */
	public function sql( ?int $at = null ): string {
		return gmdate( 'Y-m-d H:i:s', $at ?? $this->now() );
	}

	/**
	 * A stored time as the contract writes instants; null stays null.
	 *
	 * @param string|null $sql `Y-m-d H:i:s` in UTC.
	 */
	public static function iso( ?string $sql ): ?string {
		return null === $sql || '' === $sql ? null : str_replace( ' ', 'T', $sql ) . 'Z';
	}

	/**
	 * An instant of the contract as the database stores it; fractions of seconds are cut. Null stays null.
	 *
	 * @param string|null $iso ISO 8601 in UTC.
	 */
	public static function from_iso( ?string $iso ): ?string {
		return null === $iso ? null : str_replace( 'T', ' ', substr( $iso, 0, 19 ) );
	}

	/**
	 * Moves the clock; only tests do.
	 *
	 * @param int $seconds Seconds to add to what went before.
	 */
	public function move( int $seconds ): void {
		$this->offset += $seconds;
	}
}
