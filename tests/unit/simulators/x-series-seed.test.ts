import { formatDecimal } from '../../../simulators/pos/x-series/decimal.ts';
import { barcode } from '../../../simulators/pos/x-series/seed/build.ts';
import { buildSeed } from '../../../simulators/pos/x-series/seed/seed.ts';
import { shopProducts } from '../../../simulators/pos/x-series/seed/shop-products.ts';
import type { ShopItem } from '../../../simulators/pos/x-series/seed/shop-products.ts';

const options = { seed: 'test', currency: 'NZD', generated: 0, at: Date.UTC( 2026, 0, 1 ) };
const { account, products } = buildSeed( options );
const items = products.map( ( built ) => built.product );
const levels = products.flatMap( ( built ) => built.levels ).map( formatDecimal );
const twice = ( values: readonly string[] ): string[] =>
	values.filter( ( value, index ) => value !== '' && values.indexOf( value ) < index );

describe( 'the seeded shop', () => {
	test( 'is the same for the same seed and another one for another', () => {
		expect( buildSeed( options ) ).toEqual( buildSeed( options ) );
		expect( buildSeed( { ...options, seed: 'other' } ).products[ 0 ]?.product.id ).not.toBe(
			items[ 0 ]?.id
		);
	} );

	test( 'has at least 60 items that can be sold', () => {
		const sellable = items.filter( ( item ) => item.active && item.deletedAt === null );
		expect( sellable.length ).toBeGreaterThanOrEqual( 60 );
	} );

	test.each( [ 1, 2, 3 ] )( 'has a family with %i attributes', ( count ) => {
		expect( items.some( ( item ) => item.options.length === count ) ).toBe( true );
	} );

	test.each( [
		[ 'a negative level', levels.some( ( level ) => level.startsWith( '-' ) ) ],
		[ 'a fractional level', levels.some( ( level ) => level.includes( '.' ) ) ],
		[
			'a price with five places',
			items.some( ( item ) => item.priceIncludingTax % 1000n !== 0n ),
		],
		[ 'an HTML description', items.some( ( item ) => item.description.includes( '<ul>' ) ) ],
		[
			'a description with a script',
			items.some( ( item ) => item.description.includes( '<script>' ) ),
		],
		[ 'an empty description', items.some( ( item ) => item.description === '' ) ],
		[ 'an untracked item', items.some( ( item ) => ! item.tracked ) ],
		[ 'a composite', items.some( ( item ) => item.components !== null ) ],
		[ 'an inactive item', items.some( ( item ) => ! item.active ) ],
		[ 'a deleted item', items.some( ( item ) => item.deletedAt !== null ) ],
		[ 'an empty SKU', items.some( ( item ) => item.sku === '' ) ],
		[ 'a SKU used twice', twice( items.map( ( item ) => item.sku ) ).length > 0 ],
		[
			'a barcode used twice',
			twice( items.map( ( item ) => item.codes[ 0 ]?.code ?? '' ) ).length > 0,
		],
		[ 'EAN codes', items.some( ( item ) => item.codes[ 0 ]?.type === 'EAN' ) ],
		[ 'UPC codes', items.some( ( item ) => item.codes[ 0 ]?.type === 'UPC' ) ],
		[ 'a tax with several rates', account.taxes.some( ( tax ) => tax.rates.length > 1 ) ],
		[ 'a closed register', account.registers.some( ( register ) => ! register.isOpen ) ],
	] )( 'has %s', ( _what, present ) => {
		expect( present ).toBe( true );
	} );

	test( 'has three outlets and several registers', () => {
		expect( account.outlets ).toHaveLength( 3 );
		expect( account.registers.length ).toBeGreaterThan( account.outlets.length );
	} );

	test( 'has no id twice', () => {
		expect( twice( items.map( ( item ) => item.id ) ) ).toEqual( [] );
	} );

	test( 'has whole barcodes whose check digit is right', () => {
		expect( barcode( 'EAN', 0 ) ).toMatch( /^9421\d{9}$/ );
		for ( const { code, type } of items.flatMap( ( item ) => item.codes ) ) {
			expect( code ).toHaveLength( type === 'EAN' ? 13 : 12 );
			const digits = [ ...code.padStart( 13, '0' ) ].map( Number );
			const sum = digits.reduce(
				( total, digit, index ) => total + digit * ( index % 2 ? 3 : 1 ),
				0
			);
			expect( sum % 10 ).toBe( 0 );
		}
	} );

	test( 'grows by as many plain items as asked for', () => {
		const many = buildSeed( { ...options, generated: 10_000 } ).products;
		expect( many.length ).toBe( items.length + 10_000 );
		expect( many.at( -1 )?.product.sku ).toBe( 'G10000' );
		expect( many.slice( 0, items.length ) ).toEqual( products );
	} );

	test( 'offers a fitting list of products for a web shop', () => {
		const shop = shopProducts( 'test' );
		const sellable = shop.flatMap( ( product ): readonly ShopItem[] =>
			'variations' in product ? product.variations : [ product ]
		);
		const skus = sellable.map( ( item ) => item.sku );
		const jersey = shop.find( ( product ) => product.name === 'Trail Jersey' );

		expect( skus.length ).toBeGreaterThanOrEqual( 60 );
		expect( twice( skus ) ).toEqual( [] );
		expect( jersey ).toMatchObject( {
			variations: [ 'S', 'M', 'L', 'XL' ].map( ( Size ) => ( { attributes: { Size } } ) ),
		} );
		expect( sellable.find( ( item ) => item.sku === 'LGT-SET' ) ).toMatchObject( {
			price: '64.99',
			stock: 18,
		} );
		for ( const sku of skus ) {
			expect( items.filter( ( item ) => item.sku === sku ) ).toHaveLength( 1 );
		}
	} );
} );
