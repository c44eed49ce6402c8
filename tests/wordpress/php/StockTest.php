<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

require_once __DIR__ . '/LinkedShopTestCase.php';

/** A level's way from the mirror to every place WooCommerce keeps it in. */
final class StockTest extends LinkedShopTestCase {
	/** @return array<string, array{float|null, string}> */
	public static function levels(): array {
		return array(
			'up'                      => array( 5.0, '9' ),
			'down'                    => array( 5.0, '2' ),
			'to nothing'              => array( 5.0, '0' ),
			'below nothing'           => array( 5.0, '-3' ),
			'from nothing'            => array( 0.0, '4' ),
			'from below nothing'      => array( -2.0, '1' ),
			'not managed until now'   => array( null, '6' ),
			'not managed, to nothing' => array( null, '0' ),
		);
	}

	/** @dataProvider levels */
	public function test_a_written_level_is_the_same_everywhere( ?float $before, string $level ): void {
		$product = self::simpleProduct( $before );
		$item    = self::link( $product );
		$outcome = self::pos( array( $item => $level ) )[ $item ];

		self::assertSame( 'written', $outcome['outcome'] );
		self::assertSame( $level, $outcome['to'] );
		self::assertSame( null === $before ? null : (string) $before, $outcome['from'] );
		self::assertLevelEverywhere( (float) $level, $product->get_id() );
	}

	public function test_a_variation_and_its_parent_agree(): void {
		list( $parent, $variations ) = self::variableProduct( array( 5.0, null ) );
		$first  = self::link( $variations[0] );
		$second = self::link( $variations[1] );

		self::pos( array( $first => '3', $second => '2' ) );
		self::assertLevelEverywhere( 3.0, $variations[0]->get_id() );
		self::assertLevelEverywhere( 2.0, $variations[1]->get_id() );
		self::assertSame( 'instock', wc_get_product( $parent->get_id() )->get_stock_status() );

		self::pos( array( $first => '0', $second => '-1' ) );
		self::assertLevelEverywhere( 0.0, $variations[0]->get_id() );
		self::assertLevelEverywhere( -1.0, $variations[1]->get_id() );
		self::assertSame( 'outofstock', wc_get_product( $parent->get_id() )->get_stock_status() );
		self::assertTrue( has_term( 'outofstock', 'product_visibility', $parent->get_id() ) );

		self::pos( array( $second => '1' ) );
		self::assertSame( 'instock', wc_get_product( $parent->get_id() )->get_stock_status() );
		self::assertFalse( has_term( 'outofstock', 'product_visibility', $parent->get_id() ) );
	}

	public function test_an_item_the_pos_does_not_track_is_in_stock_without_a_level(): void {
		$product = self::simpleProduct( 0.0 );
		$item    = self::link( $product, false );
		self::assertSame( 'unmanaged', self::pos( array( $item => '0' ) )[ $item ]['outcome'] );
		$product = wc_get_product( $product->get_id() );
		self::assertFalse( $product->get_manage_stock() );
		self::assertSame( 'instock', $product->get_stock_status() );
		self::assertSame( 'equal', self::pos( array( $item => '0' ) )[ $item ]['outcome'] );
	}

	public function test_only_chosen_outlets_count_and_the_buffer_is_held_back(): void {
		$product = self::simpleProduct( 5.0 );
		$item    = self::link( $product );
		self::settings( array( self::OUTLET ), 2 );
		self::pos( array( $item => '50' ), 0, self::OTHER );
		self::assertSame( '5', self::stored( $product->get_id() ), 'no row at a chosen outlet: unknown, not 0' );
		self::pos( array( $item => '9' ) );
		self::assertSame( '7', self::stored( $product->get_id() ) );
		self::settings( array( self::OUTLET, self::OTHER ), 2 );
		self::check();
		self::assertSame( '57', self::stored( $product->get_id() ) );
		self::assertSame(
			array( '2', '0', '57', '57' ),
			array_values( array_intersect_key( self::services()->stock_sync()->arithmetic( $item ), array_flip( array( 'buffer', 'sold_untold', 'target', 'shop' ) ) ) )
		);
	}

	public function test_no_outlet_chosen_writes_nothing(): void {
		self::settings( array() );
		$product = self::simpleProduct( 5.0 );
		$item    = self::link( $product );
		self::assertSame( 'mirrored', self::pos( array( $item => '9' ) )[ $item ]['outcome'] );
		self::assertSame( '5', self::stored( $product->get_id() ) );
		self::settings();
		self::assertSame( 'written', self::check()[ $item ]['outcome'] );
		self::assertSame( '9', self::stored( $product->get_id() ) );
	}

	public function test_an_older_version_changes_nothing(): void {
		list( $product, $item ) = self::linkedAt( '5' );
		$row                    = array(
			'item_id'   => $item,
			'outlet_id' => self::OUTLET,
			'level'     => '99',
			'version'   => '1',
		);
		self::assertSame( 'stale', self::services()->stock_sync()->store( array( $row ), 0, null, array() )[0]['outcome'] );
		self::assertSame( '5', self::stored( $product->get_id() ) );
		self::assertSame( '5.00000', self::services()->database()->value( 'SELECT level FROM {levels} WHERE item_id = %s', $item ) );
	}

	public function test_the_page_and_its_cursor_are_stored_together(): void {
		$level = array(
			'item_id'   => 'unlinked',
			'outlet_id' => self::OUTLET,
			'level'     => '1.5',
			'version'   => '77',
		);
		$sync  = self::services()->stock_sync();
		$parked = array( array( 'id' => 'broken', 'reason' => 'no number' ) );
		self::assertSame( 'mirrored', $sync->store( array( $level ), 0, array( 'from' => '0', 'to' => '77' ), $parked )[0]['outcome'] );
		self::assertSame( '77', self::services()->database()->value( "SELECT value FROM {cursors} WHERE feed = 'inventory'" ) );
		self::assertSame( 'broken', self::services()->database()->value( "SELECT item_id FROM {parked} WHERE feed = 'inventory'" ) );

		// What the database refuses takes the whole page back.
		global $wpdb;
		$break  = static fn ( string $sql ): string => str_starts_with( $sql, 'INSERT INTO ' . $wpdb->prefix . 'tillsync_cursors' ) ? 'INSERT INTO nowhere VALUES (1)' : $sql;
		$silent = $wpdb->suppress_errors( true );
		add_filter( 'query', $break );
		try {
			$sync->store( array( array( 'version' => '99', 'level' => '2' ) + $level ), 0, array( 'from' => '77', 'to' => '99' ), array() );
			self::fail( 'The cursor was stored in a table that does not exist.' );
		} catch ( \TillSync\Support\StorageFailed ) {
			self::assertSame( '77', self::services()->database()->value( "SELECT value FROM {cursors} WHERE feed = 'inventory'" ) );
			self::assertSame( '1.50000', self::services()->database()->value( "SELECT level FROM {levels} WHERE item_id = 'unlinked'" ) );
		} finally {
			remove_filter( 'query', $break );
			$wpdb->suppress_errors( $silent );
		}
	}

	public function test_a_row_of_another_outlet_does_not_clear_what_is_parked(): void {
		$sync  = self::services()->stock_sync();
		$level = array(
			'item_id'   => 'half',
			'outlet_id' => self::OUTLET,
			'level'     => '3',
			'version'   => '10',
		);
		$parked = static fn (): ?string => self::services()->database()->value( "SELECT reason FROM {parked} WHERE feed = 'inventory' AND item_id = 'half'" );
		$sync->store( array(), 0, array( 'from' => '0', 'to' => '9' ), array( array( 'id' => 'half', 'reason' => 'no number' ) ) );
		$sync->store( array( $level ), 0, array( 'from' => '9', 'to' => '10' ), array() );
		self::assertSame( 'no number', $parked(), 'the feed showed one outlet of the item' );
		$sync->store( array( $level ), 0, null, array() );
		self::assertNull( $parked(), 'read by its id, all outlets were there' );
	}

	public function test_an_edit_by_sql_is_put_back_by_the_next_check(): void {
		list( $product, $item ) = self::linkedAt( '5' );
		$before                 = self::services()->fingerprint()->levels();
		self::assertSame( $before, self::services()->fingerprint()->levels(), 'at rest' );
		self::storeBySql( $product->get_id(), '42' );
		self::assertNotSame( $before, self::services()->fingerprint()->levels(), 'after the edit' );

		$outcome = self::check()[ $item ];
		self::assertSame( array( 'written', '42', '5' ), array( $outcome['outcome'], $outcome['from'], $outcome['to'] ) );
		self::assertLevelEverywhere( 5.0, $product->get_id() );
		self::assertSame( $before, self::services()->fingerprint()->levels(), 'put back' );
		self::assertSame( array(), self::check() );
		self::assertCount( 1, self::activity( 'check' ) );
	}

	public function test_a_status_that_does_not_fit_its_level_is_repaired(): void {
		global $wpdb;
		list( $product, $item ) = self::linkedAt( '5' );
		$wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->postmeta} SET meta_value = 'outofstock' WHERE post_id = %d AND meta_key = '_stock_status'", $product->get_id() ) );
		self::assertSame( 'written', self::check()[ $item ]['outcome'] );
		self::assertLevelEverywhere( 5.0, $product->get_id() );
	}

	/** @return array<string, array{float|null, string, list<string>}> */
	public static function told_levels(): array {
		return array(
			'a level'                => array( 5.0, '6', array( 'woocommerce_updated_product_stock', 'woocommerce_product_set_stock' ) ),
			'a product is sold out'  => array( 5.0, '0', array( 'woocommerce_product_set_stock_status', 'woocommerce_updated_product_stock', 'woocommerce_product_set_stock' ) ),
			'management begins'      => array( null, '6', array( 'woocommerce_product_set_stock' ) ),
		);
	}

	/**
	 * @dataProvider told_levels
	 * @param list<string> $hooks Those that must fire, once each.
	 */
	public function test_other_plugins_hear_of_a_level_once( ?float $before, string $level, array $hooks ): void {
		$product = self::simpleProduct( $before );
		$item    = self::link( $product );
		if ( null !== $before ) {
			self::pos( array( $item => (string) $before ) );
		}
		$heard = array();
		$hear  = static function ( mixed $what ) use ( &$heard, $level ): void {
			$id      = $what instanceof \WC_Product ? $what->get_id() : (int) $what;
			$heard[] = current_action();
			self::assertSame( $level, self::stored( $id ), 'stored before it is told' );
		};
		$all   = array( 'woocommerce_updated_product_stock', 'woocommerce_product_set_stock', 'woocommerce_product_set_stock_status' );
		foreach ( $all as $hook ) {
			add_action( $hook, $hear );
		}
		try {
			self::pos( array( $item => $level ) );
		} finally {
			foreach ( $all as $hook ) {
				remove_action( $hook, $hear );
			}
		}
		self::assertSame( $hooks, $heard );
	}

	public function test_a_deleted_product_is_rejected_and_the_rest_goes_on(): void {
		list( $gone, $lost )  = self::linkedAt( '5' );
		list( $other, $item ) = self::linkedAt( '5' );
		// Linked products cannot be deleted but past WordPress, or while the plugin is off.
		self::services()->writer_scope()->run( array( $gone->get_id() ), static fn () => $gone->delete( true ) );
		$outcomes = self::pos( array( $lost => '3', $item => '4' ) );
		self::assertSame( array( 'rejected', 'product_unknown' ), array( $outcomes[ $lost ]['outcome'], $outcomes[ $lost ]['code'] ) );
		self::assertSame( 'written', $outcomes[ $item ]['outcome'] );
		self::assertSame( '4', self::stored( $other->get_id() ) );
	}

	public function test_a_first_level_makes_the_link_linked_and_an_unknown_one_names_the_problem(): void {
		$known   = self::link( self::simpleProduct( 5.0 ) );
		$unknown = self::link( self::simpleProduct( 5.0 ) );
		self::pos( array( $known => '5' ) );
		self::assertSame( array( 'unknown', 'level_unknown' ), array_values( array_intersect_key( self::check()[ $unknown ], array_flip( array( 'outcome', 'code' ) ) ) ) );
		$links = self::services()->links()->of_items( array( $known, $unknown ) );
		self::assertSame( array( 'linked', null ), array( $links[ $known ]['state'], $links[ $known ]['problem'] ) );
		self::assertSame( array( 'asked', 'level_unknown' ), array( $links[ $unknown ]['state'], $links[ $unknown ]['problem'] ) );
	}

	public function test_time_that_is_over_leaves_the_rest_for_the_next_check(): void {
		$product = self::simpleProduct( 5.0 );
		$item    = self::link( $product );
		$moves   = static function ( string $sql ): string {
			// The clock jumps past the deadline while the levels are read.
			if ( str_contains( $sql, "'_stock', '_manage_stock'" ) ) {
				self::services()->clock()->move( 100 );
			}
			return $sql;
		};
		add_filter( 'query', $moves );
		try {
			self::assertSame( 'not_reached', self::pos( array( $item => '9' ) )[ $item ]['outcome'] );
		} finally {
			remove_filter( 'query', $moves );
			self::services()->clock()->move( -100 );
		}
		self::assertSame( '5', self::stored( $product->get_id() ) );
		self::assertSame( 'written', self::check()[ $item ]['outcome'] );
	}

	public function test_a_plan_says_what_settings_would_do_and_lets_it_pass_the_brake(): void {
		$items = array();
		foreach ( range( 1, 6 ) as $number ) {
			$items[] = self::linkedAt( (string) $number )[1];
		}
		$wanted = new \TillSync\Support\Settings( array( self::OUTLET ), null, 4, 20, 2, false );
		$plan   = self::services()->stock_sync()->plan( $wanted );
		self::assertSame( array( 6, 4 ), array( $plan['changed'], $plan['zeroed'] ) );
		self::assertSame( array( '4', '0' ), array( $plan['examples'][0]['from'], $plan['examples'][0]['to'] ) );
		self::services()->stock_sync()->approve_plan( $wanted );
		self::services()->options()->save_settings( $wanted );
		self::assertSame( array( 'written' ), array_values( array_unique( array_column( self::check(), 'outcome' ) ) ) );
	}
}
