import type { Failure } from '../domain/failure.ts';

/** Why there is no answer at all. */
export type ConnectionProblem =
	| 'timed_out'
	| 'name_unknown'
	| 'refused'
	| 'broken_off'
	| 'certificate_untrusted'
	| 'redirected'
	| 'too_large';

const BY_CODE: Readonly< Record< string, ConnectionProblem > > = {
	ENOTFOUND: 'name_unknown',
	EAI_AGAIN: 'name_unknown',
	ECONNREFUSED: 'refused',
	EHOSTUNREACH: 'refused',
	ENETUNREACH: 'refused',
	EADDRNOTAVAIL: 'refused',
	ETIMEDOUT: 'timed_out',
	UND_ERR_CONNECT_TIMEOUT: 'timed_out',
	UND_ERR_HEADERS_TIMEOUT: 'timed_out',
	UND_ERR_BODY_TIMEOUT: 'timed_out',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate_untrusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'certificate_untrusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate_untrusted',
	UNABLE_TO_GET_ISSUER_CERT: 'certificate_untrusted',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate_untrusted',
	CERT_HAS_EXPIRED: 'certificate_untrusted',
	CERT_NOT_YET_VALID: 'certificate_untrusted',
	CERT_UNTRUSTED: 'certificate_untrusted',
	CERT_REVOKED: 'certificate_untrusted',
	ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_untrusted',
};

/**
 * What Node’s fetch threw, as a problem. It hides the reason in `cause`, and where a name has several addresses one level
 * deeper, in the errors of an AggregateError. What has no known code is a connection that broke off.
 */
export function problemOf( error: unknown ): {
	readonly problem: ConnectionProblem;
	readonly detail: string;
} {
	for ( const code of codesIn( error, 0 ) ) {
		const problem = BY_CODE[ code ];
		if ( problem ) {
			return { problem, detail: code };
		}
	}
	const [ code ] = codesIn( error, 0 );
	return {
		problem: 'broken_off',
		detail: code ?? ( error instanceof Error ? error.message : String( error ) ),
	};
}

function codesIn( error: unknown, depth: number ): string[] {
	if ( typeof error !== 'object' || error === null || depth > 4 ) {
		return [];
	}
	const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
	return [
		...( typeof code === 'string' ? [ code ] : [] ),
		...( Array.isArray( errors ) ? errors : [] ).flatMap( ( one ) =>
			codesIn( one, depth + 1 )
		),
		...codesIn( cause, depth + 1 ),
	];
}

/** The same for every adapter: where no answer came, only the way there failed. */
export function connectionFailure( problem: ConnectionProblem, detail: string ): Failure {
	switch ( problem ) {
		case 'timed_out':
		case 'name_unknown':
		case 'refused':
		case 'broken_off':
			return { kind: 'retryable', code: problem, detail };
		case 'certificate_untrusted':
		case 'redirected':
		case 'too_large':
			return { kind: 'unavailable', code: problem, detail };
	}
}
