import fc from 'fast-check';
import {
	agreementSentence,
	arithmeticLine,
	type Arithmetic,
} from '../../../admin-src/features/products/arithmetic.ts';
import { detail } from '../../support/admin/samples.ts';

const sample = detail().arithmetic;
const outlet = ( level: string | null, name = 'Queen Street', counted = true ) => ( {
	id: name,
	name,
	level,
	counted,
} );

describe( 'the arithmetic of a level', () => {
	it( 'reads like a sum, in words', () => {
		expect( arithmeticLine( sample ) ).toBe(
			'9 in Queen Street + 2 in Harbour − 1 safety − 3 sold on the web and not yet at the till = 7'
		);
	} );

	it.each< [ string, Partial< Arithmetic >, string | null ] >( [
		[
			'a negative outlet is subtracted',
			{
				outlets: [ outlet( '5' ), outlet( '-2', 'Harbour' ) ],
				buffer: '0',
				sold_untold: '0',
				target: '3',
			},
			'5 in Queen Street − 2 in Harbour = 3',
		],
		[
			'a negative outlet in front keeps its sign',
			{ outlets: [ outlet( '-2' ) ], buffer: '0', sold_untold: '0', target: '-2' },
			'−2 in Queen Street = −2',
		],
		[
			'a fraction is rounded down, and says so',
			{ outlets: [ outlet( '7.5' ) ], buffer: '0', sold_untold: '0', target: '7' },
			'7.5 in Queen Street, rounded down = 7',
		],
		[
			'an outlet that is not chosen or not known is left out',
			{
				outlets: [
					outlet( '4' ),
					outlet( null, 'Harbour' ),
					outlet( '9', 'Store', false ),
				],
				buffer: '0.00',
				sold_untold: '0',
				target: '4',
			},
			'4 in Queen Street = 4',
		],
		[ 'nothing known is no sum', { outlets: [ outlet( null ) ], target: null }, null ],
	] )( '%s', ( _name, part, line ) => {
		expect( arithmeticLine( { ...sample, ...part } ) ).toBe( line );
	} );

	it( 'calls no exact sum rounded, whatever the digits', () => {
		const level = fc.integer( { min: -1e9, max: 1e9 } );
		const text = ( units: number ) =>
			`${ units < 0 ? '-' : '' }${ Math.floor( Math.abs( units ) / 1e5 ) }.${ String( Math.abs( units ) % 1e5 ).padStart( 5, '0' ) }`;
		fc.assert(
			fc.property( level, level, fc.nat( 1e8 ), ( one, other, buffer ) => {
				const line = arithmeticLine( {
					...sample,
					outlets: [ outlet( text( one ) ), outlet( text( other ), 'Harbour' ) ],
					buffer: text( buffer ),
					sold_untold: '0',
					target: text( one + other - buffer ),
				} );
				expect( line ).not.toMatch( /rounded/ );
			} )
		);
	} );

	it.each< [ string, Partial< Arithmetic >, boolean, string ] >( [
		[ 'they agree', { target: '7', shop: '7.00000' }, true, 'The shop shows 7, as it should.' ],
		[
			'they differ',
			{ target: '7', shop: '9' },
			true,
			'The shop shows 9 and should show 7. TillSync puts it right with the next check.',
		],
		[
			'unknown',
			{ target: null, shop: '9' },
			true,
			'The till does not say how many there are.',
		],
		[ 'not in the shop', { target: '7', shop: null }, true, 'The shop would show 7.' ],
		[
			'untracked',
			{ target: null, shop: null },
			false,
			'The till keeps no number for this item; a linked product is simply in stock.',
		],
	] )( 'says whether shop and till agree: %s', ( _name, part, tracked, sentence ) => {
		expect( agreementSentence( { ...sample, ...part }, tracked ) ).toBe( sentence );
	} );
} );
