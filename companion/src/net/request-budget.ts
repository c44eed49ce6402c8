import type { Clock } from '../domain/surroundings.ts';

/** From this share of the allowance downwards requests are spaced out. */
const COMFORTABLE = 0.25;

export interface RequestBudget {
	/** Takes in what an answer’s `X-RateLimit-Limit` and `-Remaining` said; missing or odd headers change nothing. */
	observe( header: ( name: string ) => string | null ): void;
	/** A 429 said itself when to come back, and by then the window is another one. */
	reset(): void;
	/** Milliseconds to wait before the next request; 0 while plenty is left. */
	waitMs(): number;
}

/**
 * Slows down before the wall instead of running into it. Nothing says when a window ends, so below a quarter of the
 * allowance the pause grows as the rest shrinks: from the pace that could be kept up for ever, to a quarter of the window
 * for the last request. With an allowance of 150 and more even a window that has only just begun is over first; the
 * smallest X-Series gives is 350.
 *
 * @param windowMs Length of the POS’s rate window.
 */
export function createRequestBudget( clock: Clock, windowMs: number ): RequestBudget {
	let pauseMs = 0;
	let lastAt = 0;

	return {
		observe( header ) {
			const limit = whole( header( 'x-ratelimit-limit' ) );
			const remaining = whole( header( 'x-ratelimit-remaining' ) );
			lastAt = clock.monotonicMs();
			if ( limit === null || limit === 0 || remaining === null ) {
				return;
			}
			const comfortable = limit * COMFORTABLE;
			pauseMs =
				remaining > comfortable
					? 0
					: ( windowMs / limit ) * ( comfortable / Math.max( remaining, 1 ) );
		},
		reset() {
			pauseMs = 0;
		},
		waitMs: () => Math.max( 0, Math.ceil( lastAt + pauseMs - clock.monotonicMs() ) ),
	};
}

function whole( text: string | null ): number | null {
	return text !== null && /^[0-9]{1,9}$/.test( text.trim() ) ? Number( text ) : null;
}
