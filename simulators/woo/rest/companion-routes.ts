import {
	CONTRACT_VERSION,
	LEASE_SECONDS,
	type ActivityRequest,
	type CatalogueRequest,
	type HeartbeatAnswer,
	type HeartbeatRequest,
	type LinksQuery,
	type PosRequest,
	type ShopAnswer,
	type StockCheckQuery,
	type StockRequest,
	type Versions,
} from '@tillsync/contract';
import type { z } from 'zod';
import { record } from '../model/activity.ts';
import { instantOrNull, type ParkedEntry, type ShopState } from '../model/state.ts';
import { linksChanged } from '../sync/links.ts';
import { cursorStates, storeCatalogue } from '../sync/mirror.ts';
import { checkLevels, levelsFingerprint, storeLevels } from '../sync/stock.ts';
import { takeLease } from './authenticate.ts';
import { refuse } from './refusal.ts';
import type { Call, Handlers } from './route-table.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_PARKED = 50;

const versions = ( state: ShopState ): z.infer< typeof Versions > => ( {
	settings: state.counters.settings,
	links: state.counters.links,
	outbox: state.counters.outbox,
	commands: state.counters.commands,
	levels: levelsFingerprint( state ),
} );

export const isMoved = ( state: ShopState ): boolean => state.homeUrl !== state.url;

/** Refuses levels while orders placed during an absence of the plugin are looked through. */
function requireSwept( state: ShopState ): void {
	if ( state.sweeping ) {
		refuse( 'sweeping' );
	}
}

function shop( { state }: Call ): ShopAnswer {
	return {
		seq: state.counters.seq,
		shop_id: state.shopId,
		url: state.url,
		name: state.name,
		contract: { current: CONTRACT_VERSION, oldest: CONTRACT_VERSION },
		software: {
			plugin: '0.1.0',
			wordpress: 'simulated',
			woocommerce: 'simulated',
			php: 'simulated',
			hpos: true,
		},
		currency: state.currency,
		tax: { enabled: true, prices_include_tax: state.pricesIncludeTax, classes: [] },
		weight_unit: 'kg',
		gateways: [ { id: 'cod', title: 'Cash on delivery', enabled: true } ],
		shipping_methods: [ { id: 'flat_rate', title: 'Flat rate' } ],
		stock: {
			managed: state.stockManaged,
			hold_minutes: 60,
			no_stock_amount: 0,
			decimals: state.decimals,
		},
		cursors: cursorStates( state ),
		settings: state.settings,
		versions: versions( state ),
		moved: isMoved( state ),
		full_read_at: instantOrNull( state.fullReadAt ),
	};
}

function noteReport( { companion }: ShopState, report: HeartbeatRequest ): void {
	companion.version = report.companion.version;
	companion.pollSeconds = report.companion.poll_seconds;
	companion.health = report.health;
	companion.figures = report.figures;
}

/** A parked row is asked for at once, then at distances that double from 30 seconds to an hour. */
function isDue( { triedAt, tries }: ParkedEntry, now: number ): boolean {
	const seconds = Math.min( 3600, 30 * ( 2 ** ( Math.min( tries, 10 ) - 1 ) - 1 ) );
	return triedAt <= now - seconds * 1000;
}

function finishCommands( state: ShopState, done: HeartbeatRequest[ 'done' ] ): void {
	for ( const { id, outcome, message } of done ) {
		const command = state.commands.find( ( candidate ) => candidate.id === id );
		if ( command && ( command.state === 'waiting' || command.state === 'fetched' ) ) {
			command.state = outcome;
			command.message = message;
			record( state, {
				kind: 'command',
				outcome: outcome === 'done' ? 'ok' : 'failed',
				itemId: command.itemId,
				facts: { command: command.kind, reason: message },
			} );
		}
	}
}

function heartbeat( { state, body, instance }: Call ): HeartbeatAnswer {
	const report = body as HeartbeatRequest;
	takeLease( state, instance );
	noteReport( state, report );
	finishCommands( state, report.done );
	if ( report.leaving === true ) {
		state.companion.instance = null;
		state.companion.leaseUntil = 0;
	}
	// A command stays in the list until it is done: the companion that fetched it may have died.
	const open = state.commands.filter( ( { state: is } ) => is === 'waiting' || is === 'fetched' );
	for ( const command of open ) {
		command.state = report.leaving === true ? command.state : 'fetched';
	}
	return {
		seq: state.counters.seq,
		lease_seconds: LEASE_SECONDS,
		versions: versions( state ),
		cursors: cursorStates( state ),
		commands: open.map( ( { id, kind, itemId, askedAt } ) => ( {
			id,
			kind,
			item_id: itemId,
			asked_at: new Date( askedAt ).toISOString(),
		} ) ),
		parked: [ ...state.parked.values() ]
			.filter( ( entry ) => isDue( entry, state.now() ) )
			.sort( ( a, b ) => a.triedAt - b.triedAt )
			.slice( 0, MOST_PARKED )
			.map( ( { feed, itemId } ) => ( { feed, id: itemId } ) ),
		full_read_due: state.fullReadAt === null || state.now() - state.fullReadAt > DAY_MS,
	};
}

function pos( { state, body }: Call ): { seq: number; changed: boolean } {
	const sent = body as PosRequest;
	const changed = JSON.stringify( sent ) !== JSON.stringify( state.pos );
	state.pos = sent;
	return { seq: state.counters.seq, changed };
}

function storeActivity( { state, body }: Call ): { seq: number; stored: number } {
	const known = new Set( state.activity.map( ( { eventId } ) => eventId ) );
	let stored = 0;
	for ( const event of ( body as ActivityRequest ).events ) {
		if ( ! known.has( event.id ) ) {
			known.add( event.id );
			stored++;
			record( state, {
				kind: event.kind,
				outcome: event.outcome,
				itemId: event.item_id,
				facts: event.facts,
				eventId: event.id,
				at: Date.parse( event.at ),
			} );
		}
	}
	return { seq: state.counters.seq, stored };
}

/** What a companion asks. */
export const companionRoutes = {
	shop,
	heartbeat,
	pos,
	catalogue_store: ( { state, body } ) => storeCatalogue( state, body as CatalogueRequest ),
	links_changed: ( { state, query } ) =>
		linksChanged( state, ( query as z.infer< typeof LinksQuery > ).after ?? 0 ),
	stock: ( { state, body } ) => {
		requireSwept( state );
		if ( ! state.pos ) {
			refuse( 'pos_unknown' );
		}
		return storeLevels( state, body as StockRequest );
	},
	stock_check: ( { state, query } ) => {
		requireSwept( state );
		return checkLevels( state, ( query as z.infer< typeof StockCheckQuery > ).after ?? 0 );
	},
	activity_store: storeActivity,
} satisfies Partial< Handlers >;
