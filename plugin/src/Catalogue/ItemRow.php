<?php
/**
 * An item as a row.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Catalogue;

use TillSync\Support\Clock;
use TillSync\Support\Decimal;

/** Between an item of the contract and a row of the table `items`. A key that is missing leaves the row's value; null or empty empties it. Pure. */
final class ItemRow {

	/** The columns the POS fills, and when they last changed. */
	public const COLUMNS = array(
		'id',
		'version',
		'family_id',
		'name',
		'variant',
		'options',
		'sku',
		'gtin',
		'price_including_tax',
		'price_excluding_tax',
		'image_url',
		'tracked',
		'composite',
		'active',
		'deleted_at',
		'changed_at',
	);

	/** Columns that are not themselves something the shopkeeper would call a change. */
	private const SILENT = array( 'id', 'version', 'variant', 'changed_at' );

	/** A row nothing is known of yet. */
	private const BLANK = array(
		'family_id'           => null,
		'name'                => '',
		'variant'             => '',
		'options'             => null,
		'sku'                 => '',
		'gtin'                => '',
		'price_including_tax' => null,
		'price_excluding_tax' => null,
		'image_url'           => null,
		'tracked'             => '1',
		'composite'           => '0',
		'active'              => '1',
		'deleted_at'          => null,
		'changed_at'          => null,
	);

	/**
	 * The row after an item was read.
	 *
	 * @param array<string, mixed>            $item   Of `POST /catalogue`, checked.
	 * @param array<string, string|null>|null $before The row so far; null: new.
	 * @return array<string, string|int|null> Every column; text as the database would give it back.
	 */
	public static function merged( array $item, ?array $before ): array {
		$row            = array_intersect_key( $before ?? self::BLANK, array_flip( self::COLUMNS ) );
		$row['id']      = self::text( $item['id'] );
		$row['version'] = self::text( $item['version'] );
		foreach ( array( 'price_including_tax', 'price_excluding_tax' ) as $price ) {
			$row[ $price ] = Decimal::normal( $row[ $price ] );
		}
		foreach ( $item as $key => $value ) {
			switch ( $key ) {
				case 'family_id':
				case 'image_url':
					$row[ $key ] = is_string( $value ) && '' !== $value ? $value : null;
					break;
				case 'name':
				case 'sku':
				case 'gtin':
					$row[ $key ] = self::text( $value );
					break;
				case 'price_including_tax':
				case 'price_excluding_tax':
					$row[ $key ] = is_string( $value ) ? Decimal::normal( $value ) : null;
					break;
				case 'tracked':
				case 'composite':
				case 'active':
					$row[ $key ] = true === $value ? '1' : '0';
					break;
				case 'deleted_at':
					$row[ $key ] = is_string( $value ) ? Clock::from_iso( $value ) : null;
					break;
				case 'options':
					$options        = is_array( $value ) ? $value : array();
					// phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode -- This class is pure.
					$row['options'] = array() === $options ? null : (string) json_encode( $options, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
					$row['variant'] = implode( ' / ', array_filter( array_column( $options, 'value' ), static fn ( mixed $part ): bool => is_string( $part ) && '' !== $part ) );
					break;
			}
		}
		return $row;
	}

	/**
	 * The fields in which two rows differ.
	 *
	 * @param array<string, string|null>     $before As stored.
	 * @param array<string, string|int|null> $after  As {@see ItemRow::merged()} gives it.
	 * @return list<string>
	 */
	public static function differences( array $before, array $after ): array {
		$fields = array();
		foreach ( array_diff( self::COLUMNS, self::SILENT ) as $name ) {
			$old = str_starts_with( $name, 'price_' ) ? Decimal::normal( $before[ $name ] ) : $before[ $name ];
			if ( $old !== $after[ $name ] ) {
				$fields[] = $name;
			}
		}
		return $fields;
	}

	/**
	 * A text or nothing.
	 *
	 * @param mixed $value A string or null.
	 */
	private static function text( mixed $value ): string {
		return is_string( $value ) ? $value : '';
	}
}
