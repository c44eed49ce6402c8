import type { IncomingHttpHeaders } from 'node:http';
import {
	CONTRACT_HEADER,
	CONTRACT_VERSION,
	INSTANCE_HEADER,
	InstanceId,
	LEASE_SECONDS,
} from '@tillsync/contract';
import type { ShopState } from '../model/state.ts';
import { refuse, refuseWith } from './refusal.ts';

export const ADMIN_COOKIE = 'tillsync_simulated_admin';

/** Who asks; a customer may use no route. */
export type Caller = 'companion' | 'admin' | 'customer';

function basic( header: string | undefined ): { user: string; password: string } | null {
	const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec( header ?? '' )?.[ 1 ];
	if ( encoded === undefined ) {
		return null;
	}
	const [ user = '', ...rest ] = Buffer.from( encoded, 'base64' ).toString( 'utf8' ).split( ':' );
	return { user, password: rest.join( ':' ) };
}

/**
 * Who asks: an application password by Basic authentication, or the cookie of a signed-in manager together with a nonce.
 * WordPress takes a cookie without a nonce for nobody.
 */
export function whoAsks( state: ShopState, headers: IncomingHttpHeaders ): Caller {
	const sent = basic( headers.authorization );
	if ( sent ) {
		const is = ( known: { user: string; password: string } | null ): boolean =>
			known !== null && known.user === sent.user && known.password === sent.password;
		if ( is( state.credential ) ) {
			return 'companion';
		}
		if ( is( state.customer ) ) {
			return 'customer';
		}
		return is( state.admin ) ? 'admin' : refuse( 'not_signed_in' );
	}
	const signedIn = ( headers.cookie ?? '' )
		.split( ';' )
		.some( ( pair ) => pair.trim() === `${ ADMIN_COOKIE }=${ state.admin.cookie }` );
	const nonce = headers[ 'x-wp-nonce' ];
	if ( ! signedIn || nonce === undefined ) {
		return refuse( 'not_signed_in' );
	}
	if ( nonce !== state.admin.nonce ) {
		return refuseWith( {
			status: 403,
			body: {
				code: 'rest_cookie_invalid_nonce',
				message: 'Cookie check failed',
				data: { status: 403 },
			},
		} );
	}
	return 'admin';
}

/** The instance of the companion that asks, from headers every call of a companion carries. */
export function companionInstance( headers: IncomingHttpHeaders ): string {
	const spoken = Number( headers[ CONTRACT_HEADER.toLowerCase() ] ?? 0 );
	if ( ! ( spoken >= CONTRACT_VERSION ) ) {
		return refuse( 'contract_too_old' );
	}
	if ( spoken > CONTRACT_VERSION ) {
		return refuse( 'contract_too_new' );
	}
	const instance = InstanceId.safeParse( headers[ INSTANCE_HEADER.toLowerCase() ] );
	return instance.success ? instance.data : refuse( 'instance_missing' );
}

const holds = ( state: ShopState, instance: string ): boolean =>
	state.companion.instance === instance && state.companion.leaseUntil > state.now();

/** Renews the lease of its holder; somebody else’s call changes nothing. */
export function renewLease( state: ShopState, instance: string ): void {
	if ( holds( state, instance ) ) {
		state.companion.leaseUntil = state.now() + LEASE_SECONDS * 1000;
		state.companion.lastSeenAt = state.now();
	}
}

const heldByOther = ( state: ShopState, instance: string ): boolean =>
	state.companion.instance !== null &&
	state.companion.instance !== instance &&
	state.companion.leaseUntil > state.now();

/** Gives the lease to this instance unless another’s is not over. */
export function takeLease( state: ShopState, instance: string ): void {
	if ( heldByOther( state, instance ) ) {
		refuse( 'other_companion' );
	}
	state.companion.instance = instance;
	state.companion.leaseUntil = state.now() + LEASE_SECONDS * 1000;
	state.companion.lastSeenAt = state.now();
}

/** Lets only the holder of the lease pass. */
export function requireLease( state: ShopState, instance: string ): void {
	if ( heldByOther( state, instance ) ) {
		refuse( 'other_companion' );
	}
	if ( ! holds( state, instance ) ) {
		refuse( 'lease_missing' );
	}
}
