/**
 * The CSV importer: an exported file, one cell of each row changed, through the screens of wp-admin.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readForm, scriptValue } from '../../support/admin-forms.ts';
import type { Door, Visitor } from './doors.ts';
import { noWay, type Answer, type Request, type Ways } from './fields.ts';
import { AJAX } from './form-doors.ts';
import { WC_V3 } from './rest-doors.ts';

const SCREEN = '/wp-admin/edit.php?post_type=product&page=product_importer';

/** Rows the importer takes at a time. */
const MOST_TURNS = 20;

/** Columns by the headings WooCommerce exports. */
const COLUMNS: Ways = {
	...Object.fromEntries(
		Object.keys( WC_V3 ).map( ( field ) => [
			field,
			() => noWay( 'the importer has no such column' ),
		] )
	),
	name: ( { kind } ) =>
		kind === 'variation' ? noWay( 'made of its parent’s name' ) : { Name: 'Another name' },
	description: () => ( { Description: 'Another text.' } ),
	short_description: () => ( { 'Short description': 'Another few words.' } ),
	type: ( { kind } ) =>
		kind === 'variation'
			? noWay( 'a row of another type would need another parent, too' )
			: { Type: kind === 'simple' ? 'external' : 'simple' },
	parent: ( { kind, other } ) =>
		kind === 'variation'
			? { Parent: `id:${ other.family }` }
			: noWay( 'a column of variations' ),
	status: ( { kind } ) => ( { Published: kind === 'variation' ? '0' : '-1' } ),
	visibility: () => ( { 'Visibility in catalog': 'hidden' } ),
	featured: () => ( { 'Is featured?': '1' } ),
	sku: ( { unique } ) => ( { SKU: `another-${ unique }` } ),
	gtin: ( { unique } ) => ( { 'GTIN, UPC, EAN, or ISBN': `12${ unique }` } ),
	regular_price: () => ( { 'Regular price': '20' } ),
	sale_price: () => ( { 'Sale price': '7' } ),
	sale_dates: () => ( { 'Date sale price ends': '2090-01-01' } ),
	tax_status: () => ( { 'Tax status': 'none' } ),
	tax_class: () => ( { 'Tax class': 'reduced-rate' } ),
	level: () => ( { Stock: '99' } ),
	stock_status: () => ( { 'In stock?': '0' } ),
	backorders: () => ( { 'Backorders allowed?': '1' } ),
	low_stock_amount: () => ( { 'Low stock amount': '4' } ),
	sold_individually: () => ( { 'Sold individually?': '1' } ),
	weight: () => ( { Weight: '9' } ),
	categories: () => ( { Categories: 'Category other' } ),
	dimensions: () => ( { Length: '20' } ),
	shipping_class: () => ( { 'Shipping class': 'Shipping other' } ),
	tags: () => ( { Tags: 'Tag other' } ),
	brand: () => ( { Brands: 'Brand other' } ),
	attributes: ( { kind } ) => ( {
		'Attribute 1 value(s)': kind === 'variation' ? 'Large' : 'Small, Large, Huge',
	} ),
	image: ( { kind } ) => ( { Images: kind === 'variation' ? '{image}' : '{image}, {had}' } ),
	gallery: () => ( { Images: '{first}, {picture}' } ),
	downloads: ( { kind } ) =>
		kind === 'variable' ? noWay( 'variable products have none' ) : { 'Download limit': '3' },
	linked_products: ( { other } ) => ( { Upsells: `id:${ other.product }` } ),
	purchase_note: () => ( { 'Purchase note': 'Another note.' } ),
	menu_order: () => ( { Position: '7' } ),
	reviews_allowed: () => ( { 'Allow customer reviews?': '0' } ),
	cost: () => ( { 'Cost of goods': '6' } ),
};

/** The rows WooCommerce would export. */
const EXPORT = `require_once WC_ABSPATH . 'includes/export/class-wc-product-csv-exporter.php';
	wp_set_current_user( get_users( array( 'role' => 'administrator' ) )[0]->ID );
	$exporter = new class() extends WC_Product_CSV_Exporter {
		public function row( WC_Product $product ): array { return $this->generate_row_data( $product ); }
	};
	$rows = array();
	foreach ( json_decode( stream_get_contents( STDIN ), true )['ids'] as $id ) {
		$rows[ $id ] = $exporter->row( wc_get_product( $id ) );
	}
	$names = array_map( 'html_entity_decode', $exporter->get_column_names() );
	$out   = array();
	foreach ( $rows as $id => $row ) {
		$named = array();
		foreach ( $row as $column => $value ) { $named[ $names[ $column ] ?? $column ] = is_array( $value ) ? '' : (string) $value; }
		$out[] = $named;
	}
	$urls = array();
	foreach ( get_posts( array( 'post_type' => 'attachment', 'posts_per_page' => -1 ) ) as $image ) { $urls[ $image->post_title ] = wp_get_attachment_url( $image->ID ); }
	echo wp_json_encode( array( 'rows' => $out, 'urls' => $urls ) );`;

const cell = ( value: string ): string => `"${ value.replaceAll( '"', '""' ) }"`;

async function importFile(
	visitor: Visitor,
	requests: readonly Request[]
): Promise< readonly Answer[] > {
	const { session, shop } = visitor;
	const { rows: exported, urls } = JSON.parse(
		await shop.php( EXPORT, { ids: requests.map( ( { target } ) => target.id ) } )
	) as {
		rows: readonly Readonly< Record< string, string > >[];
		urls: Record< string, string >;
	};
	// The exporter has a column of brands on its own screen only.
	const rows = exported.map( ( row, index ) =>
		requests[ index ]?.target.kind === 'variation' ? row : { ...row, Brands: 'Brand had' }
	);
	const pictures: Readonly< Record< string, string | undefined > > = {
		'{image}': urls[ 'image-other' ],
		'{picture}': urls[ 'picture-other' ],
		'{first}': urls[ 'image-had' ],
		'{had}': urls[ 'picture-had' ],
	};
	const headings = [ ...new Set( rows.flatMap( ( row ) => Object.keys( row ) ) ) ];
	/** A heading may name the shop’s unit. */
	const heading = ( name: string ): string => {
		const found = headings.find(
			( known ) => known === name || known.startsWith( `${ name } (` )
		);
		if ( found === undefined ) {
			throw new Error(
				`The exported file has no column ${ name }: ${ headings.join( ', ' ) }`
			);
		}
		return found;
	};
	const lines = rows.map( ( row, index ) => {
		const changes = Object.entries( requests[ index ]?.payload as Record< string, string > );
		const whole: Record< string, string > = {
			...row,
			...Object.fromEntries(
				changes.map( ( [ name, value ] ) => [ heading( name ), value ] )
			),
		};
		return headings
			.map( ( name ) =>
				cell(
					( whole[ name ] ?? '' ).replaceAll(
						/\{\w+\}/g,
						( key ) => pictures[ key ] ?? key
					)
				)
			)
			.join( ',' );
	} );
	const file = `products-${ requests[ 0 ]?.target.kind ?? '' }.csv`;
	writeFileSync(
		join( shop.dir, 'site', 'wp-content', 'uploads', file ),
		[ headings.map( cell ).join( ',' ), ...lines ].join( '\n' )
	);

	const upload = readForm(
		( await session.get( SCREEN ) ).body,
		'form.wc-progress-form-content'
	);
	const mapping = await session.post( SCREEN, [
		...upload.filter(
			( [ name ] ) => ! [ 'import', 'file_url', 'update_existing' ].includes( name )
		),
		[ 'file_url', `wp-content/uploads/${ file }` ],
		[ 'update_existing', '1' ],
		[ 'save_step', 'Continue' ],
	] );
	const form = readForm( mapping.body, 'form.wc-progress-form-content' );
	const columns = form.filter( ( [ name ] ) => name.startsWith( 'map_' ) );
	// WooCommerce does not know its own heading again; a person chooses it.
	const gtin = columns.find( ( [ , value ] ) => value.startsWith( 'GTIN' ) )?.[ 0 ];
	const chosen = columns.map( ( [ name, value ] ) =>
		name === gtin?.replace( 'map_from', 'map_to' )
			? ( [ name, 'global_unique_id' ] as const )
			: ( [ name, value ] as const )
	);
	const progress = await session.post(
		mapping.path.replace( 'step=mapping', 'step=import' ),
		form
	);
	const security = scriptValue( progress.body, 'import_nonce' );
	let position = '0';
	for ( let turn = 0; turn < MOST_TURNS && position !== 'done'; turn++ ) {
		const answer = await session.post( AJAX, [
			[ 'action', 'woocommerce_do_ajax_product_import' ],
			[ 'security', security ],
			[ 'position', position ],
			[ 'file', join( shop.dir, 'site', 'wp-content', 'uploads', file ) ],
			[ 'update_existing', '1' ],
			[ 'delimiter', ',' ],
			...chosen.map(
				( [ name, value ] ) =>
					[ name.replace( /^map_(from|to)/, 'mapping[$1]' ), value ] as const
			),
		] );
		const { data } = JSON.parse( answer.body ) as {
			data: { position: string | number; message?: string };
		};
		if ( data.message !== undefined ) {
			throw new Error( `The importer stopped: ${ data.message }` );
		}
		position = String( data.position );
	}
	const log = JSON.parse(
		await shop.php(
			`$log = array();
			foreach ( (array) get_user_option( 'product_import_error_log', get_user_by( 'login', '${ shop.managerUser }' )->ID ) as $error ) {
				if ( is_wp_error( $error ) ) { $log[] = array( 'row' => (string) ( $error->get_error_data()['row'] ?? '' ), 'said' => $error->get_error_message() ); }
			}
			echo wp_json_encode( $log );`
		)
	) as { row: string; said: string }[];
	return requests.map( ( { target } ) => {
		const failed = log.find( ( { row } ) =>
			new RegExp( `\\bID ${ target.id }\\b` ).test( row )
		);
		return failed === undefined
			? {
					status: 200,
					text: `Not in the list of failures: ${ JSON.stringify( log ).slice( 0, 200 ) }`,
				}
			: { status: 409, text: failed.said };
	} );
}

export const IMPORTER_DOOR: Door = {
	id: 'importer',
	title: 'CSV importer: the row is listed as failed, with the fields; other rows are imported',
	outcome: 'refused',
	door: 'importer',
	kinds: [ 'simple', 'variable', 'variation' ],
	ways: COLUMNS,
	send: importFile,
};
