/**
 * The lock at the editor’s requests for variations and attributes.
 */
import {
	type FormChanges,
	type FormFields,
	readForm,
	scriptValue,
	withChanges,
} from '../../support/admin-forms.ts';
import { describeWithShop } from '../../support/real-shop.ts';
import type { PageAnswer } from '../../support/shop-session.ts';
import { editorPath, fieldsOf, LIST, ours, TIMEOUT_MS, formStage } from './stage.ts';

describeWithShop( 'Lock, variations by AJAX', ( { shop } ) => {
	const { manager, family, stored, value, told, ajax } = formStage( { shop } );

	/** The variations of a page that is open, as the editor's script asks for them. */
	const reload = async ( page: string, parent: number ): Promise< string > =>
		(
			await ajax( {
				action: 'woocommerce_load_variations',
				security: scriptValue( page, 'load_variations_nonce' ),
				product_id: String( parent ),
				attributes: '',
				page: '1',
				per_page: '15',
			} )
		).body;
	/** The editor's page, and the controls of its variations. */
	const load = async ( parent: number ): Promise< [ page: string, sent: FormFields ] > => {
		const page = ( await manager().get( editorPath( parent ) ) ).body;
		return [
			page,
			readForm( `<div id="all">${ await reload( page, parent ) }</div>`, '#all' ),
		];
	};
	const save = async ( parent: number, changes: FormChanges ): Promise< PageAnswer > => {
		const [ page, sent ] = await load( parent );
		return manager().post(
			'/wp-admin/admin-ajax.php',
			withChanges( sent, {
				action: 'woocommerce_save_variations',
				security: scriptValue( page, 'save_variations_nonce' ),
				product_id: String( parent ),
				'product-type': 'variable',
				default_attribute_size: 'M',
				...changes,
			} )
		);
	};
	/** Row of a variation in the form. */
	const rowOf = ( sent: FormFields, id: number ): string =>
		/\[(\d+)\]/.exec(
			sent.find(
				( [ name, text ] ) => name.startsWith( 'variable_post_id' ) && text === String( id )
			)?.[ 0 ] ?? ''
		)?.[ 1 ] ?? '?';

	test(
		'saved untouched: nothing changes, nobody is told anything',
		async () => {
			const { parent, linked, free } = await family();
			const before = await stored( parent, linked, free );
			expect( ( await save( parent, {} ) ).body ).toBe( '' );
			expect( await stored( parent, linked, free ) ).toEqual( before );
			expect( await told() ).toEqual( [] );
		},
		TIMEOUT_MS
	);

	test(
		'the linked one keeps what is locked, its sibling changes; WooCommerce’s answer says so, once',
		async () => {
			const { parent, linked, free } = await family();
			const before = await stored( parent, linked );
			const [ , sent ] = await load( parent );
			const [ l, f ] = [ rowOf( sent, linked ), rowOf( sent, free ) ];
			const answer = await save( parent, {
				[ `variable_weight[${ l }]` ]: '7',
				[ `variable_regular_price[${ l }]` ]: '1',
				[ `variable_sku[${ l }]` ]: 'stolen',
				[ `variable_regular_price[${ f }]` ]: '12',
			} );
			expect( await stored( parent, linked ) ).toEqual( before );
			expect( await value( linked, 'weight' ) ).toBe( '7' );
			expect( await value( free, 'regular_price' ) ).toBe( '12' );
			expect( answer.body ).toContain( 'Regular price' );
			expect( answer.body ).toContain( 'SKU' );
			expect(
				( await told() ).map( ( { product, field, door } ) => [ product, field, door ] )
			).toEqual( [
				[ linked, 'regular_price', 'variations' ],
				[ linked, 'sku', 'variations' ],
			] );
			const next = await manager().get( editorPath( parent ) );
			expect( ours( next ) ).toEqual( [] );
			expect( next.body ).not.toContain( 'woocommerce_errors' );
		},
		TIMEOUT_MS
	);

	test(
		'bulk actions reach the unlinked one only; what was refused stands above the variations',
		async () => {
			const { parent, linked, free } = await family();
			const before = await stored( linked );
			const [ page ] = await load( parent );
			const act = (
				bulkAction: string,
				data: Readonly< Record< string, string > >
			): Promise< PageAnswer > =>
				ajax( {
					action: 'woocommerce_bulk_edit_variations',
					security: scriptValue( page, 'bulk_edit_variations_nonce' ),
					product_id: String( parent ),
					product_type: 'variable',
					bulk_action: bulkAction,
					...data,
				} );
			await act( 'variable_regular_price', { 'data[value]': '33' } );
			await act( 'variable_stock', { 'data[value]': '44' } );
			await act( 'variable_weight', { 'data[value]': '6' } );
			expect( await stored( linked ) ).toEqual( before );
			expect( await value( linked, 'weight' ) ).toBe( '6' );
			expect( await value( free, 'regular_price' ) ).toBe( '33' );
			expect( await value( free, 'stock_quantity' ) ).toBe( 44 );
			expect( fieldsOf( await told() ) ).toEqual( [ 'level', 'regular_price' ] );
			const html = await reload( page, parent );
			expect( html ).toContain( 'Regular price, Stock quantity' );
			expect( ours( await manager().get( LIST ) ) ).toEqual( [] );

			await act( 'delete_all', { 'data[allowed]': 'true' } );
			expect( await stored( linked ) ).toEqual( before );
			expect( await shop().php( `echo get_post_status( ${ free } );` ) ).toBe( '' );
		},
		TIMEOUT_MS
	);

	test(
		'new variations and other attributes are refused with the reason; unlinked ones alone are removed',
		async () => {
			const { parent, linked, free } = await family();
			const before = await stored( parent, linked );
			const [ page ] = await load( parent );
			const children = (): Promise< string > =>
				shop().php( `echo count( wc_get_product( ${ parent } )->get_children() );` );
			const data =
				'attribute_names[0]=Size&attribute_values[0]=S|M|L|XL&attribute_visibility[0]=1&attribute_variation[0]=1&attribute_position[0]=0';

			const added = await ajax( {
				action: 'woocommerce_add_variation',
				security: scriptValue( page, 'add_variation_nonce' ),
				post_id: String( parent ),
				loop: '2',
			} );
			expect( added.body ).toContain( 'decides which variations' );
			const all = await ajax( {
				action: 'woocommerce_link_all_variations',
				security: scriptValue( page, 'link_variation_nonce' ),
				post_id: String( parent ),
			} );
			expect( all.body ).toBe( '0' );
			const said = await reload( page, parent );
			expect( said ).toContain( 'decides which variations' );
			expect( said ).not.toContain( 'Parent product' );
			for ( const [ action, nonce ] of [
				[ 'woocommerce_add_attributes_and_variations', 'add_attributes_and_variations' ],
				[ 'woocommerce_save_attributes', 'save_attributes_nonce' ],
			] as const ) {
				const answer = await ajax( {
					action,
					security: scriptValue( page, nonce ),
					post_id: String( parent ),
					product_type: 'simple',
					data,
				} );
				expect( typeof ( JSON.parse( answer.body ) as { error?: unknown } ).error ).toBe(
					'string'
				);
			}
			expect( await children() ).toBe( '2' );
			expect( await stored( parent, linked ) ).toEqual( before );

			await ajax( {
				action: 'woocommerce_remove_variations',
				security: scriptValue( page, 'delete_variations_nonce' ),
				'variation_ids[]': [ String( linked ), String( free ) ],
			} );
			expect( await children() ).toBe( '1' );
			expect( await shop().php( `echo get_post_status( ${ linked } );` ) ).toBe( 'publish' );
			const html = await reload( page, parent );
			expect( html ).toContain( '1 product was kept' );
		},
		TIMEOUT_MS
	);
} );
