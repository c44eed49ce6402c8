import { stableId } from '../chance.ts';
import type { Inventory } from '../model.ts';
import type { FeedRow } from '../store/feed.ts';
import type { Store } from '../store/store.ts';
import type { Switches } from '../switches.ts';

interface Range {
	readonly after?: number | undefined;
	readonly before?: number | undefined;
}

/** Inventory rows as the switches want them seen. */
export interface InventoryView {
	/** Ascending by version. */
	rows( range: Range ): readonly FeedRow< Inventory >[];
	/** Of one product; without the lag where the switch says so. */
	rowsOf( productId: string, range: Range ): readonly FeedRow< Inventory >[];
}

/**
 * Composites may have no rows; untracked items may have rows of zero, which
 * then bear the version of the product.
 */
export function createInventoryView( store: Store, switches: () => Switches ): InventoryView {
	function zeroRows( range: Range ): readonly FeedRow< Inventory >[] {
		if ( switches().untracked_levels === 'absent' ) {
			return [];
		}
		return store.feeds.products
			.rows( range )
			.filter( ( row ) => ! row.value.tracked )
			.flatMap( ( row ) =>
				store.outlets().map( ( outlet ) => {
					const id = stableId( row.id, 'inventory', outlet.id );
					return {
						id,
						version: row.version,
						value: {
							id,
							productId: row.id,
							outletId: outlet.id,
							level: 0n,
							reorderPoint: 0n,
							averageCost: 0n,
						},
					};
				} )
			);
	}

	function rows( range: Range ): readonly FeedRow< Inventory >[] {
		const kept = store.feeds.inventory.rows( range );
		const wanted =
			switches().composite_levels === 'computed'
				? kept
				: kept.filter(
						( row ) => store.product( row.value.productId )?.components === null
					);
		const zeros = zeroRows( range );
		return zeros.length === 0
			? wanted
			: [ ...wanted, ...zeros ].sort( ( a, b ) => a.version - b.version );
	}

	return {
		rows,
		rowsOf( productId, range ) {
			const own = rows( range ).filter( ( row ) => row.value.productId === productId );
			if ( switches().lag_hits_product_inventory ) {
				return own;
			}
			return own.map( ( row ) => {
				const level = store.level( productId, row.value.outletId );
				return level === null ? row : { ...row, value: { ...row.value, level } };
			} );
		},
	};
}
