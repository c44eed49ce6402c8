<?php
/**
 * Which fields are locked.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/**
 * Reads the ownership table and decides, for values already at hand, which of them may not change on a linked product. Values are
 * compared and never keys: whoever sends a whole product back unchanged changes nothing. Pure.
 *
 * @phpstan-type Field array{owner: string, label: string, locked: bool, on: list<string>, names: array<string, list<string>>}
 */
final class FieldPolicy {

	/** Props that are texts although they may look like numbers. */
	private const TEXTS = array( 'sku' );

	/**
	 * Locked fields by kind of product and name: kind → `props` or `meta` → name → field.
	 *
	 * @var array<string, array<string, array<string, string>>>
	 */
	private array $names = array();

	/**
	 * Takes the ownership table.
	 *
	 * @param array<string, Field> $ownership As emitted to `schemas/ownership.json`.
	 */
	public function __construct( private array $ownership ) {
		foreach ( $ownership as $field => $row ) {
			foreach ( $row['locked'] ? $row['on'] : array() as $kind ) {
				foreach ( array( 'props', 'meta' ) as $sort ) {
					foreach ( $row['names'][ $sort ] ?? array() as $name ) {
						$this->names[ $kind ][ $sort ][ $name ] = $field;
					}
				}
			}
		}
	}

	/**
	 * The locked field a property of a product belongs to, or null.
	 *
	 * @param string $prop For example `stock_quantity`.
	 * @param string $kind `simple`, `variable` or `variation`; any other counts as simple.
	 */
	public function field_of_prop( string $prop, string $kind ): ?string {
		return $this->names[ self::kind( $kind ) ]['props'][ $prop ] ?? null;
	}

	/**
	 * The locked field a meta key belongs to, or null. MySQL compares keys without regard to case and to spaces at the end: a
	 * row `_Stock` would be read and written together with the real one.
	 *
	 * @param string $key  For example `_stock`.
	 * @param string $kind As above.
	 */
	public function field_of_meta( string $key, string $kind ): ?string {
		return $this->names[ self::kind( $kind ) ]['meta'][ strtolower( rtrim( $key, ' ' ) ) ] ?? null;
	}

	/**
	 * What a person calls a field, in English.
	 *
	 * @param string $field Its name in the table.
	 */
	public function label( string $field ): string {
		return $this->ownership[ $field ]['label'] ?? $field;
	}

	/**
	 * What `wc/v3` calls a field.
	 *
	 * @param string $field Its name in the table.
	 */
	public function rest_name( string $field ): string {
		return $this->ownership[ $field ]['names']['rest'][0] ?? $field;
	}

	/**
	 * Whether two values of a property mean different things. `7`, `'7'` and `7.0` do not, nor do null and the empty text, nor
	 * two objects for the same moment.
	 *
	 * @param string $prop   The property.
	 * @param mixed  $stored What is stored.
	 * @param mixed  $wanted What is to be.
	 */
	public function differs( string $prop, mixed $stored, mixed $wanted ): bool {
		$text = in_array( $prop, self::TEXTS, true );
		return self::normal( $stored, $text ) !== self::normal( $wanted, $text );
	}

	/** A kind the table knows. */
	private static function kind( string $kind ): string {
		return in_array( $kind, array( 'simple', 'variable', 'variation' ), true ) ? $kind : 'simple';
	}

	/** A value in a form in which equal meanings are identical. */
	private static function normal( mixed $value, bool $text ): string {
		if ( null === $value || '' === $value ) {
			return '';
		}
		if ( is_bool( $value ) ) {
			return $value ? 'yes' : 'no';
		}
		if ( $value instanceof \DateTimeInterface ) {
			return '@' . $value->getTimestamp();
		}
		if ( ! is_scalar( $value ) ) {
			return serialize( $value ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.serialize_serialize -- For comparing alone; never read back.
		}
		$value = trim( (string) $value );
		if ( $text || ! is_numeric( $value ) || 1 !== preg_match( '/^(-?)0*([0-9]*)(?:\.([0-9]*?)0*)?$/D', $value, $parts ) ) {
			return $value;
		}
		$digits = ( '' === $parts[2] ? '0' : $parts[2] ) . ( '' === ( $parts[3] ?? '' ) ? '' : '.' . $parts[3] );
		return ( '0' === $digits ? '' : $parts[1] ) . $digits;
	}
}
