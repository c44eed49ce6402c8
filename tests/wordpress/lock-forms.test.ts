/**
 * The lock at the forms of wp-admin: real requests of a shop manager, sent as the pages send them.
 */
import {
	type FormChanges,
	type FormFields,
	linkWith,
	noticesOf,
	readForm,
	scriptValue,
	valueOf,
	withChanges,
} from '../support/admin-forms.ts';
import { describeWithShop } from '../support/real-shop.ts';
import { logIn, type PageAnswer, type ShopSession } from '../support/shop-session.ts';

const TIMEOUT_MS = 120_000;
const LIST = '/wp-admin/edit.php?post_type=product';

interface Family {
	readonly parent: number;
	readonly linked: number;
	readonly free: number;
}

interface Told {
	readonly product: number;
	readonly field: string;
	readonly door: string;
	readonly from: string;
	readonly to: string;
}

/** PHP that makes and links products; each test has its own. */
const MAKE = `
	$input = json_decode( stream_get_contents( STDIN ), true );
	$links = TillSync\\Plugin::services()->links();
	$link  = static function ( WC_Product $product ) use ( $links ): void {
		$links->link( array( array( 'item_id' => 'item-' . $product->get_id(), 'product_id' => $product->get_id(), 'parent_id' => $product->get_parent_id() ) ) );
	};
	$fill = static function ( WC_Product $product ): void {
		$product->set_regular_price( '10' );
		$product->set_sku( uniqid( 'sku-' ) );
		$product->set_manage_stock( true );
		$product->set_stock_quantity( 5 );
		$product->set_weight( '1' );
	};
`;

describeWithShop( 'Lock, forms of wp-admin', ( { shop } ) => {
	let manager: ShopSession;

	beforeAll( async () => {
		manager = await logIn( shop(), shop().managerUser, shop().managerPassword );
	}, TIMEOUT_MS );

	beforeEach( async () => {
		await shop().sql( 'DELETE FROM wp_tillsync_activity' );
		await shop().sql( "DELETE FROM wp_usermeta WHERE meta_key LIKE '%tillsync_refused'" );
		shop().clearLogs();
	}, TIMEOUT_MS );

	afterEach( () => {
		expect( shop().debugLog() ).toBe( '' );
	} );

	/** A published simple product with tag, brand, featured, up-sells and an attribute: what a locked form would wipe. */
	const simple = async ( linked = true ): Promise< number > =>
		Number(
			await shop().php(
				`${ MAKE }
				$product = new WC_Product_Simple();
				$fill( $product );
				$product->set_name( 'Trail & jersey' );
				$product->set_description( "First\\n\\nSecond" );
				$product->set_featured( true );
				$product->set_sold_individually( true );
				$product->set_upsell_ids( array( wc_get_product_id_by_sku( 'SHOP-0001' ) ) );
				$product->set_purchase_note( 'Thanks' );
				$product->set_reviews_allowed( true );
				$product->set_low_stock_amount( 2 );
				$attribute = new WC_Product_Attribute();
				$attribute->set_name( 'Fabric' );
				$attribute->set_options( array( 'Wool', 'Cotton' ) );
				$attribute->set_visible( true );
				$product->set_attributes( array( $attribute ) );
				$product->save();
				wp_set_object_terms( $product->get_id(), array( 'outdoor' ), 'product_tag' );
				wp_set_object_terms( $product->get_id(), array( 'Northwind' ), 'product_brand' );
				if ( $input ) { $link( $product ); }
				echo $product->get_id();`,
				linked
			)
		);

	/** A variable product with a linked and an unlinked variation. */
	const family = async (): Promise< Family > =>
		JSON.parse(
			await shop().php(
				`${ MAKE }
				$attribute = new WC_Product_Attribute();
				$attribute->set_name( 'Size' );
				$attribute->set_options( array( 'S', 'M', 'L' ) );
				$attribute->set_visible( true );
				$attribute->set_variation( true );
				$parent = new WC_Product_Variable();
				$parent->set_name( 'Jersey family' );
				$parent->set_attributes( array( $attribute ) );
				$parent->set_default_attributes( array( 'size' => 'M' ) );
				$parent->set_weight( '1' );
				$parent->save();
				$made = array();
				foreach ( array( 'S', 'M' ) as $size ) {
					$variation = new WC_Product_Variation();
					$variation->set_parent_id( $parent->get_id() );
					$variation->set_attributes( array( 'size' => $size ) );
					$fill( $variation );
					$variation->save();
					$made[] = $variation;
				}
				$link( $made[0] );
				echo wp_json_encode( array( 'parent' => $parent->get_id(), 'linked' => $made[0]->get_id(), 'free' => $made[1]->get_id() ) );`,
				null
			)
		) as Family;

	/** Everything stored of products, apart from weight, categories, order, and what WordPress and WooCommerce note or work out at every save. */
	const stored = async ( ...ids: readonly number[] ): Promise< unknown > =>
		JSON.parse(
			await shop().php(
				`global $wpdb;
				$state = array();
				foreach ( json_decode( stream_get_contents( STDIN ), true ) as $id ) {
					$post = get_post( $id, ARRAY_A );
					unset( $post['post_modified'], $post['post_modified_gmt'], $post['menu_order'], $post['post_author'] );
					$meta = get_post_meta( $id );
					unset( $meta['_weight'], $meta['_price'], $meta['_edit_lock'], $meta['_edit_last'], $meta['_product_version'] );
					$meta = array_diff_key( $meta, array_filter( array( '_thumbnail_id' => '0' === ( $meta['_thumbnail_id'][0] ?? '0' ) ) ) );
					ksort( $meta );
					$terms = wp_list_pluck( wp_get_object_terms( $id, get_object_taxonomies( $post['post_type'] ) ), 'taxonomy', 'term_taxonomy_id' );
					$terms = array_keys( array_filter( $terms, static fn ( $taxonomy ) => 'product_cat' !== $taxonomy ) );
					sort( $terms );
					$state[ $id ] = array( $post, $meta, $terms );
				}
				echo wp_json_encode( $state );`,
				ids
			)
		);

	const value = async ( id: number, prop: string ): Promise< unknown > =>
		JSON.parse(
			await shop().php(
				`[ $id, $prop ] = json_decode( stream_get_contents( STDIN ), true ); echo wp_json_encode( wc_get_product( $id )->{"get_$prop"}( 'edit' ) );`,
				[ id, prop ]
			)
		);

	const told = async (): Promise< readonly Told[] > =>
		JSON.parse(
			await shop().php( `
				$rows = TillSync\\Plugin::services()->database()->rows( "SELECT product_id, facts FROM {activity} WHERE kind = 'refused' ORDER BY id" );
				echo wp_json_encode( array_map( static function ( $row ) {
					$facts = json_decode( $row['facts'], true );
					return array( 'product' => (int) $row['product_id'], 'field' => $facts['field'], 'door' => $facts['door'], 'from' => $facts['from'] ?? '', 'to' => $facts['to'] ?? '' );
				}, $rows ) );` )
		) as readonly Told[];

	const fields = ( rows: readonly Told[] ): readonly string[] =>
		[ ...new Set( rows.map( ( { field } ) => field ) ) ].toSorted();

	/** Our notices of a page. */
	const ours = ( page: PageAnswer ): readonly string[] =>
		noticesOf( page.body ).filter(
			( text ) => text.includes( 'decides them' ) || text.includes( 'not deleted' )
		);

	const ajax = (
		sent: Readonly< Record< string, string | readonly string[] > >
	): Promise< PageAnswer > => manager.post( '/wp-admin/admin-ajax.php', withChanges( [], sent ) );

	const editorPath = ( id: number ): string => `/wp-admin/post.php?post=${ id }&action=edit`;

	/** Opens the editor and sends its form, as a click on Update does. */
	const saveEditor = async ( id: number, changes: FormChanges = {} ): Promise< PageAnswer > => {
		const page = await manager.get( editorPath( id ) );
		expect( page.status ).toBe( 200 );
		return manager.post(
			'/wp-admin/post.php',
			withChanges( readForm( page.body, 'form#post' ), { save: 'Update', ...changes } )
		);
	};

	describe( 'editor', () => {
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
				const category = await shop().php(
					"echo wp_insert_term( uniqid( 'Category ' ), 'product_cat' )['term_id'];"
				);
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
				expect( fields( await told() ) ).toEqual( expected );
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
				expect( ours( await manager.get( LIST ) ) ).toEqual( [] );
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
				expect( fields( await told() ) ).toEqual( [ 'name' ] );
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

	describe( 'list of products', () => {
		/** What quick edit sends for a row: the controls of the page's hidden row, filled in by its script. */
		const quickEdit = async ( id: number, changes: FormChanges ): Promise< PageAnswer > => {
			const page = await manager.get( LIST );
			const empty = readForm( page.body, '#inline-edit' );
			return manager.post(
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
			'quick edit of a locked row: the weight is saved, nothing else, and without a word',
			async () => {
				const id = await simple();
				const before = await stored( id );
				const answer = await quickEdit( id, { _weight: '3' } );
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
				expect( fields( await told() ) ).toEqual( [
					'level',
					'name',
					'regular_price',
					'status',
				] );
				expect( ours( await manager.get( LIST ) ) ).toHaveLength( 1 );
			},
			TIMEOUT_MS
		);

		const bulkEdit = async (
			ids: readonly number[],
			changes: Readonly< Record< string, string > >
		): Promise< PageAnswer > => {
			const page = await manager.get( LIST );
			const form = readForm( page.body, '#posts-filter' );
			const row = readForm( page.body, '#bulk-edit' );
			const query = withChanges( [ ...form, ...row ], {
				action: 'edit',
				bulk_edit: 'Update',
				'post[]': ids.map( String ),
				...changes,
			} );
			return manager.get(
				`/wp-admin/edit.php?${ new URLSearchParams( query.map( ( [ name, text ] ) => [ name, text ] ) ).toString() }`
			);
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
				expect( fields( rows ) ).toEqual( [
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
				const list = await manager.get( LIST );
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
				const answer = await manager.get(
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

	describe( 'trash', () => {
		const bulk = async (
			action: string,
			ids: readonly number[],
			more: Readonly< Record< string, string > > = {}
		): Promise< PageAnswer > => {
			const status = action === 'trash' ? 'all' : 'trash';
			const path = `${ LIST }&post_status=${ status }`;
			const page = await manager.get( path );
			const query = withChanges( readForm( page.body, '#posts-filter' ), {
				action,
				'post[]': ids.map( String ),
				...more,
			} );
			return manager.get(
				`/wp-admin/edit.php?${ new URLSearchParams( query.map( ( [ name, text ] ) => [ name, text ] ) ).toString() }`
			);
		};
		const status = async ( id: number ): Promise< string > =>
			shop().php( `echo get_post_status( ${ id } );` );
		/** A product that came into the trash before it was linked. */
		const trashed = async (): Promise< number > => {
			const id = await simple();
			await shop().sql( `UPDATE wp_posts SET post_status = 'trash' WHERE ID = ${ id }` );
			return id;
		};

		test(
			'of a mixed selection the unlinked ones go, and the page names those that were kept',
			async () => {
				const [ linked, free, { parent } ] = [
					await simple(),
					await simple( false ),
					await family(),
				];
				const page = await bulk( 'trash', [ linked, free, parent ] );
				expect( page.status ).toBe( 200 );
				expect( page.path ).toContain( 'trashed=1' );
				expect( [
					await status( linked ),
					await status( free ),
					await status( parent ),
				] ).toEqual( [ 'publish', 'trash', 'publish' ] );
				const [ notice ] = ours( page );
				expect( notice ).toContain( '2 products were not deleted' );
				expect( notice ).toContain( 'Jersey family' );
				expect(
					( await told() ).map( ( { product, door, to } ) => [ product, door, to ] )
				).toEqual( [
					[ linked, 'delete', 'trash' ],
					[ parent, 'delete', 'trash' ],
				] );
			},
			TIMEOUT_MS
		);

		test(
			'one product alone: back to the list with the reason, no error page',
			async () => {
				const [ linked, free ] = [ await simple(), await simple( false ) ];
				const list = await manager.get( LIST );
				const link = linkWith( list.body, 'action=trash', `post=${ free }&` ) ?? '';
				expect( ( await manager.get( link ) ).path ).toContain( 'trashed=1' );
				expect( await status( free ) ).toBe( 'trash' );

				const denied = await manager.get(
					`/wp-admin/post.php?post=${ linked }&action=trash&_wpnonce=wrong`
				);
				expect( denied.status ).toBe( 403 );
				expect( await status( linked ) ).toBe( 'publish' );
				expect( await told() ).toEqual( [] );
			},
			TIMEOUT_MS
		);

		test(
			'emptying the trash deletes the unlinked ones and keeps the linked one',
			async () => {
				const [ linked, free ] = [ await trashed(), await simple( false ) ];
				await shop().php( `wp_trash_post( ${ free } );` );
				const page = await bulk( 'delete', [], {
					delete_all: 'Empty Trash',
					post_status: 'trash',
					action: '-1',
				} );
				expect( page.status ).toBe( 200 );
				expect( await status( free ) ).toBe( '' );
				expect( await status( linked ) ).toBe( 'trash' );
				expect( ours( page ) ).toHaveLength( 1 );
			},
			TIMEOUT_MS
		);
	} );

	describe( 'variations by AJAX', () => {
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
			const page = ( await manager.get( editorPath( parent ) ) ).body;
			return [
				page,
				readForm( `<div id="all">${ await reload( page, parent ) }</div>`, '#all' ),
			];
		};
		const save = async ( parent: number, changes: FormChanges ): Promise< PageAnswer > => {
			const [ page, sent ] = await load( parent );
			return manager.post(
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
					( [ name, text ] ) =>
						name.startsWith( 'variable_post_id' ) && text === String( id )
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
				const next = await manager.get( editorPath( parent ) );
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
				expect( fields( await told() ) ).toEqual( [ 'level', 'regular_price' ] );
				const html = await reload( page, parent );
				expect( html ).toContain( 'Regular price, Stock quantity' );
				expect( ours( await manager.get( LIST ) ) ).toEqual( [] );

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
				for ( const [ action, nonce ] of [
					[
						'woocommerce_add_attributes_and_variations',
						'add_attributes_and_variations',
					],
					[ 'woocommerce_save_attributes', 'save_attributes_nonce' ],
				] as const ) {
					const answer = await ajax( {
						action,
						security: scriptValue( page, nonce ),
						post_id: String( parent ),
						product_type: 'simple',
						data,
					} );
					expect(
						typeof ( JSON.parse( answer.body ) as { error?: unknown } ).error
					).toBe( 'string' );
				}
				expect( await children() ).toBe( '2' );
				expect( await stored( parent, linked ) ).toEqual( before );

				await ajax( {
					action: 'woocommerce_remove_variations',
					security: scriptValue( page, 'delete_variations_nonce' ),
					'variation_ids[]': [ String( linked ), String( free ) ],
				} );
				expect( await children() ).toBe( '1' );
				expect( await shop().php( `echo get_post_status( ${ linked } );` ) ).toBe(
					'publish'
				);
				const html = await reload( page, parent );
				expect( html ).toContain( '1 product was not deleted' );
			},
			TIMEOUT_MS
		);
	} );
} );
