import type { FailureCode } from '../domain/failure.ts';
import type { Feed, Health, StockOutcome } from '../domain/shop.ts';

/** Why a level was looked at: the till moved it, a check found it differing, it was read again by id, or a full read passed by. */
export type LevelCause = 'till' | 'check' | 'read_again' | 'full_read';

/** What the companion tells whoever started it, as it happens. */
export type SyncEvent =
	| {
			readonly type: 'level';
			readonly cause: LevelCause;
			readonly item_id: string;
			readonly product_id: number | null;
			readonly name: string;
			readonly outcome: StockOutcome[ 'outcome' ];
			readonly code: string | null;
			readonly from: string | null;
			readonly to: string | null;
			/**
			 * Till → shop in milliseconds, at most: from the start of the last read that did not show the change yet to the
			 * shop’s answer. Null when there was no such read, or nothing moved at the till.
			 */
			readonly delay_ms: number | null;
	  }
	| {
			readonly type: 'link';
			readonly item_id: string;
			readonly product_id: number;
			readonly name: string;
			readonly state: 'asked' | 'linked' | 'unlinked';
	  }
	| {
			readonly type: 'parked';
			readonly feed: Feed;
			readonly item_id: string | null;
			readonly reason: string;
	  }
	/** The shop let this companion in, refused it, or could not be reached. */
	| {
			readonly type: 'shop';
			readonly state: 'connected' | 'standing_by' | 'failing';
			readonly code: FailureCode | null;
	  }
	| { readonly type: 'pos'; readonly state: Health[ 'pos' ]; readonly code: FailureCode | null }
	| { readonly type: 'full_read'; readonly state: 'started' | 'finished'; readonly pages: number }
	| { readonly type: 'cycle'; readonly ok: boolean; readonly ms: number };

export type EmitEvent = ( event: SyncEvent ) => void;
