<?php
/**
 * Activation, upgrades, deactivation, removal.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Install;

use TillSync\Support\Database;
use TillSync\Support\Options;

/** Makes and extends what the plugin needs in a site: tables, shop id, role. Deactivation leaves all data. */
final class Installer {

	public const ROLE       = 'tillsync_companion';
	public const CAPABILITY = 'manage_tillsync';

	/** Takes its collaborators. */
	public function __construct( private Database $database, private Options $options ) {
	}

	/** Brings the current site up to date; does nothing when it is. For every request, costs one autoloaded option. */
	public function upgrade(): void {
		if ( Tables::VERSION !== $this->options->schema() ) {
			$this->install();
		}
	}

	/** Makes or extends everything in the current site. May be repeated. */
	public function install(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$before = $this->options->schema();
		dbDelta( Tables::statements( $wpdb->prefix . 'tillsync_', $wpdb->get_charset_collate() ) );
		if ( 1 === $before ) {
			$this->database->execute(
				"UPDATE {links} JOIN {posts} ON ID = IF(parent_id > 0, parent_id, product_id) SET public_since = linked_at
				WHERE product_id IS NOT NULL AND post_status NOT IN ('draft', 'pending', 'future')"
			);
		}
		if ( '' === $this->options->shop()['id'] ) {
			$this->options->save_shop( wp_generate_uuid4(), (string) get_option( 'home' ) );
		}
		add_role(
			self::ROLE,
			'TillSync companion',
			array(
				'read'           => true,
				self::CAPABILITY => true,
			)
		);
		$this->options->save_schema( Tables::VERSION );
	}

	/**
	 * Activation.
	 *
	 * @param bool $network Whether for the whole network.
	 */
	public function activate( bool $network ): void {
		self::in_each_site( $network, fn () => $this->install() );
	}

	/** Drops the tables of the current site. */
	public function drop_tables(): void {
		foreach ( Tables::NAMES as $name ) {
			$this->database->execute( "DROP TABLE IF EXISTS {{$name}}" );
		}
	}

	/**
	 * Runs work in the current site, or in every site of the network.
	 *
	 * @param bool             $network Whether in every site.
	 * @param callable(): void $work    What to do.
	 */
	public static function in_each_site( bool $network, callable $work ): void {
		if ( ! $network || ! is_multisite() ) {
			$work();
			return;
		}
		foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $site ) { // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing.AssociativeArrayFound -- Short.
			switch_to_blog( (int) $site );
			$work();
			restore_current_blog();
		}
	}
}
