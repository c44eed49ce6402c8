import type { Clock } from '../../domain/surroundings.ts';

const DAY_MS = 86_400_000;
const MOST = 2_000;

/** Till → shop delays of the last 24 hours, at most the latest 2,000. */
export interface Delays {
	add( ms: number ): void;
	/** Null when there is none. */
	median(): number | null;
	slowest(): number | null;
}

export function createDelays( clock: Clock ): Delays {
	let samples: { readonly atMs: number; readonly ms: number }[] = [];

	function recent(): number[] {
		const since = clock.monotonicMs() - DAY_MS;
		samples = samples.filter( ( { atMs } ) => atMs >= since );
		return samples.map( ( { ms } ) => ms ).sort( ( a, b ) => a - b );
	}

	return {
		add( ms ) {
			const whole = Math.min( Math.max( Math.round( ms ), 0 ), DAY_MS );
			samples = [ ...samples.slice( 1 - MOST ), { atMs: clock.monotonicMs(), ms: whole } ];
		},
		median() {
			const sorted = recent();
			return sorted[ Math.floor( ( sorted.length - 1 ) / 2 ) ] ?? null;
		},
		slowest: () => recent().at( -1 ) ?? null,
	};
}
