import fc from 'fast-check';
import { isGtin } from '../../../../companion/src/domain/gtin.ts';
import { readPosId } from '../../../../companion/src/domain/ids.ts';
import {
	compareVersions,
	higherVersion,
	readVersion,
} from '../../../../companion/src/domain/version.ts';

describe( 'versions', () => {
	const version = fc.bigInt( { min: 0n, max: 10n ** 18n - 1n } );

	test( 'compare as the numbers they are, beyond what JavaScript numbers hold', () => {
		fc.assert(
			fc.property( version, version, ( a, b ) => {
				const order = compareVersions( String( a ), String( b ) );

				expect( Math.sign( order ) ).toBe( a < b ? -1 : a > b ? 1 : 0 );
				expect( higherVersion( String( a ), String( b ) ) ).toBe( String( a > b ? a : b ) );
			} )
		);
	} );

	test.each( [
		[ 59780745, '59780745' ],
		[ 0, '0' ],
		[ '999999999999999999', '999999999999999999' ],
	] )( '%p is read', ( value, expected ) => {
		expect( readVersion( value ) ).toBe( expected );
	} );

	test.each( [ -1, 1.5, 2 ** 53, '01', '', '1e3', '1000000000000000000', null, undefined ] )(
		'%p is none',
		( value ) => {
			expect( readVersion( value ) ).toBeNull();
		}
	);
} );

describe( 'barcodes', () => {
	test.each( [ '96385074', '036000291452', '4006381333931', '10614141000415', '9780306406157' ] )(
		'%s is one',
		( code ) => {
			expect( isGtin( code ) ).toBe( true );
		}
	);

	test( 'a wrong digit is noticed, wherever it is', () => {
		const good = '4006381333931';
		fc.assert(
			fc.property( fc.nat( 12 ), fc.integer( { min: 1, max: 9 } ), ( place, shift ) => {
				const digit = ( Number( good[ place ] ) + shift ) % 10;

				expect(
					isGtin( good.slice( 0, place ) + String( digit ) + good.slice( place + 1 ) )
				).toBe( false );
			} )
		);
	} );

	test.each( [ '', '400638133393', '4006381333931 ', '40063813339a1', '0306406152' ] )(
		'%p is none',
		( code ) => {
			expect( isGtin( code ) ).toBe( false );
		}
	);
} );

test( 'ids are kept byte for byte, or not at all', () => {
	expect( readPosId( '0A1b-2:c.d_e' ) ).toBe( '0A1b-2:c.d_e' );
	for ( const none of [ '', '.', '..', 'a b', 'a/b', 'x'.repeat( 65 ), 7, null, undefined ] ) {
		expect( readPosId( none ) ).toBeNull();
	}
} );
