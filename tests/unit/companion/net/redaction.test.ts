import { parseJson } from '../../../../companion/src/net/json.ts';
import { problemOf } from '../../../../companion/src/net/connection-problem.ts';
import { createRedaction } from '../../../../companion/src/net/redaction.ts';
import { createLog } from '../../../../companion/src/platform/log.ts';

describe( 'createRedaction', () => {
	test( 'takes known secrets out of every line of the log, wherever they stand', () => {
		const lines: string[] = [];
		const log = createLog( {
			level: 'debug',
			redact: createRedaction( [ 'pass word 1234', 'to"ken\\5678' ] ),
			write: ( line ) => lines.push( line ),
		} );

		log.info(
			{ deep: { er: [ 'x pass word 1234 y' ] }, token: 'to"ken\\5678' },
			'pass word 1234'
		);

		expect( lines.join( '' ) ).not.toMatch( /1234|5678/ );
		expect( JSON.parse( lines[ 0 ] ?? '' ) ).toMatchObject( {
			level: 'info',
			msg: '[redacted]',
			token: '[redacted]',
		} );
	} );

	test.each( [
		'Authorization: Bearer abc.DEF-123456',
		'authorization: basic dXNlcjpwYXNzd29yZA==',
		'tillsync1.eyJ2IjoxfQ.0a1b2c3d',
		'tillsync1.eyJ2IjoxfQ',
	] )( 'knows %s for a secret by its looks', ( text ) => {
		expect( createRedaction( [] )( `before ${ text } after` ) ).toMatch(
			/^before (?:Authorization: Bearer |authorization: basic )?\[redacted\] after$/
		);
	} );

	test( 'leaves the rest alone, also where a secret is too short to be one', () => {
		expect( createRedaction( [ '', 'ab' ] )( 'about a cabin' ) ).toBe( 'about a cabin' );
	} );
} );

describe( 'parseJson', () => {
	test( 'keeps whole numbers JavaScript would round', () => {
		expect( parseJson( '{"version":{"max":9007199254740993},"n":12}' ) ).toEqual( {
			version: { max: '9007199254740993' },
			n: 12,
		} );
	} );

	test( 'touches no text', () => {
		const value = { note: '":1234567890123456789,"', other: ':1234567890123456789' };

		expect( parseJson( JSON.stringify( value ) ) ).toEqual( value );
	} );

	test.each( [
		[ 'a very long text', 'x'.repeat( 10_000_000 ) ],
		[ 'a text full of quotes', '"'.repeat( 200_000 ) ],
		[ 'a text full of backslashes', '\\'.repeat( 200_000 ) ],
	] )( 'reads past %s within a second', ( _name, text ) => {
		const before = performance.now();

		expect(
			parseJson( `{"text":${ JSON.stringify( text ) },"n":1234567890123456789}` )
		).toEqual( { text, n: '1234567890123456789' } );

		expect( performance.now() - before ).toBeLessThan( 1000 );
	} );

	test.each( [ '', '{"a":', '<html>', '[1,2' ] )( '%p is none', ( text ) => {
		expect( parseJson( text ) ).toBeUndefined();
	} );
} );

describe( 'problemOf', () => {
	test.each( [
		[ { cause: { code: 'ENOTFOUND' } }, 'name_unknown' ],
		[ { cause: { errors: [ { code: 'ECONNREFUSED' } ] } }, 'refused' ],
		[ { cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } }, 'certificate_untrusted' ],
		[ { cause: { code: 'CERT_HAS_EXPIRED' } }, 'certificate_untrusted' ],
		[ { cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } }, 'certificate_untrusted' ],
		[ { cause: { code: 'UND_ERR_CONNECT_TIMEOUT' } }, 'timed_out' ],
		[ { cause: { code: 'UND_ERR_SOCKET' } }, 'broken_off' ],
		[ new Error( 'anything' ), 'broken_off' ],
		[ 'a text', 'broken_off' ],
	] )( '%p is %s', ( error, problem ) => {
		expect( problemOf( error ).problem ).toBe( problem );
	} );
} );
