<?php
/**
 * Evaluates the stock equation for the property tests: one case a line as JSON on standard input, one result a line on
 * standard output. Quantities are decimal texts.
 */

declare( strict_types=1 );

namespace TillSync\Tests\Plugin;

use TillSync\Stock\Lines\Line;
use TillSync\Stock\StockEquation;
use TillSync\Support\Decimal;

require __DIR__ . '/bootstrap.php';

$case_text = fgets( STDIN );
while ( false !== $case_text ) {
	$case   = json_decode( $case_text, true, 32, JSON_THROW_ON_ERROR );
	$levels = array();
	foreach ( $case['levels'] as $row ) {
		$levels[ $row[0] ] = array(
			'level' => Decimal::scaled( $row[1] ),
			'as_of' => $row[2],
		);
	}
	$lines = array();
	foreach ( $case['lines'] as $line ) {
		$lines[] = new Line(
			Decimal::scaled( $line['qty'] ),
			null === $line['taken'] ? null : Decimal::scaled( $line['taken'] ),
			$line['age'],
			$line['counted'],
			array_map( static fn ( array $booking ): array => array( Decimal::scaled( $booking[0] ), $booking[1] ), $line['bookings'] )
		);
	}
	$target = StockEquation::evaluate( $levels, $case['outlets'], $case['tracked'], Decimal::scaled( $case['buffer'] ), $lines, $case['integers'] );
	echo json_encode(
		array(
			'kind'    => $target->kind,
			'level'   => Decimal::text( $target->level ),
			'settled' => Decimal::text( $target->settled ),
			'pos'     => Decimal::text( $target->pos ),
			'untold'  => Decimal::text( $target->untold ),
			'buffer'  => Decimal::text( $target->buffer ),
		)
	), "\n";
	$case_text = fgets( STDIN );
}
