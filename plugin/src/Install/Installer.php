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

	/**
	 * A site was added to the network. Where the plugin is switched on for all of it, code that is still running elsewhere may write
	 * products there before anybody has opened it.
	 *
	 * @param int $site The new site.
	 */
	public function site_made( int $site ): void {
		if ( self::is_network_wide() ) {
			switch_to_blog( $site );
			$this->install();
			restore_current_blog();
		}
	}

	/**
	 * Adds our tables to those that go with a site.
	 *
	 * @param array<mixed> $tables Names of tables.
	 * @param int          $site   The site that is being deleted.
	 * @return array<mixed>
	 */
	public static function tables_of_site( array $tables, int $site ): array {
		global $wpdb;
		$prefix = $wpdb->get_blog_prefix( $site ) . 'tillsync_';
		return array_merge( $tables, array_map( static fn ( string $name ): string => $prefix . $name, Tables::NAMES ) );
	}

	/**
	 * Whether the plugin is active in the current site. In a network it also runs while code of a site that has it works in one that
	 * has not, and there it must keep out of everything.
	 */
	public static function is_on(): bool {
		if ( ! is_multisite() || ! ms_is_switched() ) {
			return true;
		}
		$on = self::is_network_wide() || in_array( plugin_basename( \TillSync\PLUGIN_FILE ), (array) get_option( 'active_plugins', array() ), true );
		return $on && ( new Options() )->schema() > 0;
	}

	/** Whether the plugin is active in every site of the network. */
	private static function is_network_wide(): bool {
		return isset( ( (array) get_site_option( 'active_sitewide_plugins', array() ) )[ plugin_basename( \TillSync\PLUGIN_FILE ) ] );
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
