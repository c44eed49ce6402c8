/**
 * Doors in code: what plugins, cron, WP-CLI and XML-RPC call. One process each, as there is no request to send.
 */
import { only, POSTARR, rest, SETTERS, TERMS, XML_RPC } from './code-ways.ts';
import { inProcess, type Door } from './doors.ts';
import { KINDS, noWay } from './fields.ts';
import { META } from './rest-doors.ts';
import { xmlCall } from './xml-rpc.ts';

const code = { outcome: 'put back', door: 'code', kinds: KINDS } as const;

const runs =
	( statements: string ): Door[ 'send' ] =>
	( visitor, requests ) =>
		inProcess( visitor, requests, statements );

/** Ways of writing meta: what the meta API and those around it do with a key. */
const STORE_META = `foreach ( $payload as $key => $value ) { $done[] = update_post_meta( $id, $key, wp_slash( $value ) ); } return $done;`;

export const CODE_DOORS: readonly Door[] = [
	{
		...code,
		id: 'wp_update_post',
		title: '`wp_update_post()`, `wp post update`',
		ways: POSTARR,
		send: runs( 'return wp_update_post( wp_slash( array( "ID" => $id ) + $payload ) );' ),
	},
	{
		...code,
		id: 'wp_insert_post',
		title: '`wp_insert_post()` with the id of a product',
		ways: POSTARR,
		send: runs(
			'return wp_insert_post( wp_slash( array( "ID" => $id ) + $payload + array_diff_key( get_post( $id, ARRAY_A ), array( "filter" => 1, "ancestors" => 1, "page_template" => 1, "post_category" => 1, "tags_input" => 1 ) ) ) );'
		),
	},
	{
		...code,
		id: 'XML-RPC',
		title: 'XML-RPC `wp.editPost`',
		door: 'xml_rpc',
		kinds: [ 'simple', 'variable' ],
		ways: XML_RPC,
		send: ( { shop }, requests ) =>
			Promise.all(
				requests.map( async ( { target, payload } ) => {
					const answer = await fetch( `${ shop.url }/xmlrpc.php`, {
						method: 'POST',
						headers: { 'content-type': 'text/xml' },
						body: xmlCall( 'wp.editPost', [
							0,
							shop.adminUser,
							shop.adminPassword,
							target.id,
							payload,
						] ),
					} );
					return { status: answer.status, text: await answer.text() };
				} )
			),
	},
	{
		...code,
		id: 'update_post_meta',
		title: '`update_post_meta()`, `wp post meta update`',
		ways: META,
		send: runs( STORE_META ),
	},
	{
		...code,
		id: 'add_post_meta',
		title: '`add_post_meta()`',
		ways: {
			...META,
			manage_stock: ( { kind } ) =>
				kind === 'variable'
					? { _manage_stock: 'yes' }
					: noWay( 'the first row counts, and it says yes' ),
		},
		send: runs(
			'foreach ( $payload as $key => $value ) { $done[] = add_post_meta( $id, $key, wp_slash( $value ) ); } return $done;'
		),
	},
	{
		...code,
		id: 'delete_post_meta',
		title: '`delete_post_meta()`',
		ways: {
			...META,
			...rest(
				[
					'sale_dates',
					'manage_stock',
					'tax_class',
					'backorders',
					'stock_status',
					'sold_individually',
					'virtual',
					'downloads',
					'external',
					'grouped',
					'tax_status',
				],
				noWay( 'the twins have nothing there to delete' )
			),
			manage_stock: ( { kind } ) =>
				kind === 'variable'
					? noWay( 'the twins have nothing there to delete' )
					: { _manage_stock: '' },
			attributes: ( { kind } ) =>
				kind === 'variation' ? { attribute_size: '' } : { _product_attributes: '' },
		},
		send: runs(
			'foreach ( $payload as $key => $value ) { $done[] = delete_post_meta( $id, $key ); } return $done;'
		),
	},
	{
		...code,
		id: 'meta by id',
		title: 'Custom Fields box (meta by its id)',
		ways: META,
		send: runs(
			`foreach ( $payload as $key => $value ) {
				global $wpdb;
				$row = (int) $wpdb->get_var( $wpdb->prepare( "SELECT meta_id FROM {$wpdb->postmeta} WHERE post_id = %d AND meta_key = %s", $id, $key ) );
				$done[] = 0 === $row ? add_meta_with( $id, $key, $value ) : update_metadata_by_mid( 'post', $row, $value, $key );
			} return $done;`.replace(
				'add_meta_with( $id, $key, $value )',
				'add_post_meta( $id, $key, wp_slash( $value ) )'
			)
		),
	},
	{
		...code,
		id: 'term API',
		title: 'Term API (`wp_set_object_terms()`, `wp post term set`)',
		ways: TERMS,
		kinds: [ 'simple', 'variable' ],
		send: runs(
			'foreach ( $payload as $taxonomy => $terms ) { $done[] = wp_set_object_terms( $id, $terms, $taxonomy ); } return $done;'
		),
	},
	{
		...code,
		id: 'term API, removing',
		title: 'Term API (`wp_remove_object_terms()`)',
		kinds: [ 'simple', 'variable' ],
		ways: {
			...TERMS,
			...rest(
				[ 'visibility', 'featured', 'attributes' ],
				noWay( 'the twins have nothing there to remove' )
			),
			type: ( { kind } ) => ( { product_type: [ kind ] } ),
			categories: ( { had } ) => ( { product_cat: [ had.category ] } ),
			tags: ( { had } ) => ( { product_tag: [ had.tag ] } ),
			brand: ( { had } ) => ( { product_brand: [ had.brand ] } ),
			shipping_class: ( { had } ) => ( { product_shipping_class: [ had.shipping ] } ),
		},
		send: runs(
			'foreach ( $payload as $taxonomy => $terms ) { $done[] = wp_remove_object_terms( $id, $terms, $taxonomy ); } return $done;'
		),
	},
	{
		...code,
		id: 'save()',
		title: '`$product->save()` of other code',
		ways: SETTERS,
		send: runs(
			'$product = wc_get_product( $id ); $product->set_props( $payload ); $product->save(); return "";'
		),
	},
	{
		...code,
		id: 'WC_Data_Store',
		title: '`WC_Data_Store::update()`, past the save of the object',
		ways: SETTERS,
		send: runs(
			'$product = wc_get_product( $id ); $product->set_props( $payload ); $product->get_data_store()->update( $product ); return "";'
		),
	},
	{
		...code,
		id: 'wc_update_product_stock',
		title: '`wc_update_product_stock()` with a level',
		kinds: [ 'simple', 'variation' ],
		ways: only( { level: () => ( { level: 99 } ) }, 'it sets levels alone' ),
		send: runs( 'return wc_update_product_stock( $id, $payload["level"], "set" );' ),
	},
	{
		...code,
		id: 'update_product_stock',
		title: '`WC_Data_Store::update_product_stock()`, the statement alone',
		kinds: [ 'simple', 'variation' ],
		ways: only( { level: () => ( { level: 99 } ) }, 'it sets levels alone' ),
		send: runs(
			'return WC_Data_Store::load( "product" )->update_product_stock( $id, $payload["level"], "set" );'
		),
	},
	{
		...code,
		id: 'wc_update_product_stock_status',
		title: '`wc_update_product_stock_status()`',
		kinds: [ 'simple', 'variation' ],
		ways: only(
			{ stock_status: () => ( { status: 'outofstock' } ) },
			'it sets the status alone'
		),
		send: runs( 'return wc_update_product_stock_status( $id, $payload["status"] );' ),
	},
	{
		...code,
		id: 'set_post_thumbnail',
		title: '`set_post_thumbnail()`',
		ways: only(
			{ image: ( { other } ) => ( { image: other.image } ) },
			'it sets the product image alone'
		),
		send: runs( 'return set_post_thumbnail( $id, $payload["image"] );' ),
	},
	{
		...code,
		id: 'cron',
		title: 'Code run by cron',
		door: 'cron',
		ways: SETTERS,
		send: runs(
			'defined( "DOING_CRON" ) || define( "DOING_CRON", true ); $product = wc_get_product( $id ); $product->set_props( $payload ); $product->save(); return "";'
		),
	},
];
