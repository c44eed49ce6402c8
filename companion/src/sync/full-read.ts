import { succeed, type Result } from '../domain/failure.ts';
import type { CursorState } from '../domain/shop.ts';
import type { Version } from '../domain/version.ts';
import type { ById } from './by-id.ts';
import type { Catalogue } from './catalogue.ts';
import type { Step, SyncContext } from './context.ts';
import { readPages, type PagesRead } from './read-pages.ts';
import type { Stock } from './stock.ts';

/** Pages of one cycle, so that a sale is never further away than these. */
const PAGES_PER_CYCLE = 10;
const ASKED_PER_CYCLE = 50;

/**
 * A full read goes through three phases, a piece each cycle.
 * - `items`: the products feed from 0, every row of it under the run’s id.
 * - `levels`: the inventory feed from 0.
 * - `missing`: the shop has answered which items the run did not show; each is asked for by id, and what is really gone
 *   is reported as not found. Left when none is left to ask.
 * It lives in memory: a companion that ends in the middle starts a new run.
 */
type Phase =
	| { readonly name: 'items' | 'levels'; readonly after: Version; readonly pages: number }
	| { readonly name: 'missing'; readonly ids: readonly string[] };

export interface FullRead {
	/** Begins a run, unless one is under way. */
	start( cursors: readonly CursorState[] ): void;
	active(): boolean;
	/** Whether a run is under way and its next piece may be asked for. */
	ready(): boolean;
	/** True while the run is also the very first reading, which the feeds need not do a second time. */
	replacesFeeds(): boolean;
	/** The next piece; true when nothing stood in the way. */
	step(): Promise< Step >;
}

export function createFullRead(
	context: SyncContext,
	{ catalogue, stock, byId }: { catalogue: Catalogue; stock: Stock; byId: ById }
): FullRead {
	const { chance, connection, emit, log, pos, shop } = context;
	let run: { readonly id: string; readonly first: boolean; total: number; phase: Phase } | null =
		null;

	function finish( pages: number ): void {
		run = null;
		emit( { type: 'full_read', state: 'finished', pages } );
		log.info( { pages }, 'full read finished' );
	}

	/** The last page: empty, and answered with what the run did not show. */
	async function close( id: string ): Promise< Result< readonly string[] > > {
		const closed = await shop.storeCatalogue( {
			cursor: null,
			items: [],
			parked: [],
			full: { run: id, last: true },
		} );
		return closed.ok ? succeed( closed.value.missing ) : closed;
	}

	async function readFeed(
		current: NonNullable< typeof run >,
		phase: Extract< Phase, { name: 'items' | 'levels' } >
	): Promise< Result< PagesRead > > {
		const common = {
			topic: 'full_read',
			after: phase.after,
			maxPages: PAGES_PER_CYCLE,
		} as const;
		return phase.name === 'items'
			? readPages( context, {
					...common,
					ask: ( after ) => pos.items( after ),
					store: ( page ) =>
						catalogue.store( {
							rows: page.rows,
							parked: page.parked,
							cursor: page.cursor,
							run: current.id,
						} ),
				} )
			: readPages( context, {
					...common,
					ask: ( after ) => pos.levels( after ),
					store: ( page ) => stock.store( { ...page, cause: 'full_read' } ),
				} );
	}

	async function askMissing( current: NonNullable< typeof run > ): Promise< Step > {
		const ids = current.phase.name === 'missing' ? current.phase.ids : [];
		for ( const [ index, id ] of ids.entries() ) {
			if (
				index >= ASKED_PER_CYCLE ||
				context.stopping() ||
				! connection.mayAsk( 'by_id' )
			) {
				current.phase = { name: 'missing', ids: ids.slice( index ) };
				return succeed( index > 0 );
			}
			const asked = await byId.item( id );
			if ( ! asked.ok ) {
				return asked;
			}
			if ( asked.value === 'pos_failed' ) {
				current.phase = { name: 'missing', ids: ids.slice( index ) };
				return succeed( false );
			}
		}
		finish( current.total );
		return succeed( true );
	}

	return {
		start( cursors ) {
			if ( run ) {
				return;
			}
			const first = cursors.every( ( cursor ) => cursor.value === '0' );
			run = {
				id: chance.uuid(),
				first,
				total: 0,
				phase: { name: 'items', after: '0', pages: 0 },
			};
			emit( { type: 'full_read', state: 'started', pages: 0 } );
			log.info( { first }, 'full read started' );
		},
		active: () => run !== null,
		ready: () =>
			run !== null &&
			connection.mayAsk( 'full_read' ) &&
			( run.phase.name !== 'missing' || connection.mayAsk( 'by_id' ) ),
		replacesFeeds: () => run !== null && run.first && run.phase.name !== 'missing',
		async step() {
			const current = run;
			if ( ! current ) {
				return succeed( true );
			}
			const { phase } = current;
			if ( phase.name === 'missing' ) {
				return askMissing( current );
			}
			const read = await readFeed( current, phase );
			if ( ! read.ok ) {
				return read;
			}
			const { complete, troubled, end } = read.value;
			const pages = phase.pages + read.value.pages;
			current.total += read.value.pages;
			current.phase = { name: phase.name, after: end, pages };
			if ( ! complete ) {
				return succeed( ! troubled );
			}
			if ( pages === 0 && ! current.first ) {
				// A feed that held rows before is empty now: an outage that looks like an answer. Everything would be missing.
				connection.failed( 'full_read', {
					kind: 'unavailable',
					code: 'feed_short',
					detail: `${ phase.name }: the feed is empty`,
				} );
				run = null;
				return succeed( false );
			}
			// The feed has answered to its end, whoever asked.
			connection.succeeded( phase.name === 'items' ? 'products' : 'inventory' );
			if ( phase.name === 'items' ) {
				catalogue.overlap.readWhole( { pages, end } );
				current.phase = { name: 'levels', after: '0', pages: 0 };
				return succeed( true );
			}
			stock.overlap.readWhole( { pages, end } );
			const missing = await close( current.id );
			if ( ! missing.ok ) {
				return missing;
			}
			current.phase = { name: 'missing', ids: missing.value };
			if ( missing.value.length === 0 ) {
				finish( current.total );
			}
			return succeed( true );
		},
	};
}
