<?php
/**
 * Removal: the credential and the role always, the data only where the setting says so.
 *
 * @package TillSync
 */

declare( strict_types=1 );

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

spl_autoload_register(
	static function ( string $name ): void {
		if ( str_starts_with( $name, 'TillSync\\' ) && is_readable( __DIR__ . '/src/' . str_replace( '\\', '/', substr( $name, 9 ) ) . '.php' ) ) {
			require_once __DIR__ . '/src/' . str_replace( '\\', '/', substr( $name, 9 ) ) . '.php';
		}
	}
);

TillSync\Install\Uninstaller::run();
