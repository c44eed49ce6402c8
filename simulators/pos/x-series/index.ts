import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createBooks } from './books/books.ts';
import type { Books } from './books/books.ts';
import { createChance, stableId } from './chance.ts';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { createHttpServer } from './http/server.ts';
import { pageFile } from './page/files.ts';
import { buildSeed, fillStore } from './seed/seed.ts';
import { createStore } from './store/store.ts';
import type { Store } from './store/store.ts';
import { createSwitchBoard } from './switches.ts';
import type { SwitchBoard, Switches } from './switches.ts';
import { createJournal } from './till/journal.ts';
import type { Journal } from './till/journal.ts';
import { createTillRoutes } from './till/routes.ts';
import { createTill } from './till/till.ts';
import type { Till } from './till/till.ts';
import { createGate } from './vendor/gate.ts';
import type { Call } from './vendor/gate.ts';
import { createVendorRoutes } from './vendor/routes.ts';

export type { Clock } from './clock.ts';
export type { FaultSettings } from './faults.ts';
export type { Switches } from './switches.ts';
export type { TillEvent } from './till/journal.ts';
export { shopProducts } from './seed/shop-products.ts';
export type { ShopProduct, ShopVariation } from './seed/shop-products.ts';

/** The seed used when none is named; `shopProducts` takes the same. */
export const DEFAULT_SEED = 'kereru';

export interface XSeriesOptions {
	/** 0, the default, takes a free one. */
	readonly port?: number;
	/** The same seed gives the same shop. */
	readonly seed?: string;
	/** Plain items beyond the curated ones; default 0. */
	readonly items?: number;
	/** ISO 4217; default NZD. */
	readonly currency?: string;
	readonly clock?: Clock;
	/** The personal token that is accepted; default a random one. */
	readonly token?: string;
	readonly switches?: Partial< Switches >;
	/** Requests per five minutes; default 300 × registers + 50. */
	readonly requestLimit?: number;
	/** The version before the first one. */
	readonly startVersion?: number;
	readonly onDefect?: ( error: unknown ) => void;
}

/** A running simulator. */
export interface XSeries {
	/** Of the vendor's API, without a slash at the end: "http://127.0.0.1:4001". */
	readonly url: string;
	readonly port: number;
	/** Where a person opens the till page. */
	readonly tillUrl: string;
	readonly token: string;
	readonly store: Store;
	readonly books: Books;
	readonly till: Till;
	readonly journal: Journal;
	readonly faults: Faults;
	readonly switches: SwitchBoard;
	/** The last 5,000 requests to the vendor's API, oldest first. */
	calls(): readonly Call[];
	/** Ends open requests too; may be called twice. */
	stop(): Promise< void >;
}

const KEPT_CALLS = 5000;

/** Starts a till of the X-Series kind on this machine only. */
export async function startXSeries( options: XSeriesOptions = {} ): Promise< XSeries > {
	const seed = options.seed ?? DEFAULT_SEED;
	const clock = options.clock ?? systemClock;
	const token = options.token ?? randomBytes( 24 ).toString( 'base64url' );
	const faults = createFaults( clock, createChance( `${ seed } faults` ) );
	const switches = createSwitchBoard( options.switches );
	const seeded = buildSeed( {
		seed,
		currency: options.currency ?? 'NZD',
		generated: options.items ?? 0,
		at: clock.now(),
	} );
	const store = createStore( {
		seed,
		chance: createChance( `${ seed } versions` ),
		timing: {
			now: () => clock.now(),
			inventoryLagMs: () => faults.now().inventory_lag_seconds * 1000,
			takeHold: ( feed ) => faults.takeHold( feed ),
		},
		startVersion: options.startVersion ?? 59_780_745_000,
		retailer: seeded.account.retailer,
	} );
	fillStore( store, seeded );

	const books = createBooks();
	const journal = createJournal( clock );
	let ids = 0;
	const till = createTill( {
		store,
		books,
		journal,
		clock,
		newId: () => stableId( seed, 'document', String( ++ids ) ),
		saleBumpsProduct: () => switches.now().sale_bumps_product,
	} );

	const calls: Call[] = [];
	const pauses = createPauses();
	const server = createHttpServer( {
		vendor: createGate( {
			token,
			clock,
			faults,
			switches: switches.now,
			requestLimit: () => options.requestLimit ?? 300 * store.registers().length + 50,
			routes: createVendorRoutes( { store, faults, switches: switches.now } ),
			onCall( call ) {
				calls.push( call );
				calls.splice( 0, calls.length - KEPT_CALLS );
			},
			pause: pauses.pause,
		} ),
		till: createTillRoutes( {
			store,
			books,
			journal,
			till,
			faults,
			switches,
			calls: () => calls,
		} ),
		journal,
		page: pageFile,
		onDefect: options.onDefect ?? ( () => undefined ),
	} );
	server.listen( options.port ?? 0, '127.0.0.1' );
	await once( server, 'listening' );
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const url = `http://127.0.0.1:${ port }`;

	let stopped: Promise< unknown > | null = null;
	return {
		url,
		port,
		tillUrl: `${ url }/`,
		token,
		store,
		books,
		till,
		journal,
		faults,
		switches,
		calls: () => calls,
		async stop() {
			if ( ! stopped ) {
				stopped = once( server, 'close' );
				pauses.end();
				server.close();
				server.closeAllConnections();
			}
			await stopped;
		},
	};
}

/** Waits that can all be ended at once. */
function createPauses(): { pause( ms: number ): Promise< void >; end(): void } {
	const open = new Set< () => void >();
	return {
		pause: ( ms ) =>
			new Promise( ( resolve ) => {
				const done = (): void => {
					clearTimeout( timer );
					open.delete( done );
					resolve();
				};
				const timer = setTimeout( done, ms );
				open.add( done );
			} ),
		end: () => [ ...open ].forEach( ( done ) => done() ),
	};
}
