<?php

declare( strict_types=1 );

namespace TillSync\Tests\Unit;

use PHPUnit\Framework\TestCase;
use TillSync\Catalogue\ProposalPlan;

/** @covers \TillSync\Catalogue\ProposalPlan */
final class ProposalPlanTest extends TestCase {
	/**
	 * Rows are written `id => 'sku|gtin'`.
	 *
	 * @return array<string, array{array<string, string>, array<string, string>, array<int, string>, array<string, string>}>
	 */
	public function cases(): array {
		return array(
			'one SKU on both sides'                  => array( array( 'a' => 'S1|' ), array(), array( 1 => 'S1|' ), array( 'a' => '1 sku' ) ),
			'SKUs differ in case and space only'     => array( array( 'a' => ' ts-É1 |' ), array(), array( 1 => 'TS-é1|' ), array( 'a' => '1 sku' ) ),
			'one barcode on both sides'              => array( array( 'a' => '|94212345' ), array(), array( 1 => '|9421-2345' ), array( 'a' => '1 gtin' ) ),
			'UPC here, EAN there'                    => array( array( 'a' => '|012345678905' ), array(), array( 1 => '|0012345678905' ), array( 'a' => '1 gtin' ) ),
			'both keys agree'                        => array( array( 'a' => 'S1|94212345' ), array(), array( 1 => 'S1|94212345' ), array( 'a' => '1 sku' ) ),
			'the keys point to two products'         => array( array( 'a' => 'S1|94212345' ), array(), array( 1 => 'S1|', 2 => '|94212345' ), array() ),
			'two items want one product'             => array( array( 'a' => 'S1|', 'b' => '|94212345' ), array(), array( 1 => 'S1|94212345' ), array() ),
			'empty keys'                             => array( array( 'a' => '|' ), array(), array( 1 => '|' ), array() ),
			'a barcode of zeros'                     => array( array( 'a' => '|00000000' ), array(), array( 1 => '|00000000' ), array() ),
			'a barcode too short to be one'          => array( array( 'a' => '|123' ), array(), array( 1 => '|123' ), array() ),
			'two items with the SKU'                 => array( array( 'a' => 'S1|', 'b' => 's1|' ), array(), array( 1 => 'S1|' ), array() ),
			'two products with the SKU'              => array( array( 'a' => 'S1|' ), array(), array( 1 => 'S1|', 2 => 's1|' ), array() ),
			'the SKU also belongs to a linked item'  => array( array( 'a' => 'S1|' ), array( 'b' => 'S1|' ), array( 1 => 'S1|' ), array() ),
			'SKUs of digits'                         => array( array( 'a' => '1001|', 'b' => '01001|' ), array(), array( 1 => '1001|' ), array( 'a' => '1 sku' ) ),
			'ids of digits'                          => array( array( '77' => 'S1|' ), array(), array( 1 => 'S1|' ), array( '77' => '1 sku' ) ),
			'an ambiguous SKU leaves the barcode'    => array( array( 'a' => 'S1|94212345' ), array(), array( 1 => 'S1|94212345', 2 => 'S1|' ), array( 'a' => '1 gtin' ) ),
			'nothing there'                          => array( array(), array(), array(), array() ),
		);
	}

	/**
	 * @dataProvider cases
	 * @param array<string, string> $free
	 * @param array<string, string> $linked
	 * @param array<int, string>    $products
	 * @param array<string, string> $expected
	 */
	public function test_keys_propose_only_where_they_are_unique( array $free, array $linked, array $products, array $expected ): void {
		$plan = ProposalPlan::plan( self::keyed( $free ), self::keyed( $linked ), self::keyed( $products ) );
		self::assertSame( $expected, array_map( static fn ( array $proposal ): string => "{$proposal['product_id']} {$proposal['by']}", $plan ) );
	}

	public function test_no_item_and_no_product_is_proposed_twice(): void {
		mt_srand( 7 );
		for ( $run = 0; $run < 200; $run++ ) {
			$row      = static fn (): array => array(
				'sku'  => mt_rand( 0, 2 ) > 0 ? 'S' . mt_rand( 1, 8 ) : '',
				'gtin' => mt_rand( 0, 2 ) > 0 ? '9421000' . mt_rand( 1, 8 ) : '',
			);
			$items    = array();
			$products = array();
			for ( $index = 0; $index < 8; $index++ ) {
				$items[ "i$index" ]     = $row();
				$products[ 10 + $index ] = $row();
			}
			$plan = ProposalPlan::plan( $items, array(), $products );
			$used = array_column( $plan, 'product_id' );
			self::assertSame( $used, array_unique( $used ) );
			foreach ( $plan as $item_id => $proposal ) {
				$key = $items[ $item_id ][ $proposal['by'] ];
				self::assertSame( $key, $products[ $proposal['product_id'] ][ $proposal['by'] ] );
				self::assertCount( 1, array_keys( array_column( $items, $proposal['by'] ), $key, true ) );
				self::assertCount( 1, array_keys( array_column( $products, $proposal['by'] ), $key, true ) );
			}
		}
	}

	/**
	 * @param array<int|string, string> $rows
	 * @return array<int|string, array{sku: string, gtin: string}>
	 */
	private static function keyed( array $rows ): array {
		return array_map( static fn ( string $row ): array => array_combine( array( 'sku', 'gtin' ), explode( '|', $row ) ), $rows );
	}
}
