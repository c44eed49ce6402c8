/**
 * Doors in code: what plugins, cron, WP-CLI and XML-RPC call. One process each, as there is no request to send.
 */
import { inProcess, type Door } from './doors.ts';
import { KINDS, noWay, type Target, type Way, type Ways } from './fields.ts';
import { META } from './rest-doors.ts';

const ELSEWHERE = noWay( 'it is kept elsewhere' );

const rest = ( fields: readonly ( keyof Ways )[], reason = ELSEWHERE ): Ways =>
	Object.fromEntries( fields.map( ( field ) => [ field, () => reason ] ) );

/** Columns of a post. */
export const COLUMNS: Ways = {
	...rest( [
		'visibility',
		'featured',
		'sku',
		'gtin',
		'regular_price',
		'sale_price',
		'sale_dates',
		'tax_status',
		'tax_class',
		'level',
		'manage_stock',
		'stock_status',
		'backorders',
		'low_stock_amount',
		'sold_individually',
		'weight',
		'categories',
		'dimensions',
		'shipping_class',
		'tags',
		'brand',
		'attributes',
		'image',
		'gallery',
		'virtual',
		'downloads',
		'external',
		'grouped',
		'linked_products',
		'purchase_note',
		'cost',
	] ),
	type: ( { kind } ) => ( { post_type: kind === 'variation' ? 'product' : 'post' } ),
	name: () => ( { post_title: 'Another name' } ),
	slug: ( { unique } ) => ( { post_name: `another-slug-${ unique }` } ),
	description: () => ( { post_content: 'Another text.' } ),
	short_description: () => ( { post_excerpt: 'Another few words.' } ),
	parent: ( { kind, other } ) => ( {
		post_parent: kind === 'variation' ? other.family : other.product,
	} ),
	status: () => ( { post_status: 'private' } ),
	password: () => ( { post_password: 'secret' } ),
	date_created: () => ( {
		post_date: '2024-01-02 03:04:05',
		post_date_gmt: '2024-01-02 03:04:05',
		edit_date: true,
	} ),
	menu_order: () => ( { menu_order: 7 } ),
	reviews_allowed: () => ( { comment_status: 'closed' } ),
};

/** Everything `wp_insert_post` takes: columns, terms, meta. */
const POSTARR: Ways = {
	...COLUMNS,
	categories: ( { other } ) => ( { tax_input: { product_cat: [ other.category ] } } ),
	tags: ( { other } ) => ( { tax_input: { product_tag: [ other.tag ] } } ),
	brand: ( { other } ) => ( { tax_input: { product_brand: [ other.brand ] } } ),
	shipping_class: ( { other } ) => ( {
		tax_input: { product_shipping_class: [ other.shipping ] },
	} ),
	type: ( { kind } ) =>
		kind === 'variation'
			? { post_type: 'product' }
			: { tax_input: { product_type: [ 'external' ] } },
	visibility: () => ( {
		tax_input: { product_visibility: [ 'exclude-from-search', 'exclude-from-catalog' ] },
	} ),
	featured: () => ( { tax_input: { product_visibility: [ 'featured' ] } } ),
	...Object.fromEntries(
		Object.entries( META )
			.filter( ( [ field ] ) => ! [ 'name', 'weight' ].includes( field ) )
			.map( ( [ field, way ] ) => [ field, way ] as const )
			.filter( ( [ field ] ) =>
				[
					'sku',
					'gtin',
					'regular_price',
					'sale_price',
					'sale_dates',
					'tax_status',
					'tax_class',
					'level',
					'manage_stock',
					'stock_status',
					'backorders',
					'low_stock_amount',
					'sold_individually',
					'dimensions',
					'attributes',
					'image',
					'gallery',
					'virtual',
					'downloads',
					'external',
					'grouped',
					'linked_products',
					'purchase_note',
					'cost',
				].includes( field )
			)
			.map( ( [ field, way ] ): [ string, Way ] => [
				field,
				( target: Target ) => {
					const payload = way( target );
					return 'noWay' in payload ? payload : { meta_input: payload };
				},
			] )
	),
	weight: () => ( { meta_input: { _weight: '9' } } ),
};

const TERMS: Ways = {
	...rest( Object.keys( META ) as ( keyof Ways )[] ),
	type: ( { kind } ) => ( { product_type: [ kind === 'simple' ? 'external' : 'simple' ] } ),
	visibility: () => ( { product_visibility: [ 'exclude-from-search', 'exclude-from-catalog' ] } ),
	featured: () => ( { product_visibility: [ 'featured' ] } ),
	categories: ( { other } ) => ( { product_cat: [ other.category ] } ),
	tags: ( { other } ) => ( { product_tag: [ other.tag ] } ),
	brand: ( { other } ) => ( { product_brand: [ other.brand ] } ),
	shipping_class: ( { other } ) => ( { product_shipping_class: [ other.shipping ] } ),
	attributes: ( { other } ) => ( { pa_finish: [ other.finish ] } ),
};

/** Setters of product objects. */
const SETTERS: Ways = {
	...rest( [ 'external', 'grouped' ], noWay( 'simple products have no such property' ) ),
	type: () => noWay( 'an object has the type of its class; see the term API' ),
	brand: () => noWay( 'no property of product objects; see the term API' ),
	name: () => ( { name: 'Another name' } ),
	slug: ( { unique } ) => ( { slug: `another-slug-${ unique }` } ),
	description: () => ( { description: 'Another text.' } ),
	short_description: () => ( { short_description: 'Another few words.' } ),
	parent: ( { kind, other } ) => ( {
		parent_id: kind === 'variation' ? other.family : other.product,
	} ),
	status: () => ( { status: 'private' } ),
	visibility: () => ( { catalog_visibility: 'hidden' } ),
	featured: () => ( { featured: true } ),
	password: () => ( { post_password: 'secret' } ),
	date_created: () => ( { date_created: '2024-01-02T03:04:05' } ),
	sku: ( { unique } ) => ( { sku: `another-${ unique }` } ),
	gtin: ( { unique } ) => ( { global_unique_id: `12${ unique }` } ),
	regular_price: () => ( { regular_price: '20' } ),
	sale_price: () => ( { sale_price: '7' } ),
	sale_dates: () => ( { date_on_sale_to: '2090-01-01T00:00:00' } ),
	tax_status: () => ( { tax_status: 'none' } ),
	tax_class: () => ( { tax_class: 'reduced-rate' } ),
	level: () => ( { stock_quantity: 99 } ),
	manage_stock: ( { kind } ) => ( { manage_stock: kind === 'variable' } ),
	stock_status: () => ( { stock_status: 'outofstock' } ),
	backorders: () => ( { backorders: 'yes' } ),
	low_stock_amount: () => ( { low_stock_amount: 4 } ),
	sold_individually: () => ( { sold_individually: true } ),
	weight: () => ( { weight: '9' } ),
	categories: ( { other } ) => ( { category_ids: [ other.category ] } ),
	dimensions: () => ( { length: '20' } ),
	shipping_class: ( { other } ) => ( { shipping_class_id: other.shipping } ),
	tags: ( { other } ) => ( { tag_ids: [ other.tag ] } ),
	attributes: ( { kind } ) =>
		kind === 'variation'
			? { attributes: { size: 'Large' } }
			: { default_attributes: { size: 'Large' } },
	image: ( { other } ) => ( { image_id: other.image } ),
	gallery: ( { other } ) => ( { gallery_image_ids: [ other.picture ] } ),
	virtual: () => ( { virtual: true } ),
	downloads: () => ( { downloadable: true, download_limit: 3 } ),
	linked_products: ( { other } ) => ( { upsell_ids: [ other.product ] } ),
	purchase_note: () => ( { purchase_note: 'Another note.' } ),
	menu_order: () => ( { menu_order: 7 } ),
	reviews_allowed: () => ( { reviews_allowed: false } ),
	cost: () => ( { cogs_value: 6 } ),
};

const only = ( ways: Ways, reason: string ): Ways => ( {
	...rest( [ ...Object.keys( SETTERS ), 'brand', 'type' ] as ( keyof Ways )[], noWay( reason ) ),
	...ways,
} );

/** What `wp.editPost` of XML-RPC takes. */
const XML_RPC: Ways = {
	...rest( Object.keys( SETTERS ) as ( keyof Ways )[], noWay( 'wp.editPost does not take it' ) ),
	name: COLUMNS.name!,
	slug: COLUMNS.slug!,
	description: COLUMNS.description!,
	short_description: COLUMNS.short_description!,
	status: COLUMNS.status!,
	password: COLUMNS.password!,
	reviews_allowed: COLUMNS.reviews_allowed!,
	image: ( { other } ) => ( { post_thumbnail: other.image } ),
	tags: ( { other } ) => ( { terms: { product_tag: [ other.tag ] } } ),
	brand: ( { other } ) => ( { terms: { product_brand: [ other.brand ] } } ),
	categories: ( { other } ) => ( { terms: { product_cat: [ other.category ] } } ),
};

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

function xmlValue( value: unknown ): string {
	if ( Array.isArray( value ) ) {
		return `<array><data>${ value.map( ( part ) => `<value>${ xmlValue( part ) }</value>` ).join( '' ) }</data></array>`;
	}
	if ( typeof value === 'object' && value !== null ) {
		return `<struct>${ Object.entries( value )
			.map(
				( [ name, part ] ) =>
					`<member><name>${ name }</name><value>${ xmlValue( part ) }</value></member>`
			)
			.join( '' ) }</struct>`;
	}
	return typeof value === 'number'
		? `<int>${ value }</int>`
		: `<string>${ String( value ) }</string>`;
}

function xmlCall( method: string, values: readonly unknown[] ): string {
	return `<?xml version="1.0"?><methodCall><methodName>${ method }</methodName><params>${ values
		.map( ( value ) => `<param><value>${ xmlValue( value ) }</value></param>` )
		.join( '' ) }</params></methodCall>`;
}
