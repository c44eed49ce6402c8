import { succeed, type Result } from '../domain/failure.ts';
import type { Feed } from '../domain/shop.ts';
import type { Catalogue } from './catalogue.ts';
import type { Step, SyncContext } from './context.ts';
import type { Stock } from './stock.ts';

/** Rows read again in one cycle, so that a hundred broken ones do not keep a sale waiting. */
const PER_CYCLE = 5;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** What reading one item found. */
export type ByIdOutcome = 'stored' | 'not_found' | 'unreadable' | 'pos_failed';

export interface ById {
	/** Reads one item and its levels, and stores them. */
	item( id: string ): Promise< Result< ByIdOutcome > >;
	/** Reads again what is parked, a few at a time, each ever more rarely. */
	parked( rows: readonly { readonly feed: Feed; readonly id: string }[] ): Promise< Step >;
}

/** Reading by id: parked rows, and what the shopkeeper asks for. */
export function createById( context: SyncContext, catalogue: Catalogue, stock: Stock ): ById {
	const { clock, connection, log, pos, seqs, shop } = context;
	let pauses = new Map< string, { readonly pauseMs: number; readonly untilMs: number } >();

	async function readItem( id: string ): Promise< Result< ByIdOutcome > > {
		const found = await pos.item( id );
		if ( ! found.ok ) {
			connection.failed( 'by_id', found.failure );
			log.warn( { item_id: id, ...found.failure }, 'an item could not be read by id' );
			return succeed( 'pos_failed' );
		}
		connection.succeeded( 'by_id' );
		if ( found.value.found === 'no' ) {
			const told = await shop.storeCatalogue( {
				cursor: null,
				items: [],
				parked: [],
				not_found: [ id ],
			} );
			return told.ok ? succeed( 'not_found' ) : told;
		}
		const unreadable = found.value.found === 'unreadable';
		const stored = await catalogue.store( {
			rows: found.value.found === 'yes' ? [ found.value.value ] : [],
			parked: found.value.found === 'unreadable' ? [ found.value.row ] : [],
			cursor: null,
		} );
		return stored.ok ? succeed( unreadable ? 'unreadable' : 'stored' ) : stored;
	}

	async function readLevels( id: string ): Promise< Result< ByIdOutcome > > {
		const asOf = seqs.asOf( pos.capabilities.settleSeconds, clock.monotonicMs() );
		const found = await pos.levelsOf( id );
		if ( ! found.ok ) {
			connection.failed( 'by_id', found.failure );
			log.warn( { item_id: id, ...found.failure }, 'levels could not be read by id' );
			return succeed( 'pos_failed' );
		}
		connection.succeeded( 'by_id' );
		if ( found.value.found === 'no' ) {
			return readItem( id );
		}
		const unreadable = found.value.found === 'unreadable';
		const stored = await stock.store( {
			rows: found.value.found === 'yes' ? found.value.value : [],
			parked: found.value.found === 'unreadable' ? [ found.value.row ] : [],
			cursor: null,
			asOf,
			cause: 'read_again',
		} );
		return stored.ok ? succeed( unreadable ? 'unreadable' : 'stored' ) : stored;
	}

	return {
		async item( id ) {
			const item = await readItem( id );
			return item.ok && item.value === 'stored' ? readLevels( id ) : item;
		},
		async parked( rows ) {
			const now = clock.monotonicMs();
			const keyed = rows.map( ( row ) => ( { ...row, key: `${ row.feed } ${ row.id }` } ) );
			pauses = new Map(
				keyed.flatMap( ( { key } ) => {
					const pause = pauses.get( key );
					return pause ? [ [ key, pause ] as const ] : [];
				} )
			);
			const due = keyed.filter( ( { key } ) => ( pauses.get( key )?.untilMs ?? 0 ) <= now );
			if ( keyed.length === 0 ) {
				connection.forget( 'by_id' );
			}
			for ( const { feed, id, key } of due.slice( 0, PER_CYCLE ) ) {
				if ( context.stopping() || ! connection.mayAsk( 'by_id' ) ) {
					return succeed( false );
				}
				const outcome = await ( feed === 'products' ? readItem( id ) : readLevels( id ) );
				if ( ! outcome.ok ) {
					return outcome;
				}
				if ( outcome.value === 'pos_failed' ) {
					return succeed( false );
				}
				const before = pauses.get( key )?.pauseMs;
				const pauseMs = Math.min( before ? before * 2 : FIRST_PAUSE_MS, LONGEST_PAUSE_MS );
				pauses.set( key, { pauseMs, untilMs: now + pauseMs } );
			}
			return succeed( true );
		},
	};
}
