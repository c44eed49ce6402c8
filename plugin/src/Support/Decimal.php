<?php
/**
 * Exact decimals.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Support;

/**
 * Decimal strings with at most 12 digits before and 5 after the point, as the contract carries them, as whole numbers of
 * 1/100000. They add up exactly; no float is involved. Pure.
 */
final class Decimal {

	public const SCALE = 100000;

	/**
	 * The text as a whole number of 1/100000.
	 *
	 * @param string $text For example `-0.1`, `7` or `7.00000`; digits after the fifth place are cut.
	 * @throws \InvalidArgumentException When the text is no decimal: a quantity that cannot be read is unknown, never 0.
	 */
	public static function scaled( string $text ): int {
		if ( 1 !== preg_match( '/^(-?)([0-9]{1,13})(?:\.([0-9]*))?$/D', $text, $parts ) ) {
			throw new \InvalidArgumentException( 'Not a decimal: ' . substr( $text, 0, 40 ) );
		}
		$scaled = (int) $parts[2] * self::SCALE + (int) substr( str_pad( $parts[3] ?? '', 5, '0' ), 0, 5 );
		return '-' === $parts[1] ? -$scaled : $scaled;
	}

	/**
	 * The number as the contract writes it: no trailing zeros, no `-0`.
	 *
	 * @param int $scaled In 1/100000.
	 */
	public static function text( int $scaled ): string {
		$magnitude = abs( $scaled );
		$fraction  = rtrim( str_pad( (string) ( $magnitude % self::SCALE ), 5, '0', STR_PAD_LEFT ), '0' );
		return ( $scaled < 0 ? '-' : '' ) . intdiv( $magnitude, self::SCALE ) . ( '' === $fraction ? '' : '.' . $fraction );
	}

	/**
	 * A stored decimal as the contract writes it; null stays null.
	 *
	 * @param string|null $stored What a DECIMAL column or `_stock` gave; anything that is no decimal gives null.
	 */
	public static function normal( ?string $stored ): ?string {
		return null === $stored || 1 !== preg_match( '/^-?[0-9]{1,13}(?:\.[0-9]*)?$/D', $stored ) ? null : self::text( self::scaled( $stored ) );
	}
}
