import type { Failure } from '../../domain/failure.ts';
import { parseJson } from '../../net/json.ts';
import type { HttpAnswer } from '../../net/http.ts';
import { retryAfterMs } from '../../net/retry-after.ts';
import { ErrorBody } from './schema.ts';

/** Wait after a 429 whose `Retry-After` cannot be read, in milliseconds. */
const RATE_LIMIT_PAUSE_MS = 30_000;

/**
 * What an answer of X-Series that is no success means; the one place where its statuses are read. There is no list of
 * error codes, so status and shape decide.
 */
export function failureOf( answer: HttpAnswer, where: string ): Failure {
	const { status } = answer;
	const detail = `${ where }: ${ status } ${ wordsOf( answer ) }`.trim();
	if ( status === 429 ) {
		const afterMs = retryAfterMs( answer.header ) ?? RATE_LIMIT_PAUSE_MS;
		return { kind: 'retryable', code: 'rate_limited', detail, afterMs };
	}
	if ( status === 401 ) {
		return { kind: 'unauthorized', code: 'credential_refused', detail };
	}
	if ( status === 403 ) {
		return { kind: 'unauthorized', code: 'not_allowed', detail };
	}
	if ( status === 408 || status >= 500 ) {
		const afterMs = retryAfterMs( answer.header );
		return {
			kind: 'retryable',
			code: 'server_error',
			detail,
			...( afterMs !== null && { afterMs } ),
		};
	}
	if ( status === 404 ) {
		// "No such thing" is JSON; a page in HTML is an address where no X-Series is.
		return isJson( answer )
			? { kind: 'rejected', code: 'not_found', detail, fields: [] }
			: { kind: 'unavailable', code: 'not_json', detail };
	}
	return { kind: 'rejected', code: 'request_refused', detail, fields: [] };
}

/** A success whose body is not what it should be: cut short (come again), or something else altogether. */
export function unreadableAnswer( answer: HttpAnswer, where: string ): Failure {
	if ( parseJson( answer.text ) !== undefined ) {
		return {
			kind: 'unavailable',
			code: 'unreadable_answer',
			detail: `${ where }: JSON of another shape`,
		};
	}
	return /^\s*</.test( answer.text )
		? { kind: 'unavailable', code: 'not_json', detail: `${ where }: not JSON` }
		: { kind: 'retryable', code: 'broken_off', detail: `${ where }: body cut short` };
}

function isJson( answer: HttpAnswer ): boolean {
	return parseJson( answer.text ) !== undefined;
}

function wordsOf( answer: HttpAnswer ): string {
	const body = ErrorBody.safeParse( parseJson( answer.text ) );
	return body.success
		? [ body.data.error, body.data.message ].filter( Boolean ).join( ': ' ).slice( 0, 300 )
		: '';
}
