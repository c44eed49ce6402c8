<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use PHPUnit\Framework\TestCase;
use WC_Product;
use WC_Product_Attribute;
use WC_Product_Simple;
use WC_Product_Variable;
use WC_Product_Variation;
use WP_REST_Request;
use WP_REST_Response;

/**
 * A test inside a real WordPress with WooCommerce and the plugin.
 *
 * Nothing is rolled back: what a test writes stays until the file's shop is put back to new, so
 * each test makes the products and users it needs. After each test nobody is logged in and all
 * object caches are empty.
 */
abstract class ShopTestCase extends TestCase {
	private static int $made = 0;

	protected function tearDown(): void {
		wp_set_current_user( 0 );
		wp_cache_flush();
		parent::tearDown();
	}

	/** A string no other test of this run uses, for SKUs, POS ids and login names. */
	protected static function unique( string $prefix = 'test' ): string {
		return sprintf( '%s-%d-%d', $prefix, getmypid(), ++self::$made );
	}

	/**
	 * Logs in a new user with this role, or nobody for an empty role.
	 *
	 * @return int The user's id, 0 for nobody.
	 */
	protected static function actAs( string $role ): int {
		if ( '' === $role ) {
			wp_set_current_user( 0 );
			return 0;
		}
		$name = self::unique( 'user' );
		$id   = wp_insert_user(
			array(
				'user_login' => $name,
				'user_pass'  => wp_generate_password(),
				'user_email' => $name . '@example.test',
				'role'       => $role,
			)
		);
		self::assertIsInt( $id );
		wp_set_current_user( $id );
		return $id;
	}

	/**
	 * Calls a REST route in this process, as whoever is logged in.
	 *
	 * @param string               $method GET, POST, PUT or DELETE.
	 * @param string               $route  For example `/wc-tillsync/v1/shop`.
	 * @param mixed                $body   Sent as JSON; null sends no body.
	 * @param array<string, mixed> $query  Query arguments.
	 */
	protected static function rest( string $method, string $route, mixed $body = null, array $query = array() ): WP_REST_Response {
		$request = new WP_REST_Request( $method, $route );
		$request->set_query_params( $query );
		if ( null !== $body ) {
			$request->set_header( 'content-type', 'application/json' );
			$request->set_body( (string) wp_json_encode( $body ) );
		}
		return rest_ensure_response( rest_get_server()->dispatch( $request ) );
	}

	/** A published simple product whose stock is managed, or not when the level is null. */
	protected static function simpleProduct( ?float $level, string $price = '10' ): WC_Product_Simple {
		$product = new WC_Product_Simple();
		$product->set_name( self::unique( 'product' ) );
		$product->set_sku( self::unique( 'sku' ) );
		$product->set_regular_price( $price );
		self::setLevel( $product, $level );
		$product->save();
		return $product;
	}

	/**
	 * A published variable product with one variation per level; only the variations manage stock.
	 *
	 * @param array<int, float|null> $levels Level of each variation.
	 * @return array{WC_Product_Variable, list<WC_Product_Variation>} Parent and variations in order.
	 */
	protected static function variableProduct( array $levels ): array {
		$options   = array_map( static fn( int $number ): string => 'Size ' . $number, array_keys( array_values( $levels ) ) );
		$attribute = new WC_Product_Attribute();
		$attribute->set_name( 'Size' );
		$attribute->set_options( $options );
		$attribute->set_visible( true );
		$attribute->set_variation( true );

		$parent = new WC_Product_Variable();
		$parent->set_name( self::unique( 'family' ) );
		$parent->set_attributes( array( $attribute ) );
		$parent->save();

		$variations = array();
		foreach ( array_values( $levels ) as $number => $level ) {
			$variation = new WC_Product_Variation();
			$variation->set_parent_id( $parent->get_id() );
			$variation->set_attributes( array( 'size' => $options[ $number ] ) );
			$variation->set_sku( self::unique( 'sku' ) );
			$variation->set_regular_price( '10' );
			self::setLevel( $variation, $level );
			$variation->save();
			$variations[] = $variation;
		}
		WC_Product_Variable::sync( $parent->get_id() );
		return array( $parent, $variations );
	}

	/**
	 * Asserts that every place WooCommerce keeps a level in says the same.
	 *
	 * Checks `_stock`, `_stock_status`, the lookup table, the visibility term (for products, not
	 * for variations) and a freshly read product object.
	 */
	protected static function assertLevelEverywhere( float $expected, int $product_id ): void {
		global $wpdb;

		clean_post_cache( $product_id );
		$in_stock = $expected > (float) get_option( 'woocommerce_notify_no_stock_amount', 0 );
		$status   = $in_stock ? 'instock' : 'outofstock';
		$meta     = $wpdb->get_results(
			$wpdb->prepare( "SELECT meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id = %d AND meta_key IN ( '_stock', '_stock_status', '_manage_stock' )", $product_id ),
			OBJECT_K
		);
		$lookup   = $wpdb->get_row( $wpdb->prepare( "SELECT stock_quantity, stock_status FROM {$wpdb->prefix}wc_product_meta_lookup WHERE product_id = %d", $product_id ) );
		self::assertSame( 'yes', $meta['_manage_stock']->meta_value, 'stock management' );
		self::assertEquals( $expected, (float) $meta['_stock']->meta_value, '_stock' );
		self::assertSame( $status, $meta['_stock_status']->meta_value, '_stock_status' );
		self::assertEquals( $expected, (float) $lookup->stock_quantity, 'lookup table level' );
		self::assertSame( $status, $lookup->stock_status, 'lookup table status' );

		$product = wc_get_product( $product_id );
		self::assertInstanceOf( WC_Product::class, $product );
		self::assertEquals( $expected, $product->get_stock_quantity(), 'wc_get_product() level' );
		self::assertSame( $status, $product->get_stock_status(), 'wc_get_product() status' );
		if ( ! $product instanceof WC_Product_Variation ) {
			self::assertSame( ! $in_stock, has_term( 'outofstock', 'product_visibility', $product_id ), 'visibility term' );
		}
	}

	private static function setLevel( WC_Product $product, ?float $level ): void {
		$product->set_manage_stock( null !== $level );
		if ( null !== $level ) {
			$product->set_stock_quantity( $level );
		}
	}
}
