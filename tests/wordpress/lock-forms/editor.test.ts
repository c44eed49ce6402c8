/**
 * The lock at the product editor: real requests of a shop manager, sent as the page sends them.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FormChanges, readForm, withChanges } from '../../support/admin-forms.ts';
import { describeWithShop } from '../../support/real-shop.ts';
import type { PageAnswer } from '../../support/shop-session.ts';
import { editorPath, fieldsOf, LIST, ours, TIMEOUT_MS, formStage } from './stage.ts';

describeWithShop( 'Lock, product editor', ( { shop } ) => {
	const { manager, simple, link, family, newCategory, stored, value, told, saveEditor } =
		formStage( { shop } );

	test(
		'a locked product saved untouched: nothing changes, nobody is told anything',
		async () => {
			const { parent, linked, free } = await family();
			for ( const id of [ await simple(), parent ] ) {
				const before = await stored( id, linked, free );
				const page = await saveEditor( id );
				expect( page.path ).toContain( 'message=1' );
				expect( ours( page ) ).toEqual( [] );
				expect( await stored( id, linked, free ) ).toEqual( before );
			}
			expect( await told() ).toEqual( [] );
		},
		TIMEOUT_MS
	);

	test(
		'weight and categories are saved, alone and beside what is put back and named once',
		async () => {
			const id = await simple();
			const category = await newCategory();
			const before = await stored( id );
			const page = await saveEditor( id, {
				_weight: '2.5',
				'tax_input[product_cat][]': [ '0', category ],
				post_title: 'Stolen',
				_regular_price: '1',
				_manage_stock: 'yes',
				_stock: '99',
				'product-type': 'variable',
				'tax_input[product_tag]': 'stolen',
				_visibility: 'hidden',
			} );
			expect( await stored( id ) ).toEqual( before );
			expect( await value( id, 'weight' ) ).toBe( '2.5' );
			expect( await value( id, 'category_ids' ) ).toEqual( [ Number( category ) ] );
			const expected = [ 'level', 'name', 'regular_price', 'tags', 'type', 'visibility' ];
			expect( fieldsOf( await told() ) ).toEqual( expected );
			expect( new Set( ( await told() ).map( ( { door } ) => door ) ) ).toEqual(
				new Set( [ 'editor' ] )
			);
			const [ notice, ...more ] = ours( page );
			expect( more ).toEqual( [] );
			for ( const label of [
				'Name',
				'Regular price',
				'Stock quantity',
				'Tags',
				'Product type',
			] ) {
				expect( notice ).toContain( label );
			}
			expect( notice ).toContain( 'Trail & jersey' );
			expect( ours( await manager().get( LIST ) ) ).toEqual( [] );
		},
		TIMEOUT_MS
	);

	test(
		'another name in the form does not rename the variations',
		async () => {
			const { parent, linked, free } = await family();
			const before = await stored( parent, linked, free );
			await saveEditor( parent, { post_title: 'Stolen' } );
			expect( await stored( parent, linked, free ) ).toEqual( before );
			expect( fieldsOf( await told() ) ).toEqual( [ 'name' ] );
		},
		TIMEOUT_MS
	);

	test(
		'an editor that was opened before the product was linked: unticked boxes are named, too',
		async () => {
			const id = await simple( false );
			const page = await manager().get( editorPath( id ) );
			await link( id );
			const before = await stored( id );
			const form = readForm( page.body, 'form#post' );
			const send = ( changes: FormChanges ): Promise< PageAnswer > =>
				manager().post(
					'/wp-admin/post.php',
					withChanges( form, { save: 'Update', ...changes } )
				);
			expect( ours( await send( {} ) ) ).toEqual( [] );
			expect( await told() ).toEqual( [] );
			const answer = await send( {
				_featured: null,
				comment_status: null,
				_sku: 'other',
			} );
			expect( await stored( id ) ).toEqual( before );
			expect( fieldsOf( await told() ) ).toEqual( [ 'featured', 'reviews_allowed', 'sku' ] );
			expect( ours( answer ) ).toHaveLength( 1 );
		},
		TIMEOUT_MS
	);

	test(
		'what another plugin wants while the form is saved is put back as that plugin’s, and the person is not bothered',
		async () => {
			const [ id, other ] = [ await simple(), await simple() ];
			const before = await stored( id, other );
			const folder = join( shop().dir, 'site', 'wp-content', 'plugins', 'meddler' );
			mkdirSync( folder );
			try {
				writeFileSync(
					join( folder, 'meddler.php' ),
					`<?php
					/* Plugin Name: Meddler */
					add_action( 'woocommerce_update_product', function ( $id ) {
						remove_all_actions( 'woocommerce_update_product' );
						foreach ( array( $id, ${ other } ) as $each ) {
							$product = wc_get_product( $each );
							$product->set_regular_price( '1' );
							$product->save();
						}
					} );`
				);
				await shop().php(
					"require_once ABSPATH . 'wp-admin/includes/plugin.php'; activate_plugin( 'meddler/meddler.php' );"
				);
				const page = await saveEditor( id, { _weight: '3' } );
				expect( ours( page ) ).toEqual( [] );
			} finally {
				await shop().php(
					"require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins( 'meddler/meddler.php' );"
				);
				rmSync( folder, { recursive: true } );
			}
			expect( await stored( id, other ) ).toEqual( before );
			expect(
				( await told() ).map( ( { product, field, door, plugin } ) => [
					product,
					field,
					door,
					plugin,
				] )
			).toEqual( [
				[ id, 'regular_price', 'code', 'Meddler' ],
				[ other, 'regular_price', 'code', 'Meddler' ],
			] );
		},
		TIMEOUT_MS
	);

	test(
		'an unlinked product is saved as ever',
		async () => {
			const id = await simple( false );
			const page = await saveEditor( id, {
				_regular_price: '12',
				post_title: 'Renamed',
			} );
			expect( ours( page ) ).toEqual( [] );
			expect( await value( id, 'regular_price' ) ).toBe( '12' );
			expect( await value( id, 'name' ) ).toBe( 'Renamed' );
			expect( await told() ).toEqual( [] );
		},
		TIMEOUT_MS
	);
} );
