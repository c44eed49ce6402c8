<?php
/**
 * Counts the queries of whole pages and of saves, in the shop of the benchmarks only.
 *
 * A request with `bench=<label>` in its address leaves a line `<label> <queries>` in pages.log of the shop's folder; with
 * `bench_without` the plugin is not loaded. `bench_save=<product>&bench_value=<n>&bench_fields=<own|all>` saves a product twice,
 * with the weight alone or with locked fields too, and counts from the first save on, what follows at the end of the request
 * included. WooCommerce's stamps of its caches, which hold the second, are not counted, nor what WordPress asks before
 * writing one, nor WooCommerce's list of its own notices, which it rewrites now and then.
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

if ( isset( $_GET['bench'] ) ) {
	if ( isset( $_GET['bench_without'] ) ) {
		add_filter( 'option_active_plugins', static fn ( array $plugins ): array => array_values( preg_grep( '/tillsync/', $plugins, PREG_GREP_INVERT ) ) );
	}
	add_filter( 'edit_product_per_page', static fn (): int => 100 );

	$GLOBALS['tillsync_bench_count'] = 0;
	add_filter(
		'query',
		static function ( $sql ) {
			$GLOBALS['tillsync_bench_count'] += 1 === preg_match( '/-transient-version|^SHOW FULL COLUMNS|woocommerce_admin_notice/', (string) $sql ) ? 0 : 1;
			return $sql;
		}
	);
	add_action(
		'shutdown',
		static fn () => file_put_contents( TILLSYNC_SHOP_FOLDER . '/pages.log', "{$_GET['bench']} {$GLOBALS['tillsync_bench_count']}\n", FILE_APPEND | LOCK_EX ),
		PHP_INT_MAX
	);

	if ( isset( $_GET['bench_save'] ) ) {
		add_action(
			'wp_loaded',
			static function (): void {
				$GLOBALS['tillsync_bench_count'] = 0;
				foreach ( array( 0, 1 ) as $more ) {
					$product = wc_get_product( (int) $_GET['bench_save'] );
					$value   = (string) ( (int) $_GET['bench_value'] + $more );
					$product->set_weight( $value );
					if ( 'all' === $_GET['bench_fields'] ) {
						$product->set_regular_price( $value );
						$product->set_stock_quantity( (int) $value );
					}
					$product->save();
				}
				exit( 'saved' );
			},
			PHP_INT_MAX
		);
	}
}
