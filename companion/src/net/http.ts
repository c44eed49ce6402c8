import type { Clock } from '../domain/surroundings.ts';
import { problemOf, type ConnectionProblem } from './connection-problem.ts';

export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	readonly url: string;
	readonly headers: Readonly< Record< string, string > >;
	readonly body?: string;
}

export interface HttpAnswer {
	readonly status: number;
	/** A header by its lower- or upper-case name; null when it did not come. */
	header( name: string ): string | null;
	readonly text: string;
}

export type HttpResult =
	| { readonly ok: true; readonly answer: HttpAnswer }
	| { readonly ok: false; readonly problem: ConnectionProblem; readonly detail: string };

/** One request and what came back, for counting and for the doctor. Holds no header, body or query. */
export interface Exchange {
	readonly origin: string;
	readonly status: number | null;
	readonly problem: ConnectionProblem | null;
	/** The answer’s Date header; null when there was none. */
	readonly date: string | null;
}

export interface Http {
	/** Never throws, follows no redirect, and answers within the time-out. */
	send( request: HttpRequest ): Promise< HttpResult >;
}

export interface HttpOptions {
	readonly clock: Clock;
	readonly userAgent: string;
	/** Until the last byte of the body, in milliseconds. Default 30,000. */
	readonly timeoutMs?: number;
	/** Largest body read, in bytes. Default 32 MiB. */
	readonly maxBytes?: number;
	readonly fetch?: typeof globalThis.fetch;
	readonly onExchange?: ( exchange: Exchange ) => void;
}

export function createHttp( {
	clock,
	userAgent,
	timeoutMs = 30_000,
	maxBytes = 33_554_432,
	fetch = globalThis.fetch,
	onExchange,
}: HttpOptions ): Http {
	async function exchange( request: HttpRequest, abort: AbortController ): Promise< HttpResult > {
		const response = await fetch( request.url, {
			method: request.method,
			headers: { 'User-Agent': userAgent, ...request.headers },
			body: request.body ?? null,
			redirect: 'manual',
			signal: abort.signal,
		} );
		const header = ( name: string ) => response.headers.get( name );
		if ( response.status >= 300 && response.status < 400 ) {
			await response.body?.cancel();
			return {
				ok: false,
				problem: 'redirected',
				detail: `${ response.status } to ${ withoutQuery( header( 'location' ) ?? '' ) }`,
			};
		}
		const text = await readText( response, maxBytes );
		return text === null
			? { ok: false, problem: 'too_large', detail: `more than ${ maxBytes } bytes` }
			: { ok: true, answer: { status: response.status, header, text } };
	}

	return {
		async send( request ) {
			const abort = new AbortController();
			const answered = new AbortController();
			let late = false;
			void clock.sleep( timeoutMs, answered.signal ).then( () => {
				if ( ! answered.signal.aborted ) {
					late = true;
					abort.abort();
				}
			} );
			const result = await exchange( request, abort ).catch(
				( error: unknown ): HttpResult => ( {
					ok: false,
					...( late
						? { problem: 'timed_out', detail: `nothing within ${ timeoutMs } ms` }
						: problemOf( error ) ),
				} )
			);
			answered.abort();
			onExchange?.( {
				origin: new URL( request.url ).origin,
				status: result.ok ? result.answer.status : null,
				problem: result.ok ? null : result.problem,
				date: result.ok ? result.answer.header( 'date' ) : null,
			} );
			return result;
		},
	};
}

/** The body as text, or null as soon as it proves larger than `maxBytes`. */
async function readText( response: Response, maxBytes: number ): Promise< string | null > {
	if ( ! response.body ) {
		return '';
	}
	const reader = response.body.getReader();
	const chunks: Uint8Array[] = [];
	let size = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if ( done ) {
			return new TextDecoder().decode( Buffer.concat( chunks ) );
		}
		size += value.byteLength;
		if ( size > maxBytes ) {
			await reader.cancel();
			return null;
		}
		chunks.push( value );
	}
}

/** An address fit for a log: secrets may hide in a query, never in a path of ours. */
export function withoutQuery( url: string ): string {
	return url.replace( /[?#].*$/s, '' );
}
