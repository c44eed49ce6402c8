/**
 * Exact decimal numbers with five places, as the till keeps prices and
 * quantities. A value is a whole number of hundred-thousandths in a bigint:
 * nothing here ever passes through a binary fraction.
 */
export type Decimal = bigint;

const PLACES = 5;
const ONE = 100_000n;

export const ZERO: Decimal = 0n;

/**
 * Reads "12", "-0.5", "7.25" or a JavaScript number.
 *
 * @return null when the text is no plain decimal number, has more than five
 *         places (a till cannot hold it, and rounding silently would hide
 *         it) or more than twelve digits before the point.
 */
export function parseDecimal( input: unknown ): Decimal | null {
	if ( typeof input !== 'string' && typeof input !== 'number' ) {
		return null;
	}
	const match = /^(-)?(\d{1,12})(?:\.(\d{1,5}))?$/.exec( String( input ).trim() );
	if ( ! match ) {
		return null;
	}
	const [ , sign, whole = '0', fraction = '' ] = match;
	const value = BigInt( whole ) * ONE + BigInt( fraction.padEnd( PLACES, '0' ) );
	return sign ? -value : value;
}

/**
 * As parseDecimal, for literals of our own.
 *
 * @throws {RangeError} when the text is no decimal.
 */
export function decimal( input: string | number ): Decimal {
	const value = parseDecimal( input );
	if ( value === null ) {
		throw new RangeError( `"${ input }" is no decimal number.` );
	}
	return value;
}

/** The shortest text: "7", "-0.5", "77.3913". Never "-0". */
export function formatDecimal( value: Decimal ): string {
	return formatPadded( value ).replace( /\.?0+$/, '' );
}

/** With all five places: "7.00000". */
export function formatPadded( value: Decimal ): string {
	return formatFixed( value, PLACES );
}

/** Money as people read it, rounded to cents: "77.39". */
export function formatMoney( value: Decimal ): string {
	return formatFixed( roundToCents( value ), 2 );
}

function formatFixed( value: Decimal, places: number ): string {
	const magnitude = value < 0n ? -value : value;
	const fraction = String( magnitude % ONE )
		.padStart( PLACES, '0' )
		.slice( 0, places );
	return `${ value < 0n ? '-' : '' }${ magnitude / ONE }.${ fraction }`;
}

/** The product, rounded to five places, half away from zero. */
export function multiply( a: Decimal, b: Decimal ): Decimal {
	return divideRounded( a * b, ONE );
}

/**
 * The quotient, rounded to five places, half away from zero.
 *
 * @throws {RangeError} when the divisor is zero.
 */
export function divide( a: Decimal, b: Decimal ): Decimal {
	return divideRounded( a * ONE, b );
}

/** The largest whole number of times `b` (above zero) fits into `a`. */
export function wholeTimes( a: Decimal, b: Decimal ): Decimal {
	const truncated = a / b;
	const floored = a % b < 0n ? truncated - 1n : truncated;
	return floored * ONE;
}

/** Rounded to two places, half away from zero. */
export function roundToCents( value: Decimal ): Decimal {
	return divideRounded( value, 1000n ) * 1000n;
}

function divideRounded( numerator: bigint, denominator: bigint ): bigint {
	if ( denominator === 0n ) {
		throw new RangeError( 'Division by zero.' );
	}
	const negative = numerator < 0n !== denominator < 0n;
	const n = numerator < 0n ? -numerator : numerator;
	const d = denominator < 0n ? -denominator : denominator;
	const rounded = ( n * 2n + d ) / ( d * 2n );
	return negative ? -rounded : rounded;
}
