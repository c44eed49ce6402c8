/** The web-store battery on the plugin, in a real WordPress with WooCommerce. */
import { NAMESPACE } from '@tillsync/contract';
import type { ShopHandle } from '../../tools/shop/index.ts';
import { basic, pair } from '../support/companion-calls.ts';
import { describeWithShop } from '../support/real-shop.ts';
import { logIn } from '../support/shop-session.ts';
import { webStoreBattery } from './web-store.battery.ts';
import type { AddedProduct, ProductWish, WebStore } from './web-store/store.ts';

jest.setTimeout( 120_000 );

/** Lets `$seconds` pass for everything the plugin has written down a time of. */
const ADVANCE = `
	global $wpdb;
	$seconds = (int) json_decode( stream_get_contents( STDIN ), true );
	$t = $wpdb->prefix . 'tillsync_';
	$back = "- INTERVAL $seconds SECOND";
	$wpdb->query( "UPDATE {$t}companion SET lease_until = GREATEST(0, CAST(lease_until AS SIGNED) - $seconds), last_seen_at = last_seen_at $back, last_success_at = last_success_at $back" );
	$wpdb->query( "UPDATE {$t}items SET not_found_at = not_found_at $back" );
	$wpdb->query( "UPDATE {$t}brake SET at = at $back, approved_at = approved_at $back" );
	$wpdb->query( "UPDATE {$t}parked SET tried_at = tried_at $back" );
	$pairing = get_option( 'tillsync_pairing' );
	if ( is_string( $pairing['at'] ?? null ) ) {
		$pairing['at'] = gmdate( 'Y-m-d\\TH:i:s\\Z', strtotime( $pairing['at'] ) - $seconds );
		update_option( 'tillsync_pairing', $pairing );
	}
	foreach ( $wpdb->get_results( "SELECT feed, history FROM {$t}cursors" ) as $row ) {
		$samples = array_map( fn( $sample ) => array( max( 0, $sample[0] - $seconds ), $sample[1] ), json_decode( $row->history, true ) );
		$wpdb->query( $wpdb->prepare( "UPDATE {$t}cursors SET history = %s, updated_at = updated_at $back WHERE feed = %s", wp_json_encode( $samples ), $row->feed ) );
	}
`;

/** As if the plugin had been off: a linked product does not go to the trash while it is on. */
const TRASH = `
	$id = (int) json_decode( stream_get_contents( STDIN ) );
	TillSync\\Plugin::services()->writer_scope()->run( array( $id ), static fn () => wp_trash_post( $id ) );
`;

const CHANGE_ADDRESS = `
	$shop = get_option( 'tillsync_shop' );
	update_option( 'tillsync_shop', array( 'url' => 'https://former.example' ) + $shop );
`;

const CUSTOMER = `
	$id = wp_create_user( 'customer-of-battery', wp_generate_password(), 'customer@example.com' );
	( new WP_User( $id ) )->set_role( 'customer' );
	echo WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'battery' ) )[0];
`;

/** Asks `wc/v3` as the administrator. */
function woocommerce( shop: ShopHandle ) {
	const headers = {
		Authorization: basic( shop.adminUser, shop.applicationPassword ),
		'Content-Type': 'application/json',
	};
	return async < T >( method: string, path: string, body?: unknown ): Promise< T > => {
		const response = await fetch( `${ shop.url }/wp-json/wc/v3${ path }`, {
			method,
			headers,
			...( body === undefined ? {} : { body: JSON.stringify( body ) } ),
		} );
		const answer = ( await response.json() ) as T;
		if ( ! response.ok ) {
			throw new Error( `${ method } ${ path }: ${ JSON.stringify( answer ) }` );
		}
		return answer;
	};
}

type Ask = ReturnType< typeof woocommerce >;
interface Created {
	readonly id: number;
	readonly error?: unknown;
}

const stock = ( level: string | undefined ) =>
	level === undefined ? {} : { manage_stock: true, stock_quantity: Number( level ) };

async function createAll( ask: Ask, path: string, create: readonly object[] ): Promise< number[] > {
	const answer = await ask< { create: Created[] } >( 'POST', `${ path }/batch`, { create } );
	return answer.create.map( ( { id, error } ) => {
		if ( error ) {
			throw new Error( `${ path }: ${ JSON.stringify( error ) }` );
		}
		return id;
	} );
}

async function addProducts( ask: Ask, wishes: readonly ProductWish[] ): Promise< AddedProduct[] > {
	const ids = await createAll(
		ask,
		'/products',
		wishes.map( ( { name, sku, gtin, level, variations } ) => ( {
			name,
			...( sku ? { sku } : {} ),
			...( gtin ? { global_unique_id: gtin } : {} ),
			...( variations
				? {
						type: 'variable',
						attributes: [
							{
								name: 'Size',
								variation: true,
								options: variations.map( ( variation ) => variation.name ),
							},
						],
					}
				: { regular_price: '10', ...stock( level ) } ),
		} ) )
	);
	const added: AddedProduct[] = [];
	for ( const [ index, id ] of ids.entries() ) {
		const variations = wishes[ index ]?.variations ?? [];
		added.push( {
			id,
			variations:
				variations.length === 0
					? []
					: await createAll(
							ask,
							`/products/${ id }/variations`,
							variations.map( ( { name, sku, level } ) => ( {
								...( sku ? { sku } : {} ),
								regular_price: '10',
								attributes: [ { name: 'Size', option: name } ],
								...stock( level ),
							} ) )
						),
		} );
	}
	return added;
}

/** The stored level without the zeros MySQL fills decimals up with. */
async function storedLevel( shop: ShopHandle, id: number ): Promise< string | null > {
	const rows = await shop.sql(
		`SELECT meta_key, meta_value FROM wp_postmeta WHERE post_id = ${ id } AND meta_key IN ('_stock', '_manage_stock')`
	);
	const meta = new Map(
		rows.split( '\n' ).map( ( row ) => row.split( '\t' ) as [ string, string ] )
	);
	const level = meta.get( '_stock' );
	return meta.get( '_manage_stock' ) === 'yes' && level !== undefined
		? String( Number( level ) )
		: null;
}

async function makeStore( shop: ShopHandle ): Promise< WebStore > {
	await shop.reset();
	const ask = woocommerce( shop );
	const customer = ( await shop.php( CUSTOMER ) ).trim();
	const pairing = await pair( await logIn( shop, shop.adminUser, shop.adminPassword ) );
	return {
		root: `${ shop.url }/wp-json/${ NAMESPACE }/`,
		companion: { Authorization: basic( pairing.user, pairing.password ) },
		admin: { Authorization: basic( shop.adminUser, shop.applicationPassword ) },
		customer: { Authorization: basic( 'customer-of-battery', customer ) },
		addProducts: ( wishes ) => addProducts( ask, wishes ),
		level: ( id ) => storedLevel( shop, id ),
		async setLevelBySql( id, level ) {
			await shop.sql(
				`UPDATE wp_postmeta SET meta_value = '${ Number( level ) }' WHERE post_id = ${ id } AND meta_key = '_stock'`
			);
		},
		async trash( id ) {
			await shop.php( TRASH, id );
		},
		async placeOrder( productId, quantity ) {
			const order = await ask< Created >( 'POST', '/orders', {
				set_paid: true,
				line_items: [ { product_id: productId, quantity } ],
			} );
			return order.id;
		},
		async cancelOrder( orderId ) {
			await ask( 'PUT', `/orders/${ orderId }`, { status: 'cancelled' } );
		},
		async advance( seconds ) {
			await shop.php( ADVANCE, seconds );
		},
		async changeAddress() {
			await shop.php( CHANGE_ADDRESS );
		},
		stop: () => Promise.resolve(),
	};
}

describeWithShop(
	'Web store',
	( { shop } ) => webStoreBattery( 'plugin', () => makeStore( shop() ) ),
	{ modes: [ 'on' ] }
);
