<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

require_once __DIR__ . '/BackstopTestCase.php';

/** What may not be changed of a linked product by giving it terms or taking them. */
final class TermLockTest extends BackstopTestCase {
	/** Two terms of each taxonomy, by slug; any other gets made. */
	private const TERMS = array(
		'product_type'       => array( 'simple', 'external' ),
		'product_visibility' => array( 'featured', 'exclude-from-search' ),
	);

	public static function setUpBeforeClass(): void {
		parent::setUpBeforeClass();
		if ( 0 === wc_attribute_taxonomy_id_by_name( 'pa_finish' ) ) {
			wc_create_attribute( array( 'name' => 'Finish', 'slug' => 'finish' ) );
		}
		register_taxonomy( 'pa_finish', array( 'product', 'product_variation' ) );
	}

	/** @dataProvider kinds */
	public function test_terms_stay( string $kind ): void {
		$free   = self::product( $kind, false );
		$linked = self::product( $kind, true );
		$tested = 0;
		foreach ( self::names( 'taxonomies' ) as list( $on, $field, $taxonomy ) ) {
			// The mark of stock has a test of its own.
			if ( $kind === $on && 'stock_status' !== $field ) {
				$this->terms_stay( $free, $linked, $field, str_replace( '*', 'finish', $taxonomy ) );
				++$tested;
			}
		}
		self::assertGreaterThan( 1, $tested );
	}

	private function terms_stay( int $free, int $linked, string $field, string $taxonomy ): void {
		list( $has, $new ) = self::terms( $taxonomy, $field );
		self::services()->writer_scope()->run( array( $linked ), static fn () => wp_set_object_terms( $linked, $has, $taxonomy ) );
		$before = self::snapshot( $linked );
		$doors  = array(
			'set'      => static fn ( int $id ): mixed => wp_set_object_terms( $id, $new, $taxonomy ),
			'append'   => static fn ( int $id ): mixed => wp_set_object_terms( $id, $new, $taxonomy, true ),
			'remove'   => static fn ( int $id ): mixed => wp_remove_object_terms( $id, $has, $taxonomy ),
			'empty'    => static fn ( int $id ): mixed => wp_set_object_terms( $id, array(), $taxonomy ),
			'post'     => static fn ( int $id ): mixed => wp_set_post_terms( $id, array( get_term_by( 'slug', $new, $taxonomy )->term_id ), $taxonomy ),
			'all gone' => static fn ( int $id ): mixed => wp_delete_object_term_relationships( $id, $taxonomy ),
		);
		foreach ( $doors as $door => $change ) {
			wp_set_object_terms( $free, $has, $taxonomy );
			$was = self::snapshot( $free );
			$change( $free );
			self::assertNotSame( $was, self::snapshot( $free ), "$taxonomy, $door: an unlinked product takes it" );
			self::assertSame( array(), self::refused() );
			self::forget_what_was_told();
			$change( $linked );
			self::assertSame( $before, self::snapshot( $linked ), "$taxonomy, $door" );
			$refused = self::refused();
			self::assertContains( 'append' === $door && 'product_visibility' === $taxonomy ? self::other( $field ) : $field, $refused, "$taxonomy, $door" );
			self::forget_what_was_told();
		}
		self::assertSame( array( $has ), array_column( (array) get_the_terms( $linked, $taxonomy ), 'slug' ), 'No cache says otherwise.' );
		wp_set_object_terms( $linked, $has, $taxonomy );
		wp_set_object_terms( $linked, $has, $taxonomy, true );
		wp_remove_object_terms( $linked, $new, $taxonomy );
		self::assertSame( array(), self::refused(), 'What it has and has not is no change.' );
	}

	public function test_names_are_told(): void {
		$id = self::product( 'simple', true );
		self::services()->writer_scope()->run( array( $id ), static fn () => wp_set_object_terms( $id, array( 'Old one', 'Both' ), 'product_tag' ) );
		wp_set_object_terms( $id, array( 'New one', 'Both' ), 'product_tag' );
		$facts = json_decode( (string) self::activity( 'refused' )[0]['facts'], true );
		self::assertSame( array( 'Both, Old one', 'Both, New one' ), array( $facts['from'], $facts['to'] ) );
	}

	public function test_terms_that_follow_from_ratings_and_categories_pass(): void {
		$id = self::product( 'simple', true );
		wp_set_object_terms( $id, array( 'rated-4', 'featured' ), 'product_visibility' );
		self::assertSame( array( 'rated-4' ), wp_get_object_terms( $id, 'product_visibility', array( 'fields' => 'slugs' ) ) );
		self::assertSame( array( 'featured' ), self::refused() );
		wp_set_object_terms( $id, array( 'Shelf' ), 'product_cat' );
		self::assertSame( array( 'Shelf' ), wp_get_object_terms( $id, 'product_cat', array( 'fields' => 'names' ) ) );
		wp_set_object_terms( $id, array(), 'product_visibility' );
		self::assertSame( array(), wp_get_object_terms( $id, 'product_visibility' ) );
		self::assertSame( array(), self::refused() );
	}

	/** @dataProvider kinds */
	public function test_the_mark_of_what_is_out_of_stock_follows_from_the_stored_status( string $kind ): void {
		$id     = self::product( $kind, true );
		$marked = static fn (): bool => has_term( 'outofstock', 'product_visibility', $id );
		wp_set_object_terms( $id, array( 'outofstock' ), 'product_visibility', true );
		self::assertFalse( $marked(), 'set' );
		self::assertSame( array( 'stock_status' ), self::refused() );
		self::forget_what_was_told();
		self::services()->writer_scope()->run( array( $id ), static fn () => update_post_meta( $id, '_stock_status', 'outofstock' ) );
		wp_set_object_terms( $id, array( 'outofstock' ), 'product_visibility', true );
		self::assertTrue( $marked(), 'as the status says' );
		wp_set_object_terms( $id, array(), 'product_visibility' );
		self::assertTrue( $marked(), 'taken' );
		self::assertSame( array( 'stock_status' ), self::refused() );
		self::forget_what_was_told();
		self::services()->writer_scope()->run( array( $id ), static fn () => update_post_meta( $id, '_stock_status', 'instock' ) );
		wp_set_object_terms( $id, array(), 'product_visibility' );
		self::assertFalse( $marked(), 'taken, as the status says' );
		self::assertSame( array(), self::refused() );
	}

	public function test_a_deleted_term_is_gone(): void {
		$id = self::product( 'simple', true );
		foreach ( array( 'product_tag', 'product_brand', 'pa_finish' ) as $taxonomy ) {
			$term = wp_insert_term( self::unique( 'dying' ), $taxonomy )['term_id'];
			self::services()->writer_scope()->run( array( $id ), static fn () => wp_set_object_terms( $id, array( $term ), $taxonomy ) );
			self::assertTrue( wp_delete_term( $term, $taxonomy ) );
			self::assertSame( array(), array_filter( self::snapshot( $id )['terms'], static fn ( string $held ): bool => str_starts_with( $held, $taxonomy ) ), "$taxonomy: nothing dangles" );
		}
		self::assertSame( array(), self::refused() );
	}

	public function test_a_call_that_wordpress_breaks_off_leaves_nothing(): void {
		$id     = self::product( 'simple', true );
		$before = self::snapshot( $id );
		self::assertWPError( wp_set_object_terms( $id, array( 'Smuggled', str_repeat( 'x', 201 ) ), 'product_tag' ) );
		self::services()->lock()->term_guard()->finish();
		self::assertSame( $before, self::snapshot( $id ) );
		self::assertSame( array( 'tags' ), self::refused() );
	}

	public function test_another_class_cannot_change_the_type_of_a_simple_product(): void {
		$id     = self::product( 'simple', true );
		$before = self::snapshot( $id );
		foreach ( array( \WC_Product_Variable::class, \WC_Product_External::class, \WC_Product_Grouped::class ) as $class ) {
			( new $class( $id ) )->save();
			wp_cache_flush();
			self::assertSame( 'simple', wc_get_product( $id )->get_type(), $class );
			self::assertSame( array( '10' ), get_post_meta( $id, '_price' ), $class );
			self::assertSame( '10.0000', self::lookup_price( $id ), $class );
			self::assertLevelEverywhere( 5.0, $id );
		}
		self::assertSame( $before['terms'], self::snapshot( $id )['terms'] );
		self::assertContains( 'type', self::refused() );
	}

	public function test_another_class_cannot_take_the_variations_of_a_parent(): void {
		$id       = self::product( 'variable', true );
		$children = wc_get_product( $id )->get_children();
		self::assertCount( 2, $children );
		( new \WC_Product_Simple( $id ) )->save();
		wp_cache_flush();
		self::assertSame( 'variable', wc_get_product( $id )->get_type() );
		self::assertSame( $children, wc_get_product( $id )->get_children() );
		self::assertSame( array( '10' ), get_post_meta( $id, '_price' ) );
		self::assertSame( '10.0000', self::lookup_price( $id ) );
		self::assertContains( 'type', self::refused() );
	}

	private static function lookup_price( int $id ): string {
		global $wpdb;
		return (string) $wpdb->get_var( $wpdb->prepare( "SELECT min_price FROM {$wpdb->prefix}wc_product_meta_lookup WHERE product_id = %d", $id ) );
	}

	public function test_saving_costs_an_unlinked_product_one_query_at_most(): void {
		$id = self::product( 'simple', false );
		self::services()->links()->forget();
		$before = self::services()->database()->statements();
		wp_set_object_terms( $id, array( 'One', 'Two' ), 'product_tag' );
		wp_set_object_terms( $id, array( 'Two' ), 'product_tag' );
		wp_set_object_terms( $id, array( 'featured' ), 'product_visibility' );
		self::assertSame( 1, self::services()->database()->statements() - $before );
		wp_set_object_terms( $id, array( 'Shelf' ), 'product_cat' );
		wp_set_object_terms( 1, array( 'Post' ), 'post_tag' );
		self::assertSame( 1, self::services()->database()->statements() - $before );
	}

	/**
	 * A term the products have and another one.
	 *
	 * @return array{string, string}
	 */
	private static function terms( string $taxonomy, string $field ): array {
		if ( isset( self::TERMS[ $taxonomy ] ) ) {
			return 'visibility' === $field ? array_reverse( self::TERMS[ $taxonomy ] ) : self::TERMS[ $taxonomy ];
		}
		$slugs = array();
		foreach ( array( 'has', 'new' ) as $name ) {
			$slugs[] = get_term( wp_insert_term( self::unique( $name ), $taxonomy )['term_id'] )->slug;
		}
		return $slugs;
	}

	/** The field of the other term of the visibility. */
	private static function other( string $field ): string {
		return 'featured' === $field ? 'visibility' : 'featured';
	}

	private static function assertWPError( mixed $answer ): void {
		self::assertInstanceOf( \WP_Error::class, $answer );
	}
}
