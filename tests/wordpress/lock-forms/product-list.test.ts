/**
 * The lock at the list of products: quick edit, bulk edit, the star.
 */
import {
	type FormChanges,
	linkWith,
	readForm,
	valueOf,
	withChanges,
} from '../../support/admin-forms.ts';
import { describeWithShop } from '../../support/real-shop.ts';
import type { PageAnswer } from '../../support/shop-session.ts';
import { address, fieldsOf, LIST, ours, TIMEOUT_MS, formStage } from './stage.ts';

describeWithShop( 'Lock, list of products', ( { shop } ) => {
	const { manager, simple, newCategory, stored, value, told } = formStage( { shop } );

	/** What quick edit sends for a row: the controls of the page's hidden row, filled in by its script. */
	const quickEdit = async ( id: number, changes: FormChanges ): Promise< PageAnswer > => {
		const page = await manager().get( LIST );
		const empty = readForm( page.body, '#inline-edit' );
		return manager().post(
			'/wp-admin/admin-ajax.php',
			withChanges( [], {
				action: 'inline-save',
				post_type: 'product',
				post_ID: String( id ),
				edit_date: 'true',
				post_status: 'all',
				screen: 'edit-product',
				post_view: 'list',
				_inline_edit: valueOf( empty, '_inline_edit' ) ?? '',
				woocommerce_quick_edit: '1',
				woocommerce_quick_edit_nonce:
					valueOf( empty, 'woocommerce_quick_edit_nonce' ) ?? '',
				...changes,
			} )
		);
	};

	test(
		'quick edit of a locked row: weight and categories are saved, nothing else, and without a word',
		async () => {
			const id = await simple();
			const before = await stored( id );
			const category = await newCategory();
			const answer = await quickEdit( id, {
				_weight: '3',
				'tax_input[product_cat][]': [ '0', category ],
			} );
			expect( await value( id, 'category_ids' ) ).toEqual( [ Number( category ) ] );
			expect( answer.body ).toContain( `id="post-${ id }"` );
			expect( await stored( id ) ).toEqual( before );
			expect( await value( id, 'weight' ) ).toBe( '3' );
			expect( await told() ).toEqual( [] );
		},
		TIMEOUT_MS
	);

	test(
		'quick edit by hand: locked values are put back and named on the next page',
		async () => {
			const id = await simple();
			const before = await stored( id );
			await quickEdit( id, {
				_weight: '3',
				post_title: 'Stolen',
				_status: 'draft',
				_regular_price: '1',
				_manage_stock: '1',
				_stock: '77',
				_shipping_class: '_no_shipping_class',
			} );
			expect( await stored( id ) ).toEqual( before );
			expect( await value( id, 'weight' ) ).toBe( '3' );
			expect( fieldsOf( await told() ) ).toEqual( [
				'level',
				'name',
				'regular_price',
				'status',
			] );
			expect( ours( await manager().get( LIST ) ) ).toHaveLength( 1 );
		},
		TIMEOUT_MS
	);

	const bulkEdit = async (
		ids: readonly number[],
		changes: Readonly< Record< string, string > >
	): Promise< PageAnswer > => {
		const page = await manager().get( LIST );
		const form = readForm( page.body, '#posts-filter' );
		const row = readForm( page.body, '#bulk-edit' );
		const query = withChanges( [ ...form, ...row ], {
			action: 'edit',
			bulk_edit: 'Update',
			'post[]': ids.map( String ),
			...changes,
		} );
		return manager().get( address( '/wp-admin/edit.php', query ) );
	};

	test(
		'bulk edit of weight alone writes no level, even one that SQL changed meanwhile, and says nothing',
		async () => {
			const [ linked, free ] = [ await simple(), await simple( false ) ];
			const before = await stored( linked );
			const page = await bulkEdit( [ linked, free ], {
				change_weight: '1',
				_weight: '4',
			} );
			expect( page.path ).toContain( 'updated=2' );
			expect( await stored( linked ) ).toEqual( before );
			expect( await value( linked, 'weight' ) ).toBe( '4' );
			expect( await value( free, 'weight' ) ).toBe( '4' );
			expect( ours( page ) ).toEqual( [] );
			expect( await told() ).toEqual( [] );
		},
		TIMEOUT_MS
	);

	test.each( [
		[ 'set', '1' ],
		[ 'raised', '2' ],
		[ 'lowered', '3' ],
	] )(
		'bulk edit: a level %s for all reaches the unlinked product only',
		async ( _name, way ) => {
			const [ linked, free ] = [ await simple(), await simple( false ) ];
			const before = await stored( linked );
			const page = await bulkEdit( [ linked, free ], {
				change_stock: way,
				_stock: '3',
				change_regular_price: '2',
				_regular_price: '5',
				_status: 'draft',
				post_content: 'Stolen',
				change_weight: '1',
				_weight: '4',
			} );
			expect( await stored( linked ) ).toEqual( before );
			expect( await value( linked, 'weight' ) ).toBe( '4' );
			expect( await value( free, 'stock_quantity' ) ).toBe( { 1: 3, 2: 8, 3: 2 }[ way ] );
			expect( await value( free, 'regular_price' ) ).toBe( '15' );
			expect( await value( free, 'status' ) ).toBe( 'draft' );
			const rows = await told();
			expect( fieldsOf( rows ) ).toEqual( [
				'description',
				'level',
				'regular_price',
				'status',
			] );
			expect(
				new Set( rows.map( ( { product, door } ) => `${ product } ${ door }` ) )
			).toEqual( new Set( [ `${ linked } bulk_edit` ] ) );
			expect( ours( page ) ).toHaveLength( 1 );
		},
		TIMEOUT_MS
	);

	test(
		'the star does not change, and the page says so',
		async () => {
			const id = await simple();
			const list = await manager().get( LIST );
			const link = linkWith(
				list.body,
				'action=woocommerce_feature_product',
				`product_id=${ id }&`
			);
			const before = await stored( id );
			const nonce = new URL(
				link ?? linkWith( list.body, 'action=woocommerce_feature_product' ) ?? '',
				shop().url
			).searchParams.get( '_wpnonce' );
			const answer = await manager().get(
				`/wp-admin/admin-ajax.php?action=woocommerce_feature_product&product_id=${ id }&_wpnonce=${ nonce }`
			);
			expect( await stored( id ) ).toEqual( before );
			expect( await told() ).toMatchObject( [
				{ product: id, field: 'featured', door: 'list' },
			] );
			expect( ours( answer ) ).toHaveLength( 1 );
		},
		TIMEOUT_MS
	);
} );
