<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

require_once __DIR__ . '/BackstopTestCase.php';

/** Linked products do not go to the trash and are not deleted. */
final class DeleteLockTest extends BackstopTestCase {
	/** @return array<string, array{callable(int): mixed, string}> */
	private static function ways(): array {
		return array(
			'trash'         => array( static fn ( int $id ): mixed => wp_trash_post( $id ), 'trash' ),
			'deletion'      => array( static fn ( int $id ): mixed => wp_delete_post( $id ), 'deleted' ),
			'forced'        => array( static fn ( int $id ): mixed => wp_delete_post( $id, true ), 'deleted' ),
			'object'        => array( static fn ( int $id ): mixed => wc_get_product( $id )->delete(), 'trash' ),
			'object forced' => array( static fn ( int $id ): mixed => wc_get_product( $id )->delete( true ), 'deleted' ),
		);
	}

	/** @dataProvider kinds */
	public function test_no_way_out_while_linked( string $kind ): void {
		$id     = self::product( $kind, true );
		$before = self::snapshot( $id );
		foreach ( self::ways() as $way => list( $goes, $to ) ) {
			self::assertFalse( $goes( $id ), $way );
			wp_cache_flush();
			self::assertSame( $before, self::snapshot( $id ), $way );
			$facts = json_decode( (string) self::activity( 'refused' )[0]['facts'], true );
			self::assertSame( array( 'status', 'publish', $to ), array( $facts['field'], $facts['from'], $facts['to'] ), $way );
			self::refused();
			self::forget_what_was_told();
		}
		self::assertFalse( current_user_can( 'delete_post', $id ) || current_user_can( 'delete_product', $id ) );
		self::assertTrue( current_user_can( 'edit_post', $id ) && current_user_can( 'delete_products' ) );
	}

	/** @dataProvider kinds */
	public function test_unlinked_products_go( string $kind ): void {
		foreach ( self::ways() as $way => list( $goes ) ) {
			$id = self::product( $kind, false );
			self::assertTrue( current_user_can( 'delete_post', $id ) );
			$goes( $id );
			wp_cache_flush();
			self::assertContains( get_post_status( $id ), array( 'trash', false ), $way );
		}
		self::assertSame( array(), self::refused() );
	}

	public function test_an_unlinked_variation_of_a_managed_parent_goes(): void {
		$parent = self::product( 'variable', true );
		list( $linked, $free ) = wc_get_product( $parent )->get_children();
		self::assertTrue( current_user_can( 'delete_post', $free ) );
		wc_get_product( $free )->delete( true );
		self::assertNull( get_post( $free ) );
		self::assertSame( 'publish', get_post_status( $linked ) );
		self::assertSame( 'publish', get_post_status( $parent ) );
	}

	public function test_deleting_all_variations_spares_the_linked_ones(): void {
		$parent = self::product( 'variable', true );
		list( $linked, $free ) = wc_get_product( $parent )->get_children();
		\WC_Data_Store::load( 'product-variable' )->delete_variations( $parent, true );
		self::assertNull( get_post( $free ) );
		self::assertSame( 'publish', get_post_status( $linked ) );
		self::assertSame( array( 'status' ), self::refused() );
	}

	/** @dataProvider kinds */
	public function test_rest_answers_with_an_error( string $kind ): void {
		$id     = self::product( $kind, true );
		$before = self::snapshot( $id );
		$parent = wp_get_post_parent_id( $id );
		foreach ( array( 'v3', 'v2', 'v1' ) as $version ) {
			foreach ( array( true, false ) as $force ) {
				$route  = $parent > 0 ? "/wc/$version/products/$parent/variations/$id" : "/wc/$version/products/$id";
				$answer = self::rest( 'DELETE', $route, null, array( 'force' => $force ) );
				self::assertGreaterThanOrEqual( 400, $answer->get_status(), $route );
			}
		}
		self::assertSame( $before, self::snapshot( $id ) );
	}

	public function test_the_writer_and_the_unlinked_again_may_go(): void {
		$id = self::product( 'simple', true );
		self::services()->writer_scope()->run( array( $id ), static fn () => wp_delete_post( $id, true ) );
		self::assertNull( get_post( $id ) );
		$id = self::product( 'simple', true );
		self::services()->links()->unlink( array( (string) self::services()->links()->item_of( $id ) ) );
		self::assertTrue( current_user_can( 'delete_post', $id ) );
		wp_trash_post( $id );
		self::assertSame( 'trash', get_post_status( $id ) );
	}

	public function test_the_capability_costs_nothing_where_it_is_not_about_deleting_a_product(): void {
		$id   = self::product( 'simple', true );
		$page = wp_insert_post( array( 'post_title' => 'Page', 'post_type' => 'page' ) );
		self::services()->links()->forget();
		$before = self::services()->database()->statements();
		self::assertTrue( current_user_can( 'edit_post', $id ) && current_user_can( 'delete_post', $page ) && current_user_can( 'publish_post', $id ) && current_user_can( 'manage_woocommerce' ) );
		self::assertSame( $before, self::services()->database()->statements() );
		self::assertFalse( current_user_can( 'delete_post', $id ) );
		self::assertFalse( current_user_can( 'delete_post', $id ) );
		self::assertSame( 1, self::services()->database()->statements() - $before );
	}
}
