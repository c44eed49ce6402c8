<?php
/**
 * The one companion at a time.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Companion;

use TillSync\Support\Clock;
use TillSync\Support\Database;

/** The lease in the table `companion` (one row, id 1). Every change is one conditional UPDATE, so that two companions cannot both hold it. */
final class Lease {

	public const HELD  = 'held';
	public const FREE  = 'free';
	public const OTHER = 'other';

	/** Takes its collaborators and for how long a lease holds. */
	public function __construct( private Database $database, private Clock $clock, private int $seconds ) {
	}

	/**
	 * Takes or renews the lease.
	 *
	 * @param string $instance Who asks.
	 * @return bool False: another instance holds it.
	 */
	public function take( string $instance ): bool {
		$this->database->execute( 'INSERT IGNORE INTO {companion} (id) VALUES (1)' );
		$this->database->execute(
			'UPDATE {companion} SET instance = %s, lease_until = %d WHERE id = 1 AND (instance IS NULL OR instance = %s OR lease_until <= %d)',
			$instance,
			$this->clock->now() + $this->seconds,
			$instance,
			$this->clock->now()
		);
		// Not the count of changed rows: renewing twice within a second changes none.
		return self::HELD === $this->standing( $instance );
	}

	/**
	 * Renews the lease if the instance holds it, and says how things stand: `held`, `free` (nobody holds it), `other`.
	 *
	 * @param string $instance Who asks.
	 */
	public function renew( string $instance ): string {
		$standing = $this->standing( $instance );
		if ( self::HELD === $standing ) {
			$this->database->execute( 'UPDATE {companion} SET lease_until = %d WHERE id = 1 AND instance = %s', $this->clock->now() + $this->seconds, $instance );
		}
		return $standing;
	}

	/**
	 * Gives the lease up if the instance holds it.
	 *
	 * @param string $instance Who leaves.
	 */
	public function leave( string $instance ): void {
		$this->database->execute( 'UPDATE {companion} SET lease_until = 0, instance = NULL WHERE id = 1 AND instance = %s', $instance );
	}

	/** Ends whatever lease there is, for example when the credential is revoked. */
	public function end(): void {
		$this->database->execute( 'UPDATE {companion} SET lease_until = 0, instance = NULL WHERE id = 1' );
	}

	/**
	 * How the lease stands for an instance.
	 *
	 * @param string $instance Who asks.
	 */
	private function standing( string $instance ): string {
		$row = $this->database->row( 'SELECT instance, lease_until FROM {companion} WHERE id = 1' );
		if ( null === $row || null === $row['instance'] || (int) $row['lease_until'] <= $this->clock->now() ) {
			return self::FREE;
		}
		return $row['instance'] === $instance ? self::HELD : self::OTHER;
	}
}
