<?php
/**
 * First of three steps: WordPress itself, with WooCommerce switched on for the next request.
 *
 * Reads JSON from standard input: url, title, theme, adminUser, adminPassword.
 *
 * @package TillSync
 */

declare( strict_types=1 );

define( 'WP_INSTALLING', true );
require getcwd() . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

$wish = json_decode( (string) stream_get_contents( STDIN ), true, 16, JSON_THROW_ON_ERROR );

wp_install( $wish['title'], $wish['adminUser'], 'admin@example.test', true, '', $wish['adminPassword'] );

update_option( 'siteurl', $wish['url'] );
update_option( 'home', $wish['url'] );
update_option( 'template', $wish['theme'] );
update_option( 'stylesheet', $wish['theme'] );
update_option( 'permalink_structure', '/%postname%/' );
update_option( 'active_plugins', array( 'woocommerce/woocommerce.php' ) );
update_option( 'blogdescription', '' );
