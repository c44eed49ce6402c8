import { z } from 'zod';

/**
 * `POST /pairing` (admin): makes the companion’s user and application password, revokes the one before, and answers
 * the pairing string. It is shown once and stored nowhere.
 */
export const PairingAnswer = z.object( {
	pairing: z.string(),
	user: z.string(),
	created_at: z.string(),
} );
export type PairingAnswer = z.infer< typeof PairingAnswer >;

/** `DELETE /pairing` (admin): revokes the credential. */
export const PairingRevoked = z.object( { revoked: z.boolean() } );

/** What a pairing string carries. `root` is the shop’s REST root with a trailing slash, as `rest_url()` gives it; never with a user name in it. */
export const Pairing = z.strictObject( {
	v: z.literal( 1 ),
	root: z
		.string()
		.regex( /^https?:\/\/[^\s"'<>@/?#]+(?:[/?#][^\s"'<>]*)?$/ )
		.max( 500 ),
	user: z.string().min( 1 ).max( 60 ),
	password: z.string().min( 8 ).max( 200 ),
	shop_id: z.string().min( 8 ).max( 64 ),
} );
export type Pairing = z.infer< typeof Pairing >;

/**
 * The string’s form: `tillsync1.<base64url of the JSON, no padding>.<check>`, where check is the CRC-32 of the
 * base64url text as 8 lower-case hex digits, so that a string cut short while copying is told from a wrong one.
 */
export const PAIRING_PREFIX = 'tillsync1';

/** CRC-32 (IEEE 802.3, as in zip and PHP’s crc32) of ASCII text, as 8 lower-case hex digits. */
export function crc32Hex( text: string ): string {
	let crc = 0xffffffff;
	for ( let index = 0; index < text.length; index++ ) {
		crc ^= text.charCodeAt( index ) & 0xff;
		for ( let bit = 0; bit < 8; bit++ ) {
			crc = crc & 1 ? ( crc >>> 1 ) ^ 0xedb88320 : crc >>> 1;
		}
	}
	return ( ( crc ^ 0xffffffff ) >>> 0 ).toString( 16 ).padStart( 8, '0' );
}

export type PairingProblem =
	'empty' | 'not_a_pairing_string' | 'cut_short' | 'too_new' | 'unreadable';

/** Reads a pairing string; surrounding white space and line breaks inside are forgiven. Never throws. */
export function decodePairing(
	text: string
): { ok: true; pairing: Pairing } | { ok: false; problem: PairingProblem } {
	const compact = text.replace( /\s+/g, '' );
	if ( compact === '' ) {
		return { ok: false, problem: 'empty' };
	}
	const [ prefix, payload, check ] = compact.split( '.' );
	if ( prefix !== PAIRING_PREFIX ) {
		return {
			ok: false,
			problem: /^tillsync[0-9]+$/.test( prefix ?? '' ) ? 'too_new' : 'not_a_pairing_string',
		};
	}
	if ( ! payload || ! check || crc32Hex( payload ) !== check ) {
		return { ok: false, problem: 'cut_short' };
	}
	try {
		const bytes = Uint8Array.from(
			atob( payload.replace( /-/g, '+' ).replace( /_/g, '/' ) ),
			( char ) => char.charCodeAt( 0 )
		);
		const pairing = Pairing.safeParse( JSON.parse( new TextDecoder().decode( bytes ) ) );
		return pairing.success
			? { ok: true, pairing: pairing.data }
			: { ok: false, problem: 'unreadable' };
	} catch {
		return { ok: false, problem: 'unreadable' };
	}
}

/** The inverse of {@link decodePairing}. */
export function encodePairing( pairing: Pairing ): string {
	const bytes = new TextEncoder().encode( JSON.stringify( pairing ) );
	const payload = btoa( String.fromCharCode( ...bytes ) )
		.replace( /\+/g, '-' )
		.replace( /\//g, '_' )
		.replace( /=+$/, '' );
	return `${ PAIRING_PREFIX }.${ payload }.${ crc32Hex( payload ) }`;
}
