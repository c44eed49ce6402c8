<?php
/**
 * Strict validation.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

/**
 * Checks a decoded JSON value against a schema in the part of JSON Schema draft 4 that the contract is emitted in.
 *
 * WordPress's own validator coerces (`"5"` passes as 5, `"1,2"` as a list); here a value has the type or it is wrong. Objects are
 * stdClass, as json_decode() gives them, so that `{}` and `[]` differ. Pure.
 *
 * @phpstan-type Field array{field: string, code: string, message: string}
 */
final class StrictSchema {

	/** Fields named at most; a page of 500 wrong rows is not answered with 500 sentences. */
	private const MOST = 20;

	/**
	 * What is wrong so far.
	 *
	 * @var list<Field>
	 */
	private array $wrong = array();

	/**
	 * What is wrong with a value; empty: nothing. At most 20 fields. The code `too_many` means a list is too long.
	 *
	 * @param mixed                $value  From json_decode( …, false ).
	 * @param array<string, mixed> $schema Draft 4.
	 * @return list<Field>
	 */
	public static function check( mixed $value, array $schema ): array {
		$check = new self();
		$check->value( $value, $schema, '' );
		return $check->wrong;
	}

	/**
	 * Checks one value.
	 *
	 * @param mixed                $value  The value.
	 * @param array<string, mixed> $schema Its schema.
	 * @param string               $path   Where it is, with dots.
	 */
	private function value( mixed $value, array $schema, string $path ): void {
		if ( count( $this->wrong ) >= self::MOST ) {
			return;
		}
		foreach ( array( 'anyOf', 'oneOf' ) as $choice ) {
			if ( isset( $schema[ $choice ] ) && is_array( $schema[ $choice ] ) ) {
				$this->choice( $value, array_values( $schema[ $choice ] ), $path );
				return;
			}
		}
		if ( isset( $schema['enum'] ) && is_array( $schema['enum'] ) && ! in_array( $value, $schema['enum'], true ) ) {
			$this->add( $path, 'not_allowed', 'must be one of: ' . implode( ', ', array_filter( $schema['enum'], 'is_scalar' ) ) );
			return;
		}
		$type = $schema['type'] ?? null;
		if ( is_string( $type ) && ! self::is_a( $value, $type ) ) {
			$this->add( $path, 'wrong_type', "must be of type $type" );
			return;
		}
		if ( is_string( $value ) ) {
			$this->text( $value, $schema, $path );
		} elseif ( is_int( $value ) || is_float( $value ) ) {
			if ( ( isset( $schema['minimum'] ) && $value < $schema['minimum'] ) || ( isset( $schema['maximum'] ) && $value > $schema['maximum'] ) ) {
				$this->add( $path, 'out_of_range', sprintf( 'must be between %s and %s', $schema['minimum'] ?? '…', $schema['maximum'] ?? '…' ) );
			}
		} elseif ( is_array( $value ) ) {
			$this->items( array_values( $value ), $schema, $path );
		} elseif ( $value instanceof \stdClass ) {
			$this->properties( $value, $schema, $path );
		}
	}

	/**
	 * A value that may be one of several things.
	 *
	 * @param mixed                      $value   The value.
	 * @param list<array<string, mixed>> $schemas What it may be.
	 * @param string                     $path    Where it is.
	 */
	private function choice( mixed $value, array $schemas, string $path ): void {
		$nearest = null;
		foreach ( $schemas as $schema ) {
			$attempt = new self();
			$attempt->value( $value, $schema, $path );
			if ( array() === $attempt->wrong ) {
				return;
			}
			// The alternative of the right type, or the one whose discriminating field fits, explains best.
			$top = array_filter( $attempt->wrong, static fn ( array $field ): bool => $field['field'] === $path || 'not_allowed' === $field['code'] );
			if ( array() === $top ) {
				$nearest = $attempt->wrong;
			}
			$nearest ??= $attempt->wrong;
		}
		foreach ( $nearest ?? array() as $field ) {
			$this->wrong[] = $field;
		}
	}

	/**
	 * Length, pattern and format of a text.
	 *
	 * @param string               $value  The text.
	 * @param array<string, mixed> $schema Its schema.
	 * @param string               $path   Where it is.
	 */
	private function text( string $value, array $schema, string $path ): void {
		$length = mb_strlen( $value, 'UTF-8' );
		if ( isset( $schema['minLength'] ) && $length < $schema['minLength'] ) {
			$this->add( $path, 'too_short', "must have at least {$schema['minLength']} characters" );
		} elseif ( isset( $schema['maxLength'] ) && $length > $schema['maxLength'] ) {
			$this->add( $path, 'too_long', "must have at most {$schema['maxLength']} characters" );
		} elseif ( is_string( $schema['pattern'] ?? null ) && 1 !== preg_match( '~' . str_replace( '~', '\~', $schema['pattern'] ) . '~Du', $value ) ) {
			$this->add( $path, 'wrong_form', 'has not the form the contract asks for' );
		}
	}

	/**
	 * Length and items of a list.
	 *
	 * @param list<mixed>          $value  The list.
	 * @param array<string, mixed> $schema Its schema.
	 * @param string               $path   Where it is.
	 */
	private function items( array $value, array $schema, string $path ): void {
		if ( isset( $schema['maxItems'] ) && count( $value ) > $schema['maxItems'] ) {
			$this->add( $path, 'too_many', "must hold at most {$schema['maxItems']} items" );
			return;
		}
		if ( isset( $schema['minItems'] ) && count( $value ) < $schema['minItems'] ) {
			$this->add( $path, 'too_few', "must hold at least {$schema['minItems']} items" );
		}
		if ( is_array( $schema['items'] ?? null ) ) {
			foreach ( $value as $index => $item ) {
				$this->value( $item, $schema['items'], self::below( $path, (string) $index ) );
			}
		}
	}

	/**
	 * Fields of an object.
	 *
	 * @param \stdClass            $value  The object.
	 * @param array<string, mixed> $schema Its schema.
	 * @param string               $path   Where it is.
	 */
	private function properties( \stdClass $value, array $schema, string $path ): void {
		$fields = get_object_vars( $value );
		foreach ( is_array( $schema['required'] ?? null ) ? $schema['required'] : array() as $name ) {
			if ( ! array_key_exists( $name, $fields ) ) {
				$this->add( self::below( $path, $name ), 'missing', 'is missing' );
			}
		}
		$known = is_array( $schema['properties'] ?? null ) ? $schema['properties'] : array();
		$more  = $schema['additionalProperties'] ?? true;
		foreach ( $fields as $name => $field ) {
			$name = (string) $name;
			if ( is_array( $schema['propertyNames'] ?? null ) ) {
				$this->value( $name, $schema['propertyNames'], self::below( $path, $name ) );
			}
			if ( isset( $known[ $name ] ) ) {
				$this->value( $field, $known[ $name ], self::below( $path, $name ) );
			} elseif ( false === $more ) {
				$this->add( self::below( $path, $name ), 'unknown_field', 'is not a field of this request' );
			} elseif ( is_array( $more ) ) {
				$this->value( $field, $more, self::below( $path, $name ) );
			}
		}
	}

	/**
	 * Whether a value has a JSON type.
	 *
	 * @param mixed  $value The value.
	 * @param string $type  Of JSON Schema.
	 */
	private static function is_a( mixed $value, string $type ): bool {
		return match ( $type ) {
			'object'  => $value instanceof \stdClass,
			'array'   => is_array( $value ),
			'string'  => is_string( $value ),
			'integer' => is_int( $value ),
			'number'  => is_int( $value ) || is_float( $value ),
			'boolean' => is_bool( $value ),
			'null'    => null === $value,
			default   => false,
		};
	}

	/**
	 * Notes a wrong field.
	 *
	 * @param string $path    Where.
	 * @param string $code    Which way.
	 * @param string $message Rest of the sentence.
	 */
	private function add( string $path, string $code, string $message ): void {
		$field         = '' === $path ? 'body' : $path;
		$this->wrong[] = array(
			'field'   => $field,
			'code'    => $code,
			'message' => "$field $message.",
		);
	}

	/**
	 * A path one step further.
	 *
	 * @param string $path Where.
	 * @param string $name Which field or index.
	 */
	private static function below( string $path, string $name ): string {
		return '' === $path ? $name : "$path.$name";
	}
}
