<?php
/**
 * Telling people that the brake holds.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock;

use Automattic\WooCommerce\Admin\Notes\Note;
use Automattic\WooCommerce\Admin\Notes\Notes;
use TillSync\Support\Log;

/** An Inbox note, as long as something is held, and one e-mail to the shop's address when it begins. */
final class BrakeNotice {

	private const NAME   = 'tillsync-brake';
	private const SOURCE = 'tillsync';

	/** Takes the log. */
	public function __construct( private Log $log ) {
	}

	/**
	 * Tells that levels are held.
	 *
	 * @param int $count How many listings.
	 */
	public function tell( int $count ): void {
		try {
			$title = __( 'TillSync holds back stock levels until you approve them', 'tillsync' );
			$text  = sprintf(
				/* translators: %d: number of products */
				_n(
					'%d product would be sold out by the levels from the till, more than usual in an hour. It keeps its old level until you look at the list and approve it.',
					'%d products would be sold out by the levels from the till, more than usual in an hour. They keep their old levels until you look at the list and approve it.',
					$count,
					'tillsync'
				),
				$count
			);
			Notes::delete_notes_with_name( self::NAME );
			$note = new Note();
			$note->set_name( self::NAME );
			$note->set_source( self::SOURCE );
			$note->set_type( Note::E_WC_ADMIN_NOTE_WARNING );
			$note->set_title( $title );
			$note->set_content( $text );
			$note->add_action( 'tillsync-open', __( 'Look at the list', 'tillsync' ), admin_url( 'admin.php?page=wc-admin&path=/tillsync' ) );
			$note->save();
			wp_mail( (string) get_option( 'admin_email' ), $title, $text . "\n\n" . admin_url( 'admin.php?page=wc-admin&path=/tillsync' ) );
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Telling that the brake holds' );
		}
	}

	/** Removes the note; for uninstalling, when nothing else of the plugin runs. */
	public static function remove_note(): void {
		if ( class_exists( Notes::class ) ) {
			Notes::delete_notes_with_name( self::NAME );
		}
	}

	/** Takes the note away: nothing is held any more. */
	public function withdraw(): void {
		try {
			self::remove_note();
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Withdrawing the note of the brake' );
		}
	}
}
