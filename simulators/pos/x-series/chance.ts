import { createHash } from 'node:crypto';

/** A number from 0 up to, not including, 1. */
export type Chance = () => number;

/**
 * Repeatable chance: the same seed gives the same run, so that a failing test
 * can be run again.
 */
export function createChance( seed: string ): Chance {
	let state = createHash( 'sha256' ).update( seed ).digest().readUInt32LE( 0 );
	return () => {
		state = ( state + 0x6d2b79f5 ) >>> 0;
		let mixed = state;
		mixed = Math.imul( mixed ^ ( mixed >>> 15 ), mixed | 1 );
		mixed ^= mixed + Math.imul( mixed ^ ( mixed >>> 7 ), mixed | 61 );
		return ( ( mixed ^ ( mixed >>> 14 ) ) >>> 0 ) / 4_294_967_296;
	};
}

/** A whole number from `low` to `high`, both included. */
export function between( chance: Chance, low: number, high: number ): number {
	return low + Math.floor( chance() * ( high - low + 1 ) );
}

/** The same seed and key always give the same id, in the form of a UUID. */
export function stableId( seed: string, ...key: readonly string[] ): string {
	const hex = createHash( 'sha256' )
		.update( [ seed, ...key ].join( '\n' ) )
		.digest( 'hex' );
	return [
		hex.slice( 0, 8 ),
		hex.slice( 8, 12 ),
		`5${ hex.slice( 13, 16 ) }`,
		`a${ hex.slice( 17, 20 ) }`,
		hex.slice( 20, 32 ),
	].join( '-' );
}
