import { screen } from '@testing-library/react';
import { REST_ROOT } from '../../support/admin/api-fetch.ts';
import { PAGE } from '../../support/admin/page.tsx';

const PAGES = 'woocommerce_admin_pages_list';

/**
 * Runs the entry anew, as a page that loads the bundle does.
 *
 * @return WooCommerce's pages, to which some were there before.
 */
async function load( settings: typeof PAGE | undefined, before: unknown[] ): Promise< unknown > {
	let pages: unknown;
	if ( settings === undefined ) {
		delete window.tillsyncSettings;
	} else {
		window.tillsyncSettings = settings;
	}
	await jest.isolateModulesAsync( async () => {
		await import( '../../../admin-src/index.tsx' );
		const { applyFilters } = await import( '@wordpress/hooks' );
		pages = applyFilters( PAGES, before );
	} );
	return pages;
}

describe( 'the entry', () => {
	beforeAll( () => {
		// The entry brings its own copy of React, which no test drives.
		Object.assign( globalThis, { IS_REACT_ACT_ENVIRONMENT: false } );
		// A shop that never answers: the page shows its shape.
		window.fetch = jest.fn( () => new Promise< Response >( () => undefined ) );
	} );
	afterEach( () => {
		document.body.replaceChildren();
	} );

	it( 'adds a page to WooCommerce’s own', async () => {
		expect( await load( PAGE, [ { path: '/analytics' } ] ) ).toEqual( [
			{ path: '/analytics' },
			expect.objectContaining( {
				path: '/tillsync',
				breadcrumbs: [ 'TillSync' ],
				capability: 'manage_woocommerce',
				wpOpenMenu: 'toplevel_page_woocommerce',
			} ),
		] );
	} );

	it( 'stands alone with a header of its own', async () => {
		document.body.innerHTML = '<div id="tillsync-root"></div>';
		expect(
			await load( { ...PAGE, standalone: { root: REST_ROOT, nonce: 'here' } }, [] )
		).toEqual( [] );
		expect(
			await screen.findByRole( 'heading', { level: 1, name: 'TillSync' } )
		).toBeVisible();
		expect( screen.getByRole( 'link', { name: 'Overview' } ) ).toHaveAttribute(
			'aria-current',
			'page'
		);
		const [ url, init ] = jest.mocked( window.fetch ).mock.lastCall ?? [];
		expect( url ).toBe( `${ REST_ROOT }wc-tillsync/v1/overview?_locale=user` );
		expect( new Headers( init?.headers ).get( 'X-WP-Nonce' ) ).toBe( 'here' );
	} );

	it( 'does nothing on a page that hands over no settings', async () => {
		expect( await load( undefined, [] ) ).toEqual( [] );
	} );
} );
