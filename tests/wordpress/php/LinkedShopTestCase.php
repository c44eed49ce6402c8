<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use TillSync\Install\Tables;
use TillSync\Plugin;
use TillSync\Services;
use TillSync\Support\Settings;
use WC_Order;
use WC_Product;

/**
 * A test with products linked to items of a POS with one chosen outlet. Our tables are empty before each test; WooCommerce's own
 * data stay.
 */
abstract class LinkedShopTestCase extends ShopTestCase {
	protected const OUTLET = 'main-outlet';
	protected const OTHER  = 'other-outlet';

	private static int $version = 1000;

	protected function setUp(): void {
		parent::setUp();
		self::services()->lock()->refusals()->flush();
		foreach ( Tables::NAMES as $name ) {
			self::services()->database()->execute( "DELETE FROM {{$name}}" );
		}
		self::services()->links()->forget();
		self::services()->options()->save_sweep( array( 'ended' => time() ) );
		self::settings();
	}

	protected static function services(): Services {
		return Plugin::services();
	}

	/** @param list<string> $outlets The chosen outlets. */
	protected static function settings( array $outlets = array( self::OUTLET ), int $buffer = 0, int $percent = 100, int $at_least = 1000 ): void {
		self::services()->options()->save_settings( new Settings( $outlets, null, $buffer, $percent, $at_least, false ) );
	}

	/** Puts an item into the mirror and links it; returns its id. */
	protected static function link( WC_Product $product, bool $tracked = true ): string {
		$item = self::unique( 'item' );
		self::services()->database()->execute(
			'INSERT INTO {items} (id, version, name, tracked, changed_at) VALUES (%s, 1, %s, %d, %s)',
			$item,
			'Item ' . $item,
			$tracked ? 1 : 0,
			'2026-01-01 00:00:00'
		);
		self::services()->links()->link(
			array(
				array(
					'item_id'    => $item,
					'product_id' => $product->get_id(),
					'parent_id'  => $product->get_parent_id(),
				),
			)
		);
		self::services()->ledger()->product_linked( $item, $product->get_id() );
		return $item;
	}

	/**
	 * The POS tells levels; returns item → outcome.
	 *
	 * @param array<string, string> $levels Item → level.
	 * @return array<string, array<string, mixed>>
	 */
	protected static function pos( array $levels, int $as_of = 0, string $outlet = self::OUTLET ): array {
		$rows = array();
		foreach ( $levels as $item => $level ) {
			$rows[] = array(
				'item_id'   => $item,
				'outlet_id' => $outlet,
				'level'     => $level,
				'version'   => (string) ++self::$version,
			);
		}
		return array_column( self::services()->stock_sync()->store( $rows, $as_of, null, array() ), null, 'item_id' );
	}

	/**
	 * Runs the check over all windows; returns item → outcome of what was not equal.
	 *
	 * @return array<string, array<string, mixed>>
	 */
	protected static function check(): array {
		$items = array();
		$after = 0;
		do {
			$window = self::services()->stock_sync()->check( $after );
			$items += array_column( $window['items'], null, 'item_id' );
			$after  = $window['next_after'];
		} while ( null !== $after );
		return $items;
	}

	/** A linked simple product whose first level is written already. */
	protected static function linkedAt( string $level ): array {
		$product = self::simpleProduct( (float) $level );
		$item    = self::link( $product );
		self::pos( array( $item => $level ) );
		return array( $product, $item );
	}

	/** An order that is still unpaid. */
	protected static function order( WC_Product $product, float $quantity ): WC_Order {
		$order = wc_create_order();
		$order->add_product( $product, $quantity );
		$order->calculate_totals();
		$order->save();
		return $order;
	}

	/** An order that was paid: WooCommerce has reduced its stock. */
	protected static function paidOrder( WC_Product $product, float $quantity ): WC_Order {
		$order = self::order( $product, $quantity );
		$order->update_status( 'processing' );
		return $order;
	}

	protected static function stored( int $product_id ): string {
		global $wpdb;
		return (string) $wpdb->get_var( $wpdb->prepare( "SELECT meta_value FROM {$wpdb->postmeta} WHERE post_id = %d AND meta_key = '_stock'", $product_id ) );
	}

	/** A change made past WordPress. */
	protected static function storeBySql( int $product_id, string $level ): void {
		global $wpdb;
		$wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->postmeta} SET meta_value = %s WHERE post_id = %d AND meta_key = '_stock'", $level, $product_id ) );
		wp_cache_delete( $product_id, 'post_meta' );
	}

	/**
	 * The ledger's rows of an order; by its id where the object was deleted and has lost it.
	 *
	 * @return list<array<string, string|null>>
	 */
	protected static function ledger( WC_Order|int $order ): array {
		return self::services()->database()->rows(
			'SELECT item_id, qty, taken, announced_at, standing, reason FROM {ledger} WHERE order_id = %d ORDER BY order_item_id',
			is_int( $order ) ? $order : $order->get_id()
		);
	}

	/**
	 * Entries of the activity log of one kind, as they stand when the request ends.
	 *
	 * @return list<array<string, string|null>>
	 */
	protected static function activity( string $kind ): array {
		self::services()->lock()->refusals()->flush();
		return self::services()->database()->rows( 'SELECT * FROM {activity} WHERE kind = %s ORDER BY id', $kind );
	}
}
