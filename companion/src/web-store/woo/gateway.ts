import { CatalogueItem, MAX_ROWS, Level, ParkedRow } from '@tillsync/contract';
import type { z } from 'zod';
import type { WebStore } from '../web-store.ts';
import type { WooClient } from './client.ts';

/** The shop of the contract as the cycles know it. */
export function createWooStore( client: WooClient ): WebStore {
	return {
		maxRows: MAX_ROWS,
		shop: () => client.call( 'shop' ),
		heartbeat: ( body ) => client.call( 'heartbeat', { body } ),
		describePos: ( body ) => client.call( 'pos', { body } ),
		storeCatalogue( request ) {
			const { fit, parked } = sift( request.items, CatalogueItem, ( item ) => item.id );
			return client.call( 'catalogue_store', {
				body: { ...request, items: fit, parked: [ ...request.parked, ...parked ] },
			} );
		},
		storeLevels( request ) {
			const { fit, parked } = sift( request.levels, Level, ( level ) => level.item_id );
			return client.call( 'stock', {
				body: { ...request, levels: fit, parked: [ ...request.parked, ...parked ] },
			} );
		},
		linksAfter: ( after ) => client.call( 'links_changed', { query: { after } } ),
		checkLevels: ( after ) => client.call( 'stock_check', { query: { after } } ),
		recordActivity: ( body ) => client.call( 'activity_store', { body } ),
	};
}

/** Requests are strict, and one row beyond a limit would refuse them whole: such rows are parked instead. */
function sift< Row >(
	rows: readonly Row[],
	schema: z.ZodType,
	idOf: ( row: Row ) => string
): { fit: Row[]; parked: ParkedRow[] } {
	const fit: Row[] = [];
	const parked: ParkedRow[] = [];
	for ( const row of rows ) {
		const result = schema.safeParse( row );
		if ( result.success ) {
			fit.push( row );
			continue;
		}
		const [ issue ] = result.error.issues;
		const reason = `${ issue?.path.join( '.' ) ?? '' }: ${ issue?.message ?? '' }`.slice(
			0,
			300
		);
		const id = ParkedRow.shape.id.safeParse( idOf( row ) );
		parked.push( { id: id.success ? id.data : null, reason } );
	}
	return { fit, parked };
}
