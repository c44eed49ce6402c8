<?php
/**
 * PHPUnit inside the WordPress of a running shop.
 *
 * Run by tests/support/php-unit.ts, which names the shop in TILLSYNC_SHOP_ROOT; arguments are
 * PHPUnit's own. WordPress is loaded here and not by PHPUnit's `--bootstrap`, because that runs
 * inside a function and WordPress needs the global scope.
 */

declare( strict_types=1 );

$tillsync_shop_root = getenv( 'TILLSYNC_SHOP_ROOT' );
if ( ! is_string( $tillsync_shop_root ) || ! is_file( $tillsync_shop_root . '/wp-load.php' ) ) {
	fwrite( STDERR, "TILLSYNC_SHOP_ROOT names no WordPress: run these tests by npx jest --selectProjects wordpress.\n" );
	exit( 1 );
}

require $tillsync_shop_root . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
// The plugin's classes are those of the shop, which may be another folder than plugin/.
( require dirname( __DIR__, 2 ) . '/vendor/autoload.php' )->setPsr4( 'TillSync\\', array() );
require_once __DIR__ . '/php/ShopTestCase.php';

PHPUnit\TextUI\Command::main();
