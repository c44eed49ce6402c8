<?php

declare( strict_types=1 );

namespace TillSync\Tests\Plugin;

use DateTimeImmutable;
use PHPUnit\Framework\TestCase;
use RuntimeException;
use TillSync\Lock\FieldPolicy;
use TillSync\Lock\Meaning;
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
			'line ends and entities'   => array( 'description', "a\r\nb &amp; c ", "a\nb & c", false ),
			'ids in another order'     => array( 'tag_ids', array( 3, 1 ), array( '1', '3' ), false ),
			'images in another order'  => array( 'gallery_image_ids', array( 3, 1 ), array( 1, 3 ), true ),
			'any value of a variation' => array( 'attributes', array( 'size' => 'M', 'colour' => '' ), array( 'size' => 'M' ), false ),
			'another variation'        => array( 'attributes', array( 'size' => 'M' ), array( 'size' => 'L' ), true ),
			'standard tax'             => array( 'tax_class', '', 'standard', false ),
			'no image'                 => array( 'image_id', '', 0, false ),
			'another moment'           => array( 'date_on_sale_to', new DateTimeImmutable( '2026-01-01T00:00:00Z' ), null, true ),
		);
	}

	/** @dataProvider values */
	public function test_values_are_compared_by_meaning( string $prop, mixed $stored, mixed $wanted, bool $differs ): void {
		self::assertSame( $differs, Meaning::differs( $prop, $stored, $wanted ) );
		self::assertSame( $differs, Meaning::differs( $prop, $wanted, $stored ) );
	}

	public function test_what_is_locked(): void {
		$policy = self::policy();
		foreach ( array( 'simple', 'variation' ) as $kind ) {
			foreach ( array( 'sku', 'regular_price', 'stock_quantity', 'manage_stock', 'stock_status', 'description', 'image_id', 'attributes', 'status' ) as $prop ) {
				self::assertNotNull( $policy->field_of( 'props', $prop, $kind ), "$prop of $kind" );
			}
		}
		foreach ( array( 'simple', 'variable', 'variation' ) as $kind ) {
			foreach ( array( 'weight', 'category_ids', 'menu_order', 'price', 'total_sales', 'average_rating', 'date_modified' ) as $prop ) {
				self::assertNull( $policy->field_of( 'props', $prop, $kind ), "$prop of $kind" );
			}
		}
		self::assertNull( $policy->field_of( 'props', 'regular_price', 'variable' ), 'a parent has no price of its own' );
		self::assertNull( $policy->field_of( 'columns', 'post_title', 'variation' ), 'WooCommerce makes it of its parent' );
		self::assertSame( 'attributes', $policy->field_of( 'meta', 'attribute_pa_size', 'variation' ) );
		self::assertSame( 'attributes', $policy->field_of( 'taxonomies', 'pa_colour', 'simple' ) );
		self::assertSame( 'stock_quantity', $policy->rest_name( 'level' ) );
		self::assertSame( 'Stock quantity', $policy->label( 'level' ) );
	}

	public function test_a_meta_key_is_read_as_the_database_compares_it(): void {
		foreach ( array( '_stock', '_Stock', '_STOCK ', "_st\u{00f6}ck", "_sto\u{0308}ck", "_stock\0", "\u{ff3f}stock", "_\u{ff33}\u{ff34}\u{ff2f}\u{ff23}\u{ff2b}", "_\u{1d42c}tock" ) as $key ) {
			self::assertSame( 'level', self::policy()->field_of( 'meta', $key, 'variation' ), "\u{201c}{$key}\u{201d}" );
		}
		foreach ( array( '_stocks', 'stock', "_my_st\u{00f6}ck", "_\u{1f642}\u{1f642}", "_\u{5e93}\u{5b58}", "_\u{0441}\u{0442}\u{043e}\u{043a}", "_\u{ff0d}\u{ff0d}" ) as $key ) {
			self::assertNull( self::policy()->field_of( 'meta', $key, 'variation' ), "\u{201c}{$key}\u{201d}" );
		}
	}

	public function test_a_scope_covers_its_products_only_while_it_runs(): void {
		$scope = new WriterScope( static fn (): int => 1 );
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
		$scope = new WriterScope( static fn (): int => 1 );
		try {
			$scope->run( array( 1 ), static fn () => throw new RuntimeException( 'work' ) );
			self::fail( 'The exception was swallowed.' );
		} catch ( RuntimeException $error ) {
			self::assertSame( 'work', $error->getMessage() );
		}
		self::assertFalse( $scope->covers( 1 ) );
	}

	public function test_a_scope_is_of_the_site_it_was_opened_in(): void {
		$site  = 1;
		$scope = new WriterScope(
			static function () use ( &$site ): int {
				return $site;
			}
		);
		$seen  = $scope->run(
			array( 1 ),
			static function () use ( $scope, &$site ): array {
				$site  = 2;
				$there = $scope->covers( 1 );
				$both  = $scope->run( array( 1 ), static fn (): bool => $scope->covers( 1 ) );
				$after = $scope->covers( 1 );
				$site  = 1;
				$here  = $scope->covers( 1 );
				$site  = 2;
				return array( $there, $both, $after, $here );
			}
		);
		self::assertSame( array( false, true, false, true ), $seen );
		$site = 1;
		self::assertFalse( $scope->covers( 1 ), 'closed where it was opened, wherever the work has ended' );
	}

	private static function policy(): FieldPolicy {
		return new FieldPolicy( json_decode( (string) file_get_contents( dirname( __DIR__, 3 ) . '/plugin/schemas/ownership.json' ), true ) );
	}
}
