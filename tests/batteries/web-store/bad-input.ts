import { ROUTES, type Route, type RouteName } from '@tillsync/contract';
import { BAD } from './bad-requests.ts';
import type { Subject } from './talk.ts';

const ALL = Object.entries( ROUTES ) as [ RouteName, Route ][];
const named = ALL.map( ( [ name, route ] ) => ( { name, route } ) );

/** Wrong requests: a clear code, a 4xx, nothing stored. */
export function badInputSection( { store, talk }: Subject ): void {
	beforeAll( () => talk().prepare() );

	const path = ( route: Route, query = '' ): string =>
		route.path.replace( '{id}', 'bad-item' ) + ( query === '' ? '' : `?${ query }` );
	const asker = ( route: Route ) => ( route.audience === 'admin' ? talk().admin : talk().ask );

	test.each( BAD.map( ( bad ) => ( { name: `${ bad.route }: ${ bad.what }`, ...bad } ) ) )(
		'$name',
		async ( { route: name, body, query, field, code = 'invalid_request', status = 400 } ) => {
			const route: Route = ROUTES[ name ];
			const reply = await asker( route )( route.method, path( route, query ), body );
			expect( reply ).toMatchObject( { status, body: { code, data: { status } } } );
			const fields = reply.body.data.fields as {
				field: string;
				code: string;
				message: string;
			}[];
			expect( fields.map( ( wrong ) => wrong.field ) ).toContain( field );
			expect( fields[ 0 ]?.message ).toMatch( /\.$/ );
		}
	);

	test( 'every route with a body or a query is in the table above', () => {
		const covered = new Set( BAD.map( ( { route } ) => route ) );
		expect(
			named
				.filter( ( { route } ) => route.body ?? route.query )
				.map( ( { name } ) => name )
				.filter( ( name ) => ! covered.has( name ) )
		).toEqual( [] );
	} );

	test.each( named.filter( ( { route } ) => route.body ) )(
		'$name: a list, a word and broken JSON are no body',
		async ( { route } ) => {
			for ( const body of [ '[]', '"x"', 'null' ] ) {
				const reply = await asker( route )( route.method, path( route ), body );
				expect( reply.status ).toBe( 400 );
			}
			const broken = await asker( route )( route.method, path( route ), '{"a":' );
			expect( broken.status ).toBe( 400 );
			expect( broken.body.code ).toMatch( /invalid_json$/ );
		}
	);

	test.each( named )( '$name: nobody is refused without a credential', async ( { route } ) => {
		const reply = await talk().raw( route.method, path( route ), {}, route.body && {} );
		expect( reply ).toMatchObject( { status: 401, body: { code: 'not_signed_in' } } );
	} );

	test.each( named )( '$name: a wrong password is refused', async ( { route } ) => {
		const reply = await talk().raw(
			route.method,
			path( route ),
			{
				Authorization: `Basic ${ Buffer.from( 'tillsync-companion:wrong' ).toString( 'base64' ) }`,
			},
			route.body && {}
		);
		expect( reply.status ).toBe( 401 );
	} );

	test.each( named )( '$name: the other side’s credential is refused', async ( { route } ) => {
		const headers =
			route.audience === 'admin'
				? {
						...store().companion,
						'X-TillSync-Instance': talk().instance,
						'X-TillSync-Contract': '1',
					}
				: {
						...store().admin,
						'X-TillSync-Instance': talk().instance,
						'X-TillSync-Contract': '1',
					};
		const reply = await talk().raw( route.method, path( route ), headers, route.body && {} );
		expect( reply ).toMatchObject( { status: 403, body: { code: 'not_allowed' } } );
	} );

	test.each( named )( '$name: a customer is refused', async ( { route } ) => {
		const { customer } = store();
		const reply = await talk().raw( route.method, path( route ), customer, route.body && {} );
		expect( reply ).toMatchObject( { status: 403, body: { code: 'not_allowed' } } );
	} );

	test( 'a route nobody knows is 404', async () => {
		expect( await talk().ask( 'GET', '/sales' ) ).toMatchObject( {
			status: 404,
			body: { code: 'rest_no_route' },
		} );
	} );

	test( 'after all that nothing is stored', async () => {
		expect( ( await talk().admin( 'GET', '/catalogue/bad-item' ) ).status ).toBe( 404 );
		const beat = await talk().heartbeat();
		expect( beat.cursors.map( ( { value } ) => value ) ).toEqual( [ '0', '0' ] );
		expect( beat.commands ).toEqual( [] );
		const { settings } = await talk().must( talk().admin( 'GET', '/settings' ) );
		expect( settings ).toMatchObject( { buffer: 0, remove_data_on_uninstall: false } );
		const { items } = await talk().must( talk().admin( 'GET', '/activity?kind=failure' ) );
		expect( items ).toEqual( [] );
		expect( ( await talk().must( talk().admin( 'GET', '/settings' ) ) ).pairing.paired ).toBe(
			true
		);
	} );
}
