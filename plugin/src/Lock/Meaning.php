<?php
/**
 * When two values mean the same.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/**
 * Compares values of product properties by what they mean and never by how they are written: whoever sends a whole product back
 * unchanged changes nothing. Pure.
 */
final class Meaning {

	/** Properties that are numbers, so that `10`, `'10.00'` and `10.0` are one. */
	private const NUMBERS = array(
		'regular_price',
		'sale_price',
		'stock_quantity',
		'low_stock_amount',
		'length',
		'width',
		'height',
		'image_id',
		'shipping_class_id',
		'parent_id',
		'download_limit',
		'download_expiry',
		'cogs_value',
	);

	/** Properties that are sets: their order means nothing. */
	private const SETS = array( 'tag_ids', 'brand_ids', 'upsell_ids', 'cross_sell_ids', 'children' );

	/** What an empty value of a property stands for. */
	private const EMPTY_MEANS = array(
		'tax_class'         => 'standard',
		'tax_status'        => 'taxable',
		'backorders'        => 'no',
		'download_limit'    => '-1',
		'download_expiry'   => '-1',
		'image_id'          => '0',
		'parent_id'         => '0',
		'shipping_class_id' => '0',
	);

	/**
	 * Whether two values of a property mean different things. `7`, `'7'` and `7.0` do not, nor do null and the empty text, texts
	 * that differ in line ends, entities or spaces around them, two objects for the same moment, attributes whose positions are
	 * counted differently, or lists of ids in another order where order means nothing.
	 *
	 * @param string $prop   Property, as in `WC_Product::get_data()`.
	 * @param mixed  $stored What is stored.
	 * @param mixed  $wanted What is to be.
	 */
	public static function differs( string $prop, mixed $stored, mixed $wanted ): bool {
		return self::of( $prop, $stored ) !== self::of( $prop, $wanted );
	}

	/**
	 * A value in a form in which equal meanings are identical.
	 *
	 * @param string $prop  Property.
	 * @param mixed  $value The value.
	 */
	public static function of( string $prop, mixed $value ): string {
		$meaning = match ( true ) {
			'attributes' === $prop, 'default_attributes' === $prop => self::attributes( $value ),
			'downloads' === $prop                                  => self::downloads( $value ),
			in_array( $prop, self::SETS, true )                    => self::set( $value ),
			in_array( $prop, self::NUMBERS, true )                 => self::number( self::text( $value ) ),
			default                                                => self::text( $value ),
		};
		return '' === $meaning ? self::EMPTY_MEANS[ $prop ] ?? '' : $meaning;
	}

	/**
	 * A value as a person reads it, for the log: at most 300 characters, empty where there is none.
	 *
	 * @param mixed $value The value.
	 */
	public static function shown( mixed $value ): string {
		if ( is_array( $value ) ) {
			$shown = array();
			foreach ( $value as $key => $part ) {
				$text    = self::shown( $part );
				$shown[] = is_string( $key ) && '' !== $text ? "$key: $text" : $text;
			}
			$value = implode( ', ', array_filter( $shown, static fn ( string $text ): bool => '' !== $text ) );
		}
		if ( is_object( $value ) && ! $value instanceof \DateTimeInterface && method_exists( $value, 'get_data' ) ) {
			$data  = $value->get_data();
			$value = self::shown( is_array( $data ) ? $data['options'] ?? $data['file'] ?? $data : $data );
		}
		$text = $value instanceof \DateTimeInterface ? $value->format( 'Y-m-d H:i' ) : self::text( $value );
		// phpcs:ignore WordPress.WP.AlternativeFunctions.strip_tags_strip_tags -- Pure; escaped where it is shown.
		$text = trim( (string) preg_replace( '/\s+/u', ' ', strip_tags( $text ) ) );
		return mb_strlen( $text ) > 300 ? mb_substr( $text, 0, 299 ) . '…' : $text;
	}

	/** A scalar, a moment or a list as text. */
	private static function text( mixed $value ): string {
		if ( null === $value || '' === $value ) {
			return '';
		}
		if ( is_bool( $value ) ) {
			return $value ? 'yes' : 'no';
		}
		if ( $value instanceof \DateTimeInterface ) {
			return '@' . $value->getTimestamp();
		}
		if ( is_array( $value ) ) {
			return implode( "\n", array_map( array( self::class, 'text' ), $value ) );
		}
		if ( ! is_scalar( $value ) ) {
			return serialize( $value ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.serialize_serialize -- For comparing alone; never read back.
		}
		return trim( html_entity_decode( str_replace( array( "\r\n", "\r" ), "\n", (string) $value ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ) );
	}

	/** A number without superfluous digits; any other text as it is. */
	private static function number( string $value ): string {
		if ( ! is_numeric( $value ) || 1 !== preg_match( '/^(-?)0*([0-9]*)(?:\.([0-9]*?)0*)?$/D', $value, $parts ) ) {
			return $value;
		}
		$digits = ( '' === $parts[2] ? '0' : $parts[2] ) . ( '' === ( $parts[3] ?? '' ) ? '' : '.' . $parts[3] );
		return ( '0' === $digits ? '' : $parts[1] ) . $digits;
	}

	/** Ids in any order. */
	private static function set( mixed $value ): string {
		$ids = array_unique( array_filter( array_map( array( self::class, 'text' ), is_array( $value ) ? $value : explode( ',', self::text( $value ) ) ) ) );
		sort( $ids, SORT_STRING );
		return implode( ',', $ids );
	}

	/**
	 * Attributes of a product (objects with options), of a variation or by default (name → value). Positions count only as an
	 * order; the order of a taxonomy's terms is not the product's; an empty value is any.
	 */
	private static function attributes( mixed $value ): string {
		$rows   = array();
		$listed = false;
		foreach ( is_array( $value ) ? $value : array() as $name => $attribute ) {
			if ( ! is_object( $attribute ) || ! method_exists( $attribute, 'get_data' ) ) {
				$text = self::text( $attribute );
				if ( '' !== $text ) {
					$rows[] = array( 0, (string) preg_replace( '/^attribute_/', '', (string) $name ), $text );
				}
				continue;
			}
			$data    = (array) $attribute->get_data();
			$options = array_map( array( self::class, 'text' ), (array) ( $data['options'] ?? array() ) );
			if ( ! empty( $data['id'] ) ) {
				sort( $options, SORT_STRING );
			}
			$rows[] = array(
				(int) ( $data['position'] ?? 0 ),
				self::text( $data['name'] ?? $name ),
				implode( '|', $options ),
				! empty( $data['visible'] ),
				! empty( $data['variation'] ),
			);
			$listed = true;
		}
		// Listed ones stay as they come where positions are equal; named values have no order of their own.
		usort( $rows, static fn ( array $a, array $b ): int => $listed ? $a[0] <=> $b[0] : $a[1] <=> $b[1] );
		$rows = array_map( static fn ( array $row ): array => array_slice( $row, 1 ), $rows );
		return array() === $rows ? '' : (string) json_encode( $rows ); // phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode -- Pure.
	}

	/** Files by name and place; their ids are WooCommerce's. */
	private static function downloads( mixed $value ): string {
		$rows = array();
		foreach ( is_array( $value ) ? $value : array() as $file ) {
			$data   = is_object( $file ) && method_exists( $file, 'get_data' ) ? (array) $file->get_data() : (array) $file;
			$rows[] = array( self::text( $data['name'] ?? '' ), self::text( $data['file'] ?? '' ) );
		}
		return array() === $rows ? '' : (string) json_encode( $rows ); // phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode -- Pure.
	}
}
