import { ERRORS, type ErrorBody, type ErrorCode } from '@tillsync/contract';
import type { z } from 'zod';
import type { FieldError } from '@tillsync/contract';

type Field = z.infer< typeof FieldError >;

/** An answer that is no success: HTTP status and WordPress’s error body. */
export interface Refusal {
	readonly status: number;
	readonly body: ErrorBody;
}

const REFUSAL = Symbol( 'refusal' );

/** Ends the handling of a request with an error of the contract. */
export function refuse( code: ErrorCode, fields?: readonly Field[] ): never {
	const { status, message } = ERRORS[ code ];
	return refuseWith( {
		status,
		body: { code, message, data: { status, ...( fields ? { fields: [ ...fields ] } : {} ) } },
	} );
}

/** Ends the handling of a request with an error of WordPress’s own. */
export function refuseWith( refusal: Refusal ): never {
	throw Object.assign( new Error( refusal.body.message ), { [ REFUSAL ]: refusal } );
}

/** The refusal in what was thrown; undefined when it is a defect. */
export function refusalIn( thrown: unknown ): Refusal | undefined {
	return thrown instanceof Error && REFUSAL in thrown
		? ( thrown[ REFUSAL ] as Refusal )
		: undefined;
}
