import { succeed, type Result } from '../domain/failure.ts';
import type { CatalogueItem, CursorState, ParkedRow } from '../domain/shop.ts';
import { compareVersions, type Version } from '../domain/version.ts';
import type { Step, SyncContext } from './context.ts';
import { createOverlap, type Overlap } from './memory/overlap.ts';
import { inChunks, readPages } from './read-pages.ts';
import { createSeenRows } from './memory/seen-rows.ts';

/** Items on their way into the mirror. */
export interface ItemPage {
	readonly rows: readonly CatalogueItem[];
	readonly parked: readonly ParkedRow[];
	/** Null when the items were read by id. */
	readonly cursor: { readonly from: Version; readonly to: Version } | null;
	/** Set when the page is part of a full read. */
	readonly run?: string;
}

export interface Catalogue {
	/** Reads what changed since the cursor and stores it. */
	read( cursor: CursorState ): Promise< Step >;
	store( page: ItemPage ): Promise< Result< null > >;
	readonly overlap: Overlap;
}

/** The cycle of the products feed: pages into the shop’s mirror, each with its cursor. */
export function createCatalogue( context: SyncContext ): Catalogue {
	const { emit, log, pos, shop } = context;
	const overlap = createOverlap();
	const seen = createSeenRows< CatalogueItem >( ( { id, version } ) => ( {
		key: id,
		itemId: id,
		version,
	} ) );
	let highest: Version = '0';

	async function store( { rows, parked, cursor, run }: ItemPage ): Promise< Result< null > > {
		const items = inChunks( onePerItem( rows ), shop.maxRows );
		const unreadable = inChunks( parked, shop.maxRows );
		const requests = Math.max( items.length, unreadable.length );
		for ( let index = 0; index < requests; index++ ) {
			const stored = await shop.storeCatalogue( {
				// The cursor moves with the last piece: none before it says that the page is in.
				cursor: index === requests - 1 ? cursor : null,
				items: [ ...( items[ index ] ?? [] ) ],
				parked: [ ...( unreadable[ index ] ?? [] ) ],
				...( run !== undefined && { full: { run, last: false } } ),
			} );
			if ( ! stored.ok ) {
				return stored;
			}
			for ( const { id, outcome, code } of stored.value.items ) {
				if ( outcome === 'rejected' ) {
					log.warn( { item_id: id, code }, 'the shop did not take an item' );
				}
			}
		}
		for ( const { id, reason } of parked ) {
			emit( { type: 'parked', feed: 'products', item_id: id, reason } );
			log.warn( { feed: 'products', item_id: id, reason }, 'a row could not be read' );
		}
		seen.remember( rows );
		seen.rememberParked( parked );
		return succeed( null );
	}

	return {
		overlap,
		store,
		async read( cursor ) {
			if ( compareVersions( cursor.value, highest ) < 0 ) {
				// The shop is an older backup of itself: what it was sent since is gone.
				seen.clear();
			}
			highest = cursor.value;
			const { after, whole } = overlap.start( cursor );
			const read = await readPages( context, {
				topic: 'products',
				after,
				ask: ( from ) => pos.items( from ),
				async store( page ) {
					const rows = seen.fresh( page.rows );
					const parked = seen.freshParked( page.parked );
					const known = compareVersions( page.cursor.to, highest ) <= 0;
					if ( known && rows.length === 0 && parked.length === 0 ) {
						return succeed( null );
					}
					const stored = await store( { rows, parked, cursor: page.cursor } );
					if ( stored.ok && ! known ) {
						highest = page.cursor.to;
					}
					return stored;
				},
			} );
			if ( ! read.ok ) {
				return read;
			}
			if ( whole && read.value.complete ) {
				overlap.finished( read.value );
			}
			return succeed( ! read.value.troubled );
		},
	};
}

/** A request names an item once; of two rows the higher version is the truth. */
function onePerItem( rows: readonly CatalogueItem[] ): CatalogueItem[] {
	const byId = new Map< string, CatalogueItem >();
	for ( const row of rows ) {
		const other = byId.get( row.id );
		if ( ! other || compareVersions( row.version, other.version ) > 0 ) {
			byId.set( row.id, row );
		}
	}
	return [ ...byId.values() ];
}
