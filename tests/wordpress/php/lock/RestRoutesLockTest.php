<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

require_once __DIR__ . '/DoorTestCase.php';

/** WooCommerce's REST routes: batches, deletion, variations, copies, and the oldest version, which saves a product in pieces. */
final class RestRoutesLockTest extends DoorTestCase {
	public function test_a_batch_refuses_only_the_items_concerned(): void {
		self::actAs( 'administrator' );
		$linked = self::product( 'simple' );
		$free   = self::product( 'simple' );
		$gone   = self::product( 'simple' );
		self::make_linked( $linked );
		$answer = self::rest(
			'POST',
			'/wc/v3/products/batch',
			array(
				'update' => array( array( 'id' => $linked->get_id(), 'stock_quantity' => 99 ), array( 'id' => $free->get_id(), 'stock_quantity' => 99 ) ),
				'delete' => array( $linked->get_id(), $gone->get_id() ),
			)
		)->get_data();
		self::assertSame( array( 'pos_locked', 409 ), array( $answer['update'][0]['error']['code'], $answer['update'][0]['error']['data']['status'] ) );
		self::assertSame( 99, $answer['update'][1]['stock_quantity'] );
		self::assertSame( array( 'pos_locked', 409 ), array( $answer['delete'][0]['error']['code'], $answer['delete'][0]['error']['data']['status'] ) );
		self::assertStringContainsString( 'Unlink', $answer['delete'][0]['error']['message'] );
		self::assertSame( $gone->get_id(), $answer['delete'][1]['id'] );
		self::assertNotNull( get_post( $linked->get_id() ) );
		self::assertNull( get_post( $gone->get_id() ) );
	}

	/** @return array<string, array{string, string, bool}> */
	public static function deletions(): array {
		$cases = array();
		foreach ( array( 'simple', 'variable', 'variation' ) as $kind ) {
			foreach ( array( 'v1', 'v2', 'v3' ) as $version ) {
				if ( 'v1' !== $version || 'variation' !== $kind ) {
					$cases[ "$kind, $version, trash" ]    = array( $kind, $version, false );
					$cases[ "$kind, $version, for good" ] = array( $kind, $version, true );
				}
			}
		}
		return $cases;
	}

	/** @dataProvider deletions */
	public function test_deletion_is_refused_until_it_is_unlinked( string $kind, string $version, bool $force ): void {
		self::actAs( 'administrator' );
		$product = self::product( $kind );
		self::make_linked( $product );
		$before = self::stored_state( $product->get_id() );
		$answer = self::rest( 'DELETE', self::route( $product, $version ), null, array( 'force' => $force ) );
		self::assertSame( array( 409, 'pos_locked' ), array( $answer->get_status(), $answer->get_data()['code'] ) );
		self::assertStringContainsString( 'Unlink', $answer->get_data()['message'] );
		self::assertSame( $before, self::stored_state( $product->get_id() ) );
		self::services()->database()->execute( 'DELETE FROM {links}' );
		self::services()->links()->forget();
		self::assertSame( 200, self::rest( 'DELETE', self::route( $product, $version ), null, array( 'force' => true ) )->get_status() );
	}

	public function test_who_may_not_edit_products_learns_nothing(): void {
		$product = self::product( 'simple' );
		self::make_linked( $product );
		self::actAs( 'subscriber' );
		self::assertSame( 403, self::rest( 'DELETE', self::route( $product ) )->get_status() );
		self::assertSame( 403, self::rest( 'PUT', self::route( $product ), array( 'images' => array() ) )->get_status() );
		self::assertSame( array(), self::activity( 'refused' ) );
	}

	public function test_an_id_in_the_body_goes_before_the_one_in_the_address(): void {
		self::actAs( 'administrator' );
		$free   = self::product( 'simple' );
		$linked = self::product( 'simple' );
		$other  = self::product( 'variable' );
		$parent = self::product( 'variable' );
		self::make_linked( $linked );
		self::link( wc_get_product( $parent->get_children()[0] ) );
		$id = array( 'id' => $linked->get_id() );
		self::assertSame( 409, self::rest( 'PUT', self::route( $free ), $id + array( 'images' => array( array( 'src' => 'https://images.example.test/new.png' ) ) ) )->get_status() );
		self::assertSame( 409, self::rest( 'DELETE', self::route( $free ), null, $id + array( 'force' => true ) )->get_status() );
		self::assertSame( 409, self::rest( 'POST', "/wc/v3/products/{$other->get_id()}/variations/generate", array( 'product_id' => $parent->get_id() ) )->get_status() );
		self::assertSame( 'publish', get_post_status( $linked->get_id() ) );
	}

	public function test_variations_are_made_by_the_pos_alone(): void {
		self::actAs( 'administrator' );
		$parent = self::product( 'variable' );
		self::make_linked( $parent );
		$route = "/wc/v3/products/{$parent->get_id()}/variations";
		foreach ( array( $route => array( 'regular_price' => '4' ), "$route/generate" => array(), "/wc/v2/products/{$parent->get_id()}/variations" => array( 'regular_price' => '4' ) ) as $address => $body ) {
			$answer = self::rest( 'POST', $address, $body );
			self::assertSame( array( 409, 'pos_locked' ), array( $answer->get_status(), $answer->get_data()['code'] ?? null ), $address );
		}
		$batch = self::rest( 'POST', "$route/batch", array( 'create' => array( array( 'regular_price' => '4' ) ), 'delete' => array( $parent->get_children()[0] ) ) )->get_data();
		self::assertSame( 'pos_locked', $batch['create'][0]['error']['code'] );
		self::assertSame( 'pos_locked', $batch['delete'][0]['error']['code'] );
		self::assertCount( 2, wc_get_product( $parent->get_id() )->get_children() );

		list( $other, $variations ) = self::variableProduct( array( 5.0 ) );
		$answer = self::rest( 'POST', "/wc/v3/products/{$other->get_id()}/variations", array( 'regular_price' => '4' ) );
		self::assertSame( 201, $answer->get_status() );
		self::assertSame( 200, self::rest( 'POST', "/wc/v3/products/{$other->get_id()}/variations/generate", array() )->get_status() );
		self::assertSame( 200, self::rest( 'DELETE', self::route( $variations[0] ), null, array( 'force' => true ) )->get_status() );
	}

	public function test_an_unlinked_variation_of_a_managed_parent_is_the_shops(): void {
		self::actAs( 'administrator' );
		list( $parent, $variations ) = self::variableProduct( array( 5.0, 5.0 ) );
		self::link( $variations[0] );
		self::assertSame( 200, self::rest( 'PUT', self::route( $variations[1] ), array( 'regular_price' => '4', 'stock_quantity' => 9 ) )->get_status() );
		self::assertSame( 9, wc_get_product( $variations[1]->get_id() )->get_stock_quantity() );
		self::assertSame( 409, self::rest( 'PUT', self::route( $parent ), array( 'name' => 'Other' ) )->get_status() );
	}

	public function test_a_copy_may_be_made_and_is_free(): void {
		self::actAs( 'administrator' );
		$product = self::product( 'simple' );
		self::make_linked( $product );
		$before = self::stored_state( $product->get_id() );
		$answer = self::rest( 'POST', self::route( $product ) . '/duplicate', array( 'name' => 'A copy', 'regular_price' => '3' ) );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		$copy = (int) $answer->get_data()['id'];
		self::assertNotSame( $product->get_id(), $copy );
		self::assertSame( 200, self::rest( 'PUT', "/wc/v3/products/$copy", array( 'name' => 'Mine', 'stock_quantity' => 3 ) )->get_status() );
		self::assertSame( $before, self::stored_state( $product->get_id() ) );
	}

	public function test_the_oldest_routes_refuse_with_the_fields_and_save_nothing(): void {
		self::actAs( 'administrator' );
		$product = self::product( 'simple' );
		self::make_linked( $product );
		$before = self::stored_state( $product->get_id() );
		$change = array( 'weight' => '4', 'name' => 'Other', 'stock_quantity' => 99, 'images' => array( array( 'src' => 'https://images.example.test/new.png', 'position' => 0 ) ) );
		$answer = self::rest( 'PUT', self::route( $product, 'v1' ), $change );
		self::assertSame( array( 409, 'pos_locked' ), array( $answer->get_status(), $answer->get_data()['code'] ), (string) wp_json_encode( $answer->get_data() ) );
		self::assertEqualsCanonicalizing( array( 'name', 'stock_quantity', 'images' ), array_column( $answer->get_data()['data']['fields'], 'field' ) );
		self::assertSame( $before, self::stored_state( $product->get_id() ) );
	}

	public function test_the_oldest_routes_refuse_variations_inside_a_product(): void {
		self::actAs( 'administrator' );
		list( $parent, $variations ) = self::variableProduct( array( 5.0, 5.0 ) );
		self::link( $variations[0] );
		list( $locked, $free ) = array( $variations[0]->get_id(), $variations[1]->get_id() );
		$before                = self::stored_state( $locked );
		$both                  = static fn ( array $change ): array => array( 'weight' => '6', 'variations' => array( array( 'id' => $locked ) + $change, array( 'id' => $free, 'regular_price' => '4' ) ) );
		foreach ( array( array( 'regular_price' => '4' ), array( 'stock_quantity' => 99 ), array( 'visible' => false ), array( 'image' => array( array( 'src' => 'https://images.example.test/new.png' ) ) ) ) as $change ) {
			$answer = self::rest( 'PUT', self::route( $parent, 'v1' ), $both( $change ) );
			self::assertSame( array( 409, 'pos_locked' ), array( $answer->get_status(), $answer->get_data()['code'] ), (string) wp_json_encode( $change ) );
		}
		self::assertSame( $before, self::stored_state( $locked ) );
		self::assertSame( array( '10', '' ), array( wc_get_product( $free )->get_regular_price(), wc_get_product( $parent->get_id() )->get_weight() ), 'nothing of the request is saved' );
		self::assertSame( 409, self::rest( 'PUT', self::route( $parent, 'v1' ), array( 'variations' => array( array( 'regular_price' => '3' ) ) ) )->get_status(), 'a new variation' );
		self::assertSame( 200, self::rest( 'PUT', self::route( $parent, 'v1' ), $both( array( 'weight' => '2' ) ) )->get_status() );
		self::assertSame( array( '2', '4' ), array( wc_get_product( $locked )->get_weight(), wc_get_product( $free )->get_regular_price() ) );
	}

	public function test_a_variation_is_not_moved_to_another_product(): void {
		self::actAs( 'administrator' );
		list( $parent, $variations ) = self::variableProduct( array( 5.0, 5.0 ) );
		list( $other )               = self::variableProduct( array( 5.0 ) );
		self::link( $variations[0] );
		$item = array( 'id' => $variations[0]->get_id(), 'product_id' => $other->get_id(), 'weight' => '3' );
		self::rest( 'POST', "/wc/v3/products/{$parent->get_id()}/variations/batch", array( 'update' => array( $item ) ) );
		self::assertSame( $parent->get_id(), wp_get_post_parent_id( $variations[0]->get_id() ) );
	}
}
