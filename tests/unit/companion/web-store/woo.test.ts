import { ERRORS } from '@tillsync/contract';
import type { Http, HttpAnswer, HttpRequest } from '../../../../companion/src/net/http.ts';
import { createWooClient, routeUrl } from '../../../../companion/src/web-store/woo/client.ts';
import { failureOf } from '../../../../companion/src/web-store/woo/failures.ts';
import { createWooStore } from '../../../../companion/src/web-store/woo/gateway.ts';

const pairing = {
	v: 1 as const,
	root: 'https://shop.example/wp-json/',
	user: 'tillsync-companion',
	password: 'abcd efgh ijkl',
	shop_id: 'shop-0001',
};

test.each( [
	[ 'https://shop.example/wp-json/', {}, 'https://shop.example/wp-json/wc-tillsync/v1/links' ],
	[
		'https://shop.example/sub/wp-json',
		{ after: 7 },
		'https://shop.example/sub/wp-json/wc-tillsync/v1/links?after=7',
	],
	[
		'https://shop.example/index.php?rest_route=/',
		{ after: 7 },
		'https://shop.example/index.php?rest_route=%2Fwc-tillsync%2Fv1%2Flinks&after=7',
	],
] )( 'below %s a route is found', ( root, query, url ) => {
	expect( routeUrl( root, '/links', query ) ).toBe( url );
} );

describe( 'failures', () => {
	const answer = ( status: number, text: string ): HttpAnswer => ( {
		status,
		text,
		header: () => null,
	} );
	const coded = ( code: string, status: number ) =>
		failureOf(
			answer( status, JSON.stringify( { code, message: 'words', data: { status } } ) ),
			'GET /x'
		);

	test( 'every code of the contract has a kind, and a trouble of one request is no defect', () => {
		for ( const [ code, { status } ] of Object.entries( ERRORS ) ) {
			expect( coded( code, status ).kind ).not.toBe( 'defect' );
		}
	} );

	test.each( [
		[ 'other_companion', 409, 'conflict', 'other_companion' ],
		[ 'lease_missing', 409, 'conflict', 'lease_missing' ],
		[ 'sweeping', 409, 'conflict', 'sweeping' ],
		[ 'contract_too_old', 409, 'unavailable', 'companion_too_old' ],
		[ 'contract_too_new', 409, 'unavailable', 'plugin_too_old' ],
		[ 'rest_no_route', 404, 'unavailable', 'route_missing' ],
		[ 'not_allowed', 403, 'unauthorized', 'not_allowed' ],
		[ 'incorrect_password', 401, 'unauthorized', 'credential_refused' ],
		[ 'invalid_request', 400, 'rejected', 'request_refused' ],
		[ 'storage_failed', 500, 'retryable', 'server_error' ],
		[ 'something_of_a_plugin', 418, 'rejected', 'request_refused' ],
	] )( '%s (%d) is %s, %s', ( code, status, kind, expected ) => {
		expect( coded( code, status ) ).toMatchObject( { kind, code: expected } );
	} );

	test.each( [
		[ 404, '<html>', 'unavailable', 'not_json' ],
		[ 403, '<html>', 'unavailable', 'not_json' ],
		[ 503, '<html>', 'retryable', 'server_error' ],
		[ 200, '', 'unavailable', 'not_json' ],
	] )( 'a page instead of data with %d is %s', ( status, text, kind, code ) => {
		expect( failureOf( answer( status, text ), 'GET /x' ) ).toMatchObject( { kind, code } );
	} );

	test( 'hands on which fields were refused', () => {
		const text = JSON.stringify( {
			code: 'invalid_request',
			message: 'words',
			data: {
				status: 400,
				fields: [ { field: 'items.0.id', code: 'pattern', message: 'is no id' } ],
			},
		} );

		expect( failureOf( answer( 400, text ), 'GET /x' ) ).toMatchObject( {
			fields: [ { field: 'items.0.id', message: 'is no id' } ],
		} );
	} );
} );

describe( 'the gateway', () => {
	function recording( body: unknown ): Http & { readonly requests: HttpRequest[] } {
		const requests: HttpRequest[] = [];
		return {
			requests,
			async send( request ) {
				requests.push( request );
				return {
					ok: true,
					answer: {
						status: 200,
						header: () => null,
						text: typeof body === 'string' ? body : JSON.stringify( body ),
					},
				};
			},
		};
	}
	const store = ( http: Http ) =>
		createWooStore( createWooClient( { pairing, instance: 'i-1', http } ) );

	test( 'names itself, its contract and its credential on every call', async () => {
		const http = recording( { seq: 1, items: [], version: 3, more: false } );

		await store( http ).linksAfter( 2 );

		expect( http.requests ).toMatchObject( [
			{
				method: 'GET',
				url: 'https://shop.example/wp-json/wc-tillsync/v1/links?after=2',
				headers: {
					Authorization: `Basic ${ Buffer.from( 'tillsync-companion:abcd efgh ijkl' ).toString( 'base64' ) }`,
					'X-TillSync-Instance': 'i-1',
					'X-TillSync-Contract': '1',
				},
			},
		] );
	} );

	test( 'parks an item the contract cannot carry, and sends the rest', async () => {
		const http = recording( { seq: 1, items: [], missing: [] } );

		await store( http ).storeCatalogue( {
			cursor: { from: '0', to: '9' },
			items: [
				{ id: 'a', version: '1', name: 'x'.repeat( 501 ) },
				{ id: 'b', version: '2', name: 'fits' },
			],
			parked: [ { id: 'c', reason: 'before' } ],
		} );

		expect( JSON.parse( http.requests[ 0 ]?.body ?? '' ) ).toMatchObject( {
			items: [ { id: 'b' } ],
			parked: [
				{ id: 'c', reason: 'before' },
				{ id: 'a', reason: expect.stringContaining( 'name' ) },
			],
		} );
	} );

	test( 'lets keys through that it does not know', async () => {
		const answer = await store(
			recording( { seq: 4, changed: true, newer: 'thing' } )
		).describePos( {} as never );

		expect( answer ).toMatchObject( { ok: true, value: { seq: 4, changed: true } } );
	} );

	test.each( [
		[ '{"seq":4,"chan', 'retryable', 'broken_off' ],
		[ '<html>', 'unavailable', 'not_json' ],
		[ '{"seq":"four"}', 'unavailable', 'unreadable_answer' ],
	] )( 'takes nothing from %s', async ( body, kind, code ) => {
		expect( await store( recording( body ) ).describePos( {} as never ) ).toMatchObject( {
			ok: false,
			failure: { kind, code },
		} );
	} );
} );
