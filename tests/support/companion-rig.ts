/**
 * The companion between the two simulators, with one clock for all three that only tests move: cycles are run by hand,
 * every HTTP request is real, nothing waits.
 */
import { decodePairing } from '@tillsync/contract';
import { createHttp } from '../../companion/src/net/http.ts';
import { silentLog } from '../../companion/src/platform/log.ts';
import { createPos } from '../../companion/src/pos/registry.ts';
import { createCycle, type Cycle } from '../../companion/src/sync/cycle.ts';
import type { SyncEvent } from '../../companion/src/sync/events.ts';
import { createWooClient } from '../../companion/src/web-store/woo/client.ts';
import { createWooStore } from '../../companion/src/web-store/woo/gateway.ts';
import {
	shopProducts,
	startXSeries,
	type Switches,
	type XSeries,
} from '../../simulators/pos/x-series/index.ts';
import { startWooShop, type WooShop } from '../../simulators/woo/index.ts';
import { fakeClock, fixedChance, type FakeClock } from './fake-clock.ts';

const SEED = 'kereru';

export interface Linked {
	readonly itemId: string;
	readonly productId: number;
	readonly sku: string;
}

export interface Rig {
	readonly clock: FakeClock;
	readonly pos: XSeries;
	readonly woo: WooShop;
	readonly events: SyncEvent[];
	/** The first products of the seed, linked to theirs of the shop. */
	readonly linked: readonly Linked[];
	readonly cycle: Cycle;
	/** Another companion, as after a restart: it remembers nothing. */
	restart(): Cycle;
	/** Runs one cycle after another until none asks to come again at once; moves no time. */
	run(): Promise< void >;
	/** Moves the time and runs, as often as the poll interval fits. */
	pass( seconds: number ): Promise< void >;
	/** What the shop must show: the sum of the item’s true levels over all outlets, rounded down to whole units. */
	truth( itemId: string ): number;
	level( productId: number ): number;
	/** Every linked product as `sku: shop / truth` where the two differ. */
	differences(): readonly string[];
	/** Linked products that show more than the truth. */
	above(): readonly string[];
	/** Takes units of an item at an outlet as a sale does. */
	sell( sku: string, quantity?: number, outlet?: string ): Promise< void >;
	till( method: string, path: string, body?: unknown ): Promise< unknown >;
	admin( method: string, path: string, body?: unknown ): Promise< unknown >;
	stop(): Promise< void >;
}

export interface RigOptions {
	readonly switches?: Partial< Switches >;
	readonly requestLimit?: number;
	/** Link products and bring them to rest before the test begins; default true. */
	readonly settled?: boolean;
	/** How many products to link; default 12. */
	readonly links?: number;
}

const POLL_MS = 10_000;

export async function startRig( options: RigOptions = {} ): Promise< Rig > {
	const clock = fakeClock();
	const pos = await startXSeries( {
		seed: SEED,
		clock,
		...( options.switches && { switches: options.switches } ),
		...( options.requestLimit !== undefined && { requestLimit: options.requestLimit } ),
	} );
	const wanted = shopProducts( SEED )
		.flatMap( ( product ) =>
			'variations' in product ? product.variations.map( ( { sku } ) => sku ) : [ product.sku ]
		)
		.slice( 0, options.links ?? 12 );
	const woo = await startWooShop( {
		paired: true,
		clock: () => clock.now(),
		products: wanted.map( ( sku ) => ( { name: sku, sku, level: '0' } ) ),
	} );
	const decoded = decodePairing( woo.pairing ?? '' );
	if ( ! decoded.ok ) {
		throw new Error( 'The shop was not paired.' );
	}
	const events: SyncEvent[] = [];
	const chance = fixedChance();
	const http = () => createHttp( { clock, userAgent: 'TillSync/test' } );
	const makeCycle = () =>
		createCycle( {
			shop: createWooStore(
				createWooClient( {
					pairing: decoded.pairing,
					instance: chance.uuid(),
					http: http(),
				} )
			),
			pos: createPos(
				{ vendor: 'x-series', baseUrl: pos.url, token: pos.token },
				{ http: http(), clock }
			),
			clock,
			chance,
			log: silentLog,
			emit: ( event ) => events.push( event ),
			companion: { version: '0.0.0', node: '20.0.0', poll_seconds: POLL_MS / 1000 },
			stopping: () => false,
			memoryMb: () => 1,
			posRequests: () => pos.calls().length,
		} );
	let cycle = makeCycle();

	async function run(): Promise< void > {
		for ( let times = 0; times < 50; times++ ) {
			const result = await cycle.run();
			if ( ! result.ok || result.value.againInMs !== 0 ) {
				return;
			}
		}
		throw new Error( 'The cycle asks to come again for ever.' );
	}

	async function pass( seconds: number ): Promise< void > {
		for ( let gone = 0; gone < seconds * 1000; gone += POLL_MS ) {
			await clock.advance( Math.min( POLL_MS, seconds * 1000 - gone ) );
			await run();
		}
	}

	const till = async ( method: string, path: string, body?: unknown ): Promise< unknown > => {
		const response = await fetch( `${ pos.url }/till/${ path }`, {
			method,
			...( body !== undefined && {
				body: JSON.stringify( body ),
				headers: { 'Content-Type': 'application/json' },
			} ),
		} );
		if ( ! response.ok ) {
			throw new Error( `The till refused ${ path }: ${ await response.text() }` );
		}
		return response.json();
	};

	const admin = async ( method: string, path: string, body?: unknown ): Promise< unknown > => {
		const response = await fetch( `${ woo.root }${ path }`, {
			method,
			headers: { ...woo.adminAuth, 'Content-Type': 'application/json' },
			...( body !== undefined && { body: JSON.stringify( body ) } ),
		} );
		if ( ! response.ok ) {
			throw new Error( `The shop refused ${ path }: ${ await response.text() }` );
		}
		return response.json();
	};

	const bySku = new Map( pos.store.products().map( ( product ) => [ product.sku, product ] ) );
	const linked = [ ...woo.state.products.values() ].map( ( product ): Linked => {
		const item = bySku.get( product.sku );
		if ( ! item ) {
			throw new Error( `The till has no ${ product.sku }.` );
		}
		return { itemId: item.id, productId: product.id, sku: product.sku };
	} );

	const truth = ( itemId: string ) => {
		const units = pos.store
			.outlets()
			.map( ( outlet ) => pos.store.level( itemId, outlet.id ) ?? 0n )
			.reduce( ( sum, level ) => sum + level, 0n );
		return Math.floor( Number( units ) / 100_000 );
	};
	const level = ( productId: number ) => Number( woo.shop.level( productId ) );
	const compare = ( differs: ( shop: number, real: number ) => boolean ) =>
		linked
			.filter( ( { itemId, productId } ) => differs( level( productId ), truth( itemId ) ) )
			.map(
				( { sku, itemId, productId } ) =>
					`${ sku }: ${ level( productId ) } / ${ truth( itemId ) }`
			);

	const rig: Rig = {
		clock,
		pos,
		woo,
		events,
		linked,
		get cycle() {
			return cycle;
		},
		restart() {
			cycle = makeCycle();
			return cycle;
		},
		run,
		pass,
		truth,
		level,
		differences: () => compare( ( shop, real ) => shop !== real ),
		above: () => compare( ( shop, real ) => shop > real ),
		async sell( sku, quantity = 1, outlet = 'Queen Street' ) {
			await till( 'POST', 'sell', {
				outlet,
				lines: [ { item: sku, quantity: String( quantity ) } ],
			} );
		},
		till,
		admin,
		async stop() {
			await Promise.all( [ pos.stop(), woo.stop() ] );
		},
	};
	if ( options.settled !== false ) {
		await settle( rig );
	}
	return rig;
}

/** First import, all outlets chosen, everything linked, and the two minutes of overlap over. */
async function settle( rig: Rig ): Promise< void > {
	await rig.run();
	const { version, settings } = ( await rig.admin( 'GET', 'settings' ) ) as {
		version: number;
		settings: Record< string, unknown >;
	};
	await rig.admin( 'PUT', 'settings', {
		version,
		settings: {
			...settings,
			outlets: rig.pos.store.outlets().map( ( { id } ) => id ),
			// The brake has tests of its own.
			brake: { percent: 100, at_least: 1000 },
		},
	} );
	await rig.admin( 'POST', 'links', {
		action: 'link',
		pairs: rig.linked.map( ( { itemId, productId } ) => ( {
			item_id: itemId,
			product_id: productId,
		} ) ),
	} );
	await rig.pass( 150 );
	const wrong = rig.differences();
	if ( wrong.length > 0 ) {
		throw new Error( `The shop did not come to rest: ${ wrong.join( ', ' ) }` );
	}
	rig.events.length = 0;
	rig.woo.takeRequests();
}
