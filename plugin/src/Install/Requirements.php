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

	/** What is missing, in one sentence with a remedy; null: nothing. For `plugins_loaded` or later. */
	public static function problem(): ?string {
		if ( version_compare( PHP_VERSION, MINIMUM_PHP, '<' ) ) {
			/* translators: 1: version needed, 2: version there is. */
			return sprintf( __( 'TillSync needs PHP %1$s or newer; this site runs %2$s. Ask your host to update PHP.', 'tillsync' ), MINIMUM_PHP, PHP_VERSION );
		}
		if ( version_compare( get_bloginfo( 'version' ), MINIMUM_WORDPRESS, '<' ) ) {
			/* translators: 1: version needed, 2: version there is. */
			return sprintf( __( 'TillSync needs WordPress %1$s or newer; this site runs %2$s. Update WordPress.', 'tillsync' ), MINIMUM_WORDPRESS, get_bloginfo( 'version' ) );
		}
		if ( ! class_exists( 'WooCommerce' ) || ! defined( 'WC_VERSION' ) ) {
			return __( 'TillSync needs WooCommerce. Install and activate it.', 'tillsync' );
		}
		if ( version_compare( WC_VERSION, MINIMUM_WOOCOMMERCE, '<' ) ) {
			/* translators: 1: version needed, 2: version there is. */
			return sprintf( __( 'TillSync needs WooCommerce %1$s or newer; this site runs %2$s. Update WooCommerce.', 'tillsync' ), MINIMUM_WOOCOMMERCE, WC_VERSION );
		}
		return null;
	}

	/**
	 * Shows the problem to people who can do something about it.
	 *
	 * @param string $problem The sentence.
	 */
	public static function notice( string $problem ): void {
		if ( current_user_can( 'activate_plugins' ) ) {
			wp_admin_notice( esc_html( $problem ), array( 'type' => 'error' ) );
		}
	}
}
