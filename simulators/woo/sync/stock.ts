import { createHash, randomUUID } from 'node:crypto';
import type {
	Level,
	StockAnswer,
	StockCheckAnswer,
	StockOutcome,
	StockRequest,
} from '@tillsync/contract';
import { MAX_ROWS } from '@tillsync/contract';
import { itemName } from '../model/activity.ts';
import { fromUnits, toUnits } from '../model/decimal.ts';
import type { LevelRow, ShopState } from '../model/state.ts';
import { hurry, moveCursor, park, unpark } from './mirror.ts';
import { writeItems } from './writer.ts';

type Mirrored = 'fresh' | 'stale' | 'outlet_unknown';

function mirrorLevel( state: ShopState, sent: Level, asOf: number ): Mirrored {
	if ( ! state.pos?.outlets.some( ( { id } ) => id === sent.outlet_id ) ) {
		return 'outlet_unknown';
	}
	const rows = state.levels.get( sent.item_id ) ?? new Map< string, LevelRow >();
	state.levels.set( sent.item_id, rows );
	const before = rows.get( sent.outlet_id );
	const version = BigInt( sent.version );
	if ( before && version < before.version ) {
		return 'stale';
	}
	rows.set( sent.outlet_id, {
		outletId: sent.outlet_id,
		level: toUnits( sent.level ),
		version,
		// Read again and unchanged, a level contains the newer bookings as well.
		asOf: Math.max( asOf, before?.asOf ?? 0 ),
	} );
	return 'fresh';
}

/** Stores a page of levels with its cursor, and writes the linked listings among them. */
export function storeLevels( state: ShopState, request: StockRequest ): StockAnswer {
	const asOf = Math.min( request.as_of, state.counters.seq );
	const seen = new Map< string, Mirrored[] >();
	for ( const level of request.levels ) {
		const outcome = mirrorLevel( state, level, asOf );
		seen.set( level.item_id, [ ...( seen.get( level.item_id ) ?? [] ), outcome ] );
	}
	for ( const itemId of seen.keys() ) {
		// Read by its id, an item shows all of its rows; a page of the feed may leave out the one that cannot be read.
		( request.cursor ? hurry : unpark )( state, 'inventory', itemId );
	}
	park( state, 'inventory', request.parked );
	if ( request.cursor ) {
		moveCursor( state, 'inventory', request.cursor.to );
	}
	const fresh = [ ...seen ]
		.filter( ( [ , rows ] ) => rows.includes( 'fresh' ) )
		.map( ( [ id ] ) => id );
	const written = new Map(
		writeItems( state, fresh, randomUUID() ).map( ( outcome ) => [ outcome.item_id, outcome ] )
	);
	const items = [ ...seen ].map( ( [ itemId, rows ] ): StockOutcome => {
		const done = written.get( itemId );
		if ( done ) {
			return done;
		}
		const product = state.products.get( state.links.get( itemId )?.productId ?? 0 );
		const level =
			product?.manageStock && product.level !== null ? fromUnits( product.level ) : null;
		return {
			item_id: itemId,
			product_id: product?.id ?? null,
			name: product?.name ?? itemName( state, itemId ),
			from: level,
			to: level,
			...( rows.includes( 'stale' )
				? { outcome: 'stale' as const }
				: { outcome: 'rejected' as const, code: 'outlet_unknown' as const } ),
		};
	} );
	return { seq: state.counters.seq, items };
}

/** Compares a window of linked products with the mirror and writes what differs. */
export function checkLevels( state: ShopState, after: number ): StockCheckAnswer {
	const waiting = [ ...state.linkedProducts ]
		.filter( ( [ productId ] ) => productId > after )
		.sort( ( [ a ], [ b ] ) => a - b );
	const window = waiting.slice( 0, MAX_ROWS );
	const outcomes = writeItems(
		state,
		window.map( ( [ , itemId ] ) => itemId ),
		randomUUID()
	);
	return {
		seq: state.counters.seq,
		checked: window.length,
		next_after: waiting.length > window.length ? ( window.at( -1 )?.[ 0 ] ?? null ) : null,
		items: outcomes.filter( ( { outcome } ) => outcome !== 'equal' ),
	};
}

/** One opaque value of all linked products’ levels, and of the settings they are computed with. */
export function levelsFingerprint( state: ShopState ): string {
	const hash = createHash( 'sha1' ).update( `${ state.counters.settings }` );
	for ( const [ productId ] of [ ...state.linkedProducts ].sort( ( [ a ], [ b ] ) => a - b ) ) {
		const product = state.products.get( productId );
		hash.update(
			`|${ productId } ${ product?.manageStock } ${ product?.level } ${ product?.trashed }`
		);
	}
	return hash.digest( 'hex' );
}
