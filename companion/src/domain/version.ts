/**
 * Versions of POS rows and cursors of POS feeds: unsigned whole numbers as strings, because JavaScript numbers lose digits
 * above 2^53.
 */
export type Version = string;

const FORM = /^(?:0|[1-9][0-9]{0,17})$/;

/** Reads a version from a JSON number or a string of digits; null when it is neither. */
export function readVersion( value: unknown ): Version | null {
	if ( typeof value === 'number' ) {
		return Number.isSafeInteger( value ) && value >= 0 ? String( value ) : null;
	}
	return typeof value === 'string' && FORM.test( value ) ? value : null;
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareVersions( a: Version, b: Version ): number {
	return a.length === b.length ? ( a < b ? -1 : Number( a > b ) ) : a.length - b.length;
}

export function higherVersion( a: Version, b: Version ): Version {
	return compareVersions( a, b ) >= 0 ? a : b;
}
