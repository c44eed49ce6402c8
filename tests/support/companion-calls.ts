/**
 * Speaks the contract to a shop as a companion would, without the companion.
 */
import { randomUUID } from 'node:crypto';
import {
	CONTRACT_HEADER,
	CONTRACT_VERSION,
	decodePairing,
	INSTANCE_HEADER,
	NAMESPACE,
	type Pairing,
} from '@tillsync/contract';
import type { ShopSession } from './shop-session.ts';

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test knows the route it asked.
	readonly body: any;
}

export interface CompanionCalls {
	readonly pairing: Pairing;
	/** Calls a route below the namespace, for example `POST`, `/stock`, with headers beside the usual ones. */
	call(
		method: string,
		path: string,
		body?: unknown,
		headers?: Readonly< Record< string, string > >
	): Promise< Answer >;
	/** Takes or renews the lease; throws when the shop refuses. */
	heartbeat(): Promise< void >;
}

/** JSON of an answer, or null when it is none. */
async function readAnswer( response: Response ): Promise< Answer > {
	const body: unknown = await response.json().catch( () => null );
	return { status: response.status, headers: response.headers, body };
}

/** Value of the Authorization header for an application password. */
export function basic( user: string, password: string ): string {
	return `Basic ${ Buffer.from( `${ user }:${ password }` ).toString( 'base64' ) }`;
}

/**
 * Speaks as the companion that holds this pairing.
 *
 * @param pairing  What the pairing string carried.
 * @param instance Name of the running companion; another one is another companion.
 */
export function companionCalls(
	pairing: Pairing,
	instance: string = randomUUID()
): CompanionCalls {
	const call: CompanionCalls[ 'call' ] = async ( method, path, body, headers = {} ) =>
		readAnswer(
			await fetch( `${ pairing.root }${ NAMESPACE }${ path }`, {
				method,
				headers: {
					authorization: basic( pairing.user, pairing.password ),
					[ INSTANCE_HEADER ]: instance,
					[ CONTRACT_HEADER ]: String( CONTRACT_VERSION ),
					'content-type': 'application/json',
					...headers,
				},
				...( body === undefined ? {} : { body: JSON.stringify( body ) } ),
			} )
		);
	return {
		pairing,
		call,
		async heartbeat() {
			const answer = await call( 'POST', '/heartbeat', {
				companion: { version: '0.0.0', node: process.version, poll_seconds: 10 },
				health: { pos: 'ok', parked: 0, last_success_at: null, pos_wait_seconds: null },
				figures: {
					delay_median_ms: null,
					delay_slowest_ms: null,
					levels_written: 0,
					memory_mb: 0,
					pos_requests: 0,
				},
				done: [],
			} );
			if ( answer.status !== 200 ) {
				throw new Error(
					`The shop refuses the heartbeat: ${ JSON.stringify( answer.body ) }`
				);
			}
		},
	};
}

/** Makes a new credential in the page's way and answers what its pairing string carries. */
export async function pair( admin: ShopSession ): Promise< Pairing > {
	const response = await admin.rest( 'POST', `${ NAMESPACE }/pairing` );
	const answer = await readAnswer( response );
	const read = decodePairing( String( answer.body?.pairing ?? '' ) );
	if ( ! read.ok ) {
		throw new Error(
			`The shop does not pair: ${ answer.status } ${ JSON.stringify( answer.body ) }`
		);
	}
	return read.pairing;
}
