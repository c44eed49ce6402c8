/**
 * What a real shop needs on this machine, and where it is.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Oldest PHP (as PHP_VERSION_ID) the plugin runs on. */
const OLDEST_PHP = 80100;
const PHP_EXTENSIONS = [ 'mysqli', 'mbstring', 'dom', 'xml' ];

/** Places of server programs that are often missing in the PATH of a person. */
const SERVER_FOLDERS = [
	'/usr/sbin',
	'/usr/local/sbin',
	'/usr/libexec',
	'/opt/homebrew/bin',
	'/opt/homebrew/sbin',
];

/** Everything `startShop` needs; all paths are absolute. */
export interface ShopComponents {
	readonly php: string;
	readonly phpVersion: string;
	readonly mariadbd: string;
	readonly mariadbInstall: string;
	readonly mariadbClient: string;
	readonly mariadbDump: string;
	readonly wordpressDir: string;
	readonly wordpressVersion: string;
	readonly woocommerceDir: string;
	readonly woocommerceVersion: string;
}

/** Either all components, or one line that names the first missing one and the remedy. */
export type ShopComponentsResult =
	| { readonly ok: true; readonly components: ShopComponents }
	| {
			readonly ok: false;
			readonly missing: string;
			/** True when only the WordPress or WooCommerce folder is missing, which can be downloaded. */
			readonly downloadable: boolean;
	  };

/** A setting the source folders are looked up with; `process.env` fits. */
export type ShopEnvironment = Readonly< Record< string, string | undefined > >;

/** Folder in which downloaded source folders are kept between runs. */
export function cacheFolder( env: ShopEnvironment ): string {
	return env[ 'TILLSYNC_CACHE_DIR' ] ?? join( env[ 'HOME' ] ?? homedir(), '.cache', 'tillsync' );
}

function isProgram( path: string ): boolean {
	try {
		accessSync( path, constants.X_OK );
		return true;
	} catch {
		return false;
	}
}

function findProgram( names: readonly string[], env: ShopEnvironment ): string | undefined {
	const folders = [ ...( env[ 'PATH' ] ?? '' ).split( delimiter ), ...SERVER_FOLDERS ];
	for ( const name of names ) {
		for ( const folder of folders ) {
			if ( folder !== '' && isProgram( join( folder, name ) ) ) {
				return join( folder, name );
			}
		}
	}
	return undefined;
}

function firstMatch( file: string, pattern: RegExp ): string | undefined {
	return existsSync( file ) ? pattern.exec( readFileSync( file, 'utf8' ) )?.[ 1 ] : undefined;
}

/** Version of the WordPress in a folder, or undefined when there is none. */
export function wordpressVersion( folder: string ): string | undefined {
	return firstMatch(
		join( folder, 'wp-includes', 'version.php' ),
		/\$wp_version\s*=\s*'([^']+)'/
	);
}

/** Version of the WooCommerce in a folder, or undefined when there is none. */
export function woocommerceVersion( folder: string ): string | undefined {
	return firstMatch( join( folder, 'woocommerce.php' ), /^\s*\*\s*Version:\s*(\S+)/m );
}

interface PhpReport {
	readonly id: number;
	readonly version: string;
	readonly missing: readonly string[];
}

function askPhp( php: string ): PhpReport | undefined {
	const code = `echo json_encode( [ 'id' => PHP_VERSION_ID, 'version' => PHP_VERSION, 'missing' => array_values( array_filter( ${ JSON.stringify(
		PHP_EXTENSIONS
	) }, fn( $name ) => ! extension_loaded( $name ) ) ) ] );`;
	const answer = spawnSync( php, [ '-r', code ], { encoding: 'utf8' } );
	try {
		return JSON.parse( answer.stdout ) as PhpReport;
	} catch {
		return undefined;
	}
}

function missing( text: string, downloadable = false ): ShopComponentsResult {
	return { ok: false, missing: text, downloadable };
}

/**
 * The newest WordPress and WooCommerce on this machine, as the environment to start a shop with: `WORDPRESS_NEWEST_DIR` and
 * `WOOCOMMERCE_NEWEST_DIR`, or `wordpress-newest` and `woocommerce-newest` in the cache folder. One that is missing is left out, so
 * that the ordinary one is taken.
 *
 * @param env Environment to read, usually `process.env`.
 * @returns Undefined when there is neither.
 */
export function newestComponents( env: ShopEnvironment ): ShopEnvironment | undefined {
	const wordpress =
		env[ 'WORDPRESS_NEWEST_DIR' ] ?? join( cacheFolder( env ), 'wordpress-newest' );
	const woocommerce =
		env[ 'WOOCOMMERCE_NEWEST_DIR' ] ?? join( cacheFolder( env ), 'woocommerce-newest' );
	const found = {
		...( wordpressVersion( wordpress ) === undefined ? {} : { WORDPRESS_DIR: wordpress } ),
		...( woocommerceVersion( woocommerce ) === undefined
			? {}
			: { WOOCOMMERCE_DIR: woocommerce } ),
	};
	return Object.keys( found ).length === 0 ? undefined : found;
}

/**
 * Looks for PHP, MariaDB and both source folders without changing anything.
 *
 * The folders come from `WORDPRESS_DIR` and `WOOCOMMERCE_DIR`; one that is set but wrong is an
 * error and never silently replaced. Otherwise `~/.cache/tillsync/{wordpress,woocommerce}`.
 *
 * @param env Environment to read, usually `process.env`.
 */
export function findShopComponents( env: ShopEnvironment ): ShopComponentsResult {
	const php = findProgram( [ 'php' ], env );
	if ( php === undefined ) {
		return missing(
			'PHP is missing: install PHP 8.1 or newer (Debian: apt install php-cli php-mysql php-mbstring php-xml).'
		);
	}
	const report = askPhp( php );
	if ( report === undefined ) {
		return missing( `${ php } does not run: repair the PHP installation.` );
	}
	if ( report.id < OLDEST_PHP ) {
		return missing( `PHP ${ report.version } is too old: install PHP 8.1 or newer.` );
	}
	if ( report.missing.length > 0 ) {
		return missing(
			`PHP lacks the extension ${ report.missing.join( ', ' ) }: install it (Debian: apt install php-mysql php-mbstring php-xml).`
		);
	}
	const mariadbd = findProgram( [ 'mariadbd', 'mysqld' ], env );
	const mariadbInstall = findProgram( [ 'mariadb-install-db', 'mysql_install_db' ], env );
	const mariadbClient = findProgram( [ 'mariadb', 'mysql' ], env );
	const mariadbDump = findProgram( [ 'mariadb-dump', 'mysqldump' ], env );
	if (
		mariadbd === undefined ||
		mariadbInstall === undefined ||
		mariadbClient === undefined ||
		mariadbDump === undefined
	) {
		return missing(
			'MariaDB is missing: install it (Debian: apt install mariadb-server); it need not be running.'
		);
	}
	const wordpressDir = env[ 'WORDPRESS_DIR' ] ?? join( cacheFolder( env ), 'wordpress' );
	const wordpress = wordpressVersion( wordpressDir );
	if ( wordpress === undefined ) {
		return missing(
			`There is no WordPress in ${ wordpressDir }: set WORDPRESS_DIR to an unpacked WordPress 6.8 or newer.`,
			env[ 'WORDPRESS_DIR' ] === undefined
		);
	}
	const woocommerceDir = env[ 'WOOCOMMERCE_DIR' ] ?? join( cacheFolder( env ), 'woocommerce' );
	const woocommerce = woocommerceVersion( woocommerceDir );
	if ( woocommerce === undefined ) {
		return missing(
			`There is no WooCommerce in ${ woocommerceDir }: set WOOCOMMERCE_DIR to an unpacked WooCommerce 10.2 or newer.`,
			env[ 'WOOCOMMERCE_DIR' ] === undefined
		);
	}
	return {
		ok: true,
		components: {
			php,
			phpVersion: report.version,
			mariadbd,
			mariadbInstall,
			mariadbClient,
			mariadbDump,
			wordpressDir,
			wordpressVersion: wordpress,
			woocommerceDir,
			woocommerceVersion: woocommerce,
		},
	};
}
