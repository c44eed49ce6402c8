/**
 * Doors of WooCommerce's REST API.
 */
import { each, type Door, type Visitor } from './doors.ts';
import { KINDS, noWay, type Answer, type Request, type Target, type Ways } from './fields.ts';

const NOT_THIS_TYPE = noWay( 'only external and grouped products have it, and the type is locked' );
const OF_ITS_PARENT = noWay( 'the address names the parent, and WooCommerce refuses another one' );

const sizes = ( options: readonly string[] ) => [
	{ name: 'Size', options, visible: true, variation: true },
];

/** Fields of `wc/v3`. */
export const WC_V3: Ways = {
	name: () => ( { name: 'Another name' } ),
	slug: ( { unique } ) => ( { slug: `another-slug-${ unique }` } ),
	description: () => ( { description: 'Another text.' } ),
	short_description: () => ( { short_description: 'Another few words.' } ),
	type: ( { kind } ) =>
		kind === 'variation'
			? noWay( 'the route makes variations of everything' )
			: { type: kind === 'simple' ? 'external' : 'simple' },
	parent: ( { kind, other } ) =>
		kind === 'variation' ? OF_ITS_PARENT : { parent_id: other.product },
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
	categories: ( { other } ) => ( { categories: [ { id: other.category } ] } ),
	dimensions: () => ( { dimensions: { length: '20', width: '3', height: '4' } } ),
	shipping_class: () => ( { shipping_class: 'shipping-other' } ),
	tags: ( { other } ) => ( { tags: [ { id: other.tag } ] } ),
	brand: ( { other } ) => ( { brands: [ { id: other.brand } ] } ),
	attributes: ( { kind } ) =>
		kind === 'variation'
			? { attributes: [ { name: 'Size', option: 'Large' } ] }
			: { attributes: sizes( [ 'Small', 'Large', 'Huge' ] ) },
	image: ( { kind, had, other } ) =>
		kind === 'variation'
			? { image: { id: other.image } }
			: { images: [ { id: other.image }, { id: had.picture } ] },
	gallery: ( { had, other } ) => ( { images: [ { id: had.image }, { id: other.picture } ] } ),
	virtual: () => ( { virtual: true } ),
	downloads: () => ( { downloadable: true, download_limit: 3 } ),
	external: () => NOT_THIS_TYPE,
	grouped: () => NOT_THIS_TYPE,
	linked_products: ( { other } ) => ( { upsell_ids: [ other.product ] } ),
	purchase_note: () => ( { purchase_note: 'Another note.' } ),
	menu_order: () => ( { menu_order: 7 } ),
	reviews_allowed: () => ( { reviews_allowed: false } ),
	cost: () => ( { cost_of_goods_sold: { values: [ { defined_value: 6 } ] } } ),
};

const NOT_YET = noWay( 'this version of the API does not know it' );

/** `wc/v2` and `wc/v1` know fewer fields. */
const OLDER: Ways = {
	...WC_V3,
	gtin: () => NOT_YET,
	low_stock_amount: () => NOT_YET,
	password: () => NOT_YET,
	cost: () => NOT_YET,
	brand: () => NOT_YET,
	date_created: () => noWay( 'this version of the API only reads it' ),
	stock_status: () => ( { in_stock: false } ),
};

const V2: Ways = {
	...OLDER,
	status: ( { kind } ) => ( kind === 'variation' ? { visible: false } : { status: 'private' } ),
};

const V1: Ways = {
	...OLDER,
	image: ( { had, other } ) => ( {
		images: [
			{ id: other.image, position: 0 },
			{ id: had.picture, position: 1 },
		],
	} ),
	gallery: ( { had, other } ) => ( {
		images: [
			{ id: had.image, position: 0 },
			{ id: other.picture, position: 1 },
		],
	} ),
};

/** Meta keys through `meta_data`, each with a value it does not have. */
export const META: Ways = {
	description: ( { kind } ) =>
		kind === 'variation'
			? { _variation_description: 'Another text.' }
			: noWay( 'it is no meta' ),
	sku: ( { unique } ) => ( { _sku: `another-${ unique }` } ),
	gtin: ( { unique } ) => ( { _global_unique_id: `12${ unique }` } ),
	regular_price: () => ( { _regular_price: '20' } ),
	sale_price: () => ( { _sale_price: '7' } ),
	sale_dates: () => ( { _sale_price_dates_to: '3786912000' } ),
	tax_status: () => ( { _tax_status: 'none' } ),
	tax_class: () => ( { _tax_class: 'reduced-rate' } ),
	level: () => ( { _stock: '99' } ),
	manage_stock: ( { kind } ) => ( { _manage_stock: kind === 'variable' ? 'yes' : 'no' } ),
	stock_status: () => ( { _stock_status: 'outofstock' } ),
	backorders: () => ( { _backorders: 'yes' } ),
	low_stock_amount: () => ( { _low_stock_amount: '4' } ),
	sold_individually: () => ( { _sold_individually: 'yes' } ),
	weight: () => ( { _weight: '9' } ),
	dimensions: () => ( { _length: '20' } ),
	attributes: ( { kind } ) =>
		kind === 'variation'
			? { attribute_size: 'Large' }
			: { _default_attributes: { size: 'Large' } },
	image: ( { other } ) => ( { _thumbnail_id: String( other.image ) } ),
	gallery: ( { other } ) => ( { _product_image_gallery: String( other.picture ) } ),
	virtual: () => ( { _virtual: 'yes' } ),
	downloads: () => ( { _downloadable: 'yes', _download_limit: '3' } ),
	external: () => ( { _product_url: 'https://example.test/' } ),
	grouped: ( { other } ) => ( { _children: [ other.product ] } ),
	linked_products: ( { other } ) => ( { _upsell_ids: [ other.product ] } ),
	purchase_note: () => ( { _purchase_note: 'Another note.' } ),
	cost: () => ( { _cogs_total_value: '6' } ),
	...Object.fromEntries(
		(
			[
				'name',
				'slug',
				'short_description',
				'type',
				'parent',
				'status',
				'visibility',
				'featured',
				'password',
				'date_created',
				'categories',
				'shipping_class',
				'tags',
				'brand',
				'menu_order',
				'reviews_allowed',
			] as const
		 ).map( ( field ) => [ field, () => noWay( 'it is no meta' ) ] )
	),
};

const asMeta: Ways = Object.fromEntries(
	Object.entries( META ).map( ( [ field, way ] ) => [
		field,
		( target: Target ) => {
			const payload = way( target );
			return 'noWay' in payload
				? payload
				: {
						meta_data: Object.entries( payload ).map( ( [ key, value ] ) => ( {
							key,
							value,
						} ) ),
					};
		},
	] )
);

const address = ( base: string, { kind, id, parentId }: Target ): string =>
	kind === 'variation'
		? `${ base }/products/${ parentId }/variations/${ id }`
		: `${ base }/products/${ id }`;

const putEach =
	( base: string ) =>
	( { api }: Visitor, requests: readonly Request[] ): Promise< readonly Answer[] > =>
		each( requests, ( { target, payload } ) => api( 'PUT', address( base, target ), payload ) );

/** One batch for all products; variations one batch a parent. Answers are those of the items. */
async function putBatch(
	{ api }: Visitor,
	requests: readonly Request[]
): Promise< readonly Answer[] > {
	const item = ( { target, payload }: Request ) => ( { id: target.id, ...payload } );
	const answers = async (
		base: string,
		list: readonly Request[]
	): Promise< readonly Answer[] > => {
		const answer = await api( 'POST', `${ base }/batch`, { update: list.map( item ) } );
		const { update } = JSON.parse( answer.text ) as {
			update: readonly { readonly error?: { readonly data: { readonly status: number } } }[];
		};
		return update.map( ( part ) => ( {
			status: part.error?.data.status ?? 200,
			text: JSON.stringify( part.error ?? part ),
		} ) );
	};
	if ( requests[ 0 ]?.target.kind !== 'variation' ) {
		return answers( 'wc/v3/products', requests );
	}
	return each( requests, async ( request ) => {
		const [ answer ] = await answers(
			`wc/v3/products/${ request.target.parentId }/variations`,
			[ request ]
		);
		return answer ?? { status: 0, text: 'The batch answered nothing.' };
	} );
}

const refused = { outcome: 'refused', door: 'rest', kinds: KINDS } as const;

export const REST_DOORS: readonly Door[] = [
	{ ...refused, id: 'wc/v3', title: 'REST API `wc/v3`', ways: WC_V3, send: putEach( 'wc/v3' ) },
	{ ...refused, id: 'wc/v2', title: 'REST API `wc/v2`', ways: V2, send: putEach( 'wc/v2' ) },
	{
		...refused,
		id: 'wc/v1',
		title: 'REST API `wc/v1`',
		kinds: [ 'simple', 'variable' ],
		ways: V1,
		send: putEach( 'wc/v1' ),
	},
	{
		...refused,
		id: 'wc-analytics',
		title: 'Stock panel on WooCommerce’s Home (`wc-analytics`)',
		ways: WC_V3,
		send: putEach( 'wc-analytics' ),
	},
	{
		...refused,
		id: 'wc/v3 batch',
		title: 'REST API `wc/v3`, batch (item by item: the others succeed)',
		ways: WC_V3,
		send: putBatch,
	},
	{
		...refused,
		id: 'wc/v3 meta_data',
		title: 'REST API `wc/v3`, `meta_data` with the keys of fields',
		ways: asMeta,
		complains: /is_internal_meta_key was called|function is deprecated/,
		send: putEach( 'wc/v3' ),
	},
];
