<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use WC_Order;
use WC_Product;

require_once dirname( __DIR__ ) . '/LinkedShopTestCase.php';

/**
 * Orders on linked products while another plugin saves these and other products in every hook of order processing: stock, ledger
 * and order stay right, nothing is logged, and products that are not linked are the other plugin's to change.
 */
final class HostilePluginTest extends LinkedShopTestCase {
	/** Hooks the hostile plugin listens to. */
	private const HOOKS = array(
		'woocommerce_before_product_object_save',
		'woocommerce_after_product_object_save',
		'woocommerce_before_product_variation_object_save',
		'woocommerce_update_product',
		'woocommerce_update_product_variation',
		'save_post_product',
		'save_post_product_variation',
		'woocommerce_product_before_set_stock',
		'woocommerce_variation_before_set_stock',
		'woocommerce_updated_product_stock',
		'woocommerce_product_set_stock',
		'woocommerce_variation_set_stock',
		'woocommerce_product_set_stock_status',
		'woocommerce_variation_set_stock_status',
		'woocommerce_reduce_order_item_stock',
		'woocommerce_reduce_order_stock',
		'woocommerce_restore_order_item_stock',
		'woocommerce_restore_order_stock',
		'woocommerce_restock_refunded_item',
		'woocommerce_refund_created',
		'woocommerce_order_refunded',
		'woocommerce_order_status_processing',
		'woocommerce_order_status_cancelled',
		'woocommerce_before_save_order_items',
		'woocommerce_saved_order_items',
		'added_order_item_meta',
		'updated_order_item_meta',
	);

	/** What it does, in turn. */
	private const WAYS = array( 'save_everything', 'set_stock', 'write_meta', 'write_post', 'set_terms', 'trash', 'end_management' );

	/** The ordered product and the item it is linked to. */
	private WC_Product $product;
	private string $item;

	/** Another linked product, and one that is not linked. */
	private WC_Product $bystander;
	private WC_Product $free;

	/** Attacks so far, by hook. */
	private array $attacks = array();
	private bool $busy     = false;
	private int $turn      = 0;

	/** How often each hook was attacked since the order's last step. */
	private array $fired = array();

	/** What went to the shop's log, from warnings up. */
	private array $logged = array();

	/** @var list<string> What the attacks threw. */
	private array $thrown = array();

	/** @return array<string, array{string}> */
	public static function kinds(): array {
		return array(
			'simple'    => array( 'simple' ),
			'variation' => array( 'variation' ),
		);
	}

	protected function tearDown(): void {
		$this->disarm();
		unset( $_POST['order_id'], $_POST['items'], $_POST['security'], $_REQUEST['security'] );
		parent::tearDown();
	}

	/** @dataProvider kinds */
	public function test_an_order_is_paid_refunded_in_part_and_cancelled( string $kind ): void {
		$this->set_up_shop( $kind );
		$order = self::order( $this->product, 4 );
		$this->arm();
		$order->update_status( 'processing' );
		$this->expect_level( 6.0, $order, '4' );

		$line   = array_values( $order->get_items() )[0];
		$refund = wc_create_refund(
			array(
				'order_id'       => $order->get_id(),
				'amount'         => '10',
				'line_items'     => array(
					$line->get_id() => array(
						'qty'          => 1,
						'refund_total' => 10,
					),
				),
				'restock_items'  => true,
				'refund_payment' => false,
			)
		);
		self::assertInstanceOf( \WC_Order_Refund::class, $refund );
		$this->expect_level( 7.0, $order, '3' );

		$order = wc_get_order( $order->get_id() );
		$order->update_status( 'cancelled' );
		$this->expect_level( 10.0, $order, '0' );
		$this->expect_orderly( $order, 'cancelled', array( 'woocommerce_reduce_order_stock', 'woocommerce_restore_order_stock', 'woocommerce_refund_created' ) );
	}

	/** @dataProvider kinds */
	public function test_the_last_units_are_sold_and_come_back( string $kind ): void {
		$this->set_up_shop( $kind );
		$order = self::order( $this->product, 10 );
		$this->arm();
		$order->update_status( 'processing' );
		$this->expect_level( 0.0, $order, '10' );
		$order->update_status( 'cancelled' );
		$this->expect_level( 10.0, $order, '0' );
		$this->expect_orderly( $order, 'cancelled', array( 'woocommerce_order_status_processing' ) );
	}

	/** @dataProvider kinds */
	public function test_quantities_are_edited_on_the_orders_screen( string $kind ): void {
		$this->set_up_shop( $kind );
		$order = self::order( $this->product, 2 );
		self::actAs( 'administrator' );
		$this->arm();
		$order->update_status( 'processing' );
		$this->expect_level( 8.0, $order, '2' );
		foreach ( array( 5, 1 ) as $quantity ) {
			$this->edit_on_screen( $order, $quantity );
			$this->expect_level( 10.0 - $quantity, $order, (string) $quantity );
		}
		$this->expect_orderly( wc_get_order( $order->get_id() ), 'processing', array( 'woocommerce_before_save_order_items' ) );
	}

	/** @dataProvider kinds */
	public function test_quantities_are_edited_by_rest( string $kind ): void {
		$this->set_up_shop( $kind );
		$order = self::order( $this->product, 2 );
		self::actAs( 'administrator' );
		$this->arm();
		$order->update_status( 'processing' );
		$line = array_values( $order->get_items() )[0];
		foreach ( array( 5, 1 ) as $quantity ) {
			$answer = self::rest( 'PUT', '/wc/v3/orders/' . $order->get_id(), array( 'line_items' => array( array( 'id' => $line->get_id(), 'quantity' => $quantity ) ) ) );
			self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
			$taken = (string) wc_get_order_item_meta( $line->get_id(), '_reduced_stock' );
			$this->expect_level( 10.0 - (float) $taken, $order, $taken );
		}
		$this->expect_orderly( wc_get_order( $order->get_id() ), 'processing', array( 'woocommerce_order_status_processing' ) );
	}

	/** @dataProvider kinds */
	public function test_levels_of_the_pos_are_written_true( string $kind ): void {
		$this->set_up_shop( $kind );
		$this->arm();
		foreach ( array( '8', '0', '3' ) as $level ) {
			self::assertSame( 'written', self::pos( array( $this->item => $level ) )[ $this->item ]['outcome'] );
			$this->expect_level( (float) $level );
		}
		$this->expect_untouched( array( 'woocommerce_updated_product_stock' ) );
	}

	/** A linked product at 10, another one, a free one; all untouched yet. */
	private function set_up_shop( string $kind ): void {
		$this->product   = 'simple' === $kind ? self::simpleProduct( 10.0 ) : self::variableProduct( array( 10.0, 10.0 ) )[1][0];
		$this->bystander = self::simpleProduct( 10.0 );
		$this->free      = self::simpleProduct( 10.0 );
		$this->item      = self::link( $this->product );
		foreach ( array( 'product', 'bystander' ) as $name ) {
			$this->$name = wc_get_product( $this->$name->get_id() );
		}
		self::pos(
			array(
				$this->item                     => '10',
				self::link( $this->bystander ) => '10',
			)
		);
		self::services()->database()->execute( 'DELETE FROM {activity}' );
	}

	/** Lets the hostile plugin and the eyes on the log go. */
	private function arm(): void {
		file_put_contents( (string) WP_DEBUG_LOG, '' );
		foreach ( self::HOOKS as $hook ) {
			add_action( $hook, array( $this, 'attack' ) );
		}
		add_filter( 'woocommerce_logger_log_message', array( $this, 'listen' ), 10, 2 );
	}

	private function disarm(): void {
		foreach ( self::HOOKS as $hook ) {
			remove_action( $hook, array( $this, 'attack' ) );
		}
		remove_filter( 'woocommerce_logger_log_message', array( $this, 'listen' ) );
	}

	/** Keeps what is logged as a problem. */
	public function listen( mixed $message, string $level ): mixed {
		if ( \WC_Log_Levels::get_level_severity( $level ) >= \WC_Log_Levels::get_level_severity( 'warning' ) ) {
			$this->logged[] = $message;
		}
		return $message;
	}

	/** What the hostile plugin does in its hooks, twice in each between two steps of the order: to every product, by one way after the other. */
	public function attack( mixed $value = null ): mixed {
		$hook = current_action();
		if ( $this->busy || ( $this->fired[ $hook ] ?? 0 ) >= 2 ) {
			return $value;
		}
		$this->busy             = true;
		$this->fired[ $hook ]   = 1 + ( $this->fired[ $hook ] ?? 0 );
		$this->attacks[ $hook ] = true;
		try {
			if ( str_starts_with( $hook, 'woocommerce_before_product_' ) && $value instanceof WC_Product ) {
				// The object WooCommerce is about to store.
				self::set_everything( $value );
			} else {
				$way = self::WAYS[ $this->turn % count( self::WAYS ) ];
				++$this->turn;
				foreach ( array( $this->product, $this->bystander, $this->free ) as $product ) {
					self::$way( wc_get_product( $product->get_id() ) );
				}
			}
		} catch ( \Throwable $error ) {
			$this->thrown[] = "$hook: {$error->getMessage()}";
		} finally {
			$this->busy = false;
		}
		return $value;
	}

	private static function set_everything( WC_Product $product ): void {
		$product->set_regular_price( '1' );
		$product->set_sale_price( '0.5' );
		$product->set_stock_quantity( 77 );
		$product->set_stock_status( 'onbackorder' );
		$product->set_backorders( 'yes' );
		$product->set_status( 'private' );
		if ( ! $product->is_type( 'variation' ) ) {
			$product->set_name( 'Taken over' );
			$product->set_slug( 'taken-over-' . $product->get_id() );
		}
	}

	private static function save_everything( WC_Product $product ): void {
		self::set_everything( $product );
		$product->save();
	}

	private static function end_management( WC_Product $product ): void {
		$product->set_manage_stock( false );
		$product->save();
	}

	private static function set_stock( WC_Product $product ): void {
		wc_update_product_stock( $product->get_id(), 66, 'set' );
		wc_update_product_stock_status( $product->get_id(), 'outofstock' );
	}

	private static function write_meta( WC_Product $product ): void {
		update_post_meta( $product->get_id(), '_sale_price', '2' );
		update_post_meta( $product->get_id(), '_sku', 'taken-' . $product->get_id() );
	}

	private static function write_post( WC_Product $product ): void {
		$title = $product->is_type( 'variation' ) ? array() : array( 'post_title' => 'Taken over again' );
		wp_update_post( array( 'ID' => $product->get_id(), 'post_content' => 'Taken over', 'post_status' => 'private' ) + $title );
	}

	private static function set_terms( WC_Product $product ): void {
		wp_set_object_terms( $product->get_id(), array( 'taken-over' ), 'product_tag' );
	}

	private static function trash( WC_Product $product ): void {
		wp_trash_post( $product->get_id() );
	}

	/** The level stands everywhere, and is what the ledger says it must be. */
	private function expect_level( float $level, ?WC_Order $order = null, string $taken = '0' ): void {
		$this->fired = array();
		self::assertLevelEverywhere( $level, $this->product->get_id() );
		if ( null === $order ) {
			return;
		}
		$row = self::ledger( $order )[0];
		self::assertSame(
			array( $this->item, 'counted', null, (float) $taken ),
			array( $row['item_id'], $row['standing'], $row['announced_at'], (float) $row['taken'] )
		);
		self::assertSame( array(), self::check(), 'the shop shows what the POS and the ledger say' );
	}

	/**
	 * The order is in its state and says nothing of errors; nobody's products were harmed.
	 *
	 * @param list<string> $hooks In which there must have been an attack, or the test proves nothing.
	 */
	private function expect_orderly( WC_Order $order, string $status, array $hooks ): void {
		self::assertSame( $status, $order->get_status() );
		$notes = array_map( static fn ( \stdClass $note ): string => $note->content, wc_get_order_notes( array( 'order_id' => $order->get_id() ) ) );
		self::assertSame( array(), preg_grep( '/error/i', $notes ) );
		$this->expect_untouched( $hooks );
	}

	/** @param list<string> $hooks In which there must have been an attack. */
	private function expect_untouched( array $hooks ): void {
		$this->disarm();
		self::assertSame( array(), array_diff( $hooks, array_keys( $this->attacks ) ) );
		self::assertSame( array(), $this->thrown );
		self::assertSame( array(), $this->logged );
		self::assertSame( '', (string) file_get_contents( (string) WP_DEBUG_LOG ) );
		foreach ( array( $this->product, $this->bystander ) as $before ) {
			$now = wc_get_product( $before->get_id() );
			foreach ( array( 'name', 'slug', 'status', 'sku', 'regular_price', 'sale_price', 'price', 'manage_stock', 'backorders', 'description', 'tag_ids' ) as $prop ) {
				self::assertSame( $before->{"get_$prop"}(), $now->{"get_$prop"}(), $prop );
			}
		}
		self::assertLevelEverywhere( 10.0, $this->bystander->get_id() );

		$free = wc_get_product( $this->free->get_id() );
		self::assertStringStartsWith( 'Taken over', $free->get_name() );
		self::assertSame( array( '1', "taken-{$free->get_id()}" ), array( $free->get_regular_price(), $free->get_sku() ) );
		self::assertSame( array( 'taken-over' ), wp_get_object_terms( $free->get_id(), 'product_tag', array( 'fields' => 'names' ) ) );
		self::assertContains( $free->get_status(), array( 'private', 'trash' ) );
		$told = array_column( self::activity( 'refused' ), 'product_id' );
		self::assertContains( (string) $this->product->get_id(), $told );
		self::assertContains( (string) $this->bystander->get_id(), $told );
		self::assertNotContains( (string) $this->free->get_id(), $told );
	}

	/** Saves the items of an order as its screen does. */
	private function edit_on_screen( WC_Order $order, int $quantity ): void {
		$line              = array_values( $order->get_items() )[0]->get_id();
		$_POST['order_id'] = (string) $order->get_id();
		$_POST['items']    = http_build_query(
			array(
				'order_item_id'  => array( $line ),
				'order_item_qty' => array( $line => $quantity ),
				'line_total'     => array( $line => 10 * $quantity ),
				'line_subtotal'  => array( $line => 10 * $quantity ),
			)
		);
		$nonce             = wp_create_nonce( 'order-item' );
		$_POST['security'] = $nonce;
		$_REQUEST['security'] = $nonce;
		$die               = static fn (): callable => static fn ( mixed $message ) => throw new \DomainException( is_scalar( $message ) ? (string) $message : 'died' );
		require_once WC()->plugin_path() . '/includes/admin/wc-admin-functions.php';
		add_filter( 'wp_doing_ajax', '__return_true' );
		add_filter( 'wp_die_ajax_handler', $die );
		ob_start();
		try {
			\WC_AJAX::save_order_items();
		} catch ( \DomainException $end ) {
			self::assertSame( '', $end->getMessage() );
		} finally {
			$answer = (string) ob_get_clean();
			remove_filter( 'wp_doing_ajax', '__return_true' );
			remove_filter( 'wp_die_ajax_handler', $die );
		}
		self::assertTrue( json_decode( $answer, true )['success'] ?? false, substr( $answer, 0, 300 ) );
	}
}
