import type { ActivityRequest } from '../domain/shop.ts';
import type { Chance, Clock } from '../domain/surroundings.ts';
import type { WebStore } from '../web-store/web-store.ts';
import { succeed, type Result } from '../domain/failure.ts';

type Entry = ActivityRequest[ 'events' ][ number ];

/** Most entries of one request, and most kept while the shop cannot be reached; the oldest go first. */
const MOST = 100;

/** What only the companion knows and the shopkeeper should read, kept until the shop has it. */
export interface ActivityQueue {
	add( entry: Pick< Entry, 'kind' | 'outcome' | 'item_id' | 'facts' > ): void;
	/** Sends what is waiting; no request when nothing is. */
	flush( shop: WebStore ): Promise< Result< null > >;
}

export function createActivityQueue( clock: Clock, chance: Chance ): ActivityQueue {
	let waiting: Entry[] = [];

	return {
		add( entry ) {
			waiting = [
				...waiting.slice( 1 - MOST ),
				{ id: chance.uuid(), at: clock.instant(), ...entry },
			];
		},
		async flush( shop ) {
			const events = waiting;
			if ( events.length === 0 ) {
				return succeed( null );
			}
			const stored = await shop.recordActivity( { events } );
			if ( stored.ok || stored.failure.kind === 'rejected' ) {
				// What the shop refuses it would refuse for ever; what arrived meanwhile stays.
				waiting = waiting.filter( ( entry ) => ! events.includes( entry ) );
			}
			return stored.ok ? succeed( null ) : stored;
		},
	};
}
