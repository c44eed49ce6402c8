const PAUSE_MS = 50;

/**
 * Asks again and again until the answer is something other than undefined, and answers it.
 *
 * @param what      What is waited for, as it ends the sentence "Waited in vain for: …".
 * @param ask       Asked at once and then every 50 ms; what it throws ends the waiting.
 * @param timeoutMs Default 60 seconds.
 */
export async function poll< T >(
	what: string | ( () => string ),
	ask: () => T | undefined | Promise< T | undefined >,
	timeoutMs = 60_000
): Promise< T > {
	const end = Date.now() + timeoutMs;
	for (;;) {
		const value = await ask();
		if ( value !== undefined ) {
			return value;
		}
		if ( Date.now() > end ) {
			throw new Error( `Waited in vain for: ${ typeof what === 'string' ? what : what() }.` );
		}
		await new Promise( ( resolve ) => setTimeout( resolve, PAUSE_MS ) );
	}
}

/** The same for a condition: resolves when it is true. */
export async function pollUntil(
	what: string | ( () => string ),
	ask: () => boolean | Promise< boolean >,
	timeoutMs?: number
): Promise< void > {
	await poll( what, async () => ( ( await ask() ) ? true : undefined ), timeoutMs );
}
