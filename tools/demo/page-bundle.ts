import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from '../check/processes.ts';

/** The two builds of the admin page: for wp-admin, and standalone. */
export type PageBuild = 'admin' | 'standalone';

const SOURCE = join( ROOT, 'admin-src' );
const ENTRY: Readonly< Record< PageBuild, string > > = {
	admin: join( ROOT, 'plugin/build/index.js' ),
	standalone: join( ROOT, 'simulators/woo/build/index.js' ),
};

function newestChange( folder: string ): number {
	return readdirSync( folder, { recursive: true, withFileTypes: true } )
		.filter( ( entry ) => entry.isFile() )
		.reduce(
			( newest, entry ) =>
				Math.max( newest, statSync( join( entry.parentPath, entry.name ) ).mtimeMs ),
			0
		);
}

/** True when the page was built, whatever has changed since. */
export const isPageBuilt = ( build: PageBuild ): boolean => existsSync( ENTRY[ build ] );

/**
 * Builds the page where it is missing or older than its source.
 *
 * @throws Error with the compiler’s words when it cannot be built.
 */
export async function preparePage(
	build: PageBuild,
	say: ( line: string ) => void
): Promise< void > {
	const entry = ENTRY[ build ];
	if ( isPageBuilt( build ) && statSync( entry ).mtimeMs >= newestChange( SOURCE ) ) {
		return;
	}
	say( 'Building the admin page; this takes a minute …' );
	const { code, output } = await run(
		process.execPath,
		[ '--import', 'tsx', 'tools/package/build.ts', build ],
		{
			quiet: true,
		}
	);
	if ( code !== 0 ) {
		throw new Error( `The admin page could not be built:\n${ output.trim() }` );
	}
}
