/** Runs the real command in a process of its own, compiled once for each test file. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

export interface CommandResult {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunningCommand {
	readonly process: ChildProcess;
	/** What it has written to standard output so far. */
	output(): string;
	readonly ended: Promise< CommandResult >;
}

export interface Command {
	/** A folder of its own. */
	readonly folder: string;
	/** Runs it to its end. Only the given environment is there, with the state in `folder`. */
	run(
		words: readonly string[],
		options?: { readonly env?: Readonly< Record< string, string > >; readonly input?: string }
	): Promise< CommandResult >;
	start( words: readonly string[], env: Readonly< Record< string, string > > ): RunningCommand;
	/** Ends what still runs and removes the folder. */
	remove(): void;
}

const MAIN = join( __dirname, '../../companion/src/main.ts' );

export function compileCommand(): Command {
	const folder = mkdtempSync( join( tmpdir(), 'tillsync-command-' ) );
	const script = join( folder, 'main.mjs' );
	const children = new Set< ChildProcess >();
	buildSync( {
		entryPoints: [ MAIN ],
		outfile: script,
		bundle: true,
		platform: 'node',
		format: 'esm',
		logLevel: 'error',
		// The log’s CommonJS code asks for Node’s modules by require.
		banner: {
			js: "import { createRequire } from 'node:module'; const require = createRequire( import.meta.url );",
		},
	} );

	function start(
		words: readonly string[],
		env: Readonly< Record< string, string > >,
		input?: string
	): RunningCommand {
		const child = spawn( process.execPath, [ script, ...words ], {
			env: {
				PATH: process.env[ 'PATH' ],
				HOME: folder,
				TILLSYNC_STATE_DIR: join( folder, 'state' ),
				...env,
			},
			stdio: [ 'pipe', 'pipe', 'pipe' ],
		} );
		children.add( child );
		child.on( 'close', () => children.delete( child ) );
		let stdout = '';
		let stderr = '';
		child.stdout.on( 'data', ( chunk ) => ( stdout += String( chunk ) ) );
		child.stderr.on( 'data', ( chunk ) => ( stderr += String( chunk ) ) );
		child.stdin.end( input ?? '' );
		return {
			process: child,
			output: () => stdout,
			ended: new Promise( ( resolve ) => {
				child.on( 'close', ( code ) => resolve( { code, stdout, stderr } ) );
			} ),
		};
	}

	return {
		folder,
		run: ( words, { env = {}, input } = {} ) => start( words, env, input ).ended,
		start,
		remove() {
			children.forEach( ( child ) => child.kill( 'SIGKILL' ) );
			rmSync( folder, { recursive: true, force: true } );
		},
	};
}
