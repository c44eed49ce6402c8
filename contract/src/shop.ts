import { z } from 'zod';
import { Counter, Seq, Version } from './primitives.ts';
import { Settings } from './settings.ts';

export const FEEDS = [ 'products', 'inventory' ] as const;
export const Feed = z.enum( FEEDS );
export type Feed = z.infer< typeof Feed >;

/**
 * Where reading of one POS feed stands. `value` never moves back. `read_from` is where it stood at least
 * two minutes ago: each cycle starts reading there, because rows with a lower version may appear late.
 */
export const CursorState = z.object( { feed: Feed, value: Version, read_from: Version } );
export type CursorState = z.infer< typeof CursorState >;

/** A page’s cursor: `from` is what the page was read after, `to` where it ends. Stored in one transaction with the page. */
export const CursorMove = z.strictObject( { from: Version, to: Version } );
export type CursorMove = z.infer< typeof CursorMove >;

/** Versions that tell the companion, in one small answer, whether anything needs a further request. */
export const Versions = z.object( {
	settings: Counter,
	links: Counter,
	outbox: Counter,
	commands: Counter,
	/** Opaque fingerprint of the stored levels of all linked listings; when it moves, a stock check is due. */
	levels: z.string(),
} );
export type Versions = z.infer< typeof Versions >;

/** `GET /shop` */
export const ShopAnswer = z.object( {
	seq: Seq,
	shop_id: z.string(),
	url: z.string(),
	name: z.string(),
	contract: z.object( { current: z.int(), oldest: z.int() } ),
	software: z.object( {
		plugin: z.string(),
		wordpress: z.string(),
		woocommerce: z.string(),
		php: z.string(),
		hpos: z.boolean(),
	} ),
	currency: z.string(),
	tax: z.object( {
		enabled: z.boolean(),
		prices_include_tax: z.boolean(),
		classes: z.array( z.object( { slug: z.string(), name: z.string() } ) ),
	} ),
	weight_unit: z.string(),
	gateways: z.array( z.object( { id: z.string(), title: z.string(), enabled: z.boolean() } ) ),
	shipping_methods: z.array( z.object( { id: z.string(), title: z.string() } ) ),
	stock: z.object( {
		managed: z.boolean(),
		hold_minutes: z.int().nullable(),
		no_stock_amount: z.int(),
		decimals: z.boolean(),
	} ),
	cursors: z.array( CursorState ),
	settings: Settings,
	versions: Versions,
	/** The home URL changed and the shopkeeper has not said what that means: the shop takes no writes. */
	moved: z.boolean(),
	/** When the last complete full read of the POS ended; null: never. */
	full_read_at: z.string().nullable(),
} );
export type ShopAnswer = z.infer< typeof ShopAnswer >;
