/**
 * How fast and how cheaply the shop takes levels: our route against WooCommerce's own.
 */
import { DEFAULT_SETTINGS, MAX_PAIRS, MAX_ROWS, NAMESPACE } from '@tillsync/contract';
import { startShop, type Shop, type ShopProduct } from '../../tools/shop/index.ts';
import { basic, companionCalls, pair, type CompanionCalls } from '../support/companion-calls.ts';
import { logIn, type ShopSession } from '../support/shop-session.ts';
import { addCounters } from './counters.ts';
import { measureLock } from './lock-figures.ts';
import type { Figure } from './report.ts';
import { median } from './statistics.ts';

/** Most items wc/v3 takes in one batch. */
const WOO_BATCH = 100;
const OUTLET = 'outlet-1';

interface QueryCount {
	readonly all: number;
	readonly levels: number;
	readonly statements: Readonly< Record< string, number > >;
}

interface Product {
	readonly id: number;
	readonly itemId: string;
}

async function expectOk( what: string, response: Response ): Promise< unknown > {
	const text = await response.text();
	if ( ! response.ok ) {
		throw new Error( `${ what } failed: ${ response.status } ${ text.slice( 0, 500 ) }` );
	}
	return JSON.parse( text );
}

/** The seeded products whose SKU begins so. */
async function productsWithSku( shop: Shop, prefix: string ): Promise< Product[] > {
	const rows = await shop.sql(
		`SELECT post_id FROM wp_postmeta WHERE meta_key = '_sku' AND meta_value LIKE '${ prefix }-%' ORDER BY post_id`
	);
	return rows
		.split( '\n' )
		.filter( Boolean )
		.map( ( id ) => ( { id: Number( id ), itemId: `item-${ id }` } ) );
}

/** Levels per second of one request to wc/v3/products/batch that changes every level. */
async function measureWoo(
	shop: Shop,
	products: readonly Product[],
	level: number
): Promise< number > {
	const started = performance.now();
	await expectOk(
		'wc/v3/products/batch',
		await fetch( `${ shop.url }/wp-json/wc/v3/products/batch`, {
			method: 'POST',
			headers: {
				authorization: basic( shop.adminUser, shop.applicationPassword ),
				'content-type': 'application/json',
			},
			body: JSON.stringify( {
				update: products.map( ( { id } ) => ( { id, stock_quantity: level } ) ),
			} ),
		} )
	);
	return products.length / ( ( performance.now() - started ) / 1000 );
}

/** Makes every product a listing: mirror, outlet, link, first level. */
async function linkAll(
	admin: ShopSession,
	companion: CompanionCalls,
	products: readonly Product[]
): Promise< void > {
	const call = async ( method: string, path: string, body: unknown ): Promise< void > => {
		const answer = await companion.call( method, path, body );
		if ( answer.status !== 200 ) {
			throw new Error(
				`${ method } ${ path } failed: ${ answer.status } ${ JSON.stringify( answer.body ) }`
			);
		}
	};
	await companion.heartbeat();
	await call( 'PUT', '/pos', {
		vendor: 'bench',
		vendor_label: 'Bench till',
		retailer: 'Bench',
		currency: 'NZD',
		item_url: null,
		outlets: [ { id: OUTLET, name: 'Main' } ],
		registers: [ { id: 'register-1', name: 'One', outlet_id: OUTLET } ],
		payment_types: [],
		taxes: [],
		users: [],
		capabilities: { settle_seconds: 60, fields: [ 'stock', 'sku', 'regular_price' ] },
	} );
	for ( let from = 0; from < products.length; from += MAX_ROWS ) {
		await call( 'POST', '/catalogue', {
			cursor: null,
			items: products.slice( from, from + MAX_ROWS ).map( ( { id, itemId } ) => ( {
				id: itemId,
				version: '1',
				name: `Bench ${ id }`,
				sku: `BENCH-POS-${ id }`,
				tracked: true,
				active: true,
			} ) ),
			parked: [],
		} );
	}
	const settings = ( await ( await admin.rest( 'GET', `${ NAMESPACE }/settings` ) ).json() ) as {
		version: number;
	};
	await expectOk(
		'PUT /settings',
		await admin.rest( 'PUT', `${ NAMESPACE }/settings`, {
			version: settings.version,
			settings: { ...DEFAULT_SETTINGS, outlets: [ OUTLET ] },
		} )
	);
	for ( let from = 0; from < products.length; from += MAX_PAIRS ) {
		const result = ( await expectOk(
			'POST /links',
			await admin.rest( 'POST', `${ NAMESPACE }/links`, {
				action: 'link',
				pairs: products
					.slice( from, from + MAX_PAIRS )
					.map( ( { id, itemId } ) => ( { item_id: itemId, product_id: id } ) ),
			} )
		) ) as { items: { outcome: string; code?: string }[] };
		const refused = result.items.find( ( { outcome } ) => outcome !== 'linked' );
		if ( refused !== undefined ) {
			throw new Error( `A product could not be linked: ${ JSON.stringify( refused ) }` );
		}
	}
}

interface StockCall {
	readonly seconds: number;
	readonly queries: QueryCount | undefined;
	readonly outcomes: Readonly< Record< string, number > >;
}

async function sendLevels(
	companion: CompanionCalls,
	products: readonly Product[],
	level: ( index: number ) => number,
	version: number,
	count: boolean
): Promise< StockCall > {
	const { pairing } = companion;
	const started = performance.now();
	const answer = await companion.call(
		'POST',
		'/stock',
		{
			as_of: 0,
			cursor: null,
			levels: products.map( ( { itemId }, index ) => ( {
				item_id: itemId,
				outlet_id: OUTLET,
				level: String( level( index ) ),
				version: String( version ),
			} ) ),
			parked: [],
		},
		count ? { 'X-Bench-Queries': '1' } : {}
	);
	const seconds = ( performance.now() - started ) / 1000;
	if ( answer.status !== 200 ) {
		throw new Error(
			`POST /stock at ${ pairing.root } failed: ${ answer.status } ${ JSON.stringify( answer.body ) }`
		);
	}
	const outcomes: Record< string, number > = {};
	for ( const { outcome } of ( answer.body as { items: { outcome: string }[] } ).items ) {
		outcomes[ outcome ] = ( outcomes[ outcome ] ?? 0 ) + 1;
	}
	const counted = answer.headers.get( 'x-bench-queries' );
	return {
		seconds,
		queries: counted === null ? undefined : ( JSON.parse( counted ) as QueryCount ),
		outcomes,
	};
}

function mustBe( call: StockCall, outcome: string, count: number ): StockCall {
	if ( call.outcomes[ outcome ] !== count ) {
		throw new Error(
			`Expected ${ count } × ${ outcome }, the shop answered ${ JSON.stringify( call.outcomes ) }.`
		);
	}
	return call;
}

export interface ShopFigureOptions {
	/** Levels in one request, 1 to 500; default 500. */
	readonly levels?: number;
	/** Requests measured; default 10. */
	readonly rounds?: number;
	readonly log: ( line: string ) => void;
}

function seed( prefix: string, count: number ): ShopProduct[] {
	return Array.from( { length: count }, ( _, index ) => ( {
		name: `${ prefix } ${ index + 1 }`,
		sku: `${ prefix }-${ index + 1 }`,
		price: '10.00',
		stock: 10,
	} ) );
}

/**
 * Measures both routes in turn in the same shop, so that whatever else the machine does meets both.
 * The products are alike; only those of our route are linked, because the lock refuses the others' levels there.
 */
export async function measureShop( options: ShopFigureOptions ): Promise< Figure[] > {
	const levels = options.levels ?? MAX_ROWS;
	const rounds = options.rounds ?? 10;
	const shop = await startShop( {
		log: options.log,
		products: [ ...seed( 'BENCH', levels ), ...seed( 'PLAIN', WOO_BATCH ) ],
	} );
	try {
		addCounters( shop );
		const products = await productsWithSku( shop, 'BENCH' );
		const plain = await productsWithSku( shop, 'PLAIN' );
		const admin = await logIn( shop, shop.adminUser, shop.adminPassword );
		const companion = companionCalls( await pair( admin ) );
		await linkAll( admin, companion, products );
		let version = 1;
		await sendLevels( companion, products, () => 30, ++version, false );
		await measureWoo( shop, plain, 30 );

		options.log(
			`${ rounds } × POST /stock with ${ levels } levels and wc/v3/products/batch with ${ WOO_BATCH }`
		);
		const ours: number[] = [];
		const woo: number[] = [];
		for ( let round = 1; round <= rounds; round++ ) {
			woo.push( await measureWoo( shop, plain, 30 + round ) );
			const call = await sendLevels(
				companion,
				products,
				() => 30 + round,
				++version,
				false
			);
			ours.push( levels / mustBe( call, 'written', levels ).seconds );
		}
		const ratio = median(
			ours.map( ( rate, round ) => rate / ( woo[ round ] ?? Number.NaN ) )
		);
		const changed = mustBe(
			await sendLevels( companion, products, () => 100, ++version, true ),
			'written',
			levels
		);
		const few = mustBe(
			await sendLevels(
				companion,
				products,
				( index ) => ( index < 10 ? 101 : 100 ),
				++version,
				true
			),
			'written',
			10
		);
		const same = mustBe(
			await sendLevels(
				companion,
				products,
				( index ) => ( index < 10 ? 101 : 100 ),
				++version,
				true
			),
			'equal',
			levels
		);
		if ( ! changed.queries || ! few.queries || ! same.queries ) {
			throw new Error( 'The shop did not count its queries: is counters.php loaded?' );
		}
		options.log(
			`statements when all change: ${ JSON.stringify( changed.queries.statements ) }`
		);
		options.log(
			`statements when nothing changes: ${ JSON.stringify( same.queries.statements ) }`
		);

		const [ linked ] = products;
		const [ free ] = plain;
		if ( ! linked || ! free ) {
			throw new Error( 'The shop has no products to save.' );
		}
		options.log( 'queries of saves and pages, with the plugin and without' );
		const lock = await measureLock( shop, admin, { linked: linked.id, free: free.id } );

		const perLevel = changed.queries.all / levels;
		const complaints = shop.debugLog();
		if ( complaints !== '' ) {
			throw new Error( `The shop complained: ${ complaints.slice( 0, 1000 ) }` );
		}
		return [
			{
				what: `levels per second, \`POST /stock\`, ${ levels } a request, all changed`,
				value: median( ours ).toFixed( 0 ),
				promise: '',
				kept: null,
			},
			{
				what: `levels per second, \`wc/v3/products/batch\`, ${ WOO_BATCH } a request, products alike`,
				value: median( woo ).toFixed( 0 ),
				promise: '',
				kept: null,
			},
			{
				what: `ratio of the two, median of ${ rounds } pairs of requests`,
				value: `${ ratio.toFixed( 0 ) } ×`,
				promise: '≥ 50 ×',
				kept: ratio >= 50,
			},
			{
				what: 'queries per changed level',
				value: perLevel.toFixed( 2 ),
				promise: '≤ 1.5',
				kept: perLevel <= 1.5,
			},
			{
				what: `queries that read ${ levels } levels when nothing changed`,
				value: String( same.queries.levels ),
				promise: '1',
				kept: same.queries.levels === 1,
			},
			{
				what: `all queries of such a request: none, 10, all of ${ levels } changed`,
				value: `${ same.queries.all }, ${ few.queries.all }, ${ changed.queries.all }`,
				promise: '',
				kept: null,
			},
			...lock,
		];
	} finally {
		await shop.stop();
	}
}
