/**
 * PHP's own web server in front of the shop.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ShopComponents } from './components.ts';
import { waitFor, type ProcessFamily } from './processes.ts';

const ROUTER = fileURLToPath( new URL( './php/router.php', import.meta.url ) );
const WORKERS = '4';
const PORT_TRIES = 5;

const OPTIONS = [
	'memory_limit=512M',
	'error_reporting=-1',
	'display_errors=0',
	'log_errors=1',
	'opcache.enable=1',
	'opcache.memory_consumption=192',
	'opcache.max_accelerated_files=20000',
	// Edits of the plugin are live.
	'opcache.validate_timestamps=1',
	'opcache.revalidate_freq=0',
];

/** Where complaints of PHP and WordPress go. */
export function debugLogFile( folder: string ): string {
	return join( folder, 'debug.log' );
}

function asArguments( options: readonly string[] ): string[] {
	return options.flatMap( ( option ) => [ '-d', option ] );
}

/**
 * PHP's arguments for a command in the shop. Compiled files are kept on the shop's disk: loading
 * WordPress and WooCommerce takes a third of the time from the second command on.
 */
export function commandArguments( folder: string ): string[] {
	return asArguments( [
		...OPTIONS,
		`error_log=${ debugLogFile( folder ) }`,
		'opcache.enable_cli=1',
		`opcache.file_cache=${ join( folder, 'opcache' ) }`,
		'opcache.file_cache_only=1',
	] );
}

/** A port of 127.0.0.1 that is free now; somebody else may still take it before it is used. */
export function freePort(): Promise< number > {
	return new Promise( ( resolve, reject ) => {
		const server = createServer();
		server.on( 'error', reject );
		server.listen( 0, '127.0.0.1', () => {
			const address = server.address();
			server.close( () =>
				typeof address === 'object' && address !== null
					? resolve( address.port )
					: reject( new Error( 'The system gave no free port.' ) )
			);
		} );
	} );
}

/**
 * Starts `php -S` for `folder`/site and answers its port; the folder may still be empty.
 *
 * @param port Wanted port, 0 for any free one.
 * @throws Error when the wanted port is taken or PHP does not listen within 15 seconds.
 */
export async function startWebServer(
	components: ShopComponents,
	folder: string,
	port: number,
	family: ProcessFamily
): Promise< number > {
	const logFile = join( folder, 'php.log' );
	for ( let attempt = 1; ; attempt++ ) {
		const candidate = port === 0 ? await freePort() : port;
		const server = family.start(
			components.php,
			[
				...asArguments( [ ...OPTIONS, `error_log=${ debugLogFile( folder ) }` ] ),
				'-S',
				`127.0.0.1:${ candidate }`,
				'-t',
				join( folder, 'site' ),
				ROUTER,
			],
			{ logFile, env: { ...process.env, PHP_CLI_SERVER_WORKERS: WORKERS } }
		);
		const started = await waitFor(
			() => {
				const log = existsSync( logFile ) ? readFileSync( logFile, 'utf8' ) : '';
				if ( log.includes( `http://127.0.0.1:${ candidate }) started` ) ) {
					return true;
				}
				return server.exitCode === null ? undefined : false;
			},
			15_000,
			() =>
				`PHP's web server does not start: ${ readFileSync( logFile, 'utf8' ).slice( -500 ) }`
		);
		if ( started ) {
			return candidate;
		}
		if ( port !== 0 || attempt === PORT_TRIES ) {
			throw new Error(
				`Port ${ candidate } is taken: choose another with --port, or 0 for any.`
			);
		}
	}
}
