/**
 * The pages of a shop with the plugin: each answers, and none leaves a word in the debug log.
 */
import { describeWithShop } from '../support/real-shop.ts';
import { logIn, type ShopSession } from '../support/shop-session.ts';

const TIMEOUT_MS = 120_000;
const PLUGIN = 'tillsync/tillsync.php';

/** Follows the link a person would click on the Plugins screen. */
async function clickOnPluginsScreen(
	session: ShopSession,
	action: 'activate' | 'deactivate'
): Promise< number > {
	const screen = await session.get( '/wp-admin/plugins.php' );
	const link = [ ...screen.body.matchAll( /href="(plugins\.php\?[^"]+)"/g ) ]
		.map( ( [ , href = '' ] ) => href.replaceAll( '&amp;', '&' ).replaceAll( '&#038;', '&' ) )
		.find( ( href ) => {
			const query = new URL( href, 'http://shop.test/' ).searchParams;
			return query.get( 'action' ) === action && query.get( 'plugin' ) === PLUGIN;
		} );
	if ( link === undefined ) {
		throw new Error( `The Plugins screen has no link to ${ action } the plugin.` );
	}
	return ( await session.get( `/wp-admin/${ link }` ) ).status;
}

describeWithShop( 'Pages', ( { shop, hpos } ) => {
	let admin: ShopSession;
	let manager: ShopSession;
	const ids = { simple: 0, variable: 0, order: 0 };

	beforeAll( async () => {
		admin = await logIn( shop(), shop().adminUser, shop().adminPassword );
		manager = await logIn( shop(), shop().managerUser, shop().managerPassword );
		const made = await shop().php( `
			$simple    = wc_get_product_id_by_sku( 'SHOP-0001' );
			$variation = wc_get_product( wc_get_product_id_by_sku( 'SHOP-0005' ) );
			$order     = wc_create_order();
			$order->add_product( wc_get_product( $simple ), 1 );
			$order->calculate_totals();
			$order->update_status( 'processing' );
			echo wp_json_encode( array( 'simple' => $simple, 'variable' => $variation->get_parent_id(), 'order' => $order->get_id() ) );
		` );
		Object.assign( ids, JSON.parse( made ) );
	}, TIMEOUT_MS );

	beforeEach( () => shop().clearLogs() );

	const orders =
		hpos === 'on'
			? {
					list: () => 'admin.php?page=wc-orders',
					edit: () => `admin.php?page=wc-orders&action=edit&id=${ ids.order }`,
				}
			: {
					list: () => 'edit.php?post_type=shop_order',
					edit: () => `post.php?post=${ ids.order }&action=edit`,
				};

	test(
		'deactivation and activation on the Plugins screen leave an empty debug log',
		async () => {
			const isActive = async (): Promise< boolean > =>
				(
					JSON.parse(
						await shop().php(
							"echo wp_json_encode( array_values( get_option( 'active_plugins' ) ) );"
						)
					) as string[]
				 ).includes( PLUGIN );
			expect( await clickOnPluginsScreen( admin, 'deactivate' ) ).toBe( 200 );
			expect( await isActive() ).toBe( false );
			expect( await clickOnPluginsScreen( admin, 'activate' ) ).toBe( 200 );
			expect( await isActive() ).toBe( true );
			expect( shop().debugLog() ).toBe( '' );
		},
		TIMEOUT_MS
	);

	test(
		'without WooCommerce the plugin says what it needs, and nothing else happens',
		async () => {
			const activate = ( plugins: string ): Promise< string > =>
				shop().php( `update_option( 'active_plugins', ${ plugins } );` );
			await activate( `array( '${ PLUGIN }' )` );
			try {
				const screen = await admin.get( '/wp-admin/plugins.php' );
				expect( screen.status ).toBe( 200 );
				expect( screen.body ).toContain(
					'TillSync needs WooCommerce. Install and activate it.'
				);
				const visit = await fetch( `${ shop().url }/` );
				expect( visit.status ).toBe( 200 );
				expect( shop().debugLog() ).toBe( '' );
			} finally {
				await activate( `array( 'woocommerce/woocommerce.php', '${ PLUGIN }' )` );
			}
		},
		TIMEOUT_MS
	);

	test.each( [
		[ 'Dashboard', () => 'index.php' ],
		[ 'Products', () => 'edit.php?post_type=product' ],
		[ 'new product', () => 'post-new.php?post_type=product' ],
		[ 'simple product', () => `post.php?post=${ ids.simple }&action=edit` ],
		[ 'variable product', () => `post.php?post=${ ids.variable }&action=edit` ],
		[ 'Orders', orders.list ],
		[ 'one order', orders.edit ],
		[ 'Settings', () => 'admin.php?page=wc-settings' ],
		[ 'Settings, Products', () => 'admin.php?page=wc-settings&tab=products&section=inventory' ],
		[ 'Settings, Advanced', () => 'admin.php?page=wc-settings&tab=advanced&section=features' ],
		[ 'TillSync', () => 'admin.php?page=wc-admin&path=%2Ftillsync' ],
		[ 'WooCommerce home', () => 'admin.php?page=wc-admin' ],
		[ 'Status', () => 'admin.php?page=wc-status' ],
		[ 'Site Health', () => 'site-health.php' ],
		[ 'Plugins', () => 'plugins.php' ],
		[ 'Users', () => 'users.php' ],
	] )(
		'%s in wp-admin',
		async ( _name, path ) => {
			const answer = await admin.get( `/wp-admin/${ path() }` );
			expect( answer.status ).toBe( 200 );
			expect( answer.body.includes( '</html>' ) ).toBe( true );
			expect( answer.body.includes( 'id="wpadminbar"' ) ).toBe( true );
			expect( shop().debugLog() ).toBe( '' );
		},
		TIMEOUT_MS
	);

	test(
		'a shop manager opens our page and finds its menu entry',
		async () => {
			const answer = await manager.get(
				'/wp-admin/admin.php?page=wc-admin&path=%2Ftillsync'
			);
			expect( answer.status ).toBe( 200 );
			expect(
				/href=['"]admin\.php\?page=wc-admin&(?:amp;|#038;)?path=(?:%2F|\/)tillsync['"]/.test(
					answer.body
				)
			).toBe( true );
			expect( shop().debugLog() ).toBe( '' );
		},
		TIMEOUT_MS
	);

	test(
		'no script swaps text of our page for pictures; WordPress’s own pages keep theirs',
		async () => {
			const hasEmojiScript = async ( path: string ): Promise< boolean > =>
				( await manager.get( `/wp-admin/${ path }` ) ).body.includes( '_wpemojiSettings' );
			expect( await hasEmojiScript( 'admin.php?page=wc-admin&path=%2Ftillsync' ) ).toBe(
				false
			);
			expect( await hasEmojiScript( 'edit.php?post_type=product' ) ).toBe( true );
		},
		TIMEOUT_MS
	);

	test.each( [
		[ 'front page', '/' ],
		[ 'shop page', '/shop/' ],
		[ 'simple product', '/product/trail-jersey-1/' ],
		[ 'cart', '/cart/' ],
		[ 'REST index', '/wp-json/' ],
	] )(
		'%s for a visitor',
		async ( _name, path ) => {
			const answer = await fetch( `${ shop().url }${ path }` );
			expect( answer.status ).toBe( 200 );
			expect( ( await answer.text() ).length ).toBeGreaterThan( 1000 );
			expect( shop().debugLog() ).toBe( '' );
		},
		TIMEOUT_MS
	);
} );
