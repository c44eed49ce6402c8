import { parseDecimal } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';

/**
 * The till says no: the request is wrong or cannot be done now. Nothing was
 * changed. `status` is an HTTP status from 400 on, `field` the part of the
 * request that is to blame ("lines[0].quantity"), empty if it is all of it.
 */
export class TillRefusal extends Error {
	readonly status: number;
	readonly code: string;
	readonly field: string;

	constructor( status: number, code: string, message: string, field = '' ) {
		super( message );
		this.name = 'TillRefusal';
		this.status = status;
		this.code = code;
		this.field = field;
	}
}

export type Fields = Readonly< Record< string, unknown > >;

/** The request as an object that has no other fields than the named ones. */
export function fieldsOf( body: unknown, allowed: readonly string[], field = '' ): Fields {
	if ( typeof body !== 'object' || body === null || Array.isArray( body ) ) {
		throw invalid( field, 'must be an object.' );
	}
	for ( const name of Object.keys( body ) ) {
		if ( ! allowed.includes( name ) ) {
			throw invalid(
				field ? `${ field }.${ name }` : name,
				`is not known here. Known: ${ allowed.join( ', ' ) }.`
			);
		}
	}
	return body as Fields;
}

/** One to 500 entries. */
export function listOf( value: unknown, field: string ): readonly unknown[] {
	if ( ! Array.isArray( value ) || value.length < 1 || value.length > 500 ) {
		throw invalid( field, 'must be a list of 1 to 500 entries.' );
	}
	return value;
}

/** A text without blanks around it. */
export function textOf(
	value: unknown,
	field: string,
	limits: { readonly min: number; readonly max: number }
): string {
	const text = typeof value === 'string' ? value.trim() : null;
	if ( text === null || text.length < limits.min || text.length > limits.max ) {
		throw invalid( field, `must be a text of ${ limits.min } to ${ limits.max } characters.` );
	}
	return text;
}

export function flagOf( value: unknown, field: string ): boolean {
	if ( value !== undefined && typeof value !== 'boolean' ) {
		throw invalid( field, 'must be true or false.' );
	}
	return value === true;
}

const MOST = 100_000_000_000n;

/**
 * A quantity or an amount with at most five places, as a number or a text.
 *
 * @param sign what it may be: above zero, zero too, or anything.
 */
export function decimalOf(
	value: unknown,
	field: string,
	sign: 'positive' | 'not_negative' | 'any'
): Decimal {
	const parsed = parseDecimal( value );
	if ( parsed === null || parsed > MOST || parsed < -MOST ) {
		throw invalid(
			field,
			'must be a decimal number with at most five places, up to a million.'
		);
	}
	if ( sign === 'positive' && parsed <= 0n ) {
		throw invalid( field, 'must be above zero.' );
	}
	if ( sign === 'not_negative' && parsed < 0n ) {
		throw invalid( field, 'must not be below zero.' );
	}
	return parsed;
}

export function invalid( field: string, what: string ): TillRefusal {
	return new TillRefusal( 400, 'invalid', `${ field || 'The request' } ${ what }`, field );
}
