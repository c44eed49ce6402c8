/**
 * `@wordpress/api-fetch` as the page finds it. It keeps what it was told for as long as it is loaded, so that each call here
 * loads it anew.
 */
import type { ApiFetch } from '@wordpress/api-fetch';
import { introduce } from '../../../admin-src/api/client.ts';

export const REST_ROOT = 'https://shop.example/wp-json/';
export const NONCE_ENDPOINT = 'https://shop.example/wp-admin/admin-ajax.php?action=rest-nonce';

/** An api-fetch that nobody has told anything; requests go to `window.fetch`, which becomes `send`. */
export function freshApiFetch( send: typeof fetch ): ApiFetch {
	window.fetch = send;
	let fresh: { default: ApiFetch } | undefined;
	jest.isolateModules( () => {
		fresh = jest.requireActual< { default: ApiFetch } >( '@wordpress/api-fetch' );
	} );
	if ( fresh === undefined ) {
		throw new Error( 'api-fetch was not loaded.' );
	}
	return fresh.default;
}

/** api-fetch as wp-admin hands it to a page: it knows the shop, the nonce and where to renew it. */
export function wordpressApiFetch( send: typeof fetch, root = REST_ROOT ): ApiFetch {
	const made = freshApiFetch( send );
	made.use( made.createRootURLMiddleware( root ) );
	made.nonceMiddleware = made.createNonceMiddleware( 'first-nonce' );
	made.use( made.nonceMiddleware );
	made.nonceEndpoint = NONCE_ENDPOINT;
	return made;
}

/** api-fetch on a page without WordPress. */
export function standaloneApiFetch( send: typeof fetch ): ApiFetch {
	const made = freshApiFetch( send );
	introduce( { root: REST_ROOT, nonce: 'first-nonce' }, made );
	return made;
}
