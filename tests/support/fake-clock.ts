import type { Clock } from '../../companion/src/domain/surroundings.ts';

/** Time that stands still until it is moved; sleepers wake in the order of their times. */
export interface FakeClock extends Clock {
	/** Milliseconds since 1970, for the simulators; moves along with the monotonic time. */
	now(): number;
	/** Moves both. Whoever sleeps that long wakes; what they start runs before this resolves, as far as it needs no network. */
	advance( ms: number ): Promise< void >;
	/** Sets the date alone, as an administrator does; forwards or backwards. */
	jumpDate( ms: number ): void;
	/** How many sleep now. */
	sleepers(): number;
}

export function fakeClock( start = Date.UTC( 2026, 5, 1, 9, 0, 0 ) ): FakeClock {
	let monotonic = 1_000;
	let date = start;
	let sleeping: { readonly untilMs: number; readonly wake: () => void }[] = [];

	const turn = () => new Promise< void >( ( resolve ) => setImmediate( resolve ) );

	return {
		now: () => date,
		monotonicMs: () => monotonic,
		instant: () => new Date( date ).toISOString(),
		sleep: ( ms, signal ) =>
			new Promise( ( resolve ) => {
				if ( signal?.aborted || ms <= 0 ) {
					resolve();
					return;
				}
				const sleeper = { untilMs: monotonic + ms, wake: resolve };
				sleeping.push( sleeper );
				signal?.addEventListener(
					'abort',
					() => {
						sleeping = sleeping.filter( ( other ) => other !== sleeper );
						resolve();
					},
					{ once: true }
				);
			} ),
		async advance( ms ) {
			const end = monotonic + ms;
			for (;;) {
				await turn();
				const [ next ] = sleeping
					.filter( ( { untilMs } ) => untilMs <= end )
					.sort( ( a, b ) => a.untilMs - b.untilMs );
				if ( ! next ) {
					break;
				}
				date += Math.max( 0, next.untilMs - monotonic );
				monotonic = Math.max( monotonic, next.untilMs );
				sleeping = sleeping.filter( ( other ) => other !== next );
				next.wake();
			}
			date += end - monotonic;
			monotonic = end;
			await turn();
		},
		jumpDate( ms ) {
			date += ms;
		},
		sleepers: () => sleeping.length,
	};
}

/** Chance that is the same every time: the middle of every range, and UUIDs that count up. */
export function fixedChance() {
	let made = 0;
	return {
		fraction: () => 0.5,
		uuid: () => `00000000-0000-4000-8000-${ String( ++made ).padStart( 12, '0' ) }`,
	};
}
