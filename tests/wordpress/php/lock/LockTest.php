<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use WC_Product;

require_once dirname( __DIR__ ) . '/LinkedShopTestCase.php';

/** What may not be changed on a linked product, by every way in that this version guards. */
final class LockTest extends LinkedShopTestCase {
	/** @return array<string, array{string}> */
	public static function kinds(): array {
		return array(
			'simple'    => array( 'simple' ),
			'variation' => array( 'variation' ),
		);
	}

	/** @return array<string, array{string, array<string, mixed>, list<string>}> */
	public static function rest_changes(): array {
		$cases = array();
		foreach ( array( 'simple', 'variation' ) as $kind ) {
			$cases += array(
				"$kind: level"         => array( $kind, array( 'stock_quantity' => 99 ), array( 'stock_quantity' ) ),
				"$kind: manage stock"  => array( $kind, array( 'manage_stock' => false ), array( 'manage_stock', 'stock_quantity' ) ),
				"$kind: SKU"           => array( $kind, array( 'sku' => 'another' ), array( 'sku' ) ),
				"$kind: regular price" => array( $kind, array( 'regular_price' => '1' ), array( 'regular_price' ) ),
				"$kind: sale price"    => array( $kind, array( 'sale_price' => '1' ), array( 'sale_price' ) ),
				"$kind: backorders"    => array( $kind, array( 'backorders' => 'yes' ), array( 'backorders' ) ),
				"$kind: sale dates"    => array( $kind, array( 'date_on_sale_to' => '2030-01-01T00:00:00' ), array( 'date_on_sale_to' ) ),
				"$kind: by meta"       => array( $kind, array( 'meta_data' => array( array( 'key' => '_sale_price_dates_to', 'value' => '1' ) ) ), array( 'date_on_sale_from' ) ),
				"$kind: two at once"   => array( $kind, array( 'stock_quantity' => 99, 'regular_price' => '1', 'weight' => '3' ), array( 'regular_price', 'stock_quantity' ) ),
			);
		}
		return $cases;
	}

	/**
	 * @dataProvider rest_changes
	 * @param array<string, mixed> $change What is sent.
	 * @param list<string>         $fields What is refused.
	 */
	public function test_rest_answers_409_with_the_fields( string $kind, array $change, array $fields ): void {
		$product = $this->linked( $kind );
		$before  = $this->state( $product );
		self::actAs( 'administrator' );
		foreach ( array( 'v3', 'v2' ) as $version ) {
			$answer = self::rest( 'PUT', $this->route( $product, $version ), $change );
			self::assertSame( array( 409, 'pos_locked' ), array( $answer->get_status(), $answer->get_data()['code'] ) );
			$named = array_column( $answer->get_data()['data']['fields'], 'field' );
			sort( $named );
			self::assertSame( $fields, $named );
			self::assertStringContainsString( $answer->get_data()['data']['fields'][0]['label'], $answer->get_data()['message'] );
		}
		self::assertSame( $before, $this->state( $product ) );
		self::assertCount( count( $fields ), self::activity( 'refused' ), 'once per request, product and field' );
	}

	public function test_the_older_route_and_the_home_screens_cannot_pass_either(): void {
		$product = $this->linked( 'simple' );
		$before  = $this->state( $product );
		self::actAs( 'administrator' );
		$change = array( 'stock_quantity' => 99, 'regular_price' => '1', 'sku' => 'another' );
		self::assertSame( 409, self::rest( 'PUT', $this->route( $product, 'v1' ), $change )->get_status() );
		self::assertSame( 409, self::rest( 'PUT', '/wc-analytics/products/' . $product->get_id(), $change )->get_status() );
		self::assertSame( $before, $this->state( $product ) );
	}

	public function test_another_type_is_no_way_round(): void {
		$product = $this->linked( 'simple' );
		self::actAs( 'administrator' );
		self::assertSame( 409, self::rest( 'PUT', $this->route( $product ), array( 'type' => 'variable', 'manage_stock' => true, 'stock_quantity' => 99 ) )->get_status() );
		self::assertLevelEverywhere( 5.0, $product->get_id() );
	}

	/** @dataProvider kinds */
	public function test_a_product_sent_back_as_it_was_read_is_accepted( string $kind ): void {
		$product = $this->linked( $kind );
		self::actAs( 'administrator' );
		foreach ( array( 'view', 'edit' ) as $context ) {
			$read = self::rest( 'GET', $this->route( $product ), null, array( 'context' => $context ) )->get_data();
			unset( $read['_links'] );
			$answer = self::rest( 'PUT', $this->route( $product ), array( 'weight' => '1.5' ) + json_decode( (string) wp_json_encode( $read ), true ) );
			self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		}
		self::assertSame( '1.5', wc_get_product( $product->get_id() )->get_weight() );
		self::assertLevelEverywhere( 5.0, $product->get_id() );
		self::assertSame( array(), self::activity( 'refused' ) );
	}

	public function test_a_batch_refuses_only_the_item_concerned(): void {
		$linked = $this->linked( 'simple' );
		$free   = self::simpleProduct( 5.0 );
		self::actAs( 'administrator' );
		$answer = self::rest(
			'POST',
			'/wc/v3/products/batch',
			array(
				'update' => array(
					array( 'id' => $linked->get_id(), 'stock_quantity' => 99 ),
					array( 'id' => $free->get_id(), 'stock_quantity' => 99 ),
				),
			)
		)->get_data()['update'];
		self::assertSame( 'pos_locked', $answer[0]['error']['code'] );
		self::assertSame( 99, $answer[1]['stock_quantity'] );
		self::assertLevelEverywhere( 5.0, $linked->get_id() );
		self::assertLevelEverywhere( 99.0, $free->get_id() );
	}

	/** @dataProvider kinds */
	public function test_a_save_by_other_code_drops_locked_changes_and_keeps_the_rest( string $kind ): void {
		$product = $this->linked( $kind );
		$before  = $this->state( $product );
		self::actAs( 'shop_manager' );
		$edited = wc_get_product( $product->get_id() );
		$edited->set_stock_quantity( 99 );
		$edited->set_regular_price( '1' );
		$edited->set_sale_price( '0.5' );
		$edited->set_sku( self::unique( 'stolen' ) );
		$edited->set_backorders( 'yes' );
		$edited->set_weight( '2.5' );
		$edited->save();
		self::assertSame( $before, $this->state( $product ) );
		self::assertSame( '2.5', wc_get_product( $product->get_id() )->get_weight() );
		self::assertLevelEverywhere( 5.0, $product->get_id() );
		self::assertSame( array(), self::check() );

		$refused = self::activity( 'refused' );
		$facts   = array_map( static fn ( array $entry ): array => json_decode( (string) $entry['facts'], true ), $refused );
		$told    = array_column( $facts, null, 'field' );
		self::assertEqualsCanonicalizing( array( 'level', 'regular_price', 'sale_price', 'sku', 'backorders' ), array_keys( $told ) );
		self::assertSame( array( '5', '99', 'Stock quantity' ), array( $told['level']['from'], $told['level']['to'], $told['level']['fields'] ) );
		self::assertSame( array( wp_get_current_user()->display_name ), array_values( array_unique( array_column( $facts, 'user' ) ) ) );
		self::assertCount( 1, array_unique( array_column( $refused, 'cause' ) ), 'one save is one cause' );
	}

	/** @dataProvider kinds */
	public function test_stock_management_cannot_be_switched_off( string $kind ): void {
		$product = $this->linked( $kind );
		$edited  = wc_get_product( $product->get_id() );
		$edited->set_manage_stock( false );
		$edited->save();
		self::assertLevelEverywhere( 5.0, $product->get_id() );
	}

	/** @dataProvider kinds */
	public function test_a_level_set_by_woocommerces_own_statement_does_nothing( string $kind ): void {
		$product = $this->linked( $kind );
		wc_update_product_stock( $product->get_id(), 0, 'set' );
		self::assertLevelEverywhere( 5.0, $product->get_id() );
		$told = array_column( array_map( static fn ( array $entry ): array => json_decode( (string) $entry['facts'], true ), self::activity( 'refused' ) ), null, 'field' );
		self::assertSame( array( '5', '0' ), array( $told['level']['from'], $told['level']['to'] ) );
	}

	public function test_a_level_set_to_what_it_is_is_nothing_to_speak_of(): void {
		wc_update_product_stock( $this->linked( 'simple' )->get_id(), 5, 'set' );
		self::assertSame( array(), self::activity( 'refused' ) );
	}

	public function test_a_status_that_does_not_follow_from_the_level_is_dropped(): void {
		$product = $this->linked( 'simple' );
		$item    = (string) self::services()->links()->item_of( $product->get_id() );
		wc_update_product_stock_status( $product->get_id(), 'outofstock' );
		self::assertLevelEverywhere( 5.0, $product->get_id() );
		self::pos( array( $item => '0' ) );
		self::assertLevelEverywhere( 0.0, $product->get_id() );
		wc_update_product_stock_status( $product->get_id(), 'instock' );
		self::assertLevelEverywhere( 0.0, $product->get_id() );
	}

	/** @dataProvider kinds */
	public function test_orders_pass( string $kind ): void {
		$product = $this->linked( $kind );
		$order   = self::paidOrder( $product, 5 );
		self::assertLevelEverywhere( 0.0, $product->get_id() );
		$order->update_status( 'cancelled' );
		self::assertLevelEverywhere( 5.0, $product->get_id() );
		self::assertSame( array(), self::activity( 'refused' ) );
	}

	public function test_scheduled_sales_pass(): void {
		$product = self::simpleProduct( 5.0 );
		$product->set_sale_price( '7' );
		$product->set_date_on_sale_to( time() + 60 );
		$product->save();
		self::link( $product );
		self::services()->writer_scope()->run( array( $product->get_id() ), static fn () => update_post_meta( $product->get_id(), '_sale_price_dates_to', (string) ( time() - 60 ) ) );
		do_action( 'woocommerce_scheduled_sales' );
		$product = wc_get_product( $product->get_id() );
		// Newer versions keep the price of a sale that is over.
		$sale = function_exists( 'wc_apply_sale_state_for_product' ) ? '7' : '';
		self::assertSame( array( $sale, '10' ), array( $product->get_sale_price(), $product->get_price() ) );
	}

	/**
	 * @testWith ["wc_product_start_scheduled_sale"]
	 *           ["wc_product_end_scheduled_sale"]
	 */
	public function test_sales_scheduled_one_by_one_pass( string $action ): void {
		$product = self::simpleProduct( 5.0 );
		$product->set_sale_price( '7' );
		$product->save();
		self::link( $product );
		$ends = static function ( int $id ): void {
			$product = wc_get_product( $id );
			$product->set_sale_price( '' );
			$product->save();
		};
		add_action( $action, $ends, 1 );
		do_action( $action, $product->get_id() );
		remove_action( $action, $ends, 1 );
		self::assertSame( '', get_post_meta( $product->get_id(), '_sale_price', true ) );
	}

	public function test_the_importer_cannot_pass(): void {
		require_once WC()->plugin_path() . '/includes/import/class-wc-product-csv-importer.php';
		$product  = $this->linked( 'simple' );
		$importer = new class( '', array() ) extends \WC_Product_CSV_Importer {
			public function __construct( string $file, array $params ) {
			}

			/** @param array<string, mixed> $row A row. */
			public function process( array $row ): mixed {
				return $this->process_item( $row );
			}
		};
		self::actAs( 'administrator' );
		$answer = $importer->process( array( 'id' => $product->get_id(), 'stock_quantity' => 44, 'manage_stock' => true, 'regular_price' => '3', 'weight' => '9' ) );
		self::assertInstanceOf( \WP_Error::class, $answer );
		self::assertLevelEverywhere( 5.0, $product->get_id() );
		self::assertSame( array( '10', '' ), array( wc_get_product( $product->get_id() )->get_regular_price(), wc_get_product( $product->get_id() )->get_weight() ) );
	}

	public function test_unlinked_products_are_free_and_cost_one_query_at_most(): void {
		$product = self::simpleProduct( 5.0 );
		$queries = self::ours(
			static function () use ( $product ): void {
				self::services()->links()->forget();
				$product->set_stock_quantity( 8 );
				$product->set_regular_price( '12' );
				$product->save();
			}
		);
		self::assertCount( 1, $queries, implode( "\n", $queries ) );
		self::assertLevelEverywhere( 8.0, $product->get_id() );
		$queries = self::ours(
			static function () use ( $product ): void {
				$product->set_weight( '4' );
				$product->save();
			}
		);
		self::assertSame( array(), $queries, 'nothing locked was changed' );
		self::actAs( 'administrator' );
		self::assertSame( 200, self::rest( 'PUT', $this->route( $product ), array( 'stock_quantity' => 3, 'sku' => self::unique( 'own' ) ) )->get_status() );
		self::assertSame( array(), self::activity( 'refused' ) );
	}

	public function test_an_unlinked_product_is_the_shops_again(): void {
		$product = $this->linked( 'simple' );
		self::services()->links()->unlink( array( (string) self::services()->links()->item_of( $product->get_id() ) ) );
		$product = wc_get_product( $product->get_id() );
		$product->set_stock_quantity( 8 );
		$product->save();
		self::assertLevelEverywhere( 8.0, $product->get_id() );
	}

	public function test_a_new_product_can_be_made_and_a_copy_is_free(): void {
		$product = $this->linked( 'simple' );
		require_once WC()->plugin_path() . '/includes/admin/class-wc-admin-duplicate-product.php';
		$copy = ( new \WC_Admin_Duplicate_Product() )->product_duplicate( $product );
		$copy->set_stock_quantity( 77 );
		$copy->save();
		self::assertLevelEverywhere( 77.0, $copy->get_id() );
		self::assertLevelEverywhere( 5.0, $product->get_id() );
	}

	/** A linked product or variation at 5. */
	private function linked( string $kind ): WC_Product {
		$product = 'simple' === $kind ? self::simpleProduct( 5.0 ) : self::variableProduct( array( 5.0, 5.0 ) )[1][0];
		$item    = self::link( $product );
		self::pos( array( $item => '5' ) );
		self::services()->database()->execute( 'DELETE FROM {activity}' );
		return $product;
	}

	private function route( WC_Product $product, string $version = 'v3' ): string {
		return $product->get_parent_id() > 0
			? "/wc/$version/products/{$product->get_parent_id()}/variations/{$product->get_id()}"
			: "/wc/$version/products/{$product->get_id()}";
	}

	/**
	 * The stored meta that are locked.
	 *
	 * @return array<string, string>
	 */
	private function state( WC_Product $product ): array {
		global $wpdb;
		$keys = array( '_stock', '_manage_stock', '_stock_status', '_backorders', '_low_stock_amount', '_sku' );
		$keys = array_merge( $keys, array( '_regular_price', '_sale_price', '_sale_price_dates_from', '_sale_price_dates_to' ) );
		$rows = $wpdb->prepare( "SELECT meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id = %d ORDER BY meta_id", $product->get_id() );
		$meta = (array) $wpdb->get_results( $rows, ARRAY_A );
		return array_intersect_key( array_column( $meta, 'meta_value', 'meta_key' ), array_flip( $keys ) );
	}

	/**
	 * The statements on our tables that work causes.
	 *
	 * @param callable(): void $work The work.
	 * @return list<string>
	 */
	private static function ours( callable $work ): array {
		$queries = array();
		$count   = static function ( string $sql ) use ( &$queries ): string {
			if ( str_contains( $sql, 'tillsync' ) ) {
				$queries[] = $sql;
			}
			return $sql;
		};
		add_filter( 'query', $count );
		try {
			$work();
		} finally {
			remove_filter( 'query', $count );
		}
		return $queries;
	}
}
