/**
 * A person's browser session with a real shop, without a browser: cookies, nonce, pages.
 */
import type { ShopHandle } from '../../tools/shop/index.ts';
import type { FormFields } from './admin-forms.ts';

export interface PageAnswer {
	readonly status: number;
	readonly body: string;
	/** The page that answered in the end: path and query. */
	readonly path: string;
	/** Where a redirect leads, else null. */
	readonly location: string | null;
}

export interface ShopSession {
	/** Asks for a path with the session's cookies; redirects inside the shop are followed. */
	get( path: string ): Promise< PageAnswer >;
	/**
	 * Sends a form with the session's cookies, and follows redirects as a browser does.
	 *
	 * @param path   Where to, for example `/wp-admin/post.php`.
	 * @param fields What the form holds.
	 * @param from   The page it is on; what WordPress takes for the referrer.
	 */
	post( path: string, fields: FormFields, from?: string ): Promise< PageAnswer >;
	/** Calls `wp-json/<route>` with cookies and REST nonce, as the pages in wp-admin do. */
	rest( method: string, route: string, body?: unknown ): Promise< Response >;
}

const MOST_REDIRECTS = 5;

/**
 * Logs in by the form and answers a session.
 *
 * @throws Error when the shop does not let the user in.
 */
export async function logIn(
	shop: ShopHandle,
	user: string,
	password: string
): Promise< ShopSession > {
	const jar = new Map< string, string >( [ [ 'wordpress_test_cookie', 'WP%20Cookie%20check' ] ] );
	const send = async ( path: string, init: RequestInit = {} ): Promise< Response > => {
		const cookie = [ ...jar ].map( ( [ name, value ] ) => `${ name }=${ value }` ).join( '; ' );
		const answer = await fetch( new URL( path, shop.url ), {
			...init,
			redirect: 'manual',
			headers: { ...( init.headers as Record< string, string > | undefined ), cookie },
		} );
		for ( const line of answer.headers.getSetCookie() ) {
			const [ , name, value ] = /^([^=]+)=([^;]*)/.exec( line ) ?? [];
			if ( name !== undefined && value !== undefined ) {
				jar.set( name, value );
			}
		}
		return answer;
	};
	await send( '/wp-login.php', {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams( { log: user, pwd: password, testcookie: '1' } ).toString(),
	} );
	if ( ! [ ...jar.keys() ].some( ( name ) => name.startsWith( 'wordpress_logged_in' ) ) ) {
		throw new Error( `The shop does not let ${ user } in.` );
	}

	/** Goes on until a page answers. Redirects may be relative to the page they come from. */
	const follow = async ( first: string, init?: RequestInit ): Promise< PageAnswer > => {
		let url = new URL( first, shop.url );
		let answer = await send( url.href, init );
		for ( let turn = 0; turn < MOST_REDIRECTS && answer.headers.has( 'location' ); turn++ ) {
			url = new URL( answer.headers.get( 'location' ) ?? '/', url );
			answer = await send( url.href );
		}
		return {
			status: answer.status,
			body: await answer.text(),
			path: url.pathname + url.search,
			location: answer.headers.get( 'location' ),
		};
	};

	let nonce: string | undefined;
	return {
		get: ( path ) => follow( path ),
		post: ( path, fields, from ) =>
			follow( path, {
				method: 'POST',
				headers: {
					'content-type': 'application/x-www-form-urlencoded',
					...( from === undefined ? {} : { referer: new URL( from, shop.url ).href } ),
				},
				body: new URLSearchParams(
					fields.map( ( [ name, value ] ) => [ name, value ] )
				).toString(),
			} ),
		async rest( method, route, body ) {
			nonce ??= await ( await send( '/wp-admin/admin-ajax.php?action=rest-nonce' ) ).text();
			return send( `/wp-json/${ route }`, {
				method,
				headers: { 'content-type': 'application/json', 'x-wp-nonce': nonce },
				...( body === undefined ? {} : { body: JSON.stringify( body ) } ),
			} );
		},
	};
}
