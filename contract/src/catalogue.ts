import { z } from 'zod';
import { ActivityRow } from './activity.ts';
import { ItemCode } from './errors.ts';
import {
	Decimal,
	Instant,
	InstanceId,
	MAX_ROWS,
	PosId,
	ProductId,
	Seq,
	Version,
} from './primitives.ts';
import { CursorMove } from './shop.ts';

/**
 * One sellable thing of the POS as the mirror keeps it. A key that is missing is *unknown* and leaves the mirror’s value;
 * a key that is null or empty *is* empty and empties it. Prices are the POS’s own, neither computed from the other.
 */
export const CatalogueItem = z.strictObject( {
	id: PosId,
	version: Version,
	/** Items that are variants of one product share it; null: stands alone. */
	family_id: PosId.nullable().optional(),
	/** Name of the family, or of the item when it stands alone. */
	name: z.string().max( 500 ).optional(),
	/** Up to three name–value pairs in the POS’s order, for example `Size` – `M`. */
	options: z
		.array( z.strictObject( { name: z.string().max( 100 ), value: z.string().max( 200 ) } ) )
		.max( 3 )
		.optional(),
	sku: z.string().max( 100 ).nullable().optional(),
	/** Barcode, digits only (GTIN-8/12/13/14, ISBN-13); null: none. */
	gtin: z
		.string()
		.regex( /^[0-9]{8,14}$/ )
		.nullable()
		.optional(),
	price_including_tax: Decimal.nullable().optional(),
	price_excluding_tax: Decimal.nullable().optional(),
	image_url: z.string().max( 1000 ).nullable().optional(),
	/** False: the POS keeps no level of it; it is in stock without stock management. */
	tracked: z.boolean().optional(),
	composite: z.boolean().optional(),
	active: z.boolean().optional(),
	/** When the POS deleted it; null: it exists. */
	deleted_at: Instant.nullable().optional(),
} );
export type CatalogueItem = z.infer< typeof CatalogueItem >;

/** A row that could not be read: the item’s id where that much could be read (also for a level), and what was wrong with it. */
export const ParkedRow = z.strictObject( { id: PosId.nullable(), reason: z.string().max( 300 ) } );
export type ParkedRow = z.infer< typeof ParkedRow >;

/** `POST /catalogue`: a page of the products feed into the mirror, with its cursor. */
export const CatalogueRequest = z.strictObject( {
	/** Null when the page is no piece of the feed (items read by id). */
	cursor: CursorMove.nullable(),
	items: z.array( CatalogueItem ).max( MAX_ROWS ),
	parked: z.array( ParkedRow ).max( MAX_ROWS ),
	/** Asked for by id and not found. The second time, at least an hour after the first, counts as deleted. */
	not_found: z.array( PosId ).max( MAX_ROWS ).optional(),
	/** A page of a full read. With `last` the shop answers what the run did not show. */
	full: z.strictObject( { run: InstanceId, last: z.boolean() } ).optional(),
} );
export type CatalogueRequest = z.infer< typeof CatalogueRequest >;

export const CatalogueOutcome = z.object( {
	id: z.string(),
	/** `stale`: the mirror has a higher version; nothing changed. */
	outcome: z.enum( [ 'stored', 'unchanged', 'stale', 'rejected' ] ),
	code: ItemCode.optional(),
} );

export const CatalogueAnswer = z.object( {
	seq: Seq,
	items: z.array( CatalogueOutcome ),
	/** After the last page of a full read: up to 500 items the run did not show, to be asked for by id. */
	missing: z.array( z.string() ),
} );
export type CatalogueAnswer = z.infer< typeof CatalogueAnswer >;

/** What the shopkeeper sees of an item. */
export const ITEM_STATES = [
	'not_in_shop',
	'proposed',
	'asked',
	'in_shop',
	'held',
	'problem',
] as const;
export const ItemState = z.enum( ITEM_STATES );
export type ItemState = z.infer< typeof ItemState >;

/** A product or variation of the shop, as the chooser and the table show it. */
export const ShopProduct = z.object( {
	id: ProductId,
	name: z.string(),
	sku: z.string(),
	gtin: z.string(),
	/** Stored level; null when WooCommerce manages none. */
	level: z.string().nullable(),
	image_url: z.string().nullable(),
	edit_url: z.string(),
	view_url: z.string(),
	/** The item it is linked to already; null: free. */
	item_id: z.string().nullable(),
} );
export type ShopProduct = z.infer< typeof ShopProduct >;

export const CatalogueRow = z.object( {
	id: z.string(),
	family_id: z.string().nullable(),
	name: z.string(),
	/** Option values joined, for example `M / Blue`; empty for an item that stands alone. */
	variant: z.string(),
	sku: z.string(),
	gtin: z.string(),
	image_url: z.string().nullable(),
	/** As the till shows it: the inclusive price, else the exclusive one. */
	price: z.string().nullable(),
	/** Sum over the chosen outlets; null: unknown or untracked. */
	pos_level: z.string().nullable(),
	tracked: z.boolean(),
	state: ItemState,
	/** Why it is `held` or a `problem`. */
	code: ItemCode.nullable(),
	product: ShopProduct.nullable(),
	/** Free product with the same unique key; null unless `proposed`. */
	proposal: z.object( { product: ShopProduct, by: z.enum( [ 'sku', 'gtin' ] ) } ).nullable(),
	/** Last change that came from the POS. */
	changed_at: z.string().nullable(),
	/** The item in the POS’s back office. */
	pos_url: z.string().nullable(),
} );
export type CatalogueRow = z.infer< typeof CatalogueRow >;

/** Query of `GET /catalogue`. Searching looks at name, options, SKU and barcode. */
export const CatalogueQuery = z.strictObject( {
	page: z.int().min( 1 ).max( 100_000 ).optional(),
	per_page: z.int().min( 1 ).max( 100 ).optional(),
	search: z.string().max( 100 ).optional(),
	state: ItemState.optional(),
	/** Only what is linked to this product, or to one of its variations. */
	product: ProductId.optional(),
	orderby: z.enum( [ 'name', 'sku', 'pos_level', 'changed' ] ).optional(),
	order: z.enum( [ 'asc', 'desc' ] ).optional(),
} );
export type CatalogueQuery = z.infer< typeof CatalogueQuery >;

export const CatalogueList = z.object( {
	items: z.array( CatalogueRow ),
	total: z.int(),
	pages: z.int(),
	/** How many items there are in each state, without search and filter. */
	counts: z.record( ItemState, z.int() ),
} );
export type CatalogueList = z.infer< typeof CatalogueList >;

/** `GET /catalogue/{id}`: the level with its arithmetic, and what happened to the item lately (newest first, at most 20). */
export const CatalogueDetail = z.object( {
	item: CatalogueRow,
	arithmetic: z.object( {
		outlets: z.array(
			z.object( {
				id: z.string(),
				name: z.string(),
				level: z.string().nullable(),
				counted: z.boolean(),
			} )
		),
		/** Units held back; less than the setting where the level is lower than that. */
		buffer: z.string(),
		/** Units sold on the web that the till does not know of yet. */
		sold_untold: z.string(),
		/** What the shop should show; null: unknown. */
		target: z.string().nullable(),
		/** What it does show. */
		shop: z.string().nullable(),
		checked_at: z.string().nullable(),
	} ),
	history: z.array( ActivityRow ),
} );
export type CatalogueDetail = z.infer< typeof CatalogueDetail >;

/** `GET /shop-products`: products and variations to link by hand, best match first, at most 20. */
export const ShopProductsQuery = z.strictObject( { search: z.string().min( 1 ).max( 100 ) } );
export const ShopProductsAnswer = z.object( { items: z.array( ShopProduct ) } );
export type ShopProductsAnswer = z.infer< typeof ShopProductsAnswer >;
