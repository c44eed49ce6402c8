import { createRoot } from '@wordpress/element';
import { addFilter } from '@wordpress/hooks';
import { __ } from '@wordpress/i18n';
import type { JSX } from 'react';
import { createClient, introduce } from './api/client.ts';
import type { Services } from './api/context.tsx';
import { createNoticeStore } from './api/notices.ts';
import { createQueryClient } from './api/query-client.ts';
import { App } from './app.tsx';
import type { PageSettings } from './types/page-settings.ts';
import './style.scss';

/** Element of a page without WordPress around it. */
const STANDALONE_ROOT = 'tillsync-root';

function makeServices( settings: PageSettings ): Services {
	const notices = createNoticeStore();
	return {
		settings,
		client: createClient(),
		notices,
		queries: createQueryClient( notices ),
	};
}

/** The page as one of WooCommerce's own, with its header. */
function registerInWooCommerce( services: Services ): void {
	const Container = ( { query }: { query?: Record< string, string > } ): JSX.Element => (
		<App services={ services } locationSignal={ query } />
	);
	addFilter( 'woocommerce_admin_pages_list', 'tillsync', ( pages: WooCommerceAdminPage[] ) => [
		...pages,
		{
			container: Container,
			path: '/tillsync',
			breadcrumbs: [ __( 'TillSync', 'tillsync' ) ],
			wpOpenMenu: 'toplevel_page_woocommerce',
			capability: 'manage_woocommerce',
			navArgs: { id: 'tillsync' },
		},
	] );
}

/** The page by itself, with a small header of its own. */
function mountStandalone( services: Services, root: HTMLElement ): void {
	document.body.classList.add( 'tillsync-standalone' );
	createRoot( root ).render(
		<>
			<header className="tillsync-header">
				<h1>{ __( 'TillSync', 'tillsync' ) }</h1>
				<span className="tillsync-quiet">{ services.settings.version }</span>
			</header>
			<main>
				<App services={ services } />
			</main>
		</>
	);
}

const settings = window.tillsyncSettings;
if ( settings !== undefined ) {
	const services = makeServices( settings );
	const root = document.getElementById( STANDALONE_ROOT );
	if ( settings.standalone !== undefined && root !== null ) {
		introduce( settings.standalone );
		mountStandalone( services, root );
	} else {
		registerInWooCommerce( services );
	}
}
