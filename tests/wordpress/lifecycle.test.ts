/**
 * What activation makes, deactivation keeps and removal takes away.
 */
import { NAMESPACE } from '@tillsync/contract';
import { basic, companionCalls, pair } from '../support/companion-calls.ts';
import { describeWithShop } from '../support/real-shop.ts';
import { logIn, type ShopSession } from '../support/shop-session.ts';

const TIMEOUT_MS = 120_000;
const PLUGIN = 'tillsync/tillsync.php';
const ROLE = 'tillsync_companion';

describeWithShop( 'Life of the plugin', ( { shop } ) => {
	let admin: ShopSession;

	const tables = async (): Promise< string[] > =>
		( await shop().sql( "SHOW TABLES LIKE 'wp\\_tillsync\\_%'" ) )
			.split( '\n' )
			.filter( Boolean );
	const options = async (): Promise< string[] > =>
		(
			await shop().sql(
				"SELECT option_name FROM wp_options WHERE option_name LIKE '%tillsync%' ORDER BY option_name"
			)
		)
			.split( '\n' )
			.filter( Boolean );
	const hasRole = async (): Promise< boolean > =>
		JSON.parse(
			await shop().php( `echo wp_json_encode( null !== get_role( '${ ROLE }' ) );` )
		) as boolean;
	const credentials = async (): Promise< number > =>
		Number(
			await shop().php( `
				$users = get_users( array( 'role' => '${ ROLE }' ) );
				echo array_sum( array_map( fn( $user ) => count( WP_Application_Passwords::get_user_application_passwords( $user->ID ) ), $users ) );
			` )
		);
	const deactivate = (): Promise< string > =>
		shop().php(
			`require_once ABSPATH . 'wp-admin/includes/admin.php'; deactivate_plugins( '${ PLUGIN }' );`
		);
	const activate = (): Promise< string > =>
		shop().php(
			`require_once ABSPATH . 'wp-admin/includes/admin.php'; $problem = activate_plugin( '${ PLUGIN }' ); echo is_wp_error( $problem ) ? $problem->get_error_message() : '';`
		);
	/** What WordPress does before it deletes a plugin's files; these are left alone. */
	const uninstall = (): Promise< string > =>
		shop().php(
			`require_once ABSPATH . 'wp-admin/includes/admin.php'; echo wp_json_encode( uninstall_plugin( '${ PLUGIN }' ) );`
		);

	beforeEach( async () => {
		await shop().reset();
		admin = await logIn( shop(), shop().adminUser, shop().adminPassword );
	}, TIMEOUT_MS );

	test(
		'activation makes the tables, the shop id and the role with nothing but reading and its own capability',
		async () => {
			expect( ( await tables() ).length ).toBeGreaterThan( 5 );
			expect( ( await options() ).length ).toBeGreaterThan( 0 );
			const role = JSON.parse(
				await shop().php( `echo wp_json_encode( get_role( '${ ROLE }' )->capabilities );` )
			) as Record< string, boolean >;
			expect( role ).toEqual( { read: true, manage_tillsync: true } );
		},
		TIMEOUT_MS
	);

	test(
		'deactivation keeps tables, options, role and credential, and the companion works again after activation',
		async () => {
			const companion = companionCalls( await pair( admin ) );
			const before = await companion.call( 'GET', '/shop' );
			expect( before.status ).toBe( 200 );
			const kept = [ await tables(), await credentials(), await hasRole() ];

			await deactivate();
			const away = await companion.call( 'GET', '/shop' );
			expect( away.status ).toBe( 404 );
			expect( [ await tables(), await credentials(), await hasRole() ] ).toEqual( kept );

			expect( await activate() ).toBe( '' );
			const after = await companion.call( 'GET', '/shop' );
			expect( after.status ).toBe( 200 );
			expect( after.body.shop_id ).toBe( before.body.shop_id );
			expect( shop().debugLog() ).toBe( '' );
		},
		TIMEOUT_MS
	);

	test(
		'removal without the setting takes credential and role, and leaves the data',
		async () => {
			const companion = companionCalls( await pair( admin ) );
			const kept = await tables();
			await deactivate();
			await uninstall();

			expect( await credentials() ).toBe( 0 );
			expect( await hasRole() ).toBe( false );
			expect( await tables() ).toEqual( kept );
			expect( ( await options() ).length ).toBeGreaterThan( 0 );
			const refused = await fetch( `${ shop().url }/wp-json/wp/v2/users/me`, {
				headers: {
					authorization: basic( companion.pairing.user, companion.pairing.password ),
				},
			} );
			expect( refused.status ).toBe( 401 );
			expect( shop().debugLog() ).toBe( '' );
		},
		TIMEOUT_MS
	);

	test(
		'removal with the setting takes the data too, and a new activation starts as a new shop',
		async () => {
			const companion = companionCalls( await pair( admin ) );
			const first = await companion.call( 'GET', '/shop' );
			const read = await ( await admin.rest( 'GET', `${ NAMESPACE }/settings` ) ).json();
			const saved = await admin.rest( 'PUT', `${ NAMESPACE }/settings`, {
				version: read.version,
				settings: { ...read.settings, remove_data_on_uninstall: true },
			} );
			expect( saved.status ).toBe( 200 );
			await deactivate();
			await uninstall();

			expect( await tables() ).toEqual( [] );
			expect( await options() ).toEqual( [] );
			expect( await credentials() ).toBe( 0 );
			expect( await hasRole() ).toBe( false );

			expect( await activate() ).toBe( '' );
			const second = await companionCalls( await pair( admin ) ).call( 'GET', '/shop' );
			expect( second.status ).toBe( 200 );
			expect( second.body.shop_id ).not.toBe( first.body.shop_id );
			expect( shop().debugLog() ).toBe( '' );
		},
		TIMEOUT_MS
	);

	test(
		'the companion’s credential opens our routes and no other door',
		async () => {
			const pairing = await pair( admin );
			expect( ( await companionCalls( pairing ).call( 'GET', '/shop' ) ).status ).toBe( 200 );

			const asCompanion = async ( method: string, path: string ): Promise< number > =>
				(
					await fetch( `${ shop().url }/wp-json/${ path }`, {
						method,
						headers: {
							authorization: basic( pairing.user, pairing.password ),
							'content-type': 'application/json',
						},
						...( method === 'GET' ? {} : { body: '{}' } ),
					} )
				).status;
			for ( const path of [ 'products', 'orders', 'customers', 'settings', 'reports' ] ) {
				expect( [ path, await asCompanion( 'GET', `wc/v3/${ path }` ) ] ).toEqual( [
					path,
					403,
				] );
			}
			expect( await asCompanion( 'POST', 'wc/v3/products' ) ).toBe( 403 );
			expect( await asCompanion( 'POST', 'wp/v2/posts' ) ).toBe( 403 );
			for ( const path of [ 'settings', 'overview', 'catalogue', 'activity' ] ) {
				expect( [ path, await asCompanion( 'GET', `${ NAMESPACE }/${ path }` ) ] ).toEqual(
					[ path, 403 ]
				);
			}
		},
		TIMEOUT_MS
	);

	test(
		'pairing anew revokes the credential before',
		async () => {
			const first = companionCalls( await pair( admin ) );
			const second = companionCalls( await pair( admin ) );
			expect( ( await first.call( 'GET', '/shop' ) ).status ).toBe( 401 );
			expect( ( await second.call( 'GET', '/shop' ) ).status ).toBe( 200 );
			expect( await credentials() ).toBe( 1 );
		},
		TIMEOUT_MS
	);
} );
