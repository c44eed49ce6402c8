import type { ErrorBody, ERRORS } from '@tillsync/contract';

/** A code of the contract. */
export type ErrorCode = keyof typeof ERRORS;

/**
 * What can go wrong outside the contract: `unreachable` no answer · `too_slow` none in time · `plugin_off` the route is not there ·
 * `not_data` a page came where data was due · `shop_error` the shop failed in a way it gave no code for.
 */
export type TransportCode = 'unreachable' | 'too_slow' | 'plugin_off' | 'not_data' | 'shop_error';

export type FailureCode = ErrorCode | TransportCode;

export interface FieldProblem {
	/** Path in the request, for example `settings.buffer`. */
	readonly field: string;
	readonly code: string;
	readonly message: string;
}

/** Every failed request rejects with one of these, and nothing else. */
export type Failure = Error & {
	readonly failure: FailureCode;
	/** HTTP status; 0: no answer. */
	readonly status: number;
	readonly fields: readonly FieldProblem[];
};

/** Makes a failure. */
export function makeFailure(
	failure: FailureCode,
	status: number,
	fields: readonly FieldProblem[] = []
): Failure {
	return Object.assign( new Error( failure ), { failure, status, fields } );
}

/** Whether a caught value is a failed request (and not our own bug). */
export function isFailure( thrown: unknown ): thrown is Failure {
	return thrown instanceof Error && 'failure' in thrown;
}

/** WordPress's own codes, in the contract's words. */
const WORDPRESS_CODES: Readonly< Record< string, FailureCode > > = {
	rest_no_route: 'plugin_off',
	rest_cookie_invalid_nonce: 'bad_nonce',
	rest_forbidden: 'not_allowed',
	rest_not_logged_in: 'not_signed_in',
	rest_invalid_param: 'invalid_request',
	rest_missing_callback_param: 'invalid_request',
	rest_invalid_json: 'invalid_json',
};

const BY_STATUS: Readonly< Record< number, FailureCode > > = {
	401: 'not_signed_in',
	403: 'not_allowed',
};

/** Reads an error answer. `known` are the contract's codes; a code outside it is judged by its status. */
export function failureFromAnswer(
	status: number,
	body: unknown,
	known: ( code: string ) => code is ErrorCode
): Failure {
	if ( typeof body !== 'object' || body === null || ! ( 'code' in body ) ) {
		return makeFailure( 'not_data', status );
	}
	const { code, data } = body as ErrorBody;
	const fields = Array.isArray( data?.fields ) ? data.fields : [];
	return makeFailure(
		known( code ) ? code : ( WORDPRESS_CODES[ code ] ?? BY_STATUS[ status ] ?? 'shop_error' ),
		status,
		fields
	);
}
