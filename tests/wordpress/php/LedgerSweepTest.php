<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

require_once __DIR__ . '/LinkedShopTestCase.php';

/** Order lines that came past the hooks are found by looking through the orders. */
final class LedgerSweepTest extends LinkedShopTestCase {
	public function test_what_happened_while_the_plugin_was_off_is_swept_before_levels_are_written(): void {
		global $wpdb;
		list( $sold, $item )     = self::linkedAt( '10' );
		list( $cancelled )       = self::linkedAt( '10' );
		list( $trashed )         = self::linkedAt( '10' );
		$back                    = self::paidOrder( $cancelled, 2 );
		$gone                    = self::paidOrder( $trashed, 2 );
		$gone_id                 = $gone->get_id();
		$before                  = self::simpleProduct( 10.0 );
		self::paidOrder( $before, 1 );
		$late = self::link( $before );
		self::pos( array( $late => '9' ) );

		// Off: nothing of ours hears of anything.
		$hooks = array_map( static fn ( \WP_Hook $hook ): \WP_Hook => clone $hook, $GLOBALS['wp_filter'] );
		foreach ( array( 'processing', 'on-hold', 'completed', 'failed' ) as $status ) {
			remove_all_actions( "woocommerce_order_status_$status", 1 );
		}
		foreach ( array( 'added_order_item_meta', 'updated_order_item_meta', 'deleted_order_item_meta' ) as $hook ) {
			remove_all_actions( $hook );
		}
		foreach ( array( 'woocommerce_trash_order', 'trashed_post', 'woocommerce_can_reduce_order_stock' ) as $hook ) {
			remove_all_actions( $hook );
		}
		try {
			$new = self::paidOrder( $sold, 3 );
			$back->update_status( 'cancelled' );
			$gone->delete( false );
		} finally {
			$GLOBALS['wp_filter'] = $hooks; // phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- Put back as they were.
		}
		self::assertSame( array(), self::ledger( $new ) );

		self::services()->ledger()->require_sweep();
		self::assertTrue( self::services()->ledger()->sweep() );
		self::assertSame( '3.00000', self::ledger( $new )[0]['taken'] );
		self::assertSame( '0.00000', self::ledger( $back )[0]['taken'] );
		self::assertSame( 'excluded', self::ledger( $gone_id )[0]['standing'] );
		self::check();
		$shown = array_map( static fn ( $product ): string => self::stored( $product->get_id() ), array( $sold, $cancelled, $trashed, $before ) );
		self::assertSame( array( '7', '10', '10', '9' ), $shown );
	}

	public function test_levels_are_refused_while_the_sweep_is_under_way(): void {
		list( $product, $item ) = self::linkedAt( '10' );
		$order                  = self::order( $product, 1 );
		self::services()->ledger()->require_sweep();
		$slow = static function ( string $sql ): string {
			if ( str_contains( $sql, 'MAX(order_item_id)' ) ) {
				self::services()->clock()->move( 100 );
			}
			return $sql;
		};
		add_filter( 'query', $slow );
		try {
			self::assertFalse( self::services()->ledger()->sweep() );
			self::assertTrue( self::services()->ledger()->sweep_waiting() );
		} finally {
			remove_filter( 'query', $slow );
			self::services()->clock()->move( -100 );
		}
		self::assertTrue( self::services()->ledger()->sweep(), 'goes on where it stopped' );
		self::assertTrue( self::services()->ledger()->sweep() );
		self::assertFalse( self::services()->ledger()->sweep_waiting(), 'the page says that all is well again' );
	}

	public function test_once_a_day_what_came_past_all_hooks_is_found(): void {
		global $wpdb;
		list( $product ) = self::linkedAt( '10' );
		$order           = self::paidOrder( $product, 3 );
		$line            = current( $order->get_items() )->get_id();
		$wpdb->query(
			$wpdb->prepare( "UPDATE {$wpdb->prefix}woocommerce_order_itemmeta SET meta_value = '1' WHERE meta_key = '_reduced_stock' AND order_item_id = %d", $line )
		);
		self::assertTrue( self::services()->ledger()->sweep() );
		self::assertSame( '3.00000', self::ledger( $order )[0]['taken'], 'none is due yet' );
		self::services()->clock()->move( DAY_IN_SECONDS + 1 );
		try {
			self::assertTrue( self::services()->ledger()->sweep() );
		} finally {
			self::services()->clock()->move( -DAY_IN_SECONDS - 1 );
		}
		self::assertSame( '1.00000', self::ledger( $order )[0]['taken'] );
	}
}
