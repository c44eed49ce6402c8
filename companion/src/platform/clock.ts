import type { Clock } from '../domain/surroundings.ts';

/** The longest a Node timer can be set for; longer waits are cut to it (24 days). */
const LONGEST_TIMER_MS = 2_147_483_647;

export const systemClock: Clock = {
	monotonicMs: () => performance.now(),
	instant: () => new Date().toISOString(),
	sleep: ( ms, signal ) =>
		new Promise( ( resolve ) => {
			if ( signal?.aborted ) {
				resolve();
				return;
			}
			const finish = () => {
				clearTimeout( timer );
				signal?.removeEventListener( 'abort', finish );
				resolve();
			};
			const timer = setTimeout( finish, Math.min( Math.max( ms, 0 ), LONGEST_TIMER_MS ) );
			signal?.addEventListener( 'abort', finish, { once: true } );
		} ),
};
