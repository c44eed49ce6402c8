import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OWNERSHIP } from '@tillsync/contract';
import type { Http, HttpAnswer } from '../../../../companion/src/net/http.ts';
import { createPos, POS_ADAPTERS } from '../../../../companion/src/pos/registry.ts';
import { failureOf } from '../../../../companion/src/pos/x-series/failures.ts';
import { itemOf } from '../../../../companion/src/pos/x-series/map.ts';
import { InventoryRow, List, ProductRow } from '../../../../companion/src/pos/x-series/schema.ts';
import { fakeClock } from '../../../support/fake-clock.ts';

const product = {
	id: 'p-1',
	version: 59780745,
	name: 'Trail Jersey',
	variant_parent_id: null,
	has_variants: false,
	variant_options: [],
	sku: 'TJ',
	product_codes: [],
	price_including_tax: 89,
	price_excluding_tax: 77.3913,
	image_url: null,
	active: true,
	has_inventory: true,
	is_composite: false,
	deleted_at: null,
};

const map = ( change: Readonly< Record< string, unknown > > ) =>
	itemOf( ProductRow.parse( { ...product, ...change } ) );

const without = ( ...keys: readonly string[] ) =>
	itemOf(
		ProductRow.parse(
			Object.fromEntries(
				Object.entries( product ).filter( ( [ key ] ) => ! keys.includes( key ) )
			)
		)
	);

describe( 'a product row as an item', () => {
	test( 'carries what the contract knows', () => {
		expect( map( {} ) ).toEqual( {
			id: 'p-1',
			version: '59780745',
			family_id: null,
			name: 'Trail Jersey',
			options: [],
			sku: 'TJ',
			gtin: null,
			price_including_tax: '89',
			price_excluding_tax: '77.3913',
			image_url: null,
			tracked: true,
			composite: false,
			active: true,
			deleted_at: null,
		} );
	} );

	test( 'has no key for what the vendor left out', () => {
		expect(
			without(
				'sku',
				'name',
				'product_codes',
				'price_including_tax',
				'image_url',
				'active',
				'deleted_at'
			)
		).toEqual( {
			id: 'p-1',
			version: '59780745',
			family_id: null,
			options: [],
			price_excluding_tax: '77.3913',
			tracked: true,
			composite: false,
		} );
	} );

	test( 'takes null and empty for empty', () => {
		expect(
			map( { sku: '', price_including_tax: '', image_url: '', name: null } )
		).toMatchObject( {
			sku: null,
			price_including_tax: null,
			image_url: null,
			name: '',
		} );
	} );

	test.each( [
		[ 'a variant points to its parent', { variant_parent_id: 'p-0' }, 'p-0' ],
		[ 'the parent is a variant itself', { has_variants: true }, 'p-1' ],
		[ 'the vendor’s own id wins', { variant_parent_id: 'p-0', family_id: 'f-9' }, 'f-9' ],
		[ 'a single product that carries its own id stands alone', { family_id: 'p-1' }, null ],
		[ 'a single product with a family of its own stands alone', { family_id: 'f-9' }, null ],
	] )( '%s', ( _name, change, family ) => {
		expect( map( change ).family_id ).toBe( family );
	} );

	test( 'a family nothing was said about is unknown', () => {
		expect( without( 'variant_parent_id', 'has_variants' ) ).not.toHaveProperty( 'family_id' );
	} );

	test.each( [
		[ [ { type: 'EAN', code: '4006381333931' } ], '4006381333931' ],
		[ [ { type: 'ean', code: ' 4006381333931 ' } ], '4006381333931' ],
		[ [ { type: 'CUSTOM', code: '4006381333931' } ], null ],
		[
			[
				{ type: 'UPC', code: '036000291453' },
				{ type: 'UPC', code: '036000291452' },
			],
			'036000291452',
		],
		[ [], null ],
		[ null, null ],
	] )( 'codes %j give %p', ( product_codes, gtin ) => {
		expect( map( { product_codes } ).gtin ).toBe( gtin );
	} );

	test.each( [
		[ '2026-01-02T03:04:05+00:00', '2026-01-02T03:04:05Z' ],
		[ '2026-01-02 03:04:05', '2026-01-02T03:04:05Z' ],
		[ '2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05Z' ],
	] )( 'the date %s is %s', ( deleted_at, expected ) => {
		expect( map( { deleted_at } ).deleted_at ).toBe( expected );
	} );

	test.each( [
		{ id: '' },
		{ id: 7 },
		{ version: 'new' },
		{ price_including_tax: 'free' },
		{ price_excluding_tax: {} },
		{ deleted_at: 'yesterday' },
		{ variant_options: 'none' },
		{ has_inventory: 'yes' },
	] )( 'with %j it is unreadable', ( change ) => {
		expect( ProductRow.safeParse( { ...product, ...change } ).success ).toBe( false );
	} );
} );

describe( 'an inventory row', () => {
	const row = { product_id: 'p-1', outlet_id: 'o-1', version: 7 };

	test.each( [
		[ { inventory_level: -10 }, '-10' ],
		[ { current_amount: '4.50000' }, '4.5' ],
		[ { current_inventory_level: 1e-5 }, '0.00001' ],
		[ { inventory_level: 3, current_amount: '3.00000' }, '3' ],
	] )( 'with %j has the level %s', ( level, expected ) => {
		expect( InventoryRow.parse( { ...row, ...level } ).level ).toBe( expected );
	} );

	test.each( [
		{},
		{ inventory_level: null },
		{ inventory_level: '' },
		{ inventory_level: 'many' },
		{ inventory_level: 3, current_amount: 4 },
		{ inventory_level: 3, current_amount: null },
	] )( 'with %j has none that is known', ( level ) => {
		expect( InventoryRow.safeParse( { ...row, ...level } ).success ).toBe( false );
	} );
} );

test.each( [
	[
		{ data: [ 1 ], version: { min: 1, max: 9 } },
		{ rows: [ 1 ], max: '9' },
	],
	[
		{ data: [], version: { min: null, max: null } },
		{ rows: [], max: null },
	],
	[ { data: [ 1 ] }, { rows: [ 1 ], max: null } ],
	[ [ 1 ], { rows: [ 1 ], max: null } ],
] )( 'the list %j is read', ( body, expected ) => {
	expect( List.parse( body ) ).toEqual( expected );
} );

test.each( [
	{},
	null,
	'text',
	{ data: {} },
	{ data: [], version: { max: 'high' } },
	{ error: 'x' },
] )( 'the list %j is none', ( body ) => {
	expect( List.safeParse( body ).success ).toBe( false );
} );

describe( 'failures', () => {
	const answer = ( status: number, text = '{"error":"x"}' ): HttpAnswer => ( {
		status,
		text,
		header: () => null,
	} );

	test.each( [
		[ 401, undefined, 'unauthorized', 'credential_refused' ],
		[ 403, undefined, 'unauthorized', 'not_allowed' ],
		[ 404, undefined, 'rejected', 'not_found' ],
		[ 404, '<html>', 'unavailable', 'not_json' ],
		[ 408, undefined, 'retryable', 'server_error' ],
		[ 422, undefined, 'rejected', 'request_refused' ],
		[ 429, undefined, 'retryable', 'rate_limited' ],
		[ 500, '<html>', 'retryable', 'server_error' ],
		[ 503, undefined, 'retryable', 'server_error' ],
	] )( '%d %s is %s, %s', ( status, text, kind, code ) => {
		expect( failureOf( answer( status, text ), '/x' ) ).toMatchObject( { kind, code } );
	} );
} );

describe( 'the adapter', () => {
	/** Answers each request from a list and fails on one more. */
	function queued( ...bodies: readonly unknown[] ): Http & { readonly urls: string[] } {
		const left = [ ...bodies ];
		const urls: string[] = [];
		return {
			urls,
			async send( { url } ) {
				urls.push( url );
				if ( left.length === 0 ) {
					throw new Error( `Nothing is queued for ${ url }` );
				}
				const body = left.shift();
				return {
					ok: true,
					answer: { status: 200, header: () => null, text: JSON.stringify( body ) },
				};
			},
		};
	}
	const adapter = ( http: Http ) =>
		createPos(
			{ vendor: 'x-series', baseUrl: 'https://a.example', token: 't' },
			{ http, clock: fakeClock() }
		);

	test( 'keeps a page without the rows it cannot read, and names them', async () => {
		const http = queued( {
			data: [
				product,
				{ ...product, id: 'p-2', price_including_tax: 'free' },
				{ version: 'x' },
			],
			version: { min: 1, max: 99 },
		} );

		expect( await adapter( http ).items( '0' ) ).toMatchObject( {
			ok: true,
			value: {
				cursor: '99',
				rows: [ { id: 'p-1' } ],
				parked: [
					{ id: 'p-2', reason: expect.stringContaining( 'price_including_tax' ) },
					{ id: null },
				],
			},
		} );
		expect( http.urls ).toEqual( [
			'https://a.example/api/2.0/products?after=0&page_size=500&deleted=true',
		] );
	} );

	test( 'falls back to the highest version of the rows', async () => {
		const http = queued( {
			data: [
				{ ...product, version: 12 },
				{ ...product, version: 7 },
			],
		} );

		expect( await adapter( http ).items( '5' ) ).toMatchObject( { value: { cursor: '12' } } );
	} );

	test.each( [
		[ 'rows without any version', { data: [ { id: 'x' } ] }, 'unreadable_answer' ],
		[ 'rows below where it asked', { data: [ product ], version: { max: 5 } }, 'feed_stuck' ],
		[ 'an envelope of another shape', { rows: [] }, 'unreadable_answer' ],
	] )( 'applies nothing of %s', async ( _name, body, code ) => {
		expect( await adapter( queued( body ) ).items( '5' ) ).toMatchObject( {
			ok: false,
			failure: { kind: 'unavailable', code },
		} );
	} );

	test.each( [ [ { data: product } ], [ product ], [ { data: [ product ] } ] ] )(
		'reads one item in any envelope',
		async ( body ) => {
			expect( await adapter( queued( body ) ).item( 'p-1' ) ).toMatchObject( {
				value: { found: 'yes', value: { id: 'p-1' } },
			} );
		}
	);
} );

describe( 'the registry', () => {
	test( 'has every folder, under its name', () => {
		const folders = readdirSync( join( __dirname, '../../../../companion/src/pos' ), {
			withFileTypes: true,
		} )
			.filter( ( entry ) => entry.isDirectory() )
			.map( ( { name } ) => name );

		expect( Object.keys( POS_ADAPTERS ).sort() ).toEqual( folders.sort() );
	} );

	test( 'has adapters whose fields the ownership table knows', () => {
		const pos = createPos(
			{ vendor: 'x-series', baseUrl: 'https://a.example', token: 't' },
			{
				http: { send: () => Promise.reject( new Error( 'no request is due' ) ) },
				clock: fakeClock(),
			}
		);

		expect( pos.vendor ).toBe( 'x-series' );
		expect(
			pos.capabilities.fields.filter( ( field ) => ! Object.hasOwn( OWNERSHIP, field ) )
		).toEqual( [] );
	} );
} );
