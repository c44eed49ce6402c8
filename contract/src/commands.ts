import { z } from 'zod';
import { PosId } from './primitives.ts';

/**
 * What the shopkeeper asks of the companion, as a row it fetches with its next heartbeat.
 * `check` compares every linked level now; `full_read` reads the whole POS again; `sync_item` reads one item by id.
 */
export const CommandKind = z.enum( [ 'check', 'full_read', 'sync_item' ] );

export const Command = z.object( {
	id: z.int(),
	kind: CommandKind,
	item_id: z.string().nullable(),
	asked_at: z.string(),
} );
export type Command = z.infer< typeof Command >;

export const CommandDone = z.strictObject( {
	id: z.int().min( 1 ),
	outcome: z.enum( [ 'done', 'failed' ] ),
	/** A failure’s reason in one sentence; empty when done. */
	message: z.string().max( 500 ),
} );
export type CommandDone = z.infer< typeof CommandDone >;

/**
 * `POST /commands` (admin). `approve_brake` is carried out in the shop itself: it releases exactly the frozen list
 * with that hash (`plan_stale` when the list is another by now), and the release expires after 24 hours.
 */
export const CommandRequest = z.discriminatedUnion( 'kind', [
	z.strictObject( { kind: z.literal( 'check' ) } ),
	z.strictObject( { kind: z.literal( 'full_read' ) } ),
	z.strictObject( { kind: z.literal( 'sync_item' ), item_id: PosId } ),
	z.strictObject( {
		kind: z.literal( 'approve_brake' ),
		hash: z.string().regex( /^[0-9a-f]{64}$/ ),
	} ),
] );
export type CommandRequest = z.infer< typeof CommandRequest >;

export const CommandAnswer = z.object( {
	/** Null for what the shop did itself. */
	id: z.int().nullable(),
	state: z.enum( [ 'waiting', 'fetched', 'done', 'failed' ] ),
	message: z.string(),
} );
export type CommandAnswer = z.infer< typeof CommandAnswer >;
