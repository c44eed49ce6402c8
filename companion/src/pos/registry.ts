import type { Clock } from '../domain/surroundings.ts';
import type { Http } from '../net/http.ts';
import type { Pos } from './pos.ts';
import { createXSeries, type XSeriesAccount } from './x-series/index.ts';

/** How to reach an account, by vendor: what `tillsync pos <vendor>` asks for. */
export type PosAccount = { readonly vendor: 'x-series' } & XSeriesAccount;

export interface PosSurroundings {
	readonly http: Http;
	readonly clock: Clock;
	/** Fires when the companion stops; ends waits, never a request under way. */
	readonly signal?: AbortSignal;
}

type Factory = ( account: PosAccount, surroundings: PosSurroundings ) => Pos;

/** Every adapter there is, under the name of its folder. */
export const POS_ADAPTERS = {
	'x-series': ( account, surroundings ) => createXSeries( { account, ...surroundings } ),
} as const satisfies Record< PosAccount[ 'vendor' ], Factory >;

export function createPos( account: PosAccount, surroundings: PosSurroundings ): Pos {
	return POS_ADAPTERS[ account.vendor ]( account, surroundings );
}
