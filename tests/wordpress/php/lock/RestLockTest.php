<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use WC_Product;
use WC_Product_Download;

require_once __DIR__ . '/DoorTestCase.php';

/** WooCommerce's REST routes: a request that would change what the POS owns is refused as a whole, with the fields. */
final class RestLockTest extends DoorTestCase {
	/** Names the routes answer and do not take. */
	private const READ_ONLY = array( 'backorders_allowed', 'backordered', 'in_stock', 'shipping_class_id' );

	/** Names variations answer and do not take: a request's address says of which product they are. */
	private const READ_ONLY_OF_VARIATIONS = array( 'type', 'parent_id', 'images', 'default_attributes' );

	/** Names that say nothing of a product with variations: WooCommerce works them out. */
	private const READ_ONLY_OF_PARENTS = array( 'stock_status', 'image' );

	/** @return array<string, array{string, string, string}> */
	public static function fields(): array {
		$cases = array();
		foreach ( self::names( 'rest' ) as $row ) {
			$ignored = array_merge(
				self::READ_ONLY,
				'variation' === $row['kind'] ? self::READ_ONLY_OF_VARIATIONS : array( 'image' ),
				'variable' === $row['kind'] ? self::READ_ONLY_OF_PARENTS : array(),
				'simple' === $row['kind'] ? array( 'default_attributes' ) : array(),
			);
			if ( ! str_starts_with( $row['name'], 'wp:' ) && ! in_array( $row['name'], $ignored, true ) ) {
				$cases[ "{$row['kind']}: {$row['name']}" ] = array( $row['kind'], $row['field'], $row['name'] );
			}
		}
		return $cases;
	}

	/** @dataProvider fields */
	public function test_a_field_is_refused_on_a_linked_product_and_free_on_its_twin( string $kind, string $field, string $name ): void {
		self::actAs( 'administrator' );
		update_option( 'woocommerce_feature_cost_of_goods_sold_enabled', 'cost' === $field ? 'yes' : 'no' );
		$twin   = self::product( $kind, $field );
		$before = self::stored_state( $twin->get_id() );
		$answer = self::rest( 'PUT', self::route( $twin ), self::sample( $name, $twin ) );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		self::assertNotSame( $before, self::stored_state( $twin->get_id() ), 'the sample changes something' );

		$product = self::product( $kind, $field );
		$sample  = self::sample( $name, $product ) + array( 'weight' => '77' );
		self::make_linked( $product );
		$before = self::stored_state( $product->get_id() );
		foreach ( array( 'v3', 'v2' ) as $version ) {
			if ( 'v2' === $version && ! self::is_known_to_v2( $kind, $name ) ) {
				continue;
			}
			$answer = self::rest( 'PUT', self::route( $product, $version ), $sample );
			self::assertSame( array( 409, 'pos_locked' ), array( $answer->get_status(), $answer->get_data()['code'] ?? null ), (string) wp_json_encode( $answer->get_data() ) );
			self::assertContains( $name, array_column( $answer->get_data()['data']['fields'], 'field' ) );
			self::assertStringContainsString( $answer->get_data()['data']['fields'][0]['label'], $answer->get_data()['message'] );
		}
		self::assertSame( $before, self::stored_state( $product->get_id() ) );
		$told = array_column( array_map( static fn ( array $row ): array => json_decode( (string) $row['facts'], true ), self::activity( 'refused' ) ), null, 'field' );
		self::assertArrayHasKey( $field, $told );
		self::assertSame( 'rest', $told[ $field ]['door'] );
	}

	private static function is_known_to_v2( string $kind, string $name ): bool {
		$younger = array( 'global_unique_id', 'low_stock_amount', 'post_password', 'cost_of_goods_sold', 'date_created', 'date_created_gmt', 'stock_status' );
		return ! in_array( $name, $younger, true ) && ( 'variation' !== $kind || 'status' !== $name );
	}

	/** @return array<string, array{string, string}> */
	public static function sent_back(): array {
		$cases = array();
		foreach ( array( 'simple', 'variable', 'variation' ) as $kind ) {
			foreach ( array( 'wc/v3', 'wc/v2', 'wc/v1', 'wc-analytics' ) as $namespace ) {
				if ( 'wc/v1' !== $namespace || 'variation' !== $kind ) {
					$cases[ "$kind, $namespace" ] = array( $kind, $namespace );
				}
			}
		}
		return $cases;
	}

	/** @dataProvider sent_back */
	public function test_a_product_sent_back_as_it_was_read_is_accepted( string $kind, string $namespace ): void {
		self::actAs( 'administrator' );
		update_option( 'woocommerce_feature_cost_of_goods_sold_enabled', 'no' ); // WooCommerce does not take its own answer back.
		$product = self::rich( $kind );
		self::make_linked( $product );
		$id     = $product->get_id();
		$route  = str_replace( 'wc/v3', $namespace, self::route( $product ) );
		$before = self::stored_state( $id );
		foreach ( array( 'view', 'edit' ) as $number => $context ) {
			$read   = json_decode( (string) wp_json_encode( self::rest( 'GET', $route, null, array( 'context' => $context ) )->get_data() ), true );
			$weight = (string) ( $number + 2 );
			$answer = null;
			$asked  = self::downloads(
				static function () use ( &$answer, $route, $read, $weight ): void {
					$answer = self::rest( 'PUT', $route, array( 'weight' => $weight ) + $read );
				}
			);
			self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
			self::assertSame( array(), $asked );
			self::assertSame( $weight, wc_get_product( $id )->get_weight() );
		}
		update_post_meta( $id, '_weight', $product->get_weight() );
		self::assertSame( self::without_weight( $before ), self::without_weight( self::stored_state( $id ) ) );
		self::assertSame( array(), self::activity( 'refused' ) );
	}

	/** @testWith ["wc/v3"]
	 *            ["wc/v2"]
	 *            ["wc/v1"]
	 */
	public function test_texts_with_what_the_api_takes_out_of_them_are_sent_back( string $namespace ): void {
		self::actAs( 'administrator' );
		update_option( 'woocommerce_feature_cost_of_goods_sold_enabled', 'no' ); // WooCommerce does not take its own answer back.
		$text    = "Size 9\\12 – \"best\" 👟 حذاء &amp;amp;\n\n<iframe src=\"https://video.test/1\"></iframe> & more";
		$product = self::simpleProduct( 5.0, '10.50' );
		$product->set_description( wp_slash( $text ) );
		$product->set_short_description( wp_slash( $text ) );
		$product->set_purchase_note( $text );
		$product->set_name( wp_slash( 'Size 9\\12 "best"' ) );
		$product->save();
		update_post_meta( $product->get_id(), '_sku', 'A<4>' . $product->get_id() );
		$id = $product->get_id();
		self::make_linked( wc_get_product( $id ) );
		wp_cache_flush();
		$before = self::stored_state( $id );
		foreach ( array( 'view', 'edit' ) as $context ) {
			$read   = json_decode( (string) wp_json_encode( self::rest( 'GET', "/$namespace/products/$id", null, array( 'context' => $context ) )->get_data() ), true );
			$answer = self::rest( 'PUT', "/$namespace/products/$id", $read );
			self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		}
		self::assertSame( $before, self::stored_state( $id ) );
		self::assertSame( 409, self::rest( 'PUT', "/$namespace/products/$id", array( 'description' => "$text!" ) )->get_status() );
	}

	/** @dataProvider kinds */
	public function test_weight_and_categories_pass_alone_and_are_refused_with_others( string $kind ): void {
		self::actAs( 'administrator' );
		$product = self::product( $kind );
		self::make_linked( $product );
		$mine = array( 'weight' => '3.5', 'menu_order' => 4 ) + ( 'variation' === $kind ? array() : array( 'categories' => array( array( 'id' => self::term( 'product_cat' ) ) ) ) );
		self::assertSame( 200, self::rest( 'PUT', self::route( $product ), $mine )->get_status() );
		self::assertSame( array( '3.5', 4 ), array( wc_get_product( $product->get_id() )->get_weight(), wc_get_product( $product->get_id() )->get_menu_order() ) );
		$before = self::stored_state( $product->get_id() );
		self::assertSame( 409, self::rest( 'PUT', self::route( $product ), array( 'weight' => '9', 'sku' => self::unique( 'other' ) ) )->get_status() );
		self::assertSame( $before, self::stored_state( $product->get_id() ) );
	}

	/** @return array<string, array{string}> */
	public static function kinds(): array {
		return array_combine( array( 'simple', 'variable', 'variation' ), array_map( static fn ( string $kind ): array => array( $kind ), array( 'simple', 'variable', 'variation' ) ) );
	}

	public function test_a_new_image_is_not_even_downloaded(): void {
		self::actAs( 'administrator' );
		$product = self::product( 'simple' );
		self::make_linked( $product );
		$new    = array( 'images' => array( array( 'src' => 'https://images.example.test/new.png' ) ), 'name' => 'Other' );
		$tags   = array( 'tags' => array( array( 'name' => self::unique( 'never-made' ) ) ) );
		$single = null;
		$batch  = null;
		$asked  = self::downloads(
			static function () use ( &$single, &$batch, $product, $new, $tags ): void {
				$single = self::rest( 'PUT', self::route( $product ), $new + $tags );
				$batch  = self::rest( 'POST', '/wc/v3/products/batch', array( 'update' => array( array( 'id' => $product->get_id() ) + $new, array( 'id' => $product->get_id(), 'weight' => '8' ) ) ) );
			}
		);
		self::assertSame( array(), $asked );
		self::assertEqualsCanonicalizing( array( 'name', 'images', 'tags' ), array_column( $single->get_data()['data']['fields'], 'field' ) );
		self::assertNull( term_exists( $tags['tags'][0]['name'], 'product_tag' ) );
		self::assertSame( 'pos_locked', $batch->get_data()['update'][0]['error']['code'] );
		self::assertSame( '8', $batch->get_data()['update'][1]['weight'], 'another item of the batch for the same product stands for itself' );
	}

	public function test_a_draft_is_published_once(): void {
		self::actAs( 'administrator' );
		$product = self::product( 'simple' );
		$product->set_status( 'draft' );
		$product->save();
		self::make_linked( $product );
		self::services()->database()->execute( 'UPDATE {links} SET public_since = NULL' );
		self::assertSame( 200, self::rest( 'PUT', self::route( $product ), array( 'status' => 'publish' ) )->get_status() );
		self::services()->links()->note_public( array( $product->get_id() ) );
		self::assertSame( 409, self::rest( 'PUT', self::route( $product ), array( 'status' => 'draft' ) )->get_status() );
		self::assertSame( 'publish', get_post_status( $product->get_id() ) );
	}

	public function test_meta_keys_of_locked_fields_are_no_way_round(): void {
		self::actAs( 'administrator' );
		$product = self::product( 'simple' );
		self::make_linked( $product );
		$before = self::stored_state( $product->get_id() );
		add_filter( 'doing_it_wrong_trigger_error', '__return_false' ); // WooCommerce says of keys that have a setter.
		foreach ( array( '_regular_price', '_sale_price_dates_to', '_thumbnail_id', '_product_image_gallery', '_crosssell_ids', '_stock' ) as $key ) {
			self::assertSame( 409, self::rest( 'PUT', self::route( $product ), array( 'meta_data' => array( array( 'key' => $key, 'value' => '77' ) ) ) )->get_status(), $key );
		}
		self::assertSame( $before, self::stored_state( $product->get_id() ) );
		self::assertSame( 200, self::rest( 'PUT', self::route( $product ), array( 'meta_data' => array( array( 'key' => 'own_note', 'value' => '77' ) ) ) )->get_status() );
		self::assertSame( '77', get_post_meta( $product->get_id(), 'own_note', true ) );
	}

	/** A product that has something in every field that can be rendered or counted differently. */
	private static function rich( string $kind ): WC_Product {
		$product = self::product( $kind );
		$product->set_description( "One & two\n\nIt's “three” <b>four</b>" );
		$product->set_weight( '1' );
		$product->set_image_id( self::image() );
		$product->set_low_stock_amount( 'variable' === $kind ? '' : 2 );
		if ( 'variation' !== $kind ) {
			$product->set_name( 'Tea & "Coffee" – it\'s' );
			$product->set_short_description( "Short\n\n& sweet" );
			$product->set_purchase_note( "Thanks\n\n& bye" );
			$product->set_gallery_image_ids( array( self::image(), self::image() ) );
			$product->set_tag_ids( array( self::term( 'product_tag' ), self::term( 'product_tag' ) ) );
			$product->set_upsell_ids( array( self::simpleProduct( 1.0 )->get_id() ) );
			wp_set_object_terms( $product->get_id(), array( self::term( 'product_brand' ) ), 'product_brand' );
		}
		if ( 'variable' !== $kind ) {
			$file = new WC_Product_Download();
			$file->set_id( wp_generate_uuid4() );
			$file->set_name( 'Manual' );
			$file->set_file( wp_get_attachment_url( self::image() ) );
			$product->set_downloadable( true );
			$product->set_downloads( array( $file ) );
			$product->set_sale_price( '8.50' );
			$product->set_date_on_sale_to( '2031-02-03T04:05:06' );
		} else {
			$product->set_default_attributes( array( 'size' => 'Size 0' ) );
			$product->set_attributes( array_merge( array_values( $product->get_attributes() ), array( self::global_attribute() ) ) );
		}
		$product->save();
		return wc_get_product( $product->get_id() );
	}

	/**
	 * A request that changes one thing.
	 *
	 * @return array<string, mixed>
	 */
	private static function sample( string $name, WC_Product $product ): array {
		$download = static fn (): array => array( array( 'name' => 'Manual', 'file' => wp_get_attachment_url( self::image() ) ) );
		$value    = match ( $name ) {
			'name', 'slug', 'description', 'short_description', 'purchase_note', 'sku', 'post_password', 'button_text' => self::unique( 'other' ),
			'type'                       => $product->is_type( 'variable' ) ? 'simple' : 'external',
			'parent_id'                  => self::simpleProduct( 1.0 )->get_id(),
			'status'                     => 'private',
			'catalog_visibility'         => 'hidden',
			'featured', 'sold_individually', 'virtual', 'downloadable' => true,
			'date_created', 'date_created_gmt' => '2020-01-02T03:04:05',
			'date_on_sale_from', 'date_on_sale_from_gmt' => '2021-01-02T03:04:05',
			'date_on_sale_to', 'date_on_sale_to_gmt' => '2031-01-02T03:04:05',
			'global_unique_id'           => (string) random_int( 1000000, 99999999 ),
			'regular_price'              => '12.5',
			'sale_price'                 => '2.5',
			'tax_status'                 => 'none',
			'tax_class'                  => 'reduced-rate',
			'stock_quantity'             => 99,
			'manage_stock'               => ! $product->get_manage_stock(),
			'stock_status'               => 'outofstock',
			'backorders'                 => 'notify',
			'low_stock_amount'           => 3,
			'dimensions'                 => array( 'length' => '3' ),
			'shipping_class'             => get_term( self::term( 'product_shipping_class' ) )->slug,
			'tags'                       => array( array( 'id' => self::term( 'product_tag' ) ) ),
			'brands'                     => array( array( 'id' => self::term( 'product_brand' ) ) ),
			'attributes'                 => $product->is_type( 'variation' ) ? array( array( 'name' => 'Size', 'option' => 'Size 1' ) ) : array( array( 'name' => 'Colour', 'options' => array( 'Red' ) ) ),
			'default_attributes'         => array( array( 'name' => 'Size', 'option' => 'Size 1' ) ),
			'images'                     => array( array( 'id' => self::image() ), array( 'id' => self::image() ) ),
			'image'                      => array( 'id' => self::image() ),
			'downloads'                  => $download(),
			'download_limit', 'download_expiry' => 4,
			'external_url'               => 'https://elsewhere.example.test/',
			'grouped_products', 'upsell_ids', 'cross_sell_ids' => array( self::simpleProduct( 1.0 )->get_id() ),
			'reviews_allowed'            => ! $product->get_reviews_allowed(),
			'cost_of_goods_sold'         => array( 'values' => array( array( 'defined_value' => 3.5 ) ) ),
		};
		return array( $name => $value ) + ( str_starts_with( $name, 'download' ) ? array( 'downloadable' => true ) : array() );
	}

	/** @param array<string, mixed> $state Of a product. */
	private static function without_weight( array $state ): array {
		$state['meta'] = array_values( array_filter( $state['meta'], static fn ( array $row ): bool => '_weight' !== $row[0] ) );
		return $state;
	}
}
