<?php
/**
 * Third step, in a request of its own as in wp-admin: the plugin, and a password for programs.
 *
 * Reads JSON from standard input: activate. Prints JSON: applicationPassword, pluginActive, hpos.
 *
 * @package TillSync
 */

declare( strict_types=1 );

define( 'WP_ADMIN', true );
require getcwd() . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

$wish = json_decode( (string) stream_get_contents( STDIN ), true, 16, JSON_THROW_ON_ERROR );
wp_set_current_user( 1 );

$active = false;
if ( $wish['activate'] ) {
	$problem = activate_plugin( 'tillsync/tillsync.php' );
	if ( is_wp_error( $problem ) ) {
		fwrite( STDERR, $problem->get_error_message() );
		exit( 1 );
	}
	$active = true;
}

$created = WP_Application_Passwords::create_new_application_password( 1, array( 'name' => 'Shop launcher' ) );
if ( is_wp_error( $created ) ) {
	fwrite( STDERR, $created->get_error_message() );
	exit( 1 );
}

echo wp_json_encode(
	array(
		'applicationPassword' => $created[0],
		'pluginActive'        => $active,
		'hpos'                => Automattic\WooCommerce\Utilities\OrderUtil::custom_orders_table_usage_is_enabled(),
	)
);
