const MASK = '[redacted]';

/** What looks like a secret whoever wrote it: credentials of a request, and pairing strings. */
const PATTERNS: readonly ( readonly [ RegExp, string ] )[] = [
	[ /\b(Bearer|Basic)\s+[A-Za-z0-9+/=._~-]{6,}/gi, `$1 ${ MASK }` ],
	[ /\btillsync[0-9]+\.[A-Za-z0-9_-]+(?:\.[0-9a-f]*)?/g, MASK ],
];

/**
 * A function that takes the given secrets, and anything that looks like one, out of a text. Secrets shorter than six
 * characters are not searched for: they would blank half the log and guard nothing.
 */
export function createRedaction( secrets: readonly string[] ): ( text: string ) => string {
	const known = secrets
		.filter( ( secret ) => secret.length >= 6 )
		// A log line is JSON: quotes and backslashes stand in it escaped.
		.flatMap( ( secret ) => [ secret, JSON.stringify( secret ).slice( 1, -1 ) ] )
		// Longest first, so that a secret that contains another one goes whole.
		.sort( ( a, b ) => b.length - a.length );
	return ( text ) =>
		PATTERNS.reduce(
			( result, [ pattern, by ] ) => result.replace( pattern, by ),
			known.reduce( ( result, secret ) => result.replaceAll( secret, MASK ), text )
		);
}
