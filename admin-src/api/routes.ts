import type {
	ActivityList,
	ActivityQuery,
	CatalogueDetail,
	CatalogueList,
	CatalogueQuery,
	CommandAnswer,
	CommandRequest,
	LinksRequest,
	LinksResult,
	NAMESPACE as ContractNamespace,
	OverviewAnswer,
	PairingAnswer,
	ROUTES,
	SettingsAnswer,
	SettingsRequest,
	SettingsSaved,
	ShopProductsAnswer,
} from '@tillsync/contract';

type Routes = typeof ROUTES;

/** The routes a shop manager may use. */
export type AdminRoute = {
	[ Name in keyof Routes ]: Routes[ Name ][ 'audience' ] extends 'admin' ? Name : never;
}[ keyof Routes ];

/** Below the shop's REST root. */
export const NAMESPACE: typeof ContractNamespace = 'wc-tillsync/v1';

/**
 * Method and path of each route, bound to the contract by their types: the contract itself would bring its validator
 * into the bundle.
 */
export const ADMIN_ROUTES: {
	readonly [ Name in AdminRoute ]: {
		readonly method: Routes[ Name ][ 'method' ];
		readonly path: Routes[ Name ][ 'path' ];
	};
} = {
	overview: { method: 'GET', path: '/overview' },
	catalogue_list: { method: 'GET', path: '/catalogue' },
	catalogue_detail: { method: 'GET', path: '/catalogue/{id}' },
	shop_products: { method: 'GET', path: '/shop-products' },
	links_change: { method: 'POST', path: '/links' },
	commands: { method: 'POST', path: '/commands' },
	activity_list: { method: 'GET', path: '/activity' },
	settings_read: { method: 'GET', path: '/settings' },
	settings_save: { method: 'PUT', path: '/settings' },
	address: { method: 'POST', path: '/settings/address' },
	pairing_create: { method: 'POST', path: '/pairing' },
	pairing_revoke: { method: 'DELETE', path: '/pairing' },
};

/** What goes into and comes out of each route. */
export interface Exchange {
	overview: { answer: OverviewAnswer };
	catalogue_list: { query: CatalogueQuery; answer: CatalogueList };
	catalogue_detail: { id: string; answer: CatalogueDetail };
	shop_products: { query: { search: string }; answer: ShopProductsAnswer };
	links_change: { body: LinksRequest; answer: LinksResult };
	commands: { body: CommandRequest; answer: CommandAnswer };
	activity_list: { query: ActivityQuery; answer: ActivityList };
	settings_read: { answer: SettingsAnswer };
	settings_save: { body: SettingsRequest; answer: SettingsSaved };
	address: { body: { choice: 'moved' | 'copy' }; answer: { shop_id: string; paired: boolean } };
	pairing_create: { answer: PairingAnswer };
	pairing_revoke: { answer: { revoked: boolean } };
}

/** The input of a route, without its answer. */
export type Input< Name extends AdminRoute > = Omit< Exchange[ Name ], 'answer' >;
export type Answer< Name extends AdminRoute > = Exchange[ Name ][ 'answer' ];
