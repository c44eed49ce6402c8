/**
 * The files of one shop: a WordPress of its own, made mostly of hard links.
 */
import { randomBytes } from 'node:crypto';
import { copyFile, link, lstat, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ShopComponents } from './components.ts';
import type { DatabaseAddress } from './database.ts';

const PHP_FOLDER = fileURLToPath( new URL( './php/', import.meta.url ) );

/** Files in a WordPress root that belong to a site and not to the release. */
const NOT_LAID = new Set( [ '.htaccess', 'wp-config.php', 'wp-content' ] );

/** Lays `from` at `to`: hard links where the disk allows it, copies elsewhere. */
async function layTree(
	from: string,
	to: string,
	skip: ReadonlySet< string > = new Set()
): Promise< void > {
	await mkdir( to, { recursive: true } );
	for ( const entry of await readdir( from, { withFileTypes: true } ) ) {
		if ( skip.has( entry.name ) ) {
			continue;
		}
		const source = join( from, entry.name );
		const target = join( to, entry.name );
		if ( entry.isDirectory() ) {
			await layTree( source, target );
		} else {
			await link( source, target ).catch( () => copyFile( source, target ) );
		}
	}
}

function phpString( text: string ): string {
	return `'${ text.replaceAll( '\\', '\\\\' ).replaceAll( "'", "\\'" ) }'`;
}

function configFile( constants: Readonly< Record< string, string | boolean | number > > ): string {
	const defines = Object.entries( constants ).map( ( [ name, value ] ) => {
		const literal = typeof value === 'string' ? phpString( value ) : String( value );
		return `defined( '${ name }' ) || define( '${ name }', ${ literal } );`;
	} );
	return [
		'<?php',
		...defines,
		"$table_prefix = 'wp_';",
		"if ( 'cli' === PHP_SAPI ) {",
		'\t// WordPress reads these without asking whether there is a request.',
		'\t$_SERVER += array(',
		"\t\t'HTTP_HOST'       => TILLSYNC_SHOP_HOST,",
		"\t\t'SERVER_NAME'     => '127.0.0.1',",
		"\t\t'REQUEST_METHOD'  => 'GET',",
		"\t\t'REQUEST_URI'     => '/',",
		"\t\t'REMOTE_ADDR'     => '127.0.0.1',",
		"\t\t'SERVER_PROTOCOL' => 'HTTP/1.1',",
		'\t);',
		'\t// A command is told of a fatal error by its exit code and the log, not by an HTML page.',
		"\tdefine( 'WP_DISABLE_FATAL_ERROR_HANDLER', true );",
		'}',
		"require_once ABSPATH . 'wp-settings.php';",
		'',
	].join( '\n' );
}

export interface SiteOptions {
	/** Folder of the shop; the site is laid in its subfolder `site`. */
	readonly folder: string;
	readonly port: number;
	readonly database: DatabaseAddress;
	/** Plugin folder that is linked as `tillsync`, or undefined for a shop without the plugin. */
	readonly pluginDir: string | undefined;
}

/**
 * Lays WordPress, WooCommerce, the default theme and the plugin.
 *
 * WooCommerce's and WordPress's files share their data with the source folders, so nothing on
 * this site may write to them: editing and deleting plugins is switched off, and there is no way
 * out to the internet for updates.
 *
 * @returns The document root.
 */
export async function laySite(
	components: ShopComponents,
	{ folder, port, database, pluginDir }: SiteOptions
): Promise< string > {
	const root = join( folder, 'site' );
	const content = join( root, 'wp-content' );
	await layTree( components.wordpressDir, root, NOT_LAID );
	for ( const name of [ 'plugins', 'mu-plugins', 'uploads', 'languages', 'upgrade' ] ) {
		await mkdir( join( content, name ), { recursive: true } );
	}
	await layTree(
		join( components.wordpressDir, 'wp-content', 'themes' ),
		join( content, 'themes' )
	);
	await layTree( components.woocommerceDir, join( content, 'plugins', 'woocommerce' ) );
	await copyFile(
		join( PHP_FOLDER, 'shop-rules.php' ),
		join( content, 'mu-plugins', 'shop-rules.php' )
	);
	if ( pluginDir !== undefined ) {
		await symlink( resolve( pluginDir ), join( content, 'plugins', 'tillsync' ), 'dir' );
	}

	const salts = [ 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ].flatMap( ( name ) =>
		[ 'KEY', 'SALT' ].map( ( kind ) => [
			`${ name }_${ kind }`,
			randomBytes( 32 ).toString( 'hex' ),
		] )
	);
	await writeFile(
		join( root, 'wp-config.php' ),
		configFile( {
			DB_NAME: database.name,
			DB_USER: database.user,
			DB_PASSWORD: '',
			DB_HOST: `localhost:${ database.socket }`,
			DB_CHARSET: 'utf8mb4',
			DB_COLLATE: '',
			...( Object.fromEntries( salts ) as Record< string, string > ),
			WP_ENVIRONMENT_TYPE: 'local',
			WP_DEBUG: true,
			WP_DEBUG_LOG: join( folder, 'debug.log' ),
			WP_DEBUG_DISPLAY: false,
			SCRIPT_DEBUG: false,
			DISABLE_WP_CRON: true,
			AUTOMATIC_UPDATER_DISABLED: true,
			WP_AUTO_UPDATE_CORE: false,
			DISALLOW_FILE_EDIT: true,
			FS_METHOD: 'direct',
			WP_MEMORY_LIMIT: '256M',
			TILLSYNC_SHOP_HOST: `127.0.0.1:${ port }`,
			TILLSYNC_SHOP_FOLDER: folder,
		} ).replace(
			'$table_prefix',
			"defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );\n$table_prefix"
		),
		{ mode: 0o600 }
	);
	return root;
}

/** Name of the theme folder the shop uses: the newest default theme that is there. */
export async function defaultTheme( root: string ): Promise< string > {
	const themes = join( root, 'wp-content', 'themes' );
	const known = [ 'twentytwentyfive', 'twentytwentyfour', 'storefront', 'twentytwentyone' ];
	for ( const name of known ) {
		if (
			await lstat( join( themes, name ) ).then(
				( found ) => found.isDirectory(),
				() => false
			)
		) {
			return name;
		}
	}
	const others = await readdir( themes, { withFileTypes: true } );
	const any = others.find( ( entry ) => entry.isDirectory() );
	if ( any === undefined ) {
		throw new Error(
			`There is no theme in ${ basename( themes ) }: WordPress needs one, for example twentytwentyfive.`
		);
	}
	return any.name;
}
