/**
 * WooCommerce's list of products with linked ones in it, in a browser. `TILLSYNC_SCREENSHOTS=<folder>` keeps pictures of what is seen.
 */
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { isPageBuilt } from '../../tools/demo/index.ts';
import { axeViolations, findBrowser, logInByForm, startBrowser } from '../support/browser.ts';
import { describeWithShop, whyNoShop } from '../support/real-shop.ts';

const START_MS = 180_000;
const TEST_MS = 120_000;
const STEP_MS = 60_000;
const PICTURES = process.env[ 'TILLSYNC_SCREENSHOTS' ];
const LIST = '/wp-admin/edit.php?post_type=product';
/** The linked products are the first in the shop. */
const OLDEST_FIRST = '&orderby=date&order=asc';

const skipBecause =
	whyNoShop() ??
	( findBrowser() === null
		? 'no Chromium here; install it or set CHROMIUM_PATH'
		: isPageBuilt( 'admin' )
			? undefined
			: 'the page is not built; run npm run build' );

/** Product ids by what they are to the tests. */
interface Ids {
	readonly linked: number;
	readonly waiting: number;
	readonly troubled: number;
	readonly parent: number;
	readonly free: number;
}

const SEED = `
	$services = TillSync\\Plugin::services();
	$services->options()->save_pos( array(
		'vendor' => 'x-series', 'vendor_label' => 'Lightspeed Retail (X-Series)', 'retailer' => 'Kiosk',
		'item_url' => 'https://kiosk.retail.lightspeed.app/product/{id}',
	) );
	$of   = static fn ( int $n ): int => (int) wc_get_product_id_by_sku( sprintf( 'SHOP-%04d', $n ) );
	$link = static function ( int $id, string $item ) use ( $services ): void {
		$services->database()->execute( 'INSERT INTO {items} (id, version, name, changed_at) VALUES (%s, 1, %s, UTC_TIMESTAMP())', $item, $item );
		$services->links()->link( array( array( 'item_id' => $item, 'product_id' => $id, 'parent_id' => wp_get_post_parent_id( $id ) ) ) );
	};
	$link( $of( 1 ), 'one' );
	$link( $of( 2 ), 'two' );
	$link( $of( 3 ), 'three' );
	$link( $of( 5 ), 'five' );
	$link( $of( 6 ), 'six' );
	$services->links()->note_checked( array( 'one' => null, 'three' => 'level_unknown', 'five' => null, 'six' => null ) );
	update_user_meta( get_user_by( 'login', 'manager' )->ID, 'edit_product_per_page', 100 );
	echo wp_json_encode( array(
		'linked' => $of( 1 ), 'waiting' => $of( 2 ), 'troubled' => $of( 3 ), 'parent' => wp_get_post_parent_id( $of( 5 ) ), 'free' => $of( 4 ),
	) );
`;

describeWithShop(
	'The list of products',
	( { shop } ) => {
		let browser: Browser | undefined;
		let page: Page;
		let ids: Ids;
		const complaints: string[] = [];

		const row = ( id: number ): Locator => page.locator( `#post-${ id }` );
		const cell = ( id: number ): Locator => row( id ).locator( '.column-tillsync' );
		const open = async ( query = '' ): Promise< void > => {
			await page.goto( `${ shop().url }${ LIST }${ query }` );
		};
		const picture = async ( name: string ): Promise< void > => {
			if ( PICTURES !== undefined ) {
				await page.screenshot( { path: join( PICTURES, `${ name }.png` ) } );
			}
		};
		/** A product's name, weight, price and level as they are stored. */
		const stored = async ( id: number ): Promise< Record< string, string > > =>
			JSON.parse(
				await shop().php( `
					$product = wc_get_product( ${ id } );
					echo wp_json_encode( array( 'name' => $product->get_name(), 'weight' => $product->get_weight(), 'price' => $product->get_regular_price(),
						'stock' => (string) $product->get_stock_quantity(), 'status' => $product->get_status() ) );
				` )
			) as Record< string, string >;
		const quickEdit = async ( id: number ): Promise< Locator > => {
			await row( id ).hover();
			await row( id ).locator( 'button.editinline' ).click();
			const edit = page.locator( `#edit-${ id }` );
			await edit.waitFor();
			return edit;
		};
		/** Names of the enabled controls of a row that a person can see. */
		const usable = ( edit: Locator ): Promise< string[] > =>
			edit
				.locator(
					'input:visible:enabled, select:visible:enabled, textarea:visible:enabled'
				)
				.evaluateAll( ( controls ) => [
					...new Set(
						controls.map( ( control ) => control.getAttribute( 'name' ) ?? '' )
					),
				] );
		const chooseBulk = async ( action: string, chosen: readonly number[] ): Promise< void > => {
			for ( const id of chosen ) {
				await row( id ).locator( 'input[name="post[]"]' ).check();
			}
			await page.locator( '#bulk-action-selector-top' ).selectOption( action );
			await page.locator( '#doaction' ).click();
		};

		beforeAll( async () => {
			browser = await startBrowser();
			page = await browser.newPage( {
				bypassCSP: true,
				viewport: { width: 1360, height: 850 },
			} );
			page.setDefaultTimeout( STEP_MS );
			page.on( 'pageerror', ( error ) => complaints.push( error.message ) );
			await logInByForm( page, shop().url, shop().managerUser, shop().managerPassword );
		}, START_MS );

		afterAll( () => browser?.close(), STEP_MS );

		test(
			'a shop in which nothing is linked has the list it always had',
			async () => {
				await open();
				await page.locator( '#the-list tr' ).first().waitFor();
				expect( await page.locator( '#wpbody-content' ).innerHTML() ).not.toMatch(
					/tillsync|point of sale/i
				);
				expect( await page.locator( 'script[src*="product-list"]' ).count() ).toBe( 0 );
			},
			TEST_MS
		);

		describe( 'with linked products', () => {
			let bare: readonly string[];

			beforeAll( async () => {
				await open();
				bare = await axeViolations( page, '#wpbody-content' );
				ids = JSON.parse( await shop().php( SEED ) ) as Ids;
			}, START_MS );

			test(
				'says in each row how it stands',
				async () => {
					await open( OLDEST_FIRST );
					expect( await cell( ids.linked ).innerText() ).toBe( 'Linked' );
					expect( await cell( ids.waiting ).innerText() ).toBe(
						'Waiting for the first level'
					);
					expect( await cell( ids.troubled ).innerText() ).toMatch(
						/^Needs attention\s+The till does not say how many there are\./
					);
					expect( await cell( ids.parent ).innerText() ).toBe(
						'2 of 6 variations linked'
					);
					expect( await cell( ids.free ).innerText() ).toMatch( /^–\s*Not linked$/ );
					await row( ids.linked ).hover();
					await picture( 'lock-product-list' );
				},
				TEST_MS
			);

			test(
				'has no more to be found by axe than the bare list',
				async () => {
					await open();
					const rule = ( violation: string ): string => violation.split( ':' )[ 0 ] ?? '';
					const found = await axeViolations( page, '#wpbody-content' );
					const known = new Set( bare.map( rule ) );
					expect(
						found.filter( ( violation ) => ! known.has( rule( violation ) ) )
					).toEqual( [] );
					expect( found.join( '\n' ) ).not.toContain( 'tillsync' );
				},
				TEST_MS
			);

			test.each( [
				[ 'managed', [ 'linked', 'waiting', 'troubled', 'parent' ] ],
				[ 'attention', [ 'troubled' ] ],
			] as const )(
				'the filter "%s" lists and counts what it says',
				async ( value, expected ) => {
					await open();
					await page.locator( '#filter-by-tillsync' ).selectOption( value );
					await page.locator( '#post-query-submit' ).click();
					await page.waitForURL( /[?&]tillsync=/ );
					const listed = await page
						.locator( '#the-list tr[id^="post-"]' )
						.evaluateAll( ( rows ) =>
							rows.map( ( { id } ) => Number( id.slice( 5 ) ) )
						);
					expect( listed.sort() ).toEqual(
						expected.map( ( name ) => ids[ name ] ).sort()
					);
					expect( await page.locator( '.displaying-num' ).first().innerText() ).toMatch(
						new RegExp( `^${ expected.length } item` )
					);
					expect( await page.locator( '#filter-by-tillsync' ).inputValue() ).toBe(
						value
					);
				},
				TEST_MS
			);

			test(
				'a linked row has the ways to the till and to its link, and none to the trash',
				async () => {
					await open();
					const actions = row( ids.linked ).locator( '.row-actions' );
					expect( await actions.locator( '.trash' ).count() ).toBe( 0 );
					const there = actions.locator( '.tillsync_open a' );
					expect( await there.textContent() ).toBe( 'Open in Lightspeed Retail' );
					expect( await there.getAttribute( 'href' ) ).toBe(
						'https://kiosk.retail.lightspeed.app/product/one'
					);
					expect(
						await row( ids.parent ).locator( '.tillsync_open a' ).getAttribute( 'href' )
					).toBe( 'https://kiosk.retail.lightspeed.app/product/five' );
					expect( await row( ids.linked ).locator( '.column-featured a' ).count() ).toBe(
						0
					);
					expect( await row( ids.free ).locator( '.column-featured a' ).count() ).toBe(
						1
					);
					expect( await row( ids.free ).locator( '.row-actions .trash' ).count() ).toBe(
						1
					);
					expect( await row( ids.free ).locator( '.tillsync_unlink' ).count() ).toBe( 0 );
				},
				TEST_MS
			);

			test(
				'quick edit of a linked product leaves weight and categories, and saves them',
				async () => {
					await open( OLDEST_FIRST );
					const was = await stored( ids.linked );
					const edit = await quickEdit( ids.linked );
					const note = edit.locator( '#tillsync-quick-edit-note' );
					await note.waitFor();
					expect( await note.innerText() ).toBe(
						'Managed by Lightspeed Retail. Weight and categories are edited here, everything else in Lightspeed Retail.'
					);
					expect( await note.evaluate( ( it ) => it === document.activeElement ) ).toBe(
						true
					);
					expect( await usable( edit ) ).toEqual( [
						'tax_input[product_cat][]',
						'_weight',
					] );
					expect(
						await edit.locator( '[name="_sku"]' ).getAttribute( 'aria-describedby' )
					).toBe( 'tillsync-quick-edit-note' );
					await picture( 'lock-quick-edit' );

					await edit.locator( '[name="_weight"]' ).fill( '1.25' );
					await edit.locator( 'button.save' ).click();
					await edit.waitFor( { state: 'detached' } );
					expect( await stored( ids.linked ) ).toEqual( { ...was, weight: '1.25' } );
					expect( await cell( ids.linked ).innerText() ).toBe( 'Linked' );
				},
				TEST_MS
			);

			test(
				'quick edit of a product that is not linked, right after, has all its controls',
				async () => {
					await open();
					const linked = await quickEdit( ids.linked );
					await linked.locator( '#tillsync-quick-edit-note' ).waitFor();
					await linked.locator( 'button.cancel' ).click();
					const edit = await quickEdit( ids.free );
					expect( await edit.locator( ':disabled' ).count() ).toBe( 0 );
					expect( await edit.locator( '#tillsync-quick-edit-note' ).count() ).toBe( 0 );
					await edit.locator( '[name="post_title"]' ).fill( 'Renamed in quick edit' );
					await edit.locator( 'button.save' ).click();
					await edit.waitFor( { state: 'detached' } );
					expect( ( await stored( ids.free ) )[ 'name' ] ).toBe(
						'Renamed in quick edit'
					);
				},
				TEST_MS
			);

			test(
				'bulk edit says how many of the selected products are linked',
				async () => {
					await open();
					await chooseBulk( 'edit', [ ids.linked, ids.parent, ids.free ] );
					const line = page.locator( '#bulk-edit .tillsync-bulk-edit' );
					await line.waitFor();
					expect( await line.innerText() ).toBe(
						'Selected and managed by Lightspeed Retail: 2 of 3. Of these only weight and categories will be changed.'
					);
					await page.locator( `#bulk-titles button[id="_${ ids.parent }"]` ).click();
					expect( await line.innerText() ).toMatch( /: 1 of 2\./ );
					await page.locator( `#bulk-titles button[id="_${ ids.linked }"]` ).click();
					expect( await line.isHidden() ).toBe( true );
				},
				TEST_MS
			);

			test(
				'bulk trash of a mixed selection takes what is not linked',
				async () => {
					await open();
					await chooseBulk( 'trash', [ ids.linked, ids.free ] );
					await row( ids.free ).waitFor( { state: 'detached' } );
					expect( ( await stored( ids.linked ) )[ 'status' ] ).toBe( 'publish' );
					expect( ( await stored( ids.free ) )[ 'status' ] ).toBe( 'trash' );
				},
				TEST_MS
			);

			test(
				'"Unlink" leads to the question, and from there to a product like any other',
				async () => {
					await open();
					await row( ids.parent ).hover();
					await row( ids.parent ).locator( '.tillsync_unlink a' ).click();
					const confirm = page.getByRole( 'button', { name: 'Unlink 2 products' } );
					await confirm.waitFor();
					await picture( 'lock-unlink' );
					await confirm.click();
					await page.getByText( '2 products unlinked.' ).first().waitFor();
					await open();
					expect( await cell( ids.parent ).innerText() ).toMatch( /Not linked/ );
					expect( await row( ids.parent ).locator( '.row-actions .trash' ).count() ).toBe(
						1
					);
				},
				TEST_MS
			);

			test( 'no script complains, and nothing is written to the log', () => {
				expect( complaints ).toEqual( [] );
				expect( shop().debugLog() ).toBe( '' );
			} );
		} );
	},
	{ modes: [ 'on' ], skipBecause }
);
