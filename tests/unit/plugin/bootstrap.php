<?php
/**
 * Loads the plugin's pure classes for PHPUnit. WordPress is not here: a class that needs it is tested in
 * tests/wordpress, and one that asks for it by accident fails with an undefined function.
 */

declare( strict_types=1 );

// The plugin's files refuse to be opened from the web, that is, without this constant.
define( 'ABSPATH', __DIR__ . '/' );

spl_autoload_register(
	static function ( string $class_name ): void {
		if ( 0 !== strpos( $class_name, 'TillSync\\' ) ) {
			return;
		}

		$file = dirname( __DIR__, 3 ) . '/plugin/src/' . str_replace( '\\', '/', substr( $class_name, 9 ) ) . '.php';

		if ( is_file( $file ) ) {
			require $file;
		}
	}
);
