import type { ActivityRow } from '@tillsync/contract';
import { instant, type ShopState, type StoredActivity } from './state.ts';

const MOST_KEPT = 5000;

export interface Event {
	readonly kind: ActivityRow[ 'kind' ];
	readonly outcome?: ActivityRow[ 'outcome' ];
	readonly cause?: string | null;
	readonly itemId?: string | null;
	readonly productId?: number | null;
	readonly facts?: ActivityRow[ 'facts' ];
	readonly eventId?: string;
	readonly at?: number;
}

/** Writes one entry of the shopkeeper’s log. */
export function record( state: ShopState, event: Event ): void {
	state.activity.push( {
		id: ++state.counters.activity,
		at: event.at ?? state.now(),
		kind: event.kind,
		outcome: event.outcome ?? 'ok',
		cause: event.cause ?? null,
		item_id: event.itemId ?? null,
		product_id: event.productId ?? null,
		facts: event.facts ?? {},
		eventId: event.eventId ?? null,
	} );
	if ( state.activity.length > MOST_KEPT ) {
		state.activity.splice( 0, state.activity.length - MOST_KEPT );
	}
}

/** The name of a product, with its variation’s own words where it has some. */
export function productName( state: ShopState, productId: number ): string {
	const product = state.products.get( productId );
	return product?.name ?? '';
}

/** The name of an item with its option values: `Trail Jersey / M`. */
export function itemName( state: ShopState, itemId: string ): string {
	const item = state.items.get( itemId );
	return item
		? [ item.name, ...item.options.map( ( option ) => option.value ) ].join( ' / ' )
		: '';
}

export const editUrl = ( state: ShopState, productId: number ): string =>
	`${ state.url }/product/${ productId }?edit=1`;

/** An entry as the contract answers it, with the names of now. */
export function activityRow( state: ShopState, entry: StoredActivity ): ActivityRow {
	const name =
		( entry.item_id === null ? '' : itemName( state, entry.item_id ) ) ||
		( entry.product_id === null ? '' : productName( state, entry.product_id ) );
	return {
		id: entry.id,
		at: instant( entry.at ),
		kind: entry.kind,
		outcome: entry.outcome,
		cause: entry.cause,
		item_id: entry.item_id,
		product_id: entry.product_id,
		name: name === '' ? null : name,
		edit_url: entry.product_id === null ? null : editUrl( state, entry.product_id ),
		facts: entry.facts,
	};
}
