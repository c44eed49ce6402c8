import { OWNERSHIP, SHOP_FIELDS, type Field, type FieldName } from '@tillsync/contract';
import { PRODUCT_PROPS, SHARED_NAMES } from './woocommerce-props.ts';

const fields = Object.entries( OWNERSHIP ) as [ FieldName, Field ][];

/** `props sku` → the fields that claim it. */
const claims = new Map< string, FieldName[] >();
for ( const [ field, { names } ] of fields ) {
	for ( const [ kind, list ] of Object.entries< readonly string[] >( names ) ) {
		for ( const name of list ) {
			const key = `${ kind } ${ name }`;
			claims.set( key, [ ...( claims.get( key ) ?? [] ), field ] );
		}
	}
}

test.each( PRODUCT_PROPS )( 'the property %s has exactly one owner', ( prop ) => {
	expect( claims.get( `props ${ prop }` ) ?? [] ).toHaveLength( 1 );
} );

test( 'no property is named that WooCommerce does not have', () => {
	const named = [ ...claims.keys() ]
		.filter( ( key ) => key.startsWith( 'props ' ) )
		.map( ( key ) => key.slice( 'props '.length ) );
	expect( named.filter( ( prop ) => ! PRODUCT_PROPS.includes( prop ) ) ).toEqual( [] );
} );

test( 'no name belongs to two fields, but for those that do in WooCommerce', () => {
	const shared = [ ...claims ]
		.filter( ( [ , owners ] ) => owners.length > 1 )
		.map( ( [ key ] ) => key );
	expect( shared.sort() ).toEqual( Object.keys( SHARED_NAMES ).sort() );
} );

test( 'no field names the same thing twice', () => {
	for ( const [ field, { names } ] of fields ) {
		for ( const list of Object.values< readonly string[] >( names ) ) {
			expect( { field, list: [ ...new Set( list ) ] } ).toEqual( {
				field,
				list: [ ...list ],
			} );
		}
	}
} );

test( 'the shop keeps weight, categories and its own order, and nothing else', () => {
	expect( [ ...SHOP_FIELDS ].sort() ).toEqual( [ 'categories', 'menu_order', 'weight' ] );
} );

test.each( fields )( '%s has a label and a kind of listing', ( _name, { label, on } ) => {
	expect( label ).toMatch( /^[A-Z].*[a-zA-Z]$/ );
	expect( on.length ).toBeGreaterThan( 0 );
} );

test( 'whatever the POS owns has a name in the database and in wc/v3', () => {
	for ( const [ name, { owner, names } ] of fields ) {
		if ( owner === 'pos' ) {
			const stored = [ names.columns, names.meta, names.taxonomies ].flatMap(
				( list ) => list ?? []
			);
			expect( { name, stored: stored.length } ).not.toEqual( { name, stored: 0 } );
			expect( { name, rest: names.rest?.length ?? 0 } ).not.toEqual( { name, rest: 0 } );
		}
	}
} );
