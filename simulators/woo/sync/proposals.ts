import { activeLink, type Item, type Product, type ShopState } from '../model/state.ts';

export interface Proposal {
	readonly productId: number;
	readonly by: 'sku' | 'gtin';
}

type Key = 'sku' | 'gtin';

/** A key as it is compared: a SKU without regard to case, a barcode filled to 14 digits, so that UPC and EAN agree. */
function normal( thing: { sku: string; gtin: string }, by: Key ): string {
	if ( by === 'sku' ) {
		return thing.sku.trim().toLowerCase();
	}
	const digits = thing.gtin.replace( /[\s-]+/g, '' );
	return /^[0-9]{8,14}$/.test( digits ) && /[1-9]/.test( digits )
		? digits.padStart( 14, '0' )
		: '';
}

/** Keys that exactly one of the things has; empty ones propose nothing. */
function unique< T extends Item | Product >( things: readonly T[], by: Key ): Map< string, T > {
	const seen = new Map< string, T | null >();
	for ( const thing of things ) {
		const key = normal( thing, by );
		if ( key !== '' ) {
			seen.set( key, seen.has( key ) ? null : thing );
		}
	}
	return new Map(
		[ ...seen ].filter( ( entry ): entry is [ string, T ] => entry[ 1 ] !== null )
	);
}

/**
 * Free products that carry the same key as a free item, where the key is unique among all items and among all free products.
 * What is not one-to-one – two keys that point to different products, two items that point to the same – proposes nothing.
 */
export function proposals( state: ShopState ): Map< string, Proposal > {
	const items = [ ...state.items.values() ].filter(
		( item ) => item.deletedAt === null || activeLink( state, item.id )
	);
	const products = [ ...state.products.values() ].filter(
		( { id, type, trashed } ) =>
			! trashed &&
			( type === 'simple' || type === 'variation' ) &&
			! state.linkedProducts.has( id )
	);
	const candidates = new Map< string, Map< number, Key > >();
	for ( const by of [ 'sku', 'gtin' ] as const ) {
		const productOf = unique( products, by );
		for ( const [ key, item ] of unique( items, by ) ) {
			const product = productOf.get( key );
			if ( product && ! activeLink( state, item.id ) ) {
				const found = candidates.get( item.id ) ?? new Map< number, Key >();
				// The first key that agrees names the proposal: SKU before barcode.
				found.set( product.id, found.get( product.id ) ?? by );
				candidates.set( item.id, found );
			}
		}
	}
	const wanted = new Map< number, number >();
	for ( const productId of [ ...candidates.values() ].flatMap( ( found ) => [
		...found.keys(),
	] ) ) {
		wanted.set( productId, ( wanted.get( productId ) ?? 0 ) + 1 );
	}
	const plan = new Map< string, Proposal >();
	for ( const [ itemId, found ] of candidates ) {
		const [ first ] = found;
		if ( first && found.size === 1 && wanted.get( first[ 0 ] ) === 1 ) {
			plan.set( itemId, { productId: first[ 0 ], by: first[ 1 ] } );
		}
	}
	return plan;
}
