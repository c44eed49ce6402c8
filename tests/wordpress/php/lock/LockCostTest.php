<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use TillSync\Catalogue\Links;
use TillSync\Support\Database;
use WC_Product;

require_once dirname( __DIR__ ) . '/LinkedShopTestCase.php';

/** What the lock costs a save, in statements of all kinds, against the same save in a shop without the plugin; and what it may cache. */
final class LockCostTest extends LinkedShopTestCase {
	private static int $price = 100;

	/** @return array<string, array{string}> */
	public static function kinds(): array {
		return array(
			'simple'    => array( 'simple' ),
			'variation' => array( 'variation' ),
		);
	}

	/** @dataProvider kinds */
	public function test_saving_a_product_that_is_not_linked_costs_one_query_and_then_none( string $kind ): void {
		$change = function ( WC_Product $product ): void {
			$product->set_weight( (string) ++self::$price );
			$product->set_regular_price( (string) self::$price );
			$product->set_stock_quantity( self::$price );
			$product->save();
		};
		list( $bare, $bare_again ) = $this->twice( $kind, false, false, $change );
		list( $cold, $warm )       = $this->twice( $kind, false, true, $change );
		self::assertLessThanOrEqual( $bare + 1, $cold );
		self::assertSame( $bare_again, $warm );
		self::assertSame( array(), self::activity( 'refused' ) );
	}

	/** @dataProvider kinds */
	public function test_saving_the_weight_of_a_linked_product_costs_three_queries_at_most( string $kind ): void {
		$change = function ( WC_Product $product ): void {
			$product->set_weight( (string) ++self::$price );
			$product->save();
		};
		list( $bare, $bare_again ) = $this->twice( $kind, true, false, $change );
		list( $cold, $warm )       = $this->twice( $kind, true, true, $change );
		self::assertLessThanOrEqual( $bare + 3, $cold );
		self::assertLessThanOrEqual( $bare_again + 3, $warm );
		self::assertSame( array(), self::activity( 'refused' ) );
	}

	/** @dataProvider kinds */
	public function test_refusing_fields_of_a_linked_product_costs_three_queries_at_most( string $kind ): void {
		$weight  = function ( WC_Product $product ): void {
			$product->set_weight( (string) ++self::$price );
			$product->save();
		};
		$refused = function ( WC_Product $product ): void {
			$product->set_weight( (string) ++self::$price );
			$product->set_regular_price( (string) self::$price );
			$product->set_stock_quantity( self::$price );
			$product->set_sku( self::unique( 'mine' ) );
			$product->save();
		};
		// Without the plugin the other fields would be stored too: what is left of the save is that of the weight, and one query to see
		// whether another product has the SKU.
		list( $bare, $bare_again ) = $this->twice( $kind, true, false, $weight );
		list( $cold, $warm )       = $this->twice( $kind, true, true, $refused );
		self::assertLessThanOrEqual( $bare + 3 + 1, $cold );
		self::assertLessThanOrEqual( $bare_again + 3 + 1, $warm );
		self::assertCount( 3, array_unique( array_map( static fn ( array $row ): string => json_decode( (string) $row['facts'], true )['field'], self::activity( 'refused' ) ) ) );
	}

	public function test_with_a_persistent_cache_another_request_asks_nothing(): void {
		list( $linked ) = self::linkedAt( '5' );
		$free           = self::simpleProduct( 5.0 );
		$ids            = array( $linked->get_id(), $free->get_id() );
		self::services()->links()->prime( $ids );
		$another = new Links( self::services()->database(), self::services()->clock() );
		$kinds   = array();
		$queries = self::queries(
			static function () use ( $another, $ids, &$kinds ): void {
				$kinds = array_map( array( $another, 'kind_of' ), $ids );
			}
		);
		self::assertSame( array(), $queries );
		self::assertSame( array( 'simple', null ), $kinds );
	}

	public function test_a_link_of_another_request_is_seen_at_once(): void {
		$product = self::simpleProduct( 5.0 );
		$mine    = self::services()->links();
		self::assertNull( $mine->kind_of( $product->get_id() ) );
		$theirs = self::another_request();
		$theirs->link( array( array( 'item_id' => 'made-elsewhere', 'product_id' => $product->get_id(), 'parent_id' => 0 ) ) );
		self::assertSame( array( 'simple', 'made-elsewhere' ), array( $mine->kind_of( $product->get_id() ), $mine->item_of( $product->get_id() ) ) );
		$product->set_regular_price( '99' );
		$product->save();
		self::assertSame( '10', wc_get_product( $product->get_id() )->get_regular_price() );
		$theirs->unlink( array( 'made-elsewhere' ) );
		self::assertNull( $mine->kind_of( $product->get_id() ) );
	}

	public function test_what_an_older_transaction_sees_is_not_remembered(): void {
		global $wpdb;
		$product = self::simpleProduct( 5.0 );
		$mine    = self::services()->links();
		// Another plugin's transaction: its view of the tables is that of its first query.
		$wpdb->query( 'START TRANSACTION WITH CONSISTENT SNAPSHOT' );
		self::another_request()->link( array( array( 'item_id' => 'made-meanwhile', 'product_id' => $product->get_id(), 'parent_id' => 0 ) ) );
		self::assertNull( $mine->kind_of( $product->get_id() ), 'the transaction sees what was' );
		$wpdb->query( 'COMMIT' );
		self::assertSame( 'simple', $mine->kind_of( $product->get_id() ) );
	}

	public function test_what_is_not_committed_is_known_to_this_request_alone(): void {
		$product = self::simpleProduct( 5.0 );
		$mine    = self::services()->links();
		$theirs  = self::another_request();
		self::assertNull( $mine->kind_of( $product->get_id() ) );
		try {
			self::services()->database()->transaction(
				static function () use ( $mine, $theirs, $product ): void {
					$mine->link( array( array( 'item_id' => 'never-made', 'product_id' => $product->get_id(), 'parent_id' => 0 ) ) );
					self::assertSame( 'simple', $mine->kind_of( $product->get_id() ) );
					self::assertNull( $theirs->kind_of( $product->get_id() ) );
					throw new \DomainException();
				}
			);
		} catch ( \DomainException ) {
			self::assertNull( $mine->kind_of( $product->get_id() ) );
			self::assertNull( $theirs->kind_of( $product->get_id() ) );
		}
	}

	/** The link table as another request sees it, which shares the object cache and not the connection. */
	private static function another_request(): Links {
		global $wpdb;
		$connection = new \wpdb( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST );
		$connection->set_prefix( $wpdb->prefix );
		return new Links( new Database( $connection ), self::services()->clock() );
	}

	/**
	 * Makes a product, forgets all caches, and applies a change twice.
	 *
	 * @param callable( WC_Product ): void $change Changes and saves.
	 * @return array{int, int} Statements of the first and of the second time.
	 */
	private function twice( string $kind, bool $linked, bool $with_us, callable $change ): array {
		$product = 'simple' === $kind ? self::simpleProduct( 5.0 ) : self::variableProduct( array( 5.0 ) )[1][0];
		if ( $linked ) {
			self::pos( array( self::link( $product ) => '5' ) );
			self::services()->database()->execute( 'DELETE FROM {activity}' );
		}
		$counts = array();
		$count  = static function () use ( $product, $change, &$counts ): void {
			wp_cache_flush();
			for ( $time = 0; $time < 2; ++$time ) {
				$read     = wc_get_product( $product->get_id() );
				$counts[] = count(
					self::queries(
						static function () use ( $read, $change ): void {
							$change( $read );
							self::services()->lock()->refusals()->flush();
						}
					)
				);
			}
		};
		$with_us ? $count() : self::without_us( $count );
		return array( $counts[0], $counts[1] );
	}

	/** Runs work while no hook of the plugin is there. */
	private static function without_us( callable $work ): void {
		$ours = array();
		foreach ( $GLOBALS['wp_filter'] as $name => $hook ) {
			foreach ( $hook->callbacks as $priority => $callbacks ) {
				foreach ( $callbacks as $callback ) {
					$function = $callback['function'];
					$scope    = $function instanceof \Closure ? ( new \ReflectionFunction( $function ) )->getClosureScopeClass()?->getName() : ( is_array( $function ) ? $function[0] : '' );
					$scope    = is_object( $scope ) ? get_class( $scope ) : (string) $scope;
					if ( str_starts_with( $scope, 'TillSync\\' ) && ! str_starts_with( $scope, 'TillSync\\Tests\\' ) ) {
						$ours[] = array( $name, $function, $priority, $callback['accepted_args'] );
					}
				}
			}
		}
		self::assertGreaterThan( 10, count( $ours ) );
		foreach ( $ours as list( $name, $function, $priority ) ) {
			remove_filter( $name, $function, $priority );
		}
		try {
			$work();
		} finally {
			foreach ( $ours as list( $name, $function, $priority, $arguments ) ) {
				add_filter( $name, $function, $priority, $arguments );
			}
		}
	}

	/**
	 * All statements work causes.
	 *
	 * @return list<string>
	 */
	private static function queries( callable $work ): array {
		$queries = array();
		$count   = static function ( string $sql ) use ( &$queries ): string {
			// WooCommerce stamps its caches with the second: a save within the same one has nothing to write there.
			if ( 1 !== preg_match( '/-transient-version|^SHOW FULL COLUMNS/', $sql ) ) {
				$queries[] = $sql;
			}
			return $sql;
		};
		add_filter( 'query', $count );
		try {
			$work();
		} finally {
			remove_filter( 'query', $count );
		}
		return $queries;
	}
}
