import { ERRORS, ErrorBody, ITEM_CODES, ROUTES, type Route } from '@tillsync/contract';

const routes = Object.entries( ROUTES ) as [ string, Route ][];
const errors = Object.entries( ERRORS );

test( 'no method and path is there twice', () => {
	const keys = routes.map( ( [ , { method, path } ] ) => `${ method } ${ path }` );
	expect( new Set( keys ).size ).toBe( keys.length );
} );

test.each( routes )( '%s: reading changes nothing and sends no body', ( _name, route ) => {
	expect( route.path ).toMatch( /^(?:\/[a-z-]+|\/\{id\})+$/ );
	expect( route.does ).toMatch( /\.$/ );
	if ( route.method === 'GET' ) {
		expect( route.body ).toBeUndefined();
		expect( route.lease ).toBe( false );
	}
	if ( route.lease ) {
		expect( route.audience ).toBe( 'companion' );
	}
} );

test.each( routes.filter( ( [ , { body } ] ) => body ) )(
	'%s: a body with an unknown field is refused',
	( _name, { body } ) => {
		const read = body?.safeParse( { surely_unknown: 1 } );
		const codes = read?.error?.issues.map( ( { code } ) => code ) ?? [];
		// A choice between kinds refuses earlier, because the kind is missing.
		expect(
			codes.some( ( code ) => code === 'unrecognized_keys' || code === 'invalid_union' )
		).toBe( true );
	}
);

test.each( errors )(
	'%s says what happened and what to do, with a fitting status',
	( code, error ) => {
		expect( code ).toMatch( /^[a-z_]+$/ );
		expect( [ 400, 401, 403, 404, 409, 413, 500 ] ).toContain( error.status );
		expect( error.message ).toMatch( /^[A-Z].*\.$/ );
		expect(
			ErrorBody.safeParse( { code, message: error.message, data: { status: error.status } } )
				.success
		).toBe( true );
	}
);

test( 'codes of requests and of items do not overlap', () => {
	expect( ITEM_CODES.filter( ( code ) => code in ERRORS ) ).toEqual( [] );
	expect( new Set( ITEM_CODES ).size ).toBe( ITEM_CODES.length );
} );

test( 'WordPress’s own error bodies are read as well', () => {
	for ( const body of [
		{ code: 'rest_no_route', message: 'No route', data: { status: 404 } },
		{ code: 'internal_server_error', message: 'critical', data: null },
		{ code: 'x', message: 'y' },
	] ) {
		expect( ErrorBody.safeParse( body ).success ).toBe( true );
	}
} );
