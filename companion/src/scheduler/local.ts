import { retryDelayMs } from '../domain/back-off.ts';
import { defect, fail } from '../domain/failure.ts';
import type { Chance, Clock, Log } from '../domain/surroundings.ts';
import type { Job, Scheduler } from './scheduler.ts';

interface Entry {
	/** Ends the wait for the next run. */
	wake: AbortController;
	readonly loop: Promise< void >;
}

/**
 * Timers in one process, for one shop or a handful. All waits are measured with the monotonic clock, so that setting the
 * machine’s clock neither skips nor repeats a run.
 */
export function createLocalScheduler( {
	clock,
	chance,
	log,
}: {
	clock: Clock;
	chance: Chance;
	log: Log;
} ): Scheduler {
	const entries = new Map< string, Entry >();
	let stopped = false;

	const nameOf = ( cycle: string, shop: string ) => `${ cycle } ${ shop }`;

	async function keepRunning( name: string, everyMs: number, job: Job ): Promise< void > {
		let failures = 0;
		while ( ! stopped ) {
			// A wake during the run asks for another run: the signal is renewed before, not after it.
			const wake = new AbortController();
			const entry = entries.get( name );
			if ( entry ) {
				entry.wake = wake;
			}
			const startedAt = clock.monotonicMs();
			const result = await job().catch( ( thrown: unknown ) => fail( defect( thrown ) ) );
			const planned = Math.max( 0, startedAt + everyMs - clock.monotonicMs() );
			failures = result.ok ? 0 : failures + 1;
			const again = result.ok
				? result.value.againInMs
				: retryDelayMs( result.failure, failures, chance.fraction() );
			const wait = result.ok ? Math.min( planned, again ?? planned ) : ( again ?? planned );
			if ( ! result.ok ) {
				log.debug( { name, wait_ms: wait, ...result.failure }, 'a run failed' );
			}
			// Once stopped, the signal has fired and this returns at once.
			await clock.sleep( wait, wake.signal );
		}
	}

	return {
		register( cycle, shop, everyMs, job ) {
			const name = nameOf( cycle, shop );
			if ( entries.has( name ) ) {
				throw new Error( `${ name } is registered already` );
			}
			// The loop begins in a later turn, when its entry is there to be woken.
			const loop = Promise.resolve().then( () => keepRunning( name, everyMs, job ) );
			entries.set( name, { wake: new AbortController(), loop } );
		},
		wake( cycle, shop ) {
			entries.get( nameOf( cycle, shop ) )?.wake.abort();
		},
		async stop() {
			stopped = true;
			for ( const { wake } of entries.values() ) {
				wake.abort();
			}
			await Promise.all( [ ...entries.values() ].map( ( { loop } ) => loop ) );
		},
	};
}
