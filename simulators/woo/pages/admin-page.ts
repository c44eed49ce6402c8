import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ShopState } from '../model/state.ts';
import { htmlPage, scriptLiteral } from './html.ts';

const TYPES: Record< string, string > = {
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.map': 'application/json',
	'.svg': 'image/svg+xml',
	'.woff2': 'font/woff2',
};

/** The style sheets of the bundle’s entry, in the names the build gives them. */
const STYLES = [ 'style-index.css', 'index.css' ];

/** True when the standalone bundle was built into this folder. */
const hasBundle = ( folder: string ): boolean => existsSync( join( folder, 'index.js' ) );

/** The page that carries the standalone bundle, with the settings the plugin would print, and what WordPress would. */
export function adminPage( state: ShopState, bundle: string ): string {
	if ( ! hasBundle( bundle ) ) {
		return htmlPage(
			'TillSync',
			'<main><h1>TillSync</h1><p>The page has not been built yet. Run <code>npm run build</code>, then reload.</p></main>'
		);
	}
	const settings = {
		version: '0.1.0',
		adminUrl: `${ state.url }/`,
		standalone: { root: `${ state.url }/wp-json/`, nonce: state.admin.nonce },
	};
	const styles = STYLES.filter( ( name ) => existsSync( join( bundle, name ) ) )
		.map( ( name ) => `<link rel="stylesheet" href="/build/${ name }">` )
		.join( '\n' );
	return htmlPage(
		'TillSync',
		`<div id="tillsync-root"></div>
<script>window.tillsyncSettings = ${ scriptLiteral( settings ) };</script>
<script src="/build/index.js"></script>`,
		styles
	);
}

/** A file of the bundle; undefined when there is none with this plain name. */
export async function bundleFile(
	bundle: string,
	name: string
): Promise< { type: string; content: Buffer } | undefined > {
	if ( ! /^[A-Za-z0-9_.-]+$/.test( name ) || name.startsWith( '.' ) ) {
		return undefined;
	}
	try {
		return {
			type: TYPES[ extname( name ) ] ?? 'application/octet-stream',
			content: await readFile( join( bundle, name ) ),
		};
	} catch {
		return undefined;
	}
}
