<?php

declare( strict_types=1 );

namespace TillSync\Tests\Plugin;

use DateTimeImmutable;
use PHPUnit\Framework\TestCase;
use RuntimeException;
use TillSync\Lock\FieldPolicy;
use TillSync\Lock\WriterScope;

/** The pure parts of the lock. */
final class LockTest extends TestCase {
	/** @return array<string, array{string, mixed, mixed, bool}> */
	public static function values(): array {
		return array(
			'number and text'          => array( 'stock_quantity', 7, '7', false ),
			'trailing zeros'           => array( 'stock_quantity', '7.000000', 7.0, false ),
			'leading zero of a price'  => array( 'regular_price', '0.50', '.5', false ),
			'two spellings of a price' => array( 'regular_price', '10', '10.00', false ),
			'another price'            => array( 'regular_price', '10', '10.01', true ),
			'minus nothing'            => array( 'stock_quantity', '-0', '0', false ),
			'null and empty'           => array( 'sale_price', null, '', false ),
			'empty and 0'              => array( 'sale_price', '', '0', true ),
			'SKUs are texts'           => array( 'sku', '0012', '12', true ),
			'equal SKUs'               => array( 'sku', 'A-1', 'A-1', false ),
			'yes and true'             => array( 'manage_stock', true, 'yes', false ),
			'on and off'               => array( 'manage_stock', true, false, true ),
			'the same moment'          => array( 'date_on_sale_to', new DateTimeImmutable( '2026-01-01T00:00:00Z' ), new DateTimeImmutable( '2026-01-01T10:00:00+10:00' ), false ),
			'another moment'           => array( 'date_on_sale_to', new DateTimeImmutable( '2026-01-01T00:00:00Z' ), null, true ),
		);
	}

	/** @dataProvider values */
	public function test_values_are_compared_by_meaning( string $prop, mixed $stored, mixed $wanted, bool $differs ): void {
		self::assertSame( $differs, self::policy()->differs( $prop, $stored, $wanted ) );
		self::assertSame( $differs, self::policy()->differs( $prop, $wanted, $stored ) );
	}

	public function test_what_this_version_locks(): void {
		$policy = self::policy();
		foreach ( array( 'simple', 'variation', 'subscription' ) as $kind ) {
			$locked = array( 'sku', 'regular_price', 'sale_price', 'date_on_sale_from', 'date_on_sale_to' );
			foreach ( array_merge( $locked, array( 'stock_quantity', 'manage_stock', 'stock_status', 'backorders', 'low_stock_amount' ) ) as $prop ) {
				self::assertNotNull( $policy->field_of_prop( $prop, $kind ), "$prop of $kind" );
			}
			foreach ( array( 'weight', 'category_ids', 'price', 'total_sales', 'average_rating', 'date_modified' ) as $prop ) {
				self::assertNull( $policy->field_of_prop( $prop, $kind ), "$prop of $kind" );
			}
		}
		// MySQL takes all of these for one key.
		foreach ( array( '_stock', '_Stock', '_STOCK ' ) as $key ) {
			self::assertSame( 'level', $policy->field_of_meta( $key, 'variation' ), "“{$key}”" );
		}
		self::assertSame( 'stock_quantity', $policy->rest_name( 'level' ) );
		self::assertSame( 'Stock quantity', $policy->label( 'level' ) );
	}

	public function test_a_scope_covers_its_products_only_while_it_runs(): void {
		$scope = new WriterScope();
		$seen  = $scope->run(
			array( 1, 2 ),
			static function () use ( $scope ): array {
				$inner = $scope->run( array( 2, 3 ), static fn (): array => array( $scope->covers( 1 ), $scope->covers( 3 ) ) );
				return array_merge( $inner, array( $scope->covers( 2 ), $scope->covers( 3 ) ) );
			}
		);
		self::assertSame( array( true, true, true, false ), $seen );
		self::assertFalse( $scope->covers( 1 ) || $scope->covers( 2 ) );
	}

	public function test_a_scope_closes_when_its_work_throws(): void {
		$scope = new WriterScope();
		try {
			$scope->run( array( 1 ), static fn () => throw new RuntimeException( 'work' ) );
			self::fail( 'The exception was swallowed.' );
		} catch ( RuntimeException $error ) {
			self::assertSame( 'work', $error->getMessage() );
		}
		self::assertFalse( $scope->covers( 1 ) );
	}

	private static function policy(): FieldPolicy {
		return new FieldPolicy( json_decode( (string) file_get_contents( dirname( __DIR__, 3 ) . '/plugin/schemas/ownership.json' ), true ) );
	}
}
