import { describeDocument } from '../../../simulators/pos/x-series/books/books.ts';
import { formatDecimal } from '../../../simulators/pos/x-series/decimal.ts';
import { startTestXSeries } from '../../support/x-series.ts';
import type { TestXSeries } from '../../support/x-series.ts';

let pos: TestXSeries;

beforeEach( async () => {
	pos = await startTestXSeries();
} );

afterEach( () => pos.stop() );

function id( sku: string ): string {
	const product = pos.store.products().find( ( one ) => one.sku === sku );
	if ( ! product ) {
		throw new Error( `No item ${ sku }.` );
	}
	return product.id;
}

function outletId( name: string ): string {
	return pos.store.outlets().find( ( outlet ) => outlet.name === name )?.id ?? '';
}

function level( sku: string, outlet = 'Queen Street' ): string {
	const value = pos.store.level( id( sku ), outletId( outlet ) );
	return value === null ? 'none' : formatDecimal( value );
}

function setLevel( sku: string, value: bigint, outlet = 'Queen Street' ): void {
	pos.store.setLevel( id( sku ), outletId( outlet ), value * 100_000n );
}

/** Ids of the feed's rows since a version. */
function since( feed: 'products' | 'inventory', version: number ): string[] {
	return feed === 'products'
		? pos.store.feeds.products.rows( { after: version } ).map( ( row ) => row.value.sku )
		: pos.store.feeds.inventory
				.rows( { after: version } )
				.map( ( row ) => pos.store.product( row.value.productId )?.sku ?? '' );
}

function newest( feed: 'products' | 'inventory' ): number {
	return pos.store.feeds[ feed ].rows( {} ).at( -1 )?.version ?? 0;
}

const sell = ( ...lines: object[] ) => pos.till.sell( { outlet: 'Queen Street', lines } );

describe( 'selling', () => {
	test( 'lowers the level and moves only the rows of the lines', () => {
		setLevel( 'TJ-M', 7n );
		const before = newest( 'inventory' );

		sell( { item: 'TJ-M', quantity: 2 } );

		expect( level( 'TJ-M' ) ).toBe( '5' );
		expect( since( 'inventory', before ) ).toEqual( [ 'TJ-M' ] );
	} );

	test( 'goes below zero and takes fractions', () => {
		setLevel( 'TJ-M', 0n );

		sell( { item: 'TJ-M' }, { item: 'COR-M', quantity: '2.75' } );

		expect( level( 'TJ-M' ) ).toBe( '-1' );
		expect( level( 'COR-M' ) ).toBe( '109.75' );
	} );

	test( 'of an untracked item moves no level and is booked', () => {
		const before = newest( 'inventory' );

		const sale = sell( { item: 'SRV-FIT' } );

		expect( since( 'inventory', before ) ).toEqual( [] );
		expect( pos.books.byReference( sale.reference )?.lines[ 0 ]?.sku ).toBe( 'SRV-FIT' );
	} );

	test( 'of a composite lowers its parts and shows its own new level', () => {
		setLevel( 'TUB-700', 10n );
		setLevel( 'LEV-2', 4n );
		setLevel( 'PAT-6', 9n );
		expect( level( 'KIT-PUN' ) ).toBe( '4' );
		const before = newest( 'inventory' );

		sell( { item: 'KIT-PUN', quantity: 2 } );

		expect( [ 'TUB-700', 'LEV-2', 'PAT-6', 'KIT-PUN' ].map( ( sku ) => level( sku ) ) ).toEqual(
			[ '6', '2', '7', '2' ]
		);
		expect( new Set( since( 'inventory', before ) ) ).toEqual(
			new Set( [ 'TUB-700', 'LEV-2', 'PAT-6', 'KIT-PUN' ] )
		);
	} );

	test( 'of a part shows the level of the composite anew', () => {
		setLevel( 'TUB-700', 4n );
		setLevel( 'LEV-2', 9n );
		setLevel( 'PAT-6', 9n );

		sell( { item: 'TUB-700' } );

		const row = pos.store.feeds.inventory
			.rows( {} )
			.find(
				( one ) =>
					one.value.productId === id( 'KIT-PUN' ) &&
					one.value.outletId === outletId( 'Queen Street' )
			);
		expect( row && formatDecimal( row.value.level ) ).toBe( '1' );
	} );

	test( 'books the document with its arithmetic', () => {
		const sale = pos.till.sell( {
			outlet: 'Harbour',
			lines: [
				{ item: 'GRV-38-TAN', quantity: 2 },
				{ item: 'MAP-KT', quantity: 1 },
			],
			customer: 'mei.tanaka@example.com',
			note: 'gift',
			payments: [
				{ type: 'Cash', amount: '100' },
				{ type: 'Card', amount: '94.99' },
			],
		} );

		expect( describeDocument( sale ) ).toMatchObject( {
			reference: 'HB1-1041',
			kind: 'sale',
			origin: 'till',
			outlet: { name: 'Harbour' },
			register: { name: 'Counter' },
			customer: { name: 'Mei Tanaka' },
			note: 'gift',
			totals: { including_tax: '194.99', tax: '22.17', excluding_tax: '172.82' },
			lines: [
				{
					sku: 'GRV-38-TAN',
					quantity: '2',
					unit_price_including_tax: '84.99995',
					total_including_tax: '169.9999',
				},
				{ sku: 'MAP-KT', tax: '0', tax_rule: { name: 'No Tax' } },
			],
			payments: [ { amount: '100.00' }, { amount: '94.99' } ],
		} );
	} );

	test( 'tells of each line', () => {
		setLevel( 'TJ-M', 7n );

		const sale = sell( { item: 'TJ-M' }, { item: 'SRV-LAB', quantity: '0.5' } );

		expect( pos.journal.after( 0 ) ).toMatchObject( [
			{
				kind: 'sale',
				text: 'sold 1 × Trail Jersey / M at Queen Street',
				quantity: '-1',
				level_before: '7',
				level_after: '6',
				outlet: { name: 'Queen Street' },
				reference: sale.reference,
				at: '2026-06-01T09:00:00.000Z',
			},
			{ text: 'sold 0.5 × Workshop Labour, hour at Queen Street', level_after: '' },
		] );
	} );

	test( 'makes a new version of the product only where the switch says so', () => {
		const before = newest( 'products' );
		sell( { item: 'TJ-M' } );
		expect( since( 'products', before ) ).toEqual( [] );

		pos.switches.set( { sale_bumps_product: true } );
		sell( { item: 'TJ-M' } );

		expect( since( 'products', before ) ).toEqual( [ 'TJ-M' ] );
	} );
} );

describe( 'refunds and exchanges', () => {
	test( 'a full refund brings everything back and sums up to nothing', () => {
		setLevel( 'TJ-M', 7n );
		const sale = sell( { item: 'TJ-M', quantity: 3 }, { item: 'KIT-PUN' } );
		const tubes = level( 'TUB-700' );

		const back = pos.till.refund( { sale: sale.reference } );

		expect( level( 'TJ-M' ) ).toBe( '7' );
		expect( Number( level( 'TUB-700' ) ) - Number( tubes ) ).toBe( 2 );
		expect( back ).toMatchObject( { kind: 'return', returnOf: sale.reference } );
		expect( back.totals.including + sale.totals.including ).toBe( 0n );
		expect( back.payments[ 0 ]?.amount ).toBe( -sale.totals.including );
	} );

	test( 'parts that were rounded one by one add up to what was paid', () => {
		const sale = sell( { item: 'GRV-38-TAN', quantity: 3, unit_price: '84.99655' } );

		for ( let unit = 0; unit < 3; unit++ ) {
			pos.till.refund( {
				sale: sale.reference,
				lines: [ { item: 'GRV-38-TAN', quantity: 1 } ],
			} );
		}

		const documents = pos.books.all();
		expect( documents ).toHaveLength( 4 );
		for ( const key of [ 'including', 'excluding', 'tax' ] as const ) {
			expect( documents.reduce( ( sum, one ) => sum + one.totals[ key ], 0n ) ).toBe( 0n );
		}
		expect( () => pos.till.refund( { sale: sale.reference } ) ).toThrow( 'came back already' );
	} );

	test( 'more than was sold cannot come back, and nothing changes', () => {
		const sale = sell( { item: 'TJ-M', quantity: 2 } );
		pos.till.refund( { sale: sale.reference, lines: [ { item: 'TJ-M', quantity: 1 } ] } );
		const before = level( 'TJ-M' );

		expect( () =>
			pos.till.refund( { sale: sale.reference, lines: [ { item: 'TJ-M', quantity: 2 } ] } )
		).toThrow( 'only 1 can come back' );

		expect( level( 'TJ-M' ) ).toBe( before );
		expect( pos.books.all() ).toHaveLength( 2 );
	} );

	test( 'an exchange is a return and a sale', () => {
		setLevel( 'TJ-M', 5n );
		setLevel( 'TJ-L', 5n );
		const sale = sell( { item: 'TJ-M' } );

		const { returned, sold } = pos.till.exchange( {
			sale: sale.reference,
			returned: [ { item: 'TJ-M' } ],
			sold: [ { item: 'TJ-L' } ],
		} );

		expect( [ level( 'TJ-M' ), level( 'TJ-L' ) ] ).toEqual( [ '5', '4' ] );
		expect( [ returned.origin, sold.origin ] ).toEqual( [ 'exchange', 'exchange' ] );
		expect( returned.totals.including + sold.totals.including ).toBe( 0n );
	} );

	test( 'a refused exchange changes nothing', () => {
		const sale = sell( { item: 'TJ-M' } );
		const before = level( 'TJ-M' );

		expect( () =>
			pos.till.exchange( {
				sale: sale.reference,
				returned: [ { item: 'TJ-M' } ],
				sold: [ { item: 'NOPE' } ],
			} )
		).toThrow( 'No item' );

		expect( level( 'TJ-M' ) ).toBe( before );
		expect( pos.books.all() ).toHaveLength( 1 );
	} );

	test( 'a closed service order sells parts and labour', () => {
		setLevel( 'CHN-11', 3n );

		const document = pos.till.closeServiceOrder( {
			outlet: 'Queen Street',
			lines: [ { item: 'CHN-11' }, { item: 'SRV-LAB', quantity: '1.5' } ],
		} );

		expect( level( 'CHN-11' ) ).toBe( '2' );
		expect( document ).toMatchObject( { kind: 'sale', origin: 'service_order' } );
		expect( pos.journal.after( 0 )[ 0 ]?.kind ).toBe( 'service_order' );
	} );
} );

describe( 'moving goods', () => {
	test( 'a count sets the level and is a new version though the level stays', () => {
		setLevel( 'TJ-M', 7n );
		const before = newest( 'inventory' );

		pos.till.count( {
			outlet: 'Queen Street',
			lines: [
				{ item: 'TJ-M', counted: '7' },
				{ item: 'COR-M', counted: '12.5' },
			],
		} );

		expect( level( 'COR-M' ) ).toBe( '12.5' );
		expect( since( 'inventory', before ) ).toEqual( [ 'TJ-M', 'COR-M' ] );
	} );

	test( 'a count without a filter zeroes what was not counted, at that outlet alone', () => {
		const stockroom = level( 'TJ-S', 'Stockroom' );

		pos.till.count( {
			outlet: 'Queen Street',
			lines: [ { item: 'TJ-M', counted: 3 } ],
			zero_uncounted: true,
		} );

		expect( level( 'TJ-M' ) ).toBe( '3' );
		expect( level( 'TJ-S' ) ).toBe( '0' );
		expect( level( 'BEL-BR' ) ).toBe( '0' );
		expect( level( 'TJ-S', 'Stockroom' ) ).toBe( stockroom );
	} );

	test( 'orders add, transfers move, adjustments do as told', () => {
		setLevel( 'TJ-M', 5n );
		setLevel( 'TJ-M', 1n, 'Harbour' );

		pos.till.receiveStockOrder( {
			outlet: 'Queen Street',
			lines: [ { item: 'TJ-M', quantity: 10 } ],
		} );
		pos.till.transfer( {
			from: 'Queen Street',
			to: 'Harbour',
			lines: [ { item: 'TJ-M', quantity: 4 } ],
		} );
		pos.till.adjust( {
			outlet: 'Harbour',
			reason: 'DAMAGE',
			lines: [ { item: 'TJ-M', quantity: -2 } ],
		} );

		expect( [ level( 'TJ-M' ), level( 'TJ-M', 'Harbour' ) ] ).toEqual( [ '11', '3' ] );
		expect( pos.journal.after( 0 ).map( ( event ) => event.kind ) ).toEqual( [
			'stock_order',
			'transfer_out',
			'transfer_in',
			'adjustment',
		] );
	} );
} );

describe( 'changing items', () => {
	test( 'a new name makes a new version of every variant', () => {
		const before = newest( 'products' );

		pos.till.edit( id( 'TJ-M' ), { name: 'Track Jersey' } );

		expect( since( 'products', before ) ).toEqual( [ 'TJ-S', 'TJ-M', 'TJ-L', 'TJ-XL' ] );
		expect( pos.store.product( id( 'TJ-XL' ) )?.name ).toBe( 'Track Jersey' );
	} );

	test( 'a new price is of the one variant, with and without tax', () => {
		const before = newest( 'products' );

		pos.till.edit( 'TJ-M', { price: '92.00' } );

		expect( since( 'products', before ) ).toEqual( [ 'TJ-M' ] );
		const product = pos.store.product( id( 'TJ-M' ) );
		expect( product && formatDecimal( product.priceIncludingTax ) ).toBe( '92' );
		expect( product && formatDecimal( product.priceExcludingTax ) ).toBe( '80' );
	} );

	test( 'off, on, deleted and restored are new versions each', () => {
		const item = id( 'TJ-M' );
		const steps = [
			() => pos.till.deactivate( item ),
			() => pos.till.activate( item ),
			() => pos.till.remove( item, {} ),
			() => pos.till.restore( item ),
		];
		for ( const step of steps ) {
			const before = newest( 'products' );
			step();
			expect( since( 'products', before ) ).toEqual( [ 'TJ-M' ] );
		}
		expect( pos.store.product( item ) ).toMatchObject( { active: true, deletedAt: null } );
	} );

	test( 'a deleted family is gone with all variants and is not sold', () => {
		pos.till.remove( id( 'TJ-M' ), { family: true } );

		expect( pos.store.family( id( 'TJ-S' ) ).every( ( one ) => one.deletedAt !== null ) ).toBe(
			true
		);
		expect( () => sell( { item: 'TJ-L' } ) ).toThrow( 'is deleted' );
	} );
} );
