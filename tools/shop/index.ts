/**
 * Launcher of a real WordPress with WooCommerce and the plugin, on a database of its own.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainCatalogue, type ShopProduct } from './catalogue.ts';
import { findShopComponents, type ShopComponents } from './components.ts';
import { dumpDatabase, startDatabase } from './database.ts';
import { attachShop, SNAPSHOT, type ShopHandle } from './handle.ts';
import { createProcessFamily, run } from './processes.ts';
import { defaultTheme, laySite } from './site.ts';
import { commandArguments, debugLogFile, startWebServer } from './web-server.ts';

export { countItems, plainCatalogue, type ShopItem, type ShopProduct } from './catalogue.ts';
export {
	findShopComponents,
	newestComponents,
	type ShopComponents,
	type ShopComponentsResult,
	type ShopEnvironment,
} from './components.ts';
export { downloadShopSources, type DownloadOptions, type DownloadResult } from './download.ts';
export { attachShop, type ShopHandle, type ShopMail, type ShopState } from './handle.ts';

const PHP_FOLDER = fileURLToPath( new URL( './php/', import.meta.url ) );
const OWN_PLUGIN = fileURLToPath( new URL( '../../plugin/', import.meta.url ) );

/** Words and money of the shop; the defaults fit the simulated till in New Zealand. */
export interface ShopLocale {
	/** WooCommerce's country, with an optional state: `NZ`, `US:CA`. */
	readonly country: string;
	/** ISO 4217. */
	readonly currency: string;
	/** Standard tax in per cent; 0 switches taxes off. */
	readonly taxRate: number;
	readonly pricesIncludeTax: boolean;
}

export interface ShopOptions {
	/** Port of 127.0.0.1; 0, the default, takes any free one. */
	readonly port?: number;
	/** Unpacked WordPress and WooCommerce; default: see `findShopComponents`. */
	readonly wordpressDir?: string;
	readonly woocommerceDir?: string;
	/** Orders in custom tables (default) or in posts. */
	readonly hpos?: boolean;
	/** Number of items of the plain catalogue (default 60), or the products themselves. */
	readonly products?: number | readonly ShopProduct[];
	/** The plugin's folder, live through a link; default `plugin/`. `false`: a shop without it. */
	readonly pluginDir?: string | false;
	/** Leaves the folder on disk after the stop; default false. */
	readonly keep?: boolean;
	readonly locale?: Partial< ShopLocale >;
	/** Takes one line per step. */
	readonly log?: ( line: string ) => void;
}

export interface Shop extends ShopHandle {
	/** Ends the servers and removes the folder; a second call waits for the first. */
	stop(): Promise< void >;
}

const NEW_ZEALAND: ShopLocale = {
	country: 'NZ',
	currency: 'NZD',
	taxRate: 15,
	pricesIncludeTax: true,
};

function componentsFor( options: ShopOptions ): ShopComponents {
	const found = findShopComponents( {
		...process.env,
		...( options.wordpressDir === undefined ? {} : { WORDPRESS_DIR: options.wordpressDir } ),
		...( options.woocommerceDir === undefined
			? {}
			: { WOOCOMMERCE_DIR: options.woocommerceDir } ),
	} );
	if ( ! found.ok ) {
		throw new Error( found.missing );
	}
	return found.components;
}

function findPlugin( wanted: string | false | undefined ): string | undefined {
	if ( wanted === false ) {
		return undefined;
	}
	const folder = resolve( wanted ?? OWN_PLUGIN );
	if ( existsSync( join( folder, 'tillsync.php' ) ) ) {
		return folder;
	}
	throw new Error( `There is no tillsync.php in ${ folder }: give the plugin's folder.` );
}

const password = (): string => randomBytes( 12 ).toString( 'base64url' );

/**
 * Starts a shop and answers when its pages can be asked for, after about 5 to 10 seconds.
 *
 * Everything lives in a fresh folder under the temporary folder: database, site, logs. It ends
 * with `stop()` or with this process, however that ends; nothing else on the machine is touched.
 *
 * @throws Error with one sentence when a component is missing, the port is taken, or a step fails.
 */
export async function startShop( options: ShopOptions = {} ): Promise< Shop > {
	const log = options.log ?? ( () => undefined );
	const components = componentsFor( options );
	const plugin = findPlugin( options.pluginDir );
	const products =
		typeof options.products === 'object'
			? options.products
			: plainCatalogue( options.products ?? 60 );
	const hpos = options.hpos ?? true;

	// Short, because the path of a socket may have no more than about 100 characters.
	const dir = await mkdtemp( join( tmpdir(), 'tillsync-shop-' ) );
	const family = createProcessFamily( dir, options.keep ?? false );
	let stopping: Promise< void > | undefined;
	const stop = (): Promise< void > => ( stopping ??= family.stop() );

	try {
		await mkdir( join( dir, 'site' ) );
		await mkdir( join( dir, 'opcache' ) );
		const [ port, db ] = await Promise.all( [
			startWebServer( components, dir, options.port ?? 0, family ),
			startDatabase( components, dir, family ),
		] );
		const url = `http://127.0.0.1:${ port }`;
		log(
			`WordPress ${ components.wordpressVersion }, WooCommerce ${ components.woocommerceVersion }, PHP ${ components.phpVersion }: installing at ${ url }`
		);

		const root = await laySite( components, {
			folder: dir,
			port,
			database: db,
			pluginDir: plugin,
		} );
		const debugFile = debugLogFile( dir );
		const step = async < T >( script: string, input: unknown ): Promise< T > => {
			const result = await run(
				components.php,
				[ ...commandArguments( dir ), join( PHP_FOLDER, script ) ],
				{ cwd: root, input: JSON.stringify( input ) }
			);
			if ( result.code !== 0 ) {
				const complaints = existsSync( debugFile ) ? readFileSync( debugFile, 'utf8' ) : '';
				throw new Error(
					`The shop cannot be installed, ${ script } ended with ${ String(
						result.code
					) }: ${ `${ result.stderr }${ complaints }`.trim().slice( -2000 ) }`
				);
			}
			return JSON.parse( result.stdout === '' ? 'null' : result.stdout ) as T;
		};

		const adminPassword = password();
		const managerPassword = password();
		await step( 'install.php', {
			url,
			title: 'Test shop',
			theme: await defaultTheme( root ),
			adminUser: 'admin',
			adminPassword,
		} );
		const { itemCount } = await step< { itemCount: number } >( 'set-up.php', {
			...NEW_ZEALAND,
			...options.locale,
			hpos,
			managerUser: 'manager',
			managerPassword,
			products,
		} );
		log(
			`${ itemCount } items seeded, orders in ${ hpos ? 'custom tables (HPOS)' : 'posts' }`
		);
		// What WooCommerce says about its own missing tables during its installation is of no use.
		await rm( debugFile, { force: true } );
		const last = await step< {
			applicationPassword: string;
			pluginActive: boolean;
			hpos: boolean;
		} >( 'activate.php', { activate: plugin !== undefined } );
		if ( last.hpos !== hpos ) {
			throw new Error(
				`WooCommerce keeps orders in ${ last.hpos ? 'custom tables' : 'posts' } against the wish of this start.`
			);
		}
		await dumpDatabase( components, db, join( dir, SNAPSHOT ) );

		const handle = attachShop( {
			url,
			adminUser: 'admin',
			adminPassword,
			managerUser: 'manager',
			managerPassword,
			applicationPassword: last.applicationPassword,
			dir,
			db,
			hpos,
			pluginActive: last.pluginActive,
			itemCount,
			versions: {
				php: components.phpVersion,
				wordpress: components.wordpressVersion,
				woocommerce: components.woocommerceVersion,
			},
			programs: { php: components.php, mariadbClient: components.mariadbClient },
		} );
		return { ...handle, stop };
	} catch ( error ) {
		await stop();
		throw error;
	}
}
