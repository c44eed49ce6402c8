import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';

/** Folder of the plugin inside the archive, and under wp-content/plugins/. */
export const PLUGIN_FOLDER = 'tillsync';

/** What the plugin folder may hold while it is worked on, and no shop needs. */
const LEFT_OUT = [
	/(?:^|\/)\./,
	/(?:^|\/)(?:node_modules|vendor|tests)(?:\/|$)/,
	/\.(?:map|log|dist|neon|lock)$/,
];

/** Nothing in the archive says when it was made: the same files make the same bytes. The ZIP epoch is 1980. */
const MODIFIED = new Date( 1980, 0, 1, 0, 0, 0 );

/**
 * The files that ship, paths relative to the plugin folder, sorted.
 *
 * @param folder The plugin folder.
 */
export function shippedFiles( folder: string ): string[] {
	return readdirSync( folder, { recursive: true, encoding: 'utf8' } )
		.map( ( path ) => path.replaceAll( '\\', '/' ) )
		.filter( ( path ) => ! LEFT_OUT.some( ( pattern ) => pattern.test( path ) ) )
		.filter( ( path ) => statSync( join( folder, path ) ).isFile() )
		.sort();
}

/**
 * The plugin as WordPress's Plugins screen takes it: everything in one folder `tillsync/`. The same files give the
 * same archive, byte by byte.
 *
 * @param folder The plugin folder.
 * @param extra  Further files, path inside the archive's folder → file to read.
 * @throws When the built admin page is not there: a plugin without it would show an empty page.
 */
export function pluginZip( folder: string, extra: Record< string, string > = {} ): Uint8Array {
	const files = shippedFiles( folder );
	const missing = [
		'tillsync.php',
		'readme.txt',
		'uninstall.php',
		'build/index.js',
		'build/index.asset.php',
		'build/product-list.js',
		'build/product-list.asset.php',
	].filter( ( file ) => ! files.includes( file ) );
	if ( missing.length > 0 ) {
		throw new Error(
			`The plugin is incomplete, this is missing: ${ missing.join( ', ' ) }. Run npm run build.`
		);
	}

	const content: Zippable = {};
	const sources = new Map( [
		...files.map( ( file ) => [ file, join( folder, file ) ] as const ),
		...Object.entries( extra ),
	] );
	for ( const [ file, source ] of [ ...sources ].sort( ( [ a ], [ b ] ) =>
		a < b ? -1 : 1
	) ) {
		content[ `${ PLUGIN_FOLDER }/${ file }` ] = [
			new Uint8Array( readFileSync( source ) ),
			{ level: 9, mtime: MODIFIED, os: 3, attrs: 0o644 << 16 },
		];
	}

	return zipSync( content );
}
