<?php
/**
 * The plugin's objects.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync;

use TillSync\Activity\ActivityLog;
use TillSync\Catalogue\Cursors;
use TillSync\Catalogue\Links;
use TillSync\Catalogue\Parked;
use TillSync\Companion\Lease;
use TillSync\Install\Installer;
use TillSync\Rest\Gate;
use TillSync\Support\Clock;
use TillSync\Support\Contract;
use TillSync\Support\Database;
use TillSync\Support\Log;
use TillSync\Support\Options;

/** Builds each object by hand when it is first asked for, so that a visitor's request pays for nothing it does not use. */
final class Services {

	/**
	 * What was built so far, by class.
	 *
	 * @var array<class-string, object>
	 */
	private array $built = array();

	/** Takes the plugin's main file. */
	public function __construct( private string $file ) {
	}

	/** The plugin's main file. */
	public function file(): string {
		return $this->file;
	}

	/** The time. */
	public function clock(): Clock {
		return $this->once( Clock::class, fn () => new Clock() );
	}

	/** The log. */
	public function log(): Log {
		return $this->once( Log::class, fn () => new Log() );
	}

	/** The options. */
	public function options(): Options {
		return $this->once( Options::class, fn () => new Options() );
	}

	/** The database. */
	public function database(): Database {
		return $this->once(
			Database::class,
			static function (): Database {
				global $wpdb;
				return new Database( $wpdb );
			}
		);
	}

	/** The emitted contract. */
	public function contract(): Contract {
		return $this->once( Contract::class, fn () => new Contract( dirname( $this->file ) . '/schemas' ) );
	}

	/** Activation and removal. */
	public function installer(): Installer {
		return $this->once( Installer::class, fn () => new Installer( $this->database(), $this->options() ) );
	}

	/** The shopkeeper's log. */
	public function activity(): ActivityLog {
		return $this->once( ActivityLog::class, fn () => new ActivityLog( $this->database(), $this->clock() ) );
	}

	/** The feeds' cursors. */
	public function cursors(): Cursors {
		return $this->once( Cursors::class, fn () => new Cursors( $this->database(), $this->clock() ) );
	}

	/** The link table. */
	public function links(): Links {
		return $this->once( Links::class, fn () => new Links( $this->database(), $this->clock() ) );
	}

	/** The parked rows. */
	public function parked(): Parked {
		return $this->once( Parked::class, fn () => new Parked( $this->database(), $this->clock(), $this->activity() ) );
	}

	/** The lease. */
	public function lease(): Lease {
		return $this->once( Lease::class, fn () => new Lease( $this->database(), $this->clock(), $this->contract()->number( 'lease_seconds' ) ) );
	}

	/** What every controller needs. */
	public function gate(): Gate {
		return $this->once( Gate::class, fn () => new Gate( $this->contract(), $this->lease(), $this->database(), $this->options(), $this->log() ) );
	}

	/**
	 * The controllers of all routes.
	 *
	 * @return list<Rest\AbstractController>
	 */
	public function controllers(): array {
		return array();
	}

	/**
	 * Builds an object once.
	 *
	 * @template T of object
	 * @param class-string<T> $name  Its class.
	 * @param callable(): T   $build Makes it.
	 * @return T
	 */
	private function once( string $name, callable $build ): object {
		/** @var T $object */
		$object = $this->built[ $name ] ??= $build();
		return $object;
	}
}
