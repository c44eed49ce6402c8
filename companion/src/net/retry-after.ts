/** The longest wait a peer can ask for, in milliseconds. */
const LONGEST_MS = 900_000;

/**
 * Milliseconds to wait after a 429 or 503, from `Retry-After` as seconds or as an HTTP date. A date is taken relative to
 * the answer’s own `Date`, so that a clock ten minutes off – theirs or ours – waits neither ten minutes longer nor not at all.
 *
 * @param header Reads a header of the answer.
 * @return From 0 to 15 minutes; null when the header is missing or cannot be read.
 */
export function retryAfterMs( header: ( name: string ) => string | null ): number | null {
	const value = header( 'retry-after' )?.trim();
	if ( ! value ) {
		return null;
	}
	if ( /^[0-9]{1,9}$/.test( value ) ) {
		return Math.min( Number( value ) * 1000, LONGEST_MS );
	}
	// Date.parse takes "-5" for a year; an HTTP date begins with its weekday.
	const until = /^[A-Za-z]{3}/.test( value ) ? Date.parse( value ) : Number.NaN;
	const date = header( 'date' );
	const now = date === null ? Date.now() : Date.parse( date );
	if ( ! Number.isFinite( until ) || ! Number.isFinite( now ) ) {
		return null;
	}
	return Math.min( Math.max( until - now, 0 ), LONGEST_MS );
}
