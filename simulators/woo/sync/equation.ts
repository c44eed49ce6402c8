import { floorToWhole, least, most, type Units } from '../model/decimal.ts';
import type { Item, LedgerLine, LevelRow, ShopState } from '../model/state.ts';

/** Minutes for which a line counts in full although nobody has saved yet what it took. */
const ANNOUNCED_FOR_MS = 10 * 60 * 1000;

/**
 * What the shop should show of one item.
 * `no_outlets` no outlet is chosen yet · `unmanaged` the POS keeps no level · `unknown` no level can be told.
 */
export type Target =
	| { readonly kind: 'no_outlets' }
	| { readonly kind: 'unmanaged' }
	| { readonly kind: 'unknown' }
	| {
			readonly kind: 'level';
			readonly level: Units;
			/** The level if every booking were settled; differs while some are not. */
			readonly settled: Units;
			readonly buffer: Units;
			readonly soldUntold: Units;
	  };

/** The rows of an item at the chosen outlets. */
export function countedRows( state: ShopState, itemId: string ): LevelRow[] {
	const chosen = new Set( state.settings.outlets );
	return [ ...( state.levels.get( itemId )?.values() ?? [] ) ].filter( ( row ) =>
		chosen.has( row.outletId )
	);
}

export const sum = ( values: readonly Units[] ): Units =>
	values.reduce( ( total, value ) => total + value, 0n );

/** Units a line has taken that the POS does not know of, on the safe side. */
function untold( state: ShopState, line: LedgerLine, upTo: number ): Units {
	const announced = state.now() - line.announcedAt <= ANNOUNCED_FOR_MS ? line.qty : 0n;
	const told = state.bookings
		.filter( ( booking ) => booking.lineId === line.id )
		// A sale counts once it is surely in the level; a return from the moment it is intended.
		.filter( ( { delta, seq } ) => delta < 0n || ( seq !== null && seq <= upTo ) )
		.map( ( booking ) => booking.delta );
	return ( line.taken ?? announced ) - sum( told );
}

/** Takes the buffer off, never below min(0, level), and rounds to what the shop holds. */
function heldBack( state: ShopState, units: Units ): Units {
	const rest = most( units - BigInt( state.settings.buffer ) * 100_000n, least( 0n, units ) );
	return state.decimals ? rest : floorToWhole( rest );
}

/** The stock equation: POS level − what the web took and the POS has not been told − buffer. */
export function targetOf( state: ShopState, item: Item | undefined, itemId: string ): Target {
	if ( item && ! item.tracked ) {
		return { kind: 'unmanaged' };
	}
	if ( state.settings.outlets.length === 0 ) {
		return { kind: 'no_outlets' };
	}
	const rows = countedRows( state, itemId );
	if ( rows.length === 0 || state.parked.has( `inventory ${ itemId }` ) ) {
		return { kind: 'unknown' };
	}
	const pos = sum( rows.map( ( row ) => row.level ) );
	const lines = [ ...state.ledger.values() ].filter(
		( line ) => line.itemId === itemId && line.standing === 'counted'
	);
	const at = ( upTo: number ): Units =>
		sum( lines.map( ( line ) => untold( state, line, upTo ) ) );
	// A booking moves stock at one outlet; it is settled once the rows of all are past it.
	const soldUntold = at( Math.min( ...rows.map( ( row ) => row.asOf ) ) );
	const unbuffered = pos - soldUntold;
	const buffer = BigInt( state.settings.buffer ) * 100_000n;
	return {
		kind: 'level',
		level: heldBack( state, unbuffered ),
		settled: heldBack( state, pos - at( Infinity ) ),
		buffer: unbuffered - most( unbuffered - buffer, least( 0n, unbuffered ) ),
		soldUntold,
	};
}
