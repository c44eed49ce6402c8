import { succeed, type Result } from '../domain/failure.ts';
import type { CursorState, Level, StockOutcome } from '../domain/shop.ts';
import { compareVersions, higherVersion, type Version } from '../domain/version.ts';
import type { LevelCheck } from './check.ts';
import type { Step, SyncContext } from './context.ts';
import type { LevelCause } from './events.ts';
import { tellLevel } from './level-outcomes.ts';
import { createOverlap, type Overlap } from './memory/overlap.ts';
import { inChunks, readPages, type AskedPage } from './read-pages.ts';
import { createSeenRows } from './memory/seen-rows.ts';

/** Levels on their way into the shop. `cursor` is null when they were read by id. */
export interface LevelPage extends Omit< AskedPage< Level >, 'cursor' > {
	readonly cursor: AskedPage< Level >[ 'cursor' ] | null;
	readonly cause: LevelCause;
}

export interface Stock {
	/** Reads what changed since the cursor and stores it; the shop computes and writes. */
	read( cursor: CursorState ): Promise< Step >;
	store( page: LevelPage ): Promise< Result< null > >;
	readonly overlap: Overlap;
	/** True, once, after the shop did not know an outlet: the POS has to be described anew. */
	takeUnknownOutlet(): boolean;
}

/** Outcomes after which sending the same row again would do nothing. */
const FINAL: readonly StockOutcome[ 'outcome' ][] = [
	'written',
	'equal',
	'mirrored',
	'stale',
	'held',
	'unknown',
	'unmanaged',
];

/** Outcomes that leave the shop’s level to the next check. */
const UNFINISHED: readonly StockOutcome[ 'outcome' ][] = [ 'conflict', 'not_reached' ];

/** The cycle of the inventory feed. */
export function createStock( context: SyncContext, check: LevelCheck ): Stock {
	const { clock, pos, shop, emit, log } = context;
	const overlap = createOverlap();
	const seen = createSeenRows< Level >( ( { item_id, outlet_id, version } ) => ( {
		key: `${ item_id } ${ outlet_id }`,
		itemId: item_id,
		version,
	} ) );
	let highest: Version = '0';
	let unknownOutlet = false;
	/** The latest read that came to the end of the feed: until when nothing above `end` was there. */
	let quiet: { readonly askedAtMs: number; readonly end: Version } | null = null;

	/** How long ago, at most, the till made these rows; null when no read was there to not show them. */
	function delayOf( rows: readonly Level[] ): number | null {
		const { askedAtMs, end } = quiet ?? { askedAtMs: 0, end: null };
		return end !== null && rows.some( ( row ) => compareVersions( row.version, end ) > 0 )
			? clock.monotonicMs() - askedAtMs
			: null;
	}

	function note(
		items: readonly StockOutcome[],
		sent: readonly Level[],
		cause: LevelCause
	): void {
		for ( const item of items ) {
			const rows = sent.filter( ( { item_id } ) => item_id === item.item_id );
			tellLevel( context, item, cause, cause === 'till' ? delayOf( rows ) : null );
			if ( FINAL.includes( item.outcome ) ) {
				seen.remember( rows );
			}
			if ( UNFINISHED.includes( item.outcome ) ) {
				check.request();
			}
			unknownOutlet ||= item.code === 'outlet_unknown';
		}
	}

	async function store( page: LevelPage ): Promise< Result< null > > {
		const levels = inChunks( onePerOutlet( page.rows ), shop.maxRows );
		const unreadable = inChunks( page.parked, shop.maxRows );
		const requests = Math.max( levels.length, unreadable.length );
		for ( let index = 0; index < requests; index++ ) {
			const sent = levels[ index ] ?? [];
			const stored = await shop.storeLevels( {
				as_of: page.asOf,
				// The cursor moves with the last piece: none before it says that the page is in.
				cursor: index === requests - 1 ? page.cursor : null,
				levels: [ ...sent ],
				parked: [ ...( unreadable[ index ] ?? [] ) ],
			} );
			if ( ! stored.ok ) {
				return stored;
			}
			note( stored.value.items, sent, page.cause );
		}
		for ( const { id, reason } of page.parked ) {
			emit( { type: 'parked', feed: 'inventory', item_id: id, reason } );
			log.warn( { feed: 'inventory', item_id: id, reason }, 'a row could not be read' );
		}
		seen.rememberParked( page.parked );
		return succeed( null );
	}

	return {
		overlap,
		store,
		takeUnknownOutlet() {
			const was = unknownOutlet;
			unknownOutlet = false;
			return was;
		},
		async read( cursor ) {
			if ( compareVersions( cursor.value, highest ) < 0 ) {
				// The shop is an older backup of itself: what it was sent since is gone.
				seen.clear();
				quiet = null;
			}
			highest = cursor.value;
			const { after, whole } = overlap.start( cursor );
			const read = await readPages( context, {
				topic: 'inventory',
				after,
				ask: ( from ) => pos.levels( from ),
				async store( page ) {
					const rows = seen.fresh( page.rows );
					const parked = seen.freshParked( page.parked );
					const known = compareVersions( page.cursor.to, highest ) <= 0;
					if ( known && rows.length === 0 && parked.length === 0 ) {
						return succeed( null );
					}
					const stored = await store( { ...page, rows, parked, cause: 'till' } );
					if ( stored.ok && ! known ) {
						highest = page.cursor.to;
					}
					return stored;
				},
			} );
			if ( ! read.ok ) {
				return read;
			}
			const { complete, end, askedAtMs, troubled } = read.value;
			if ( complete ) {
				quiet = { askedAtMs, end: higherVersion( end, highest ) };
				if ( whole ) {
					overlap.finished( read.value );
				}
			}
			return succeed( ! troubled );
		},
	};
}

/** A request names an item at an outlet once; of two rows the higher version is the truth. */
function onePerOutlet( rows: readonly Level[] ): Level[] {
	const byKey = new Map< string, Level >();
	for ( const row of rows ) {
		const key = `${ row.item_id } ${ row.outlet_id }`;
		const other = byKey.get( key );
		if ( ! other || compareVersions( row.version, other.version ) > 0 ) {
			byKey.set( key, row );
		}
	}
	return [ ...byKey.values() ];
}
