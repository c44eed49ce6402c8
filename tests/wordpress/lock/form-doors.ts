/**
 * Doors of wp-admin: what a browser would send from its forms, and what somebody sends by hand to where they go.
 */
import {
	noticesOf,
	readForm,
	scriptValue,
	withChanges,
	type FormChanges,
	type FormFields,
} from '../../support/admin-forms.ts';
import type { FieldName } from '@tillsync/contract';
import { each, type Door, type Visitor } from './doors.ts';
import {
	noWay,
	type Answer,
	type Payload,
	type Request,
	type Target,
	type Ways,
} from './fields.ts';

export const AJAX = '/wp-admin/admin-ajax.php';

/** Any page of wp-admin: shows what was kept for the person. */
const NEXT_PAGE = '/wp-admin/profile.php';

export const editorOf = ( id: number ): string => `/wp-admin/post.php?post=${ id }&action=edit`;

const asChanges = ( payload: Payload ): FormChanges => payload as FormChanges;

/** The answer of an AJAX door: what it said, and the notices of the next page. */
export async function ajax(
	{ session }: Visitor,
	fields: FormFields,
	linked: boolean
): Promise< Answer > {
	const answer = await session.post( AJAX, fields );
	const next = linked ? noticesOf( ( await session.get( NEXT_PAGE ) ).body ) : [];
	return { status: answer.status, text: [ answer.body, ...next ].join( '\n' ) };
}

const NOT_HERE = noWay( 'the form has no such control' );
const NOT_THIS_TYPE = noWay( 'only external and grouped products have it, and the type is locked' );

const allOf = ( ways: Ways, others: Ways ): Ways => ( { ...others, ...ways } );
const every = ( names: Ways, way = NOT_HERE ): Ways =>
	Object.fromEntries( Object.keys( names ).map( ( name ) => [ name, () => way ] ) );

/** Controls of the classic editor, with values a product of the stage does not have. */
const EDITOR: Ways = {
	name: () => ( { post_title: 'Another name' } ),
	slug: ( { unique } ) => ( { post_name: `another-slug-${ unique }` } ),
	description: () => ( { content: 'Another text.' } ),
	short_description: () => ( { excerpt: 'Another few words.' } ),
	type: ( { kind } ) => ( { 'product-type': kind === 'simple' ? 'external' : 'simple' } ),
	parent: ( { kind, other } ) =>
		kind === 'simple'
			? { parent_id: String( other.product ) }
			: noWay( 'WooCommerce keeps variable products without a parent' ),
	status: () => ( { post_status: 'pending' } ),
	visibility: () => ( { _visibility: 'hidden' } ),
	featured: () => ( { _featured: 'on' } ),
	password: () => ( { visibility: 'password', post_password: 'secret' } ),
	date_created: () => ( { aa: '2024', mm: '01', jj: '02', hh: '03', mn: '04', edit_date: '1' } ),
	sku: ( { unique } ) => ( { _sku: `another-${ unique }` } ),
	gtin: ( { unique } ) => ( { _global_unique_id: `12${ unique }` } ),
	regular_price: () => ( { _regular_price: '20' } ),
	sale_price: () => ( { _sale_price: '7' } ),
	sale_dates: () => ( { _sale_price_dates_to: '2090-01-01' } ),
	tax_status: () => ( { _tax_status: 'none' } ),
	tax_class: () => ( { _tax_class: 'reduced-rate' } ),
	// A locked box is not sent, and without it WooCommerce looks at neither.
	level: () => ( { _manage_stock: 'yes', _stock: '99' } ),
	manage_stock: ( { kind } ) => ( { _manage_stock: kind === 'variable' ? 'yes' : '' } ),
	stock_status: () => ( { _stock_status: 'outofstock' } ),
	backorders: () => ( { _manage_stock: 'yes', _backorders: 'yes' } ),
	low_stock_amount: () => ( { _manage_stock: 'yes', _low_stock_amount: '4' } ),
	sold_individually: () => ( { _sold_individually: 'yes' } ),
	weight: () => ( { _weight: '9' } ),
	categories: ( { other } ) => ( {
		'tax_input[product_cat][]': [ '0', String( other.category ) ],
	} ),
	dimensions: () => ( { _length: '20' } ),
	shipping_class: ( { other } ) => ( { product_shipping_class: String( other.shipping ) } ),
	tags: () => ( { 'tax_input[product_tag]': 'Tag other' } ),
	brand: ( { other } ) => ( { 'tax_input[product_brand][]': [ '0', String( other.brand ) ] } ),
	attributes: ( { kind } ) => ( {
		'attribute_names[0]': 'Size',
		'attribute_values[0]': 'Small | Large | Huge',
		'attribute_position[0]': '0',
		'attribute_visibility[0]': '1',
		...( kind === 'variable' ? { 'attribute_variation[0]': '1' } : {} ),
	} ),
	image: ( { other } ) => ( { _thumbnail_id: String( other.image ) } ),
	gallery: ( { other } ) => ( { product_image_gallery: String( other.picture ) } ),
	virtual: () => ( { _virtual: 'on' } ),
	downloads: () => ( { _downloadable: 'on', _download_limit: '3' } ),
	external: () => NOT_THIS_TYPE,
	grouped: () => NOT_THIS_TYPE,
	linked_products: ( { other } ) => ( { 'upsell_ids[]': String( other.product ) } ),
	purchase_note: () => ( { _purchase_note: 'Another note.' } ),
	menu_order: () => ( { menu_order: '7' } ),
	reviews_allowed: () => ( { comment_status: 'closed' } ),
	cost: () => ( { _cogs_value: '6' } ),
};

/** Fields whose change drags others along, or that need a product of their own. */
const ALONE = new Set< string >( [ 'type', 'status', 'manage_stock', 'stock_status' ] );

const together = ( ways: Ways ) => () => [
	( Object.keys( ways ) as FieldName[] ).filter( ( field ) => ! ALONE.has( field ) ),
];

async function editor( { session }: Visitor, { target, payload }: Request ): Promise< Answer > {
	const path = editorOf( target.id );
	const form = readForm( ( await session.get( path ) ).body, 'form#post' );
	const answer = await session.post(
		'/wp-admin/post.php',
		withChanges( form, asChanges( payload ) ),
		path
	);
	return { status: answer.status, text: noticesOf( answer.body ).join( '\n' ) };
}

/** What the page of a variable product hands to its scripts. */
export async function nonces(
	{ session }: Visitor,
	{ other }: Target
): Promise< ( name: string ) => string > {
	const page = ( await session.get( editorOf( other.family ) ) ).body;
	return ( name ) => scriptValue( page, name );
}

const at = ( name: string ): string => `variable_${ name }[0]`;

/** Controls of a variation in the editor. */
const VARIATION: Ways = {
	...every( EDITOR ),
	description: () => ( { [ at( 'description' ) ]: 'Another text.' } ),
	status: () => ( { [ at( 'enabled' ) ]: null } ),
	parent: () => NOT_HERE,
	type: () => NOT_HERE,
	sku: ( { unique } ) => ( { [ at( 'sku' ) ]: `another-${ unique }` } ),
	gtin: ( { unique } ) => ( { [ at( 'global_unique_id' ) ]: `12${ unique }` } ),
	regular_price: () => ( { [ at( 'regular_price' ) ]: '20' } ),
	sale_price: () => ( { [ at( 'sale_price' ) ]: '7' } ),
	sale_dates: () => ( { [ at( 'sale_price_dates_to' ) ]: '2090-01-01' } ),
	tax_class: () => ( { [ at( 'tax_class' ) ]: 'reduced-rate' } ),
	level: () => ( { [ at( 'stock' ) ]: '99', [ at( 'manage_stock' ) ]: 'on' } ),
	manage_stock: () => ( { [ at( 'manage_stock' ) ]: null } ),
	stock_status: () => ( { [ at( 'stock_status' ) ]: 'outofstock' } ),
	backorders: () => ( { [ at( 'backorders' ) ]: 'yes' } ),
	low_stock_amount: () => ( { [ at( 'low_stock_amount' ) ]: '4' } ),
	weight: () => ( { [ at( 'weight' ) ]: '9' } ),
	dimensions: () => ( { [ at( 'length' ) ]: '20' } ),
	shipping_class: ( { other } ) => ( { [ at( 'shipping_class' ) ]: String( other.shipping ) } ),
	attributes: () => ( { 'attribute_size[0]': 'Large' } ),
	image: ( { other } ) => ( { 'upload_image_id[0]': String( other.image ) } ),
	virtual: () => ( { [ at( 'is_virtual' ) ]: 'on' } ),
	downloads: () => ( { [ at( 'is_downloadable' ) ]: 'on', [ at( 'download_limit' ) ]: '3' } ),
	menu_order: () => ( { 'variation_menu_order[0]': '7' } ),
	cost: () => ( { [ at( 'cost_value' ) ]: '6' } ),
};

async function variations(
	visitor: Visitor,
	requests: readonly Request[]
): Promise< readonly Answer[] > {
	const nonce = await nonces( visitor, requests[ 0 ]!.target );
	const answers: Answer[] = [];
	for ( const { target, payload } of requests ) {
		const product = String( target.parentId );
		const html = await visitor.session.post( AJAX, [
			[ 'action', 'woocommerce_load_variations' ],
			[ 'security', nonce( 'load_variations_nonce' ) ],
			[ 'product_id', product ],
			[ 'page', '1' ],
			[ 'per_page', '10' ],
		] );
		const form = readForm( `<div id="rows">${ html.body }</div>`, '#rows' );
		answers.push(
			await ajax(
				visitor,
				[
					[ 'action', 'woocommerce_save_variations' ],
					[ 'security', nonce( 'save_variations_nonce' ) ],
					[ 'product_id', product ],
					[ 'product-type', 'variable' ],
					...withChanges( form, asChanges( payload ) ),
				],
				target.linked
			)
		);
	}
	return answers;
}

const bulk = ( action: string, data: Readonly< Record< string, string > > = {} ) => ( {
	bulk_action: action,
	...Object.fromEntries(
		Object.entries( data ).map( ( [ name, value ] ) => [ `data[${ name }]`, value ] )
	),
} );

/** Bulk actions of a family’s variations. */
const VARIATIONS_AT_ONCE: Ways = {
	...every( EDITOR, noWay( 'there is no such action' ) ),
	status: () => bulk( 'toggle_enabled' ),
	regular_price: () => bulk( 'variable_regular_price', { value: '20' } ),
	sale_price: () => bulk( 'variable_sale_price', { value: '7' } ),
	sale_dates: () =>
		bulk( 'variable_sale_schedule', { date_from: '2089-01-01', date_to: '2090-01-01' } ),
	level: () => bulk( 'variable_stock', { value: '99' } ),
	manage_stock: () => bulk( 'toggle_manage_stock' ),
	stock_status: () => bulk( 'variable_stock_status_outofstock' ),
	low_stock_amount: () => bulk( 'variable_low_stock_amount', { value: '4' } ),
	weight: () => bulk( 'variable_weight', { value: '9' } ),
	dimensions: () => bulk( 'variable_length', { value: '20' } ),
	virtual: () => bulk( 'toggle_virtual' ),
	downloads: () => bulk( 'variable_download_limit', { value: '3' } ),
};

async function variationsAtOnce(
	visitor: Visitor,
	requests: readonly Request[]
): Promise< readonly Answer[] > {
	const nonce = await nonces( visitor, requests[ 0 ]!.target );
	return each(
		requests,
		( { target, payload } ) =>
			ajax(
				visitor,
				[
					[ 'action', 'woocommerce_bulk_edit_variations' ],
					[ 'security', nonce( 'bulk_edit_variations_nonce' ) ],
					[ 'product_id', String( target.parentId ) ],
					[ 'product_type', 'variable' ],
					...( Object.entries( payload ) as [ string, string ][] ),
				],
				target.linked
			),
		1
	);
}

async function attributesTab(
	visitor: Visitor,
	requests: readonly Request[]
): Promise< readonly Answer[] > {
	const nonce = await nonces( visitor, requests[ 0 ]!.target );
	return each(
		requests,
		( { target, payload } ) => {
			const { product_type: type = target.kind, ...changes } = asChanges( payload ) as Record<
				string,
				string
			>;
			const had = {
				'attribute_names[0]': 'Size',
				'attribute_values[0]': 'Small | Large',
				'attribute_position[0]': '0',
				'attribute_visibility[0]': '1',
				...( target.kind === 'variable' ? { 'attribute_variation[0]': '1' } : {} ),
			};
			return ajax(
				visitor,
				[
					[ 'action', 'woocommerce_save_attributes' ],
					[ 'security', nonce( 'save_attributes_nonce' ) ],
					[ 'post_id', String( target.id ) ],
					[ 'product_type', type ],
					[ 'data', new URLSearchParams( { ...had, ...changes } ).toString() ],
				],
				target.linked
			);
		},
		1
	);
}

async function thumbnail(
	visitor: Visitor,
	requests: readonly Request[]
): Promise< readonly Answer[] > {
	return each(
		requests,
		async ( { target, payload } ) => {
			const page = ( await visitor.session.get( editorOf( target.id ) ) ).body;
			const form = readForm( page, 'form#post' );
			return ajax(
				visitor,
				[
					[ 'action', 'set-post-thumbnail' ],
					[ 'json', '1' ],
					[
						'_ajax_nonce',
						form.find( ( [ name ] ) => name === '_wpnonce' )?.[ 1 ] ?? '',
					],
					[ 'post_id', String( target.id ) ],
					...( Object.entries( payload ) as [ string, string ][] ),
				],
				target.linked
			);
		},
		1
	);
}

const noticed = { outcome: 'put back, with a notice' } as const;

export const FORM_DOORS: readonly Door[] = [
	{
		...noticed,
		id: 'editor',
		title: 'Product editor: every panel and box, sent by hand where a control is disabled',
		door: 'editor',
		kinds: [ 'simple', 'variable' ],
		ways: EDITOR,
		together: together( EDITOR ),
		send: ( visitor, requests ) =>
			each( requests, ( request ) => editor( visitor, request ), 1 ),
	},
	{
		...noticed,
		id: 'variations',
		title: 'Variations in the editor: “Save changes”',
		door: 'variations',
		kinds: [ 'variation' ],
		ways: VARIATION,
		together: together( VARIATION ),
		silent: [ 'status', 'manage_stock' ],
		send: variations,
	},
	{
		...noticed,
		id: 'variations at once',
		title: 'Variations in the editor: bulk actions',
		door: 'variations',
		kinds: [ 'variation' ],
		ways: VARIATIONS_AT_ONCE,
		send: variationsAtOnce,
	},
	{
		...noticed,
		id: 'attributes',
		title: 'Attributes in the editor: “Save attributes”',
		door: 'editor',
		kinds: [ 'simple', 'variable' ],
		ways: allOf(
			{
				type: ( { kind } ) => ( {
					product_type: kind === 'simple' ? 'external' : 'simple',
				} ),
				attributes: () => ( { 'attribute_values[0]': 'Small | Large | Huge' } ),
			},
			every( EDITOR )
		),
		send: attributesTab,
	},
	{
		...noticed,
		id: 'thumbnail',
		title: 'Product image set from the media window',
		door: 'editor',
		kinds: [ 'simple', 'variable' ],
		ways: allOf(
			{ image: ( { other } ) => ( { thumbnail_id: String( other.image ) } ) },
			every( EDITOR )
		),
		send: thumbnail,
	},
];
