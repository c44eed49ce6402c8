import type { Pairing } from '@tillsync/contract';
import { USER_AGENT } from '../app.ts';
import { createHttp, type Exchange } from '../net/http.ts';
import { systemChance } from '../platform/chance.ts';
import { systemClock } from '../platform/clock.ts';
import type { Pos } from '../pos/pos.ts';
import { createPos, type PosAccount } from '../pos/registry.ts';
import { createWooClient } from '../web-store/woo/client.ts';
import { createWooStore } from '../web-store/woo/gateway.ts';
import type { WebStore } from '../web-store/web-store.ts';

/** A person waits for the answer: shorter than when running. */
const TIMEOUT_MS = 15_000;

type Watch = ( exchange: Exchange ) => void;

function http( onExchange: Watch | undefined ) {
	return createHttp( {
		clock: systemClock,
		userAgent: USER_AGENT,
		timeoutMs: TIMEOUT_MS,
		...( onExchange && { onExchange } ),
	} );
}

/** The shop of a pairing, for questions only: without a heartbeat it takes no lease. */
export function shopOf( pairing: Pairing, onExchange?: Watch ): WebStore {
	return createWooStore(
		createWooClient( { pairing, instance: systemChance.uuid(), http: http( onExchange ) } )
	);
}

export function posOf( account: PosAccount, onExchange?: Watch ): Pos {
	return createPos( account, { http: http( onExchange ), clock: systemClock } );
}
