import { configure, render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { createClient } from '../../../admin-src/api/client.ts';
import { createNoticeStore } from '../../../admin-src/api/notices.ts';
import { createQueryClient } from '../../../admin-src/api/query-client.ts';
import { App } from '../../../admin-src/app.tsx';
import type { PageSettings } from '../../../admin-src/types/page-settings.ts';
import { wordpressApiFetch } from './api-fetch.ts';
import { fakeShop, type FakeShop, type Handlers } from './shop.ts';

export const PAGE: PageSettings = {
	version: '0.1.0',
	adminUrl: 'https://shop.example/wp-admin/',
};

export interface OpenPage extends RenderResult {
	readonly shop: FakeShop;
	readonly user: UserEvent;
}

// What is only read out is not what is shown.
// A page's code is loaded when it is first looked at, which takes its time on a busy machine.
configure( { defaultIgnore: 'script, style, .a11y-speak-region', asyncUtilTimeout: 10_000 } );
jest.setTimeout( 60_000 );

const open: FakeShop[] = [];

/** After each test: nothing was asked or answered that the contract does not allow. */
afterEach( () => {
	expect( open.splice( 0 ).flatMap( ( { faults } ) => faults ) ).toEqual( [] );
} );

/**
 * Opens the page as a shop manager would.
 *
 * @param query    What stands in the address, for example `?tab=products`.
 * @param handlers The shop's answers.
 */
export function openPage( query: string, handlers: Handlers ): OpenPage {
	window.history.replaceState( null, '', `/wp-admin/admin.php${ query }` );
	const shop = fakeShop( handlers );
	open.push( shop );
	const notices = createNoticeStore();
	const queries = createQueryClient( notices );
	// A test that is over asks nothing more.
	queries.setDefaultOptions( {
		queries: { ...queries.getDefaultOptions().queries, retry: false, gcTime: Infinity },
		mutations: { ...queries.getDefaultOptions().mutations },
	} );
	const view = render(
		<App
			services={ {
				settings: PAGE,
				client: createClient( wordpressApiFetch( shop.fetch ) ),
				notices,
				queries,
			} }
		/>
	);
	return { ...view, shop, user: userEvent.setup() };
}
