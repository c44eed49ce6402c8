import type { Books } from '../books/books.ts';
import type { Clock } from '../clock.ts';
import { formatDecimal } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import { fullName } from '../model.ts';
import type { Named, Outlet, Product } from '../model.ts';
import type { Store } from '../store/store.ts';
import { invalid, TillRefusal } from './input.ts';
import type { Journal, TillEventKind } from './journal.ts';

/** What every till action works with. */
export interface TillParts {
	readonly store: Store;
	readonly books: Books;
	readonly journal: Journal;
	readonly clock: Clock;
	/** A fresh id in the form of a UUID. */
	newId(): string;
	/** Whether a sale also counts as a change of the product. */
	saleBumpsProduct(): boolean;
}

/**
 * An outlet by id or name.
 *
 * @throws {TillRefusal} when there is none.
 */
export function findOutlet( store: Store, wanted: unknown, field: string ): Outlet {
	const outlet = store.outlets().find( ( one ) => one.id === wanted || one.name === wanted );
	if ( ! outlet ) {
		throw new TillRefusal(
			typeof wanted === 'string' ? 404 : 400,
			'no_outlet',
			`${ field } must be the id or the name of an outlet.`,
			field
		);
	}
	return outlet;
}

/**
 * A product by id, or by SKU where that is its own.
 *
 * @throws {TillRefusal} when there is none, or several with the SKU.
 */
export function findProduct( store: Store, wanted: unknown, field: string ): Product {
	if ( typeof wanted !== 'string' || wanted === '' ) {
		throw invalid( field, 'must be the id or the SKU of an item.' );
	}
	const byId = store.product( wanted );
	if ( byId ) {
		return byId;
	}
	const [ found, second ] = store.products().filter( ( product ) => product.sku === wanted );
	if ( second ) {
		throw new TillRefusal(
			409,
			'sku_not_unique',
			`Several items have the SKU "${ wanted }"; use the id.`,
			field
		);
	}
	if ( ! found ) {
		throw new TillRefusal( 404, 'no_item', `No item has the id or SKU "${ wanted }".`, field );
	}
	return found;
}

/** @throws {TillRefusal} when the item is deleted. */
export function mustExist( product: Product, field: string ): Product {
	if ( product.deletedAt !== null ) {
		throw new TillRefusal(
			409,
			'item_deleted',
			`${ fullName( product ) } is deleted; restore it first.`,
			field
		);
	}
	return product;
}

/** @throws {TillRefusal} when the till keeps no level of the item. */
export function mustBeCounted( product: Product, field: string ): Product {
	if ( ! product.tracked || product.components ) {
		throw new TillRefusal(
			409,
			'not_counted',
			`The till keeps no level of its own for ${ fullName( product ) }.`,
			field
		);
	}
	return mustExist( product, field );
}

export interface Movement {
	readonly kind: TillEventKind;
	readonly product: Product;
	readonly outlet: Outlet;
	/** Added to the level; negative takes away. */
	readonly delta: Decimal;
	readonly reference: string;
	readonly text: string;
}

/**
 * Moves the level of an item (of a composite: of its parts; of an untracked
 * item: of nothing) and writes one event.
 */
export function move( parts: TillParts, movement: Movement ): void {
	const { store, journal } = parts;
	const { product, outlet, delta } = movement;
	const before = store.level( product.id, outlet.id );
	for ( const part of movedParts( store, product ) ) {
		const level = store.level( part.product.id, outlet.id ) ?? 0n;
		store.setLevel( part.product.id, outlet.id, level + ( delta * part.perUnit ) / 100_000n );
	}
	journal.record( {
		kind: movement.kind,
		product,
		outlet,
		quantity: delta,
		before,
		after: store.level( product.id, outlet.id ),
		reference: movement.reference,
		text: movement.text,
	} );
}

function movedParts(
	store: Store,
	product: Product
): readonly { readonly product: Product; readonly perUnit: Decimal }[] {
	if ( ! product.tracked ) {
		return [];
	}
	if ( ! product.components ) {
		return [ { product, perUnit: 100_000n } ];
	}
	return product.components.flatMap( ( { productId, quantity } ) => {
		const part = store.product( productId );
		return part?.tracked ? [ { product: part, perUnit: quantity } ] : [];
	} );
}

/** "2 × Trail Jersey / M" */
export function times( quantity: Decimal, product: Product ): string {
	const magnitude = quantity < 0n ? -quantity : quantity;
	return `${ formatDecimal( magnitude ) } × ${ fullName( product ) }`;
}

export function named( thing: Named ): Named {
	return { id: thing.id, name: thing.name };
}
