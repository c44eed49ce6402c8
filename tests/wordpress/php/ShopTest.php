<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use Automattic\WooCommerce\Utilities\OrderUtil;

/** The shop the other tests stand on. */
final class ShopTest extends ShopTestCase {
	public function test_orders_are_stored_as_the_start_asked_for(): void {
		global $wpdb;

		$order = wc_create_order();
		$order->add_product( self::simpleProduct( 5.0 ), 2 );
		$order->calculate_totals();
		$order->update_status( 'processing' );

		$hpos     = 'on' === getenv( 'TILLSYNC_SHOP_HPOS' );
		$in_table = (int) $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM {$wpdb->prefix}wc_orders WHERE id = %d AND status = 'wc-processing'", $order->get_id() ) );
		self::assertSame( $hpos, OrderUtil::custom_orders_table_usage_is_enabled() );
		self::assertSame( $hpos ? 1 : 0, $in_table );
		self::assertSame( $hpos ? 'shop_order_placehold' : 'shop_order', get_post_type( $order->get_id() ) );
	}

	public function test_an_order_takes_its_units_out_of_the_level(): void {
		$product = self::simpleProduct( 5.0 );
		$order   = wc_create_order();
		$item_id = $order->add_product( $product, 5 );
		$order->update_status( 'processing' );

		self::assertSame( '5', (string) wc_get_order_item_meta( $item_id, '_reduced_stock' ) );
		self::assertLevelEverywhere( 0.0, $product->get_id() );
	}

	public function test_the_seed_has_consistent_levels(): void {
		$ids = wc_get_products(
			array(
				'limit'  => -1,
				'type'   => array( 'simple', 'variation' ),
				'return' => 'ids',
				'status' => 'publish',
			)
		);
		self::assertGreaterThanOrEqual( 60, count( $ids ) );
		$seeded = wc_get_product_id_by_sku( 'SHOP-0001' );
		self::assertLevelEverywhere( 5.0, $seeded );
	}

	public function test_mail_is_kept_and_not_sent(): void {
		self::assertTrue( wp_mail( 'someone@example.test', 'Hello', 'Text' ) );
		$lines = file( TILLSYNC_SHOP_FOLDER . '/mail.jsonl' );
		self::assertIsArray( $lines );
		self::assertStringContainsString( '"subject":"Hello"', (string) end( $lines ) );
	}

	public function test_other_machines_cannot_be_reached(): void {
		$answer = wp_remote_get( 'https://wordpress.org/' );
		self::assertWPError( $answer );
	}

	/** @param mixed $value Anything. */
	private static function assertWPError( mixed $value ): void {
		self::assertInstanceOf( \WP_Error::class, $value );
		self::assertSame( 'http_request_not_executed', $value->get_error_code() );
	}
}
