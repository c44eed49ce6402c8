<?php
/**
 * Telling people that something keeps trying to change linked products.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Activity;

use Automattic\WooCommerce\Admin\Notes\Note;
use Automattic\WooCommerce\Admin\Notes\Notes;
use TillSync\Lock\Door;
use TillSync\Support\Clock;
use TillSync\Support\Database;
use TillSync\Support\Log;

/**
 * Changes the lock refuses where nobody sees it: another plugin, a scheduled task, another client of the REST API. Whoever made
 * it believes it was saved, and tries again. From three refused saves within a day there is one note in WooCommerce's Inbox, a new
 * one each day; it goes when a day has passed without.
 */
final class ForeignWrites {

	private const NAME   = 'tillsync-foreign-writes';
	private const SOURCE = 'tillsync';

	/** Ways in without a page on which a person would read what was refused. */
	private const DOORS = array( Door::REST, Door::CLI, Door::XML_RPC, Door::CRON, Door::CODE );

	/** Saves within a day that are worth a note. */
	private const REPEATED = 3;

	/** Refusals that are looked at, newest first. */
	private const MOST = 2000;

	/** Names in the note. */
	private const NAMED = 3;

	/** Takes its collaborators. */
	public function __construct( private Database $database, private Clock $clock, private Log $log ) {
	}

	/** Looks at the last day and makes, renews or removes the note. Not for the save path: the watchdog calls it. Never throws. */
	public function look(): void {
		try {
			$found   = $this->of_the_last_day();
			$note    = Notes::get_note_by_name( self::NAME );
			$told_at = $note instanceof Note ? $this->told_at( $note ) : null;
			if ( array() === $found['saves'] ) {
				if ( $note instanceof Note ) {
					self::remove_note();
				}
			} elseif ( count( $found['saves'] ) >= self::REPEATED && ( null === $told_at || $told_at <= $this->clock->now() - DAY_IN_SECONDS ) ) {
				$this->tell( $found['names'], count( $found['products'] ) );
			}
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Telling of repeated refused changes' );
		}
	}

	/** Removes the note; for uninstalling, and when it is over. */
	public static function remove_note(): void {
		if ( class_exists( Notes::class ) ) {
			Notes::delete_notes_with_name( self::NAME );
		}
	}

	/**
	 * What was refused since a day ago where nobody sees it.
	 *
	 * @return array{saves: array<string, true>, products: array<string, true>, names: list<string>} Saves and products as keys; names of
	 *                                                                                          plugins or ways in, most frequent first.
	 */
	private function of_the_last_day(): array {
		$saves    = array();
		$products = array();
		$names    = array();
		$rows     = $this->database->rows(
			"SELECT cause, product_id, facts FROM {activity} WHERE kind = 'refused' AND at > %s ORDER BY id DESC LIMIT %d",
			$this->clock->sql( $this->clock->now() - DAY_IN_SECONDS ),
			self::MOST
		);
		foreach ( $rows as $row ) {
			$facts = json_decode( (string) $row['facts'], true );
			$door  = is_array( $facts ) ? $facts['door'] ?? null : null;
			if ( ! is_array( $facts ) || ! in_array( $door, self::DOORS, true ) ) {
				continue;
			}
			$product                             = (string) $row['product_id'];
			$saves[ "{$row['cause']} $product" ] = true;
			$products[ $product ]                = true;
			$name                                = is_string( $facts['plugin'] ?? null ) ? $facts['plugin'] : self::way( $door );
			$names[ $name ]                      = ( $names[ $name ] ?? 0 ) + 1;
		}
		arsort( $names );
		$names = array_map( 'strval', array_keys( $names ) );
		return compact( 'saves', 'products', 'names' );
	}

	/**
	 * When a note was made, in seconds; 0 where it does not say.
	 *
	 * @param Note $note Ours.
	 */
	private function told_at( Note $note ): int {
		$data = (array) $note->get_content_data();
		return is_numeric( $data['told_at'] ?? null ) ? (int) $data['told_at'] : 0;
	}

	/**
	 * Puts a new note in the place of the old one.
	 *
	 * @param list<string> $names Who did it.
	 * @param int          $count Products.
	 */
	private function tell( array $names, int $count ): void {
		$named = implode( ', ', array_slice( $names, 0, self::NAMED ) ) . ( count( $names ) > self::NAMED ? ' …' : '' );
		$text  = sprintf(
			/* translators: 1: names of plugins or ways in, 2: number of products */
			_n(
				'Tried to change what the till decides, at %2$d product within a day: %1$s. Nothing of it was saved. Keep it away from the product, or unlink the product.',
				'Tried to change what the till decides, at %2$d products within a day: %1$s. Nothing of it was saved. Keep it away from these products, or unlink them.',
				$count,
				'tillsync'
			),
			$named,
			$count
		);
		self::remove_note();
		$note = new Note();
		$note->set_name( self::NAME );
		$note->set_source( self::SOURCE );
		$note->set_type( Note::E_WC_ADMIN_NOTE_WARNING );
		$note->set_title( __( 'Something other than the till keeps trying to change linked products', 'tillsync' ) );
		$note->set_content( esc_html( $text ) );
		$note->set_content_data( (object) array( 'told_at' => $this->clock->now() ) );
		$note->add_action( 'tillsync-activity', __( 'See the activity', 'tillsync' ), admin_url( 'admin.php?page=wc-admin&path=/tillsync&tab=activity&view=refused' ) );
		$note->save();
	}

	/**
	 * A way in, where no plugin could be named.
	 *
	 * @param string $door One of ours.
	 */
	private static function way( string $door ): string {
		return match ( $door ) {
			Door::REST    => __( 'a program that uses the REST API', 'tillsync' ),
			Door::CLI     => __( 'the command line', 'tillsync' ),
			Door::XML_RPC => __( 'a program that uses XML-RPC', 'tillsync' ),
			Door::CRON    => __( 'a scheduled task', 'tillsync' ),
			default       => __( 'code that could not be named', 'tillsync' ),
		};
	}
}
