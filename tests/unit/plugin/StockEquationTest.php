<?php

declare( strict_types=1 );

namespace TillSync\Tests\Plugin;

use PHPUnit\Framework\TestCase;
use TillSync\Stock\Lines\Line;
use TillSync\Stock\Reading\ShopLevel;
use TillSync\Stock\StockEquation;
use TillSync\Stock\Target;
use TillSync\Support\Decimal;

/** Worked examples of the equation; the properties are in equation.test.ts. */
final class StockEquationTest extends TestCase {
	/** @return array<string, array{array<string, mixed>, string}> */
	public static function examples(): array {
		return array(
			'the sentence of the side panel'         => array(
				array( 'levels' => array( 'q' => '9', 'h' => '2', 'x' => '50' ), 'buffer' => 1, 'lines' => array( self::line( 3, 3 ) ) ),
				'7',
			),
			'negative outlets as they are'           => array( array( 'levels' => array( 'q' => '9', 'h' => '-4' ) ), '5' ),
			'a chosen outlet without row counts 0'   => array( array( 'levels' => array( 'q' => '9' ) ), '9' ),
			'buffer larger than the level'           => array( array( 'levels' => array( 'q' => '3' ), 'buffer' => 5 ), '0' ),
			'buffer on a negative level'             => array( array( 'levels' => array( 'q' => '-2' ), 'buffer' => 5 ), '-2' ),
			'buffer after web sales'                 => array( array( 'levels' => array( 'q' => '3' ), 'buffer' => 2, 'lines' => array( self::line( 2, 2 ) ) ), '0' ),
			'fractions round down'                   => array( array( 'levels' => array( 'q' => '2.99999' ) ), '2' ),
			'negative fractions round down, too'     => array( array( 'levels' => array( 'q' => '-0.00001' ) ), '-1' ),
			'tenths add up exactly'                  => array( array( 'levels' => array( 'q' => '0.1', 'h' => '0.2' ), 'integers' => false ), '0.3' ),
			'not said yet counts in full'            => array( array( 'levels' => array( 'q' => '9' ), 'lines' => array( self::line( 4, null, 600 ) ) ), '5' ),
			'not said for ten minutes counts 0'      => array( array( 'levels' => array( 'q' => '9' ), 'lines' => array( self::line( 4, null, 601 ) ) ), '9' ),
			'said to be 0 is not the same as unsaid' => array( array( 'levels' => array( 'q' => '9' ), 'lines' => array( self::line( 4, 0, 1 ) ) ), '9' ),
			'a sale told and settled'                => array(
				array( 'levels' => array( 'q' => '7' ), 'as_of' => 5, 'lines' => array( self::line( 2, 2, null, array( array( 2, 5 ) ) ) ) ),
				'7',
			),
			'a sale told and perhaps not in it'      => array(
				array( 'levels' => array( 'q' => '7' ), 'as_of' => 4, 'lines' => array( self::line( 2, 2, null, array( array( 2, 5 ) ) ) ) ),
				'5',
			),
			'a return only intended'                 => array(
				array( 'levels' => array( 'q' => '7' ), 'as_of' => 9, 'lines' => array( self::line( 2, 1, null, array( array( 2, 5 ), array( -1, null ) ) ) ) ),
				'7',
			),
			'an excluded line'                       => array( array( 'levels' => array( 'q' => '7' ), 'lines' => array( self::line( 2, 2, null, array(), false ) ) ), '7' ),
		);
	}

	/**
	 * @dataProvider examples
	 * @param array<string, mixed> $case What differs from a plain item.
	 */
	public function test_example( array $case, string $level ): void {
		$levels = array();
		foreach ( $case['levels'] as $outlet => $text ) {
			$levels[ $outlet ] = array(
				'level' => Decimal::scaled( $text ),
				'as_of' => $case['as_of'] ?? 0,
			);
		}
		$target = StockEquation::evaluate( $levels, array( 'q', 'h' ), true, ( $case['buffer'] ?? 0 ) * Decimal::SCALE, $case['lines'] ?? array(), $case['integers'] ?? true );
		self::assertSame( Target::LEVEL, $target->kind );
		self::assertSame( $level, Decimal::text( $target->level ) );
	}

	public function test_unknown_is_not_nothing(): void {
		self::assertSame( Target::UNKNOWN, StockEquation::evaluate( array(), array( 'q' ), true, 0, array(), true )->kind );
		$elsewhere = array( 'x' => array( 'level' => 0, 'as_of' => 0 ) );
		self::assertSame( Target::UNKNOWN, StockEquation::evaluate( $elsewhere, array( 'q' ), true, 0, array(), true )->kind );
		self::assertSame( Target::UNKNOWN, StockEquation::evaluate( $elsewhere, array(), true, 0, array(), true )->kind );
	}

	public function test_an_untracked_item_has_no_level_whatever_the_rows_say(): void {
		$rows = array( 'q' => array( 'level' => 5, 'as_of' => 0 ) );
		self::assertSame( Target::UNMANAGED, StockEquation::evaluate( $rows, array( 'q' ), false, 0, array(), true )->kind );
	}

	public function test_a_sum_beyond_64_bits_is_unknown(): void {
		$rows = array();
		for ( $outlet = 0; $outlet < 100; $outlet++ ) {
			$rows[ "o$outlet" ] = array(
				'level' => Decimal::scaled( '999999999999.99999' ),
				'as_of' => 0,
			);
		}
		self::assertSame( Target::UNKNOWN, StockEquation::evaluate( $rows, array_keys( $rows ), true, 0, array(), true )->kind );
	}

	public function test_unsettled_sales_are_told_apart(): void {
		$rows   = array( 'q' => array( 'level' => Decimal::scaled( '1' ), 'as_of' => 4 ) );
		$target = StockEquation::evaluate( $rows, array( 'q' ), true, 0, array( self::line( 2, 2, null, array( array( 2, 5 ) ) ) ), true );
		self::assertSame( array( '-1', '1' ), array( Decimal::text( $target->level ), Decimal::text( $target->settled ) ) );
	}

	/** @return array<string, array{string, int, bool, string}> */
	public static function statuses(): array {
		return array(
			'above the threshold'            => array( '3', 2, false, 'instock' ),
			'at the threshold'               => array( '2', 2, false, 'outofstock' ),
			'less than a whole unit'         => array( '0.9', 0, false, 'outofstock' ),
			'nothing left, backorders taken' => array( '0', 0, true, 'onbackorder' ),
			'below nothing'                  => array( '-1', 0, false, 'outofstock' ),
		);
	}

	/** @dataProvider statuses */
	public function test_the_status_follows_as_in_woocommerce( string $level, int $threshold, bool $backorders, string $status ): void {
		$shop = new ShopLevel( true, '1', 'instock', $backorders );
		self::assertSame( $status, $shop->status_at( Decimal::scaled( $level ), $threshold ) );
	}

	/** @return array<string, array{bool, string|null, int|null}> */
	public static function stored(): array {
		return array(
			'whole'             => array( true, '7', 700000 ),
			'as SQL leaves it'  => array( true, '7.000000', 700000 ),
			'a fraction'        => array( true, '0.5', 50000 ),
			'negative'          => array( true, '-2', -200000 ),
			'no row'            => array( true, null, null ),
			'empty'             => array( true, '', null ),
			'no number'         => array( true, 'seven', null ),
			'stock not managed' => array( false, '7', null ),
		);
	}

	/** @dataProvider stored */
	public function test_a_stored_level_is_read_exactly( bool $managed, ?string $raw, ?int $level ): void {
		self::assertSame( $level, ( new ShopLevel( $managed, $raw, 'instock', false ) )->level() );
	}

	/** @param list<array{int, int|null}> $bookings Whole units and seq. */
	private static function line( int $qty, ?int $taken, ?int $age = null, array $bookings = array(), bool $counted = true ): Line {
		return new Line(
			$qty * Decimal::SCALE,
			null === $taken ? null : $taken * Decimal::SCALE,
			$age,
			$counted,
			array_map( static fn ( array $booking ): array => array( $booking[0] * Decimal::SCALE, $booking[1] ), $bookings )
		);
	}
}
