<?php
/**
 * Which fields are locked.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/**
 * Reads the ownership table and finds the locked field behind each name WooCommerce and WordPress have for it. Pure.
 *
 * A kind is what a linked product is to the lock: `simple`, `variation`, or `variable` for the parent of a linked variation.
 *
 * @phpstan-type Field array{owner: string, label: string, on: list<string>, names: array<string, list<string>>}
 */
final class FieldPolicy {

	/**
	 * Locked fields: kind → sort of name → name → field. Names that end in `*` are under `*` without it.
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
			foreach ( 'pos' === $row['owner'] ? $row['on'] : array() as $kind ) {
				foreach ( $row['names'] as $sort => $names ) {
					foreach ( $names as $name ) {
						$sort_of_name = str_ends_with( $name, '*' ) ? "$sort*" : $sort;
						$this->names[ $kind ][ $sort_of_name ][ strtolower( rtrim( $name, '*' ) ) ] ??= $field;
					}
				}
			}
		}
	}

	/**
	 * Every locked field a kind of product has.
	 *
	 * @param string $kind Kind.
	 * @return list<string>
	 */
	public function fields( string $kind ): array {
		return array_keys( array_filter( $this->ownership, static fn ( array $row ): bool => 'pos' === $row['owner'] && in_array( $kind, $row['on'], true ) ) );
	}

	/**
	 * The locked field a name belongs to, or null. Of fields that share a name (`product_visibility`, `images`) it is the first in
	 * the table.
	 *
	 * @param string $sort `props`, `columns`, `meta`, `taxonomies`, `rest`, `csv` or `form`.
	 * @param string $name The name, for example `stock_quantity`.
	 * @param string $kind Kind.
	 */
	public function field_of( string $sort, string $name, string $kind ): ?string {
		$name = strtolower( $name );
		if ( 'meta' === $sort ) {
			$name = $this->as_the_database_reads_it( rtrim( $name, ' ' ), $kind );
		}
		if ( isset( $this->names[ $kind ][ $sort ][ $name ] ) ) {
			return $this->names[ $kind ][ $sort ][ $name ];
		}
		foreach ( $this->names[ $kind ][ "$sort*" ] ?? array() as $start => $field ) {
			if ( str_starts_with( $name, $start ) ) {
				return $field;
			}
		}
		return null;
	}

	/**
	 * The names of a field, as the table gives them.
	 *
	 * @param string $field Field.
	 * @param string $sort  As in {@see FieldPolicy::field_of()}.
	 * @return list<string>
	 */
	public function names_of( string $field, string $sort ): array {
		return $this->ownership[ $field ]['names'][ $sort ] ?? array();
	}

	/**
	 * The names of all fields the shop keeps, on whatever kind of product.
	 *
	 * @param string $sort As in {@see FieldPolicy::field_of()}.
	 * @return list<string>
	 */
	public function shop_names( string $sort ): array {
		$shop = array_filter( $this->ownership, static fn ( array $row ): bool => 'shop' === $row['owner'] );
		return array_merge( array(), ...array_values( array_map( static fn ( array $row ): array => $row['names'][ $sort ] ?? array(), $shop ) ) );
	}

	/**
	 * What a person calls a field, in English.
	 *
	 * @param string $field Field.
	 */
	public function label( string $field ): string {
		return $this->ownership[ $field ]['label'] ?? $field;
	}

	/**
	 * What `wc/v3` calls a field.
	 *
	 * @param string $field Field.
	 */
	public function rest_name( string $field ): string {
		return $this->names_of( $field, 'rest' )[0] ?? $field;
	}

	/**
	 * A meta key as MySQL compares it, which takes `_Stock`, `_stock `, `_stöck` and the same in wide letters for `_stock`, and no
	 * notice of control characters: such a row would be read and written together with the real one. A key with letters of another
	 * alphabet is never the same.
	 *
	 * @param string $key  In lower case, without spaces at the end.
	 * @param string $kind Kind.
	 */
	private function as_the_database_reads_it( string $key, string $kind ): string {
		if ( 1 !== preg_match( '/[^\x20-\x7e]/', $key ) || 1 !== preg_match( '/^[\p{Latin}\p{Common}\p{Inherited}]*$/uD', $key ) ) {
			return $key;
		}
		$pattern = '/^';
		foreach ( preg_split( '//u', $key, -1, PREG_SPLIT_NO_EMPTY ) ?: array() as $letter ) {
			// One character stands for up to three: `ﬃ`.
			$pattern .= 1 === preg_match( '/[^\x20-\x7e]/', $letter ) ? '.{0,3}' : preg_quote( $letter, '/' );
		}
		// Signs alone are no name; and of several that could be meant the one as long as this is.
		$known = array_map( 'strval', array_keys( $this->names[ $kind ]['meta'] ?? array() ) );
		$names = 1 === preg_match( '/[\p{L}\x{24b6}-\x{24e9}]/u', $key ) ? preg_grep( "$pattern\$/D", $known ) : array();
		$names = array_values( is_array( $names ) ? $names : array() );
		usort( $names, static fn ( string $one, string $other ): int => abs( strlen( $one ) - mb_strlen( $key ) ) <=> abs( strlen( $other ) - mb_strlen( $key ) ) );
		return $names[0] ?? $key;
	}
}
