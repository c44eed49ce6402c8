/**
 * What the list of products costs with a hundred rows: queries of the whole page with the plugin and without it.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithShop } from '../support/real-shop.ts';
import { logIn, type ShopSession } from '../support/shop-session.ts';

const TIMEOUT_MS = 240_000;
const LIST = '/wp-admin/edit.php?post_type=product';
const MOST_MORE = 2;

/** Prints how many queries a page took behind it. */
const COUNTER = `<?php add_action( 'shutdown', static function (): void {
	if ( str_contains( (string) ( $_SERVER['REQUEST_URI'] ?? '' ), '/edit.php' ) ) {
		echo '<!-- queries: ' . (int) $GLOBALS['wpdb']->num_queries . ' -->';
	}
}, PHP_INT_MAX );`;

const MANY_PRODUCTS = `
	for ( $number = 0; $number < 80; $number++ ) {
		wp_insert_post( array( 'post_type' => 'product', 'post_title' => "Row $number", 'post_status' => 'publish' ) );
	}
	update_user_meta( get_user_by( 'login', 'manager' )->ID, 'edit_product_per_page', 100 );
`;

const LINK_FORTY = `
	$services = TillSync\\Plugin::services();
	$services->options()->save_pos( array( 'vendor_label' => 'Till', 'item_url' => 'https://till.test/{id}' ) );
	$pairs = array();
	for ( $number = 1; $number <= 40; $number++ ) {
		$id      = (int) wc_get_product_id_by_sku( sprintf( 'SHOP-%04d', $number ) );
		$pairs[] = array( 'item_id' => "item-$number", 'product_id' => $id, 'parent_id' => (int) wp_get_post_parent_id( $id ) );
	}
	$services->links()->link( $pairs );
`;

const active = ( plugins: readonly string[] ): string =>
	`update_option( 'active_plugins', json_decode( '${ JSON.stringify( plugins ) }', true ) );`;
const WOOCOMMERCE = 'woocommerce/woocommerce.php';
const OURS = 'tillsync/tillsync.php';

describeWithShop(
	'Cost of the list of products',
	( { shop } ) => {
		let session: ShopSession;
		const counter = (): string =>
			join( shop().dir, 'site', 'wp-content', 'mu-plugins', 'query-counter.php' );

		/** Queries of the list when everything WordPress and WooCommerce keep for later is there. */
		const queries = async ( query: string ): Promise< number > => {
			const counts: number[] = [];
			for ( let turn = 0; turn < 3; turn++ ) {
				const { body } = await session.get( `${ LIST }${ query }` );
				expect( body.match( /<tr id="post-/g ) ).toHaveLength( 100 );
				counts.push( Number( /<!-- queries: (\d+) -->/.exec( body )?.[ 1 ] ) );
			}
			return Math.min( ...counts );
		};
		const withAndWithout = async (
			query: string
		): Promise< { readonly without: number; readonly with: number } > => {
			await shop().php( active( [ WOOCOMMERCE ] ) );
			const without = await queries( query );
			await shop().php( active( [ WOOCOMMERCE, OURS ] ) );
			return { without, with: await queries( query ) };
		};

		beforeAll( async () => {
			writeFileSync( counter(), COUNTER );
			await shop().php( MANY_PRODUCTS );
			session = await logIn( shop(), shop().managerUser, shop().managerPassword );
		}, TIMEOUT_MS );

		afterAll( () => rmSync( counter(), { force: true } ) );

		test(
			'a shop in which nothing is linked pays two queries at most',
			async () => {
				const cost = await withAndWithout( '&orderby=date&order=asc' );
				expect( cost.without ).toBeGreaterThan( 0 );
				expect( cost.with - cost.without ).toBeLessThanOrEqual( MOST_MORE );
			},
			TIMEOUT_MS
		);

		test(
			'a list with linked products and parents among its rows pays two queries at most',
			async () => {
				await shop().php( LINK_FORTY );
				const cost = await withAndWithout( '&orderby=date&order=asc' );
				expect( cost.with - cost.without ).toBeLessThanOrEqual( MOST_MORE );
				const { body } = await session.get( `${ LIST }&orderby=date&order=asc` );
				expect( body.match( /data-tillsync-kind="simple"/g ) ).toHaveLength( 16 );
				expect( body.match( /data-tillsync-kind="variable"/g ) ).toHaveLength( 4 );
			},
			TIMEOUT_MS
		);
	},
	{ modes: [ 'on' ] }
);
