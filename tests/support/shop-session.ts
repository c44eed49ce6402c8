/**
 * A person's browser session with a real shop, without a browser: cookies, nonce, pages.
 */
import type { ShopHandle } from '../../tools/shop/index.ts';

export interface PageAnswer {
	readonly status: number;
	readonly body: string;
	/** Where a redirect leads, else null. */
	readonly location: string | null;
}

export interface ShopSession {
	/** Asks for a path with the session's cookies; redirects inside the shop are followed. */
	get( path: string ): Promise< PageAnswer >;
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

	let nonce: string | undefined;
	return {
		async get( path ) {
			let answer = await send( path );
			for (
				let turn = 0;
				turn < MOST_REDIRECTS && answer.headers.has( 'location' );
				turn++
			) {
				answer = await send( answer.headers.get( 'location' ) ?? '/' );
			}
			return {
				status: answer.status,
				body: await answer.text(),
				location: answer.headers.get( 'location' ),
			};
		},
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
