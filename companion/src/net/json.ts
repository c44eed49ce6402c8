/** What stands behind a key whose value is an integer of 16 and more digits: JavaScript would round it. */
const LONG_INTEGER = /(\s*:\s*)([0-9]{16,})(?=\s*[,}\]])/y;

/**
 * Parses JSON; undefined when it is none (a body cut short, HTML). Whole numbers of 16 digits and more, as versions may
 * become one day, arrive as strings instead of rounded. The time it takes grows with the text and no faster.
 */
export function parseJson( text: string ): unknown {
	if ( /[0-9]{16}/.test( text ) ) {
		const exact = tryParse( withQuotedIntegers( text ) );
		if ( exact !== undefined ) {
			return exact;
		}
	}
	return tryParse( text );
}

/** The text with quotes around every long integer that is the value of a key. Goes from string to string, never back. */
function withQuotedIntegers( text: string ): string {
	let result = '';
	let copied = 0;
	let open = text.indexOf( '"' );
	while ( open !== -1 ) {
		const end = endOfString( text, open );
		if ( end === -1 ) {
			break;
		}
		LONG_INTEGER.lastIndex = end;
		const [ found, colon, digits ] = LONG_INTEGER.exec( text ) ?? [ '' ];
		if ( found ) {
			result += `${ text.slice( copied, end ) }${ colon }"${ digits }"`;
			copied = end + found.length;
		}
		open = text.indexOf( '"', end + found.length );
	}
	return result + text.slice( copied );
}

/** Where the string that begins at `open` is over; -1 when it never is. */
function endOfString( text: string, open: number ): number {
	let quote = text.indexOf( '"', open + 1 );
	while ( quote !== -1 ) {
		let before = quote - 1;
		while ( text[ before ] === '\\' ) {
			before -= 1;
		}
		if ( ( quote - before ) % 2 === 1 ) {
			return quote + 1;
		}
		quote = text.indexOf( '"', quote + 1 );
	}
	return -1;
}

function tryParse( text: string ): unknown {
	try {
		return JSON.parse( text );
	} catch {
		return undefined;
	}
}
