/**
 * Why something did not work, by what has to happen next (sync-rules: failures).
 * Nothing in the companion decides by reading a message: `kind` decides what happens, `code` says which sentence a person
 * gets, `detail` is for the log alone.
 */
export type FailureKind =
	'retryable' | 'conflict' | 'rejected' | 'unavailable' | 'unauthorized' | 'defect';

/** What went wrong on the way to another machine and back. The same words for the shop and the POS. */
export type FailureCode =
	/** No answer in time. */
	| 'timed_out'
	/** The name of the machine is not known. */
	| 'name_unknown'
	/** Nothing listens there. */
	| 'refused'
	/** The connection broke, or the body ended early. */
	| 'broken_off'
	/** 5xx, or the answer’s own "database refused". */
	| 'server_error'
	| 'rate_limited'
	/** The certificate is self-signed, expired, or made out for another name. */
	| 'certificate_untrusted'
	/** It answered with an address elsewhere. */
	| 'redirected'
	/** HTML or something else where JSON is due. */
	| 'not_json'
	/** JSON, but not the shape it should have. */
	| 'unreadable_answer'
	/** The answer is larger than anything that is due here. */
	| 'too_large'
	/** The route does not exist: wrong address, or the plugin is switched off. */
	| 'route_missing'
	| 'not_found'
	| 'credential_refused'
	| 'not_allowed'
	| 'companion_too_old'
	| 'plugin_too_old'
	| 'other_companion'
	| 'lease_missing'
	| 'shop_moved'
	| 'sweeping'
	| 'pos_unknown'
	/** The feed answered rows, but none beyond where reading stands. */
	| 'feed_stuck'
	/** A feed that held rows yesterday is empty or ends early. */
	| 'feed_short'
	| 'stopped'
	| 'request_refused'
	| 'unexpected';

/** One field a peer refused: where, and its own words. */
export interface RefusedField {
	readonly field: string;
	readonly message: string;
}

interface Described {
	readonly code: FailureCode;
	/** For the log: status, address without query, the peer’s words. Never a secret. */
	readonly detail: string;
}

/** `afterMs`: not before so many milliseconds; absent: as the caller’s own back-off says. */
export type Failure =
	| ( Described & { readonly kind: 'retryable'; readonly afterMs?: number } )
	| ( Described & { readonly kind: 'conflict' } )
	| ( Described & { readonly kind: 'rejected'; readonly fields: readonly RefusedField[] } )
	| ( Described & { readonly kind: 'unavailable' } )
	| ( Described & { readonly kind: 'unauthorized' } )
	| ( Described & { readonly kind: 'defect' } );

/** An answer, or why there is none. Nothing that can fail in daily life throws. */
export type Result< T > =
	{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function succeed< T >( value: T ): { readonly ok: true; readonly value: T } {
	return { ok: true, value };
}

export function fail( failure: Failure ): { readonly ok: false; readonly failure: Failure } {
	return { ok: false, failure };
}

/** What a thrown value becomes: a bug of ours. Its trace goes to the log, its text to nobody. */
export function defect( thrown: unknown ): Failure {
	return {
		kind: 'defect',
		code: 'unexpected',
		detail: thrown instanceof Error ? ( thrown.stack ?? thrown.message ) : String( thrown ),
	};
}
