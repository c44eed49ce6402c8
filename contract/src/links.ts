import { z } from 'zod';
import { ItemCode } from './errors.ts';
import { Counter, PosId, ProductId, Seq } from './primitives.ts';

/** Query of `GET /links` (companion): links changed since a version, oldest first, at most 500. */
export const LinksQuery = z.strictObject( { after: Counter.optional() } );

export const LinkRow = z.object( {
	item_id: z.string(),
	product_id: ProductId,
	name: z.string(),
	/** `asked`: wished for, its first level not yet written. */
	state: z.enum( [ 'asked', 'linked', 'unlinked' ] ),
	version: Counter,
} );
export type LinkRow = z.infer< typeof LinkRow >;

/** `version` is what to ask `after` next; `more`: ask again at once. */
export const LinksAnswer = z.object( {
	seq: Seq,
	items: z.array( LinkRow ),
	version: Counter,
	more: z.boolean(),
} );
export type LinksAnswer = z.infer< typeof LinksAnswer >;

/** Most pairs in one `POST /links`. */
export const MAX_PAIRS = 50;

/**
 * `POST /links` (admin). Linking makes the POS owner of the product’s level, SKU and prices from then on;
 * unlinking gives them back and leaves the values as they stand. `dry_run` answers the same outcomes and changes nothing.
 */
export const LinksRequest = z.strictObject( {
	action: z.enum( [ 'link', 'unlink' ] ),
	pairs: z
		.array( z.strictObject( { item_id: PosId, product_id: ProductId } ) )
		.min( 1 )
		.max( MAX_PAIRS ),
	dry_run: z.boolean().optional(),
} );
export type LinksRequest = z.infer< typeof LinksRequest >;

export const LinkOutcome = z.object( {
	item_id: z.string(),
	product_id: ProductId,
	outcome: z.enum( [ 'linked', 'unlinked', 'unchanged', 'rejected' ] ),
	code: ItemCode.optional(),
	name: z.string(),
	/** Level the shop shows now, and what it will show; null: unknown or unmanaged. */
	from: z.string().nullable(),
	to: z.string().nullable(),
} );
export type LinkOutcome = z.infer< typeof LinkOutcome >;

export const LinksResult = z.object( { version: Counter, items: z.array( LinkOutcome ) } );
export type LinksResult = z.infer< typeof LinksResult >;
