/**
 * A shop that speaks the contract without WordPress: for fast tests, and for the demo where no WordPress can be had.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NAMESPACE } from '@tillsync/contract';
import { createShopkeeping, type NewProduct, type Shopkeeping } from './model/shopkeeping.ts';
import { createState, type ShopState } from './model/state.ts';
import { pairingString } from './rest/admin-routes.ts';
import { listen, serve, type Outage, type Site } from './server.ts';

export type { NewProduct, Shopkeeping, Way } from './model/shopkeeping.ts';
export type { ShopState } from './model/state.ts';
export type { Outage } from './server.ts';

export interface WooShopOptions {
	/** Port of 127.0.0.1; 0, the default, takes any free one. */
	readonly port?: number;
	/** Products the shop starts with. */
	readonly products?: readonly NewProduct[];
	/** Milliseconds since 1970; default: the machine’s clock. */
	readonly clock?: () => number;
	/** True: a companion’s credential exists from the start, and `pairing` holds its string. */
	readonly paired?: boolean;
	/** Folder of the standalone admin bundle; default `build` beside this file. */
	readonly adminBundleDir?: string;
	/** ISO 4217; default `NZD`. */
	readonly currency?: string;
	/** True: the shop holds fractions of units, as WooCommerce does with a plugin. Default false. */
	readonly decimals?: boolean;
}

export interface WooShop {
	/** Without a slash at the end. */
	readonly url: string;
	readonly port: number;
	/** REST root of the contract, with a slash at the end. */
	readonly root: string;
	/** The pairing string; null unless the shop was started `paired`. */
	readonly pairing: string | null;
	/** Address of the admin page. */
	readonly adminUrl: string;
	/** Headers of a signed-in shop manager: cookie and nonce. */
	readonly adminAuth: Readonly< Record< string, string > >;
	/** A shop manager’s name and application password, for Basic authentication. */
	readonly admin: { readonly user: string; readonly password: string };
	/** A customer’s name and application password. */
	readonly customer: { readonly user: string; readonly password: string };
	/** What the shop does by itself and its keeper by hand. */
	readonly shop: Shopkeeping;
	/** Everything it knows; tests may look and change. */
	readonly state: ShopState;
	/** Breaks the site from the next request on, or mends it with `none`. */
	setOutage( outage: Outage ): void;
	/** Milliseconds every answer waits from now on. */
	setLatency( ms: number ): void;
	/** Requests of the REST API since the start or the last call, as `POST /stock`. */
	takeRequests(): readonly string[];
	/** Ends the server; open connections are cut. */
	stop(): Promise< void >;
}

const OWN_BUNDLE = join( dirname( fileURLToPath( import.meta.url ) ), 'build' );

/** Starts a shop. @throws Error when the port is taken. */
export async function startWooShop( options: WooShopOptions = {} ): Promise< WooShop > {
	const { server, port } = await listen( options.port ?? 0 );
	const url = `http://127.0.0.1:${ port }`;
	const state = createState( {
		url,
		now: options.clock ?? Date.now,
		currency: options.currency ?? 'NZD',
		pricesIncludeTax: true,
		decimals: options.decimals ?? false,
	} );
	const shop = createShopkeeping( state );
	( options.products ?? [] ).forEach( ( product ) => shop.addProduct( product ) );
	const pairing = options.paired === true ? pairingString( state ) : null;
	const site: Site = {
		state,
		shop,
		bundle: options.adminBundleDir ?? OWN_BUNDLE,
		outage: 'none',
		latencyMs: 0,
		requests: [],
	};
	serve( server, site );
	return {
		url,
		port,
		root: `${ url }/wp-json/${ NAMESPACE }/`,
		pairing,
		adminUrl: `${ url }/`,
		adminAuth: {
			Cookie: `tillsync_simulated_admin=${ state.admin.cookie }`,
			'X-WP-Nonce': state.admin.nonce,
		},
		admin: state.admin,
		customer: state.customer,
		shop,
		state,
		setOutage( outage ) {
			site.outage = outage;
		},
		setLatency( ms ) {
			site.latencyMs = ms;
		},
		takeRequests: () => site.requests.splice( 0 ),
		stop: () =>
			new Promise( ( resolve ) => {
				server.close( () => resolve() );
				server.closeAllConnections();
			} ),
	};
}
