const HOST = 'retail.lightspeed.app';
const LOOPBACK = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])$/;

/** Whether a host name means this very machine. */
export function isLoopback( hostname: string ): boolean {
	return LOOPBACK.test( hostname );
}

/**
 * Address of an X-Series account from what people enter: the prefix (`myshop`), the host, or a full address. Plain http is
 * taken for this machine alone, where the simulator runs: a token must not travel in the clear.
 *
 * @return The address without a slash at the end, or null when the text is none of these.
 */
export function xSeriesBaseUrl( text: string ): string | null {
	const entered = text.trim().replace( /\/+$/, '' );
	if ( /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test( entered ) ) {
		return `https://${ entered.toLowerCase() }.${ HOST }`;
	}
	const address = URL.canParse( entered ) ? entered : `https://${ entered }`;
	if ( ! URL.canParse( address ) ) {
		return null;
	}
	const { protocol, hostname, origin, pathname, search, hash, username, password } = new URL(
		address
	);
	const bare = pathname === '/' && ! search && ! hash && ! username && ! password;
	const safe = protocol === 'https:' || ( protocol === 'http:' && isLoopback( hostname ) );
	const named = hostname.includes( '.' ) || isLoopback( hostname );
	return bare && safe && named ? origin : null;
}
