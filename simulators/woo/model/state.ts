import { randomBytes, randomUUID } from 'node:crypto';
import {
	DEFAULT_SETTINGS,
	type ActivityRow,
	type Feed,
	type Figures,
	type Health,
	type ItemCode,
	type PosRequest,
	type Settings,
} from '@tillsync/contract';
import type { z } from 'zod';
import type { Units } from './decimal.ts';

/** A product, variable parent or variation of the simulated shop. */
export interface Product {
	readonly id: number;
	readonly type: 'simple' | 'variable' | 'variation' | 'grouped';
	/** Of a variation: its variable product; else 0. */
	readonly parentId: number;
	name: string;
	sku: string;
	gtin: string;
	regularPrice: string;
	imageUrl: string | null;
	trashed: boolean;
	manageStock: boolean;
	/** Null where no level was ever saved. */
	level: Units | null;
	inStock: boolean;
}

/** A row of the mirror. Missing keys of a new item get the values the tables give them. */
export interface Item {
	readonly id: string;
	version: bigint;
	familyId: string | null;
	name: string;
	options: readonly { readonly name: string; readonly value: string }[];
	sku: string;
	gtin: string;
	priceIncludingTax: string | null;
	priceExcludingTax: string | null;
	imageUrl: string | null;
	tracked: boolean;
	composite: boolean;
	active: boolean;
	deletedAt: string | null;
	notFoundAt: number | null;
	seenRun: string | null;
	changedAt: number;
}

export interface LevelRow {
	readonly outletId: string;
	level: Units;
	version: bigint;
	/** Bookings up to this seq are surely in `level`. */
	asOf: number;
}

export interface Link {
	readonly itemId: string;
	/** Of an unlinked row: the product it was linked to. */
	productId: number;
	state: 'asked' | 'linked' | 'unlinked';
	version: number;
	problem: z.infer< typeof ItemCode > | null;
	checkedAt: number | null;
	/** What the sync wrote last; another value in the shop was put there by somebody else. */
	lastWritten: Units | null;
}

/** What one order line has taken out of the shop’s stock. */
export interface LedgerLine {
	readonly id: number;
	readonly orderId: number;
	readonly productId: number;
	readonly itemId: string;
	qty: Units;
	/** Null: announced, and WooCommerce has not saved yet what it took. */
	taken: Units | null;
	announcedAt: number;
	standing: 'counted' | 'excluded';
}

/** What the POS was told of a line: a positive delta is a sale, a negative one a return. */
export interface Booking {
	readonly lineId: number;
	readonly itemId: string;
	readonly event: string;
	readonly delta: Units;
	/** Null: intended, and not known to be booked. */
	seq: number | null;
}

export interface OrderLine {
	readonly id: number;
	readonly productId: number;
	qty: Units;
	/** What WooCommerce has reduced the level by. */
	reduced: Units;
}

export interface Order {
	readonly id: number;
	readonly lines: OrderLine[];
}

export interface BrakeEntry {
	readonly productId: number;
	readonly itemId: string;
	state: 'passed' | 'held' | 'approved';
	from: Units;
	to: Units;
	at: number;
	approvedAt: number | null;
}

export interface ParkedEntry {
	readonly feed: Feed;
	readonly itemId: string;
	reason: string;
	readonly since: number;
	triedAt: number;
	tries: number;
}

export interface CommandEntry {
	readonly id: number;
	readonly kind: 'check' | 'full_read' | 'sync_item';
	readonly itemId: string | null;
	readonly askedAt: number;
	state: 'waiting' | 'fetched' | 'done' | 'failed';
	message: string;
}

export interface Cursor {
	value: bigint;
	/** When it reached which value, oldest first; the first one is at least two minutes old or the beginning. */
	history: { at: number; value: bigint }[];
}

export interface CompanionState {
	instance: string | null;
	leaseUntil: number;
	lastSeenAt: number | null;
	version: string | null;
	pollSeconds: number;
	health: Health | null;
	figures: Figures | null;
}

export interface StoredActivity extends Pick<
	ActivityRow,
	'id' | 'kind' | 'outcome' | 'cause' | 'item_id' | 'product_id' | 'facts'
> {
	readonly at: number;
	readonly eventId: string | null;
}

export interface Credential {
	readonly user: string;
	readonly password: string;
}

/** Everything the simulated shop knows. Handlers change it in place; there is no other state. */
export interface ShopState {
	readonly now: () => number;
	readonly url: string;
	/** Address the shop id was made for; differs from `url` after a move. */
	homeUrl: string;
	shopId: string;
	readonly name: string;
	readonly currency: string;
	readonly pricesIncludeTax: boolean;
	/** True: the shop holds fractions of units. */
	readonly decimals: boolean;
	stockManaged: boolean;
	sweeping: boolean;
	readonly products: Map< number, Product >;
	readonly items: Map< string, Item >;
	/** By item, then by outlet. */
	readonly levels: Map< string, Map< string, LevelRow > >;
	readonly links: Map< string, Link >;
	/** Item of each linked product. */
	readonly linkedProducts: Map< number, string >;
	readonly ledger: Map< number, LedgerLine >;
	readonly bookings: Booking[];
	readonly orders: Map< number, Order >;
	readonly brake: Map< number, BrakeEntry >;
	readonly parked: Map< string, ParkedEntry >;
	readonly commands: CommandEntry[];
	readonly cursors: Record< Feed, Cursor >;
	readonly activity: StoredActivity[];
	readonly companion: CompanionState;
	settings: Settings;
	pos: PosRequest | null;
	credential: ( Credential & { readonly since: number } ) | null;
	readonly admin: Credential & { readonly cookie: string; readonly nonce: string };
	/** Somebody who may sign in and nothing else. */
	readonly customer: Credential;
	fullReadAt: number | null;
	fullRun: { readonly run: string; seen: number; at: number } | null;
	readonly counters: Record<
		| 'seq'
		| 'settings'
		| 'links'
		| 'outbox'
		| 'commands'
		| 'product'
		| 'order'
		| 'line'
		| 'activity',
		number
	>;
}

export interface StateOptions {
	readonly url: string;
	readonly now: () => number;
	readonly currency: string;
	readonly pricesIncludeTax: boolean;
	readonly decimals: boolean;
}

const secret = (): string => randomBytes( 18 ).toString( 'base64url' );

/** An empty shop: no products, not paired, nothing read. */
export function createState( options: StateOptions ): ShopState {
	const cursor = (): Cursor => ( { value: 0n, history: [] } );
	return {
		...options,
		homeUrl: options.url,
		shopId: randomUUID(),
		name: 'Simulated shop',
		stockManaged: true,
		sweeping: false,
		products: new Map(),
		items: new Map(),
		levels: new Map(),
		links: new Map(),
		linkedProducts: new Map(),
		ledger: new Map(),
		bookings: [],
		orders: new Map(),
		brake: new Map(),
		parked: new Map(),
		commands: [],
		cursors: { products: cursor(), inventory: cursor() },
		activity: [],
		companion: {
			instance: null,
			leaseUntil: 0,
			lastSeenAt: null,
			version: null,
			pollSeconds: 10,
			health: null,
			figures: null,
		},
		settings: structuredClone( DEFAULT_SETTINGS ),
		pos: null,
		credential: null,
		customer: { user: 'customer', password: secret() },
		admin: {
			user: 'admin',
			password: secret(),
			cookie: secret(),
			nonce: secret().slice( 0, 10 ),
		},
		fullReadAt: null,
		fullRun: null,
		counters: {
			seq: 0,
			settings: 1,
			links: 0,
			outbox: 0,
			commands: 0,
			product: 100,
			order: 1000,
			line: 0,
			activity: 0,
		},
	};
}

/** Makes and stores a credential for the companion; the one before is void, and so is its lease. */
export function pairAnew( state: ShopState ): Credential {
	const credential = { user: 'tillsync-companion', password: secret(), since: state.now() };
	state.credential = credential;
	state.companion.instance = null;
	state.companion.leaseUntil = 0;
	return credential;
}

/** The link of an item that is in force; undefined where there is none or it was undone. */
export function activeLink( state: ShopState, itemId: string ): Link | undefined {
	const link = state.links.get( itemId );
	return link && link.state !== 'unlinked' ? link : undefined;
}

/** An instant as the contract writes it. */
export const instant = ( at: number ): string => new Date( at ).toISOString();
export const instantOrNull = ( at: number | null ): string | null =>
	at === null ? null : instant( at );
