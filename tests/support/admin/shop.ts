/**
 * A shop for the admin page's tests: one function a route behind a stand-in for `fetch`. What the page sends and what the test
 * answers are both held against the contract, so that neither can drift.
 */
import { ERRORS, NAMESPACE, ROUTES, type Route } from '@tillsync/contract';
import { REST_ROOT } from './api-fetch.ts';
import { NOW } from './samples.ts';
import type { AdminRoute, Answer } from '../../../admin-src/api/routes.ts';

/** What the page asked. */
export interface Asked {
	readonly route: AdminRoute;
	readonly id: string;
	readonly query: Readonly< Record< string, string > >;
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test knows the route it looks at.
	readonly body: any;
}

/** An answer that is a refusal, with a code of the contract or any other. */
export interface Refusal {
	readonly refused: string;
	readonly status?: number;
	readonly fields?: readonly { field: string; code: string; message: string }[];
}

export type Handler< Name extends AdminRoute > = (
	asked: Asked
) => Answer< Name > | Refusal | Promise< Answer< Name > | Refusal >;

export type Handlers = { [ Name in AdminRoute ]?: Handler< Name > };

export interface FakeShop {
	readonly fetch: typeof fetch;
	/** Everything that was asked, oldest first. */
	readonly asked: readonly Asked[];
	/** What was asked of one route. */
	askedOf( route: AdminRoute ): readonly Asked[];
	/** Answers differently from now on. */
	answer( handlers: Handlers ): void;
	/** What the contract does not allow, asked by the page or answered by the test; empty unless something is wrong. */
	readonly faults: readonly unknown[];
	/** True: nobody answers. */
	setOffline( offline: boolean ): void;
}

/** Where the routes are. */
const ROOT = `${ REST_ROOT }${ NAMESPACE }/`;

const ADMIN_ROUTES = Object.entries( ROUTES as Record< string, Route > ).filter(
	( [ , { audience } ] ) => audience === 'admin'
) as [ AdminRoute, Route ][];

const NUMBERS: ReadonlySet< string > = new Set( [ 'page', 'per_page', 'product', 'before' ] );

function routeOf( method: string, path: string ): { name: AdminRoute; id: string } {
	for ( const [ name, route ] of ADMIN_ROUTES ) {
		const match = new RegExp( `^${ route.path.replace( '{id}', '([^/]+)' ) }$` ).exec( path );
		if ( route.method === method && match ) {
			return { name, id: decodeURIComponent( match[ 1 ] ?? '' ) };
		}
	}
	throw new Error(
		`The page asked for ${ method } ${ path }, which the contract does not have.`
	);
}

/** The part of a `Response` the page reads; jsdom has none. */
function json( body: unknown, status = 200 ): Response {
	const answer: Pick< Response, 'ok' | 'status' | 'headers' | 'json' > = {
		ok: status < 400,
		status,
		headers: new Headers( { Date: new Date( NOW ).toUTCString() } ),
		json: () => Promise.resolve( body ),
	};
	return answer as Response;
}

function refusal( { refused, status, fields }: Refusal ): Response {
	const known = ( ERRORS as Record< string, { status: number } > )[ refused ];
	const code = status ?? known?.status ?? 500;
	return json( { code: refused, message: refused, data: { status: code, fields } }, code );
}

/** Makes a shop. A route without a handler answers an internal error. */
export function fakeShop( first: Handlers = {} ): FakeShop {
	let handlers: Handlers = first;
	let offline = false;
	const asked: Asked[] = [];

	const faults: unknown[] = [];

	const answer = async (
		input: Parameters< typeof fetch >[ 0 ],
		init?: RequestInit
	): Promise< Response > => {
		if ( offline ) {
			throw new TypeError( 'Failed to fetch' );
		}
		const url = new URL( input as string );
		const headers = new Headers( init?.headers );
		const method = headers.get( 'X-HTTP-Method-Override' ) ?? init?.method ?? 'GET';
		const { name, id } = routeOf(
			method,
			url.pathname.replace( new URL( ROOT ).pathname, '/' )
		);
		// What starts with an underscore is WordPress's own.
		const query = Object.fromEntries(
			[ ...url.searchParams ].filter( ( [ key ] ) => ! key.startsWith( '_' ) )
		);
		const body: unknown =
			init?.body === undefined ? undefined : JSON.parse( init.body as string );
		const route = ROUTES[ name ] as Route;
		route.body?.parse( body );
		route.query?.parse(
			Object.fromEntries(
				Object.entries( query ).map( ( [ key, value ] ) => [
					key,
					NUMBERS.has( key ) ? Number( value ) : value,
				] )
			)
		);
		asked.push( { route: name, id, query, body } );
		const handler = handlers[ name ] as Handler< AdminRoute > | undefined;
		const result = handler
			? await handler( { route: name, id, query, body } )
			: { refused: 'storage_failed' };
		return 'refused' in result ? refusal( result ) : json( route.answer.parse( result ) );
	};

	return {
		async fetch( input, init ) {
			try {
				return await answer( input, init );
			} catch ( thrown ) {
				if ( ! offline ) {
					faults.push( thrown );
				}
				throw thrown;
			}
		},
		faults,
		asked,
		askedOf: ( route ) => asked.filter( ( request ) => request.route === route ),
		answer( more ) {
			handlers = { ...handlers, ...more };
		},
		setOffline( value ) {
			offline = value;
		},
	};
}
