<?php

declare( strict_types=1 );

namespace TillSync\Tests\Unit;

use PHPUnit\Framework\TestCase;
use TillSync\Support\Decimal;

/** @covers \TillSync\Support\Decimal */
final class DecimalTest extends TestCase {
	/** @return array<string, array{string, string}> */
	public function texts(): array {
		return array(
			'whole'              => array( '7', '7' ),
			'as stored'          => array( '7.00000', '7' ),
			'a fraction'         => array( '-0.10000', '-0.1' ),
			'five places'        => array( '12.34567', '12.34567' ),
			'nothing below zero' => array( '-0.00000', '0' ),
			'twelve digits'      => array( '999999999999.99999', '999999999999.99999' ),
			'a point at the end' => array( '3.', '3' ),
			'leading zeros'      => array( '007.5', '7.5' ),
		);
	}

	/** @dataProvider texts */
	public function test_a_decimal_is_written_as_the_contract_writes_it( string $stored, string $written ): void {
		self::assertSame( $written, Decimal::text( Decimal::scaled( $stored ) ) );
		self::assertSame( $written, Decimal::normal( $stored ) );
	}

	public function test_decimals_add_up_exactly(): void {
		self::assertSame( '0.3', Decimal::text( Decimal::scaled( '0.1' ) + Decimal::scaled( '0.2' ) ) );
		self::assertSame( Decimal::scaled( '-1.00001' ), -Decimal::scaled( '1.00001' ) );
	}

	/** @return array<string, array{string}> */
	public function rubbish(): array {
		return array(
			'empty'        => array( '' ),
			'a word'       => array( 'seven' ),
			'an exponent'  => array( '1e3' ),
			'a plus sign'  => array( '+1' ),
			'a comma'      => array( '1,5' ),
			'white space'  => array( ' 1' ),
			'a line break' => array( "1\n" ),
			'too long'     => array( '12345678901234' ),
		);
	}

	/** @dataProvider rubbish */
	public function test_what_is_no_decimal_is_unknown_and_never_zero( string $text ): void {
		self::assertNull( Decimal::normal( $text ) );
		$this->expectException( \InvalidArgumentException::class );
		Decimal::scaled( $text );
	}
}
