import { formatMoney } from '../decimal.ts';
import type { Product } from '../model.ts';
import { buildSeed } from './seed.ts';

/** One product of a web shop that fits the seeded till. */
export interface ShopProduct {
	readonly name: string;
	/** Empty on a product with variations; they have their own. */
	readonly sku: string;
	/** Tax included, two places. */
	readonly price: string;
	/** EAN or UPC; empty when the till knows none. */
	readonly gtin: string;
	readonly variations?: readonly ShopVariation[];
}

export interface ShopVariation {
	readonly sku: string;
	readonly price: string;
	readonly gtin: string;
	/** Attribute → value: { Size: "M" }. */
	readonly attributes: Readonly< Record< string, string > >;
}

/**
 * What a shopkeeper with this till would have in the web shop: the families
 * as products with variations, the rest as simple ones, with the till's SKUs
 * so that each can be proposed and linked. Left out are what cannot be found
 * by a SKU of its own (empty, doubled), inactive and deleted items, and
 * services.
 */
export function shopProducts( seed: string ): readonly ShopProduct[] {
	const { products } = buildSeed( {
		seed,
		currency: 'NZD',
		generated: 0,
		at: 0,
	} );
	const all = products.map( ( built ) => built.product );
	const uses = new Map< string, number >();
	for ( const { sku } of all ) {
		uses.set( sku, ( uses.get( sku ) ?? 0 ) + 1 );
	}
	const sold = all.filter(
		( product ) =>
			product.active &&
			product.deletedAt === null &&
			product.tracked &&
			product.sku !== '' &&
			uses.get( product.sku ) === 1
	);
	return sold
		.filter( ( product ) => product.parentId === null )
		.map( ( product ) =>
			product.familySize === 0
				? { name: product.name, ...sellable( product ) }
				: {
						name: product.name,
						sku: '',
						price: formatMoney( product.priceIncludingTax ),
						gtin: '',
						variations: sold
							.filter( ( other ) => other.familyId === product.familyId )
							.map( ( variant ) => ( {
								...sellable( variant ),
								attributes: Object.fromEntries(
									variant.options.map( ( option ) => [
										option.name,
										option.value,
									] )
								),
							} ) ),
					}
		);
}

function sellable( product: Product ): Pick< ShopProduct, 'sku' | 'price' | 'gtin' > {
	return {
		sku: product.sku,
		price: formatMoney( product.priceIncludingTax ),
		gtin: product.codes[ 0 ]?.code ?? '',
	};
}
