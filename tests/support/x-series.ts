import { startXSeries } from '../../simulators/pos/x-series/index.ts';
import type { XSeries, XSeriesOptions } from '../../simulators/pos/x-series/index.ts';

/** A clock that stands still until it is moved. */
export interface HandClock {
	now(): number;
	advance( ms: number ): void;
}

export function handClock( start = Date.UTC( 2026, 5, 1, 9, 0, 0 ) ): HandClock {
	let now = start;
	return {
		now: () => now,
		advance( ms ) {
			now += ms;
		},
	};
}

export interface JsonAnswer {
	readonly status: number;
	readonly headers: Headers;
	// The shape is what the tests look at.
	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	readonly body: any;
}

export interface TestXSeries extends XSeries {
	readonly clock: HandClock;
	/** Asks the vendor's API with the right token: `api( '/2.0/products' )`. */
	api( path: string, init?: RequestInit ): Promise< JsonAnswer >;
	/** Asks the till: `tillApi( 'POST', 'sell', { … } )`. */
	tillApi( method: string, path: string, body?: unknown ): Promise< JsonAnswer >;
}

/** A simulator with a clock of its own; stop it in `afterEach`. */
export async function startTestXSeries( options: XSeriesOptions = {} ): Promise< TestXSeries > {
	const clock = handClock();
	const simulator = await startXSeries( {
		clock,
		onDefect: ( error ) => {
			throw error;
		},
		...options,
	} );
	const ask = async ( path: string, init: RequestInit ): Promise< JsonAnswer > => {
		const response = await fetch( simulator.url + path, init );
		return {
			status: response.status,
			headers: response.headers,
			body: await response.json(),
		};
	};
	return {
		...simulator,
		clock,
		api: ( path, init = {} ) =>
			ask( `/api${ path }`, {
				...init,
				headers: {
					authorization: `Bearer ${ simulator.token }`,
					...( init.headers as Record< string, string > | undefined ),
				},
			} ),
		tillApi: ( method, path, body ) =>
			ask( `/till/${ path }`, {
				method,
				...( body === undefined
					? {}
					: {
							headers: { 'content-type': 'application/json' },
							body: JSON.stringify( body ),
						} ),
			} ),
	};
}
