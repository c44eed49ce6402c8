import { createHash } from 'node:crypto';
import { fromUnits, type Units } from '../model/decimal.ts';
import { record } from '../model/activity.ts';
import type { BrakeEntry, ShopState } from '../model/state.ts';

const HOUR_MS = 60 * 60 * 1000;
const APPROVAL_MS = 24 * HOUR_MS;

/** A write that would take a listing out of stock. */
export interface HarmfulWrite {
	readonly productId: number;
	readonly itemId: string;
	readonly from: Units;
	readonly to: Units;
}

const inState = ( state: ShopState, wanted: BrakeEntry[ 'state' ] ): BrakeEntry[] =>
	[ ...state.brake.values() ].filter( ( entry ) => entry.state === wanted );

/** Forgets what is older than an hour (passed) or a day (approved). */
function expire( state: ShopState ): void {
	for ( const entry of state.brake.values() ) {
		const age = state.now() - ( entry.approvedAt ?? entry.at );
		if (
			entry.state !== 'held' &&
			age > ( entry.state === 'passed' ? HOUR_MS : APPROVAL_MS )
		) {
			state.brake.delete( entry.productId );
		}
	}
}

/**
 * Decides over the harmful writes of one batch together: either all may pass, or – beyond the share and the number of
 * the settings, counted over a rolling hour – all that are not approved are held. Answers the products held.
 */
export function applyBrake(
	state: ShopState,
	writes: readonly HarmfulWrite[],
	cause: string
): ReadonlySet< number > {
	expire( state );
	const open = writes.filter(
		( { productId } ) => state.brake.get( productId )?.state !== 'approved'
	);
	const affected = new Set( open.map( ( { productId } ) => productId ) );
	for ( const entry of state.brake.values() ) {
		if ( entry.state !== 'approved' ) {
			affected.add( entry.productId );
		}
	}
	const { percent, at_least: atLeast } = state.settings.brake;
	const tooMany =
		affected.size >= atLeast && affected.size * 100 > percent * state.linkedProducts.size;
	const alreadyHeld = inState( state, 'held' ).length;
	let newlyHeld = 0;
	for ( const write of open ) {
		const before = state.brake.get( write.productId );
		const held = tooMany || before?.state === 'held';
		if ( held && before?.state !== 'held' ) {
			newlyHeld++;
		}
		state.brake.set( write.productId, {
			...write,
			state: held ? 'held' : 'passed',
			at: before?.state === 'held' ? before.at : state.now(),
			approvedAt: null,
		} );
	}
	if ( newlyHeld > 0 ) {
		record( state, {
			kind: 'held',
			outcome: 'held',
			cause,
			facts: { count: alreadyHeld + newlyHeld },
		} );
	}
	return new Set(
		open
			.map( ( { productId } ) => productId )
			.filter( ( productId ) => state.brake.get( productId )?.state === 'held' )
	);
}

/** Lets go of a held write that would do no harm any more, or whose listing is gone. */
export function releaseHeld( state: ShopState, productId: number ): void {
	if ( state.brake.get( productId )?.state === 'held' ) {
		state.brake.delete( productId );
	}
}

export interface HeldList {
	readonly hash: string;
	readonly since: number;
	readonly entries: readonly BrakeEntry[];
}

/** What waits for a person, with the hash that names exactly this list; null: nothing. */
export function heldList( state: ShopState ): HeldList | null {
	const entries = inState( state, 'held' ).sort( ( a, b ) => a.productId - b.productId );
	if ( entries.length === 0 ) {
		return null;
	}
	const text = entries
		.map( ( { productId, itemId, to } ) => `${ productId } ${ itemId } ${ fromUnits( to ) }` )
		.join( '\n' );
	return {
		hash: createHash( 'sha256' ).update( text ).digest( 'hex' ),
		since: Math.min( ...entries.map( ( entry ) => entry.at ) ),
		entries,
	};
}

/** Approves exactly the list with this hash and answers its items; null when the list is another by now. */
export function approveHeld( state: ShopState, hash: string ): readonly string[] | null {
	const list = heldList( state );
	if ( list?.hash !== hash ) {
		return null;
	}
	for ( const entry of list.entries ) {
		entry.state = 'approved';
		entry.approvedAt = state.now();
	}
	record( state, { kind: 'approved', facts: { count: list.entries.length, user: 'admin' } } );
	return list.entries.map( ( entry ) => entry.itemId );
}

/** Approves writes in advance, because a person saw them as a plan. */
export function approvePlanned( state: ShopState, writes: readonly HarmfulWrite[] ): void {
	for ( const write of writes ) {
		state.brake.set( write.productId, {
			...write,
			state: 'approved',
			at: state.now(),
			approvedAt: state.now(),
		} );
	}
}
