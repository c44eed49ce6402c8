/**
 * Quantities and money: decimal strings with at most five places, in the contract’s form ("-1.5", "0", "12.00001").
 * Never a float: a level is read from the text the POS sent, or it is unknown.
 */
export type Decimal = string;

const PLACES = 5;
const SCALE = 10n ** BigInt( PLACES );
const HIGHEST = 10n ** 12n * SCALE;
const NUMBER = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?$/;

/** How far a JSON number may be off a five-place value and still be that value: the noise of adding floats, not a quantity. */
const FLOAT_NOISE = 1e-9;

/**
 * Reads what a POS may send as a number: a JSON number (1e-5 included), or a string with white space, a plus sign,
 * leading or trailing zeros or an exponent.
 *
 * @return The decimal, or null when it is *unknown*: not a number, empty, more than five places, 10^12 or more.
 *         A JSON number that misses a five-place value by float noise alone (0.30000000000000004) is that value;
 *         a string is taken at its word. Unreadable is never 0.
 */
export function readDecimal( value: unknown ): Decimal | null {
	if ( typeof value === 'number' ) {
		return Number.isFinite( value ) ? readNumber( value ) : null;
	}
	if ( typeof value !== 'string' ) {
		return null;
	}
	const scaled = scaledFromText( value.trim() );
	return scaled === null ? null : fromScaled( scaled );
}

function readNumber( value: number ): Decimal | null {
	const exact = scaledFromText( String( value ) );
	if ( exact !== null ) {
		return fromScaled( exact );
	}
	const rounded = value.toFixed( PLACES );
	return Math.abs( value - Number( rounded ) ) < FLOAT_NOISE ? readDecimal( rounded ) : null;
}

function scaledFromText( text: string ): bigint | null {
	const parts = NUMBER.exec( text );
	if ( ! parts ) {
		return null;
	}
	const [ , sign, whole = '', fraction = '', exponent = '0' ] = parts;
	if ( whole === '' && fraction === '' ) {
		return null;
	}
	// digits × 10^shift is the value × 10^PLACES.
	const digits = BigInt( whole + fraction );
	const shift = Number( exponent ) - fraction.length + PLACES;
	if ( shift > 40 ) {
		return digits === 0n ? 0n : null;
	}
	if ( shift < 0 && digits % 10n ** BigInt( -shift ) !== 0n ) {
		return null;
	}
	const scaled = shift < 0 ? digits / 10n ** BigInt( -shift ) : digits * 10n ** BigInt( shift );
	return scaled >= HIGHEST ? null : sign === '-' ? -scaled : scaled;
}

function fromScaled( scaled: bigint ): Decimal {
	const negative = scaled < 0n;
	const absolute = negative ? -scaled : scaled;
	const fraction = ( absolute % SCALE ).toString().padStart( PLACES, '0' ).replace( /0+$/, '' );
	const text = `${ absolute / SCALE }${ fraction === '' ? '' : `.${ fraction }` }`;
	return negative ? `-${ text }` : text;
}

/**
 * Exact sum; "0" for none.
 *
 * @throws RangeError for a text that {@link readDecimal} would not have answered: a bug of the caller.
 */
export function addDecimals( values: readonly Decimal[] ): Decimal {
	return fromScaled(
		values.reduce( ( sum, value ) => {
			const scaled = scaledFromText( value );
			if ( scaled === null ) {
				throw new RangeError( `Not a decimal: ${ value }` );
			}
			return sum + scaled;
		}, 0n )
	);
}
