<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use TillSync\Admin\Lock\ListingWords;
use TillSync\Admin\Lock\PosLinks;
use TillSync\Admin\Lock\ProductList;
use TillSync\Catalogue\ListingStates;
use WC_Product;

require_once dirname( __DIR__ ) . '/LinkedShopTestCase.php';

/** How linked products stand in the list of products, what it offers for them, and what the ways to the POS are. */
final class ProductListTest extends LinkedShopTestCase {

	private ListingStates $states;

	private ProductList $list;

	protected function setUp(): void {
		parent::setUp();
		$this->states = new ListingStates( self::services()->database() );
		$this->list   = new ProductList( self::services()->links(), $this->states, self::services()->pos_links(), self::services()->log() );
		self::pos_is( 'Lightspeed Retail (X-Series)', 'https://kiosk.test/product/{id}' );
		$this->actAs( 'shop_manager' );
	}

	private static function pos_is( string $label, ?string $item_url ): void {
		self::services()->options()->save_pos(
			array(
				'vendor_label' => $label,
				'item_url'     => $item_url,
				'outlets'      => array(),
			)
		);
	}

	/** @return list<string> The words of a product's cell. */
	private function cell( WC_Product $product ): array {
		ob_start();
		$this->list->column( ProductList::COLUMN, $product->get_id() );
		return array_values( array_filter( array_map( 'trim', explode( "\n", wp_strip_all_tags( str_replace( '</span>', "\n", (string) ob_get_clean() ) ) ) ) ) );
	}

	/** @return array<string, string> The links of a product's row. */
	private function actions( WC_Product $product ): array {
		$all = array(
			'edit'   => '<a>Edit</a>',
			'trash'  => '<a>Trash</a>',
			'delete' => '<a>Delete</a>',
		);
		return $this->list->row_actions( $all, get_post( $product->get_id() ) );
	}

	public function test_a_product_that_is_not_linked_has_no_state(): void {
		$product = self::simpleProduct( 5 );
		$this->assertSame( array(), $this->states->of( array( $product->get_id(), 0 ) ) );
		$this->assertSame( array( '&ndash;', 'Not linked' ), $this->cell( $product ) );
		$this->assertSame( array( 'edit', 'trash', 'delete' ), array_keys( $this->actions( $product ) ) );
	}

	public function test_a_linked_product_waits_for_its_level_and_then_is_linked(): void {
		$product = self::simpleProduct( 5 );
		$item    = self::link( $product );
		$this->assertSame( array( 'Waiting for the first level' ), $this->cell( $product ) );
		self::pos( array( $item => '5' ) );
		$this->list = new ProductList( self::services()->links(), $this->states, self::services()->pos_links(), self::services()->log() );
		$this->assertSame( array( 'Linked' ), $this->cell( $product ) );
	}

	public function test_a_problem_is_said_in_words(): void {
		$product = self::simpleProduct( 5 );
		$item    = self::link( $product );
		self::services()->links()->note_checked( array( $item => 'level_unknown' ) );
		$this->assertSame( array( 'Needs attention', 'The till does not say how many there are. The shop keeps its number until it does.' ), $this->cell( $product ) );
	}

	public function test_an_item_that_the_pos_deleted_and_a_held_one_need_attention(): void {
		list( $deleted, $gone ) = array( self::simpleProduct( 5 ), self::simpleProduct( 5 ) );
		self::services()->database()->execute( 'UPDATE {items} SET deleted_at = %s WHERE id = %s', '2026-01-01 00:00:00', self::link( $deleted ) );
		$item = self::link( $gone );
		self::services()->database()->execute(
			"INSERT INTO {brake} (product_id, item_id, kind, state, at) VALUES (%d, %s, 'level', 'held', %s)",
			$gone->get_id(),
			$item,
			'2026-01-01 00:00:00'
		);
		$states = $this->states->of( array( $deleted->get_id(), $gone->get_id() ) );
		$this->assertSame( array( 'item_deleted' => 1 ), $states[ $deleted->get_id() ]['problems'] );
		$this->assertSame( array( 'brake' => 1 ), $states[ $gone->get_id() ]['problems'] );
	}

	public function test_every_problem_of_a_link_has_its_own_sentence(): void {
		$general = ListingWords::details( self::troubled( 'no code of ours' ) );
		foreach ( array( 'brake', 'item_deleted', 'item_unknown', 'outlet_unknown', 'level_unknown', 'level_moved', 'not_reached', 'defect' ) as $code ) {
			$this->assertNotSame( $general, ListingWords::details( self::troubled( $code ) ), $code );
		}
	}

	/** @return array{item_id: string, linked: int, asked: int, variations: ?int, problems: array<string, int>} */
	private static function troubled( string $code ): array {
		return array(
			'item_id'    => 'item',
			'linked'     => 1,
			'asked'      => 0,
			'variations' => null,
			'problems'   => array( $code => 1 ),
		);
	}

	public function test_a_parent_says_how_many_of_its_variations_are_linked_and_how_they_are(): void {
		list( $parent, $variations ) = self::variableProduct( array( 1.0, 2.0, 3.0 ) );

		$first      = self::link( $variations[0] );
		$second     = self::link( $variations[1] );
		$this->assertSame( array( '2 of 3 variations linked', '2 variations wait for their first level' ), $this->cell( $parent ) );

		self::services()->links()->note_checked(
			array(
				$first  => null,
				$second => 'outlet_unknown',
			)
		);
		$this->list = new ProductList( self::services()->links(), $this->states, self::services()->pos_links(), self::services()->log() );
		$this->assertSame(
			array( '2 of 3 variations linked', '1 variation: The till does not have this outlet any more. Choose the outlets again under Settings.' ),
			$this->cell( $parent )
		);
		$this->assertSame( $first, $this->states->of( array( $parent->get_id() ) )[ $parent->get_id() ]['item_id'] );
	}

	public function test_the_star_of_a_linked_product_is_no_button(): void {
		$star = function ( WC_Product $product ): string {
			ob_start();
			$this->list->open_star( 'featured', $product->get_id() );
			echo '<a href="?action=woocommerce_feature_product" aria-label="Toggle featured"><span class="wc-featured tips">Yes</span></a>';
			$this->list->close_star( 'featured', $product->get_id() );
			return (string) ob_get_clean();
		};
		$linked = self::simpleProduct( 5 );
		self::link( $linked );
		$this->assertSame( '<span class="wc-featured tips">Yes</span>', $star( $linked ) );
		$this->assertStringContainsString( 'woocommerce_feature_product', $star( self::simpleProduct( 5 ) ) );
	}

	public function test_a_linked_row_leads_to_the_pos_and_to_its_link(): void {
		$product = self::simpleProduct( 5 );
		$item    = self::link( $product );
		$actions = $this->actions( $product );
		$this->assertSame( array( 'edit', 'tillsync_open', 'tillsync_unlink' ), array_keys( $actions ) );
		$this->assertStringContainsString( 'href="https://kiosk.test/product/' . $item . '"', $actions['tillsync_open'] );
		$this->assertStringContainsString( '>Open in Lightspeed Retail<', $actions['tillsync_open'] );
		$this->assertStringContainsString( 'tab=products&#038;unlink=' . $product->get_id(), $actions['tillsync_unlink'] );

		self::pos_is( 'Lightspeed Retail (X-Series)', null );
		$this->assertSame( array( 'edit', 'tillsync_unlink' ), array_keys( $this->actions( $product ) ) );
	}

	public function test_whoever_may_not_open_our_page_is_not_led_to_it(): void {
		$product = self::simpleProduct( 5 );
		self::link( $product );
		$this->actAs( 'editor' );
		$this->assertSame( array( 'edit', 'tillsync_open' ), array_keys( $this->actions( $product ) ) );
	}

	public function test_a_shop_without_links_has_neither_column_nor_filter(): void {
		$columns = array(
			'name'        => 'Name',
			'is_in_stock' => 'Stock',
			'price'       => 'Price',
		);
		$this->assertSame( $columns, $this->list->columns( $columns ) );
		$this->assertSame( array(), $this->list->filters( array() ) );

		self::link( self::simpleProduct( 5 ) );
		$list = new ProductList( self::services()->links(), $this->states, self::services()->pos_links(), self::services()->log() );
		$this->assertSame( array( 'name', 'is_in_stock', ProductList::COLUMN, 'price' ), array_keys( $list->columns( $columns ) ) );
		$this->assertSame( array( ProductList::COLUMN ), array_keys( $list->filters( array() ) ) );
		unset( $columns['is_in_stock'] );
		$this->assertSame( array( 'name', 'price', ProductList::COLUMN ), array_keys( $list->columns( $columns ) ) );
	}

	public function test_a_hundred_rows_cost_two_queries(): void {
		global $wpdb, $wp_query, $current_screen;
		$posts = array();
		for ( $number = 0; $number < 100; $number++ ) {
			list( $parent, $variations ) = 0 === $number % 10 ? self::variableProduct( array( 5.0 ) ) : array( null, array( self::plainProduct() ) );

			$posts[] = $parent ?? $variations[0];
			if ( $number < 50 ) {
				self::link( $variations[0] );
			}
		}
		$before = array( $wp_query, $current_screen );
		try {
			set_current_screen( ProductList::SCREEN );
			$wp_query        = new \WP_Query();
			$wp_query->posts = array_map( static fn ( WC_Product $product ): ?\WP_Post => get_post( $product->get_id() ), $posts );
			self::services()->links()->forget();
			$start = $wpdb->num_queries;
			$this->list->prime();
			$this->list->columns( array() );
			$this->list->filters( array() );
			$cells = array_map( fn ( WC_Product $product ): array => $this->cell( $product ), $posts );
			array_map( fn ( WC_Product $product ): array => $this->actions( $product ), $posts );
			$this->assertSame( 2, $wpdb->num_queries - $start );
		} finally {
			list( $wp_query, $current_screen ) = $before;
		}
		$this->assertSame( array( '1 of 1 variation linked', '1 variation waits for its first level' ), $cells[0] );
		$this->assertSame( array( 'Waiting for the first level' ), $cells[1] );
		$this->assertSame( array( '&ndash;', 'Not linked' ), $cells[99] );
	}

	/** A product without anything, which is made faster than by WooCommerce. */
	private static function plainProduct(): WC_Product {
		return wc_get_product(
			wp_insert_post(
				array(
					'post_type'   => 'product',
					'post_title'  => self::unique( 'plain' ),
					'post_status' => 'publish',
				)
			)
		);
	}

	public function test_the_pos_is_called_what_people_call_it(): void {
		$links = self::services()->pos_links();
		$this->assertSame( 'Lightspeed Retail', $links->pos_label() );
		self::pos_is( '(X-Series)', null );
		$this->assertSame( 'the point of sale', $links->pos_label() );
		self::pos_is( 'Square', null );
		$this->assertSame( 'Square', $links->pos_label() );
	}

	public function test_a_parent_opens_its_first_linked_variation(): void {
		list( $parent, $variations ) = self::variableProduct( array( 1.0, 2.0, 3.0 ) );

		$links      = new PosLinks( self::services()->options(), self::services()->links() );
		$this->assertNull( $links->open_url( $parent->get_id() ) );
		$item = self::link( $variations[1] );
		self::link( $variations[2] );
		$this->assertSame( "https://kiosk.test/product/$item", $links->open_url( $parent->get_id() ) );
		$this->assertSame( "https://kiosk.test/product/$item", $links->open_url( $variations[1]->get_id() ) );
		$this->assertNull( $links->open_url( $variations[0]->get_id() ) );
	}
}
