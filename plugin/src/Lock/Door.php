<?php
/**
 * The way a change came in.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/** Names the door of this request, and who stands in it: a user, or the plugin whose code is running. */
final class Door {

	/** Doors; the contract's `LOCK_DOORS`. The first six are forms. */
	public const EDITOR     = 'editor';
	public const VARIATIONS = 'variations';
	public const QUICK_EDIT = 'quick_edit';
	public const BULK_EDIT  = 'bulk_edit';
	public const LIST       = 'list';
	public const DELETE     = 'delete';
	public const REST       = 'rest';
	public const IMPORTER   = 'importer';
	public const CLI        = 'cli';
	public const XML_RPC    = 'xml_rpc';
	public const CRON       = 'cron';
	public const CODE       = 'code';

	/** Doors of wp-admin, whose person sees a next page. */
	public const FORMS = array( self::EDITOR, self::VARIATIONS, self::QUICK_EDIT, self::BULK_EDIT, self::LIST, self::DELETE );

	/** Takes what knows the forms of wp-admin. */
	public function __construct( private FormGuard $forms ) {
	}

	/**
	 * The door by which something happens to a product now. Code of another plugin that a visitor or cron runs is `code` or `cron`,
	 * and so is what happens to a product while the form of another one is saved.
	 *
	 * @param int $product_id Product or variation.
	 */
	public function current( int $product_id ): string {
		$form = $this->forms->form( $product_id );
		return match ( true ) {
			null !== $form                                  => $form,
			defined( 'WP_CLI' ) && WP_CLI                   => self::CLI,
			defined( 'XMLRPC_REQUEST' ) && XMLRPC_REQUEST   => self::XML_RPC,
			wp_is_serving_rest_request()                    => self::REST,
			wp_doing_cron()                                 => self::CRON,
			default                                         => self::CODE,
		};
	}

	/** The plugin, must-use plugin or theme whose code is on the call stack, nearest first, WooCommerce and ours left out; or null. */
	public function plugin(): ?string {
		$folders = array(
			wp_normalize_path( WP_PLUGIN_DIR )   => 'plugin',
			wp_normalize_path( (string) constant( 'WPMU_PLUGIN_DIR' ) ) => 'plugin',
			wp_normalize_path( get_theme_root() ) => 'theme',
		);
		foreach ( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS ) as $frame ) { // phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_debug_backtrace -- To name who did it.
			$file = wp_normalize_path( $frame['file'] ?? '' );
			foreach ( $folders as $folder => $sort ) {
				if ( str_starts_with( $file, "$folder/" ) ) {
					$slug = strtok( substr( $file, strlen( $folder ) + 1 ), '/' );
					if ( is_string( $slug ) && 'woocommerce' !== $slug && dirname( plugin_basename( \TillSync\PLUGIN_FILE ) ) !== $slug ) {
						return self::name_of( $slug, $sort );
					}
				}
			}
		}
		return null;
	}

	/** What people call a plugin or theme. */
	private static function name_of( string $slug, string $sort ): string {
		if ( 'theme' === $sort ) {
			return (string) wp_get_theme( $slug )->get( 'Name' );
		}
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		foreach ( get_plugins() + get_mu_plugins() as $file => $data ) {
			if ( $file === $slug || str_starts_with( (string) $file, "$slug/" ) ) {
				return '' === (string) $data['Name'] ? $slug : (string) $data['Name'];
			}
		}
		return $slug;
	}
}
