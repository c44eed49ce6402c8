import apiFetch, { type APIFetchMiddleware, type ApiFetch } from '@wordpress/api-fetch';
import { addQueryArgs } from '@wordpress/url';
import { failureFromAnswer, isFailure, makeFailure } from './failure.ts';
import { isErrorCode } from './failure-sentences.ts';
import { ADMIN_ROUTES, NAMESPACE, type AdminRoute, type Answer, type Input } from './routes.ts';

/** Longer than the 15 seconds after which a batch route stops by itself. */
const TIME_OUT_MS = 30_000;

const ROOT = `/${ NAMESPACE }`;

/** The code by which api-fetch knows that it has to renew the nonce and repeat the request. */
const NONCE_RAN_OUT = 'rest_cookie_invalid_nonce';

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

function pathOf( route: AdminRoute, { id, query }: AnyInput ): string {
	const path = ADMIN_ROUTES[ route ].path.replace( '{id}', encodeURIComponent( id ?? '' ) );
	const given = Object.entries( query ?? {} ).filter(
		( [ , value ] ) => value !== undefined && value !== ''
	);
	return addQueryArgs( ROOT + path, Object.fromEntries( given ) );
}

const isResponse = ( thrown: unknown ): thrown is Response =>
	typeof thrown === 'object' && thrown !== null && 'headers' in thrown && 'status' in thrown;

/** With `parse: false` api-fetch throws an answer outside of 2xx as it is. */
async function answerOf( sent: Promise< unknown > ): Promise< Response > {
	try {
		return ( await sent ) as Response;
	} catch ( thrown ) {
		if ( isResponse( thrown ) ) {
			return thrown;
		}
		throw thrown;
	}
}

/**
 * Reads the plugin's answers in api-fetch's stead, which keeps neither their status nor the shop's time; requests of others
 * pass as they are.
 *
 * @param send     Renews the nonce where it knows how.
 * @param onAnswer Told of each answer, whatever it is.
 */
function readAnswers( send: ApiFetch, onAnswer: ( answer: Response ) => void ): APIFetchMiddleware {
	const renewed = new WeakSet< AbortSignal >();
	return async ( options, next ) => {
		if ( ! options.path?.startsWith( `${ ROOT }/` ) ) {
			return next( options ) as Promise< unknown >;
		}
		const answer = await answerOf( next( { ...options, parse: false } ) );
		onAnswer( answer );
		let body: unknown;
		try {
			body = await answer.json();
		} catch {
			throw makeFailure( 'not_data', answer.status );
		}
		if ( answer.ok ) {
			return body;
		}
		const failure = failureFromAnswer( answer.status, body, isErrorCode );
		const { signal } = options;
		// Once a request: api-fetch would go on for as long as the shop refuses the nonces it hands out itself.
		if (
			failure.failure === 'bad_nonce' &&
			send.nonceEndpoint &&
			signal &&
			! renewed.has( signal )
		) {
			renewed.add( signal );
			throw Object.assign( failure, { code: NONCE_RAN_OUT } );
		}
		throw failure;
	};
}

/** What api-fetch throws where no answer came, and where the one to its renewing of the nonce was a refusal. */
function failureFromThrown( thrown: unknown ): Error {
	if ( isFailure( thrown ) ) {
		return thrown;
	}
	return isResponse( thrown )
		? makeFailure( 'bad_nonce', thrown.status )
		: makeFailure( 'unreachable', 0 );
}

/**
 * The one way to the plugin. Where the shop is, who asks, and how a nonce that has run out is renewed, `send` knows already:
 * from wp-admin, or from {@link introduce} on a page of our own.
 *
 * @param send api-fetch; takes one client only.
 */
export function createClient( send: ApiFetch = apiFetch ): Client {
	let ahead = 0;
	send.use(
		readAnswers( send, ( { headers } ) => {
			const told = Date.parse( headers.get( 'Date' ) ?? '' );
			ahead = Number.isNaN( told ) ? ahead : told - Date.now();
		} )
	);
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
				signal?.throwIfAborted();
				return await send< Answer< Name > >( {
					path: pathOf( route, input ),
					method: ADMIN_ROUTES[ route ].method,
					data: ( input as AnyInput ).body,
					signal: clock.signal,
				} );
			} catch ( thrown ) {
				signal?.throwIfAborted();
				throw clock.signal.aborted
					? makeFailure( 'too_slow', 0 )
					: failureFromThrown( thrown );
			} finally {
				clearTimeout( timer );
				signal?.removeEventListener( 'abort', stop );
			}
		},
		now: () => Date.now() + ahead,
	};
}

/** Tells api-fetch where the shop is and who asks, as wp-admin does by itself; once a page. */
export function introduce(
	{ root, nonce }: { readonly root: string; readonly nonce: string },
	send: ApiFetch = apiFetch
): void {
	send.use( send.createRootURLMiddleware( root ) );
	send.use( send.createNonceMiddleware( nonce ) );
}
