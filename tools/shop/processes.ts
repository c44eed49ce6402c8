/**
 * Child processes of a shop: each in a process group of its own, none left behind.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WATCHDOG = fileURLToPath( new URL( './watchdog.sh', import.meta.url ) );

export interface RunResult {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunOptions {
	readonly cwd?: string;
	readonly env?: Readonly< Record< string, string | undefined > >;
	/** Text for the standard input, which is closed after it. */
	readonly input?: string;
}

/** Runs a program to its end; never rejects for an exit code, only when it cannot be started. */
export function run(
	program: string,
	args: readonly string[],
	options: RunOptions = {}
): Promise< RunResult > {
	return new Promise( ( resolve, reject ) => {
		const child = spawn( program, args, {
			stdio: 'pipe',
			...( options.cwd === undefined ? {} : { cwd: options.cwd } ),
			...( options.env === undefined ? {} : { env: { ...options.env } } ),
		} );
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding( 'utf8' ).on( 'data', ( text: string ) => ( stdout += text ) );
		child.stderr.setEncoding( 'utf8' ).on( 'data', ( text: string ) => ( stderr += text ) );
		// A program that ends without reading its input is judged by its exit code.
		child.stdin.on( 'error', () => undefined );
		child.on( 'error', reject );
		child.on( 'close', ( code ) => resolve( { code, stdout, stderr } ) );
		child.stdin.end( options.input ?? '' );
	} );
}

/** Like `run`, but an exit code other than 0 rejects with what the program said. */
export async function runOrFail(
	program: string,
	args: readonly string[],
	options: RunOptions = {}
): Promise< string > {
	const result = await run( program, args, options );
	if ( result.code !== 0 ) {
		const said = ( result.stderr.trim() || result.stdout.trim() ).slice( -4000 );
		throw new Error( `${ program } ended with ${ String( result.code ) }: ${ said }` );
	}
	return result.stdout;
}

export interface ProcessFamily {
	/** Starts a server in its own process group; its output goes to `logFile`. */
	start(
		program: string,
		args: readonly string[],
		options: {
			readonly logFile: string;
			readonly cwd?: string;
			readonly env?: Readonly< Record< string, string | undefined > >;
		}
	): ChildProcess;
	/** Ends all servers and removes the folder unless kept. */
	stop(): Promise< void >;
}

/**
 * Servers that live in `folder` and end when this process does, even by SIGKILL.
 *
 * The watchdog is a small shell script in a session of its own that waits for the end of a
 * pipe; closing that pipe is also the normal way to stop, so both ways are the same code.
 *
 * @param folder Folder of the shop; every server's command line must contain it.
 * @param keep   Leaves the folder on disk when stopped.
 */
export function createProcessFamily( folder: string, keep: boolean ): ProcessFamily {
	const watchdog = spawn( '/bin/sh', [ WATCHDOG, folder, keep ? '1' : '0' ], {
		detached: true,
		stdio: [ 'pipe', 'ignore', 'ignore' ],
	} );
	const ended = new Promise< void >( ( resolve ) => {
		watchdog.on( 'close', () => resolve() );
	} );
	watchdog.unref();
	( watchdog.stdin as unknown as { unref?: () => void } ).unref?.();

	return {
		start( program, args, options ) {
			const log = openSync( options.logFile, 'a' );
			const child = spawn( program, args, {
				detached: true,
				stdio: [ 'ignore', log, log ],
				...( options.cwd === undefined ? {} : { cwd: options.cwd } ),
				...( options.env === undefined ? {} : { env: { ...options.env } } ),
			} );
			closeSync( log );
			child.on( 'error', () => undefined );
			if ( child.pid !== undefined ) {
				appendFileSync( join( folder, 'pids' ), `${ child.pid }\n` );
			}
			child.unref();
			return child;
		},
		async stop() {
			watchdog.ref();
			watchdog.stdin.end();
			await ended;
		},
	};
}

/**
 * Polls until `ready` answers something other than undefined.
 *
 * @throws Error with `failure()` when `timeoutMs` have passed, or whatever `ready` throws.
 */
export async function waitFor< T >(
	ready: () => T | undefined | Promise< T | undefined >,
	timeoutMs: number,
	failure: () => string
): Promise< T > {
	const end = Date.now() + timeoutMs;
	for (;;) {
		const value = await ready();
		if ( value !== undefined ) {
			return value;
		}
		if ( Date.now() > end ) {
			throw new Error( failure() );
		}
		await new Promise( ( resolve ) => setTimeout( resolve, 25 ) );
	}
}
