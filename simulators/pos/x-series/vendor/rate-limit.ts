/** Requests allowed in one window of five minutes. */
export interface RateLimit {
	readonly limit: number;
	readonly remaining: number;
	/** Milliseconds since 1970, by the true clock. */
	readonly resetsAt: number;
	/** False: this request is one too many. */
	readonly allowed: boolean;
}

const WINDOW_MS = 5 * 60_000;

/**
 * Counts requests in fixed windows of five minutes, the first beginning with
 * the first request.
 *
 * @param limit asked at each request; 300 for each register and 50 more.
 * @return counts one request.
 */
export function createRateLimiter( limit: () => number ): ( now: number ) => RateLimit {
	let startedAt = -Infinity;
	let used = 0;
	return ( now ) => {
		if ( now >= startedAt + WINDOW_MS || now < startedAt ) {
			startedAt = now;
			used = 0;
		}
		used++;
		const allowedNow = limit();
		return {
			limit: allowedNow,
			remaining: Math.max( 0, allowedNow - used ),
			resetsAt: startedAt + WINDOW_MS,
			allowed: used <= allowedNow,
		};
	};
}
