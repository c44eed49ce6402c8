import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const ROOT = dirname( dirname( dirname( fileURLToPath( import.meta.url ) ) ) );

export type Outcome = { code: number; output: string };

export type RunOptions = {
	/** Added to the environment of this process. */
	env?: Record< string, string >;
	/** Keep what the program prints instead of passing it on. */
	quiet?: boolean;
	/** Pass this stream on and keep the other. */
	only?: 'stdout' | 'stderr';
	/** Defaults to the root of the checkout. */
	cwd?: string;
};

/**
 * Runs a program to its end.
 *
 * @return Its exit code (127 when it cannot be started, 1 when a signal ended it) and all it printed, with
 *         standard output and standard error in the order they came.
 */
export function run(
	program: string,
	args: string[],
	options: RunOptions = {}
): Promise< Outcome > {
	return new Promise( ( resolve ) => {
		const child = spawn( program, args, {
			cwd: options.cwd ?? ROOT,
			env: { ...process.env, ...options.env },
			stdio: [ 'ignore', 'pipe', 'pipe' ],
		} );
		let output = '';

		const take = ( name: 'stdout' | 'stderr' ) => ( chunk: Buffer ) => {
			output += chunk.toString();
			if ( ! options.quiet && ( options.only ?? name ) === name ) {
				process[ name ].write( chunk );
			}
		};
		child.stdout.on( 'data', take( 'stdout' ) );
		child.stderr.on( 'data', take( 'stderr' ) );
		child.on( 'error', ( error ) => {
			resolve( { code: 127, output: output + error.message } );
		} );
		child.on( 'close', ( code ) => {
			resolve( { code: code ?? 1, output } );
		} );
	} );
}

/** A program that npm installed. */
export const npmProgram = ( name: string ): string => join( ROOT, 'node_modules', '.bin', name );

/** Where a program is on the search path; undefined when it is not there. */
export function onPath( program: string ): string | undefined {
	return ( process.env[ 'PATH' ] ?? '' )
		.split( delimiter )
		.map( ( folder ) => join( folder, program ) )
		.find( ( file ) => existsSync( file ) );
}

const inVendor = ( program: string ): string => join( ROOT, 'vendor', 'bin', program );

/** A PHP tool, or the reason why there is none. */
export type PhpTool = { path: string } | { missing: string };

/**
 * A tool that Composer installs. Installs the tools of composer.json first, once, when they are not there yet and
 * Composer is. PHPUnit may also be the system's own.
 */
export async function phpTool( program: 'phpcs' | 'phpstan' | 'phpunit' ): Promise< PhpTool > {
	if ( ! onPath( 'php' ) ) {
		return { missing: 'no php' };
	}
	if ( ! existsSync( inVendor( program ) ) && onPath( 'composer' ) ) {
		await installed();
	}
	if ( existsSync( inVendor( program ) ) ) {
		return { path: inVendor( program ) };
	}

	const system = program === 'phpunit' ? onPath( program ) : undefined;
	if ( system ) {
		return { path: system };
	}

	return { missing: onPath( 'composer' ) ? 'composer could not install it' : 'no composer' };
}

let installing: Promise< Outcome > | undefined;

function installed(): Promise< Outcome > {
	installing ??= run( 'composer', [ 'update', '--no-interaction', '--no-progress', '--quiet' ] );

	return installing;
}
