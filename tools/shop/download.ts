/**
 * Fetches WordPress and WooCommerce into the cache folder, for people who have neither.
 */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	cacheFolder,
	woocommerceVersion,
	wordpressVersion,
	type ShopEnvironment,
} from './components.ts';
import { run } from './processes.ts';

/** Releases of the lines the tests run against: WordPress 6.8, WooCommerce 10.2. */
const OFFICIAL = {
	wordpress: 'https://wordpress.org/wordpress-6.8.3.zip',
	woocommerce: 'https://downloads.wordpress.org/plugin/woocommerce.10.2.4.zip',
};
const HEADERS_TIMEOUT_MS = 8_000;

export type DownloadResult =
	| { readonly ok: true }
	/** `reason` is one sentence with a remedy. */
	| { readonly ok: false; readonly reason: string };

export interface DownloadOptions {
	readonly env: ShopEnvironment;
	readonly log: ( line: string ) => void;
	/** Addresses of the two zip files; default wordpress.org. */
	readonly sources?: { readonly wordpress: string; readonly woocommerce: string };
	/** Longest wait for the first byte of an answer, in milliseconds. */
	readonly headersTimeoutMs?: number;
}

async function fetchFile( url: string, file: string, timeoutMs: number ): Promise< void > {
	const slow = new AbortController();
	const timer = setTimeout( () => slow.abort(), timeoutMs );
	const answer = await fetch( url, { signal: slow.signal } ).finally( () =>
		clearTimeout( timer )
	);
	if ( ! answer.ok ) {
		throw new Error( `answered ${ answer.status }` );
	}
	await writeFile( file, Buffer.from( await answer.arrayBuffer() ) );
}

/** Unpacks with `unzip`, or with PHP where that is missing. */
async function unpack( file: string, folder: string ): Promise< void > {
	const tried = await run( 'unzip', [ '-q', file, '-d', folder ] ).catch( () => undefined );
	if ( tried?.code === 0 ) {
		return;
	}
	const code =
		'$zip = new ZipArchive(); exit( true === $zip->open( $argv[1] ) && $zip->extractTo( $argv[2] ) ? 0 : 1 );';
	const byPhp = await run( 'php', [ '-r', code, file, folder ] );
	if ( byPhp.code !== 0 ) {
		throw new Error( 'the archive cannot be unpacked: install unzip' );
	}
}

/**
 * Downloads whichever of the two is missing from the cache folder.
 *
 * A folder appears in the cache only whole, by renaming, so an interrupted download leaves
 * nothing that looks usable. A folder that is already there is never touched.
 */
export async function downloadShopSources( options: DownloadOptions ): Promise< DownloadResult > {
	const cache = cacheFolder( options.env );
	const sources = options.sources ?? OFFICIAL;
	const wanted = [
		{
			name: 'wordpress',
			label: 'WordPress',
			url: sources.wordpress,
			version: wordpressVersion,
		},
		{
			name: 'woocommerce',
			label: 'WooCommerce',
			url: sources.woocommerce,
			version: woocommerceVersion,
		},
	] as const;
	await mkdir( cache, { recursive: true } );
	for ( const { name, label, url, version } of wanted ) {
		const target = join( cache, name );
		if ( version( target ) !== undefined ) {
			continue;
		}
		options.log( `Downloading ${ label } from ${ new URL( url ).host }` );
		const work = await mkdtemp( join( cache, `.${ name }-` ) );
		try {
			const file = join( work, 'release.zip' );
			await fetchFile( url, file, options.headersTimeoutMs ?? HEADERS_TIMEOUT_MS );
			await unpack( file, work );
			const found = version( join( work, name ) );
			if ( found === undefined ) {
				throw new Error( `the archive holds no ${ label }` );
			}
			await rename( join( work, name ), target );
		} catch ( error ) {
			const cause = error instanceof Error ? error.message : String( error );
			return {
				ok: false,
				reason: `${ label } could not be downloaded from ${
					new URL( url ).host
				} (${ cause }): put an unpacked copy into ${ target }.`,
			};
		} finally {
			await rm( work, { recursive: true, force: true } );
		}
	}
	return { ok: true };
}
