import { between, stableId } from '../chance.ts';
import type { Chance } from '../chance.ts';
import { decimal, divide, ZERO } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import type { Component, Named, Product, ProductCode, Tax, VariantOption } from '../model.ts';
import { grossUp, sumOfRates } from '../books/arithmetic.ts';
import type { FamilySpec } from './families.ts';
import type { SingleSpec } from './singles.ts';

export interface BuildContext {
	readonly seed: string;
	readonly chance: Chance;
	readonly tax: Tax;
	readonly noTax: Tax;
	/** Milliseconds since 1970, of everything built. */
	readonly at: number;
	/** How many outlets get a level. */
	readonly outlets: number;
}

export interface BuiltProduct {
	readonly product: Product;
	/** One per outlet, in their order; empty when no level is kept. */
	readonly levels: readonly Decimal[];
}

/** The variants of a family, the first being the parent of the others. */
export function buildFamily( spec: FamilySpec, context: BuildContext ): readonly BuiltProduct[] {
	const { seed } = context;
	const variants = combinations( spec.attributes ?? {} );
	const familyId = productId( seed, variantSku( spec.sku, variants[ 0 ] ) );
	return variants.map( ( chosen, index ) => {
		const sku = variantSku( spec.sku, chosen );
		const priced = chosen
			.map( ( { value } ) => spec.priceFor?.[ value ] )
			.find( ( price ) => price !== undefined );
		return {
			product: {
				...common( spec, sku, priced ?? spec.price, context ),
				id: productId( seed, sku ),
				familyId,
				parentId: index === 0 ? null : familyId,
				familySize: variants.length,
				options: chosen.map( ( { name, value } ): VariantOption => ( {
					id: stableId( seed, 'attribute', name ),
					name,
					value,
				} ) ),
			},
			levels: drawnLevels( context ),
		};
	} );
}

/** A product without variants. Parts of a composite must be known by SKU. */
export function buildSingle( spec: SingleSpec, context: BuildContext ): BuiltProduct {
	const { seed } = context;
	const id = productId( seed, spec.key ?? spec.sku );
	const product: Product = {
		...common( spec, spec.key ?? spec.sku, spec.price, context ),
		id,
		familyId: id,
		parentId: null,
		familySize: 0,
		options: [],
		sku: spec.sku,
		active: ! spec.inactive,
		tracked: ! spec.untracked,
		components: spec.madeOf
			? Object.entries( spec.madeOf ).map( ( [ sku, quantity ] ): Component => ( {
					productId: productId( seed, sku ),
					quantity: decimal( quantity ),
				} ) )
			: null,
		deletedAt: spec.deleted ? context.at : null,
	};
	if ( ! product.tracked || product.components ) {
		return { product, levels: [] };
	}
	return {
		product,
		levels: spec.levels?.map( decimal ) ?? drawnLevels( context ),
	};
}

/** The id a seeded product has, by its SKU (or key). */
export function productId( seed: string, key: string ): string {
	return stableId( seed, 'product', key );
}

/** The thirteen (EAN) or twelve (UPC) digits of a barcode, check digit right. */
export function barcode( type: 'EAN' | 'UPC', number: number ): string {
	const length = type === 'EAN' ? 12 : 11;
	const prefix = type === 'EAN' ? '9421' : '7';
	const digits = `${ prefix }${ String( number ).padStart( length - prefix.length, '0' ) }`.slice(
		0,
		length
	);
	// Weights 3 and 1 alternate, 3 on the digit before the check digit.
	const sum = [ ...digits ]
		.reverse()
		.reduce(
			( total, digit, index ) => total + Number( digit ) * ( index % 2 === 0 ? 3 : 1 ),
			0
		);
	return `${ digits }${ ( 10 - ( sum % 10 ) ) % 10 }`;
}

interface Choice {
	readonly name: string;
	readonly value: string;
	readonly part: string;
}

function combinations(
	attributes: NonNullable< FamilySpec[ 'attributes' ] >
): readonly ( readonly Choice[] )[] {
	return Object.entries( attributes ).reduce< readonly ( readonly Choice[] )[] >(
		( rows, [ name, values ] ) =>
			rows.flatMap( ( row ) =>
				Object.entries( values ).map( ( [ value, part ] ) => [
					...row,
					{ name, value, part },
				] )
			),
		[ [] ]
	);
}

function variantSku( prefix: string, chosen: readonly Choice[] = [] ): string {
	return [ prefix, ...chosen.map( ( choice ) => choice.part ) ].join( '-' );
}

/** Some are sold out, most have a handful, the last outlet stores more. */
function drawnLevels( { chance, outlets }: BuildContext ): readonly Decimal[] {
	return Array.from( { length: outlets }, ( _, index ) => {
		const soldOut = chance() < 0.12;
		const level = between( chance, 1, index === outlets - 1 ? 40 : 12 );
		return soldOut ? ZERO : decimal( level );
	} );
}

function common(
	spec: FamilySpec & Pick< SingleSpec, 'untaxed' | 'barcode' >,
	key: string,
	price: string,
	context: BuildContext
): Omit< Product, 'id' | 'familyId' | 'parentId' | 'familySize' | 'options' > {
	const { seed, chance, at } = context;
	const tax = spec.untaxed ? context.noTax : context.tax;
	const including = decimal( price );
	const named = ( kind: string, name: string ): Named => ( {
		id: stableId( seed, kind, name ),
		name,
	} );
	return {
		name: spec.name,
		handle: ( spec.sku || key ).toLowerCase(),
		sku: key,
		description: spec.description,
		codes: codesOf( spec, key, context ),
		active: true,
		tracked: true,
		components: null,
		priceIncludingTax: including,
		priceExcludingTax: divide( including, grossUp( sumOfRates( tax ) ) ),
		supplyPrice: decimal( spec.cost ),
		taxId: tax.id,
		type: named( 'type', spec.type ),
		brand: spec.brand ? named( 'brand', spec.brand ) : null,
		supplier: spec.brand ? named( 'supplier', `${ spec.brand } Distribution` ) : null,
		tags: spec.tags.map( ( tag ) => named( 'tag', tag ) ),
		weightGrams: spec.grams,
		createdAt: at - between( chance, 30, 900 ) * 86_400_000,
		updatedAt: at - between( chance, 1, 29 ) * 86_400_000,
		deletedAt: null,
	};
}

function codesOf(
	spec: FamilySpec & Pick< SingleSpec, 'barcode' >,
	key: string,
	{ seed, chance }: BuildContext
): readonly ProductCode[] {
	if ( spec.codes === 'none' ) {
		return [];
	}
	return [
		{
			id: stableId( seed, 'code', key ),
			type: spec.codes,
			code: spec.barcode ?? barcode( spec.codes, between( chance, 10_000, 99_999_999 ) ),
		},
	];
}
