import type { Config } from './config/config.ts';
import type { Chance, Clock, Log } from './domain/surroundings.ts';
import { createHttp, type HttpOptions } from './net/http.ts';
import { createRedaction } from './net/redaction.ts';
import { systemChance } from './platform/chance.ts';
import { systemClock } from './platform/clock.ts';
import { createLog } from './platform/log.ts';
import { COMPANION_VERSION } from './platform/package-version.ts';
import { processFacts } from './platform/process.ts';
import { createPos } from './pos/registry.ts';
import { createLocalScheduler } from './scheduler/local.ts';
import { createCycle, type CycleState } from './sync/cycle.ts';
import type { SyncEvent } from './sync/events.ts';
import { createWooClient } from './web-store/woo/client.ts';
import { createWooStore } from './web-store/woo/gateway.ts';

export type { Config } from './config/config.ts';
export type { SyncEvent } from './sync/events.ts';

export const USER_AGENT = `TillSync/${ COMPANION_VERSION } (companion; Node ${ processFacts.node })`;

/** Where time, chance, the network and the log come from; each has a default, tests give their own. */
export interface AppSurroundings {
	readonly clock?: Clock;
	readonly chance?: Chance;
	readonly fetch?: NonNullable< HttpOptions[ 'fetch' ] >;
	/** Milliseconds until a request is given up; default 30,000. */
	readonly timeoutMs?: number;
	/** Default: JSON lines to standard output at the configured level, without secrets. */
	readonly log?: Log;
	/** Told of everything that happens, at once. Must not throw. */
	readonly onEvent?: ( event: SyncEvent ) => void;
}

/** How the companion is, and what it has asked for so far. */
export interface AppHealth extends CycleState {
	readonly requests: { readonly shop: number; readonly pos: number };
}

export interface App {
	/** Begins with the first cycle at once. Calling it twice starts nothing more. */
	start(): void;
	/** Finishes the page in hand, gives up the lease, and resolves. Calling it again waits for the same end. */
	stop(): Promise< void >;
	/** Runs the cycle now instead of at its time. */
	wake(): void;
	health(): AppHealth;
}

/** The companion, put together. Nothing runs before `start`. */
export function createApp( config: Config, surroundings: AppSurroundings = {} ): App {
	const {
		clock = systemClock,
		chance = systemChance,
		onEvent = () => undefined,
		fetch,
		timeoutMs,
	} = surroundings;
	const { pairing, pos: account, pollSeconds } = config;
	const log =
		surroundings.log ??
		createLog( {
			level: config.logLevel,
			redact: createRedaction( secretsOf( config ) ),
			write: ( line ) => process.stdout.write( line ),
		} );

	const stopping = new AbortController();
	const requests = { shop: 0, pos: 0 };
	const http = ( side: keyof typeof requests ) =>
		createHttp( {
			clock,
			userAgent: USER_AGENT,
			...( fetch && { fetch } ),
			...( timeoutMs !== undefined && { timeoutMs } ),
			onExchange: () => {
				requests[ side ] += 1;
			},
		} );

	const cycle = createCycle( {
		shop: createWooStore(
			createWooClient( { pairing, instance: chance.uuid(), http: http( 'shop' ) } )
		),
		pos: createPos( account, { http: http( 'pos' ), clock, signal: stopping.signal } ),
		clock,
		chance,
		log,
		emit: onEvent,
		companion: {
			version: COMPANION_VERSION,
			node: processFacts.node,
			poll_seconds: pollSeconds,
		},
		stopping: () => stopping.signal.aborted,
		memoryMb: () => processFacts.memoryMb(),
		posRequests: () => requests.pos,
	} );
	const scheduler = createLocalScheduler( { clock, chance, log } );
	let started = false;
	let stopped: Promise< void > | null = null;

	async function end(): Promise< void > {
		stopping.abort();
		await scheduler.stop();
		await cycle.leave();
		log.info( {}, 'stopped' );
	}

	return {
		start() {
			if ( started || stopped ) {
				return;
			}
			started = true;
			log.info(
				{ version: COMPANION_VERSION, shop: pairing.root, pos: account.baseUrl },
				'started'
			);
			scheduler.register( 'sync', pairing.shop_id, pollSeconds * 1000, () => cycle.run() );
		},
		stop() {
			stopped ??= end();
			return stopped;
		},
		wake: () => scheduler.wake( 'sync', pairing.shop_id ),
		health: () => ( { ...cycle.state(), requests: { ...requests } } ),
	};
}

/** Every form in which a secret of this configuration could turn up in a line of the log. */
export function secretsOf( { pairing, pos }: Pick< Config, 'pairing' | 'pos' > ): string[] {
	const { user, password } = pairing;
	return [
		password,
		password.replace( /\s+/g, '' ),
		Buffer.from( `${ user }:${ password }` ).toString( 'base64' ),
		pos.token,
	];
}
