import { succeed, type Result } from '../domain/failure.ts';
import type { ParkedRow } from '../domain/shop.ts';
import type { Version } from '../domain/version.ts';
import type { FeedPage } from '../pos/pos.ts';
import type { SyncContext } from './context.ts';
import type { Topic } from './memory/pos-connection.ts';

/** A page of a feed with what has to be known of the moment it was asked for. */
export interface AskedPage< Row > {
	readonly rows: readonly Row[];
	readonly parked: readonly ParkedRow[];
	readonly cursor: { readonly from: Version; readonly to: Version };
	/** The seq the shop’s bookings were surely settled up to when the page was asked for. */
	readonly asOf: number;
}

export interface PagesRead {
	/** The end of the feed was reached: an empty page. */
	readonly complete: boolean;
	/** The POS failed; what came before is stored. */
	readonly troubled: boolean;
	/** Pages that held something. */
	readonly pages: number;
	/** Where the next read goes on. */
	readonly end: Version;
	/** When the last page was asked for, by the monotonic clock. */
	readonly askedAtMs: number;
}

/**
 * Reads a feed page by page and stores each page before asking for the next, so that memory stays flat and nothing read
 * is lost. A short page is not the end; only an empty one is.
 *
 * @return The shop’s failure, or how far reading came.
 */
export async function readPages< Row >(
	context: SyncContext,
	{
		topic,
		after,
		maxPages = Number.POSITIVE_INFINITY,
		ask,
		store,
	}: {
		topic: Topic;
		after: Version;
		maxPages?: number;
		ask: ( after: Version ) => Promise< Result< FeedPage< Row > > >;
		store: ( page: AskedPage< Row > ) => Promise< Result< unknown > >;
	}
): Promise< Result< PagesRead > > {
	const { clock, connection, log, pos, seqs } = context;
	let end = after;
	for ( let pages = 0; ; pages++ ) {
		const askedAtMs = clock.monotonicMs();
		const read = ( how: { complete: boolean; troubled: boolean } ) =>
			succeed( { ...how, pages, end, askedAtMs } );
		if ( pages > 0 && ( pages >= maxPages || context.stopping() ) ) {
			return read( { complete: false, troubled: false } );
		}
		const asOf = seqs.asOf( pos.capabilities.settleSeconds, askedAtMs );
		const page = await ask( end );
		if ( ! page.ok ) {
			connection.failed( topic, page.failure );
			log.warn( { topic, after: end, ...page.failure }, 'the POS could not be read' );
			return read( { complete: false, troubled: true } );
		}
		const { rows, parked, cursor } = page.value;
		if ( rows.length === 0 && parked.length === 0 ) {
			connection.succeeded( topic );
			return read( { complete: true, troubled: false } );
		}
		const stored = await store( { rows, parked, cursor: { from: end, to: cursor }, asOf } );
		if ( ! stored.ok ) {
			return stored;
		}
		connection.succeeded( topic );
		end = cursor;
	}
}

/** Pieces of at most `size`; one empty piece for no rows at all. */
export function inChunks< Row >( rows: readonly Row[], size: number ): ( readonly Row[] )[] {
	const chunks = [ rows.slice( 0, size ) ];
	for ( let start = size; start < rows.length; start += size ) {
		chunks.push( rows.slice( start, start + size ) );
	}
	return chunks;
}
