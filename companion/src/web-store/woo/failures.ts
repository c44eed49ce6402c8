import { ErrorBody } from '@tillsync/contract';
import type { Failure, FailureCode, FailureKind } from '../../domain/failure.ts';
import type { HttpAnswer } from '../../net/http.ts';
import { parseJson } from '../../net/json.ts';
import { retryAfterMs } from '../../net/retry-after.ts';

type Meaning = readonly [ Exclude< FailureKind, 'defect' >, FailureCode ];

/**
 * What each error code means to the companion: the plugin’s own, and those WordPress answers before the plugin is
 * reached. Codes that are not here are judged by their status.
 */
const MEANINGS: Readonly< Record< string, Meaning > > = {
	not_signed_in: [ 'unauthorized', 'credential_refused' ],
	not_allowed: [ 'unauthorized', 'not_allowed' ],
	contract_too_old: [ 'unavailable', 'companion_too_old' ],
	contract_too_new: [ 'unavailable', 'plugin_too_old' ],
	other_companion: [ 'conflict', 'other_companion' ],
	lease_missing: [ 'conflict', 'lease_missing' ],
	sweeping: [ 'conflict', 'sweeping' ],
	pos_unknown: [ 'conflict', 'pos_unknown' ],
	shop_moved: [ 'unavailable', 'shop_moved' ],
	storage_failed: [ 'retryable', 'server_error' ],
	rest_no_route: [ 'unavailable', 'route_missing' ],
	rest_forbidden: [ 'unauthorized', 'not_allowed' ],
	rest_not_logged_in: [ 'unauthorized', 'credential_refused' ],
	incorrect_password: [ 'unauthorized', 'credential_refused' ],
	invalid_username: [ 'unauthorized', 'credential_refused' ],
	invalid_email: [ 'unauthorized', 'credential_refused' ],
	application_passwords_disabled: [ 'unauthorized', 'credential_refused' ],
	application_passwords_disabled_for_user: [ 'unauthorized', 'credential_refused' ],
	wp_die: [ 'retryable', 'server_error' ],
	internal_server_error: [ 'retryable', 'server_error' ],
};

/** What an answer of the shop that is no success means; the one place where its statuses and codes are read. */
export function failureOf( answer: HttpAnswer, where: string ): Failure {
	const { status } = answer;
	const body = ErrorBody.safeParse( parseJson( answer.text ) );
	const detail = body.success
		? `${ where }: ${ status } ${ body.data.code }: ${ body.data.message.slice( 0, 300 ) }`
		: `${ where }: ${ status }, no JSON error`;
	if ( status === 429 ) {
		const afterMs = retryAfterMs( answer.header );
		return {
			kind: 'retryable',
			code: 'rate_limited',
			detail,
			...( afterMs !== null && { afterMs } ),
		};
	}
	const meaning =
		( body.success && MEANINGS[ body.data.code ] ) || byStatus( status, body.success );
	const [ kind, code ] = meaning;
	switch ( kind ) {
		case 'retryable': {
			const told = body.data?.data?.retry_after;
			const afterMs = told === undefined ? retryAfterMs( answer.header ) : told * 1000;
			return { kind, code, detail, ...( afterMs !== null && { afterMs } ) };
		}
		case 'rejected': {
			const fields = body.data?.data?.fields ?? [];
			return {
				kind,
				code,
				detail: `${ detail } ${ fields
					.map( ( { field, message } ) => `${ field } ${ message }` )
					.join( '; ' )
					.slice( 0, 500 ) }`.trim(),
				fields: fields.map( ( { field, message } ) => ( { field, message } ) ),
			};
		}
		case 'conflict':
		case 'unavailable':
		case 'unauthorized':
			return { kind, code, detail };
	}
}

function byStatus( status: number, isJson: boolean ): Meaning {
	if ( status === 401 ) {
		return [ 'unauthorized', 'credential_refused' ];
	}
	if ( status === 403 ) {
		// A firewall in front of the shop answers 403 in HTML; that says nothing about the credential.
		return isJson ? [ 'unauthorized', 'not_allowed' ] : [ 'unavailable', 'not_json' ];
	}
	if ( status === 408 || status >= 500 ) {
		return [ 'retryable', 'server_error' ];
	}
	if ( ! isJson ) {
		return [ 'unavailable', 'not_json' ];
	}
	return status === 404 ? [ 'rejected', 'not_found' ] : [ 'rejected', 'request_refused' ];
}

/** A success whose body is not what it should be: cut short (come again), a page in HTML, or another shape. */
export function unreadableAnswer( answer: HttpAnswer, where: string, why: string ): Failure {
	if ( parseJson( answer.text ) !== undefined ) {
		return {
			kind: 'unavailable',
			code: 'unreadable_answer',
			detail: `${ where }: ${ why }`.slice( 0, 500 ),
		};
	}
	return /^\s*[{[]/.test( answer.text )
		? { kind: 'retryable', code: 'broken_off', detail: `${ where }: body cut short` }
		: { kind: 'unavailable', code: 'not_json', detail: `${ where }: not JSON` };
}
