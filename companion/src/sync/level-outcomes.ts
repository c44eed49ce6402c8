import type { StockOutcome } from '../domain/shop.ts';
import type { SyncContext } from './context.ts';
import type { LevelCause } from './events.ts';

/** Outcomes that changed nothing and that nobody wants to hear of. */
const SILENT: readonly StockOutcome[ 'outcome' ][] = [ 'equal', 'mirrored', 'stale', 'unmanaged' ];

/** Counts, logs and tells what became of one level. */
export function tellLevel(
	{ delays, emit, log, tally }: SyncContext,
	item: StockOutcome,
	cause: LevelCause,
	delayMs: number | null
): void {
	const { item_id, product_id, name, outcome, from, to, code = null } = item;
	if ( SILENT.includes( outcome ) ) {
		return;
	}
	const written = outcome === 'written';
	const delay_ms = written && delayMs !== null ? Math.round( delayMs ) : null;
	if ( written ) {
		tally.levelsWritten += 1;
	}
	if ( delay_ms !== null ) {
		delays.add( delay_ms );
	}
	if ( written ) {
		log.info( { item_id, product_id, name, from, to, delay_ms, cause }, 'level written' );
	} else {
		log.warn(
			{ item_id, product_id, name, outcome, code, from, to, cause },
			'level not written'
		);
	}
	emit( { type: 'level', cause, item_id, product_id, name, outcome, code, from, to, delay_ms } );
}
