/** A decimal string as a whole number of 1/100000: what the contract’s five places allow, exact in every sum. */
export type Units = bigint;

const PLACES = 5;
const ONE: Units = 100_000n;

/** Reads a decimal string of the contract; it must be one. */
export function toUnits( text: string ): Units {
	const negative = text.startsWith( '-' );
	const [ whole = '0', fraction = '' ] = text.replace( '-', '' ).split( '.' );
	const units = BigInt( whole ) * ONE + BigInt( fraction.padEnd( PLACES, '0' ) );
	return negative ? -units : units;
}

/** The shortest decimal string: `7`, `-0.5`, `0`. */
export function fromUnits( units: Units ): string {
	const size = units < 0n ? -units : units;
	const fraction = ( size % ONE ).toString().padStart( PLACES, '0' ).replace( /0+$/, '' );
	const text = ( size / ONE ).toString() + ( fraction === '' ? '' : `.${ fraction }` );
	return units < 0n ? `-${ text }` : text;
}

/** Rounds towards minus infinity to a whole number of units, which is all WooCommerce holds by default. */
export function floorToWhole( units: Units ): Units {
	const rest = ( ( units % ONE ) + ONE ) % ONE;
	return units - rest;
}

export const least = ( a: Units, b: Units ): Units => ( a < b ? a : b );
export const most = ( a: Units, b: Units ): Units => ( a > b ? a : b );
