import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import { readJson, send } from '../http/messages.ts';
import type { Answer } from '../http/messages.ts';
import type { Switches } from '../switches.ts';
import { createRateLimiter } from './rate-limit.ts';
import type { RateLimit } from './rate-limit.ts';
import { vendorError } from './routes.ts';
import type { VendorRequest } from './routes.ts';

/** One request to the vendor's API, for those who count. */
export interface Call {
	readonly method: string;
	/** With the query, without the host. */
	readonly path: string;
	readonly resource: string;
	/** 0: never answered. */
	readonly status: number;
	/** Milliseconds since 1970. */
	readonly at: number;
}

export interface GateParts {
	readonly token: string;
	readonly clock: Clock;
	readonly faults: Faults;
	readonly switches: () => Switches;
	readonly requestLimit: () => number;
	readonly routes: ( request: VendorRequest ) => Answer;
	readonly onCall: ( call: Call ) => void;
	/** Waits at least so long; ends early when the simulator stops. */
	readonly pause: ( ms: number ) => Promise< void >;
}

export type VendorHandler = (
	request: IncomingMessage,
	response: ServerResponse,
	url: URL
) => Promise< void >;

const DATED: readonly string[] = [ '2026-01', '2026-04', '2026-07' ];

/**
 * The version that answers: an expired dated one is served, without a word,
 * by the oldest that is still there.
 *
 * @return null for what never was a version.
 */
export function servedVersion( asked: string ): string | null {
	if ( asked === '2.0' || DATED.includes( asked ) ) {
		return asked;
	}
	const [ oldest = '' ] = DATED;
	return /^20\d\d-(?:01|04|07|10)$/.test( asked ) && asked < oldest ? oldest : null;
}

/** Transport: credentials, limits and faults around the routes. */
export function createGate( parts: GateParts ): VendorHandler {
	const { clock, faults } = parts;
	const countRequest = createRateLimiter( parts.requestLimit );

	const secret = Buffer.from( `Bearer ${ parts.token }` );
	function isAuthorised( request: IncomingMessage ): boolean {
		const given = Buffer.from( request.headers.authorization ?? '' );
		return given.length === secret.length && timingSafeEqual( given, secret );
	}

	function tooMany( retryAt: number ): Answer {
		return {
			...vendorError( 429, 'Too Many Requests', 'Rate limiting enforced' ),
			headers: {
				'Content-Type': 'application/json; charset=utf-8',
				'Retry-After': new Date( retryAt ).toUTCString(),
			},
		};
	}

	/** The answer that makes the routes superfluous, or null. */
	function refused(
		request: IncomingMessage,
		resource: string,
		limit: RateLimit
	): Answer | null {
		const now = faults.now();
		const skewMs = now.clock_skew_seconds * 1000;
		if ( faults.strikes( 'server_error', resource ) ) {
			return brokenServer( now.server_error.status );
		}
		if ( now.expired_token || ! isAuthorised( request ) ) {
			return vendorError(
				401,
				'Unauthorized',
				'The access token is missing, expired or has been revoked.'
			);
		}
		if ( faults.strikes( 'rate_limited', resource ) ) {
			return tooMany( clock.now() + skewMs + now.rate_limited.retry_after_seconds * 1000 );
		}
		if ( ! limit.allowed ) {
			return tooMany( limit.resetsAt + skewMs );
		}
		if ( parts.switches().user_agent_required && ! request.headers[ 'user-agent' ] ) {
			return vendorError( 403, 'Forbidden', 'A User-Agent header is required.' );
		}
		if ( now.forbidden.includes( resource ) ) {
			return vendorError( 403, 'Forbidden', `The token lacks the scope ${ resource }:read.` );
		}
		return null;
	}

	function finish(
		response: ServerResponse,
		resource: string,
		answer: Answer,
		limit: RateLimit
	): void {
		const whole: Answer = {
			...answer,
			headers: {
				...answer.headers,
				Date: new Date( faults.vendorNow() ).toUTCString(),
				'X-RateLimit-Limit': String( limit.limit ),
				'X-RateLimit-Remaining': String( answer.status === 429 ? 0 : limit.remaining ),
			},
		};
		if ( answer.status !== 200 || ! faults.strikes( 'cut_body', resource ) ) {
			send( response, whole );
			return;
		}
		const half = whole.body.slice( 0, Math.floor( whole.body.length / 2 ) );
		if ( faults.now().cut_body.how === 'short' ) {
			send( response, { ...whole, body: half } );
			return;
		}
		response.writeHead( whole.status, {
			...whole.headers,
			'Content-Length': String( Buffer.byteLength( whole.body ) ),
		} );
		response.write( half, () => response.destroy() );
	}

	return async ( request, response, url ) => {
		const [ , , asked = '', ...path ] = url.pathname.split( '/' ).map( decodeSafely );
		const resource = path[ 0 ] ?? '';
		const method = request.method ?? 'GET';
		const call = { method, path: url.pathname + url.search, resource, at: clock.now() };
		const limit = countRequest( clock.now() );
		if ( faults.strikes( 'time_out', resource ) ) {
			// Left open on purpose: the client gives up, or the simulator stops.
			parts.onCall( { ...call, status: 0 } );
			return;
		}
		if ( faults.now().latency_ms > 0 ) {
			await parts.pause( faults.now().latency_ms );
		}
		const read = await readJson( request );
		const version = servedVersion( asked );
		const answer =
			refused( request, resource, limit ) ??
			( 'problem' in read ? vendorError( 400, 'Bad Request', read.problem ) : null ) ??
			( version === null
				? vendorError( 404, 'Not Found', `There is no API version "${ asked }".` )
				: parts.routes( {
						method,
						version,
						path: path.filter(
							( part, index ) => part !== '' || index < path.length - 1
						),
						query: url.searchParams,
						body: 'body' in read ? read.body : {},
					} ) );
		parts.onCall( { ...call, status: answer.status } );
		finish( response, resource, answer, limit );
	};
}

/** 502 comes from the proxy in front, in HTML; the others as JSON. */
function brokenServer( status: number ): Answer {
	return status === 502
		? {
				status,
				headers: { 'Content-Type': 'text/html; charset=utf-8' },
				body: '<html><body><h1>502 Bad Gateway</h1></body></html>',
			}
		: vendorError( status, 'Server Error', 'Something went wrong on our side.' );
}

function decodeSafely( part: string ): string {
	try {
		return decodeURIComponent( part );
	} catch {
		return part;
	}
}
