<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use WC_Product;

require_once __DIR__ . '/DoorTestCase.php';

/** WordPress's own REST routes, where a product is a post. */
final class WpRestLockTest extends DoorTestCase {
	protected function setUp(): void {
		parent::setUp();
		register_post_meta( 'product', '_purchase_note', array( 'type' => 'string', 'single' => true, 'show_in_rest' => array( 'name' => 'note' ), 'auth_callback' => '__return_true' ) );
		register_post_meta( 'product', 'own_note', array( 'type' => 'string', 'single' => true, 'show_in_rest' => true ) );
		add_post_type_support( 'product', 'custom-fields' );
	}

	/** @return array<string, array{string, string, string}> */
	public static function fields(): array {
		$cases = array();
		foreach ( self::names( 'rest' ) as $row ) {
			if ( str_starts_with( $row['name'], 'wp:' ) && 'variation' !== $row['kind'] ) {
				$name                               = substr( $row['name'], 3 );
				$cases[ "{$row['kind']}: $name" ] = array( $row['kind'], $row['field'], $name );
			}
		}
		return $cases + array( 'simple: meta' => array( 'simple', 'purchase_note', 'meta' ) );
	}

	/** @dataProvider fields */
	public function test_a_field_is_refused_on_a_linked_product_and_free_on_its_twin( string $kind, string $field, string $name ): void {
		self::actAs( 'administrator' );
		$twin   = self::product( $kind );
		$before = self::stored_state( $twin->get_id() );
		$answer = self::rest( 'POST', self::post_route( $twin ), self::sample( $name ) );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		self::assertNotSame( $before, self::stored_state( $twin->get_id() ), 'the sample changes something' );

		$product = self::product( $kind );
		self::make_linked( $product );
		$before = self::stored_state( $product->get_id() );
		$sample = self::sample( $name ) + array( 'product_cat' => array( self::term( 'product_cat' ) ) );
		foreach ( array( 'POST', 'PUT' ) as $method ) {
			$answer = self::rest( $method, self::post_route( $product ), $sample );
			self::assertSame( array( 409, 'pos_locked' ), array( $answer->get_status(), $answer->get_data()['code'] ?? null ), (string) wp_json_encode( $answer->get_data() ) );
			$named = $answer->get_data()['data']['fields'];
			self::assertSame( array( 'meta' === $name ? 'purchase_note' : $name ), array_column( $named, 'field' ) );
			self::assertStringContainsString( $named[0]['label'], $answer->get_data()['message'] );
		}
		self::assertSame( $before, self::stored_state( $product->get_id() ) );
		$told = array_map( static fn ( array $row ): array => json_decode( (string) $row['facts'], true ), self::activity( 'refused' ) );
		self::assertSame( array( array( $field, 'rest' ) ), array_map( static fn ( array $facts ): array => array( $facts['field'], $facts['door'] ), $told ) );
	}

	/** @dataProvider kinds */
	public function test_a_product_sent_back_as_it_was_read_is_accepted( string $kind ): void {
		self::actAs( 'administrator' );
		$product = self::product( $kind );
		$product->set_name( 'Tea & "Coffee" – it\'s' );
		$product->set_description( "One & two\n\nIt's “three” <b>four</b>" );
		$product->set_short_description( "Short\n\n& sweet" );
		$product->set_image_id( self::image() );
		$product->set_tag_ids( array( self::term( 'product_tag' ), self::term( 'product_tag' ) ) );
		$product->save();
		self::make_linked( $product );
		$before = self::stored_state( $product->get_id() );
		foreach ( array( 'view', 'edit' ) as $context ) {
			$read = json_decode( (string) wp_json_encode( self::rest( 'GET', self::post_route( $product ), null, array( 'context' => $context ) )->get_data() ), true );
			$flat = array_map( static fn ( mixed $value ): mixed => is_array( $value ) && isset( $value['rendered'] ) ? $value['rendered'] : $value, $read );
			foreach ( array( $read, $flat ) as $sent ) {
				$answer = self::rest( 'PUT', self::post_route( $product ), $sent );
				self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
			}
		}
		// WordPress itself makes rows of nothing where meta are sent back.
		foreach ( array( 'own_note', '_wp_page_template' ) as $key ) {
			delete_post_meta( $product->get_id(), $key );
		}
		self::assertSame( $before, self::stored_state( $product->get_id() ) );
		self::assertSame( array(), self::activity( 'refused' ) );
	}

	/** @return array<string, array{string}> */
	public static function kinds(): array {
		return array( 'simple' => array( 'simple' ), 'variable' => array( 'variable' ) );
	}

	public function test_categories_and_own_meta_pass(): void {
		self::actAs( 'administrator' );
		$product = self::product( 'simple' );
		self::make_linked( $product );
		$category = self::term( 'product_cat' );
		$answer   = self::rest( 'PUT', self::post_route( $product ), array( 'product_cat' => array( $category ), 'meta' => array( 'own_note' => 'mine' ) ) );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		$product = wc_get_product( $product->get_id() );
		self::assertSame( array( array( $category ), 'mine' ), array( $product->get_category_ids(), $product->get_meta( 'own_note' ) ) );
	}

	public function test_a_draft_is_not_changed_by_an_autosave(): void {
		$user    = self::actAs( 'administrator' );
		$product = self::product( 'simple' );
		wp_update_post( array( 'ID' => $product->get_id(), 'post_status' => 'draft', 'post_author' => $user ) );
		$free = self::product( 'simple' );
		wp_update_post( array( 'ID' => $free->get_id(), 'post_status' => 'draft', 'post_author' => $user ) );
		self::make_linked( $product );
		$before = self::stored_state( $product->get_id() );
		$sent   = array( 'title' => 'Other', 'content' => 'Other' );
		$answer = self::rest( 'POST', self::post_route( $product ) . '/autosaves', $sent );
		self::assertSame( array( 409, 'pos_locked' ), array( $answer->get_status(), $answer->get_data()['code'] ?? null ), (string) wp_json_encode( $answer->get_data() ) );
		self::assertSame( array( 'title', 'content' ), array_column( $answer->get_data()['data']['fields'], 'field' ) );
		self::assertSame( $before, self::stored_state( $product->get_id() ) );
		self::assertSame( 200, self::rest( 'POST', self::post_route( $free ) . '/autosaves', $sent )->get_status() );
		self::assertSame( 'Other', get_post( $free->get_id() )->post_title );
	}

	public function test_deletion_is_refused_until_it_is_unlinked(): void {
		self::actAs( 'administrator' );
		$product = self::product( 'simple' );
		self::make_linked( $product );
		foreach ( array( false, true ) as $force ) {
			$answer = self::rest( 'DELETE', self::post_route( $product ), null, array( 'force' => $force ) );
			self::assertSame( array( 409, 'pos_locked' ), array( $answer->get_status(), $answer->get_data()['code'] ) );
			self::assertStringContainsString( 'Unlink', $answer->get_data()['message'] );
		}
		self::assertSame( 'publish', get_post_status( $product->get_id() ) );
		$free = self::product( 'simple' );
		self::assertSame( 200, self::rest( 'DELETE', self::post_route( $free ), null, array( 'force' => true ) )->get_status() );
	}

	public function test_a_batch_refuses_only_the_requests_concerned(): void {
		self::actAs( 'administrator' );
		$linked = self::product( 'simple' );
		$free   = self::product( 'simple' );
		self::make_linked( $linked );
		$requests = array();
		foreach ( array( $linked, $free ) as $product ) {
			$requests[] = array( 'method' => 'PUT', 'path' => self::post_route( $product ), 'body' => array( 'title' => 'Other' ) );
			$requests[] = array( 'method' => 'DELETE', 'path' => self::post_route( $product ) );
		}
		$answers = self::rest( 'POST', '/batch/v1', array( 'requests' => $requests ) )->get_data()['responses'];
		self::assertSame( array( 409, 409, 200, 200 ), array_column( $answers, 'status' ) );
		self::assertSame( array( 'publish', 'trash' ), array( get_post_status( $linked->get_id() ), get_post_status( $free->get_id() ) ) );
	}

	public function test_variations_are_guarded_where_another_plugin_shows_them(): void {
		self::actAs( 'administrator' );
		$variation                                                   = self::product( 'variation' );
		get_post_type_object( 'product_variation' )->show_in_rest    = true;
		( new \WP_REST_Posts_Controller( 'product_variation' ) )->register_routes();
		self::make_linked( $variation );
		$route  = '/wp/v2/product_variation/' . $variation->get_id();
		$before = self::stored_state( $variation->get_id() );
		$answer = self::rest( 'PUT', $route, array( 'status' => 'private' ) );
		self::assertSame( array( 409, array( 'status' ) ), array( $answer->get_status(), array_column( $answer->get_data()['data']['fields'] ?? array(), 'field' ) ) );
		self::assertSame( 409, self::rest( 'DELETE', $route )->get_status() );
		self::assertSame( $before, self::stored_state( $variation->get_id() ) );
		get_post_type_object( 'product_variation' )->show_in_rest = false;
	}

	public function test_a_draft_is_published_once(): void {
		self::actAs( 'administrator' );
		$product = self::product( 'simple' );
		$product->set_status( 'draft' );
		$product->save();
		self::make_linked( $product );
		self::services()->database()->execute( 'UPDATE {links} SET public_since = NULL' );
		$answer = self::rest( 'PUT', self::post_route( $product ), array( 'status' => 'publish' ) );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		self::assertSame( 'publish', get_post_status( $product->get_id() ) );
		self::services()->links()->note_public( array( $product->get_id() ) );
		self::assertSame( 409, self::rest( 'PUT', self::post_route( $product ), array( 'status' => 'draft' ) )->get_status() );
	}

	/**
	 * A request that changes one thing.
	 *
	 * @return array<string, mixed>
	 */
	private static function sample( string $name ): array {
		$value = match ( $name ) {
			'title', 'content', 'excerpt', 'slug', 'password' => self::unique( 'other' ),
			'status'                    => 'private',
			'date', 'date_gmt'          => '2020-01-02T03:04:05',
			'product_tag', 'product_brand' => array( self::term( $name ) ),
			'featured_media'            => self::image(),
			'comment_status'            => 'closed',
			'meta'                      => array( 'note' => self::unique( 'other' ) ),
		};
		return array( $name => $value );
	}

	private static function post_route( WC_Product $product ): string {
		return '/wp/v2/product/' . $product->get_id();
	}
}
