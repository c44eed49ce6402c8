/**
 * What the tests of the forms of wp-admin share: products, what is stored of them, what was told, and a shop manager's session.
 */
import {
	type FormChanges,
	type FormFields,
	noticesOf,
	readForm,
	withChanges,
} from '../../support/admin-forms.ts';
import type { ShopSuite } from '../../support/real-shop.ts';
import { logIn, type PageAnswer, type ShopSession } from '../../support/shop-session.ts';

export const TIMEOUT_MS = 120_000;
export const LIST = '/wp-admin/edit.php?post_type=product';

export interface Family {
	readonly parent: number;
	readonly linked: number;
	readonly free: number;
}

export interface Told {
	readonly product: number;
	readonly field: string;
	readonly door: string;
	readonly from: string;
	readonly to: string;
	readonly plugin: string;
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

/** Fields that were told of, each once. */
export const fieldsOf = ( rows: readonly Told[] ): readonly string[] =>
	[ ...new Set( rows.map( ( { field } ) => field ) ) ].toSorted();

/** Our notices of a page. */
export const ours = ( page: PageAnswer ): readonly string[] =>
	noticesOf( page.body ).filter(
		( text ) => text.includes( 'decided in' ) || text.includes( 'kept, because' )
	);

/** Where a product is edited. */
export const editorPath = ( id: number ): string => `/wp-admin/post.php?post=${ id }&action=edit`;

/** The address of a form that is sent by GET. */
export const address = ( path: string, fields: FormFields ): string =>
	`${ path }?${ new URLSearchParams( fields.map( ( [ name, text ] ) => [ name, text ] ) ).toString() }`;

/** Entries of PHP’s log. WooCommerce's queue may still run when the database is put back for the next file; what it says then is not ours. */
const complaints = ( log: string ): readonly string[] =>
	log
		.split( /^(?=\[\d\d-)/m )
		.filter( ( entry ) => entry !== '' && ! /action-?scheduler/i.test( entry ) );

/** Prepares a suite: each test starts with an empty log of activity, and must leave PHP’s log empty. */
export function formStage( { shop }: Pick< ShopSuite, 'shop' > ) {
	let session: ShopSession | undefined;
	const manager = (): ShopSession => {
		if ( session === undefined ) {
			throw new Error( 'The session exists inside tests and hooks only.' );
		}
		return session;
	};

	beforeAll( async () => {
		session = await logIn( shop(), shop().managerUser, shop().managerPassword );
	}, TIMEOUT_MS );

	beforeEach( async () => {
		await shop().sql( 'DELETE FROM wp_tillsync_activity' );
		await shop().sql( "DELETE FROM wp_usermeta WHERE meta_key LIKE '%tillsync_refused'" );
		shop().clearLogs();
	}, TIMEOUT_MS );

	afterEach( () => {
		expect( complaints( shop().debugLog() ) ).toEqual( [] );
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

	const link = async ( id: number ): Promise< void > => {
		await shop().php( `${ MAKE } $link( wc_get_product( $input ) );`, id );
	};

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

	const newCategory = (): Promise< string > =>
		shop().php( "echo wp_insert_term( uniqid( 'Category ' ), 'product_cat' )['term_id'];" );

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
					return array( 'product' => (int) $row['product_id'], 'field' => $facts['field'], 'door' => $facts['door'], 'from' => $facts['from'] ?? '', 'to' => $facts['to'] ?? '', 'plugin' => $facts['plugin'] ?? '' );
				}, $rows ) );` )
		) as readonly Told[];

	const ajax = (
		sent: Readonly< Record< string, string | readonly string[] > >
	): Promise< PageAnswer > =>
		manager().post( '/wp-admin/admin-ajax.php', withChanges( [], sent ) );

	/** Opens the editor and sends its form, as a click on Update does. */
	const saveEditor = async ( id: number, changes: FormChanges = {} ): Promise< PageAnswer > => {
		const page = await manager().get( editorPath( id ) );
		expect( page.status ).toBe( 200 );
		return manager().post(
			'/wp-admin/post.php',
			withChanges( readForm( page.body, 'form#post' ), { save: 'Update', ...changes } )
		);
	};

	/** Status of a post; empty when there is none. */
	const status = ( id: number ): Promise< string > =>
		shop().php( `echo get_post_status( ${ id } );` );

	return {
		manager,
		simple,
		link,
		family,
		newCategory,
		stored,
		value,
		told,
		ajax,
		saveEditor,
		status,
	};
}
