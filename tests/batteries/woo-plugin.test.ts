/** The web-store battery on the plugin in a real WordPress with WooCommerce. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePairing } from '@tillsync/contract';
import { describeWithShop } from '../support/real-shop.ts';
import { webStoreBattery } from './web-store.battery.ts';

// Each step boots WordPress, and other suites may keep the machine busy.
jest.setTimeout( 120_000 );

const basic = ( user: string, password: string ) => ( {
	Authorization: `Basic ${ Buffer.from( `${ user }:${ password }` ).toString( 'base64' ) }`,
} );

/** Moves the plugin’s clock in every request by what the option says. */
const MOVED_CLOCK = `<?php
add_action( 'plugins_loaded', static function () {
	if ( class_exists( 'TillSync\\\\Plugin' ) ) {
		TillSync\\Plugin::services()->clock()->move( (int) get_option( 'test_clock_offset', 0 ) );
	}
}, 15 );
`;

const ADD_PRODUCT = `
$wish = json_decode( stream_get_contents( STDIN ), true );
$fill = static function ( $product, $wish ) {
	$product->set_sku( $wish['sku'] ?? '' );
	$product->set_global_unique_id( $wish['gtin'] ?? '' );
	$product->set_regular_price( '10' );
	$product->set_manage_stock( isset( $wish['level'] ) );
	if ( isset( $wish['level'] ) ) {
		$product->set_stock_quantity( $wish['level'] );
	}
};
$variations = $wish['variations'] ?? null;
$product = $variations ? new WC_Product_Variable() : new WC_Product_Simple();
$product->set_name( $wish['name'] );
$fill( $product, $wish );
if ( $variations ) {
	$attribute = new WC_Product_Attribute();
	$attribute->set_name( 'Size' );
	$attribute->set_options( array_column( $variations, 'name' ) );
	$attribute->set_variation( true );
	$product->set_attributes( array( $attribute ) );
}
$product->save();
$ids = array();
foreach ( $variations ?? array() as $one ) {
	$variation = new WC_Product_Variation();
	$variation->set_parent_id( $product->get_id() );
	$variation->set_attributes( array( 'size' => $one['name'] ) );
	$fill( $variation, $one );
	$variation->save();
	$ids[] = $variation->get_id();
}
echo wp_json_encode( array( 'id' => $product->get_id(), 'variations' => $ids ) );
`;

const PLACE_ORDER = `
$wish = json_decode( stream_get_contents( STDIN ), true );
$order = wc_create_order();
$order->add_product( wc_get_product( $wish['id'] ), $wish['quantity'] );
$order->calculate_totals();
$order->set_status( 'processing' );
$order->save();
echo $order->get_id();
`;

const ADD_CUSTOMER = `
$id = wp_insert_user( array( 'user_login' => 'battery-customer', 'user_pass' => wp_generate_password(), 'role' => 'customer' ) );
echo WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'battery' ) )[0];
`;

describeWithShop(
	'The plugin',
	( { shop } ) => {
		const clockFile = () =>
			join( shop().dir, 'site', 'wp-content', 'mu-plugins', 'moved-clock.php' );
		afterAll( () => rmSync( clockFile(), { force: true } ) );

		webStoreBattery( 'in WordPress', async () => {
			const running = shop();
			await running.reset();
			mkdirSync( join( clockFile(), '..' ), { recursive: true } );
			writeFileSync( clockFile(), MOVED_CLOCK );
			const admin = basic( running.adminUser, running.applicationPassword );
			const root = `${ running.url }/wp-json/wc-tillsync/v1/`;
			const answer = await fetch( `${ root }pairing`, { method: 'POST', headers: admin } );
			const text = await answer.text();
			if ( ! answer.ok ) {
				throw new Error( `The shop could not be paired: ${ text.slice( 0, 500 ) }` );
			}
			const read = decodePairing( ( JSON.parse( text ) as { pairing: string } ).pairing );
			if ( ! read.ok ) {
				throw new Error( `The pairing string is ${ read.problem }.` );
			}
			const customer = await running.php( ADD_CUSTOMER );
			let offset = 0;
			return {
				root,
				companion: basic( read.pairing.user, read.pairing.password ),
				admin,
				customer: basic( 'battery-customer', customer ),
				addProduct: async ( wish ) =>
					JSON.parse( await running.php( ADD_PRODUCT, wish ) ) as {
						id: number;
						variations: number[];
					},
				level: async ( id ) => {
					const level = await running.php(
						`$product = wc_get_product( ${ id } ); echo true === $product->get_manage_stock() ? $product->get_stock_quantity() : 'none';`
					);
					return level === 'none' ? null : level;
				},
				setLevelBySql: async ( id, level ) => {
					await running.sql(
						`UPDATE wp_postmeta SET meta_value = '${ level }' WHERE post_id = ${ id } AND meta_key = '_stock'`
					);
				},
				trash: async ( id ) => {
					await running.php( `wp_trash_post( ${ id } );` );
				},
				placeOrder: async ( productId, quantity ) =>
					Number( await running.php( PLACE_ORDER, { id: productId, quantity } ) ),
				cancelOrder: async ( orderId ) => {
					await running.php(
						`wc_get_order( ${ orderId } )->update_status( 'cancelled' );`
					);
				},
				advance: async ( seconds ) => {
					offset += seconds;
					await running.php( `update_option( 'test_clock_offset', ${ offset } );` );
				},
				changeAddress: async () => {
					await running.php(
						`$shop = get_option( 'tillsync_shop' ); $shop['url'] = 'https://former.example'; update_option( 'tillsync_shop', $shop );`
					);
				},
				stop: async () => {},
			};
		} );
	},
	{ modes: [ 'on' ] }
);
