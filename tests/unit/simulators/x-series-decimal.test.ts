import fc from 'fast-check';
import {
	decimal,
	divide,
	formatDecimal,
	formatMoney,
	formatPadded,
	multiply,
	parseDecimal,
	roundToCents,
	wholeTimes,
} from '../../../simulators/pos/x-series/decimal.ts';

const decimals = fc.bigInt( -( 10n ** 14n ), 10n ** 14n );

describe( 'decimals of the till', () => {
	test.each( [
		[ '7', '7', '7.00000', '7.00' ],
		[ '-0.5', '-0.5', '-0.50000', '-0.50' ],
		[ '100', '100', '100.00000', '100.00' ],
		[ 77.3913, '77.3913', '77.39130', '77.39' ],
		[ '0.005', '0.005', '0.00500', '0.01' ],
		[ '-0.005', '-0.005', '-0.00500', '-0.01' ],
		[ ' 12.90 ', '12.9', '12.90000', '12.90' ],
	] )( '%p is written %s, %s and %s', ( input, short, padded, money ) => {
		const value = decimal( input );
		expect( [ formatDecimal( value ), formatPadded( value ), formatMoney( value ) ] ).toEqual( [
			short,
			padded,
			money,
		] );
	} );

	test.each( [
		'',
		' ',
		'seven',
		'1,5',
		'1.',
		'.5',
		'1e3',
		'1.000001',
		'1234567890123',
		NaN,
		Infinity,
		null,
		{},
		true,
	] )( '%p is no decimal', ( input ) => {
		expect( parseDecimal( input ) ).toBeNull();
	} );

	test( 'what is written can be read again', () => {
		fc.assert(
			fc.property( decimals, ( value ) => {
				expect( parseDecimal( formatDecimal( value ) ) ).toBe( value );
				expect( parseDecimal( formatPadded( value ) ) ).toBe( value );
			} )
		);
	} );

	test( 'products and quotients are off by half of the last place at most', () => {
		const one = 100_000n;
		fc.assert(
			fc.property( decimals, decimals, ( a, b ) => {
				const error = multiply( a, b ) * one - a * b;
				expect( error * 2n <= one && error * 2n >= -one ).toBe( true );
				fc.pre( b !== 0n );
				const rest = divide( a, b ) * b - a * one;
				const size = b < 0n ? -b : b;
				expect( rest * 2n <= size && rest * 2n >= -size ).toBe( true );
			} )
		);
	} );

	test( 'half a cent is rounded away from zero', () => {
		expect( formatMoney( roundToCents( decimal( '2.675' ) ) ) ).toBe( '2.68' );
		expect( formatMoney( roundToCents( decimal( '-2.675' ) ) ) ).toBe( '-2.68' );
	} );

	test.each( [
		[ '7', '2', '3' ],
		[ '-1', '2', '-1' ],
		[ '-4', '2', '-2' ],
		[ '0', '3', '0' ],
		[ '7.25', '0.5', '14' ],
	] )( '%s holds %s whole times %s', ( level, each, times ) => {
		expect( formatDecimal( wholeTimes( decimal( level ), decimal( each ) ) ) ).toBe( times );
	} );
} );
