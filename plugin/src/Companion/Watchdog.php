<?php
/**
 * Watching the companion.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Companion;

use Automattic\WooCommerce\Admin\Notes\Note;
use Automattic\WooCommerce\Admin\Notes\Notes;
use TillSync\Activity\ActivityLog;
use TillSync\Activity\ForeignWrites;
use TillSync\Stock\StockSync;
use TillSync\Support\Clock;
use TillSync\Support\Log;
use TillSync\Support\Options;

/**
 * Runs every five minutes by Action Scheduler. After 15 minutes without a successful cycle it leaves one note in WooCommerce's
 * Inbox and sends one e-mail; both end with the silence. While no companion is there it compares linked levels with the mirror
 * itself, so that edits in the shop heal all the same. It also looks whether something keeps trying to change linked products.
 */
final class Watchdog {

	/** The scheduled action, and its group. */
	public const ACTION = 'tillsync_watch';
	private const GROUP = 'tillsync';
	private const EVERY = 300;

	/** The note's name: one note, however often the watchdog looks. */
	private const NOTE = 'tillsync-companion-silent';

	/** Seconds the mirror check may take in one run. */
	private const BUDGET = 20.0;

	/** Takes its collaborators. */
	public function __construct(
		private Options $options,
		private Clock $clock,
		private Health $health,
		private Pairing $pairing,
		private StockSync $stock,
		private Commands $commands,
		private ActivityLog $activity,
		private ForeignWrites $foreign,
		private Log $log
	) {
	}

	/** Has itself called every five minutes; repeated calls make one schedule. */
	public function schedule(): void {
		if ( function_exists( 'as_schedule_recurring_action' ) && \ActionScheduler::is_initialized() && ! as_has_scheduled_action( self::ACTION, array(), self::GROUP ) ) {
			as_schedule_recurring_action( $this->clock->now() + self::EVERY, self::EVERY, self::ACTION, array(), self::GROUP, true );
		}
	}

	/** Ends the schedule; for deactivation. */
	public static function unschedule(): void {
		if ( function_exists( 'as_unschedule_all_actions' ) ) {
			as_unschedule_all_actions( self::ACTION, array(), self::GROUP );
		}
	}

	/** One look. Never throws: a failed look is logged, the next one comes. */
	public function look(): void {
		try {
			$since = $this->silent_since();
			if ( null !== $since ) {
				$this->tell( $since );
			} else {
				$this->calm();
			}
			$this->foreign->look();
			$this->commands->expire();
			$this->activity->prune();
			if ( ! $this->health->present() && ! $this->options->moved() ) {
				$this->check();
			}
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Watchdog' );
		}
	}

	/** Since when the companion has been silent, in seconds; null: it is not, or none is paired. */
	public function silent_since(): ?int {
		$paired = $this->pairing->since();
		return null === $paired ? null : $this->health->silent_since( (int) strtotime( $paired ) );
	}

	/** Removes the note; for uninstalling and when the silence is over. */
	public static function remove_note(): void {
		if ( class_exists( Notes::class ) ) {
			Notes::delete_notes_with_name( self::NOTE );
		}
	}

	/**
	 * Tells people, once a silence.
	 *
	 * @param int $since In seconds.
	 */
	private function tell( int $since ): void {
		if ( isset( $this->options->watch()['told_at'] ) ) {
			return;
		}
		// Stored first: a mail that fails half-way must not be repeated every five minutes.
		$this->options->save_watch( array( 'told_at' => $this->clock->now() ) );
		$page = admin_url( 'admin.php?page=wc-admin&path=/tillsync' );
		$text = sprintf(
			/* translators: %s: time span such as "20 minutes". */
			__( 'TillSync has had no successful contact with the till for %s. Levels in the shop may be out of date. Check that the companion is running.', 'tillsync' ),
			human_time_diff( $since, $this->clock->now() )
		);
		$note = new Note();
		$note->set_name( self::NOTE );
		$note->set_source( 'tillsync' );
		$note->set_type( Note::E_WC_ADMIN_NOTE_WARNING );
		$note->set_title( __( 'The till is not connected', 'tillsync' ) );
		$note->set_content( $text );
		$note->add_action( 'tillsync-overview', __( 'Open TillSync', 'tillsync' ), $page );
		self::remove_note();
		$note->save();
		/* translators: %s: name of the shop. */
		$subject = sprintf( __( '[%s] The till is not connected', 'tillsync' ), wp_specialchars_decode( (string) get_option( 'blogname' ), ENT_QUOTES ) );
		if ( ! wp_mail( (string) get_option( 'admin_email' ), $subject, $text . "\n\n" . $page . "\n" ) ) {
			$this->log->warning( 'The e-mail about the silent companion could not be sent.' );
		}
		$this->activity->record( 'failure', 'failed', null, null, null, array( 'event' => 'companion_silent' ) );
	}

	/** Takes back what was told. */
	private function calm(): void {
		if ( ! isset( $this->options->watch()['told_at'] ) ) {
			return;
		}
		self::remove_note();
		$this->options->save_watch( array() );
		if ( $this->pairing->paired() ) {
			$this->activity->record( 'failure', 'ok', null, null, null, array( 'event' => 'companion_back' ) );
		}
	}

	/** Compares linked levels with the mirror and puts right what differs, going on next time where time was over. */
	private function check(): void {
		$start = $this->clock->elapsed();
		$watch = $this->options->watch();
		$after = is_int( $watch['after'] ?? null ) ? $watch['after'] : 0;
		do {
			$answer = $this->stock->check( $after );
			$after  = is_int( $answer['next_after'] ?? null ) ? $answer['next_after'] : 0;
		} while ( $after > 0 && $this->clock->elapsed() - $start < self::BUDGET );
		if ( ( $watch['after'] ?? 0 ) !== $after ) {
			$this->options->save_watch( array( 'after' => $after ) + $watch );
		}
	}
}
