import { retryDelayMs } from '../../domain/back-off.ts';
import type { Failure, FailureCode } from '../../domain/failure.ts';
import type { Health } from '../../domain/shop.ts';
import type { Chance, Clock } from '../../domain/surroundings.ts';

/** What is asked of the POS, each with its own back-off, so that one broken feed does not stop the other. */
export type Topic = 'description' | 'products' | 'inventory' | 'by_id' | 'full_read';

export interface PosConnection {
	/** Whether the POS may be asked about that now. */
	mayAsk( topic: Topic ): boolean;
	succeeded( topic: Topic ): void;
	failed( topic: Topic, failure: Failure ): void;
	/** There is nothing to ask about that any more, so that its trouble is none. */
	forget( topic: Topic ): void;
	state(): Health[ 'pos' ];
	/** Code of the failure that decides the state; null when it is `ok` or `starting`. */
	code(): FailureCode | null;
	/** Milliseconds until the first topic that failed may be asked about again; null when none waits. */
	waitMs(): number | null;
	/** Milliseconds until the POS as a whole may be asked; null when it may. */
	pausedMs(): number | null;
}

interface Trouble {
	readonly failure: Failure;
	readonly attempts: number;
	readonly untilMs: number;
}

/** How trouble of one topic shows; first match wins. */
const ORDER: readonly Health[ 'pos' ][] = [ 'unauthorized', 'rate_limited', 'unavailable' ];

/**
 * State of the connection to the POS.
 * - `starting`: until both feeds have answered once. Left by their success, or by trouble.
 * - `unauthorized`: a credential was refused; nothing at all is asked until its wait is over.
 * - `rate_limited`: the POS said when to come back; nothing at all is asked until then. Never counts as an attempt.
 * - `unavailable`: at least one topic failed in another way and waits by itself.
 * - `ok`: no topic is in trouble.
 */
export function createPosConnection( clock: Clock, chance: Chance ): PosConnection {
	const troubles = new Map< Topic, Trouble >();
	const answered = new Set< Topic >();

	const stateOf = ( { failure }: Trouble ): Health[ 'pos' ] => {
		if ( failure.kind === 'unauthorized' ) {
			return 'unauthorized';
		}
		return failure.code === 'rate_limited' ? 'rate_limited' : 'unavailable';
	};
	const stopsAll = ( trouble: Trouble ) => stateOf( trouble ) !== 'unavailable';
	const left = ( { untilMs }: Trouble ) => untilMs - clock.monotonicMs();

	function worst(): Trouble | null {
		const all = [ ...troubles.values() ].sort(
			( a, b ) => ORDER.indexOf( stateOf( a ) ) - ORDER.indexOf( stateOf( b ) )
		);
		return all[ 0 ] ?? null;
	}

	function pausedMs(): number | null {
		const waits = [ ...troubles.values() ].filter( stopsAll ).map( left );
		const longest = Math.max( 0, ...waits );
		return longest > 0 ? Math.ceil( longest ) : null;
	}

	return {
		mayAsk( topic ) {
			const own = troubles.get( topic );
			return pausedMs() === null && ( ! own || left( own ) <= 0 );
		},
		succeeded( topic ) {
			troubles.delete( topic );
			answered.add( topic );
			// An answer proves the credential and the allowance; other topics prove themselves.
			for ( const [ other, trouble ] of troubles ) {
				if (
					trouble.failure.code === 'credential_refused' ||
					trouble.failure.code === 'rate_limited'
				) {
					troubles.delete( other );
				}
			}
		},
		failed( topic, failure ) {
			const before = troubles.get( topic )?.attempts ?? 0;
			const attempts = failure.code === 'rate_limited' ? before : before + 1;
			const delay = retryDelayMs( failure, attempts, chance.fraction() ) ?? 0;
			troubles.set( topic, { failure, attempts, untilMs: clock.monotonicMs() + delay } );
		},
		forget( topic ) {
			troubles.delete( topic );
		},
		state() {
			const trouble = worst();
			if ( trouble ) {
				return stateOf( trouble );
			}
			return answered.has( 'products' ) && answered.has( 'inventory' ) ? 'ok' : 'starting';
		},
		code: () => worst()?.failure.code ?? null,
		waitMs() {
			const waits = [ ...troubles.values() ].map( left ).filter( ( ms ) => ms > 0 );
			return waits.length === 0
				? null
				: Math.ceil( Math.max( pausedMs() ?? 0, Math.min( ...waits ) ) );
		},
		pausedMs,
	};
}
