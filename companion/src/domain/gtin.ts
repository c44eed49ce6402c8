const LENGTHS = [ 8, 12, 13, 14 ];

/**
 * Whether the text is a barcode number of GS1: 8, 12, 13 or 14 digits, the last of which is the check digit of the others.
 * ISBN-13 is one; an in-house code only by accident.
 */
export function isGtin( text: string ): boolean {
	if ( ! /^[0-9]+$/.test( text ) || ! LENGTHS.includes( text.length ) ) {
		return false;
	}
	// From the right, without the check digit, digits weigh 3, 1, 3, 1 …
	const sum = [ ...text.slice( 0, -1 ) ]
		.reverse()
		.reduce( ( total, digit, place ) => total + Number( digit ) * ( place % 2 ? 1 : 3 ), 0 );
	return ( 10 - ( sum % 10 ) ) % 10 === Number( text.at( -1 ) );
}
