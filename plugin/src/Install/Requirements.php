<?php
/**
 * What the plugin needs.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Install;

use const TillSync\MINIMUM_PHP;
use const TillSync\MINIMUM_WOOCOMMERCE;
use const TillSync\MINIMUM_WORDPRESS;

/** WordPress checks the header on activation only; this checks on every request, because WooCommerce can be switched off or rolled back later. */
final class Requirements {

	/** Whether all is there; for `plugins_loaded` or later. */
	public static function met(): bool {
		return null === self::missing();
	}

	/** What is missing, in one sentence with a remedy; null: nothing. For `init` or later: translations are not there before. */
	public static function problem(): ?string {
		return match ( self::missing() ) {
			/* translators: 1: version needed, 2: version there is. */
			'php'  => sprintf( __( 'TillSync needs PHP %1$s or newer; this site runs %2$s. Ask your host to update PHP.', 'tillsync' ), MINIMUM_PHP, PHP_VERSION ),
			/* translators: 1: version needed, 2: version there is. */
			'core' => sprintf( __( 'TillSync needs WordPress %1$s or newer; this site runs %2$s. Update WordPress.', 'tillsync' ), MINIMUM_WORDPRESS, get_bloginfo( 'version' ) ),
			'none' => __( 'TillSync needs WooCommerce. Install and activate it.', 'tillsync' ),
			/* translators: 1: version needed, 2: version there is. */
			'old'  => sprintf( __( 'TillSync needs WooCommerce %1$s or newer; this site runs %2$s. Update WooCommerce.', 'tillsync' ), MINIMUM_WOOCOMMERCE, WC_VERSION ),
			null   => null,
		};
	}

	/** Shows the problem to people who can do something about it; for `admin_notices`. */
	public static function notice(): void {
		$problem = self::problem();
		if ( null !== $problem && current_user_can( 'activate_plugins' ) ) {
			wp_admin_notice( esc_html( $problem ), array( 'type' => 'error' ) );
		}
	}

	/**
	 * What is missing: `php`, `core` (WordPress), `none` (there is no WooCommerce), `old` (WooCommerce is too old); null: nothing.
	 *
	 * @return 'php'|'core'|'none'|'old'|null
	 */
	private static function missing(): ?string {
		return match ( true ) {
			version_compare( PHP_VERSION, MINIMUM_PHP, '<' ) => 'php',
			version_compare( get_bloginfo( 'version' ), MINIMUM_WORDPRESS, '<' ) => 'core',
			! class_exists( 'WooCommerce' ) || ! defined( 'WC_VERSION' ) => 'none',
			version_compare( WC_VERSION, MINIMUM_WOOCOMMERCE, '<' ) => 'old',
			default => null,
		};
	}
}
