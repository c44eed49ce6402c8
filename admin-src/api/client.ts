import { addQueryArgs } from '@wordpress/url';
import type { PageSettings } from '../types/page-settings.ts';
import { failureFromAnswer, makeFailure, type Failure } from './failure.ts';
import { isErrorCode } from './failure-sentences.ts';
import { ADMIN_ROUTES, type AdminRoute, type Answer, type Input } from './routes.ts';

/** Longer than the 15 seconds after which a batch route stops by itself. */
const TIME_OUT_MS = 30_000;

/** Methods that some hosts block; WordPress takes them as POST with a header. */
const OVERRIDDEN: readonly string[] = [ 'PUT', 'DELETE' ];

export interface Client {
	/**
	 * Sends a request to a route of the contract. Rejects with a {@link Failure}; when `signal` aborts, with its reason.
	 */
	request< Name extends AdminRoute >(
		route: Name,
		input: Input< Name >,
		signal?: AbortSignal
	): Promise< Answer< Name > >;
	/** Milliseconds since 1970 by the shop's clock, as its last answer told it; this machine's clock before the first one. */
	now(): number;
}

interface AnyInput {
	readonly id?: string;
	readonly query?: Readonly< Record< string, unknown > >;
	readonly body?: unknown;
}

/**
 * The one way to the plugin. The nonce is renewed when the shop hands out a new one, and once by itself when it has run out,
 * so that a page left open over night still works.
 *
 * @param settings Where the plugin is and who asks.
 * @param send     The browser's `fetch`, or a stand-in.
 */
export function createClient( settings: PageSettings, send: typeof fetch = fetch ): Client {
	let nonce = settings.nonce;
	let ahead = 0;

	const addressOf = ( route: AdminRoute, { id, query }: AnyInput ): string => {
		const path = ADMIN_ROUTES[ route ].path.replace( '{id}', encodeURIComponent( id ?? '' ) );
		const given = Object.entries( query ?? {} ).filter(
			( [ , value ] ) => value !== undefined && value !== ''
		);
		return addQueryArgs( settings.root + path.slice( 1 ), Object.fromEntries( given ) );
	};

	const once = async (
		route: AdminRoute,
		input: AnyInput,
		signal: AbortSignal
	): Promise< unknown > => {
		const { method } = ADMIN_ROUTES[ route ];
		const overridden = ! settings.standalone && OVERRIDDEN.includes( method );
		let answer: Response;
		try {
			answer = await send( addressOf( route, input ), {
				method: overridden ? 'POST' : method,
				headers: {
					Accept: 'application/json',
					'X-WP-Nonce': nonce,
					...( overridden ? { 'X-HTTP-Method-Override': method } : {} ),
					...( input.body === undefined ? {} : { 'Content-Type': 'application/json' } ),
				},
				...( input.body === undefined ? {} : { body: JSON.stringify( input.body ) } ),
				credentials: 'same-origin',
				signal,
			} );
		} catch {
			throw makeFailure( 'unreachable', 0 );
		}
		nonce = answer.headers.get( 'X-WP-Nonce' ) ?? nonce;
		const told = Date.parse( answer.headers.get( 'Date' ) ?? '' );
		if ( ! Number.isNaN( told ) ) {
			ahead = told - Date.now();
		}
		let body: unknown;
		try {
			body = await answer.json();
		} catch {
			throw makeFailure( 'not_data', answer.status );
		}
		if ( ! answer.ok ) {
			throw failureFromAnswer( answer.status, body, isErrorCode );
		}
		return body;
	};

	const renewNonce = async (): Promise< boolean > => {
		if ( settings.standalone ) {
			return false;
		}
		try {
			const answer = await send( `${ settings.adminUrl }admin-ajax.php?action=rest-nonce`, {
				credentials: 'same-origin',
			} );
			const text = ( await answer.text() ).trim();
			// Whoever is signed out gets `0`.
			const renewed = answer.ok && /^[a-z0-9]{8,}$/.test( text );
			nonce = renewed ? text : nonce;
			return renewed;
		} catch {
			return false;
		}
	};

	return {
		async request< Name extends AdminRoute >(
			route: Name,
			input: Input< Name >,
			signal?: AbortSignal
		) {
			const clock = new AbortController();
			const timer = setTimeout( () => clock.abort(), TIME_OUT_MS );
			const stop = () => clock.abort();
			signal?.addEventListener( 'abort', stop );
			try {
				try {
					return ( await once( route, input, clock.signal ) ) as Answer< Name >;
				} catch ( thrown ) {
					if ( ( thrown as Failure ).failure === 'bad_nonce' && ( await renewNonce() ) ) {
						return ( await once( route, input, clock.signal ) ) as Answer< Name >;
					}
					throw thrown;
				}
			} catch ( thrown ) {
				signal?.throwIfAborted();
				throw clock.signal.aborted ? makeFailure( 'too_slow', 0 ) : thrown;
			} finally {
				clearTimeout( timer );
				signal?.removeEventListener( 'abort', stop );
			}
		},
		now: () => Date.now() + ahead,
	};
}
