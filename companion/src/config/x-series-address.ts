const HOST = 'retail.lightspeed.app';
/** The vendor’s hosts, today’s and the former one. */
const ACCOUNT = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.(?:retail\.lightspeed\.app|vendhq\.com)$/;
const LOOPBACK = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])$/;

/** Whether a host name means this very machine. */
export function isLoopback( hostname: string ): boolean {
	return LOOPBACK.test( hostname );
}

/**
 * Address of an X-Series account from what people enter: the prefix (`myshop`), the host, or a full address. Other hosts than
 * the vendor’s, and plain http, are taken for this machine alone, where the simulator runs: a token must neither travel in the
 * clear nor reach whoever owns a mistyped name.
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
	const { protocol, hostname, port, origin, pathname, search, hash, username, password } =
		new URL( address );
	const bare = pathname === '/' && ! search && ! hash && ! username && ! password;
	const safe =
		( protocol === 'https:' && port === '' && ACCOUNT.test( hostname ) ) ||
		( /^https?:$/.test( protocol ) && isLoopback( hostname ) );
	return bare && safe ? origin : null;
}
