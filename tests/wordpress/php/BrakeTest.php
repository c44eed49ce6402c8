<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use Automattic\WooCommerce\Admin\Notes\Notes;

require_once __DIR__ . '/LinkedShopTestCase.php';

/** Many levels zeroed at once wait for a person. */
final class BrakeTest extends LinkedShopTestCase {
	/** @var list<\WC_Product> Made once; linked anew for each test. */
	private static array $made = array();

	/** @var array<string, int> Item → product. */
	private array $products = array();

	protected function setUp(): void {
		parent::setUp();
		self::settings( array( self::OUTLET ), 0, 20, 5 );
		$this->products = array();
		for ( $missing = 60 - count( self::$made ); $missing > 0; $missing-- ) {
			self::$made[] = self::simpleProduct( 5.0 );
		}
		foreach ( self::$made as $product ) {
			$this->products[ self::link( $product ) ] = $product->get_id();
		}
		self::pos( array_fill_keys( array_keys( $this->products ), '5' ) );
	}

	public function test_fifty_of_sixty_in_one_page_stop_until_approved(): void {
		$zeroed   = array_slice( array_keys( $this->products ), 0, 50 );
		$outcomes = self::pos( array_fill_keys( $zeroed, '0' ) + array_fill_keys( array_slice( array_keys( $this->products ), 50 ), '7' ) );
		self::assertSame( array( 'held' => 50, 'written' => 10 ), array_count_values( array_column( $outcomes, 'outcome' ) ) );
		self::assertSame( 'brake', $outcomes[ $zeroed[0] ]['code'] );
		self::assertSame( 50, $this->showing( '5' ) );
		self::assertSame( 10, $this->showing( '7' ), 'all else goes on' );

		self::check();
		self::assertSame( 50, $this->showing( '5' ), 'still held after a check' );
		$held = self::services()->brake()->held();
		self::assertCount( 50, $held['entries'] );
		self::assertSame( array( '5', '0' ), array( $held['entries'][0]['from'], $held['entries'][0]['to'] ) );
		self::assertCount( 1, self::activity( 'held' ), 'said once' );
		self::assertNotFalse( Notes::get_note_by_name( 'tillsync-brake' ) );

		self::assertFalse( self::services()->brake()->approve( str_repeat( '0', 64 ) ) );
		$before = self::services()->fingerprint()->levels();
		self::assertTrue( self::services()->brake()->approve( $held['hash'] ) );
		self::assertNotSame( $before, self::services()->fingerprint()->levels(), 'an approval calls for a check' );
		self::assertSame( array( 'written' => 50 ), array_count_values( array_column( self::check(), 'outcome' ) ) );
		self::assertSame( 50, $this->showing( '0' ) );
		self::assertCount( 0, self::activity( 'check' ), 'new levels from the till put nothing back' );
		self::assertFalse( Notes::get_note_by_name( 'tillsync-brake' ) );
		self::assertNull( self::services()->brake()->held()['hash'] );
	}

	public function test_fifty_of_sixty_in_several_pages_stop_as_well(): void {
		$pages = array_chunk( array_slice( array_keys( $this->products ), 0, 50 ), 10 );
		foreach ( $pages as $page ) {
			self::pos( array_fill_keys( $page, '0' ) );
		}
		self::assertSame( 10, $this->showing( '0' ), 'at most 20 % of 60' );
		self::assertCount( 40, self::services()->brake()->held()['entries'] );
	}

	public function test_levels_that_woocommerce_counts_as_sold_out_stop_as_well(): void {
		update_option( 'woocommerce_notify_no_stock_amount', '2' );
		try {
			$outcomes = self::pos( array_fill_keys( array_slice( array_keys( $this->products ), 0, 50 ), '2' ) );
		} finally {
			update_option( 'woocommerce_notify_no_stock_amount', '0' );
		}
		self::assertSame( array( 'held' => 50 ), array_count_values( array_column( $outcomes, 'outcome' ) ) );
		self::assertSame( 60, $this->showing( '5' ) );
	}

	public function test_an_approval_is_of_exactly_the_list_that_was_shown(): void {
		$items = array_keys( $this->products );
		self::pos( array_fill_keys( array_slice( $items, 0, 30 ), '0' ) );
		$hash = self::services()->brake()->held()['hash'];
		self::pos( array( $items[40] => '0' ) );
		self::assertFalse( self::services()->brake()->approve( $hash ) );
		self::check();
		self::assertSame( 60, $this->showing( '5' ) );
	}

	public function test_an_approval_ends_after_a_day(): void {
		self::pos( array_fill_keys( array_slice( array_keys( $this->products ), 0, 30 ), '0' ) );
		self::services()->brake()->approve( self::services()->brake()->held()['hash'] );
		self::services()->clock()->move( DAY_IN_SECONDS + 1 );
		try {
			self::assertSame( array( 'held' => 30 ), array_count_values( array_column( self::check(), 'outcome' ) ) );
			self::assertCount( 30, self::services()->brake()->held()['entries'] );
		} finally {
			self::services()->clock()->move( -DAY_IN_SECONDS - 1 );
		}
	}

	public function test_a_level_that_comes_back_leaves_the_list(): void {
		$items = array_keys( $this->products );
		self::pos( array_fill_keys( array_slice( $items, 0, 30 ), '0' ) );
		self::pos( array( $items[0] => '6' ) );
		self::assertCount( 29, self::services()->brake()->held()['entries'] );
		self::pos( array_fill_keys( array_slice( $items, 1, 29 ), '5' ) );
		self::assertNull( self::services()->brake()->held()['hash'] );
		self::assertFalse( Notes::get_note_by_name( 'tillsync-brake' ) );
	}

	public function test_the_hour_rolls(): void {
		$items = array_keys( $this->products );
		self::pos( array_fill_keys( array_slice( $items, 0, 12 ), '0' ) );
		self::assertSame( 12, $this->showing( '0' ), '12 of 60 are not beyond 20 %' );
		self::assertSame( 'held', self::pos( array( $items[12] => '0' ) )[ $items[12] ]['outcome'] );
		self::services()->clock()->move( HOUR_IN_SECONDS + 1 );
		try {
			self::assertSame( 'written', self::pos( array( $items[13] => '0' ) )[ $items[13] ]['outcome'] );
			self::assertSame( 'held', self::check()[ $items[12] ]['outcome'], 'what is held waits for a person' );
		} finally {
			self::services()->clock()->move( -HOUR_IN_SECONDS - 1 );
		}
	}

	public function test_a_handful_is_never_held(): void {
		self::settings( array( self::OUTLET ), 0, 1, 5 );
		self::pos( array_fill_keys( array_slice( array_keys( $this->products ), 0, 4 ), '0' ) );
		self::assertSame( 4, $this->showing( '0' ) );
	}

	public function test_what_a_person_links_passes_with_the_levels_shown(): void {
		$pairs = array();
		foreach ( array_slice( $this->products, 0, 20, true ) as $item => $product ) {
			self::services()->links()->unlink( array( $item ) );
			$pairs[] = array(
				'item_id'    => $item,
				'product_id' => $product,
			);
		}
		self::pos( array_fill_keys( array_column( $pairs, 'item_id' ), '0' ) );
		self::assertSame( 60, $this->showing( '5' ), 'not linked, not written' );

		self::actAs( 'shop_manager' );
		$answer = self::rest(
			'POST',
			'/wc-tillsync/v1/links',
			array(
				'action' => 'link',
				'pairs'  => $pairs,
			)
		);
		self::assertSame( 200, $answer->get_status() );
		self::check();
		self::assertSame( 20, $this->showing( '0' ) );
		self::assertNull( self::services()->brake()->held()['hash'] );
	}

	public function test_what_is_held_for_an_unlinked_product_is_let_go(): void {
		$items = array_slice( array_keys( $this->products ), 0, 20 );
		self::pos( array_fill_keys( $items, '0' ) );
		self::assertCount( 20, self::services()->brake()->held()['entries'] );
		self::assertSame( self::services()->brake()->held()['since'], self::services()->overview()->answer()['attention'][0]['since'] );

		self::actAs( 'shop_manager' );
		$answer = self::rest(
			'POST',
			'/wc-tillsync/v1/links',
			array(
				'action' => 'unlink',
				'pairs'  => array_map(
					fn ( string $item ): array => array(
						'item_id'    => $item,
						'product_id' => $this->products[ $item ],
					),
					$items
				),
			)
		);
		self::assertSame( 200, $answer->get_status() );
		self::assertNull( self::services()->brake()->held()['hash'] );
		self::assertFalse( Notes::get_note_by_name( 'tillsync-brake' ) );
	}

	private function showing( string $level ): int {
		return count( array_filter( $this->products, static fn ( int $id ): bool => self::stored( $id ) === $level ) );
	}
}
