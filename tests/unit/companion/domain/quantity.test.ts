import { Decimal } from '@tillsync/contract';
import fc from 'fast-check';
import { addDecimals, readDecimal } from '../../../../companion/src/domain/quantity.ts';

/** Every decimal with at most five places and twelve digits before the point, as a count of hundred-thousandths. */
const scaled = fc.bigInt( { min: -( 10n ** 17n - 1n ), max: 10n ** 17n - 1n } );

/** The plain form, by string surgery alone. */
function plain( value: bigint ): string {
	const digits = ( value < 0n ? -value : value ).toString().padStart( 6, '0' );
	const fraction = digits.slice( -5 ).replace( /0+$/, '' );
	const text = digits.slice( 0, -5 ) + ( fraction && `.${ fraction }` );
	return value < 0n ? `-${ text }` : text;
}

describe( 'readDecimal', () => {
	test( 'reads every form of a five-place decimal as that decimal', () => {
		fc.assert(
			fc.property( scaled, fc.nat( 3 ), fc.boolean(), ( value, zeros, plus ) => {
				const text = plain( value );
				const padded = `${ text.includes( '.' ) ? text : `${ text }.` }${ '0'.repeat( zeros ) }`;
				const exponent = `${ value }e-5`;

				expect( readDecimal( text ) ).toBe( text );
				expect( readDecimal( ` ${ padded } ` ) ).toBe( text );
				expect( readDecimal( exponent ) ).toBe( text );
				expect( readDecimal( plus && value >= 0n ? `+${ text }` : text ) ).toBe( text );
			} )
		);
	} );

	test( 'reads JSON numbers of ordinary size exactly', () => {
		fc.assert(
			fc.property( fc.integer( { min: -999_999_999, max: 999_999_999 } ), ( value ) => {
				const text = plain( BigInt( value ) );

				expect( readDecimal( JSON.parse( text ) ) ).toBe( text );
			} )
		);
	} );

	test( 'answers nothing but null or what the contract calls a decimal, whatever comes', () => {
		fc.assert(
			fc.property( fc.oneof( fc.string(), fc.double(), fc.anything() ), ( value ) => {
				const read = readDecimal( value );

				expect( read === null || Decimal.safeParse( read ).success ).toBe( true );
			} )
		);
	} );

	test.each( [
		[ 1e-5, '0.00001' ],
		[ -2.5e-4, '-0.00025' ],
		[ 0.1 + 0.2, '0.3' ],
		[ -0, '0' ],
		[ '-0.00000', '0' ],
		[ '.5', '0.5' ],
		[ '5.', '5' ],
		[ '1E3', '1000' ],
		[ '007', '7' ],
	] )( 'reads %p as %s', ( value, expected ) => {
		expect( readDecimal( value ) ).toBe( expected );
	} );

	test.each( [
		'',
		' ',
		'.',
		'-',
		'1,5',
		'1.000001',
		'1e-6',
		'0x10',
		'NaN',
		'Infinity',
		'1e999',
		'1000000000000',
		'١',
		0.000001,
		1e12,
		Number.NaN,
		Number.POSITIVE_INFINITY,
		null,
		undefined,
		true,
		[],
		[ 5 ],
		{},
	] )( 'calls %p unknown, never 0', ( value ) => {
		expect( readDecimal( value ) ).toBeNull();
	} );
} );

describe( 'addDecimals', () => {
	test( 'adds exactly', () => {
		fc.assert(
			fc.property(
				fc.array( fc.bigInt( { min: -( 10n ** 15n ), max: 10n ** 15n } ), {
					maxLength: 20,
				} ),
				( values ) => {
					const sum = values.reduce( ( total, value ) => total + value, 0n );

					expect( addDecimals( values.map( plain ) ) ).toBe( plain( sum ) );
				}
			)
		);
	} );

	test( 'is 0 for nothing, and refuses what is no decimal', () => {
		expect( addDecimals( [] ) ).toBe( '0' );
		expect( () => addDecimals( [ 'seven' ] ) ).toThrow( RangeError );
	} );
} );
