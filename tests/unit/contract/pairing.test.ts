import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { crc32Hex, decodePairing, encodePairing, type Pairing } from '@tillsync/contract';

const PAIRING: Pairing = {
	v: 1,
	root: 'https://shop.example/wp-json/',
	user: 'tillsync-companion',
	password: 'abcd EFGH 1234 ijkl',
	shop_id: '6f1c2f1e-0000-4000-8000-000000000000',
};

const anyPairing = fc.record( {
	v: fc.constant( 1 as const ),
	root: fc
		.webUrl( { validSchemes: [ 'http', 'https' ], withQueryParameters: true } )
		.filter( ( url ) => ! /['"<>\s]/.test( url ) && url.length <= 500 ),
	user: fc
		.string( { minLength: 1, maxLength: 60, unit: 'grapheme' } )
		.filter( ( text ) => text.length <= 60 ),
	password: fc
		.string( { minLength: 8, maxLength: 200, unit: 'grapheme' } )
		.filter( ( text ) => text.length <= 200 ),
	shop_id: fc.uuid(),
} );

test( 'a pairing string carries what was put in, all alphabets included', () => {
	fc.assert(
		fc.property( anyPairing, ( pairing ) => {
			expect( decodePairing( encodePairing( pairing ) ) ).toEqual( { ok: true, pairing } );
		} )
	);
} );

test( 'line breaks and spaces of a mail or terminal are forgiven', () => {
	const text = encodePairing( PAIRING );
	const broken = ` \n${ text.slice( 0, 30 ) }\r\n  ${ text.slice( 30, 80 ) }\t${ text.slice( 80 ) }\n`;
	expect( decodePairing( broken ) ).toEqual( { ok: true, pairing: PAIRING } );
} );

test( 'a string cut at any place is never taken for a whole one', () => {
	const text = encodePairing( PAIRING );
	for ( let length = 0; length < text.length; length++ ) {
		expect( decodePairing( text.slice( 0, length ) ).ok ).toBe( false );
	}
} );

test( 'one changed character is noticed', () => {
	const text = encodePairing( PAIRING );
	fc.assert(
		fc.property(
			fc.nat( text.length - 1 ),
			fc.constantFrom( 'a', 'b', 'X', 'Z', '0', '9', '-', '_', '.' ),
			( at, char ) => {
				fc.pre( text[ at ] !== char );
				expect(
					decodePairing( text.slice( 0, at ) + char + text.slice( at + 1 ) ).ok
				).toBe( false );
			}
		)
	);
} );

test( 'nothing makes it throw', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string(),
				fc.string().map( ( text ) => `tillsync1.${ text }` )
			),
			( text ) => {
				expect( decodePairing( text ) ).toHaveProperty( 'ok' );
			}
		)
	);
} );

const sealed = ( content: unknown ): string => {
	const payload = Buffer.from(
		typeof content === 'string' ? content : JSON.stringify( content )
	).toString( 'base64url' );
	return `tillsync1.${ payload }.${ crc32Hex( payload ) }`;
};

test.each( [
	[ '', 'empty' ],
	[ ' \n\t', 'empty' ],
	[ 'hello', 'not_a_pairing_string' ],
	[ 'tillsync.abc.def', 'not_a_pairing_string' ],
	[ 'tillsync2.abc.def', 'too_new' ],
	[ 'tillsync1', 'cut_short' ],
	[ 'tillsync1.abc', 'cut_short' ],
	[ 'tillsync1.abc.00000000', 'cut_short' ],
	[ sealed( 'no json' ), 'unreadable' ],
	[ sealed( [] ), 'unreadable' ],
	[ sealed( { ...PAIRING, v: 2 } ), 'unreadable' ],
	[ sealed( { ...PAIRING, root: 'ftp://shop.example/' } ), 'unreadable' ],
	[ sealed( { ...PAIRING, root: 'https://name:word@shop.example/' } ), 'unreadable' ],
	[ sealed( { ...PAIRING, password: 'short' } ), 'unreadable' ],
	[ sealed( { ...PAIRING, more: true } ), 'unreadable' ],
	[ sealed( { ...PAIRING, user: undefined } ), 'unreadable' ],
] )( '%j is %s', ( text, problem ) => {
	expect( decodePairing( text ) ).toEqual( { ok: false, problem } );
} );

test( 'the check is the CRC-32 PHP and zip compute', () => {
	expect( crc32Hex( '123456789' ) ).toBe( 'cbf43926' );
	expect( crc32Hex( '' ) ).toBe( '00000000' );
} );

( typeof crc32 === 'function' ? test : test.skip )(
	'the check agrees with zlib for any ASCII text (skipped where Node has no zlib.crc32)',
	() => {
		fc.assert(
			fc.property( fc.string( { unit: 'grapheme-ascii' } ), ( text ) => {
				expect( parseInt( crc32Hex( text ), 16 ) ).toBe( crc32( text ) );
			} )
		);
	}
);
