import type {
	CatalogueAnswer,
	CatalogueItem,
	CatalogueRequest,
	Feed,
	ParkedRow,
} from '@tillsync/contract';
import type { z } from 'zod';
import type { CatalogueOutcome } from '@tillsync/contract';
import { randomUUID } from 'node:crypto';
import { record } from '../model/activity.ts';
import { instant, type Item, type ShopState } from '../model/state.ts';

const TWO_MINUTES_MS = 2 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const MOST_MISSING = 500;

type Outcome = z.infer< typeof CatalogueOutcome >;

/** Moves a cursor, never back, and keeps what it takes to say where it stood two minutes ago. */
export function moveCursor( state: ShopState, feed: Feed, to: string ): void {
	const cursor = state.cursors[ feed ];
	const value = BigInt( to );
	if ( value > cursor.value ) {
		cursor.value = value;
		cursor.history.push( { at: state.now(), value } );
	}
}

/** Where the cursor stood two minutes ago; rows with a lower version than its value may appear late. */
function readFrom( state: ShopState, feed: Feed ): bigint {
	const { history } = state.cursors[ feed ];
	const old = history.filter( ( entry ) => state.now() - entry.at >= TWO_MINUTES_MS );
	history.splice( 0, Math.max( 0, old.length - 1 ) );
	return old.at( -1 )?.value ?? 0n;
}

export function cursorStates(
	state: ShopState
): { feed: Feed; value: string; read_from: string }[] {
	return ( [ 'products', 'inventory' ] as const ).map( ( feed ) => ( {
		feed,
		value: state.cursors[ feed ].value.toString(),
		read_from: readFrom( state, feed ).toString(),
	} ) );
}

/** Notes rows that could not be read; those without an id only in the log. */
export function park( state: ShopState, feed: Feed, rows: readonly ParkedRow[] ): void {
	for ( const { id, reason } of rows ) {
		const key = `${ feed } ${ id }`;
		const known = id === null ? undefined : state.parked.get( key );
		if ( id !== null ) {
			state.parked.set( key, {
				feed,
				itemId: id,
				reason,
				since: known?.since ?? state.now(),
				triedAt: state.now(),
				tries: ( known?.tries ?? 0 ) + 1,
			} );
		}
		if ( ! known ) {
			record( state, {
				kind: 'parked',
				outcome: 'failed',
				itemId: id,
				facts: { feed, reason },
			} );
		}
	}
}

export const unpark = ( state: ShopState, feed: Feed, itemId: string ): void => {
	state.parked.delete( `${ feed } ${ itemId }` );
};

/** Lets a parked row be asked for again at once: the feed has shown something of its item. */
export function hurry( state: ShopState, feed: Feed, itemId: string ): void {
	const entry = state.parked.get( `${ feed } ${ itemId }` );
	if ( entry ) {
		entry.tries = 1;
		entry.triedAt = state.now();
	}
}

const EMPTY: Omit< Item, 'id' | 'version' | 'changedAt' > = {
	familyId: null,
	name: '',
	options: [],
	sku: '',
	gtin: '',
	priceIncludingTax: null,
	priceExcludingTax: null,
	imageUrl: null,
	tracked: true,
	composite: false,
	active: true,
	deletedAt: null,
	notFoundAt: null,
	seenRun: null,
};

/** The row as it becomes: what is missing in `sent` is unknown and stays. */
function merged( before: Item | undefined, sent: CatalogueItem, now: number ): Item {
	const base: Item = before ?? { ...EMPTY, id: sent.id, version: 0n, changedAt: now };
	const pick = < T >( value: T | undefined, other: T ): T =>
		value === undefined ? other : value;
	return {
		...base,
		version: BigInt( sent.version ),
		familyId: pick( sent.family_id, base.familyId ),
		name: pick( sent.name, base.name ),
		options: pick( sent.options, base.options ),
		sku: pick( sent.sku, base.sku ) ?? '',
		gtin: pick( sent.gtin, base.gtin ) ?? '',
		priceIncludingTax: pick( sent.price_including_tax, base.priceIncludingTax ),
		priceExcludingTax: pick( sent.price_excluding_tax, base.priceExcludingTax ),
		imageUrl: pick( sent.image_url, base.imageUrl ),
		tracked: pick( sent.tracked, base.tracked ),
		composite: pick( sent.composite, base.composite ),
		active: pick( sent.active, base.active ),
		deletedAt: pick( sent.deleted_at, base.deletedAt ),
		notFoundAt: null,
	};
}

/** What the shopkeeper would see of it; bookkeeping left out. */
function sameContent( a: Item, b: Item ): boolean {
	const text = ( item: Item ): string =>
		JSON.stringify( {
			...item,
			version: null,
			changedAt: null,
			seenRun: null,
			notFoundAt: null,
		} );
	return text( a ) === text( b );
}

function storeItem( state: ShopState, sent: CatalogueItem, run: string | null ): Outcome {
	unpark( state, 'products', sent.id );
	const before = state.items.get( sent.id );
	if ( before && run !== null ) {
		before.seenRun = run;
	}
	if ( before && BigInt( sent.version ) < before.version ) {
		return { id: sent.id, outcome: 'stale' };
	}
	const after = merged( before, sent, state.now() );
	const same = before ? sameContent( before, after ) : false;
	const outcome = same && before?.version === after.version ? 'unchanged' : 'stored';
	const changedAt = same ? after.changedAt : state.now();
	state.items.set( sent.id, { ...after, seenRun: run ?? after.seenRun, changedAt } );
	return { id: sent.id, outcome };
}

function noteNotFound( state: ShopState, itemId: string ): void {
	unpark( state, 'products', itemId );
	unpark( state, 'inventory', itemId );
	const item = state.items.get( itemId );
	if ( item?.deletedAt !== null ) {
		return;
	}
	if ( item.notFoundAt === null ) {
		item.notFoundAt = state.now();
	} else if ( state.now() - item.notFoundAt >= HOUR_MS ) {
		item.deletedAt = instant( state.now() );
		item.changedAt = state.now();
	}
}

/** What a complete run did not show, to be asked for by id. */
function endFullRead( state: ShopState, run: string ): string[] {
	state.fullReadAt = state.now();
	state.fullRun = null;
	return [ ...state.items.values() ]
		.filter( ( item ) => item.seenRun !== run && item.deletedAt === null )
		.slice( 0, MOST_MISSING )
		.map( ( item ) => item.id );
}

/** Stores a page of items with its cursor. */
export function storeCatalogue( state: ShopState, request: CatalogueRequest ): CatalogueAnswer {
	const run = request.full?.run ?? null;
	if ( run !== null && state.fullRun?.run !== run ) {
		state.fullRun = { run, seen: 0, at: state.now() };
	}
	const met = new Set< string >();
	const known = new Set(
		request.items.map( ( { id } ) => id ).filter( ( id ) => state.items.has( id ) )
	);
	const items = request.items.map( ( item ): Outcome => {
		if ( met.has( item.id ) ) {
			return { id: item.id, outcome: 'rejected', code: 'duplicate' };
		}
		met.add( item.id );
		return storeItem( state, item, run );
	} );
	park( state, 'products', request.parked );
	( request.not_found ?? [] ).forEach( ( itemId ) => noteNotFound( state, itemId ) );
	if ( state.fullRun && run !== null ) {
		state.fullRun.seen += items.length;
		state.fullRun.at = state.now();
	}
	if ( request.cursor ) {
		moveCursor( state, 'products', request.cursor.to );
	}
	const stored = items.filter( ( item ) => item.outcome === 'stored' );
	if ( stored.length > 0 ) {
		record( state, {
			kind: 'catalogue',
			cause: randomUUID(),
			itemId: stored.length === 1 && known.size > 0 ? ( stored[ 0 ]?.id ?? null ) : null,
			facts: {
				count: stored.length,
				new: stored.filter( ( { id } ) => ! known.has( id ) ).length,
			},
		} );
	}
	return {
		seq: state.counters.seq,
		items,
		missing: run !== null && request.full?.last ? endFullRead( state, run ) : [],
	};
}
