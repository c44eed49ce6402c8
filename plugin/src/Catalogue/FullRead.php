<?php
/**
 * How the full read of the POS stands.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Catalogue;

use TillSync\Support\Clock;
use TillSync\Support\Options;

/** A full read goes through the whole POS every day and on demand. */
final class FullRead {

	/** Seconds between two full reads, and after which a silent one counts as broken off. */
	private const EVERY   = DAY_IN_SECONDS;
	private const SILENCE = 600;

	/** Takes its collaborators. */
	public function __construct( private Options $options, private Clock $clock ) {
	}

	/**
	 * Notes a page of a run.
	 *
	 * @param string $run  Of the companion.
	 * @param int    $seen Items on the page.
	 * @param bool   $last Whether the run is complete.
	 */
	public function progress( string $run, int $seen, bool $last ): void {
		$read = $this->options->full_read();
		$same = $run === $read['run'];
		$this->options->save_full_read(
			array(
				'run'      => $last ? null : $run,
				'at'       => $this->clock->now(),
				'seen'     => ( $same ? $read['seen'] : 0 ) + $seen,
				'ended_at' => $last ? $this->clock->now() : $read['ended_at'],
			)
		);
	}

	/** Whether one is due: never done, or more than a day ago. */
	public function due(): bool {
		$ended = $this->options->full_read()['ended_at'];
		return null === $ended || $ended <= $this->clock->now() - self::EVERY;
	}

	/** When the last complete one ended, as the contract writes it; null: never. */
	public function ended_at(): ?string {
		$ended = $this->options->full_read()['ended_at'];
		return null === $ended ? null : Clock::iso( $this->clock->sql( $ended ) );
	}

	/** Items the run under way has shown so far; null: none is under way. */
	public function seen(): ?int {
		$read = $this->options->full_read();
		return null !== $read['run'] && $read['at'] > $this->clock->now() - self::SILENCE ? $read['seen'] : null;
	}
}
