<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

require_once __DIR__ . '/LinkedShopTestCase.php';

/** What writing levels costs, in statements. */
final class StockCostTest extends LinkedShopTestCase {
	private const LEVELS = 500;

	/** @var array<string, int> Item → product. */
	private array $products = array();

	/** @var list<int> Made once, without WooCommerce's objects: only their stored stock matters here. */
	private static array $made = array();

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		$database = self::services()->database();
		for ( $missing = self::LEVELS - count( self::$made ); $missing > 0; $missing-- ) {
			$wpdb->insert( $wpdb->posts, array( 'post_type' => 'product', 'post_status' => 'publish', 'post_title' => self::unique() ) );
			$id           = (int) $wpdb->insert_id;
			self::$made[] = $id;
			$meta         = array(
				array( $id, '_stock', '5' ),
				array( $id, '_manage_stock', 'yes' ),
				array( $id, '_stock_status', 'instock' ),
				array( $id, '_backorders', 'no' ),
			);
			$database->execute( 'INSERT INTO {postmeta} (post_id, meta_key, meta_value) VALUES ' . $database->tuples( $meta ) );
			$database->execute( "INSERT INTO {wc_product_meta_lookup} (product_id, stock_quantity, stock_status) VALUES ($id, 5, 'instock')" );
		}
		$database->execute( "UPDATE {postmeta} SET meta_value = '5' WHERE meta_key = '_stock' AND post_id IN (" . $database->list( self::$made ) . ')' );
		$items = array();
		$links = array();
		foreach ( self::$made as $id ) {
			$item                    = self::unique( 'item' );
			$items[]                 = array( $item, 1, $item, '2026-01-01 00:00:00' );
			$links[]                 = array( $item, $id, 'linked', 1, '2026-01-01 00:00:00' );
			$this->products[ $item ] = $id;
		}
		$database->execute( 'INSERT INTO {items} (id, version, name, changed_at) VALUES ' . $database->tuples( $items ) );
		$database->execute( 'INSERT INTO {links} (item_id, product_id, state, version, linked_at) VALUES ' . $database->tuples( $links ) );
		self::pos( array_fill_keys( array_keys( $this->products ), '5' ) );
	}

	public function test_a_changed_level_costs_at_most_one_and_a_half_statements(): void {
		$queries = $this->during( fn (): array => self::pos( array_fill_keys( array_keys( $this->products ), '6' ) ) );
		self::assertLessThanOrEqual( 1.5 * self::LEVELS, count( $queries ) );
		// They are written by the hundred; more than this would be a loop somewhere.
		self::assertLessThanOrEqual( 60, count( $queries ), implode( "\n", array_map( static fn ( string $sql ): string => substr( $sql, 0, 160 ), $queries ) ) );
		self::assertSame( array( '6' => self::LEVELS ), array_count_values( array_map( array( self::class, 'stored' ), array_values( $this->products ) ) ) );
	}

	public function test_where_nothing_changed_the_shops_levels_cost_one_statement(): void {
		$queries = $this->during( static fn (): array => self::services()->stock_sync()->check( 0 ) );
		$levels  = array_filter( $queries, static fn ( string $sql ): bool => str_contains( $sql, 'wp_postmeta' ) || str_contains( $sql, 'wc_product_meta_lookup' ) );
		self::assertCount( 1, $levels, implode( "\n", $levels ) );
		self::assertLessThanOrEqual( 8, count( $queries ), implode( "\n", array_map( static fn ( string $sql ): string => substr( $sql, 0, 160 ), $queries ) ) );
	}

	public function test_the_fingerprint_costs_one_statement(): void {
		self::assertCount( 1, $this->during( static fn (): string => self::services()->fingerprint()->levels() ) );
	}

	/**
	 * The statements work causes.
	 *
	 * @param callable(): mixed $work The work.
	 * @return list<string>
	 */
	private function during( callable $work ): array {
		$queries = array();
		$count   = static function ( string $sql ) use ( &$queries ): string {
			$queries[] = $sql;
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
