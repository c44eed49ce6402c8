import { z } from 'zod';
import { ItemCode } from './errors.ts';
import { Decimal, MAX_ROWS, PosId, ProductId, Seq, Version } from './primitives.ts';
import { ParkedRow } from './catalogue.ts';
import { CursorMove } from './shop.ts';

/** The POS’s level of one item at one outlet. */
export const Level = z.strictObject( {
	item_id: PosId,
	outlet_id: PosId,
	level: Decimal,
	version: Version,
} );
export type Level = z.infer< typeof Level >;

/**
 * `POST /stock`: a page of the inventory feed. The shop stores the levels with the page’s cursor, works out the equation for the
 * linked items among them and writes. `as_of` is the highest seq the companion had seen at least `settle_seconds`
 * before it asked the POS for the page: bookings up to it are surely in these levels.
 */
export const StockRequest = z.strictObject( {
	as_of: Seq,
	/** Null when the levels are no piece of the feed (read again by id). */
	cursor: CursorMove.nullable(),
	levels: z.array( Level ).max( MAX_ROWS ),
	parked: z.array( ParkedRow ).max( MAX_ROWS ),
} );
export type StockRequest = z.infer< typeof StockRequest >;

/**
 * What became of an item. `written` from → to · `equal` the shop had it already · `mirrored` stored, but not linked or no outlet chosen ·
 * `stale` every row older than the mirror’s · `held` by the brake · `conflict` the shop’s level moved while writing, next cycle ·
 * `unknown` no level can be told · `unmanaged` the POS keeps no level; in stock · `rejected` see the code · `not_reached` time was over.
 */
export const StockOutcome = z.object( {
	item_id: z.string(),
	product_id: ProductId.nullable(),
	name: z.string(),
	outcome: z.enum( [
		'written',
		'equal',
		'mirrored',
		'stale',
		'held',
		'conflict',
		'unknown',
		'unmanaged',
		'rejected',
		'not_reached',
	] ),
	from: z.string().nullable(),
	to: z.string().nullable(),
	code: ItemCode.optional(),
} );
export type StockOutcome = z.infer< typeof StockOutcome >;

/** One outcome an item, in the order of first appearance. */
export const StockAnswer = z.object( { seq: Seq, items: z.array( StockOutcome ) } );
export type StockAnswer = z.infer< typeof StockAnswer >;

/** Query of `POST /stock/check`: the window of linked products after this product id, at most 500. */
export const StockCheckQuery = z.strictObject( { after: z.int().min( 0 ).optional() } );

/** `items` holds only what was not `equal`. `next_after` null: the last window. */
export const StockCheckAnswer = z.object( {
	seq: Seq,
	checked: z.int(),
	next_after: z.int().nullable(),
	items: z.array( StockOutcome ),
} );
export type StockCheckAnswer = z.infer< typeof StockCheckAnswer >;
