import type { Result } from '../domain/failure.ts';
import type { Chance, Clock, Log } from '../domain/surroundings.ts';
import type { Pos } from '../pos/pos.ts';
import type { WebStore } from '../web-store/web-store.ts';
import type { ActivityQueue } from './activity.ts';
import type { Delays } from './memory/delays.ts';
import type { EmitEvent } from './events.ts';
import type { PosConnection } from './memory/pos-connection.ts';
import type { SeqHistory } from './memory/seq-history.ts';

/** What the steps of a cycle share for as long as the companion runs. None of it outlives the process, and none has to. */
export interface SyncContext {
	/** Notes the seq of every answer in `seqs`. */
	readonly shop: WebStore;
	readonly pos: Pos;
	readonly clock: Clock;
	readonly chance: Chance;
	readonly log: Log;
	readonly emit: EmitEvent;
	readonly seqs: SeqHistory;
	readonly connection: PosConnection;
	readonly activity: ActivityQueue;
	readonly delays: Delays;
	readonly tally: Tally;
	/** True once the companion is to end: the page in hand is finished and no other begun. */
	stopping(): boolean;
}

/** Counted since the start. */
export interface Tally {
	levelsWritten: number;
}

/**
 * How a step went. A failure is the shop’s and ends the cycle. A value of false says that the POS got in the way:
 * it has been noted on its connection, and the other steps go on.
 */
export type Step = Result< boolean >;
