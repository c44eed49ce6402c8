<?php
/**
 * Plugin Name: TillSync for WooCommerce
 * Description: Keeps WooCommerce stock true to your point of sale. A sale at the till shows in the shop seconds later.
 * Version: 0.1.0
 * Requires at least: 6.8
 * Requires PHP: 8.1
 * Requires Plugins: woocommerce
 * WC requires at least: 10.2
 * WC tested up to: 11.0
 * Author: TillSync contributors
 * License: GPL-2.0-or-later
 * License URI: https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain: tillsync
 * Domain Path: /languages
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync;

defined( 'ABSPATH' ) || exit;

const VERSION             = '0.1.0';
const MINIMUM_PHP         = '8.1';
const MINIMUM_WOOCOMMERCE = '10.2';
const MINIMUM_WORDPRESS   = '6.8';
const PLUGIN_FILE         = __FILE__;

spl_autoload_register(
	static function ( string $name ): void {
		if ( ! str_starts_with( $name, __NAMESPACE__ . '\\' ) ) {
			return;
		}
		$file = __DIR__ . '/src/' . str_replace( '\\', '/', substr( $name, strlen( __NAMESPACE__ ) + 1 ) ) . '.php';
		if ( is_readable( $file ) ) {
			require $file;
		}
	}
);

Plugin::boot( __FILE__ );
