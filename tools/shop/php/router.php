<?php
/**
 * Front door of PHP's web server: what a web server's rewrite rules do for WordPress.
 *
 * @package TillSync
 */

declare( strict_types=1 );

$root = (string) $_SERVER['DOCUMENT_ROOT'];
$path = rawurldecode( (string) parse_url( (string) $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
$file = $root . $path;

// Never hand out what a web server hides: configuration, logs and anything with a leading dot.
if ( str_contains( $path, '..' ) || preg_match( '~/\.|\.(?:log|sock|sql)$~', $path ) ) {
	http_response_code( 404 );
	return true;
}

if ( is_dir( $file ) && is_file( rtrim( $file, '/' ) . '/index.php' ) && '/' !== $path ) {
	if ( ! str_ends_with( $path, '/' ) ) {
		header( 'Location: ' . $path . '/', true, 301 );
		return true;
	}
	return false;
}

if ( '/' !== $path && is_file( $file ) ) {
	return false;
}

$_SERVER['SCRIPT_NAME']     = '/index.php';
$_SERVER['PHP_SELF']        = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $root . '/index.php';
chdir( $root );
require $root . '/index.php';
return true;
