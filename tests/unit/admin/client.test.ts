import type { ApiFetch } from '@wordpress/api-fetch';
import { createClient } from '../../../admin-src/api/client.ts';
import { isFailure, type Failure } from '../../../admin-src/api/failure.ts';
import {
	NONCE_ENDPOINT,
	REST_ROOT,
	standaloneApiFetch,
	wordpressApiFetch,
} from '../../support/admin/api-fetch.ts';
import { NOW, overview } from '../../support/admin/samples.ts';

const ROOT = `${ REST_ROOT }wc-tillsync/v1/`;

interface Sent {
	readonly url: string;
	readonly method: string;
	readonly headers: Headers;
	readonly body: unknown;
}

type Reply = Partial< Pick< Response, 'status' | 'headers' | 'json' | 'text' > >;

/** A shop that gives these answers in turn. */
function client(
	replies: readonly ( Reply | Error )[],
	around: ( send: typeof fetch ) => ApiFetch = wordpressApiFetch
) {
	const sent: Sent[] = [];
	const left = [ ...replies ];
	const apiFetch = around( ( url, init ) => {
		sent.push( {
			url: url as string,
			method: init?.method ?? 'GET',
			headers: new Headers( init?.headers ),
			body: init?.body === undefined ? undefined : JSON.parse( init.body as string ),
		} );
		const reply = left.shift() ?? new TypeError( 'no more answers' );
		if ( reply instanceof Error ) {
			return Promise.reject( reply );
		}
		const status = reply.status ?? 200;
		const answer = { headers: new Headers(), ok: status < 400, ...reply, status };
		return Promise.resolve( answer as Response );
	} );
	return { client: createClient( apiFetch ), apiFetch, sent };
}

const json = ( body: unknown, status = 200, headers: Record< string, string > = {} ): Reply => ( {
	status,
	headers: new Headers( headers ),
	json: () => Promise.resolve( body ),
} );

const html: Reply = { status: 200, json: () => Promise.reject( new SyntaxError( '<' ) ) };

const refusal = ( code: string, status: number, fields?: unknown ): Reply =>
	json( { code, message: code, data: { status, fields } }, status );

async function failureOf( promise: Promise< unknown > ): Promise< Failure > {
	const thrown: unknown = await promise.then(
		() => null,
		( reason: unknown ) => reason
	);
	if ( ! isFailure( thrown ) ) {
		throw new Error( `Not a failure: ${ String( thrown ) }` );
	}
	return thrown;
}

describe( 'the way to the plugin', () => {
	it( 'sends nonce and query, and leaves out what is not asked for', async () => {
		const { client: shop, sent } = client( [ json( overview() ) ] );
		await shop.request( 'catalogue_list', { query: { page: 2, search: '' } } );
		expect( sent[ 0 ]?.url ).toBe( `${ ROOT }catalogue?page=2&_locale=user` );
		expect( sent[ 0 ]?.headers.get( 'X-WP-Nonce' ) ).toBe( 'first-nonce' );
	} );

	it( 'adds to the query that plain permalinks bring along', async () => {
		const root = 'https://shop.example/index.php?rest_route=/';
		const { client: shop, sent } = client( [ json( {} ) ], ( send ) =>
			wordpressApiFetch( send, root )
		);
		await shop.request( 'activity_list', { query: { per_page: 50 } } );
		const url = new URL( sent[ 0 ]?.url ?? '' );
		expect( url.searchParams.get( 'rest_route' ) ).toBe( '/wc-tillsync/v1/activity' );
		expect( url.searchParams.get( 'per_page' ) ).toBe( '50' );
	} );

	it( 'puts an id into the path without letting it change the path', async () => {
		const { client: shop, sent } = client( [ json( {} ) ] );
		await shop.request( 'catalogue_detail', { id: 'a/../b' } );
		expect( sent[ 0 ]?.url ).toBe( `${ ROOT }catalogue/a%2F..%2Fb?_locale=user` );
	} );

	it( 'sends as POST what hosts block', async () => {
		const { client: shop, sent } = client( [ json( {} ) ] );
		await shop.request( 'pairing_revoke', {} );
		expect( sent[ 0 ] ).toMatchObject( { method: 'POST' } );
		expect( sent[ 0 ]?.headers.get( 'X-HTTP-Method-Override' ) ).toBe( 'DELETE' );
	} );

	it( 'sends a body as JSON', async () => {
		const { client: shop, sent } = client( [ json( {} ) ] );
		await shop.request( 'address', { body: { choice: 'copy' } } );
		expect( sent[ 0 ] ).toMatchObject( { method: 'POST', body: { choice: 'copy' } } );
		expect( sent[ 0 ]?.headers.get( 'Content-Type' ) ).toBe( 'application/json' );
	} );

	it( 'leaves the requests of others alone', async () => {
		const { apiFetch, sent } = client( [ { status: 200 }, refusal( 'theirs', 400 ) ] );
		await expect( apiFetch( { path: '/wp/v2/posts', parse: false } ) ).resolves.toMatchObject( {
			status: 200,
		} );
		await expect( apiFetch( { path: '/wp/v2/posts' } ) ).rejects.toEqual( {
			code: 'theirs',
			message: 'theirs',
			data: { status: 400 },
		} );
		expect( sent[ 0 ]?.url ).toBe( `${ REST_ROOT }wp/v2/posts?_locale=user` );
	} );

	it( 'introduces itself where there is no WordPress, and has no nonce to renew', async () => {
		const { client: shop, sent } = client(
			[ json( overview() ), refusal( 'rest_cookie_invalid_nonce', 403 ) ],
			standaloneApiFetch
		);
		await shop.request( 'overview', {} );
		expect( sent[ 0 ]?.url ).toBe( `${ ROOT }overview?_locale=user` );
		expect( sent[ 0 ]?.headers.get( 'X-WP-Nonce' ) ).toBe( 'first-nonce' );
		const { failure } = await failureOf( shop.request( 'overview', {} ) );
		expect( failure ).toBe( 'bad_nonce' );
		expect( sent ).toHaveLength( 2 );
	} );

	it( 'renews a nonce that has run out, once, and repeats the request', async () => {
		const { client: shop, sent } = client( [
			refusal( 'rest_cookie_invalid_nonce', 403 ),
			{ text: () => Promise.resolve( 'fresh12345' ) },
			json( overview() ),
		] );
		await expect( shop.request( 'overview', {} ) ).resolves.toMatchObject( { now: NOW } );
		expect( sent[ 1 ]?.url ).toBe( NONCE_ENDPOINT );
		expect( sent[ 2 ]?.headers.get( 'X-WP-Nonce' ) ).toBe( 'fresh12345' );
	} );

	it( 'does not repeat when nobody is signed in any more', async () => {
		const { client: shop, sent } = client( [
			refusal( 'rest_cookie_invalid_nonce', 403 ),
			{ status: 400, text: () => Promise.resolve( '0' ) },
		] );
		const { failure } = await failureOf( shop.request( 'overview', {} ) );
		expect( failure ).toBe( 'bad_nonce' );
		expect( sent ).toHaveLength( 2 );
	} );

	it( 'does not go on when the shop refuses the nonces it hands out itself', async () => {
		const { client: shop, sent } = client( [
			refusal( 'rest_cookie_invalid_nonce', 403 ),
			{ text: () => Promise.resolve( 'fresh12345' ) },
			refusal( 'rest_cookie_invalid_nonce', 403 ),
		] );
		const { failure } = await failureOf( shop.request( 'overview', {} ) );
		expect( failure ).toBe( 'bad_nonce' );
		expect( sent ).toHaveLength( 3 );
	} );

	it( 'understands the refusal to renew of the api-fetch in older WordPress', async () => {
		const { client: shop, apiFetch } = client( [] );
		apiFetch.use( () =>
			Promise.reject( Object.assign( new Error(), { status: 400, headers: new Headers() } ) )
		);
		expect( await failureOf( shop.request( 'overview', {} ) ) ).toMatchObject( {
			failure: 'bad_nonce',
			status: 400,
		} );
	} );

	it.each( [
		[ 'no answer', new TypeError( 'Failed to fetch' ), 'unreachable', 0 ],
		[ 'a page instead of data', html, 'not_data', 200 ],
		[ 'the plugin switched off', refusal( 'rest_no_route', 404 ), 'plugin_off', 404 ],
		[ 'a code of the contract', refusal( 'plan_stale', 409 ), 'plan_stale', 409 ],
		[
			'an unknown code with 403',
			refusal( 'security_plugin_says_no', 403 ),
			'not_allowed',
			403,
		],
		[ 'an unknown code with 500', refusal( 'internal_server_error', 500 ), 'shop_error', 500 ],
		[ 'JSON that is no error', json( [ 1 ], 502 ), 'not_data', 502 ],
	] )( 'tells %s', async ( _name, reply, failure, status ) => {
		const { client: shop } = client( [ reply ] );
		expect( await failureOf( shop.request( 'overview', {} ) ) ).toMatchObject( {
			failure,
			status,
		} );
	} );

	it( 'hands on the fields of a refusal', async () => {
		const fields = [ { field: 'settings.buffer', code: 'too_big', message: 'Too big.' } ];
		const { client: shop } = client( [ refusal( 'settings_invalid', 400, fields ) ] );
		expect( ( await failureOf( shop.request( 'overview', {} ) ) ).fields ).toEqual( fields );
	} );

	describe( 'of which no answer comes', () => {
		/** A shop that does not answer before the request is taken back. */
		const silent = () =>
			createClient(
				wordpressApiFetch(
					( _url, init ) =>
						new Promise( ( _resolve, reject ) => {
							init?.signal?.addEventListener( 'abort', () =>
								reject( new DOMException( 'Aborted', 'AbortError' ) )
							);
						} )
				)
			);

		it( 'gives up after half a minute', async () => {
			jest.useFakeTimers();
			try {
				const failed = failureOf( silent().request( 'overview', {} ) );
				await jest.advanceTimersByTimeAsync( 30_000 );
				expect( ( await failed ).failure ).toBe( 'too_slow' );
			} finally {
				jest.useRealTimers();
			}
		} );

		it( 'gives up when told to, with the reason', async () => {
			const told = new AbortController();
			const asked = silent().request( 'overview', {}, told.signal );
			const reason = new Error( 'nobody looks any more' );
			told.abort( reason );
			await expect( asked ).rejects.toBe( reason );
			await expect( silent().request( 'overview', {}, told.signal ) ).rejects.toBe( reason );
		} );
	} );

	it( 'tells the time by the shop’s clock', async () => {
		const { client: shop } = client( [
			json( overview(), 200, { Date: 'Mon, 02 Mar 2026 10:00:00 GMT' } ),
		] );
		await shop.request( 'overview', {} );
		expect( Math.abs( shop.now() - Date.parse( NOW ) ) ).toBeLessThan( 5_000 );
	} );
} );
