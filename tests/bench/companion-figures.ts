/**
 * The whole way, till → companion → shop: delay, memory, requests.
 */
import { encodePairing, MAX_PAIRS, NAMESPACE } from '@tillsync/contract';
import { startXSeries, type XSeries } from '../../simulators/pos/x-series/index.ts';
import { startShop, type Shop } from '../../tools/shop/index.ts';
import { pair } from '../support/companion-calls.ts';
import { pollUntil } from '../support/poll.ts';
import { logIn, type ShopSession } from '../support/shop-session.ts';
import { startCompanion, type CompanionProcess } from './companion-process.ts';
import { addCounters, shopRequests } from './counters.ts';
import { watchLevels } from './level-watch.ts';
import type { Figure } from './report.ts';
import { quantile } from './statistics.ts';

const LINKED = 110;
const MANY_ITEMS = 10_000;
const MEMORY_LIMIT_MB = 150;
const IDLE_CYCLES = 5;
/** Each read starts where the feed stood two minutes ago: only after that is nothing read twice. */
const SETTLED_SECONDS = 135;

export interface CompanionFigureOptions {
	readonly pollSeconds: number;
	readonly sales: number;
	readonly log: ( line: string ) => void;
}

async function askShop(
	admin: ShopSession,
	method: string,
	path: string,
	body?: unknown
): Promise< unknown > {
	const response = await admin.rest( method, `${ NAMESPACE }${ path }`, body );
	const text = await response.text();
	if ( ! response.ok ) {
		throw new Error(
			`${ method } ${ path } failed: ${ response.status } ${ text.slice( 0, 500 ) }`
		);
	}
	return JSON.parse( text );
}

/** Chooses all outlets, as soon as the companion has said which there are. */
async function chooseOutlets( admin: ShopSession ): Promise< void > {
	interface Answer {
		version: number;
		settings: object;
		pos: { outlets: { id: string }[] } | null;
	}
	let answer: Answer | undefined;
	await pollUntil( 'the description of the till', async () => {
		answer = ( await askShop( admin, 'GET', '/settings' ) ) as Answer;
		return answer.pos !== null;
	} );
	if ( answer?.pos ) {
		await askShop( admin, 'PUT', '/settings', {
			version: answer.version,
			settings: { ...answer.settings, outlets: answer.pos.outlets.map( ( { id } ) => id ) },
		} );
	}
}

interface Linked {
	readonly itemId: string;
	readonly productId: number;
}

/** Links the generated items with the products that have their SKU. */
async function link( shop: Shop, admin: ShopSession, till: XSeries ): Promise< Linked[] > {
	const rows = await shop.sql(
		"SELECT post_id, meta_value FROM wp_postmeta WHERE meta_key = '_sku' AND meta_value LIKE 'G0%'"
	);
	const bySku = new Map(
		rows
			.split( '\n' )
			.filter( Boolean )
			.map( ( row ) => row.split( '\t' ) )
			.map( ( [ id, sku ] ) => [ sku ?? '', Number( id ) ] )
	);
	const pairs = till.store.products().flatMap( ( product ) => {
		const productId = bySku.get( product.sku );
		return productId === undefined ? [] : [ { itemId: product.id, productId } ];
	} );
	for ( let from = 0; from < pairs.length; from += MAX_PAIRS ) {
		const answer = ( await askShop( admin, 'POST', '/links', {
			action: 'link',
			pairs: pairs
				.slice( from, from + MAX_PAIRS )
				.map( ( { itemId, productId } ) => ( { item_id: itemId, product_id: productId } ) ),
		} ) ) as { items: { outcome: string }[] };
		if ( answer.items.some( ( { outcome } ) => outcome !== 'linked' ) ) {
			throw new Error(
				`Not every product could be linked: ${ JSON.stringify( answer.items ) }`
			);
		}
	}
	return pairs;
}

/** Units of an item at all outlets of the till. */
function tillLevel( till: XSeries, itemId: string ): number {
	const scale = 100_000;
	return till.store
		.outlets()
		.reduce(
			( sum, outlet ) => sum + Number( till.store.level( itemId, outlet.id ) ?? 0n ) / scale,
			0
		);
}

/** Sells one unit of each item in turn, spread over the polling interval, and times each. */
async function measureSales(
	shop: Shop,
	till: XSeries,
	linked: readonly Linked[],
	options: CompanionFigureOptions
): Promise< number[] > {
	const watch = await watchLevels(
		shop,
		linked.map( ( { productId } ) => productId )
	);
	try {
		const inStock = linked.filter( ( { itemId } ) => tillLevel( till, itemId ) >= 2 );
		await watch.until(
			( levels ) =>
				inStock.every(
					( { itemId, productId } ) =>
						levels.get( productId ) === Math.floor( tillLevel( till, itemId ) )
				),
			120_000
		);
		if ( inStock.length < options.sales ) {
			throw new Error( `Only ${ inStock.length } of the linked items can be sold.` );
		}
		const waits: Promise< number >[] = [];
		// A step that shares no divisor with the interval, so that sales fall anywhere between two polls.
		const stepMs = ( options.pollSeconds * 1000 ) / 16.18;
		for ( const { itemId, productId } of inStock.slice( 0, options.sales ) ) {
			const outlet = till.store
				.outlets()
				.find(
					( { id } ) =>
						Number( till.store.level( itemId, id ) ?? 0n ) > 0 &&
						till.store
							.registers()
							.some( ( register ) => register.outletId === id && register.isOpen )
				);
			if ( outlet === undefined ) {
				continue;
			}
			const before = watch.levels().get( productId ) ?? Number.NaN;
			const sold = performance.now();
			till.till.sell( { outlet: outlet.id, lines: [ { item: itemId, quantity: '1' } ] } );
			waits.push(
				watch
					.until( ( levels ) => levels.get( productId ) === before - 1, 120_000 )
					.then( ( shown ) => shown - sold )
			);
			await new Promise( ( resolve ) => setTimeout( resolve, stepMs ) );
		}
		if ( waits.length < options.sales ) {
			throw new Error( `Only ${ waits.length } sales were possible.` );
		}
		return await Promise.all( waits );
	} finally {
		watch.stop();
	}
}

interface IdleRequests {
	/** Requests in a cycle, to the shop and to the till. */
	readonly shop: number;
	readonly till: number;
	/** Which they were, with their number in all cycles together. */
	readonly kinds: Readonly< Record< string, number > >;
}

/** Counts requests while nothing happens. */
async function measureIdle(
	shop: Shop,
	till: XSeries,
	pollSeconds: number
): Promise< IdleRequests > {
	const wait = ( seconds: number ): Promise< void > =>
		new Promise( ( resolve ) => setTimeout( resolve, seconds * 1000 ) );
	const all = (): { shop: string[]; till: string[] } => ( {
		shop: shopRequests( shop ),
		till: till.calls().map( ( { method, path } ) => `${ method } ${ path }` ),
	} );
	await wait( SETTLED_SECONDS );
	const before = all();
	await wait( pollSeconds * IDLE_CYCLES );
	const after = all();
	const toShop = after.shop.slice( before.shop.length );
	const toTill = after.till.slice( before.till.length );
	const kinds: Record< string, number > = {};
	for ( const request of [ ...toShop, ...toTill ] ) {
		const kind = request.replace( /\?.*/, '' );
		kinds[ kind ] = ( kinds[ kind ] ?? 0 ) + 1;
	}
	return { shop: toShop.length / IDLE_CYCLES, till: toTill.length / IDLE_CYCLES, kinds };
}

interface Running {
	readonly till: XSeries;
	readonly companion: CompanionProcess;
	readonly admin: ShopSession;
}

async function connect( shop: Shop, items: number, pollSeconds: number ): Promise< Running > {
	const till = await startXSeries( { items } );
	const admin = await logIn( shop, shop.adminUser, shop.adminPassword );
	const companion = startCompanion( {
		pairing: encodePairing( await pair( admin ) ),
		posDomain: till.url,
		posToken: till.token,
		pollSeconds,
	} );
	await chooseOutlets( admin );
	return { till, companion, admin };
}

/** Waits until the shop's mirror has this many items. */
async function mirrored( shop: Shop, items: number ): Promise< void > {
	await pollUntil(
		`${ items } items in the mirror`,
		async () => {
			const count = await shop.sql( 'SELECT COUNT(*) FROM wp_tillsync_items' );
			return Number( count ) >= items;
		},
		300_000
	);
}

/** Measures delay, idle requests and memory with a small till, then memory with a large one. */
export async function measureCompanion( options: CompanionFigureOptions ): Promise< Figure[] > {
	const { log, pollSeconds } = options;
	const shop = await startShop( {
		log,
		products: Array.from( { length: LINKED }, ( _, index ) => ( {
			name: `Bench ${ index + 1 }`,
			sku: `G${ String( index + 1 ).padStart( 5, '0' ) }`,
			price: '10.00',
			stock: 1,
		} ) ),
	} );
	const closers: ( () => Promise< void > )[] = [ () => shop.stop() ];
	try {
		addCounters( shop );
		const small = await connect( shop, LINKED, pollSeconds );
		closers.push(
			() => small.till.stop(),
			() => small.companion.stop()
		);
		await mirrored( shop, LINKED );
		const linked = await link( shop, small.admin, small.till );
		log( `${ options.sales } sales, one poll every ${ pollSeconds } s` );
		const delays = await measureSales( shop, small.till, linked, options );
		log( `idle: ${ SETTLED_SECONDS } s and ${ IDLE_CYCLES } cycles` );
		const idle = await measureIdle( shop, small.till, pollSeconds );
		log( `requests in ${ IDLE_CYCLES } idle cycles: ${ JSON.stringify( idle.kinds ) }` );
		const idleMemory = small.companion.memory();
		await small.companion.stop();
		await small.till.stop();
		closers.length = 1;

		log( `${ MANY_ITEMS } items` );
		await shop.reset();
		const large = await connect( shop, MANY_ITEMS, pollSeconds );
		closers.push(
			() => large.till.stop(),
			() => large.companion.stop()
		);
		await mirrored( shop, MANY_ITEMS );
		await measureIdle( shop, large.till, pollSeconds );
		const many = { now: large.companion.memory(), peak: large.companion.peakMemory() };

		const seconds = ( milliseconds: number ): string =>
			`${ ( milliseconds / 1000 ).toFixed( 1 ) } s`;
		const p95 = quantile( delays, 0.95 );
		const p95Promise = ( pollSeconds + 1 ) * 1000;
		return [
			{
				what: `sale at the till → level in the shop, median of ${ delays.length }, one poll every ${ pollSeconds } s`,
				value: seconds( quantile( delays, 0.5 ) ),
				promise: '',
				kept: null,
			},
			{
				what: 'the same, 95th percentile',
				value: seconds( p95 ),
				promise: `≤ ${ seconds( p95Promise ) }`,
				kept: p95 <= p95Promise,
			},
			{
				what: 'requests per idle cycle, to the shop',
				value: idle.shop.toFixed( 1 ),
				promise: '1',
				kept: idle.shop <= 1.2,
			},
			{
				what: 'requests per idle cycle, to the till',
				value: idle.till.toFixed( 1 ),
				promise: '2',
				kept: idle.till <= 2.4,
			},
			{
				what: `companion’s resident memory, idle, ${ LINKED } items linked`,
				value: `${ idleMemory.toFixed( 0 ) } MB`,
				promise: `≤ ${ MEMORY_LIMIT_MB } MB`,
				kept: idleMemory <= MEMORY_LIMIT_MB,
			},
			{
				what: `companion’s resident memory with ${ MANY_ITEMS.toLocaleString( 'en' ) } items, idle and at most`,
				value: `${ many.now.toFixed( 0 ) } MB, ${ many.peak.toFixed( 0 ) } MB`,
				promise: `≤ ${ MEMORY_LIMIT_MB } MB`,
				kept: many.peak <= MEMORY_LIMIT_MB,
			},
		];
	} finally {
		for ( const close of closers.reverse() ) {
			await close().catch( ( error: unknown ) => log( String( error ) ) );
		}
	}
}
