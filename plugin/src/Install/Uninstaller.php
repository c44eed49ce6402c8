<?php
/**
 * Removal.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Install;

use TillSync\Activity\ForeignWrites;
use TillSync\Companion\Watchdog;
use TillSync\Lock\RefusalNotice;
use TillSync\Stock\BrakeNotice;
use TillSync\Support\Database;
use TillSync\Support\Options;

/** Runs from uninstall.php, when the plugin itself is not loaded. */
final class Uninstaller {

	/** Cleans every site of the network, or the one there is. */
	public static function run(): void {
		Installer::in_each_site( true, static fn () => self::clean() );
	}

	/** Cleans the current site. */
	private static function clean(): void {
		global $wpdb;
		$options = new Options();
		$pairing = $options->pairing();
		if ( null !== $pairing ) {
			\WP_Application_Passwords::delete_all_application_passwords( $pairing['user_id'] );
		}
		self::remove_users();
		remove_role( Installer::ROLE );
		Watchdog::unschedule();
		Watchdog::remove_note();
		BrakeNotice::remove_note();
		ForeignWrites::remove_note();
		delete_metadata( 'user', 0, $wpdb->get_blog_prefix() . RefusalNotice::OPTION, '', true );
		if ( $options->settings()->remove_data_on_uninstall ) {
			( new Installer( new Database( $wpdb ), $options ) )->drop_tables();
			foreach ( Options::NAMES as $name ) {
				delete_option( $name );
			}
			return;
		}
		$options->save_pairing( null );
	}

	/** Deletes the users the plugin made: those of our role and of no other. In a network they only lose the role in this site. */
	private static function remove_users(): void {
		require_once ABSPATH . 'wp-admin/includes/user.php';
		foreach ( get_users( array( 'role' => Installer::ROLE ) ) as $user ) {
			\WP_Application_Passwords::delete_all_application_passwords( $user->ID );
			if ( array( Installer::ROLE ) === array_values( $user->roles ) && ! is_multisite() ) {
				wp_delete_user( $user->ID );
			} else {
				$user->remove_role( Installer::ROLE );
			}
		}
	}
}
