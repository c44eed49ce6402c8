import { formatMoney } from '../decimal.ts';
import { buildSeed } from './seed.ts';
import type { BuiltProduct } from './build.ts';

/** One thing with a level of its own in a web shop that fits the seeded till. */
export interface ShopItem {
	readonly sku: string;
	/** Tax included, two places. */
	readonly price: string;
	/** EAN or UPC; left out where the till knows none. */
	readonly gtin?: string;
	/** What the till has in all outlets, rounded down. */
	readonly stock: number;
}

export type ShopProduct =
	| ( ShopItem & { readonly name: string } )
	| { readonly name: string; readonly variations: readonly ShopVariation[] };

export interface ShopVariation extends ShopItem {
	/** Attribute → value: { Size: "M" }. */
	readonly attributes: Readonly< Record< string, string > >;
}

/**
 * What a shopkeeper with this till would have in the web shop: the families
 * as products with variations, the rest as simple ones, with the till's SKUs
 * so that each can be proposed and linked. Left out are what cannot be found
 * by a SKU of its own (empty, doubled), inactive and deleted items,
 * composites and services.
 */
export function shopProducts( seed: string ): readonly ShopProduct[] {
	const all = buildSeed( { seed, currency: 'NZD', generated: 0, at: 0 } ).products;
	const uses = new Map< string, number >();
	for ( const { product } of all ) {
		uses.set( product.sku, ( uses.get( product.sku ) ?? 0 ) + 1 );
	}
	const sold = all.filter(
		( { product } ) =>
			product.active &&
			product.deletedAt === null &&
			product.tracked &&
			product.components === null &&
			product.sku !== '' &&
			uses.get( product.sku ) === 1
	);
	return sold
		.filter( ( { product } ) => product.parentId === null )
		.map( ( built ) =>
			built.product.familySize === 0
				? { name: built.product.name, ...sellable( built ) }
				: {
						name: built.product.name,
						variations: sold
							.filter(
								( { product } ) => product.familyId === built.product.familyId
							)
							.map( ( variant ) => ( {
								...sellable( variant ),
								attributes: Object.fromEntries(
									variant.product.options.map( ( { name, value } ) => [
										name,
										value,
									] )
								),
							} ) ),
					}
		);
}

function sellable( { product, levels }: BuiltProduct ): ShopItem {
	const [ code ] = product.codes;
	const total = levels.reduce( ( sum, level ) => sum + level, 0n );
	return {
		sku: product.sku,
		price: formatMoney( product.priceIncludingTax ),
		...( code ? { gtin: code.code } : {} ),
		stock: Math.floor( Number( total ) / 100_000 ),
	};
}
