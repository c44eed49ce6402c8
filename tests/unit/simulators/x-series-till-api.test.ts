import { request } from 'node:http';
import { startTestXSeries } from '../../support/x-series.ts';
import type { TestXSeries } from '../../support/x-series.ts';

let pos: TestXSeries;

beforeEach( async () => {
	pos = await startTestXSeries();
} );

afterEach( () => pos.stop() );

const line = { item: 'TJ-M', quantity: 1 };

describe( 'reading', () => {
	test( 'the books list every document', async () => {
		const sale = (
			await pos.tillApi( 'POST', 'sell', { outlet: 'Queen Street', lines: [ line ] } )
		).body;
		await pos.tillApi( 'POST', 'refund', { sale: sale.reference } );

		const { documents } = ( await pos.tillApi( 'GET', 'books' ) ).body;

		expect( documents ).toMatchObject( [
			{ reference: 'QS1-1041', kind: 'sale', totals: { including_tax: '89.00' } },
			{
				reference: 'QS1-1042',
				kind: 'return',
				return_of: 'QS1-1041',
				lines: [ { quantity: '-1' } ],
			},
		] );
		expect( ( await pos.tillApi( 'GET', 'books/QS1-1041' ) ).body ).toEqual( sale );
	} );

	test( 'items show true levels whatever the feeds show', async () => {
		pos.faults.set( { inventory_lag_seconds: 120 } );
		const before = ( await pos.tillApi( 'GET', 'items?search=tj-m' ) ).body.items;
		await pos.tillApi( 'POST', 'sell', { outlet: 'Queen Street', lines: [ line ] } );

		const after = ( await pos.tillApi( 'GET', 'items?search=tj-m' ) ).body.items;

		expect( after ).toHaveLength( 1 );
		expect(
			Number( before[ 0 ].levels[ 0 ].level ) - Number( after[ 0 ].levels[ 0 ].level )
		).toBe( 1 );
		expect( ( await pos.tillApi( 'GET', `items/${ after[ 0 ].id }` ) ).body ).toEqual(
			after[ 0 ]
		);
	} );

	test( 'events after a number', async () => {
		await pos.tillApi( 'POST', 'sell', {
			outlet: 'Queen Street',
			lines: [ line, { item: 'TJ-L' } ],
		} );

		expect( ( await pos.tillApi( 'GET', 'events?after=1' ) ).body.events ).toMatchObject( [
			{ id: 2, item: { name: 'Trail Jersey / L' } },
		] );
	} );

	test( 'a stream gives what was missed and then what happens', async () => {
		const sell = () =>
			pos.tillApi( 'POST', 'sell', { outlet: 'Queen Street', lines: [ line ] } );
		await sell();
		await sell();
		const response = await fetch( `${ pos.url }/till/events`, {
			headers: { accept: 'text/event-stream', 'last-event-id': '1' },
		} );
		const reader = response.body?.pipeThrough( new TextDecoderStream() ).getReader();
		let text = '';
		const until = async ( wanted: string ): Promise< void > => {
			while ( ! text.includes( wanted ) ) {
				const { value, done } = ( await reader?.read() ) ?? { value: '', done: true };
				if ( done ) {
					throw new Error( `The stream ended before ${ wanted }.` );
				}
				text += value;
			}
		};

		await until( 'id: 2\n' );
		await sell();
		await until( 'id: 3\n' );

		expect( text ).not.toContain( 'id: 1\n' );
		expect( text ).toContain( '"text":"sold 1 × Trail Jersey / M at Queen Street"' );
		await reader?.cancel();
	} );

	test( 'requests to the vendor’s API are counted', async () => {
		await pos.api( '/2.0/products?page_size=1' );

		expect( ( await pos.tillApi( 'GET', 'requests' ) ).body.requests ).toMatchObject( [
			{
				method: 'GET',
				path: '/api/2.0/products?page_size=1',
				resource: 'products',
				status: 200,
			},
		] );
	} );

	test( 'faults and switches are read, set and cleared', async () => {
		await pos.tillApi( 'PUT', 'faults', { latency_ms: 5 } );
		expect( ( await pos.tillApi( 'GET', 'faults' ) ).body.latency_ms ).toBe( 5 );
		expect( ( await pos.tillApi( 'DELETE', 'faults' ) ).body.latency_ms ).toBe( 0 );
		await pos.tillApi( 'PUT', 'switches', { price_form: 'string' } );
		expect( ( await pos.tillApi( 'GET', 'switches' ) ).body.values.price_form ).toBe(
			'string'
		);
		expect( ( await pos.tillApi( 'DELETE', 'switches' ) ).body.values.price_form ).toBe(
			'number'
		);
	} );
} );

describe( 'what is refused', () => {
	const outlet = 'Queen Street';
	test.each( [
		[ 'no address', 'GET', 'nothing', undefined, 404, 'no_route' ],
		[ 'an inherited name', 'GET', 'constructor', undefined, 404, 'no_route' ],
		[ 'an unknown item', 'GET', 'items/none', undefined, 404, 'no_item' ],
		[ 'an unknown document', 'GET', 'books/none', undefined, 404, 'no_document' ],
		[ 'events after nonsense', 'GET', 'events?after=x', undefined, 400, 'invalid' ],
		[ 'a list for a sale', 'POST', 'sell', [], 400, 'invalid' ],
		[ 'no lines', 'POST', 'sell', { outlet, lines: [] }, 400, 'invalid' ],
		[
			'too many lines',
			'POST',
			'sell',
			{ outlet, lines: Array( 501 ).fill( line ) },
			400,
			'invalid',
		],
		[ 'an unknown field', 'POST', 'sell', { outlet, lines: [ line ], tip: 5 }, 400, 'invalid' ],
		[ 'no outlet', 'POST', 'sell', { lines: [ line ] }, 400, 'no_outlet' ],
		[
			'an unknown outlet',
			'POST',
			'sell',
			{ outlet: 'Moon', lines: [ line ] },
			404,
			'no_outlet',
		],
		[
			'an unknown register',
			'POST',
			'sell',
			{ register: 'x', lines: [ line ] },
			404,
			'no_register',
		],
		[
			'an unknown item sold',
			'POST',
			'sell',
			{ outlet, lines: [ { item: 'NOPE' } ] },
			404,
			'no_item',
		],
		[
			'a SKU of two items',
			'POST',
			'sell',
			{ outlet, lines: [ { item: 'CRB' } ] },
			409,
			'sku_not_unique',
		],
		[
			'a deleted item',
			'POST',
			'sell',
			{ outlet, lines: [ { item: 'HEL-C1' } ] },
			409,
			'item_deleted',
		],
		[
			'no quantity at all',
			'POST',
			'sell',
			{ outlet, lines: [ { item: 'TJ-M', quantity: 0 } ] },
			400,
			'invalid',
		],
		[
			'a quantity with six places',
			'POST',
			'sell',
			{ outlet, lines: [ { item: 'TJ-M', quantity: '0.000001' } ] },
			400,
			'invalid',
		],
		[
			'a quantity in words',
			'POST',
			'sell',
			{ outlet, lines: [ { item: 'TJ-M', quantity: 'two' } ] },
			400,
			'invalid',
		],
		[
			'a price below zero',
			'POST',
			'sell',
			{ outlet, lines: [ { ...line, unit_price: -1 } ] },
			400,
			'invalid',
		],
		[
			'payments that do not add up',
			'POST',
			'sell',
			{ outlet, lines: [ line ], payments: [ { type: 'Cash', amount: 1 } ] },
			422,
			'not_balanced',
		],
		[
			'an unknown payment type',
			'POST',
			'sell',
			{ outlet, lines: [ line ], payments: [ { type: 'Shells', amount: 89 } ] },
			404,
			'no_payment_type',
		],
		[
			'an unknown customer',
			'POST',
			'sell',
			{ outlet, lines: [ line ], customer: 'x' },
			404,
			'no_customer',
		],
		[ 'a refund of nothing', 'POST', 'refund', {}, 400, 'no_sale' ],
		[ 'a refund of an unknown sale', 'POST', 'refund', { sale: 'QS1-1' }, 404, 'no_sale' ],
		[ 'an exchange without a return', 'POST', 'exchange', { sale: 'QS1-1' }, 400, 'invalid' ],
		[
			'a count below zero',
			'POST',
			'count',
			{ outlet, lines: [ { item: 'TJ-M', counted: -1 } ] },
			400,
			'invalid',
		],
		[
			'a count of one item twice',
			'POST',
			'count',
			{
				outlet,
				lines: [
					{ item: 'TJ-M', counted: 1 },
					{ item: 'TJ-M', counted: 2 },
				],
			},
			400,
			'invalid',
		],
		[
			'a count of a composite',
			'POST',
			'count',
			{ outlet, lines: [ { item: 'KIT-PUN', counted: 1 } ] },
			409,
			'not_counted',
		],
		[
			'a count of a service',
			'POST',
			'count',
			{ outlet, lines: [ { item: 'SRV-FIT', counted: 1 } ] },
			409,
			'not_counted',
		],
		[
			'a stock order of nothing',
			'POST',
			'stock-order',
			{ outlet, lines: [ { item: 'TJ-M', quantity: 0 } ] },
			400,
			'invalid',
		],
		[
			'a transfer to the same outlet',
			'POST',
			'transfer',
			{ from: outlet, to: outlet, lines: [ line ] },
			400,
			'invalid',
		],
		[
			'an unknown reason',
			'POST',
			'adjust',
			{ outlet, reason: 'BOREDOM', lines: [ line ] },
			400,
			'invalid',
		],
		[
			'damage that adds goods',
			'POST',
			'adjust',
			{ outlet, reason: 'DAMAGE', lines: [ line ] },
			400,
			'wrong_sign',
		],
		[ 'an edit of nothing', 'POST', 'items/TJ-M/edit', {}, 400, 'invalid' ],
		[ 'an empty name', 'POST', 'items/TJ-M/edit', { name: ' ' }, 400, 'invalid' ],
		[ 'a price that is none', 'POST', 'items/TJ-M/edit', { price: 'free' }, 400, 'invalid' ],
		[ 'a restored living item', 'POST', 'items/TJ-M/restore', {}, 409, 'item_not_deleted' ],
		[ 'a fault that does not exist', 'PUT', 'faults', { gremlins: 1 }, 400, 'invalid' ],
		[ 'a switch that does not exist', 'PUT', 'switches', { gremlins: 1 }, 400, 'invalid' ],
	] as const )( '%s', async ( _name, method, path, body, status, code ) => {
		const version = pos.store.feeds.inventory.rows( {} ).at( -1 )?.version;

		const answer = await pos.tillApi( method, path, body );

		expect( answer.status ).toBe( status );
		expect( answer.body.error ).toMatchObject( {
			code,
			message: expect.stringMatching( /\.$/ ),
		} );
		expect( pos.books.all() ).toEqual( [] );
		expect( pos.store.feeds.inventory.rows( {} ).at( -1 )?.version ).toBe( version );
	} );

	test( 'a sale at an outlet whose register is closed', async () => {
		const closed = pos.store.registers().find( ( register ) => ! register.isOpen );

		const { status, body } = await pos.tillApi( 'POST', 'sell', {
			register: closed?.id,
			lines: [ line ],
		} );

		expect( [ status, body.error.code ] ).toEqual( [ 409, 'register_closed' ] );
	} );
} );

describe( 'strangers', () => {
	/** A request as a browser on another page would make it. */
	function ask(
		headers: Record< string, string >,
		method = 'POST',
		path = '/till/sell'
	): Promise< number > {
		return new Promise( ( resolve, reject ) => {
			const sent = request(
				{ host: '127.0.0.1', port: pos.port, method, path, headers },
				( response ) => {
					response.resume();
					resolve( response.statusCode ?? 0 );
				}
			);
			sent.once( 'error', reject );
			sent.end( JSON.stringify( { outlet: 'Queen Street', lines: [ line ] } ) );
		} );
	}
	const json = { 'content-type': 'application/json' };

	test( 'another page’s origin is refused', async () => {
		expect( await ask( { ...json, origin: 'https://example.com' } ) ).toBe( 403 );
		expect( await ask( { ...json, origin: 'null' } ) ).toBe( 403 );
		expect( pos.books.all() ).toEqual( [] );
	} );

	test( 'another host name is refused, for reading too', async () => {
		expect( await ask( { ...json, host: 'till.example.com' } ) ).toBe( 403 );
		expect( await ask( { host: 'till.example.com' }, 'GET', '/till/books' ) ).toBe( 403 );
		expect( pos.books.all() ).toEqual( [] );
	} );

	test( 'a form’s content type is refused', async () => {
		expect( await ask( { 'content-type': 'text/plain' } ) ).toBe( 415 );
		expect( pos.books.all() ).toEqual( [] );
	} );

	test( 'the page itself is not', async () => {
		expect( await ask( { ...json, origin: pos.url } ) ).toBe( 200 );
	} );

	test( 'the page’s files and no others are served', async () => {
		const page = await fetch( pos.tillUrl );
		const html = await page.text();
		const files = [ ...html.matchAll( /(?:src|href)="(\/[^"]+)"/g ) ].map(
			( match ) => match[ 1 ] ?? ''
		);

		expect( page.headers.get( 'content-security-policy' ) ).toContain( "default-src 'self'" );
		expect( files.length ).toBeGreaterThan( 1 );
		for ( const file of files ) {
			expect( ( await fetch( pos.url + file ) ).status ).toBe( 200 );
		}
		for ( const path of [ '/index.ts', '/files.ts', '/../index.ts', '/constructor' ] ) {
			expect( ( await fetch( pos.url + path ) ).status ).toBe( 404 );
		}
	} );
} );
