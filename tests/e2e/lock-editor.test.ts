/**
 * WooCommerce's editor on linked products, in a browser. `TILLSYNC_SCREENSHOTS=<folder>` keeps pictures of what is seen.
 */
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { axeViolations, findBrowser, logInByForm, startBrowser } from '../support/browser.ts';
import { hasOwnGround } from '../support/check-box.ts';
import { EDITOR_SEED, EDITOR_STATE, type EditorIds } from '../support/editor-products.ts';
import { describeWithShop, whyNoShop } from '../support/real-shop.ts';
import { logIn } from '../support/shop-session.ts';

const START_MS = 120_000;
const STEP_MS = 60_000;
const PICTURES = process.env[ 'TILLSYNC_SCREENSHOTS' ];
const PLUGIN = 'tillsync/tillsync.php';

const skipBecause =
	whyNoShop() ??
	( findBrowser() === null ? 'no Chromium here; install it or set CHROMIUM_PATH' : undefined );

describeWithShop(
	'The editor of a linked product',
	( { shop } ) => {
		let browser: Browser | undefined;
		let page: Page;
		let ids: EditorIds;
		const complaints: string[] = [];

		const open = async ( id: number, where: Page = page ): Promise< void > => {
			await where.goto( `${ shop().url }/wp-admin/post.php?post=${ id }&action=edit` );
			await where.locator( '#woocommerce-product-data' ).waitFor();
		};
		const logInto = ( where: Page ): Promise< void > =>
			logInByForm( where, shop().url, shop().managerUser, shop().managerPassword );
		const picture = async ( name: string ): Promise< void > => {
			if ( PICTURES !== undefined ) {
				await page.screenshot( { path: join( PICTURES, `${ name }.png` ) } );
			}
		};
		const state = ( id: number ): Promise< string > =>
			shop().php( `${ EDITOR_STATE } echo wp_json_encode( $state( ${ id } ) );` );
		/** Names of controls of the product that can be changed, whether they are seen now or not. */
		const editable = ( where: Page = page, within = '#poststuff' ): Promise< string[] > =>
			where
				.locator(
					`${ within } :is( input:not( [type=hidden] ), select, textarea )[name]:enabled:not( [readonly] )`
				)
				.evaluateAll( ( controls ) => [
					...new Set(
						controls
							.filter( ( control ) => control.closest( '#postcustom' ) === null )
							.map( ( control ) => control.getAttribute( 'name' ) ?? '' )
					),
				] );
		const WITHOUT_LOCK = [
			'save',
			'tax_input[product_cat][]',
			'newproduct_cat',
			'newproduct_cat_parent',
			'_weight',
			'menu_order',
		];
		const tab = ( name: string ): Locator => page.locator( `li.${ name }_tab a` );
		const loadVariations = async (): Promise< void > => {
			await open( ids.parent );
			await tab( 'variations' ).click();
			await page.locator( '.woocommerce_variation' ).first().waitFor();
		};
		const variation = ( id: number ): Locator =>
			page.locator( '.woocommerce_variation', {
				has: page.locator( `input.variable_post_id[value="${ id }"]` ),
			} );

		beforeAll( async () => {
			ids = JSON.parse( await shop().php( EDITOR_SEED ) ) as EditorIds;
			browser = await startBrowser();
			page = await browser.newPage( {
				bypassCSP: true,
				viewport: { width: 1280, height: 1100 },
			} );
			page.setDefaultTimeout( STEP_MS );
			page.on( 'pageerror', ( error ) => complaints.push( error.message ) );
			await logInto( page );
		}, START_MS );

		afterAll( () => browser?.close(), STEP_MS );

		test(
			'of a product that is not linked nothing is touched, byte by byte',
			async () => {
				const session = await logIn( shop(), shop().managerUser, shop().managerPassword );
				const form = async (): Promise< string > => {
					const { body } = await session.get(
						`/wp-admin/post.php?post=${ ids.free }&action=edit`
					);
					const html = /<form name="post"[^]*?<\/form>/.exec( body )?.[ 0 ] ?? '';
					expect( html.length ).toBeGreaterThan( 50_000 );
					return html
						.replaceAll( /(name="[^"]*nonce[^"]*" value=")[0-9a-f]{10}/g, '$1' )
						.replaceAll( /_wpnonce=[0-9a-f]{10}/g, '' )
						.replaceAll(
							/(id="(?:cur|hidden)_[^"]*" name="[^"]*" value=")[^"]*/g,
							'$1'
						)
						.replaceAll( /(id="active_post_lock" value=")[^"]*/g, '$1' );
				};
				const active = JSON.stringify( [ 'woocommerce/woocommerce.php' ] );
				const withUs = await form();
				const plugins = await shop().php(
					"echo wp_json_encode( array_values( get_option( 'active_plugins' ) ) );"
				);
				expect( plugins ).toContain( PLUGIN.split( '/' )[ 0 ] );
				await shop().php(
					`update_option( 'active_plugins', json_decode( '${ active }', true ) );`
				);
				try {
					expect( await form() ).toBe( withUs );
				} finally {
					await shop().php(
						`update_option( 'active_plugins', json_decode( '${ plugins }', true ) );`
					);
				}
			},
			STEP_MS
		);

		test(
			'the note says who keeps what, and the keyboard reaches its links',
			async () => {
				await open( ids.linked );
				expect( await page.locator( '#tillsync-managed' ).textContent() ).toBe(
					'Managed by Lightspeed Retail. Weight and categories are edited here, everything else in Lightspeed Retail.'
				);
				const links = page.locator( '.tillsync-note a' );
				expect( await links.allTextContents() ).toEqual( [
					'Open in Lightspeed Retail',
					'Unlink',
				] );
				expect( await links.first().getAttribute( 'href' ) ).toBe(
					'https://kiosk.retail.lightspeed.app/product/one'
				);
				const reached: string[] = [];
				for ( let presses = 0; presses < 120 && reached.length < 2; presses++ ) {
					await page.keyboard.press( 'Tab' );
					const text = await page.evaluate( () =>
						document.activeElement?.closest( '.tillsync-note' )
							? document.activeElement.textContent
							: null
					);
					if ( text !== null ) {
						reached.push( text );
					}
				}
				expect( reached ).toEqual( [ 'Open in Lightspeed Retail', 'Unlink' ] );
				await page.locator( '#wpbody-content h1' ).click();
				await picture( 'lock-editor' );
			},
			STEP_MS
		);

		test(
			'what is not the shop’s is disabled and described, with and without JavaScript',
			async () => {
				await open( ids.linked );
				expect( await editable() ).toEqual( WITHOUT_LOCK );

				const plain = await browser?.newContext( { javaScriptEnabled: false } );
				const still = await plain?.newPage();
				if ( still === undefined ) {
					throw new Error( 'The browser is gone.' );
				}
				await logInto( still );
				await open( ids.linked, still );
				expect( await editable( still ) ).toEqual( WITHOUT_LOCK );
				const locked = still.locator( '#poststuff .tillsync-locked' );
				expect( await locked.count() ).toBeGreaterThan( 60 );
				expect(
					await locked.evaluateAll( ( controls ) =>
						controls
							.filter(
								( control ) =>
									! ( control.getAttribute( 'aria-describedby' ) ?? '' )
										.split( ' ' )
										.includes( 'tillsync-managed' )
							)
							.map( ( control ) => control.outerHTML )
					)
				).toEqual( [] );
				expect( await still.locator( '#title' ).getAttribute( 'readonly' ) ).toBe( '' );
				expect( await still.locator( '#content' ).inputValue() ).toBe(
					'<p>A jersey for long days.</p>'
				);
				expect( await still.locator( '#excerpt' ).inputValue() ).toBe(
					'Merino & nylon, 100 % warm.'
				);
				await plain?.close();
			},
			STEP_MS
		);

		test(
			'no click makes a locked control editable',
			async () => {
				await open( ids.linked );
				for ( const name of [
					'general',
					'inventory',
					'shipping',
					'linked_product',
					'attribute',
					'advanced',
				] ) {
					await tab( name ).click();
					const panel = page.locator( '.panel:visible' );
					for ( const control of await panel
						.locator( 'a[href="#"]:visible, label:visible, .select2-selection:visible' )
						.all() ) {
						await control.click( { force: true } );
					}
				}
				for ( const control of await page
					.locator(
						'#submitdiv a[href^="#"]:visible, #edit-slug-box #sample-permalink strong'
					)
					.all() ) {
					await control.click();
				}
				expect( await page.locator( '.select2-container--open' ).count() ).toBe( 0 );
				for ( const gone of [
					'#set-post-thumbnail',
					'#remove-post-thumbnail',
					'.add_product_images',
					'.tagcloud-link',
					'.tagchecklist button',
					'.edit-slug',
					'.edit-timestamp',
					'.edit-visibility',
					'.edit-post-status',
					'.edit-catalog-visibility',
					'.sale_schedule',
					'#delete-action a:visible',
					'#product_brand-add-toggle',
				] ) {
					expect( [ gone, await page.locator( gone ).count() ] ).toEqual( [ gone, 0 ] );
				}
				expect( await editable() ).toEqual( WITHOUT_LOCK );
			},
			STEP_MS
		);

		test(
			'axe finds nothing that it does not find on the bare screen',
			async () => {
				const kinds = ( violations: readonly string[] ): string[] =>
					violations.map( ( violation ) => violation.split( ':' )[ 0 ] ?? '' );
				await open( ids.free );
				const bare = kinds( await axeViolations( page, '#wpbody-content' ) );
				await open( ids.linked );
				const locked = await axeViolations( page, '#wpbody-content' );
				expect(
					locked.filter( ( one ) => ! bare.includes( kinds( [ one ] )[ 0 ] ?? '' ) )
				).toEqual( [] );
				expect(
					locked.filter( ( violation ) => violation.includes( 'tillsync' ) )
				).toEqual( [] );
			},
			STEP_MS
		);

		test(
			'weight and category are saved by the form, and nothing else moves',
			async () => {
				const before = await state( ids.linked );
				await open( ids.linked );
				await tab( 'shipping' ).click();
				await page.locator( '#_weight' ).fill( '1.25' );
				await page
					.locator(
						`#product_catchecklist input[name="tax_input[product_cat][]"][value="${ ids.category }"]`
					)
					.check();
				await page.locator( '#publish' ).click();
				await page.locator( '#message.updated:visible' ).waitFor();
				expect( await state( ids.linked ) ).toBe( before );
				expect(
					JSON.parse(
						await shop().php(
							`$p = wc_get_product( ${ ids.linked } ); echo wp_json_encode( array( $p->get_weight(), in_array( ${ ids.category }, $p->get_category_ids(), true ) ) );`
						)
					)
				).toEqual( [ '1.25', true ] );
				expect( await page.locator( '#wpbody-content' ).innerText() ).not.toMatch(
					/not saved/i
				);
				expect(
					await shop().sql(
						"SELECT field, door FROM (SELECT facts AS field, kind AS door FROM wp_tillsync_activity WHERE kind = 'refused') AS refused"
					)
				).toBe( '' );
				expect( shop().debugLog() ).toBe( '' );
			},
			STEP_MS
		);

		test(
			'variations: of linked ones the weight alone is free, others are as ever',
			async () => {
				await loadVariations();
				expect( await page.locator( '.tillsync-note' ).innerText() ).toContain(
					'2 of 6 variations are linked. The others are edited here.'
				);
				expect( await page.locator( '.tillsync-badge' ).count() ).toBe( 2 );
				const rows = await page.locator( '.woocommerce_variation' ).count();
				expect( rows ).toBe( 6 );
				expect( await page.locator( 'a.remove_variation' ).count() ).toBe( rows - 2 );
				expect(
					await page.locator( '.generate_variations, .add_variation_manually' ).count()
				).toBe( 0 );

				const linked = variation( ids.variation );
				await linked.locator( '.edit_variation' ).click();
				await linked.locator( '.woocommerce_variable_attributes' ).waitFor();
				for ( const label of await linked
					.locator( 'label:visible, .tillsync-image' )
					.all() ) {
					await label.click( { force: true } );
				}
				const free = linked.locator(
					':is( input:not( [type=hidden] ), select, textarea )[name]:enabled'
				);
				expect(
					await free.evaluateAll( ( controls ) =>
						controls.map(
							( control ) => control.getAttribute( 'name' )?.split( '[' )[ 0 ]
						)
					)
				).toEqual( [ 'variable_weight' ] );
				const box = linked.locator( 'input[name^=variable_enabled]' );
				expect( await hasOwnGround( box ) ).toBe( true );
				await page
					.locator( '#variable_product_options .toolbar-top' )
					.evaluate( ( toolbar ) =>
						window.scrollTo(
							0,
							toolbar.getBoundingClientRect().top + window.scrollY - 200
						)
					);
				await picture( 'lock-variations' );
			},
			STEP_MS
		);

		test(
			'the weight of a linked variation is saved by "Save changes", and the rows come back locked',
			async () => {
				await loadVariations();
				const before = await state( ids.variation );
				const linked = variation( ids.variation );
				await linked.locator( '.edit_variation' ).click();
				await linked.locator( 'input[name^="variable_weight"]' ).fill( '0.75' );
				const loaded = page.waitForResponse( ( answer ) =>
					( answer.request().postData() ?? '' ).includes( 'woocommerce_load_variations' )
				);
				await page.locator( '.save-variation-changes' ).click();
				await loaded;
				await variation( ids.variation ).locator( '.tillsync-badge' ).waitFor();
				expect(
					await variation( ids.variation )
						.locator( 'input[name^="variable_sku"]' )
						.isDisabled()
				).toBe( true );
				expect(
					await shop().php( `echo wc_get_product( ${ ids.variation } )->get_weight();` )
				).toBe( '0.75' );
				expect( await state( ids.variation ) ).toBe( before );
				expect( await page.locator( '#woocommerce_errors' ).count() ).toBe( 0 );
			},
			STEP_MS
		);

		test(
			'the importer says what becomes of linked products',
			async () => {
				await page.goto(
					`${ shop().url }/wp-admin/edit.php?post_type=product&page=product_importer`
				);
				expect( await page.locator( '#wpbody-content' ).innerText() ).toContain(
					'Rows of products managed by Lightspeed Retail: only weight and categories are imported.'
				);
			},
			STEP_MS
		);

		test( 'no script of the pages complained', () => {
			expect( complaints ).toEqual( [] );
		} );
	},
	{ modes: [ 'on' ], skipBecause }
);
