import { noFaults } from '../../../simulators/pos/x-series/faults.ts';
import { startTestXSeries } from '../../support/x-series.ts';
import type { TestXSeries } from '../../support/x-series.ts';

let pos: TestXSeries;

beforeEach( async () => {
	pos = await startTestXSeries();
} );

afterEach( () => pos.stop() );

function on( wanted: Record< string, unknown > ): void {
	expect( pos.faults.set( wanted ) ).toBeNull();
}

function id( sku: string ): string {
	return pos.store.products().find( ( product ) => product.sku === sku )?.id ?? '';
}

const raw = ( path: string, init: RequestInit = {} ): Promise< Response > =>
	fetch( `${ pos.url }/api${ path }`, {
		...init,
		headers: { authorization: `Bearer ${ pos.token }` },
	} );

const sellOne = () => pos.till.sell( { outlet: 'Queen Street', lines: [ { item: 'TJ-M' } ] } );

async function levelInFeed(): Promise< number > {
	const { body } = await pos.api( `/2.0/products/${ id( 'TJ-M' ) }/inventory` );
	const outlet = pos.store.outlets()[ 0 ]?.id;
	return body.data.find( ( row: { outlet_id: string } ) => row.outlet_id === outlet )
		.inventory_level;
}

describe( 'faults of the transport', () => {
	test( 'the next two requests fail, the third does not', async () => {
		on( { server_error: { next: 2 } } );

		const statuses = [];
		for ( let request = 0; request < 3; request++ ) {
			statuses.push( ( await pos.api( '/2.0/outlets' ) ).status );
		}

		expect( statuses ).toEqual( [ 503, 503, 200 ] );
	} );

	test( 'a share of one is always, of the chosen resource only', async () => {
		on( { server_error: { rate: 1, status: 500, only: 'inventory' } } );

		expect( ( await pos.api( '/2.0/inventory' ) ).status ).toBe( 500 );
		expect( ( await pos.api( '/2.0/inventory' ) ).status ).toBe( 500 );
		expect( ( await pos.api( '/2.0/products' ) ).status ).toBe( 200 );
	} );

	test( 'a bad gateway answers in HTML', async () => {
		on( { server_error: { next: 1, status: 502 } } );

		const response = await raw( '/2.0/outlets' );

		expect( response.status ).toBe( 502 );
		expect( response.headers.get( 'content-type' ) ).toContain( 'text/html' );
	} );

	test( '429 names a date, by the vendor’s clock', async () => {
		on( { rate_limited: { next: 1, retry_after_seconds: 90 }, clock_skew_seconds: 600 } );

		const { status, headers } = await pos.api( '/2.0/outlets' );

		expect( status ).toBe( 429 );
		expect( headers.get( 'retry-after' ) ).toBe( 'Mon, 01 Jun 2026 09:11:30 GMT' );
		expect( headers.get( 'date' ) ).toBe( 'Mon, 01 Jun 2026 09:10:00 GMT' );
	} );

	test( 'a cut body breaks the connection', async () => {
		on( { cut_body: { next: 1 } } );

		const response = await raw( '/2.0/products' );

		expect( response.status ).toBe( 200 );
		await expect( response.text() ).rejects.toThrow();
	} );

	test( 'a short body is half a JSON in a whole answer', async () => {
		on( { cut_body: { next: 1, how: 'short' } } );

		const text = await ( await raw( '/2.0/products' ) ).text();

		expect( text.startsWith( '{"data":[' ) ).toBe( true );
		expect( () => JSON.parse( text ) ).toThrow( SyntaxError );
	} );

	test( 'a time-out never answers, and stopping ends it', async () => {
		on( { time_out: { next: 1 } } );
		const asked = raw( '/2.0/outlets' );
		const refused = expect( asked ).rejects.toThrow();
		expect( ( await pos.api( '/2.0/outlets' ) ).status ).toBe( 200 );

		await pos.stop();

		await refused;
		expect(
			pos
				.calls()
				.map( ( call ) => call.status )
				.sort()
		).toEqual( [ 0, 200 ] );
	} );

	test( 'latency keeps every answer back', async () => {
		on( { latency_ms: 60 } );
		const asked = performance.now();

		const { status } = await pos.api( '/2.0/outlets' );

		expect( status ).toBe( 200 );
		// Timers may fire a millisecond early.
		expect( performance.now() - asked ).toBeGreaterThanOrEqual( 58 );
	} );

	test( 'an expired token and a missing scope', async () => {
		on( { expired_token: true } );
		expect( ( await pos.api( '/2.0/outlets' ) ).status ).toBe( 401 );
		on( { expired_token: false, forbidden: [ 'users' ] } );
		expect( ( await pos.api( '/2.0/users' ) ).status ).toBe( 403 );
		expect( ( await pos.api( '/2.0/outlets' ) ).status ).toBe( 200 );
	} );
} );

describe( 'faults of the rows', () => {
	test( 'an empty feed is well-formed', async () => {
		on( { empty_feed: { rate: 1 } } );

		expect( ( await pos.api( '/2.0/products' ) ).body ).toEqual( {
			data: [],
			version: { min: null, max: null },
		} );
	} );

	test( 'a chosen row is unreadable but for its id and version, in lists and alone', async () => {
		on( { unreadable_row: { ids: [ id( 'TJ-M' ) ] } } );

		const { body } = await pos.api( '/2.0/products?page_size=4' );
		const alone = await pos.api( `/2.0/products/${ id( 'TJ-M' ) }` );
		const levels = await pos.api( `/2.0/products/${ id( 'TJ-M' ) }/inventory` );

		expect( body.data[ 0 ].name ).toBe( 'Trail Jersey' );
		expect( body.data[ 1 ] ).toMatchObject( {
			id: id( 'TJ-M' ),
			version: expect.any( Number ),
			name: { unreadable: true },
			price_including_tax: 'n/a',
		} );
		expect( alone.body.data.name ).toEqual( { unreadable: true } );
		expect( levels.body.data[ 0 ] ).toMatchObject( {
			product_id: id( 'TJ-M' ),
			inventory_level: 'n/a',
		} );
	} );

	test( 'the next row sent is unreadable once', async () => {
		on( { unreadable_row: { next: 1, only: 'inventory' } } );

		const first = ( await pos.api( '/2.0/inventory?page_size=2' ) ).body.data;
		const again = ( await pos.api( '/2.0/inventory?page_size=2' ) ).body.data;

		expect( [ first[ 0 ].inventory_level, first[ 1 ].inventory_level ] ).toEqual( [
			'n/a',
			expect.any( Number ),
		] );
		expect( again[ 0 ].inventory_level ).toEqual( expect.any( Number ) );
	} );

	test( 'a missing row is not in the list and there when asked for', async () => {
		on( { missing_row: { ids: [ id( 'TJ-M' ) ] } } );

		const { body } = await pos.api( '/2.0/products?page_size=1000' );

		expect( body.data.some( ( row: { id: string } ) => row.id === id( 'TJ-M' ) ) ).toBe(
			false
		);
		expect( ( await pos.api( `/2.0/products/${ id( 'TJ-M' ) }` ) ).status ).toBe( 200 );
	} );

	test( 'levels are seen after the lag, products at once', async () => {
		const before = await levelInFeed();
		on( { inventory_lag_seconds: 120 } );

		sellOne();
		pos.till.edit( 'TJ-M', { price: '1' } );

		pos.clock.advance( 119_999 );
		expect( await levelInFeed() ).toBe( before );
		expect(
			( await pos.api( `/2.0/products/${ id( 'TJ-M' ) }` ) ).body.data.price_including_tax
		).toBe( 1 );
		pos.clock.advance( 1 );
		expect( await levelInFeed() ).toBe( before - 1 );
	} );

	test( 'the level of one product may be ahead of the feed', async () => {
		const before = await levelInFeed();
		on( { inventory_lag_seconds: 120 } );
		pos.switches.set( { lag_hits_product_inventory: false } );

		sellOne();

		expect( await levelInFeed() ).toBe( before - 1 );
	} );

	test( 'a late row comes with a lower version than what was delivered', async () => {
		on( { late_row: { next: 1, seconds: 30, only: 'inventory' } } );
		sellOne();
		pos.till.sell( { outlet: 'Queen Street', lines: [ { item: 'TJ-L' } ] } );
		const start = (
			await pos.api( '/2026-07/inventory', { method: 'POST', body: '{"size":1}' } )
		).body[ 0 ];
		expect( start.product_id ).toBe( id( 'TJ-L' ) );

		pos.clock.advance( 30_000 );

		const later = ( await pos.api( `/2.0/inventory?after=${ start.version }` ) ).body;
		expect( later.data ).toEqual( [] );
		const overlapped = ( await pos.api( `/2.0/inventory?after=${ start.version - 200 }` ) )
			.body;
		expect(
			overlapped.data.map( ( row: { product_id: string } ) => row.product_id )
		).toContain( id( 'TJ-M' ) );
	} );

	test( 'all off shows what was held back, at once', async () => {
		const before = await levelInFeed();
		on( { inventory_lag_seconds: 60, late_row: { next: 5, seconds: 600 } } );
		sellOne();
		expect( await levelInFeed() ).toBe( before );

		pos.faults.clear();

		expect( await levelInFeed() ).toBe( before - 1 );
		expect( pos.faults.now() ).toEqual( noFaults );
	} );

	test( 'a clock behind shows in dates of rows', async () => {
		const row = async () => ( await pos.api( `/2.0/products/${ id( 'TJ-M' ) }` ) ).body.data;
		const right = Date.parse( ( await row() ).updated_at );

		on( { clock_skew_seconds: -600 } );

		expect( Date.parse( ( await row() ).updated_at ) ).toBe( right - 600_000 );
	} );
} );

describe( 'setting faults', () => {
	test.each( [
		[ 'an unknown fault', { gremlins: true } ],
		[ 'an inherited name', { constructor: true } ],
		[ 'an unknown field', { server_error: { often: 1 } } ],
		[ 'a lag that is too long', { inventory_lag_seconds: 121 } ],
		[ 'a clock that is too far off', { clock_skew_seconds: 601 } ],
		[ 'a share above one', { time_out: { rate: 2 } } ],
		[ 'a status that is no error', { server_error: { status: 200 } } ],
		[ 'a wrong type', { expired_token: 'yes' } ],
		[ 'ids that are no texts', { unreadable_row: { ids: [ 7 ] } } ],
		[ 'no object', { cut_body: 1 } ],
	] )( '%s is refused and sets nothing', ( _name, wanted ) => {
		expect( pos.faults.set( { latency_ms: 5, ...wanted } ) ).toEqual( expect.any( String ) );
		expect( pos.faults.now() ).toEqual( noFaults );
	} );

	test( 'fields that are not named stay', () => {
		on( { server_error: { next: 3 } } );
		on( { server_error: { status: 500 } } );

		expect( pos.faults.now().server_error ).toEqual( {
			next: 3,
			rate: 0,
			only: '',
			status: 500,
		} );
	} );
} );
