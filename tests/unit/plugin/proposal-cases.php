<?php
/**
 * Works the proposals out for the property tests: one case a line as JSON on standard input, one result a line on standard
 * output. Rows are `[id, sku, gtin]`, so that their order is kept; a result is a list of `[item, product, key]`.
 */

declare( strict_types=1 );

namespace TillSync\Tests\Plugin;

use TillSync\Catalogue\ProposalPlan;

require __DIR__ . '/bootstrap.php';

$keyed = static function ( array $rows ): array {
	$by_id = array();
	foreach ( $rows as $row ) {
		$by_id[ $row[0] ] = array(
			'sku'  => $row[1],
			'gtin' => $row[2],
		);
	}
	return $by_id;
};

$case_text = fgets( STDIN );
while ( false !== $case_text ) {
	$case   = json_decode( $case_text, true, 32, JSON_THROW_ON_ERROR );
	$result = array();
	foreach ( ProposalPlan::plan( $keyed( $case['free'] ), $keyed( $case['linked'] ), $keyed( $case['products'] ) ) as $item_id => $proposal ) {
		$result[] = array( (string) $item_id, $proposal['product_id'], $proposal['by'] );
	}
	echo json_encode( $result, JSON_THROW_ON_ERROR ), "\n";
	$case_text = fgets( STDIN );
}
