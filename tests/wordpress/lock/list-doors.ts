/**
 * Doors of the list of products: quick edit, bulk edit, the star, drag and drop.
 */
import { linkWith, noticesOf, readForm } from '../../support/admin-forms.ts';
import { each, type Door, type Visitor } from './doors.ts';
import { noWay, type Answer, type Payload, type Request, type Ways } from './fields.ts';
import { ajax } from './form-doors.ts';

const LIST = '/wp-admin/edit.php?post_type=product';

const NOT_HERE = noWay( 'the form does not take it' );

/** Fields core takes from quick edit, and from a bulk edit made by hand. */
const POST_FIELDS: Ways = {
	name: () => ( { post_title: 'Another name' } ),
	slug: ( { unique } ) => ( { post_name: `another-slug-${ unique }` } ),
	status: () => ( { _status: 'private' } ),
	password: () => ( { post_password: 'secret' } ),
	tags: () => ( { 'tax_input[product_tag]': 'Tag other' } ),
	brand: ( { other } ) => ( { 'tax_input[product_brand][]': String( other.brand ) } ),
	categories: ( { other } ) => ( { 'tax_input[product_cat][]': String( other.category ) } ),
	reviews_allowed: () => ( { comment_status: 'closed' } ),
};

/** Fields WooCommerce takes from both. */
const SHOP_FIELDS: Ways = {
	visibility: () => ( { _visibility: 'hidden' } ),
	featured: () => ( { _featured: 'yes' } ),
	regular_price: ( { kind } ) =>
		kind === 'variable' ? NOT_HERE : { change_regular_price: '1', _regular_price: '20' },
	sale_price: ( { kind } ) =>
		kind === 'variable' ? NOT_HERE : { change_sale_price: '1', _sale_price: '7' },
	tax_status: () => ( { _tax_status: 'none' } ),
	tax_class: () => ( { _tax_class: 'reduced-rate' } ),
	level: () => ( { change_stock: '1', _stock: '99' } ),
	stock_status: () => ( { _stock_status: 'outofstock' } ),
	backorders: () => ( { _backorders: 'yes' } ),
	weight: () => ( { change_weight: '1', _weight: '9' } ),
	dimensions: () => ( { change_dimensions: '1', _length: '20', _width: '3', _height: '4' } ),
	shipping_class: () => ( { _shipping_class: 'shipping-other' } ),
	cost: () => ( { change_cogs_value: '1', _cogs_value: '6' } ),
};

const NOWHERE: Ways = Object.fromEntries(
	(
		[
			'description',
			'short_description',
			'type',
			'parent',
			'date_created',
			'sku',
			'gtin',
			'sale_dates',
			'manage_stock',
			'low_stock_amount',
			'sold_individually',
			'attributes',
			'image',
			'gallery',
			'virtual',
			'downloads',
			'external',
			'grouped',
			'linked_products',
			'purchase_note',
			'menu_order',
		] as const
	 ).map( ( field ) => [ field, () => NOT_HERE ] )
);

const NONE: Ways = Object.fromEntries(
	Object.keys( { ...NOWHERE, ...POST_FIELDS, ...SHOP_FIELDS } ).map( ( field ) => [
		field,
		() => NOT_HERE,
	] )
);

const QUICK: Ways = {
	...NOWHERE,
	...POST_FIELDS,
	...SHOP_FIELDS,
	date_created: () => ( { aa: '2024', mm: '01', jj: '02', hh: '03', mn: '04', ss: '05' } ),
	sku: ( { unique } ) => ( { _sku: `another-${ unique }` } ),
	manage_stock: ( { kind } ) => ( { _manage_stock: kind === 'variable' ? 'yes' : '' } ),
	menu_order: () => ( { menu_order: '7' } ),
};

const BULK: Ways = {
	...NOWHERE,
	...POST_FIELDS,
	...SHOP_FIELDS,
	description: () => ( { content: 'Another text.' } ),
	short_description: () => ( { excerpt: 'Another few words.' } ),
	date_created: () => ( {
		aa: '2024',
		mm: '01',
		jj: '02',
		hh: '03',
		mn: '04',
		ss: '05',
		edit_date: '1',
	} ),
	parent: ( { kind, other } ) =>
		kind === 'simple' ? { post_parent: String( other.product ) } : NOT_HERE,
	manage_stock: ( { kind } ) => ( { _manage_stock: kind === 'variable' ? 'yes' : 'no' } ),
	sold_individually: () => ( { _sold_individually: 'yes' } ),
	image: ( { other } ) => ( { _thumbnail_id: String( other.image ) } ),
	menu_order: () => ( { menu_order: '7' } ),
};

const ALONE = new Set( [ 'status', 'manage_stock', 'stock_status' ] );

const together = ( ways: Ways ) => () => [
	( Object.keys( ways ) as ( keyof Ways )[] ).filter( ( field ) => ! ALONE.has( field ) ),
];

const pairs = ( fields: Payload ): readonly ( readonly [ string, string ] )[] =>
	Object.entries( fields as Record< string, string > );

/** What the row of a product of the stage sends when nobody touches it. */
const row = ( { target, fields }: Request, number: string ): Payload => ( {
	post_title: `Stage product ${ number }`,
	comment_status: 'open',
	_status: 'publish',
	jj: '03',
	mm: '02',
	aa: '2025',
	hh: '04',
	mn: '05',
	ss: '06',
	_sku: `stage-${ target.linked ? 'linked' : 'unlinked' }-${ number }`,
	_weight: '1',
	_length: '2',
	_width: '3',
	_height: '4',
	_visibility: 'visible',
	_tax_status: 'taxable',
	_backorders: 'no',
	_stock_status: 'instock',
	_cogs_value: '4',
	...( target.kind === 'simple' ? { _regular_price: '10', _sale_price: '8' } : {} ),
	...( target.kind === 'simple' && ! fields.includes( 'stock_status' )
		? { _manage_stock: 'yes', _stock: '5' }
		: {} ),
} );

/** A page that holds what quick and bulk edit need. */
const list = async ( { session }: Visitor ): Promise< string > =>
	( await session.get( LIST ) ).body;

const value = ( html: string, selector: string, name: string ): string =>
	readForm( html, selector ).find( ( [ known ] ) => known === name )?.[ 1 ] ?? '';

async function quickEdit(
	visitor: Visitor,
	requests: readonly Request[]
): Promise< readonly Answer[] > {
	const page = await list( visitor );
	return each(
		requests,
		( request ) =>
			ajax(
				visitor,
				[
					[ 'action', 'inline-save' ],
					[ '_inline_edit', value( page, '#inline-edit', '_inline_edit' ) ],
					[ 'post_type', 'product' ],
					[ 'post_ID', String( request.target.id ) ],
					[ 'edit_date', 'true' ],
					[ 'post_view', 'list' ],
					[ 'screen', 'edit-product' ],
					[ 'woocommerce_quick_edit', '1' ],
					[
						'woocommerce_quick_edit_nonce',
						value( page, '#inline-edit', 'woocommerce_quick_edit_nonce' ),
					],
					...pairs( { ...row( request, request.target.number ), ...request.payload } ),
				],
				request.target.linked
			),
		1
	);
}

async function bulkEdit(
	visitor: Visitor,
	requests: readonly Request[]
): Promise< readonly Answer[] > {
	const page = await list( visitor );
	return each(
		requests,
		async ( { target, payload } ) => {
			const query = new URLSearchParams( [
				[ 'post_type', 'product' ],
				[ 'action', 'edit' ],
				[ 'bulk_edit', 'Update' ],
				[ '_wpnonce', value( page, '#posts-filter', '_wpnonce' ) ],
				[ 'post[]', String( target.id ) ],
				[ '_status', '-1' ],
				[ 'woocommerce_bulk_edit', '1' ],
				[
					'woocommerce_quick_edit_nonce',
					value( page, '#bulk-edit', 'woocommerce_quick_edit_nonce' ),
				],
				...[ 'change_stock', 'change_cogs_value' ]
					.filter( ( name ) => payload[ name ] === undefined )
					.map( ( name ) => [ name, '' ] ),
				...pairs( payload ),
			] as [ string, string ][] );
			query.set(
				'_status',
				typeof payload[ '_status' ] === 'string' ? payload[ '_status' ] : '-1'
			);
			const answer = await visitor.session.get( `/wp-admin/edit.php?${ query.toString() }` );
			return { status: answer.status, text: noticesOf( answer.body ).join( '\n' ) };
		},
		1
	);
}

async function star(
	visitor: Visitor,
	requests: readonly Request[]
): Promise< readonly Answer[] > {
	const link = linkWith( await list( visitor ), 'action=woocommerce_feature_product' ) ?? '';
	const any = new URL( link, visitor.shop.url );
	return each(
		requests,
		async ( { target } ) => {
			any.searchParams.set( 'product_id', String( target.id ) );
			const page = await visitor.session.get( any.pathname + any.search );
			return { status: page.status, text: noticesOf( page.body ).join( '\n' ) };
		},
		1
	);
}

async function drag(
	visitor: Visitor,
	requests: readonly Request[]
): Promise< readonly Answer[] > {
	// Newer WooCommerce hands a nonce to the script of this screen.
	const page = ( await visitor.session.get( `${ LIST }&orderby=menu_order+title&order=asc` ) )
		.body;
	const nonce = /woocommerce_product_ordering_params = \{"nonce":"(\w+)"/.exec( page )?.[ 1 ];
	return each(
		requests,
		( { target } ) =>
			ajax(
				visitor,
				[
					[ 'action', 'woocommerce_product_ordering' ],
					...( nonce === undefined ? [] : [ [ 'security', nonce ] as const ] ),
					[ 'id', String( target.id ) ],
					[ 'nextid', String( target.other.product ) ],
				],
				target.linked
			),
		1
	);
}

const noticed = { outcome: 'put back, with a notice', kinds: [ 'simple', 'variable' ] } as const;

export const LIST_DOORS: readonly Door[] = [
	{
		...noticed,
		id: 'quick edit',
		title: 'Quick edit',
		door: 'quick_edit',
		ways: QUICK,
		together: together( QUICK ),
		send: quickEdit,
	},
	{
		...noticed,
		id: 'bulk edit',
		title: 'Bulk edit, also with fields its form does not have',
		door: 'bulk_edit',
		ways: BULK,
		together: together( BULK ),
		send: bulkEdit,
	},
	{
		...noticed,
		id: 'star',
		title: 'The star in the list',
		door: 'list',
		ways: { ...NONE, featured: () => ( { star: true } ) },
		send: star,
	},
	{
		...noticed,
		id: 'drag and drop',
		title: 'Drag and drop in the list (the order is the shop’s)',
		door: 'list',
		ways: { ...NONE, menu_order: () => ( { drag: true } ) },
		send: drag,
	},
];
