import { z } from 'zod';
import { CommandDone, Command } from './commands.ts';
import { Instant, Seq } from './primitives.ts';
import { CursorState, Feed, Versions } from './shop.ts';

/** Seconds for which a lease holds after the last call of its holder. */
export const LEASE_SECONDS = 60;

/** How the companion is doing; the shopkeeper’s status line is made of it. Sentences are made in the shop, in its language. */
export const Health = z.strictObject( {
	pos: z.enum( [
		'ok',
		'not_configured',
		'unauthorized',
		'unavailable',
		'rate_limited',
		'starting',
	] ),
	/** Rows that could not be read and are being asked for again by id. */
	parked: z.int().min( 0 ).max( 1_000_000 ),
	/** End of the last cycle that succeeded as a whole; null: none since the start. */
	last_success_at: Instant.nullable(),
	/** Seconds until the POS allows requests again; null when it does. */
	pos_wait_seconds: z.int().min( 0 ).max( 86_400 ).nullable(),
} );
export type Health = z.infer< typeof Health >;

/** Figures since the companion started, at most of the last 24 hours. */
export const Figures = z.strictObject( {
	/** Till → shop in milliseconds, at most: from the start of the last read that did not show the change yet, to the shop’s answer. */
	delay_median_ms: z.int().min( 0 ).max( 86_400_000 ).nullable(),
	delay_slowest_ms: z.int().min( 0 ).max( 86_400_000 ).nullable(),
	levels_written: z.int().min( 0 ).max( 1_000_000_000 ),
	memory_mb: z.int().min( 0 ).max( 1_000_000 ),
	pos_requests: z.int().min( 0 ).max( 1_000_000_000 ),
} );
export type Figures = z.infer< typeof Figures >;

/** `POST /heartbeat`: takes or renews the lease, tells how things are, fetches what is new. An idle cycle is this one request. */
export const HeartbeatRequest = z.strictObject( {
	companion: z.strictObject( {
		version: z.string().min( 1 ).max( 40 ),
		node: z.string().min( 1 ).max( 40 ),
		poll_seconds: z.int().min( 1 ).max( 3600 ),
	} ),
	health: Health,
	figures: Figures,
	/** Commands carried out since the last heartbeat; telling twice does no harm. */
	done: z.array( CommandDone ).max( 100 ),
	/** True on SIGTERM: the lease is given up at once. */
	leaving: z.boolean().optional(),
} );
export type HeartbeatRequest = z.infer< typeof HeartbeatRequest >;

export const HeartbeatAnswer = z.object( {
	seq: Seq,
	lease_seconds: z.int(),
	versions: Versions,
	cursors: z.array( CursorState ),
	commands: z.array( Command ),
	/** Rows that could not be read, oldest try first, at most 50: to be read again by item id. */
	parked: z.array( z.object( { feed: Feed, id: z.string() } ) ),
	/** True: a full read is due (never done, or more than 24 hours ago). */
	full_read_due: z.boolean(),
} );
export type HeartbeatAnswer = z.infer< typeof HeartbeatAnswer >;
