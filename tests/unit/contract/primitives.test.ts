import fc from 'fast-check';
import { CatalogueItem, Decimal, Instant, PosId, Version } from '@tillsync/contract';
import type { z } from 'zod';

const fits = ( type: z.ZodType, value: unknown ): boolean => type.safeParse( value ).success;

/** A decimal text built from its parts: sign, whole part without leading zeros, places. */
const decimal = fc
	.record( {
		negative: fc.boolean(),
		whole: fc.bigInt( { min: 0n, max: 999_999_999_999n } ),
		places: fc.string( { unit: fc.constantFrom( '0', '1', '5', '9' ), maxLength: 5 } ),
	} )
	.map(
		( { negative, whole, places } ) =>
			`${ negative ? '-' : '' }${ whole }${ places === '' ? '' : `.${ places }` }`
	);

test( 'every exact number of 12 and 5 digits is a decimal', () => {
	fc.assert( fc.property( decimal, ( text ) => fits( Decimal, text ) ) );
} );

test( 'a decimal always is a number JavaScript reads, without exponent', () => {
	fc.assert(
		fc.property( fc.oneof( decimal, fc.string( { maxLength: 12 } ) ), ( text ) => {
			if ( fits( Decimal, text ) ) {
				expect( Number.isFinite( Number( text ) ) ).toBe( true );
				expect( text ).toMatch( /^[-.0-9]+$/ );
			}
		} )
	);
} );

test.each( [
	'',
	' ',
	'+1',
	'01',
	'1.',
	'.5',
	'1e3',
	'1,5',
	'1.123456',
	'1234567890123',
	'NaN',
	'Infinity',
	'--1',
	'1 ',
	'1\n',
	'٣',
	7,
	null,
	{},
] )( '%j is no decimal', ( value ) => {
	expect( fits( Decimal, value ) ).toBe( false );
} );

test( 'versions are whole numbers below 10^18, as text', () => {
	fc.assert(
		fc.property( fc.bigInt( { min: 0n, max: 10n ** 18n - 1n } ), ( value ) =>
			fits( Version, value.toString() )
		)
	);
	for ( const value of [ '', '-1', '01', '1.0', '1e3', ( 10n ** 18n ).toString(), 5, null ] ) {
		expect( fits( Version, value ) ).toBe( false );
	}
} );

test( 'ids are opaque, short and free of what a path or a list would break on', () => {
	fc.assert( fc.property( fc.uuid(), ( id ) => fits( PosId, id ) ) );
	for ( const id of [ '', 'a b', 'a/b', 'a%b', 'a,b', 'ä', 'x'.repeat( 65 ), 5, null ] ) {
		expect( fits( PosId, id ) ).toBe( false );
	}
} );

test.each( [
	[ '2026-11-22T03:04:05Z', true ],
	[ '2026-11-22T03:04:05.678Z', true ],
	[ '2026-11-22T03:04:05+13:00', false ],
	[ '2026-11-22 03:04:05', false ],
	[ '2026-13-01T00:00:00Z', false ],
	[ 'yesterday', false ],
] )( '%s as an instant: %s', ( value, expected ) => {
	expect( fits( Instant, value ) ).toBe( expected );
} );

test( 'an item keeps apart what is missing and what is empty', () => {
	const missing = CatalogueItem.parse( { id: 'a', version: '1' } );
	const empty = CatalogueItem.parse( { id: 'a', version: '1', sku: null, gtin: null } );
	expect( 'sku' in missing ).toBe( false );
	expect( empty.sku ).toBeNull();
	expect( fits( CatalogueItem, { id: 'a', version: '1', colour: 'red' } ) ).toBe( false );
} );
