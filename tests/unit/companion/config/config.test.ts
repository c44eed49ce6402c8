import {
	lstatSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePairing } from '@tillsync/contract';
import { readConfig } from '../../../../companion/src/config/config.ts';
import { readSettings, stateDirOf } from '../../../../companion/src/config/environment.ts';
import { xSeriesBaseUrl } from '../../../../companion/src/config/x-series-address.ts';
import { createCredentialsFile } from '../../../../companion/src/credentials/file.ts';

const pairing = encodePairing( {
	v: 1,
	root: 'https://shop.example/wp-json/',
	user: 'tillsync-companion',
	password: 'abcd efgh ijkl',
	shop_id: 'shop-0001',
} );

const none = { ok: true, value: {} } as const;

describe( 'readConfig', () => {
	test( 'takes everything from the environment', () => {
		expect(
			readConfig(
				{
					TILLSYNC_PAIRING: ` ${ pairing }\n`,
					TILLSYNC_XSERIES_DOMAIN: 'myshop',
					TILLSYNC_XSERIES_TOKEN: 'token',
					TILLSYNC_POLL_SECONDS: '3',
					TILLSYNC_LOG_LEVEL: 'warn',
					TILLSYNC_STATE_DIR: '/somewhere',
				},
				none
			)
		).toMatchObject( {
			ok: true,
			config: {
				pairing: { shop_id: 'shop-0001' },
				pos: { baseUrl: 'https://myshop.retail.lightspeed.app', token: 'token' },
				pollSeconds: 3,
				logLevel: 'warn',
				stateDir: '/somewhere',
			},
		} );
	} );

	const file = {
		ok: true,
		value: {
			pairing,
			xSeries: { baseUrl: 'https://stored.retail.lightspeed.app', token: 'kept' },
		},
	} as const;

	test( 'takes from the file what the environment does not say', () => {
		expect( readConfig( {}, file ) ).toMatchObject( {
			ok: true,
			config: { pos: { token: 'kept' }, pollSeconds: 10, logLevel: 'info' },
		} );
		expect( readConfig( { TILLSYNC_XSERIES_TOKEN: 'newer' }, file ) ).toMatchObject( {
			config: { pos: { baseUrl: 'https://stored.retail.lightspeed.app', token: 'newer' } },
		} );
	} );

	test( 'sends a stored token to no other address', () => {
		expect( readConfig( { TILLSYNC_XSERIES_DOMAIN: 'another' }, file ) ).toMatchObject( {
			ok: false,
		} );
	} );

	test( 'finds all problems at once', () => {
		const read = readConfig(
			{ TILLSYNC_POLL_SECONDS: 'often', TILLSYNC_LOG_LEVEL: 'loud', TILLSYNC_PAIRING: 'x' },
			{ ok: false, problem: 'damaged', path: '/p/credentials.json' }
		);

		expect( read.ok ? [] : read.problems ).toEqual( [
			expect.stringContaining( 'TILLSYNC_POLL_SECONDS' ),
			expect.stringContaining( 'TILLSYNC_LOG_LEVEL' ),
			expect.stringContaining( '/p/credentials.json is damaged' ),
			expect.stringContaining( 'not a pairing string' ),
			expect.stringContaining( 'No POS is connected' ),
		] );
	} );

	test.each( [ '0', '3601', '1.5', '-1', '10s' ] )(
		'refuses to poll every %s seconds',
		( text ) => {
			expect( readSettings( { TILLSYNC_POLL_SECONDS: text } ).problems ).toHaveLength( 1 );
		}
	);
} );

test.each( [
	[ { TILLSYNC_STATE_DIR: '/a' }, '/a' ],
	[ { XDG_STATE_HOME: '/b', HOME: '/c' }, '/b/tillsync' ],
	[ { HOME: '/c' }, '/c/.config/tillsync' ],
] )( 'with %j the state is kept in %s', ( env, expected ) => {
	expect( stateDirOf( env ) ).toBe( expected );
} );

describe( 'xSeriesBaseUrl', () => {
	test.each( [
		[ 'myshop', 'https://myshop.retail.lightspeed.app' ],
		[ ' MyShop ', 'https://myshop.retail.lightspeed.app' ],
		[ 'myshop.retail.lightspeed.app', 'https://myshop.retail.lightspeed.app' ],
		[ 'https://myshop.vendhq.com/', 'https://myshop.vendhq.com' ],
		[ 'http://127.0.0.1:4001', 'http://127.0.0.1:4001' ],
		[ 'http://localhost:4001/', 'http://localhost:4001' ],
		[ 'http://[::1]:4001', 'http://[::1]:4001' ],
	] )( '%s is %s', ( text, expected ) => {
		expect( xSeriesBaseUrl( text ) ).toBe( expected );
	} );

	test.each( [
		'',
		'http://myshop.retail.lightspeed.app',
		'http://127.0.0.1.evil.example',
		'https://user:secret@myshop.retail.lightspeed.app',
		'https://myshop.retail.lightspeed.app/api/2.0',
		'https://myshop.retail.lightspeed.app?x=1',
		'ftp://myshop.retail.lightspeed.app',
		'https://myshop',
		'myshop.retail.lightspeed.app.evil.example',
		'https://evil.example/myshop.retail.lightspeed.app',
		'https://myshop.retail.lightspeed.app@evil.example',
		'myshop.retail.lightspeed.ap',
		'evilretail.lightspeed.app',
		'https://myshop.retail.lightspeed.app:8443',
		'my shop',
	] )( '%s is none', ( text ) => {
		expect( xSeriesBaseUrl( text ) ).toBeNull();
	} );
} );

describe( 'the credentials file', () => {
	let folder: string;

	beforeEach( () => {
		folder = join( mkdtempSync( join( tmpdir(), 'tillsync-credentials-' ) ), 'state' );
	} );
	afterEach( () => {
		rmSync( join( folder, '..' ), { recursive: true, force: true } );
	} );

	test( 'keeps each part until it is changed, for its owner alone, and leaves nothing else behind', async () => {
		const file = createCredentialsFile( folder );
		expect( await file.read() ).toEqual( { ok: true, value: {} } );
		await file.save( { pairing } );
		await file.save( { xSeries: { baseUrl: 'https://a.example', token: 't' } } );

		expect( await file.read() ).toEqual( {
			ok: true,
			value: { pairing, xSeries: { baseUrl: 'https://a.example', token: 't' } },
		} );
		expect( readdirSync( folder ) ).toEqual( [ 'credentials.json' ] );
		expect( statSync( join( folder, 'credentials.json' ) ).mode & 0o777 ).toBe( 0o600 );
		expect( statSync( folder ).mode & 0o777 ).toBe( 0o700 );
	} );

	test( 'writes through no link that was put in its way', async () => {
		const file = createCredentialsFile( folder );
		await file.save( { pairing } );
		const elsewhere = join( folder, 'elsewhere' );
		writeFileSync( elsewhere, 'untouched' );
		symlinkSync( elsewhere, join( folder, `credentials.json.${ process.pid }` ) );

		expect( await file.save( { pairing } ) ).toMatchObject( { ok: true } );

		expect( readFileSync( elsewhere, 'utf8' ) ).toBe( 'untouched' );
		expect( lstatSync( join( folder, 'credentials.json' ) ).isSymbolicLink() ).toBe( false );
	} );

	test( 'says when it is damaged, and mends by being saved anew', async () => {
		const file = createCredentialsFile( folder );
		await file.save( { pairing } );
		writeFileSync( join( folder, 'credentials.json' ), '{"version":1,' );
		expect( await file.read() ).toMatchObject( { ok: false, problem: 'damaged' } );

		await file.save( { pairing } );

		expect( await file.read() ).toEqual( { ok: true, value: { pairing } } );
	} );

	test( 'says when its folder cannot be', async () => {
		writeFileSync( join( folder, '..', 'file' ), '' );
		const file = createCredentialsFile( join( folder, '..', 'file', 'state' ) );

		expect( await file.save( { pairing } ) ).toMatchObject( {
			ok: false,
			problem: 'inaccessible',
			detail: 'ENOTDIR',
		} );
	} );
} );
