import type { CatalogueQuery, CatalogueRow, LinkOutcome, LinksRequest } from '@tillsync/contract';
import type { Client } from './client.ts';

/** Most pairs in one request, as in the contract. */
export const BATCH = 50;

/** Most rows of a list in one answer, as in the contract. */
const PAGE = 100;

export type LinkAction = LinksRequest[ 'action' ];

/** An item of the till and a product of the shop, with the name people know them by. */
export interface Pair {
	readonly itemId: string;
	readonly productId: number;
	readonly name: string;
}

/** How a run over many pairs ended. */
export interface RunResult {
	/** One for each pair that the shop answered, in the order of the pairs. */
	readonly outcomes: readonly LinkOutcome[];
	/** Pairs that were never sent, because the run was stopped or failed. */
	readonly left: number;
	/** What ended the run early; null: it went through, or a person stopped it. */
	readonly failure: unknown;
}

export interface RunOptions {
	readonly dryRun: boolean;
	/** Called before the first batch and after each one with the number of pairs done. */
	onProgress( done: number ): void;
	/** No batch is started after it aborts; the one under way is finished, so that its outcome is known. */
	readonly stop?: AbortSignal;
}

/**
 * Links or unlinks pairs, {@link BATCH} a request, one request at a time. A refused pair does not stop the others;
 * a failed request ends the run. Never rejects.
 */
export async function runPairs(
	client: Client,
	action: LinkAction,
	pairs: readonly Pair[],
	{ dryRun, onProgress, stop }: RunOptions
): Promise< RunResult > {
	const outcomes: LinkOutcome[] = [];
	let sent = 0;
	let failure: unknown = null;
	onProgress( 0 );
	while ( sent < pairs.length && failure === null && ! stop?.aborted ) {
		const batch = pairs.slice( sent, sent + BATCH );
		try {
			const { items } = await client.request( 'links_change', {
				body: {
					action,
					pairs: batch.map( ( { itemId, productId } ) => ( {
						item_id: itemId,
						product_id: productId,
					} ) ),
					...( dryRun ? { dry_run: true } : {} ),
				},
			} );
			outcomes.push( ...items );
			sent += batch.length;
			onProgress( sent );
		} catch ( thrown ) {
			failure = thrown;
		}
	}
	return { outcomes, left: pairs.length - sent, failure };
}

/** The pair a row proposes; null: it proposes none. */
export function proposedPair( row: CatalogueRow ): Pair | null {
	return row.proposal === null
		? null
		: { itemId: row.id, productId: row.proposal.product.id, name: row.proposal.product.name };
}

/** The pair a row is linked as; null: it is not. */
export function linkedPair( row: CatalogueRow ): Pair | null {
	return row.product === null
		? null
		: { itemId: row.id, productId: row.product.id, name: row.product.name };
}

/** The pairs of a whole list, page by page, each once. */
async function collect(
	client: Client,
	query: CatalogueQuery,
	pairOf: ( row: CatalogueRow ) => Pair | null,
	signal: AbortSignal
): Promise< Pair[] > {
	const pairs = new Map< string, Pair >();
	for ( let page = 1, pages = 1; page <= pages; page++ ) {
		const answer = await client.request(
			'catalogue_list',
			{ query: { ...query, page, per_page: PAGE, orderby: 'name', order: 'asc' } },
			signal
		);
		pages = answer.pages;
		for ( const row of answer.items ) {
			const pair = pairOf( row );
			if ( pair !== null ) {
				pairs.set( pair.itemId, pair );
			}
		}
	}
	return [ ...pairs.values() ];
}

/** Every proposal there is at the moment. */
export function collectProposals( client: Client, signal: AbortSignal ): Promise< Pair[] > {
	return collect( client, { state: 'proposed' }, proposedPair, signal );
}

/** Whatever is linked to a product or to its variations at the moment. */
export function collectLinked(
	client: Client,
	product: number,
	signal: AbortSignal
): Promise< Pair[] > {
	return collect( client, { product }, linkedPair, signal );
}
