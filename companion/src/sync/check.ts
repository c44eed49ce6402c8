import { succeed } from '../domain/failure.ts';
import type { Step, SyncContext } from './context.ts';
import { tellLevel } from './level-outcomes.ts';

/** Compares every linked level with the mirror, whenever something may have moved one. */
export interface LevelCheck {
	/** Asks for a check in this cycle or the next. */
	request(): void;
	/** Whether one is due, given the fingerprint of the levels in the latest heartbeat. */
	due( fingerprint: string ): boolean;
	/** Goes through all windows. True when every level was looked at and none is left for later. */
	run( fingerprint: string ): Promise< Step >;
}

/**
 * @param context What the steps share, the check’s own users aside.
 */
export function createLevelCheck( context: SyncContext ): LevelCheck {
	/** What the levels’ fingerprint was before the last complete check; null before the first. */
	let checked: string | null = null;
	let requested = true;

	return {
		request() {
			requested = true;
		},
		due: ( fingerprint ) => requested || fingerprint !== checked,
		async run( fingerprint ) {
			requested = false;
			let unfinished = false;
			for ( let after: number | null = 0; after !== null; ) {
				if ( after > 0 && context.stopping() ) {
					requested = true;
					return succeed( false );
				}
				const window = await context.shop.checkLevels( after );
				if ( ! window.ok ) {
					requested = true;
					return window;
				}
				for ( const item of window.value.items ) {
					tellLevel( context, item, 'check', null );
					unfinished ||= item.outcome === 'conflict' || item.outcome === 'not_reached';
				}
				after = window.value.next_after;
			}
			checked = fingerprint;
			requested ||= unfinished;
			return succeed( ! unfinished );
		},
	};
}
