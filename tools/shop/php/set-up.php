<?php
/**
 * Second step: WooCommerce installed and set up, people, products.
 *
 * Reads JSON from standard input: country, currency, taxRate, pricesIncludeTax, hpos, managerUser,
 * managerPassword, products. Prints JSON: managerId, productCount, itemCount.
 *
 * @package TillSync
 */

declare( strict_types=1 );

use Automattic\WooCommerce\Internal\Features\FeaturesController;

// WooCommerce asks for an administrator where it installs on behalf of a request.
define( 'WP_ADMIN', true );
require getcwd() . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once __DIR__ . '/seed.php';

$wish = json_decode( (string) stream_get_contents( STDIN ), true, 32, JSON_THROW_ON_ERROR );
wp_set_current_user( 1 );

if ( get_option( 'woocommerce_version' ) !== WC()->version ) {
	WC_Install::install();
}
WC_Install::newly_installed();

$options = array(
	'woocommerce_default_country'                     => $wish['country'],
	'woocommerce_currency'                            => $wish['currency'],
	'woocommerce_price_num_decimals'                  => '2',
	'woocommerce_calc_taxes'                          => $wish['taxRate'] > 0 ? 'yes' : 'no',
	'woocommerce_prices_include_tax'                  => $wish['pricesIncludeTax'] ? 'yes' : 'no',
	'woocommerce_tax_display_shop'                    => $wish['pricesIncludeTax'] ? 'incl' : 'excl',
	'woocommerce_tax_display_cart'                    => $wish['pricesIncludeTax'] ? 'incl' : 'excl',
	'woocommerce_manage_stock'                        => 'yes',
	'woocommerce_coming_soon'                         => 'no',
	'woocommerce_store_pages_only'                    => 'no',
	'woocommerce_allow_tracking'                      => 'no',
	'woocommerce_show_marketplace_suggestions'        => 'no',
	'woocommerce_task_list_hidden'                    => 'yes',
	'woocommerce_task_list_complete'                  => 'yes',
	'woocommerce_extended_task_list_hidden'           => 'yes',
	'woocommerce_task_list_welcome_modal_dismissed'   => 'yes',
	'woocommerce_admin_dismissed_welcome_modal'       => 'yes',
	'woocommerce_default_homepage_layout'             => 'two_columns',
	'woocommerce_cod_settings'                        => array(
		'enabled' => 'yes',
		'title'   => 'Cash on delivery',
	),
);
foreach ( $options as $name => $value ) {
	update_option( $name, $value );
}
update_option( 'woocommerce_onboarding_profile', array( 'skipped' => true ) );
delete_transient( '_wc_activation_redirect' );

if ( $wish['taxRate'] > 0 ) {
	WC_Tax::_insert_tax_rate(
		array(
			'tax_rate_country'  => substr( $wish['country'], 0, 2 ),
			'tax_rate'          => (string) $wish['taxRate'],
			'tax_rate_name'     => 'GST',
			'tax_rate_priority' => 1,
			'tax_rate_shipping' => 1,
			'tax_rate_order'    => 1,
			'tax_rate_class'    => '',
		)
	);
}

// Before any order exists, so that no order has to move.
wc_get_container()->get( FeaturesController::class )->change_feature_enable( 'custom_order_tables', (bool) $wish['hpos'] );
update_option( 'woocommerce_custom_orders_table_enabled', $wish['hpos'] ? 'yes' : 'no' );
update_option( 'woocommerce_custom_orders_table_data_sync_enabled', 'no' );

$manager = wp_insert_user(
	array(
		'user_login'   => $wish['managerUser'],
		'user_pass'    => $wish['managerPassword'],
		'user_email'   => 'manager@example.test',
		'display_name' => 'Shop manager',
		'role'         => 'shop_manager',
	)
);
if ( is_wp_error( $manager ) ) {
	throw new RuntimeException( $manager->get_error_message() );
}

$count = tillsync_shop_seed( $wish['products'] );

flush_rewrite_rules();
echo wp_json_encode( array( 'managerId' => $manager ) + $count );
