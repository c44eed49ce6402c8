import { grossUp, sumOfRates } from '../books/arithmetic.ts';
import { divide, formatDecimal, formatMoney } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import { fullName } from '../model.ts';
import type { Product } from '../model.ts';
import type { Store } from '../store/store.ts';
import { findProduct, mustExist } from './counter.ts';
import type { TillParts } from './counter.ts';
import { decimalOf, fieldsOf, flagOf, invalid, textOf, TillRefusal } from './input.ts';
import type { TillEventKind } from './journal.ts';

/** `item` is an id or a SKU throughout. Each gives the items it changed. */
export interface ItemActions {
	/**
	 * Changes some of `{ name, price, sku, description }`. The name and the
	 * description belong to the family: every variant gets a new version.
	 * Saving without a change still makes one, as at the real till.
	 */
	edit( item: string, body: unknown ): readonly Product[];
	deactivate( item: string ): readonly Product[];
	activate( item: string ): readonly Product[];
	/** `{ family: true }` deletes all variants; else only this one goes. */
	remove( item: string, body: unknown ): readonly Product[];
	/** Brings a deleted item back as it was. */
	restore( item: string ): readonly Product[];
}

/** What changes items themselves. */
export function createItemActions( parts: TillParts ): ItemActions {
	const { store, journal, clock } = parts;

	function save(
		kind: TillEventKind,
		products: readonly Product[],
		text: ( product: Product ) => string
	): readonly Product[] {
		return products.map( ( product ) => {
			const saved = { ...product, updatedAt: clock.now() };
			store.putProduct( saved );
			journal.record( { kind, product: saved, text: text( saved ) } );
			return saved;
		} );
	}

	function living( item: string ): Product {
		return mustExist( findProduct( store, item, 'item' ), 'item' );
	}

	function priced( product: Product, including: Decimal ): Product {
		const tax = store.taxes().find( ( one ) => one.id === product.taxId );
		if ( ! tax ) {
			throw new TillRefusal(
				409,
				'no_tax',
				`The tax of ${ fullName( product ) } is unknown.`
			);
		}
		return {
			...product,
			priceIncludingTax: including,
			priceExcludingTax: divide( including, grossUp( sumOfRates( tax ) ) ),
		};
	}

	return {
		edit( item, body ) {
			const product = living( item );
			const fields = fieldsOf( body, [ 'name', 'price', 'sku', 'description' ] );
			if ( Object.keys( fields ).length === 0 ) {
				throw invalid( '', 'must change a name, price, sku or description.' );
			}
			const shared: { name?: string; description?: string } = {};
			const done: string[] = [];
			if ( fields[ 'name' ] !== undefined ) {
				shared.name = textOf( fields[ 'name' ], 'name', { min: 1, max: 200 } );
				done.push( `the name to “${ shared.name }”` );
			}
			if ( fields[ 'description' ] !== undefined ) {
				shared.description = textOf( fields[ 'description' ], 'description', {
					min: 0,
					max: 20_000,
				} );
				done.push( 'the description' );
			}
			let own = product;
			if ( fields[ 'price' ] !== undefined ) {
				own = priced( own, decimalOf( fields[ 'price' ], 'price', 'not_negative' ) );
				done.push( `the price to ${ formatMoney( own.priceIncludingTax ) }` );
			}
			if ( fields[ 'sku' ] !== undefined ) {
				own = { ...own, sku: textOf( fields[ 'sku' ], 'sku', { min: 0, max: 100 } ) };
				done.push( `the SKU to “${ own.sku }”` );
			}
			const wide = Object.keys( shared ).length > 0;
			const touched = wide
				? store.family( product.familyId ).filter( ( one ) => one.deletedAt === null )
				: [ product ];
			const before = fullName( product );
			return save(
				'edit',
				touched.map( ( one ) => ( { ...( one.id === own.id ? own : one ), ...shared } ) ),
				( saved ) =>
					`changed ${ done.join( ' and ' ) } of ${
						saved.id === product.id ? before : fullName( saved )
					}`
			);
		},
		deactivate: ( item ) =>
			save(
				'deactivate',
				[ { ...living( item ), active: false } ],
				( product ) => `switched ${ fullName( product ) } off`
			),
		activate: ( item ) =>
			save(
				'activate',
				[ { ...living( item ), active: true } ],
				( product ) => `switched ${ fullName( product ) } on`
			),
		remove( item, body ) {
			const product = living( item );
			const fields = fieldsOf( body, [ 'family' ] );
			const gone = flagOf( fields[ 'family' ], 'family' )
				? store.family( product.familyId ).filter( ( one ) => one.deletedAt === null )
				: [ product ];
			return save(
				'delete',
				gone.map( ( one ) => ( { ...one, deletedAt: clock.now() } ) ),
				( deleted ) => `deleted ${ fullName( deleted ) }`
			);
		},
		restore( item ) {
			const product = findProduct( store, item, 'item' );
			if ( product.deletedAt === null ) {
				throw new TillRefusal(
					409,
					'item_not_deleted',
					`${ fullName( product ) } is not deleted.`
				);
			}
			return save(
				'restore',
				[ { ...product, deletedAt: null } ],
				( restored ) => `restored ${ fullName( restored ) }`
			);
		},
	};
}

/** An item as JSON with its true levels: the form of `GET /till/items`. */
export function describeItem( store: Store, product: Product ): object {
	return {
		id: product.id,
		family_id: product.familyId,
		name: fullName( product ),
		family_name: product.name,
		options: product.options.map( ( { name, value } ) => ( { name, value } ) ),
		sku: product.sku,
		codes: product.codes.map( ( { type, code } ) => ( { type, code } ) ),
		price: formatDecimal( product.priceIncludingTax ),
		type: product.type.name,
		active: product.active,
		deleted: product.deletedAt !== null,
		tracked: product.tracked,
		composite: product.components !== null,
		levels: store.outlets().flatMap( ( outlet ) => {
			const level = store.level( product.id, outlet.id );
			return level === null
				? []
				: [ { outlet_id: outlet.id, outlet: outlet.name, level: formatDecimal( level ) } ];
		} ),
	};
}
