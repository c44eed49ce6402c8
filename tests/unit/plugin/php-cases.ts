/** Evaluates generated cases in PHP: one process for all of them, one JSON text a line, in and out. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Why PHP cannot be asked on this machine; undefined: it can. */
export function whyNoPhp(): string | undefined {
	return spawnSync( 'php', [ '-v' ] ).status === 0 ? undefined : 'PHP is not installed.';
}

/** One result a case, in the order of the cases. `script` is a file of this folder. Throws when PHP fails. */
export function evaluateInPhp( script: string, cases: readonly unknown[] ): readonly unknown[] {
	const outcome = spawnSync( 'php', [ join( __dirname, script ) ], {
		input: cases.map( ( c ) => `${ JSON.stringify( c ) }\n` ).join( '' ),
		encoding: 'utf8',
		maxBuffer: 256 * 1024 * 1024,
	} );
	if ( outcome.status !== 0 ) {
		throw new Error( outcome.stdout.slice( -500 ) + outcome.stderr );
	}
	const results = outcome.stdout
		.trim()
		.split( '\n' )
		.map( ( line ) => JSON.parse( line ) as unknown );
	if ( results.length !== cases.length ) {
		throw new Error( `${ cases.length } cases, ${ results.length } results.` );
	}
	return results;
}

/** Asserts something of each case and its result; a failure names the case. */
export function eachCase< Case, Result >(
	cases: readonly Case[],
	results: readonly Result[],
	assert: ( c: Case, result: Result ) => void
): void {
	cases.forEach( ( c, index ) => {
		const result = results[ index ];
		if ( result === undefined ) {
			throw new Error( 'There is a case without result.' );
		}
		try {
			assert( c, result );
		} catch ( error ) {
			throw new Error( `Case ${ JSON.stringify( c ) }`, { cause: error } );
		}
	} );
}
