<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use TillSync\Stock\Ledger;

require_once __DIR__ . '/LinkedShopTestCase.php';

/** What order lines take, by every way WooCommerce has. */
final class LedgerTest extends LinkedShopTestCase {
	public static function setUpBeforeClass(): void {
		parent::setUpBeforeClass();
		require_once WC()->plugin_path() . '/includes/admin/wc-admin-functions.php';
	}

	public function test_less_than_nothing_raises_no_level(): void {
		list( $product, $item ) = self::linkedAt( '10' );
		$order                  = self::order( $product, 1 );
		wc_add_order_item_meta( (int) array_key_first( $order->get_items() ), '_reduced_stock', '-50' );
		self::check();
		self::assertSame( '10', self::stored( $product->get_id() ) );

		// The same where its hook was missed.
		self::services()->database()->execute( 'UPDATE {ledger} SET taken = NULL, announced_at = %s', '2020-01-01 00:00:00' );
		self::services()->ledger()->resolve_overdue();
		self::pos( array( $item => '10' ) );
		self::assertSame( '10', self::stored( $product->get_id() ) );
	}

	/** The POS was told of the one line of an order, by a booking. */
	private static function told( \WC_Order $order, string $item, int $delta, int $seq ): void {
		self::services()->database()->execute(
			"INSERT INTO {bookings} (order_item_id, item_id, event, delta, seq, created_at)
			SELECT order_item_id, %s, 'sale:1', %d, %d, '2026-01-01 00:00:00' FROM {ledger} WHERE order_id = %d",
			$item,
			$delta,
			$seq,
			$order->get_id()
		);
	}

	/** @return array<string, array{string}> */
	public static function paid_statuses(): array {
		return array(
			'processing' => array( 'processing' ),
			'on-hold'    => array( 'on-hold' ),
			'completed'  => array( 'completed' ),
		);
	}

	/** @dataProvider paid_statuses */
	public function test_a_paid_order_stays_subtracted( string $status ): void {
		list( $product, $item ) = self::linkedAt( '10' );
		$order                  = self::order( $product, 3 );
		self::assertSame( array(), self::ledger( $order ), 'unpaid orders are WooCommerce\'s reservation' );
		$order->update_status( $status );

		$row = self::ledger( $order )[0];
		self::assertSame( array( $item, '3.00000', '3.00000', null, 'counted' ), array( $row['item_id'], $row['qty'], $row['taken'], $row['announced_at'], $row['standing'] ) );
		self::assertSame( array(), self::check(), 'WooCommerce has taken the units itself' );
		self::assertLevelEverywhere( 7.0, $product->get_id() );
		self::pos( array( $item => '9' ) );
		self::assertLevelEverywhere( 6.0, $product->get_id() );
	}

	public function test_an_order_of_a_variation_counts_for_its_item(): void {
		list( , $variations ) = self::variableProduct( array( 5.0, 5.0 ) );
		$item                 = self::link( $variations[1] );
		self::pos( array( $item => '5' ) );
		$order = self::paidOrder( $variations[1], 2 );
		self::assertSame( $item, self::ledger( $order )[0]['item_id'] );
		self::assertSame( array(), self::check() );
		self::assertLevelEverywhere( 3.0, $variations[1]->get_id() );
	}

	public function test_cancelling_gives_back_and_paying_again_takes_again(): void {
		list( $product ) = self::linkedAt( '10' );
		$order           = self::paidOrder( $product, 3 );
		$order->update_status( 'cancelled' );
		self::assertSame( '0.00000', self::ledger( $order )[0]['taken'] );
		self::assertSame( array(), self::check() );
		self::assertLevelEverywhere( 10.0, $product->get_id() );

		$order->update_status( 'processing' );
		self::assertSame( '3.00000', self::ledger( $order )[0]['taken'] );
		self::assertSame( array(), self::check() );
		self::assertLevelEverywhere( 7.0, $product->get_id() );
	}

	public function test_a_refund_with_restock_gives_back_its_units(): void {
		list( $product, $item ) = self::linkedAt( '10' );
		$order                  = self::paidOrder( $product, 3 );
		$line                   = current( $order->get_items() );
		wc_create_refund(
			array(
				'order_id'       => $order->get_id(),
				'amount'         => 10,
				'restock_items'  => true,
				'refund_payment' => false,
				'line_items'     => array(
					$line->get_id() => array(
						'qty'          => 1,
						'refund_total' => 10,
					),
				),
			)
		);
		self::assertSame( '2.00000', self::ledger( $order )[0]['taken'] );
		self::assertSame( array(), self::check() );
		self::assertLevelEverywhere( 8.0, $product->get_id() );
		self::pos( array( $item => '20' ) );
		self::assertLevelEverywhere( 18.0, $product->get_id() );
	}

	public function test_an_edit_of_the_quantity_is_followed(): void {
		list( $product ) = self::linkedAt( '10' );
		$order           = self::paidOrder( $product, 2 );
		foreach ( array( 5 => 5.0, 1 => 9.0 ) as $quantity => $left ) {
			$line = current( wc_get_order( $order->get_id() )->get_items() );
			$line->set_quantity( $quantity );
			$line->save();
			wc_maybe_adjust_line_item_product_stock( $line );
			self::assertSame( sprintf( '%d.00000', $quantity ), self::ledger( $order )[0]['taken'] );
			self::assertSame( array(), self::check() );
			self::assertLevelEverywhere( $left, $product->get_id() );
		}
	}

	public function test_an_edit_is_announced_before_stock_is_taken(): void {
		list( $product, $item ) = self::linkedAt( '10' );
		$order                  = self::paidOrder( $product, 2 );
		$line                   = current( wc_get_order( $order->get_id() )->get_items() );
		$line->set_quantity( 5 );
		$line->save();
		$during = static fn () => self::pos( array( $item => '20' ) );
		add_action( 'woocommerce_updated_product_stock', $during );
		try {
			wc_maybe_adjust_line_item_product_stock( $line );
		} finally {
			remove_action( 'woocommerce_updated_product_stock', $during );
		}
		self::assertSame( '15', self::stored( $product->get_id() ) );
		self::assertSame( array(), self::check() );
	}

	public function test_orders_from_before_the_link_are_excluded_for_ever(): void {
		$product = self::simpleProduct( 10.0 );
		$paid    = self::paidOrder( $product, 3 );
		$unpaid  = self::order( $product, 2 );
		$item    = self::link( $product );
		self::pos( array( $item => '10' ) );
		self::assertLevelEverywhere( 10.0, $product->get_id() );

		$unpaid->update_status( 'processing' );
		$row = self::ledger( $unpaid )[0];
		self::assertSame( array( 'excluded', Ledger::BEFORE_LINK ), array( $row['standing'], $row['reason'] ) );
		$paid->update_status( 'cancelled' );
		$paid->update_status( 'processing' );
		self::check();
		self::assertLevelEverywhere( 10.0, $product->get_id() );

		self::paidOrder( wc_get_product( $product->get_id() ), 1 );
		self::check();
		self::assertLevelEverywhere( 9.0, $product->get_id() );
	}

	public function test_a_cart_from_before_the_link_is_an_order_of_today(): void {
		$product = self::simpleProduct( 10.0 );
		$draft   = self::order( $product, 2 );
		$draft->set_status( 'checkout-draft' );
		$draft->save();
		$item = self::link( $product );
		self::pos( array( $item => '10' ) );
		$draft = wc_get_order( $draft->get_id() );
		$draft->update_status( 'pending' );
		$draft->update_status( 'processing' );
		self::assertSame( 'counted', self::ledger( $draft )[0]['standing'] );
		self::assertSame( array(), self::check() );
		self::assertLevelEverywhere( 8.0, $product->get_id() );
	}

	/** @return array<string, array{callable(\WC_Order): void, string}> */
	public static function endings(): array {
		return array(
			'failed'  => array( static fn ( \WC_Order $order ) => $order->update_status( 'failed' ), Ledger::FAILED ),
			'trashed' => array( static fn ( \WC_Order $order ) => $order->delete( false ), Ledger::TRASHED ),
			'deleted' => array( static fn ( \WC_Order $order ) => $order->delete( true ), Ledger::DELETED ),
		);
	}

	/** @dataProvider endings */
	public function test_an_order_that_ends_before_it_is_sent_gives_its_units_back( callable $end, string $reason ): void {
		list( $product ) = self::linkedAt( '10' );
		$order           = self::paidOrder( $product, 3 );
		$id              = $order->get_id();
		$before          = self::services()->fingerprint()->levels();
		$end( $order );
		$row = self::services()->database()->row( 'SELECT standing, reason FROM {ledger} WHERE order_id = %d', $id );
		self::assertSame( array( 'excluded', $reason ), array_values( (array) $row ) );
		self::assertNotSame( $before, self::services()->fingerprint()->levels() );
		self::check();
		self::assertLevelEverywhere( 10.0, $product->get_id() );
	}

	public function test_an_order_the_pos_was_told_of_stays_counted_in_the_trash(): void {
		list( $product, $item ) = self::linkedAt( '10' );
		$order                  = self::paidOrder( $product, 3 );
		self::told( $order, $item, 3, 5 );
		$id = $order->get_id();
		$order->delete( false );
		self::assertSame( 'counted', self::ledger( $id )[0]['standing'] );
		self::pos( array( $item => '7' ), 5 );
		self::assertLevelEverywhere( 7.0, $product->get_id() );
	}

	public function test_sales_the_pos_knows_count_as_told_once_they_are_surely_in_its_level(): void {
		list( $product, $item ) = self::linkedAt( '10' );
		$order                  = self::paidOrder( $product, 3 );
		self::told( $order, $item, 3, 9 );

		self::assertSame( '4', self::pos( array( $item => '7' ), 8 )[ $item ]['to'], 'perhaps in the level, perhaps not' );
		self::assertSame( '7', self::pos( array( $item => '7' ), 9 )[ $item ]['to'] );
	}

	public function test_a_product_does_not_sell_out_by_bookings_that_are_not_settled(): void {
		list( $product, $item ) = self::linkedAt( '3' );
		$order                  = self::paidOrder( $product, 2 );
		self::told( $order, $item, 2, 9 );

		self::assertSame( 'conflict', self::pos( array( $item => '1' ), 8 )[ $item ]['outcome'] );
		self::assertLevelEverywhere( 1.0, $product->get_id() );
		self::assertSame( 'equal', self::pos( array( $item => '1' ), 9 )[ $item ]['outcome'] );
	}

	public function test_lines_woocommerce_never_reduces_are_not_subtracted(): void {
		list( $product ) = self::linkedAt( '10' );
		// An order created as paid, its lines added afterwards.
		$order = wc_create_order( array( 'status' => 'processing' ) );
		$order->add_product( $product, 4 );
		$order->save();
		$order->update_status( 'completed' );
		self::assertSame( array( 'excluded', Ledger::NEVER_REDUCED ), array( self::ledger( $order )[0]['standing'], self::ledger( $order )[0]['reason'] ) );
		self::check();
		self::assertLevelEverywhere( 10.0, $product->get_id() );
	}

	public function test_an_announcement_counts_in_full_for_ten_minutes_and_then_by_woocommerces_record(): void {
		list( $product, $item ) = self::linkedAt( '10' );
		// A shop that reduces by other means: announced, never reduced.
		$order = self::order( $product, 4 );
		add_filter( 'woocommerce_payment_complete_reduce_order_stock', '__return_false' );
		$order->update_status( 'processing' );
		remove_filter( 'woocommerce_payment_complete_reduce_order_stock', '__return_false' );
		self::assertNull( self::ledger( $order )[0]['taken'] );
		self::assertNotNull( self::ledger( $order )[0]['announced_at'] );
		self::check();
		self::assertSame( '6', self::stored( $product->get_id() ) );

		$before = self::services()->fingerprint()->levels();
		self::services()->clock()->move( 601 );
		try {
			self::assertNotSame( $before, self::services()->fingerprint()->levels(), 'running out calls for a check' );
			self::check();
		} finally {
			self::services()->clock()->move( -601 );
		}
		self::assertSame( '10', self::stored( $product->get_id() ) );
		self::assertSame( Ledger::NEVER_REDUCED, self::ledger( $order )[0]['reason'] );

		// It does reduce in the end: the units are gone, so they count.
		wc_reduce_stock_levels( $order->get_id() );
		self::assertSame( array( '4.00000', 'counted' ), array( self::ledger( $order )[0]['taken'], self::ledger( $order )[0]['standing'] ) );
		self::assertSame( array(), self::check() );
		self::assertSame( '6', self::stored( $product->get_id() ) );
	}

	public function test_checkout_keeps_the_item_on_the_line(): void {
		list( $product, $item ) = self::linkedAt( '10' );
		$other                  = self::simpleProduct( 10.0 );
		WC()->frontend_includes();
		wc_load_cart();
		WC()->cart->empty_cart();
		WC()->cart->add_to_cart( $product->get_id(), 2 );
		WC()->cart->add_to_cart( $other->get_id(), 1 );
		$order = wc_create_order();
		WC()->checkout()->create_order_line_items( $order, WC()->cart );
		$order->save();
		$kept = array_map( static fn ( $line ): string => (string) $line->get_meta( Ledger::LINE_META ), array_values( $order->get_items() ) );
		self::assertSame( array( $item, '' ), $kept );
		WC()->cart->empty_cart();
	}

	/** @return array<string, array{string, bool}> */
	public static function kept_items(): array {
		return array(
			'of another product'                     => array( 'other', false ),
			'unknown to the shop'                    => array( 'nowhere', false ),
			'of this product and of another product' => array( 'both', false ),
			'of this product, before another link'   => array( 'former', true ),
		);
	}

	/** @dataProvider kept_items */
	public function test_only_an_item_of_the_lines_own_product_is_believed( string $kept, bool $believed ): void {
		list( $product, $item ) = self::linkedAt( '10' );
		list( , $other )        = self::linkedAt( '10' );
		$former                 = $item;
		if ( 'former' === $kept ) {
			self::services()->links()->unlink( array( $former ) );
			$item = self::link( $product );
			// As if the cart had been made before and the order after the new link.
			self::services()->database()->execute( 'UPDATE {links} SET orders_before = 0' );
		}
		$order = self::order( $product, 2 );
		$line  = array_values( $order->get_items() )[0]->get_id();
		foreach ( array( 'other' => array( $other ), 'nowhere' => array( 'nowhere' ), 'both' => array( $item, $other ), 'former' => array( $former ) )[ $kept ] as $id ) {
			wc_add_order_item_meta( $line, Ledger::LINE_META, $id );
		}
		wc_get_order( $order->get_id() )->update_status( 'processing' );
		self::assertSame( array( $believed ? $former : $item ), array_column( self::ledger( $order ), 'item_id' ) );
	}

	public function test_an_order_without_linked_products_costs_one_query(): void {
		$product = self::simpleProduct( 10.0 );
		self::services()->links()->prime( array( $product->get_id() ) );
		$order   = self::order( $product, 2 );
		$queries = array();
		$count   = static function ( string $sql ) use ( &$queries ): string {
			if ( str_contains( $sql, 'tillsync' ) ) {
				$queries[] = $sql;
			}
			return $sql;
		};
		add_filter( 'query', $count );
		try {
			self::services()->ledger()->product_unlinked( '', 0 );
			$order->update_status( 'processing' );
			$order->update_status( 'cancelled' );
		} finally {
			remove_filter( 'query', $count );
		}
		self::assertSame( '10', self::stored( $product->get_id() ) );
		self::assertCount( 1, $queries, implode( "\n", $queries ) );
		self::assertSame( array(), self::ledger( $order ) );
	}

	public function test_an_order_goes_on_when_the_ledger_cannot_be_written(): void {
		global $wpdb;
		list( $product ) = self::linkedAt( '10' );
		$order           = self::order( $product, 2 );
		$break           = static fn ( string $sql ): string => str_contains( $sql, 'INTO ' . $wpdb->prefix . 'tillsync_ledger' ) ? 'INSERT INTO nowhere VALUES (1)' : $sql;
		$silent          = $wpdb->suppress_errors( true );
		add_filter( 'query', $break );
		try {
			$order->update_status( 'processing' );
		} finally {
			remove_filter( 'query', $break );
			$wpdb->suppress_errors( $silent );
		}
		self::assertSame( 'processing', wc_get_order( $order->get_id() )->get_status() );
		self::assertSame( '8', self::stored( $product->get_id() ) );
	}

	public function test_parts_of_units_are_counted_exactly(): void {
		remove_filter( 'woocommerce_stock_amount', 'intval' );
		add_filter( 'woocommerce_stock_amount', 'floatval' );
		try {
			list( $product, $item ) = self::linkedAt( '2.5' );
			self::paidOrder( $product, 0.75 );
			self::assertSame( array(), self::check() );
			self::assertSame( '1.35', self::pos( array( $item => '2.1' ) )[ $item ]['to'] );
			self::assertSame( '1.35', self::stored( $product->get_id() ) );
		} finally {
			remove_filter( 'woocommerce_stock_amount', 'floatval' );
			add_filter( 'woocommerce_stock_amount', 'intval' );
		}
		self::check();
		self::assertSame( '1', self::stored( $product->get_id() ), 'whole units round down' );
	}
}
