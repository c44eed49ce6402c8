/**
 * Speaks the contract to a store; every successful answer is held against the contract’s schema on the way.
 */
import { randomUUID } from 'node:crypto';
import {
	CONTRACT_HEADER,
	CONTRACT_VERSION,
	INSTANCE_HEADER,
	ROUTES,
	type CatalogueItem,
	type HeartbeatAnswer,
	type HeartbeatRequest,
	type Level,
	type LinkOutcome,
	type PosRequest,
	type Route,
	type Settings,
	type SettingsAnswer,
	type StockOutcome,
} from '@tillsync/contract';
import type { AddedProduct, ProductWish, WebStore } from './store.ts';

export interface Reply {
	readonly status: number;
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test knows the route it asked.
	readonly body: any;
}

export type Ask = ( method: string, path: string, body?: unknown ) => Promise< Reply >;

export const OUTLET = 'outlet-queen';
export const OTHER_OUTLET = 'outlet-harbour';
export const REGISTER = 'register-1';

export const POS: PosRequest = {
	vendor: 'x-series',
	vendor_label: 'Test till',
	retailer: 'Test retailer',
	currency: 'NZD',
	item_url: 'https://till.example/product/{id}',
	outlets: [
		{ id: OUTLET, name: 'Queen Street' },
		{ id: OTHER_OUTLET, name: 'Harbour' },
	],
	registers: [
		{ id: REGISTER, name: 'Counter', outlet_id: OUTLET },
		{ id: 'register-2', name: 'Harbour counter', outlet_id: OTHER_OUTLET },
	],
	payment_types: [],
	taxes: [],
	users: [],
	capabilities: { settle_seconds: 60, fields: [ 'level' ] },
};

export const HEARTBEAT: HeartbeatRequest = {
	companion: { version: '0.1.0', node: '20.0.0', poll_seconds: 10 },
	health: { pos: 'ok', parked: 0, last_success_at: null, pos_wait_seconds: null },
	figures: {
		delay_median_ms: null,
		delay_slowest_ms: null,
		levels_written: 0,
		memory_mb: 50,
		pos_requests: 3,
	},
	done: [],
};

const NO_CURSOR = { cursor: null, parked: [] };

function routeOf( method: string, path: string ): Route | undefined {
	const plain = path.split( '?' )[ 0 ] ?? '';
	return ( Object.values( ROUTES ) as Route[] ).find(
		( route ) =>
			route.method === method &&
			new RegExp( `^${ route.path.replace( '{id}', '[^/]+' ) }$` ).test( plain )
	);
}

async function send(
	root: string,
	method: string,
	path: string,
	headers: Readonly< Record< string, string > >,
	body: unknown
): Promise< Reply > {
	const response = await fetch( root + path.replace( /^\//, '' ), {
		method,
		headers: {
			...headers,
			...( body === undefined ? {} : { 'Content-Type': 'application/json' } ),
		},
		...( body === undefined
			? {}
			: { body: typeof body === 'string' ? body : JSON.stringify( body ) } ),
	} );
	const text = await response.text();
	let read: unknown;
	try {
		read = JSON.parse( text );
	} catch {
		throw new Error( `${ method } ${ path } did not answer JSON: ${ text.slice( 0, 500 ) }` );
	}
	if ( response.ok ) {
		const checked = routeOf( method, path )?.answer.safeParse( read );
		if ( checked && ! checked.success ) {
			throw new Error(
				`${ method } ${ path } broke the contract: ${ checked.error.message }`
			);
		}
	}
	return { status: response.status, body: read };
}

/** Everything the sections of the battery ask a store. */
export function createTalk( store: WebStore ) {
	/** The instance whose lease the short forms below use. */
	const instance: string = randomUUID();
	let version = 1000;
	const companion =
		( as: string = instance ): Ask =>
		( method, path, body ) =>
			send(
				store.root,
				method,
				path,
				{
					...store.companion,
					[ INSTANCE_HEADER ]: as,
					[ CONTRACT_HEADER ]: String( CONTRACT_VERSION ),
				},
				body
			);
	const admin: Ask = ( method, path, body ) =>
		send( store.root, method, path, store.admin, body );
	const ask = companion();

	/** The answer of a call that must succeed. */
	const must = async ( reply: Promise< Reply > ): Promise< Reply[ 'body' ] > => {
		const { status, body } = await reply;
		if ( status !== 200 ) {
			throw new Error( `Expected 200, got ${ status }: ${ JSON.stringify( body ) }` );
		}
		return body as unknown;
	};
	const heartbeat = async (
		more: Partial< HeartbeatRequest > = {}
	): Promise< HeartbeatAnswer > => must( ask( 'POST', '/heartbeat', { ...HEARTBEAT, ...more } ) );

	/** A version higher than any before. */
	const newer = (): string => String( ++version );

	const catalogue = ( items: readonly Partial< CatalogueItem >[], more: object = {} ) =>
		must(
			ask( 'POST', '/catalogue', {
				...NO_CURSOR,
				items: items.map( ( item ) => ( { version: newer(), ...item } ) ),
				...more,
			} )
		);

	/** Sends levels; each is `[ item, level ]` or `[ item, level, outlet ]`. */
	const stock = async (
		levels: readonly ( readonly [ string, string, string? ] )[],
		more: object = {}
	): Promise< StockOutcome[] > => {
		const sent: Level[] = levels.map( ( [ item_id, level, outlet_id = OUTLET ] ) => ( {
			item_id,
			outlet_id,
			level,
			version: newer(),
		} ) );
		const answer = await must(
			ask( 'POST', '/stock', { ...NO_CURSOR, as_of: 0, levels: sent, ...more } )
		);
		return ( answer as { items: StockOutcome[] } ).items;
	};

	/** Runs a whole check and answers what was not equal. */
	const check = async (): Promise< StockOutcome[] > => {
		const found: StockOutcome[] = [];
		let after: number | null = 0;
		while ( after !== null ) {
			const answer: { items: StockOutcome[]; next_after: number | null } = await must(
				ask( 'POST', `/stock/check?after=${ after }` )
			);
			found.push( ...answer.items );
			after = answer.next_after;
		}
		return found;
	};

	const links = async (
		action: 'link' | 'unlink',
		pairs: readonly ( readonly [ string, number ] )[],
		more: object = {}
	): Promise< LinkOutcome[] > => {
		const answer = await must(
			admin( 'POST', '/links', {
				action,
				pairs: pairs.map( ( [ item_id, product_id ] ) => ( { item_id, product_id } ) ),
				...more,
			} )
		);
		return ( answer as { items: LinkOutcome[] } ).items;
	};

	const saveSettings = async ( changes: Partial< Settings > ): Promise< Reply > => {
		const read: SettingsAnswer = await must( admin( 'GET', '/settings' ) );
		return admin( 'PUT', '/settings', {
			version: read.version,
			settings: { ...read.settings, ...changes },
		} );
	};

	/** Ready for levels: lease held, POS described, one outlet chosen. */
	const prepare = async (): Promise< void > => {
		await heartbeat();
		await must( ask( 'PUT', '/pos', POS ) );
		await must( saveSettings( { outlets: [ OUTLET ] } ) );
	};

	const addProduct = async ( wish: ProductWish ): Promise< AddedProduct > => {
		const [ added ] = await store.addProducts( [ wish ] );
		if ( ! added ) {
			throw new Error( 'The shop made no product.' );
		}
		return added;
	};

	/** An item in the mirror linked to a new product, both at this level. */
	const linked = async ( itemId: string, level: string ): Promise< number > => {
		const { id } = await addProduct( { name: `Product of ${ itemId }`, level } );
		await catalogue( [ { id: itemId, name: `Item ${ itemId }` } ] );
		await stock( [ [ itemId, level ] ] );
		await links( 'link', [ [ itemId, id ] ] );
		await check();
		return id;
	};

	return {
		instance,
		companion,
		admin,
		ask,
		must,
		heartbeat,
		newer,
		catalogue,
		stock,
		check,
		links,
		saveSettings,
		prepare,
		addProduct,
		linked,
		/** Asks with nothing but these headers. */
		raw: (
			method: string,
			path: string,
			headers: Readonly< Record< string, string > >,
			body?: unknown
		) => send( store.root, method, path, headers, body ),
	};
}

export type Talk = ReturnType< typeof createTalk >;

/** What a section of the battery gets; the functions may be used inside tests and hooks only. */
export interface Subject {
	store(): WebStore;
	talk(): Talk;
}

/** The first outcome of this item. */
export const ofItem = < T extends { item_id: string } >(
	outcomes: readonly T[],
	itemId: string
): T | undefined => outcomes.find( ( outcome ) => outcome.item_id === itemId );
