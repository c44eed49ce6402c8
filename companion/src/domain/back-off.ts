import type { Failure } from './failure.ts';

/** The longest wait between two tries, in milliseconds. */
export const LONGEST_WAIT_MS = 300_000;

/**
 * Milliseconds to wait before try number `attempt` (1 is the first repetition): doubling from `baseMs`, at most `capMs`,
 * of which the upper half is chance, so that many companions cut off by one outage do not come back in step.
 *
 * @param attempt Whole number from 1; below 1 counts as 1.
 * @param chance  From 0 up to, not including, 1.
 */
export function backOffMs(
	attempt: number,
	chance: number,
	{ baseMs = 2_000, capMs = LONGEST_WAIT_MS }: { baseMs?: number; capMs?: number } = {}
): number {
	const doublings = Math.min( Math.max( attempt, 1 ) - 1, 30 );
	const full = Math.min( baseMs * 2 ** doublings, capMs );
	return Math.round( full / 2 + ( full / 2 ) * chance );
}

const MINUTE_MS = 60_000;

/**
 * Milliseconds until the same thing may be tried again after a failure of this kind, for the `attempt`-th time in a row.
 * A lost race comes round with the next planned cycle (null); what a person has to put right is asked for ever more rarely,
 * so that it heals by itself and is no burden until then.
 */
export function retryDelayMs( failure: Failure, attempt: number, chance: number ): number | null {
	switch ( failure.kind ) {
		case 'conflict':
			return null;
		case 'retryable':
			return failure.afterMs ?? backOffMs( attempt, chance );
		case 'unavailable':
			return backOffMs( attempt, chance, { baseMs: 10_000 } );
		case 'rejected':
		case 'defect':
			return backOffMs( attempt, chance, { baseMs: 15_000 } );
		case 'unauthorized':
			return backOffMs( attempt, chance, { baseMs: MINUTE_MS, capMs: 10 * MINUTE_MS } );
	}
}
