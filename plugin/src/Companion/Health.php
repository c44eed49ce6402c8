<?php
/**
 * How the companion is doing.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Companion;

use TillSync\Support\Clock;
use TillSync\Support\Database;

/**
 * What heartbeats told, in the table `companion`. Times are the shop's own: a success counts from the heartbeat that first told of it.
 *
 * @phpstan-type Report array{version: string, poll_seconds: int, pos: string, success_at: ?string, delay_median_ms: ?int, delay_slowest_ms: ?int}
 */
final class Health {

	/** Seconds without a successful cycle after which people are told. */
	public const SILENCE = 900;

	/** Takes its collaborators. */
	public function __construct( private Database $database, private Clock $clock ) {
	}

	/**
	 * Stores a heartbeat.
	 *
	 * @param array<string, mixed> $heartbeat Its body, checked.
	 */
	public function store( array $heartbeat ): void {
		/** @var array{companion: array{version: string, poll_seconds: int}, health: array{pos: string, last_success_at: ?string}, figures: array{delay_median_ms: ?int, delay_slowest_ms: ?int}} $heartbeat */
		$report  = array(
			'version'          => $heartbeat['companion']['version'],
			'poll_seconds'     => $heartbeat['companion']['poll_seconds'],
			'pos'              => $heartbeat['health']['pos'],
			'success_at'       => $heartbeat['health']['last_success_at'],
			'delay_median_ms'  => $heartbeat['figures']['delay_median_ms'],
			'delay_slowest_ms' => $heartbeat['figures']['delay_slowest_ms'],
		);
		$now     = $this->clock->sql();
		$success = null !== $report['success_at'] && ( $this->report()['success_at'] ?? null ) !== $report['success_at'];
		$this->database->execute(
			'UPDATE {companion} SET last_seen_at = %s, report = %s' . ( $success ? ', last_success_at = ' . $this->database->literal( $now ) : '' ) . ' WHERE id = 1',
			$now,
			(string) wp_json_encode( $report )
		);
	}

	/**
	 * The last heartbeat's words; null before the first.
	 *
	 * @return Report|null
	 */
	public function report(): ?array {
		$row    = $this->row();
		$report = null === $row || null === $row['report'] ? null : json_decode( $row['report'], true );
		/** @var Report|null $report */
		return is_array( $report ) ? $report : null;
	}

	/** When the last heartbeat came, in seconds; null: never. */
	public function seen_at(): ?int {
		return self::seconds( $this->row()['last_seen_at'] ?? null );
	}

	/** When the last success was told of, in seconds; null: never. */
	public function success_at(): ?int {
		return self::seconds( $this->row()['last_success_at'] ?? null );
	}

	/** Whether a companion is there now: its last heartbeat is younger than three of its polls, and it has not taken its leave. */
	public function present(): bool {
		$row  = $this->row();
		$seen = self::seconds( $row['last_seen_at'] ?? null );
		return null !== $row && null !== $row['instance'] && null !== $seen
			&& $seen > $this->clock->now() - max( 90, 3 * ( $this->report()['poll_seconds'] ?? 10 ) + 60 );
	}

	/**
	 * Since when nothing has succeeded, in seconds, if that is 15 minutes ago or more; null: all is well.
	 *
	 * @param int $paired_at When the companion was paired, in seconds: before that nobody could succeed.
	 */
	public function silent_since( int $paired_at ): ?int {
		$since = max( $paired_at, $this->success_at() ?? 0 );
		// A companion that polls rarely is not silent between two polls.
		$patience = max( self::SILENCE, 3 * ( $this->report()['poll_seconds'] ?? 0 ) );
		return $since <= $this->clock->now() - $patience ? $since : null;
	}

	/**
	 * The row.
	 *
	 * @return array<string, string|null>|null
	 */
	private function row(): ?array {
		return $this->database->row( 'SELECT instance, last_seen_at, last_success_at, report FROM {companion} WHERE id = 1' );
	}

	/**
	 * A stored time in seconds.
	 *
	 * @param string|null $sql UTC.
	 */
	private static function seconds( ?string $sql ): ?int {
		return null === $sql ? null : (int) strtotime( $sql . ' UTC' );
	}
}
