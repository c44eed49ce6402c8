import { createServer } from 'node:net';

function isFree( port: number ): Promise< boolean > {
	return new Promise( ( resolve ) => {
		const probe = createServer();
		probe.once( 'error', () => resolve( false ) );
		probe.listen( port, '127.0.0.1', () => probe.close( () => resolve( true ) ) );
	} );
}

/** The wished port, or 0 – any free one – with a word about it when somebody else has it. */
export async function portOrAny(
	port: number,
	what: string,
	say: ( line: string ) => void
): Promise< number > {
	if ( port === 0 || ( await isFree( port ) ) ) {
		return port;
	}
	say( `Port ${ port } is in use; ${ what } takes another.` );
	return 0;
}
