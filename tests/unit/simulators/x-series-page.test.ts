import type { Browser, Page } from 'playwright-core';
import { axeViolations, describeWithBrowser, startBrowser } from '../../support/browser.ts';
import { startTestXSeries } from '../../support/x-series.ts';
import type { TestXSeries } from '../../support/x-series.ts';

describeWithBrowser( 'the till page', () => {
	let browser: Browser;
	let pos: TestXSeries;
	let page: Page;
	let complaints: string[];

	beforeAll( async () => {
		browser = await startBrowser();
	}, 60_000 );

	afterAll( () => browser.close() );

	beforeEach( async () => {
		pos = await startTestXSeries();
		// axe is put into the page, which its own policy would refuse.
		page = await browser.newPage( {
			bypassCSP: true,
			viewport: { width: 1280, height: 800 },
		} );
		complaints = [];
		page.on( 'pageerror', ( error ) => complaints.push( error.message ) );
		page.on( 'console', ( message ) => {
			if ( message.type() === 'error' ) {
				complaints.push( message.text() );
			}
		} );
		await page.goto( pos.tillUrl );
		await page.waitForSelector( 'body[data-ready]' );
	}, 30_000 );

	afterEach( async () => {
		await page.close();
		await pos.stop();
	} );

	const button = ( name: string | RegExp ) => page.getByRole( 'button', { name, exact: true } );
	const message = ( text: string | RegExp ) =>
		page.locator( '#say', { hasText: text } ).waitFor();
	const tab = ( name: string ) => page.getByRole( 'tab', { name } ).click();

	function level( sku: string ): number {
		const product = pos.store.products().find( ( one ) => one.sku === sku );
		const outlet = pos.store.outlets()[ 0 ];
		return Number( pos.store.level( product?.id ?? '', outlet?.id ?? '' ) ) / 100_000;
	}

	test( 'sells what was put into the basket and shows the new level', async () => {
		const before = level( 'TJ-M' );

		await button( /^Trail Jersey \/ M/ ).click();
		await page.getByLabel( 'Quantity of Trail Jersey / M' ).fill( '2' );
		await button( 'Sell' ).click();
		await message( 'receipt QS1-1041, NZD 178.00' );

		expect( level( 'TJ-M' ) ).toBe( before - 2 );
		await button( /^Trail Jersey \/ M/ )
			.filter( { hasText: `${ before - 2 } here` } )
			.waitFor();
		await page.locator( '#log li', { hasText: 'sold 2 × Trail Jersey / M' } ).waitFor();
		expect( complaints ).toEqual( [] );
	}, 30_000 );

	test( 'sells for cash with exact payments', async () => {
		await button( /^Gravel Tyre 700c \/ 38 mm \/ Tan/ ).click();
		await page.getByLabel( 'Quantity of Gravel Tyre' ).fill( '3' );
		await page.locator( '#payment' ).selectOption( 'Cash' );
		await button( 'Sell' ).click();
		await message( 'NZD 255.00' );

		expect( pos.books.all()[ 0 ]?.payments ).toMatchObject( [ { type: { name: 'Cash' } } ] );
	}, 30_000 );

	test( 'refunds a part of a receipt and exchanges the rest', async () => {
		pos.till.sell( { outlet: 'Queen Street', lines: [ { item: 'TJ-M', quantity: 2 } ] } );

		await button( /^Trail Jersey \/ L/ ).click();
		await button( 'Exchange…' ).click();
		await page.getByLabel( 'How many of Trail Jersey / M come back' ).fill( '1' );
		await button( 'Refund' ).click();
		await message( 'Refunded -89.00' );
		await button( 'Exchange for the basket' ).click();
		await message( 'Exchanged' );

		expect( pos.books.all().map( ( one ) => `${ one.kind } ${ one.origin }` ) ).toEqual( [
			'sale till',
			'return till',
			'return exchange',
			'sale exchange',
		] );
	}, 30_000 );

	test( 'says what is wrong when nothing is in the basket', async () => {
		await button( 'Sell' ).click();
		await message( 'The basket is empty.' );

		expect( pos.books.all() ).toEqual( [] );
	}, 30_000 );

	test( 'moves goods by its four forms', async () => {
		const before = level( 'TJ-M' );
		await tab( 'Stock' );
		const form = ( name: string ) => page.getByRole( 'form', { name } );
		const fill = async ( name: string, label: string, number: string, action: string ) => {
			await form( name ).getByLabel( 'Item' ).fill( 'Trail Jersey / M (TJ-M)' );
			await form( name ).getByLabel( label, { exact: true } ).fill( number );
			await form( name ).getByRole( 'button', { name: action } ).click();
			await message( `${ name } ` );
		};

		await fill( 'Stock order', 'Received', '10', 'Receive the order' );
		expect( level( 'TJ-M' ) ).toBe( before + 10 );
		await fill( 'Stock transfer', 'Moved', '4', 'Send and receive' );
		expect( level( 'TJ-M' ) ).toBe( before + 6 );
		await fill( 'Stock adjustment', 'Change', '-1', 'Adjust' );
		expect( level( 'TJ-M' ) ).toBe( before + 5 );
		await fill( 'Inventory count', 'Counted', '3', 'Complete the count' );
		expect( level( 'TJ-M' ) ).toBe( 3 );
		expect( complaints ).toEqual( [] );
	}, 60_000 );

	test( 'changes a name and a price', async () => {
		await tab( 'Items' );
		const form = page.getByRole( 'form', { name: 'Change an item' } );
		await form.getByLabel( 'Item', { exact: true } ).fill( 'Hand Pump (PUM-H)' );
		await form.getByLabel( 'Name' ).fill( 'Floor Pump' );
		await form.getByLabel( 'Price, tax included' ).fill( '59.50' );
		await form.getByRole( 'button', { name: 'Save' } ).click();
		await message( 'Floor Pump: saved' );

		expect( pos.store.products().find( ( one ) => one.sku === 'PUM-H' ) ).toMatchObject( {
			name: 'Floor Pump',
			priceIncludingTax: 5_950_000n,
		} );
	}, 30_000 );

	test( 'opens an item at the address the vendor would have for it', async () => {
		const pump = pos.store.products().find( ( one ) => one.sku === 'PUM-H' );

		await page.goto( `${ pos.url }/product/${ pump?.id }` );
		await page.waitForSelector( 'body[data-ready]' );

		const form = page.getByRole( 'form', { name: 'Change an item' } );
		expect( await form.getByLabel( 'Name' ).inputValue() ).toBe( 'Hand Pump' );
	}, 30_000 );

	test( 'switches faults on and all off again', async () => {
		await tab( 'Faults' );
		await page.getByLabel( 'Levels appear later, s' ).fill( '30' );
		await page
			.getByRole( 'group', { name: 'Server error' } )
			.getByLabel( 'The next' )
			.fill( '3' );
		await page
			.getByRole( 'form', { name: 'Faults' } )
			.getByRole( 'button', { name: 'Apply' } )
			.click();
		await message( 'The faults are set.' );

		expect( pos.faults.now() ).toMatchObject( {
			inventory_lag_seconds: 30,
			server_error: { next: 3 },
		} );
		await page.locator( '#warning', { hasText: 'Server error' } ).waitFor();

		await button( 'All off' ).click();
		await message( 'All faults are off.' );
		expect( pos.faults.now().server_error.next ).toBe( 0 );
		await page.locator( '#warning' ).waitFor( { state: 'hidden' } );
	}, 30_000 );

	test( 'is worked with the keyboard', async () => {
		await page.getByLabel( 'Search' ).focus();
		await page.keyboard.type( 'brass bell' );
		await button( /^Brass Bell/ ).waitFor();
		await page.keyboard.press( 'Tab' );
		await page.keyboard.press( 'Tab' );
		await page.keyboard.press( 'Enter' );
		await page.getByLabel( 'Quantity of Brass Bell' ).waitFor();
		await page.getByLabel( 'Quantity of Brass Bell' ).press( 'Enter' );
		await message( 'Sold' );

		await page.getByRole( 'tab', { name: 'Sell' } ).focus();
		await page.keyboard.press( 'ArrowRight' );
		await page.getByRole( 'heading', { name: 'Receipts', level: 2 } ).waitFor();
		expect( pos.books.all() ).toHaveLength( 1 );
	}, 30_000 );

	test.each( [ 1280, 320 ] )(
		'has nothing for axe to find and scrolls sideways nowhere, %i px wide',
		async ( width ) => {
			await page.setViewportSize( { width, height: 800 } );
			pos.till.sell( { outlet: 'Queen Street', lines: [ { item: 'TJ-M' } ] } );
			await button( /^Light Set/ ).click();
			for ( const name of [ 'Sell', 'Receipts', 'Stock', 'Items', 'Faults' ] ) {
				await tab( name );
				await page
					.locator( `#tab-${ name.toLowerCase() }[aria-selected="true"]` )
					.waitFor();
				expect( await axeViolations( page ) ).toEqual( [] );
				expect( await page.evaluate( 'document.documentElement.scrollWidth' ) ).toBe(
					width
				);
			}
			expect( complaints ).toEqual( [] );
		},
		60_000
	);
} );
