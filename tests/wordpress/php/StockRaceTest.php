<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use TillSync\Stock\LevelMirror;
use TillSync\Stock\LevelPlan;
use TillSync\Stock\Lines\LedgerLines;
use TillSync\Stock\Reading\Reading;
use TillSync\Stock\Reading\ShopLevels;
use TillSync\Stock\StockSync;
use TillSync\Stock\StockWriter;
use WC_Product;

require_once __DIR__ . '/LinkedShopTestCase.php';

/** Orders that come while a level is being written. */
final class StockRaceTest extends LinkedShopTestCase {
	private const LEVELS = "meta_key IN ('_stock', '_manage_stock'";
	private const LEDGER = 'LEFT JOIN wp_tillsync_bookings b ON b.order_item_id = l.order_item_id';

	/**
	 * What comes just before which statement.
	 *
	 * @return array<string, array{string}>
	 */
	public static function moments(): array {
		return array(
			'before the level is read'       => array( self::LEVELS ),
			'between the two reads'          => array( 'the second read' ),
			'between reading and the swap'   => array( 'SET meta_value = CASE post_id' ),
			'between the swap and the index' => array( 'UPDATE wp_wc_product_meta_lookup k JOIN' ),
		);
	}

	/** @dataProvider moments */
	public function test_an_order_placed_meanwhile_is_not_lost( string $moment ): void {
		list( $product, $item ) = self::linkedAt( '10' );
		$this->orderAt( $moment, $product, fn () => self::pos( array( $item => '20' ) ) );

		// Never above the truth: 20 in the POS, 3 sold here. Below it only until the next check.
		self::assertLessThanOrEqual( 17.0, (float) self::stored( $product->get_id() ) );
		self::check();
		self::assertLevelEverywhere( 17.0, $product->get_id() );
	}

	public function test_the_lost_swap_is_a_conflict_and_calls_for_a_check(): void {
		list( $product, $item ) = self::linkedAt( '10' );
		$before                 = self::services()->fingerprint()->levels();
		$outcome                = $this->orderAt( 'SET meta_value = CASE post_id', $product, fn () => self::pos( array( $item => '20' ) ) );
		self::assertSame( array( 'conflict', 'level_moved' ), array( $outcome[ $item ]['outcome'], $outcome[ $item ]['code'] ) );
		self::assertSame( '7', self::stored( $product->get_id() ) );
		self::assertNotSame( $before, self::services()->fingerprint()->levels() );
	}

	public function test_reading_in_the_other_order_loses_the_sale(): void {
		// Not our way of reading: it shows that the test above can fail.
		$swapped = new class( new ShopLevels( self::services()->database() ), new LedgerLines( self::services()->database(), self::services()->clock() ) ) implements Reading {
			public function __construct( private ShopLevels $levels, private LedgerLines $ledger ) {
			}

			public function read( array $products ): array {
				$lines = $this->ledger->read( array_map( 'strval', array_keys( $products ) ) );
				return array( $this->levels->read( array_values( $products ) ), $lines );
			}
		};
		list( $product, $item ) = self::linkedAt( '10' );
		$sync                   = $this->syncReading( $swapped );
		$rows                   = array(
			array(
				'item_id'   => $item,
				'outlet_id' => self::OUTLET,
				'level'     => '20',
				'version'   => '99999999',
			),
		);
		$this->orderAt( 'the second read', $product, fn () => $sync->store( $rows, 0, null, array() ) );
		self::assertSame( '20', self::stored( $product->get_id() ), 'three units sold and still offered' );
	}

	/** WooCommerce has lowered the level and not yet said so on the line. */
	public function test_units_taken_but_not_yet_noted_are_counted(): void {
		list( $product, $item ) = self::linkedAt( '10' );
		$order                  = self::order( $product, 3 );
		$during                 = static function ( int $product_id ) use ( $product, $item ): void {
			if ( $product->get_id() === $product_id ) {
				self::pos( array( $item => '20' ) );
			}
		};
		add_action( 'woocommerce_updated_product_stock', $during );
		try {
			$order->update_status( 'processing' );
		} finally {
			remove_action( 'woocommerce_updated_product_stock', $during );
		}
		self::assertSame( '17', self::stored( $product->get_id() ) );
		self::assertSame( array(), self::check() );
	}

	/**
	 * Runs work; just before a statement, a paid order of three units comes.
	 *
	 * @param string         $moment  Part of the statement.
	 * @param WC_Product     $product What is ordered.
	 * @param callable(): mixed $work The work.
	 */
	private function orderAt( string $moment, WC_Product $product, callable $work ): mixed {
		$came   = false;
		$reads  = 0;
		$filter = static function ( string $sql ) use ( $moment, $product, &$came, &$reads ): string {
			if ( $came ) {
				return $sql;
			}
			$reads += str_contains( $sql, self::LEVELS ) || str_contains( $sql, self::LEDGER ) ? 1 : 0;
			if ( 'the second read' === $moment ? 2 === $reads : str_contains( $sql, $moment ) ) {
				$came = true;
				self::paidOrder( wc_get_product( $product->get_id() ), 3 );
			}
			return $sql;
		};
		add_filter( 'query', $filter );
		try {
			$result = $work();
		} finally {
			remove_filter( 'query', $filter );
		}
		self::assertTrue( $came, 'The statement was never run: ' . $moment );
		return $result;
	}

	/** A sync that reads as it is told. */
	private function syncReading( Reading $reading ): StockSync {
		$services = self::services();
		$database = $services->database();
		$mirror   = new LevelMirror( $database, $services->clock() );
		$shop     = new ShopLevels( $database );
		return new StockSync(
			$database,
			$mirror,
			new LevelPlan( $mirror, $reading, $shop, new LedgerLines( $database, $services->clock() ), $services->options() ),
			new StockWriter( $database, $services->writer_scope(), $services->clock(), $services->log() ),
			$services->brake(),
			$services->ledger(),
			$services->links(),
			$services->cursors(),
			$services->parked(),
			$services->activity(),
			$services->clock(),
			15
		);
	}
}
