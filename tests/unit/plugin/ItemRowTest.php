<?php

declare( strict_types=1 );

namespace TillSync\Tests\Unit;

use PHPUnit\Framework\TestCase;
use TillSync\Catalogue\ItemRow;

/** @covers \TillSync\Catalogue\ItemRow */
final class ItemRowTest extends TestCase {
	private const FULL = array(
		'id'                  => 'i',
		'version'             => '5',
		'family_id'           => 'f',
		'name'                => 'Jersey',
		'options'             => array(
			array(
				'name'  => 'Size',
				'value' => 'M',
			),
			array(
				'name'  => 'Colour',
				'value' => 'Blue',
			),
		),
		'sku'                 => 'S',
		'gtin'                => '94212345',
		'price_including_tax' => '10.50',
		'price_excluding_tax' => null,
		'image_url'           => 'https://till.example/a.jpg',
		'tracked'             => true,
		'composite'           => false,
		'active'              => true,
		'deleted_at'          => '2026-01-02T03:04:05.678Z',
	);

	public function test_a_new_item_fills_every_column(): void {
		$row = ItemRow::merged( self::FULL, null );
		self::assertEqualsCanonicalizing( ItemRow::COLUMNS, array_keys( $row ) );
		self::assertSame( 'M / Blue', $row['variant'] );
		self::assertSame( '10.5', $row['price_including_tax'] );
		self::assertNull( $row['price_excluding_tax'] );
		self::assertSame( '2026-01-02 03:04:05', $row['deleted_at'] );
	}

	public function test_a_missing_key_leaves_the_value(): void {
		$before = self::stored( ItemRow::merged( self::FULL, null ) );
		$after  = ItemRow::merged( array( 'id' => 'i', 'version' => '6' ), $before );
		self::assertSame( '6', $after['version'] );
		self::assertSame( array(), ItemRow::differences( $before, $after ) );
		self::assertSame( 'M / Blue', $after['variant'] );
	}

	/** @return array<string, array{array<string, mixed>, string, mixed}> */
	public function emptied(): array {
		return array(
			'sku by null'       => array( array( 'sku' => null ), 'sku', '' ),
			'sku by empty text' => array( array( 'sku' => '' ), 'sku', '' ),
			'barcode'           => array( array( 'gtin' => null ), 'gtin', '' ),
			'price'             => array( array( 'price_including_tax' => null ), 'price_including_tax', null ),
			'family'            => array( array( 'family_id' => null ), 'family_id', null ),
			'picture'           => array( array( 'image_url' => '' ), 'image_url', null ),
			'options'           => array( array( 'options' => array() ), 'options', null ),
			'deletion'          => array( array( 'deleted_at' => null ), 'deleted_at', null ),
			'tracked'           => array( array( 'tracked' => false ), 'tracked', '0' ),
		);
	}

	/**
	 * @dataProvider emptied
	 * @param array<string, mixed> $item
	 */
	public function test_an_empty_key_empties_the_value( array $item, string $column, mixed $value ): void {
		$before = self::stored( ItemRow::merged( self::FULL, null ) );
		$after  = ItemRow::merged( array( 'id' => 'i', 'version' => '6' ) + $item, $before );
		self::assertSame( $value, $after[ $column ] );
		self::assertSame( array( $column ), ItemRow::differences( $before, $after ) );
	}

	public function test_a_price_written_differently_is_the_same_price(): void {
		$before = self::stored( ItemRow::merged( self::FULL, null ) );
		$after  = ItemRow::merged( array( 'id' => 'i', 'version' => '6', 'price_including_tax' => '10.5000' ), $before );
		self::assertSame( array(), ItemRow::differences( $before, $after ) );
	}

	/**
	 * A row as the database gives it back.
	 *
	 * @param array<string, string|int|null> $row
	 * @return array<string, string|null>
	 */
	private static function stored( array $row ): array {
		$row['price_including_tax'] = '10.50000';
		$row['changed_at']          = '2026-01-01 00:00:00';
		return array_map( static fn ( string|int|null $value ): ?string => null === $value ? null : (string) $value, $row );
	}
}
