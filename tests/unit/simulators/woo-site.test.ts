import { request } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWooShop, type WooShop } from '@tillsync/simulators/woo';
import { pollUntil } from '../../support/poll.ts';

let woo: WooShop;

beforeEach( async () => {
	woo = await startWooShop( {
		paired: true,
		adminBundleDir: '/nowhere',
		products: [ { name: 'Bottle <b>', sku: 'B1', level: '4' } ],
	} );
} );

afterEach( () => woo.stop() );

const overview = () =>
	fetch( `${ woo.root }overview`, { headers: woo.adminAuth, redirect: 'manual' } );
const edit = ( body: unknown, headers: Record< string, string > = {} ) =>
	fetch( `${ woo.url }/shop-api/products/101/level`, {
		method: 'PUT',
		headers: { 'Content-Type': 'application/json', ...headers },
		body: JSON.stringify( body ),
	} );

test.each( [
	[ 'plugin_off', 404, 'application/json' ],
	[ 'maintenance', 503, 'text/html' ],
	[ 'firewall', 200, 'text/html' ],
	[ 'redirect', 302, null ],
	[ 'error', 500, 'application/json' ],
] as const )( 'the outage %s answers %d', async ( outage, status, type ) => {
	woo.setOutage( outage );
	const broken = await overview();
	expect( broken.status ).toBe( status );
	if ( type !== null ) {
		expect( broken.headers.get( 'content-type' ) ).toContain( type );
	}
	woo.setOutage( 'none' );
	expect( ( await overview() ).status ).toBe( 200 );
} );

test( 'a cut answer breaks, a silent one never comes', async () => {
	woo.setOutage( 'cut' );
	await expect( overview().then( ( answer ) => answer.text() ) ).rejects.toThrow();
	woo.setOutage( 'silent' );
	woo.takeRequests();
	const given = new AbortController();
	const asked = fetch( `${ woo.root }overview`, {
		headers: woo.adminAuth,
		signal: given.signal,
	} );
	await pollUntil( 'the request', () => woo.takeRequests().length > 0 );
	given.abort();
	await expect( asked ).rejects.toThrow( 'aborted' );
} );

test( 'requests are counted', async () => {
	await overview();
	expect( woo.takeRequests() ).toEqual( [ 'GET /overview' ] );
	expect( woo.takeRequests() ).toEqual( [] );
} );

test( 'an editor’s level is dropped on a linked product and logged, a database client’s is not', async () => {
	expect( await ( await edit( { level: '9', way: 'editor' } ) ).json() ).toMatchObject( {
		taken: true,
		level: '9',
	} );
	woo.state.linkedProducts.set( 101, 'item' );
	expect( await ( await edit( { level: '5', way: 'editor' } ) ).json() ).toMatchObject( {
		taken: false,
		level: '9',
	} );
	expect( woo.state.activity.at( -1 ) ).toMatchObject( { kind: 'refused', product_id: 101 } );
	expect( await ( await edit( { level: '5', way: 'sql' } ) ).json() ).toMatchObject( {
		taken: true,
		level: '5',
	} );
} );

test( 'the shop API refuses nonsense, unknown products and other sites', async () => {
	expect( ( await edit( { level: 5, way: 'sql' } ) ).status ).toBe( 400 );
	expect( ( await edit( { level: '5', way: 'magic' } ) ).status ).toBe( 400 );
	expect(
		( await edit( { level: '5', way: 'sql' }, { Origin: 'https://evil.example' } ) ).status
	).toBe( 403 );
	expect( ( await fetch( `${ woo.url }/shop-api/products/999` ) ).status ).toBe( 404 );
	expect(
		( await fetch( `${ woo.url }/shop-api/orders`, { method: 'POST', body: '{' } ) ).status
	).toBe( 400 );
	expect( woo.shop.level( 101 ) ).toBe( '4' );
} );

test( 'an order takes its units', async () => {
	const answer = await fetch( `${ woo.url }/shop-api/orders`, {
		method: 'POST',
		body: JSON.stringify( { lines: [ { product_id: 101, quantity: '3' } ] } ),
	} );
	expect( answer.status ).toBe( 201 );
	expect( woo.shop.level( 101 ) ).toBe( '1' );
} );

test( 'a request for another host name is refused', async () => {
	const status = await new Promise( ( resolve, reject ) => {
		request( woo.url, { headers: { Host: 'evil.example' } }, ( response ) =>
			resolve( response.statusCode )
		)
			.on( 'error', reject )
			.end();
	} );
	expect( status ).toBe( 403 );
} );

test( 'the product page says the level and escapes the name', async () => {
	const html = await ( await fetch( `${ woo.url }/product/101` ) ).text();
	expect( html ).toContain( '4 in stock' );
	expect( html ).toContain( 'Bottle &lt;b&gt;' );
	expect( ( await fetch( `${ woo.url }/product/102` ) ).status ).toBe( 404 );
} );

test( 'the admin page says how to build it, or carries the bundle with its settings', async () => {
	expect( await ( await fetch( woo.adminUrl ) ).text() ).toContain( 'npm run build' );
	const folder = await mkdtemp( join( tmpdir(), 'tillsync-bundle-' ) );
	await writeFile( join( folder, 'index.js' ), 'window.built = true;' );
	const built = await startWooShop( { adminBundleDir: folder } );
	try {
		const page = await fetch( built.adminUrl );
		const html = await page.text();
		expect( html ).toContain( `"standalone":{"root":"${ built.url }/wp-json/",` );
		const cookie = page.headers.get( 'set-cookie' )?.split( ';' )[ 0 ] ?? '';
		const nonce = /"nonce":"([^"]+)"/.exec( html )?.[ 1 ] ?? '';
		const ask = ( headers: Record< string, string > ) =>
			fetch( `${ built.root }overview`, { headers } );
		expect( ( await ask( { cookie, 'X-WP-Nonce': nonce } ) ).status ).toBe( 200 );
		expect( ( await ask( { cookie } ) ).status ).toBe( 401 );
		expect( ( await ask( { cookie, 'X-WP-Nonce': 'old' } ) ).status ).toBe( 403 );
		expect( await ( await fetch( `${ built.url }/build/index.js` ) ).text() ).toContain(
			'built'
		);
		expect( ( await fetch( `${ built.url }/build/..%2Findex.js` ) ).status ).toBe( 404 );
	} finally {
		await built.stop();
		await rm( folder, { recursive: true, force: true } );
	}
} );
