/**
 * The whole way in a browser: a product is linked in the page, one is sold at the till, the product page shows it.
 * On a real shop where one is possible, and on the stand-in. `TILLSYNC_SCREENSHOTS=<folder>` keeps pictures of what is seen.
 */
import { join } from 'node:path';
import type { CatalogueDetail, CatalogueList, CatalogueRow } from '@tillsync/contract';
import type { Browser, Page } from 'playwright-core';
import { isPageBuilt, startDemo, type Demo } from '../../tools/demo/index.ts';
import { axeViolations, findBrowser, logInByForm, startBrowser } from '../support/browser.ts';
import { poll } from '../support/poll.ts';
import { whyNoShop } from '../support/real-shop.ts';

const START_MS = 180_000;
const STEP_MS = 60_000;
const TABS = [ 'overview', 'products', 'activity', 'settings' ] as const;
const PICTURES = process.env[ 'TILLSYNC_SCREENSHOTS' ];

interface Variant {
	readonly name: string;
	readonly fallback: boolean;
	/** Part of the admin page that is ours. */
	readonly ours: string;
	readonly missing: string | null;
}

const built = ( build: 'admin' | 'standalone' ): string | null =>
	isPageBuilt( build ) ? null : 'the admin page is not built; run npm run build';
const browserMissing =
	findBrowser() === null ? 'no Chromium here; install it or set CHROMIUM_PATH' : null;

const VARIANTS: readonly Variant[] = [
	{
		name: 'stand-in without WordPress',
		fallback: true,
		ours: 'html',
		missing: browserMissing ?? built( 'standalone' ),
	},
	{
		name: 'WordPress with WooCommerce',
		fallback: false,
		ours: '.tillsync',
		missing: browserMissing ?? whyNoShop() ?? built( 'admin' ),
	},
];

function suite( { fallback, ours }: Variant ): void {
	let browser: Browser | undefined;
	let running: Demo | undefined;
	let page: Page;
	const demoOf = (): Demo => {
		if ( ! running ) {
			throw new Error( 'The demo did not start.' );
		}
		return running;
	};
	const complaints: string[] = [];

	beforeAll( async () => {
		const demo = await startDemo( {
			port: 0,
			pollSeconds: 1,
			fallback,
			pageAsBuilt: true,
			say: () => undefined,
		} );
		running = demo;
		browser = await startBrowser();
		page = await browser.newPage( {
			// axe is put into pages whose own policy would refuse it.
			bypassCSP: true,
			viewport: { width: 1440, height: 900 },
		} );
		page.setDefaultTimeout( STEP_MS );
		page.on( 'pageerror', ( error ) => complaints.push( error.message ) );
		const { login, url } = demo.shop;
		if ( login ) {
			await logInByForm( page, url, login.user, login.password );
		}
	}, START_MS );

	afterAll( async () => {
		await browser?.close();
		await running?.stop();
	}, STEP_MS );

	const open = async ( tab: ( typeof TABS )[ number ] ): Promise< void > => {
		const address = new URL( demoOf().shop.adminUrl );
		address.searchParams.set( 'tab', tab );
		await page.goto( address.href );
		await page.locator( '.tillsync-tabs [aria-current="page"]' ).waitFor();
		await page.waitForFunction( () => document.querySelector( '.tillsync-skeleton' ) === null );
	};
	const picture = async ( name: string ): Promise< void > => {
		if ( PICTURES !== undefined ) {
			await page.screenshot( { path: join( PICTURES, `${ name }.png` ) } );
		}
	};
	const levelOf = async ( itemId: string ): Promise< string | null > =>
		( await demoOf().shop.ask< CatalogueDetail >( 'GET', `/catalogue/${ itemId }` ) ).item
			.product?.level ?? null;
	/** A proposal for a product that stands alone, with whole units at the till. */
	const freeItem = async (): Promise< CatalogueRow > => {
		const { items } = await demoOf().shop.ask< CatalogueList >(
			'GET',
			'/catalogue?state=proposed&per_page=100'
		);
		const item = items.find(
			( { variant, pos_level: level } ) =>
				variant === '' && /^[0-9]+$/.test( level ?? '' ) && Number( level ) > 2
		);
		if ( ! item ) {
			throw new Error( 'Nothing is proposed that could be linked and sold.' );
		}
		return item;
	};

	test(
		'a product linked in the page follows the till',
		async () => {
			const item = await freeItem();
			await open( 'products' );
			await page.getByRole( 'searchbox' ).fill( item.sku );
			const row = page.getByRole( 'row' ).filter( { hasText: item.sku } );
			await row.filter( { hasText: 'Proposed' } ).waitFor();
			await row.getByRole( 'button', { name: 'Actions' } ).click();
			await page.getByRole( 'menuitem', { name: 'Accept proposal' } ).click();
			const dialog = page.getByRole( 'dialog' );
			await dialog.getByRole( 'button', { name: 'Link 1 product' } ).click();
			await dialog.getByText( 'The companion picks this up in seconds.' ).waitFor();
			expect( await axeViolations( page, '[role="dialog"]' ) ).toEqual( [] );
			await dialog.getByRole( 'button', { name: 'Close', exact: true } ).last().click();
			await row.filter( { hasText: 'In the shop' } ).waitFor();
			const before = Number( item.pos_level );
			expect( await levelOf( item.id ) ).toBe( String( before ) );

			await page.goto( demoOf().till.tillUrl );
			await page.waitForSelector( 'body[data-ready]' );
			await page.locator( '#search' ).fill( item.name );
			await page
				.locator( '#grid' )
				.getByRole( 'button', { name: item.name } )
				.first()
				.click();
			await page.locator( '#search' ).fill( '' );
			await picture( 'till' );
			await page.getByRole( 'button', { name: 'Sell', exact: true } ).click();
			await page.locator( '#log li', { hasText: `sold 1 × ${ item.name }` } ).waitFor();
			expect( await axeViolations( page ) ).toEqual( [] );

			const { item: linked } = await demoOf().shop.ask< CatalogueDetail >(
				'GET',
				`/catalogue/${ item.id }`
			);
			const text = await poll( `${ before - 1 } in stock on the product page`, async () => {
				await page.goto( linked.product?.view_url ?? '' );
				const stock = await page.locator( '.stock' ).first().textContent();
				return stock?.includes( `${ before - 1 } ` ) === true ? stock : undefined;
			} );
			expect( text ).toMatch( `${ before - 1 } in stock` );
			expect( await levelOf( item.id ) ).toBe( String( before - 1 ) );
		},
		START_MS
	);

	test.each( TABS )(
		'axe finds nothing wrong with %s',
		async ( tab ) => {
			await open( tab );
			expect( await axeViolations( page, ours ) ).toEqual( [] );
			await picture( tab );
		},
		STEP_MS
	);

	test( 'no page threw', () => {
		expect( complaints ).toEqual( [] );
	} );
}

for ( const variant of VARIANTS ) {
	if ( variant.missing === null ) {
		describe( `The whole way, ${ variant.name }`, () => suite( variant ) );
	} else {
		describe.skip( `The whole way, ${ variant.name } (skipped: ${ variant.missing })`, () =>
			suite( variant ) );
	}
}
