/**
 * The whole way on one machine: till, companion, shop; paired, outlets chosen, products linked.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	decodePairing,
	MAX_PAIRS,
	type CatalogueList,
	type LinksResult,
	type PairingAnswer,
	type SettingsAnswer,
} from '@tillsync/contract';
import {
	DEFAULT_SEED,
	startXSeries,
	type TillEvent,
	type XSeries,
} from '@tillsync/simulators/pos/x-series';
import { createApp, type App, type SyncEvent } from '../../companion/src/app.ts';
import { portOrAny } from './free-port.ts';
import { startRealShop, startStandIn, whyNoRealShop, type DemoShop } from './shop.ts';

export { isPageBuilt } from './page-bundle.ts';
export { createLiveLines } from './live-lines.ts';
export type { DemoShop } from './shop.ts';

export interface DemoWish {
	/** Port of the till; the shop takes the next one. 0: any free ones. */
	readonly port: number;
	readonly pollSeconds: number;
	/** True: never a real shop. */
	readonly fallback: boolean;
	/** True: the admin page as it was built, even if its source is newer; default false. */
	readonly pageAsBuilt?: boolean;
	/** Proposals that are not accepted but left for people; default 12. */
	readonly left?: number;
	readonly say: ( line: string ) => void;
	readonly onTill?: ( event: TillEvent ) => void;
	readonly onSync?: ( event: SyncEvent ) => void;
	/** When it fires, starting ends as soon as possible. */
	readonly signal?: AbortSignal;
}

export interface Demo {
	readonly till: XSeries;
	readonly shop: DemoShop;
	readonly app: App;
	/** File with the companion's log, removed by `stop`. */
	readonly logFile: string;
	/** How many products are linked. */
	readonly linked: number;
	/** Stops companion, shop and till, in this order. */
	stop(): Promise< void >;
}

const LEFT = 12;
const CYCLE_TIMEOUT_MS = 60_000;

/** Ends one thing after the other, the last started first, also when one fails. */
function createEnd(): { add( end: () => unknown ): void; run(): Promise< void > } {
	const ends: ( () => unknown )[] = [];
	let running: Promise< void > | undefined;
	const runAll = async (): Promise< void > => {
		for ( const end of ends.reverse() ) {
			await Promise.resolve( end() ).catch( () => undefined );
		}
	};
	return { add: ( end ) => void ends.push( end ), run: () => ( running ??= runAll() ) };
}

/** Hands on what the companion tells, and lets others wait for it. */
function createEvents( onSync: ( event: SyncEvent ) => void ) {
	const listeners = new Set< ( event: SyncEvent ) => void >();
	return {
		emit( event: SyncEvent ): void {
			onSync( event );
			listeners.forEach( ( listener ) => listener( event ) );
		},
		/** Resolves with the end of the next cycle that succeeds. */
		goodCycle( signal?: AbortSignal ): Promise< void > {
			return new Promise( ( resolve, reject ) => {
				const settle = ( done: () => void ) => () => {
					clearTimeout( timer );
					listeners.delete( listener );
					signal?.removeEventListener( 'abort', onAbort );
					done();
				};
				const listener = ( event: SyncEvent ): void => {
					if ( event.type === 'cycle' && event.ok ) {
						settle( resolve )();
					}
				};
				const onAbort = settle( () => reject( new Error( 'Stopped.' ) ) );
				const timer = setTimeout(
					settle( () =>
						reject(
							new Error(
								'The companion did not get through a cycle within a minute; see its log.'
							)
						)
					),
					CYCLE_TIMEOUT_MS
				);
				signal?.addEventListener( 'abort', onAbort );
				listeners.add( listener );
			} );
		},
	};
}

/** Adds up the levels of all outlets. */
async function chooseOutlets( shop: DemoShop ): Promise< void > {
	const { version, settings, pos } = await shop.ask< SettingsAnswer >( 'GET', '/settings' );
	await shop.ask( 'PUT', '/settings', {
		version,
		settings: { ...settings, outlets: ( pos?.outlets ?? [] ).map( ( { id } ) => id ) },
	} );
}

/** Accepts all proposals but the first few by name, and answers how many. */
async function acceptProposals( shop: DemoShop, left: number ): Promise< number > {
	const { items } = await shop.ask< CatalogueList >(
		'GET',
		'/catalogue?state=proposed&per_page=100&orderby=name&order=desc'
	);
	const pairs = items
		.slice( 0, Math.max( 0, items.length - left ) )
		.flatMap( ( { id, proposal } ) =>
			proposal ? [ { item_id: id, product_id: proposal.product.id } ] : []
		);
	let linked = 0;
	for ( let at = 0; at < pairs.length; at += MAX_PAIRS ) {
		const { items: outcomes } = await shop.ask< LinksResult >( 'POST', '/links', {
			action: 'link',
			pairs: pairs.slice( at, at + MAX_PAIRS ),
		} );
		linked += outcomes.filter( ( { outcome } ) => outcome === 'linked' ).length;
	}
	return linked;
}

/**
 * Starts everything and answers when the first levels are in the shop.
 *
 * @throws Error with a sentence when a part does not start; what had been started is stopped again.
 */
export async function startDemo( wish: DemoWish ): Promise< Demo > {
	const { say, signal } = wish;
	const end = createEnd();
	const proceed = (): void => {
		if ( signal?.aborted ) {
			throw new Error( 'Stopped.' );
		}
	};
	try {
		const till = await startXSeries( { port: await portOrAny( wish.port, 'the till', say ) } );
		end.add( () => till.stop() );
		if ( wish.onTill ) {
			end.add( till.journal.subscribe( wish.onTill ) );
		}
		const missing = wish.fallback ? 'It was asked for.' : await whyNoRealShop( say );
		proceed();
		if ( missing !== null ) {
			say( `The shop is the stand-in without WordPress. ${ missing }` );
		}
		const shop = await ( missing === null ? startRealShop : startStandIn )( {
			port: wish.port === 0 ? 0 : wish.port + 1,
			seed: DEFAULT_SEED,
			pageAsBuilt: wish.pageAsBuilt ?? false,
			say,
		} );
		end.add( () => shop.stop() );
		proceed();

		const folder = await mkdtemp( join( tmpdir(), 'tillsync-demo-' ) );
		end.add( () => rm( folder, { recursive: true, force: true } ) );
		const logFile = join( folder, 'companion.log' );
		const { pairing } = await shop.ask< PairingAnswer >( 'POST', '/pairing' );
		const events = createEvents( wish.onSync ?? ( () => undefined ) );
		const app = startCompanion(
			{ pairing, till, folder, logFile, end, pollSeconds: wish.pollSeconds },
			events.emit
		);
		say( 'The companion reads the till for the first time …' );
		await events.goodCycle( signal );
		await chooseOutlets( shop );
		const linked = await acceptProposals( shop, wish.left ?? LEFT );
		app.wake();
		// The cycle that is under way may have begun before the links were made.
		await events.goodCycle( signal );
		app.wake();
		await events.goodCycle( signal );
		return { till, shop, app, logFile, linked, stop: () => end.run() };
	} catch ( error ) {
		await end.run();
		throw error;
	}
}

interface CompanionWish {
	readonly pairing: string;
	readonly till: XSeries;
	readonly folder: string;
	readonly logFile: string;
	readonly pollSeconds: number;
	readonly end: ReturnType< typeof createEnd >;
}

function startCompanion( wish: CompanionWish, onEvent: ( event: SyncEvent ) => void ): App {
	const read = decodePairing( wish.pairing );
	if ( ! read.ok ) {
		throw new Error( `The shop's pairing string cannot be read (${ read.problem }).` );
	}
	const log = createWriteStream( wish.logFile, { mode: 0o600 } );
	const write = ( level: string ) => ( fields: object, sentence: string ) =>
		void log.write( `${ JSON.stringify( { level, ...fields, msg: sentence } ) }\n` );
	const app = createApp(
		{
			pairing: read.pairing,
			pos: { vendor: 'x-series', baseUrl: wish.till.url, token: wish.till.token },
			pollSeconds: wish.pollSeconds,
			stateDir: wish.folder,
			logLevel: 'info',
		},
		{
			onEvent,
			log: {
				debug: () => undefined,
				info: write( 'info' ),
				warn: write( 'warn' ),
				error: write( 'error' ),
			},
		}
	);
	wish.end.add( () => log.end() );
	wish.end.add( () => app.stop() );
	app.start();
	return app;
}
