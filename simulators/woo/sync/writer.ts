import type { StockOutcome } from '@tillsync/contract';
import { itemName, productName, record } from '../model/activity.ts';
import { fromUnits, type Units } from '../model/decimal.ts';
import { activeLink, type Link, type Product, type ShopState } from '../model/state.ts';
import { applyBrake, releaseHeld, type HarmfulWrite } from './brake.ts';
import { targetOf } from './equation.ts';

/** A level that has to change. */
interface Change {
	readonly link: Link;
	readonly product: Product;
	readonly to: Units;
	readonly index: number;
}

const shown = ( product: Product ): Units | null => ( product.manageStock ? product.level : null );
const text = ( units: Units | null ): string | null =>
	units === null ? null : fromUnits( units );

/** True where the write takes a listing that can be bought off the shelf. */
export function zeroes( product: Product, to: Units ): boolean {
	const from = shown( product );
	return to <= 0n && ( from === null ? product.inStock : from > 0n );
}

export const harmful = ( link: Link, product: Product, to: Units ): HarmfulWrite => ( {
	productId: product.id,
	itemId: link.itemId,
	from: shown( product ) ?? 0n,
	to,
} );

function outcomeOf(
	state: ShopState,
	itemId: string,
	product: Product | undefined,
	rest: Pick< StockOutcome, 'outcome' > & Partial< StockOutcome >
): StockOutcome {
	const level = product ? text( shown( product ) ) : null;
	return {
		item_id: itemId,
		product_id: product?.id ?? null,
		name: ( product && productName( state, product.id ) ) || itemName( state, itemId ),
		from: level,
		to: level,
		...rest,
	};
}

/**
 * Brings the listings of these items to what the equation says, the brake in front; answers an outcome per item, in order.
 * Items without a link, or before outlets were chosen, are `mirrored`.
 */
export function writeItems(
	state: ShopState,
	itemIds: readonly string[],
	cause: string
): StockOutcome[] {
	const changes: Change[] = [];
	const outcomes = itemIds.map( ( itemId, index ): StockOutcome => {
		const link = activeLink( state, itemId );
		if ( ! link ) {
			return outcomeOf( state, itemId, undefined, { outcome: 'mirrored' } );
		}
		const product = state.products.get( link.productId );
		if ( ! product || product.trashed ) {
			link.problem = 'product_unknown';
			return outcomeOf( state, itemId, product, {
				outcome: 'rejected',
				code: 'product_unknown',
			} );
		}
		const target = targetOf( state, state.items.get( itemId ), itemId );
		if ( target.kind === 'no_outlets' ) {
			return outcomeOf( state, itemId, product, { outcome: 'mirrored' } );
		}
		link.checkedAt = state.now();
		link.problem = state.items.get( itemId )?.deletedAt ? 'item_deleted' : null;
		if ( target.kind === 'unknown' ) {
			link.problem = 'level_unknown';
			return outcomeOf( state, itemId, product, {
				outcome: 'unknown',
				code: 'level_unknown',
			} );
		}
		if ( target.kind === 'unmanaged' ) {
			return unmanage( state, link, product );
		}
		const from = shown( product );
		if ( from === target.level ) {
			releaseHeld( state, product.id );
			settle( link, target.level );
			return outcomeOf( state, itemId, product, { outcome: 'equal' } );
		}
		if ( zeroes( product, target.level ) && target.settled > 0n && link.state === 'linked' ) {
			// Only bookings that are not settled yet would take it off the shelf: WooCommerce has taken those units itself.
			return outcomeOf( state, itemId, product, { outcome: 'conflict' } );
		}
		changes.push( { link, product, to: target.level, index } );
		return outcomeOf( state, itemId, product, {
			outcome: 'written',
			to: fromUnits( target.level ),
		} );
	} );

	// The first level of a new link was shown as a plan before linking, and so was approved.
	const held = applyBrake(
		state,
		changes
			.filter( ( { link, product, to } ) => link.state === 'linked' && zeroes( product, to ) )
			.map( ( { link, product, to } ) => harmful( link, product, to ) ),
		cause
	);
	for ( const change of changes ) {
		if ( held.has( change.product.id ) ) {
			change.link.problem = 'brake';
			outcomes[ change.index ] = outcomeOf( state, change.link.itemId, change.product, {
				outcome: 'held',
				code: 'brake',
				to: fromUnits( change.to ),
			} );
		} else {
			write( state, change, cause );
		}
	}
	return outcomes;
}

function settle( link: Link, level: Units | null ): void {
	link.state = 'linked';
	link.lastWritten = level;
}

function write( state: ShopState, { link, product, to }: Change, cause: string ): void {
	const from = shown( product );
	const putBack = link.state === 'linked' && link.lastWritten === to && from !== to;
	releaseHeld( state, product.id );
	product.manageStock = true;
	product.level = to;
	product.inStock = to > 0n;
	record( state, {
		kind: putBack ? 'check' : 'level',
		cause,
		itemId: link.itemId,
		productId: product.id,
		facts: { from: from === null ? '' : fromUnits( from ), to: fromUnits( to ) },
	} );
	settle( link, to );
}

function unmanage( state: ShopState, link: Link, product: Product ): StockOutcome {
	releaseHeld( state, product.id );
	product.manageStock = false;
	product.inStock = true;
	settle( link, null );
	return outcomeOf( state, link.itemId, product, { outcome: 'unmanaged' } );
}
