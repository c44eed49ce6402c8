import { startTestXSeries } from '../../support/x-series.ts';
import type { TestXSeries } from '../../support/x-series.ts';

let pos: TestXSeries;

beforeEach( async () => {
	pos = await startTestXSeries();
} );

afterEach( () => pos.stop() );

interface AnyRow {
	readonly id: string;
	readonly version: number;
	readonly [ key: string ]: unknown;
}

/** Reads a list to its end as a client should: until a page is empty. */
async function readAll( path: string, pageSize: number ): Promise< AnyRow[] > {
	const rows: AnyRow[] = [];
	for ( let after = 0, page = 0; page < 1000; page++ ) {
		const { body } = await pos.api( `${ path }?after=${ after }&page_size=${ pageSize }` );
		const data = body.data as AnyRow[];
		if ( data.length === 0 ) {
			expect( body.version ).toEqual( { min: null, max: null } );
			return rows;
		}
		expect( body.version ).toEqual( { min: data[ 0 ]?.version, max: data.at( -1 )?.version } );
		rows.push( ...data );
		after = body.version.max;
	}
	throw new Error( 'The list never ends.' );
}

const post = ( body: unknown ): RequestInit => ( {
	method: 'POST',
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify( body ),
} );

function id( sku: string ): string {
	return pos.store.products().find( ( product ) => product.sku === sku )?.id ?? '';
}

describe( 'lists', () => {
	test.each( [ 1, 7, 200 ] )(
		'hold every living product once, in pages of %i',
		async ( size ) => {
			const rows = await readAll( '/2.0/products', size );

			const living = pos.store.products().filter( ( product ) => product.deletedAt === null );
			expect( rows.map( ( row ) => row.id ).sort() ).toEqual(
				living.map( ( one ) => one.id ).sort()
			);
			const versions = rows.map( ( row ) => row.version );
			expect( versions ).toEqual( [ ...versions ].sort( ( a, b ) => a - b ) );
			expect( new Set( versions ).size ).toBe( versions.length );
		}
	);

	test( 'hold deleted products when asked for', async () => {
		const plain = ( await pos.api( '/2.0/products?page_size=1000' ) ).body.data as AnyRow[];
		const all = ( await pos.api( '/2.0/products?page_size=1000&deleted=true' ) ).body
			.data as AnyRow[];

		expect( all.length ).toBe( plain.length + 1 );
		expect( all.find( ( row ) => row[ 'sku' ] === 'HEL-C1' )?.[ 'deleted_at' ] ).toEqual(
			expect.any( String )
		);
	} );

	test( 'hold a changed row again, with a greater version', async () => {
		const before = ( await readAll( '/2.0/inventory', 500 ) ).at( -1 )?.version ?? 0;

		await pos.tillApi( 'POST', 'sell', {
			outlet: 'Queen Street',
			lines: [ { item: 'TJ-M' } ],
		} );

		const { body } = await pos.api( `/2.0/inventory?after=${ before }` );
		expect( body.data ).toHaveLength( 1 );
		expect( body.data[ 0 ] ).toMatchObject( { product_id: id( 'TJ-M' ) } );
		expect( body.data[ 0 ].inventory_level ).toBe( body.data[ 0 ].current_amount );
		expect( body.data[ 0 ].version ).toBeGreaterThan( before );
	} );

	test.each( [ 'outlets', 'registers', 'payment_types', 'taxes', 'users' ] )(
		'hold the %s',
		async ( name ) => {
			const rows = await readAll( `/2026-04/${ name }`, 2 );

			expect( rows.length ).toBeGreaterThanOrEqual( 3 );
		}
	);

	test( 'taxes have rates and none at the top', async () => {
		const rows = await readAll( '/2.0/taxes', 10 );

		expect(
			rows.every( ( row ) => ! ( 'rate' in row ) && Array.isArray( row[ 'rates' ] ) )
		).toBe( true );
		expect(
			rows.find( ( row ) => ( row[ 'rates' ] as unknown[] ).length > 1 )?.[ 'rates' ]
		).toMatchObject( [ { rate: 0.0625 }, { rate: 0.02375 } ] );
	} );

	test( 'find products by SKU and family name', async () => {
		expect( ( await pos.api( '/2.0/products?sku=TJ-M' ) ).body.data ).toMatchObject( [
			{ id: id( 'TJ-M' ) },
		] );
		expect(
			( await pos.api( '/2.0/products?family_name=Trail+Jersey' ) ).body.data
		).toHaveLength( 4 );
	} );

	test( 'end before a version', async () => {
		const rows = await readAll( '/2.0/outlets', 10 );

		const { body } = await pos.api( `/2.0/outlets?before=${ rows[ 2 ]?.version }` );

		expect( body.data ).toEqual( rows.slice( 0, 2 ) );
	} );
} );

describe( 'rows', () => {
	test( 'the first variant is the parent of the others', async () => {
		const parent = ( await pos.api( `/2026-04/products/${ id( 'TJ-S' ) }` ) ).body.data;
		const child = ( await pos.api( `/2026-04/products/${ id( 'TJ-M' ) }` ) ).body.data;

		expect( parent ).toMatchObject( {
			has_variants: true,
			variant_parent_id: null,
			variant_count: 4,
		} );
		expect( child ).toMatchObject( {
			variant_parent_id: parent.id,
			family_id: parent.family_id,
			name: 'Trail Jersey',
			variant_name: 'Trail Jersey / M',
			variant_options: [ { name: 'Size', value: 'M' } ],
			price_including_tax: 89,
			price_excluding_tax: 77.3913,
		} );
	} );

	test( 'only dated versions name the family', async () => {
		expect(
			( await pos.api( `/2.0/products/${ id( 'TJ-S' ) }` ) ).body.data
		).not.toHaveProperty( 'family_id' );
	} );

	test( 'the levels of one product', async () => {
		const { body } = await pos.api( `/2.0/products/${ id( 'BEL-BR' ) }/inventory` );

		expect( body.data.map( ( row: AnyRow ) => row[ 'inventory_level' ] ) ).toEqual( [
			-1, 0, 0,
		] );
	} );

	test( 'the retailer', async () => {
		expect( ( await pos.api( '/2.0/retailer' ) ).body.data ).toMatchObject( {
			currency: 'NZD',
		} );
	} );
} );

describe( 'inventory of 2026-07', () => {
	test( 'is posted for, newest first, with another field, without an envelope', async () => {
		const { body } = await pos.api( '/2026-07/inventory', post( { size: 3 } ) );

		const versions = body.map( ( row: AnyRow ) => row.version );
		expect( versions ).toEqual( [ ...versions ].sort( ( a, b ) => b - a ) );
		expect( versions[ 0 ] ).toBe( pos.store.feeds.inventory.rows( {} ).at( -1 )?.version );
		expect( body[ 0 ] ).toHaveProperty( 'current_inventory_level' );
		expect( body[ 0 ] ).not.toHaveProperty( 'inventory_level' );
	} );

	test( 'can be had ascending and for one product', async () => {
		const { body } = await pos.api(
			'/2026-07/inventory',
			post( { size: 5000, sort_direction: 'asc', product_id: id( 'COR-M' ) } )
		);

		expect( body.map( ( row: AnyRow ) => row[ 'current_inventory_level' ] ) ).toEqual( [
			112.5, 0.75, 200,
		] );
	} );

	test( 'is not there for GET, nor the old one for POST', async () => {
		expect( ( await pos.api( '/2026-07/inventory' ) ).status ).toBe( 405 );
		expect( ( await pos.api( '/2.0/inventory', post( {} ) ) ).status ).toBe( 405 );
	} );
} );

describe( 'what is refused', () => {
	test.each( [
		[ 'no token', '/2.0/products', { headers: { authorization: '' } }, 401 ],
		[ 'a wrong token', '/2.0/products', { headers: { authorization: 'Bearer wrong' } }, 401 ],
		[ 'an unknown product', '/2.0/products/none', {}, 404 ],
		[ 'levels of an unknown product', '/2.0/products/none/inventory', {}, 404 ],
		[ 'an unknown resource', '/2.0/nothing', {}, 404 ],
		[ 'an unknown version', '/9.9/products', {}, 404 ],
		[ 'a version to come', '/2031-01/products', {}, 404 ],
		[ 'a cursor that is no number', '/2.0/products?after=yesterday', {}, 400 ],
		[ 'an empty page', '/2.0/products?page_size=0', {}, 400 ],
		[ 'a wrong flag', '/2.0/products?deleted=perhaps', {}, 400 ],
		[ 'a wrong direction', '/2026-07/inventory', post( { sort_direction: 'up' } ), 400 ],
		[ 'a body that is no JSON', '/2026-07/inventory', { method: 'POST', body: '{' }, 400 ],
		[ 'writing', '/2.0/products', post( {} ), 405 ],
	] )( '%s', async ( _name, path, init, status ) => {
		const answer = await pos.api( path, init );

		expect( answer.status ).toBe( status );
		expect( answer.body ).toEqual( {
			error: expect.any( String ),
			message: expect.any( String ),
		} );
	} );

	test( 'an expired version is not: the oldest one answers', async () => {
		const { status, body } = await pos.api( '/2024-10/inventory?page_size=1' );

		expect( status ).toBe( 200 );
		expect( body.data[ 0 ] ).toHaveProperty( 'inventory_level' );
	} );
} );

describe( 'the request limit', () => {
	test( 'is 300 for each register and 50, counted down', async () => {
		const first = await pos.api( '/2.0/outlets' );
		const second = await pos.api( '/2.0/outlets' );

		expect( first.headers.get( 'x-ratelimit-limit' ) ).toBe( '1550' );
		expect( first.headers.get( 'x-ratelimit-remaining' ) ).toBe( '1549' );
		expect( second.headers.get( 'x-ratelimit-remaining' ) ).toBe( '1548' );
	} );

	test( 'answers 429 with the date of the end of the window, and then goes on', async () => {
		await pos.stop();
		pos = await startTestXSeries( { requestLimit: 2 } );
		await pos.api( '/2.0/outlets' );
		pos.clock.advance( 60_000 );
		await pos.api( '/2.0/outlets' );

		const refused = await pos.api( '/2.0/outlets' );

		expect( refused.status ).toBe( 429 );
		expect( refused.body ).toEqual( {
			error: 'Too Many Requests',
			message: 'Rate limiting enforced',
		} );
		expect( refused.headers.get( 'retry-after' ) ).toBe( 'Mon, 01 Jun 2026 09:05:00 GMT' );
		pos.clock.advance( 240_000 );
		expect( ( await pos.api( '/2.0/outlets' ) ).status ).toBe( 200 );
	} );
} );

describe( 'switches', () => {
	const first = async ( path: string ) => ( await pos.api( path ) ).body;

	test( 'the envelope', async () => {
		pos.switches.set( { list_envelope: 'no_version' } );
		expect( Object.keys( await first( '/2.0/taxes' ) ) ).toEqual( [ 'data' ] );
		pos.switches.set( { list_envelope: 'bare' } );
		expect( Array.isArray( await first( '/2.0/taxes' ) ) ).toBe( true );
		pos.switches.set( { dated_inventory_envelope: 'full' } );
		expect( Object.keys( ( await pos.api( '/2026-07/inventory', post( {} ) ) ).body ) ).toEqual(
			[ 'data', 'version' ]
		);
	} );

	test( 'how numbers are written', async () => {
		pos.switches.set( { price_form: 'string', quantity_form: 'padded' } );
		expect(
			( await first( `/2.0/products/${ id( 'TJ-S' ) }` ) ).data.price_excluding_tax
		).toBe( '77.3913' );
		expect(
			( await first( `/2.0/products/${ id( 'COR-M' ) }/inventory` ) ).data[ 0 ]
				.inventory_level
		).toBe( '112.50000' );
		pos.switches.set( { quantity_form: 'string', inventory_field: 'current_amount' } );
		const row = ( await first( `/2.0/products/${ id( 'COR-M' ) }/inventory` ) ).data[ 0 ];
		expect( row.current_amount ).toBe( '112.5' );
		expect( row ).not.toHaveProperty( 'inventory_level' );
	} );

	test( 'the size of a page', async () => {
		pos.switches.set( { max_page_size: 3 } );
		expect( ( await first( '/2.0/products?page_size=1000' ) ).data ).toHaveLength( 3 );
	} );

	test( 'deleted items', async () => {
		pos.switches.set( { deleted_default: 'included', deleted_by_id: 'not_found' } );
		const rows: AnyRow[] = ( await first( '/2.0/products?page_size=1000' ) ).data;
		const deleted = rows.find( ( row ) => row[ 'deleted_at' ] !== null );
		expect( deleted ).toBeDefined();
		expect( ( await pos.api( `/2.0/products/${ deleted?.id }` ) ).status ).toBe( 404 );
	} );

	test( 'prices without tax', async () => {
		pos.switches.set( { display_prices: 'exclusive' } );
		expect(
			( await first( `/2.0/products/${ id( 'TJ-S' ) }` ) ).data.price_including_tax
		).toBeNull();
		expect( ( await first( '/2.0/outlets' ) ).data[ 0 ].display_prices ).toBe( 'exclusive' );
	} );

	test( 'levels of composites and of what is not tracked', async () => {
		const count = async ( sku: string ): Promise< number > =>
			( await first( `/2.0/products/${ id( sku ) }/inventory` ) ).data.length;
		expect( [ await count( 'KIT-PUN' ), await count( 'SRV-FIT' ) ] ).toEqual( [ 3, 0 ] );

		pos.switches.set( { composite_levels: 'absent', untracked_levels: 'zero' } );

		expect( [ await count( 'KIT-PUN' ), await count( 'SRV-FIT' ) ] ).toEqual( [ 0, 3 ] );
	} );

	test( 'code types in lower case', async () => {
		pos.switches.set( { code_case: 'lower' } );
		expect(
			( await first( `/2.0/products/${ id( 'TJ-S' ) }` ) ).data.product_codes[ 0 ].type
		).toBe( 'ean' );
	} );

	test( 'a wrong one is refused and sets nothing', () => {
		expect( pos.switches.set( { max_page_size: 10, price_form: 'roman' } ) ).toContain(
			'price_form'
		);
		expect( pos.switches.set( { toString: 1 } ) ).toContain( 'no switch' );
		expect( pos.switches.now().max_page_size ).toBe( 1000 );
	} );
} );

test( 'ten thousand items are read in pages', async () => {
	await pos.stop();
	pos = await startTestXSeries( { items: 10_000, switches: { max_page_size: 5000 } } );

	expect( ( await readAll( '/2.0/products', 5000 ) ).length ).toBeGreaterThan( 10_000 );
	expect( ( await readAll( '/2.0/inventory', 5000 ) ).length ).toBeGreaterThan( 30_000 );
}, 60_000 );
