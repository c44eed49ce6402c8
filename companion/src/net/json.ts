/** Integers of 16 and more digits after a key: JavaScript would round them. */
const LONG_INTEGER = /("(?:[^"\\]|\\.)*"\s*:\s*)([0-9]{16,})(?=\s*[,}\]])/g;

/**
 * Parses JSON; undefined when it is none (a body cut short, HTML). Whole numbers of 16 digits and more, as versions may
 * become one day, arrive as strings instead of rounded.
 */
export function parseJson( text: string ): unknown {
	if ( /[0-9]{16}/.test( text ) ) {
		const exact = tryParse( text.replace( LONG_INTEGER, '$1"$2"' ) );
		if ( exact !== undefined ) {
			return exact;
		}
	}
	return tryParse( text );
}

function tryParse( text: string ): unknown {
	try {
		return JSON.parse( text );
	} catch {
		return undefined;
	}
}
