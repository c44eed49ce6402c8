/**
 * Products a shop is seeded with.
 */

/** Something with a level of its own. */
export interface ShopItem {
	readonly sku?: string;
	/** Decimal string as WooCommerce stores it. */
	readonly price: string;
	/** GTIN, digits and hyphens only. */
	readonly gtin?: string;
	/** Units; without it the shop does not manage this item's stock. */
	readonly stock?: number;
}

export type ShopProduct =
	| ( ShopItem & { readonly name: string } )
	| {
			readonly name: string;
			readonly sku?: string;
			readonly variations: readonly ( ShopItem & {
				/** Attribute name → option, for example `{ Size: 'M', Colour: 'Red' }`. */
				readonly attributes: Readonly< Record< string, string > >;
			} )[];
	  };

const NAMES = [
	'Trail Jersey',
	'Ridge Jacket',
	'Summit Cap',
	'River Bottle',
	'Fern Socks',
	'Alpine Gloves',
	'Harbour Tee',
];
const SIZES = [ 'S', 'M', 'L' ];
const COLOURS = [ 'Red', 'Blue' ];
const BLOCK = 10;
const SIMPLE_IN_BLOCK = 4;

/** Number of items: simple products and variations. */
export function countItems( products: readonly ShopProduct[] ): number {
	return products.reduce(
		( sum, product ) => sum + ( 'variations' in product ? product.variations.length : 1 ),
		0
	);
}

/**
 * A plain catalogue of exactly `items` items: of each ten, four simple products and one variable
 * product with six variations. SKUs run from `SHOP-0001`, levels are 5 to 14, always the same.
 *
 * @param items Number of simple products and variations, 0 or more.
 */
export function plainCatalogue( items: number ): ShopProduct[] {
	const products: ShopProduct[] = [];
	const item = ( index: number ): ShopItem => ( {
		sku: `SHOP-${ String( index + 1 ).padStart( 4, '0' ) }`,
		price: `${ 10 + ( index % 50 ) }.95`,
		stock: 5 + ( index % 10 ),
	} );
	const name = ( index: number ): string =>
		`${ NAMES[ products.length % NAMES.length ] ?? 'Item' } ${ index + 1 }`;
	let index = 0;
	while ( index < items ) {
		const inBlock = index % BLOCK;
		if ( inBlock === SIMPLE_IN_BLOCK && items - index >= BLOCK - SIMPLE_IN_BLOCK ) {
			const first = index;
			products.push( {
				name: name( first ),
				sku: `SHOP-F${ String( first + 1 ).padStart( 4, '0' ) }`,
				variations: COLOURS.flatMap( ( colour, row ) =>
					SIZES.map( ( size, column ) => ( {
						...item( first + row * SIZES.length + column ),
						attributes: { Colour: colour, Size: size },
					} ) )
				),
			} );
			index += BLOCK - SIMPLE_IN_BLOCK;
		} else {
			products.push( { name: name( index ), ...item( index ) } );
			index += 1;
		}
	}
	return products;
}
