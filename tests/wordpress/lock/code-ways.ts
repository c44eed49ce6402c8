/**
 * What code can put into each field: columns, terms, setters.
 */
import { noWay, type Target, type Way, type Ways } from './fields.ts';
import { META } from './rest-doors.ts';

const ELSEWHERE = noWay( 'it is kept elsewhere' );

export const rest = ( fields: readonly ( keyof Ways )[], reason = ELSEWHERE ): Ways =>
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
export const POSTARR: Ways = {
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

export const TERMS: Ways = {
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
export const SETTERS: Ways = {
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

export const only = ( ways: Ways, reason: string ): Ways => ( {
	...rest( [ ...Object.keys( SETTERS ), 'brand', 'type' ] as ( keyof Ways )[], noWay( reason ) ),
	...ways,
} );

/** What `wp.editPost` of XML-RPC takes. */
export const XML_RPC: Ways = {
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
