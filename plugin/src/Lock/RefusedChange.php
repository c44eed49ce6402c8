<?php
/**
 * One change the lock did not let through.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/** A field of the ownership table, with what is stored and what somebody wanted, in the words of {@see Meaning::shown()}. Pure. */
final class RefusedChange {

	/** Keeps the change. */
	private function __construct( public readonly string $field, public readonly string $from, public readonly string $to, public readonly string $prop ) {
	}

	/**
	 * A change of a field. What a password is or was to be is nobody's to read.
	 *
	 * @param string $field Field of the ownership table.
	 * @param mixed  $from  What is stored; anything a product property, a column or a meta value can be.
	 * @param mixed  $to    What somebody wanted.
	 * @param string $prop  The product's property, where a field has several; '': not known.
	 */
	public static function of( string $field, mixed $from, mixed $to, string $prop = '' ): self {
		$shown = static fn ( mixed $value ): string => 'password' === $field && '' !== Meaning::shown( $value ) ? '•••' : Meaning::shown( $value );
		return new self( $field, $shown( $from ), $shown( $to ), $prop );
	}

	/**
	 * The fields of changes, each once.
	 *
	 * @param list<RefusedChange> $changes Changes.
	 * @return list<string>
	 */
	public static function fields( array $changes ): array {
		return array_values( array_unique( array_map( static fn ( self $change ): string => $change->field, $changes ) ) );
	}
}
