import type { Clock } from '../../domain/surroundings.ts';
import type { Result } from '../../domain/failure.ts';
import type { WebStore } from '../../web-store/web-store.ts';

/** The longest settle time a POS can have, in milliseconds: older entries tell nothing more. */
const LONGEST_SETTLE_MS = 3_600_000;

/**
 * Which seq of the shop was held when. A level read from the POS at some moment surely shows the bookings up to the seq
 * that had been held for the settle time by then; nothing is compared with another machine’s clock.
 */
export interface SeqHistory {
	note( seq: number ): void;
	/** The highest seq held for at least `settleSeconds` at the monotonic time `atMs`; 0 when none was. */
	asOf( settleSeconds: number, atMs: number ): number;
}

export function createSeqHistory( clock: Clock ): SeqHistory {
	let entries: { readonly atMs: number; readonly seq: number }[] = [];

	return {
		note( seq ) {
			const last = entries.at( -1 );
			if ( last && seq < last.seq ) {
				// The shop was restored from a backup: what was held before counted other bookings.
				entries = [];
			} else if ( last?.seq === seq ) {
				return;
			}
			const atMs = clock.monotonicMs();
			const settled = entries.findLastIndex(
				( entry ) => entry.atMs <= atMs - LONGEST_SETTLE_MS
			);
			entries = [ ...entries.slice( Math.max( settled, 0 ) ), { atMs, seq } ];
		},
		asOf: ( settleSeconds, atMs ) =>
			entries.findLast( ( entry ) => entry.atMs <= atMs - settleSeconds * 1000 )?.seq ?? 0,
	};
}

/** The same shop, noting the seq of each answer. */
export function notingSeq( shop: WebStore, history: SeqHistory ): WebStore {
	async function noted< T extends { readonly seq: number } >(
		answer: Promise< Result< T > >
	): Promise< Result< T > > {
		const result = await answer;
		if ( result.ok ) {
			history.note( result.value.seq );
		}
		return result;
	}
	return {
		maxRows: shop.maxRows,
		shop: () => noted( shop.shop() ),
		heartbeat: ( request ) => noted( shop.heartbeat( request ) ),
		describePos: ( pos ) => noted( shop.describePos( pos ) ),
		storeCatalogue: ( request ) => noted( shop.storeCatalogue( request ) ),
		storeLevels: ( request ) => noted( shop.storeLevels( request ) ),
		linksAfter: ( version ) => noted( shop.linksAfter( version ) ),
		checkLevels: ( after ) => noted( shop.checkLevels( after ) ),
		recordActivity: ( request ) => noted( shop.recordActivity( request ) ),
	};
}
