<?php
/**
 * Counts requests and queries, in the shop of the benchmarks only.
 *
 * Each request to the plugin's routes is a line in requests.log of the shop's folder.
 *
 * A request with the header X-Bench-Queries gets it back with JSON: `all`, the queries between
 * authentication and answer; `levels`, those of them that read levels out of WooCommerce's tables;
 * `statements`, each statement's first words with its count.
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

if ( str_contains( (string) ( $_SERVER['REQUEST_URI'] ?? '' ), '/wc-tillsync/' ) ) {
	file_put_contents( TILLSYNC_SHOP_FOLDER . '/requests.log', $_SERVER['REQUEST_METHOD'] . ' ' . $_SERVER['REQUEST_URI'] . "\n", FILE_APPEND | LOCK_EX );
}

if ( isset( $_SERVER['HTTP_X_BENCH_QUERIES'] ) ) {
	define( 'SAVEQUERIES', true );

	add_filter(
		'rest_request_before_callbacks',
		static function ( $answer ) {
			$GLOBALS['tillsync_bench_start'] = count( $GLOBALS['wpdb']->queries );
			return $answer;
		},
		PHP_INT_MAX
	);

	add_filter(
		'rest_request_after_callbacks',
		static function ( $answer ) {
			$sql    = array_column( array_slice( $GLOBALS['wpdb']->queries, $GLOBALS['tillsync_bench_start'] ), 0 );
			$levels = array_filter(
				$sql,
				static fn( string $one ): bool => 1 === preg_match( '/^\s*SELECT/i', $one ) && str_contains( $one, "'_stock'" )
			);
			$kinds  = array_map(
				static fn( string $one ): string => substr( (string) preg_replace( array( '/\s+/', '/\d+/' ), array( ' ', 'N' ), trim( $one ) ), 0, 60 ),
				$sql
			);
			$counts = array_count_values( $kinds );
			arsort( $counts );
			header(
				'X-Bench-Queries: ' . wp_json_encode(
					array(
						'all'        => count( $sql ),
						'levels'     => count( $levels ),
						'statements' => array_slice( $counts, 0, 25 ),
					)
				)
			);
			return $answer;
		},
		PHP_INT_MAX
	);
}
