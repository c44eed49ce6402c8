import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Terminal } from './terminal.ts';

/** Most characters read from standard input; nothing that is asked for here is longer. */
const MOST = 65_536;

/** Lines of a pipe or file, without empty ones; for a person at a keyboard an empty list. */
export async function pipedLines( { stdin }: Terminal ): Promise< string[] > {
	if ( stdin.isTTY ) {
		return [];
	}
	let text = '';
	stdin.setEncoding( 'utf8' );
	for await ( const chunk of stdin ) {
		text += String( chunk );
		if ( text.length > MOST ) {
			break;
		}
	}
	return text
		.split( /\r?\n/ )
		.map( ( line ) => line.trim() )
		.filter( ( line ) => line !== '' );
}

/**
 * Asks a person. With `hidden` nothing of what is typed or pasted shows on the screen or in its history.
 *
 * @return What was entered, trimmed; empty when the input ended (Ctrl-D, Ctrl-C).
 */
export function ask( terminal: Terminal, question: string, hidden: boolean ): Promise< string > {
	const nowhere = new Writable( { write: ( _chunk, _encoding, done ) => done() } );
	process.stderr.write( `${ question }: ` );
	const lines = createInterface( {
		input: terminal.stdin,
		output: hidden ? nowhere : process.stderr,
		terminal: true,
	} );
	return new Promise( ( resolve ) => {
		let answer = '';
		lines.once( 'line', ( line ) => {
			answer = line.trim();
			lines.close();
		} );
		lines.once( 'SIGINT', () => lines.close() );
		lines.once( 'close', () => {
			process.stderr.write( '\n' );
			resolve( answer );
		} );
	} );
}
