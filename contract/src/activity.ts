import { z } from 'zod';
import { Instant, InstanceId, PosId, ProductId, Seq } from './primitives.ts';

/**
 * What can happen. `level` a level was written · `check` a level changed in the shop was put back · `held` the brake held a write ·
 * `approved` a person released held writes · `link`, `unlink` · `catalogue` items changed in the POS · `refused` the lock refused
 * or dropped a change made in the shop · `parked` a row could not be read · `companion` it started, stopped, was paired ·
 * `failure` a connection stopped or came back · `settings` settings were saved · `command` a command was carried out.
 */
export const ACTIVITY_KINDS = [
	'level',
	'check',
	'held',
	'approved',
	'link',
	'unlink',
	'catalogue',
	'refused',
	'parked',
	'companion',
	'failure',
	'settings',
	'command',
] as const;
export const ActivityKind = z.enum( ACTIVITY_KINDS );

export const ActivityOutcome = z.enum( [ 'ok', 'held', 'failed', 'info' ] );

/**
 * Ways in at which the lock refuses changes of linked products: forms of wp-admin, then those no person of this shop's admin sees
 * an answer of. `code` is other code in any request, `cron` the same in a scheduled one.
 */
export const LOCK_DOORS = [
	'editor',
	'variations',
	'quick_edit',
	'bulk_edit',
	'list',
	'delete',
	'rest',
	'importer',
	'cli',
	'xml_rpc',
	'cron',
	'code',
] as const;
export type LockDoor = ( typeof LOCK_DOORS )[ number ];

/**
 * Facts of `refused`, one entry for each field; all are texts and none is sure to be there. Entries of one save share their cause.
 * Older entries have `fields`, with several labels, and `user` alone.
 */
export interface RefusedFacts {
	/** Field of the ownership table. */
	readonly field?: string;
	/** Its label, in the language of whoever reads it. */
	readonly fields?: string;
	/** What is stored and what somebody wanted, shortened and without markup; missing: nothing. */
	readonly from?: string;
	readonly to?: string;
	/** One of {@link LOCK_DOORS}. */
	readonly door?: string;
	/** Display name of who was logged in. */
	readonly user?: string;
	/** Name of the plugin or theme whose code did it, as far as that could be seen. */
	readonly plugin?: string;
}

/** Small facts the page makes its sentence of, for `refused` as in {@link RefusedFacts}: `from`, `to`, `fields`, `user`, `count`, `reason` … Never names of customers. */
const Facts = z.record(
	z.string().regex( /^[a-z_]{1,30}$/ ),
	z.union( [ z.string().max( 300 ), z.number(), z.boolean() ] )
);

/** `POST /activity`: what only the companion knows. */
export const ActivityRequest = z.strictObject( {
	events: z
		.array(
			z.strictObject( {
				/** Made by the companion; the same id twice is one entry. */
				id: InstanceId,
				at: Instant,
				kind: z.enum( [ 'parked', 'companion', 'failure', 'command' ] ),
				outcome: ActivityOutcome,
				item_id: PosId.nullable(),
				facts: Facts,
			} )
		)
		.max( 100 ),
} );
export type ActivityRequest = z.infer< typeof ActivityRequest >;

export const ActivityStored = z.object( { seq: Seq, stored: z.int() } );

export const ActivityRow = z.object( {
	id: z.int(),
	at: z.string(),
	kind: ActivityKind,
	outcome: ActivityOutcome,
	/** Groups what one request or one POS event caused; null: stands alone. */
	cause: z.string().nullable(),
	item_id: z.string().nullable(),
	product_id: ProductId.nullable(),
	/** Name of the item or product, as it is now; null: about neither. */
	name: z.string().nullable(),
	edit_url: z.string().nullable(),
	facts: z.record( z.string(), z.union( [ z.string(), z.number(), z.boolean() ] ) ),
} );
export type ActivityRow = z.infer< typeof ActivityRow >;

/** Query of `GET /activity` (admin), newest first; `before` is the id the last page ended with. */
export const ActivityQuery = z.strictObject( {
	before: z.int().min( 1 ).optional(),
	per_page: z.int().min( 1 ).max( 100 ).optional(),
	kind: ActivityKind.optional(),
	outcome: ActivityOutcome.optional(),
	search: z.string().max( 100 ).optional(),
} );
export type ActivityQuery = z.infer< typeof ActivityQuery >;

export const ActivityList = z.object( {
	items: z.array( ActivityRow ),
	next_before: z.int().nullable(),
} );
export type ActivityList = z.infer< typeof ActivityList >;
