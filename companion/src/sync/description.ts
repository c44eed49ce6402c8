import { succeed } from '../domain/failure.ts';
import type { Step, SyncContext } from './context.ts';

const HOUR_MS = 3_600_000;
/** Least time between two descriptions, however often one is asked for. */
const LEAST_MS = 60_000;

/** Tells the shop what the POS is: at the start, every hour, and when the shop turns out not to know. */
export interface Description {
	/** The shop lacks the POS or one of its outlets. */
	request(): void;
	due(): boolean;
	send(): Promise< Step >;
}

export function createDescription( {
	clock,
	connection,
	log,
	pos,
	shop,
}: SyncContext ): Description {
	let sentAtMs: number | null = null;
	let requested = false;

	const age = () =>
		sentAtMs === null ? Number.POSITIVE_INFINITY : clock.monotonicMs() - sentAtMs;

	return {
		request() {
			requested = true;
		},
		due: () => age() >= HOUR_MS || ( requested && age() >= LEAST_MS ),
		async send() {
			const description = await pos.describe();
			if ( ! description.ok ) {
				connection.failed( 'description', description.failure );
				log.warn(
					{ topic: 'description', ...description.failure },
					'the POS could not be read'
				);
				return succeed( false );
			}
			connection.succeeded( 'description' );
			const sent = await shop.describePos( description.value );
			if ( ! sent.ok ) {
				return sent;
			}
			sentAtMs = clock.monotonicMs();
			requested = false;
			return succeed( true );
		},
	};
}
