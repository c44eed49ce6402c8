import { defect, fail, succeed, type Failure, type Result } from '../domain/failure.ts';
import type {
	CursorState,
	Feed,
	Health,
	HeartbeatAnswer,
	HeartbeatRequest,
} from '../domain/shop.ts';
import type { Chance, Clock, Log } from '../domain/surroundings.ts';
import type { Pos } from '../pos/pos.ts';
import type { WebStore } from '../web-store/web-store.ts';
import { createActivityQueue } from './activity.ts';
import { createById } from './by-id.ts';
import { createCatalogue } from './catalogue.ts';
import { createLevelCheck } from './check.ts';
import { createCommands } from './commands.ts';
import type { Step, SyncContext } from './context.ts';
import { createDelays } from './memory/delays.ts';
import { createDescription } from './description.ts';
import type { EmitEvent } from './events.ts';
import { createFullRead } from './full-read.ts';
import { createLinks } from './links.ts';
import { createPosConnection } from './memory/pos-connection.ts';
import { createSeqHistory, notingSeq } from './memory/seq-history.ts';
import { createStock } from './stock.ts';

/** How the lease stands: `held`, or `standing_by` while another companion has it; null before the first answer. */
export type Lease = 'held' | 'standing_by' | null;

export interface CycleState {
	readonly health: Health;
	readonly lease: Lease;
	/** Why the shop could not be worked with in the last cycle; null when it could. */
	readonly shopFailure: Failure | null;
	readonly posCode: Failure[ 'code' ] | null;
}

export interface Cycle {
	/**
	 * One pass: heartbeat and commands, what the POS is, links, catalogue, stock, parked rows, full read, check.
	 * The failure is the shop’s. The value says when to come again earlier than planned, in milliseconds, or null.
	 */
	run(): Promise< Result< { readonly againInMs: number | null } > >;
	/** Gives up the lease; called once, after the last run. */
	leave(): Promise< void >;
	state(): CycleState;
}

export interface CycleOptions {
	readonly shop: WebStore;
	readonly pos: Pos;
	readonly clock: Clock;
	readonly chance: Chance;
	readonly log: Log;
	readonly emit: EmitEvent;
	readonly companion: HeartbeatRequest[ 'companion' ];
	readonly stopping: () => boolean;
	readonly memoryMb: () => number;
	readonly posRequests: () => number;
}

const BEGINNING: Record< Feed, CursorState > = {
	products: { feed: 'products', value: '0', read_from: '0' },
	inventory: { feed: 'inventory', value: '0', read_from: '0' },
};

/** The one cycle of one shop. Runs must not overlap; the scheduler sees to that. */
export function createCycle( options: CycleOptions ): Cycle {
	const { clock, chance, emit, log, stopping } = options;
	const seqs = createSeqHistory( clock );
	const connection = createPosConnection( clock, chance );
	const activity = createActivityQueue( clock, chance );
	const context: SyncContext = {
		shop: notingSeq( options.shop, seqs ),
		pos: options.pos,
		clock,
		chance,
		log,
		emit,
		seqs,
		connection,
		activity,
		delays: createDelays( clock ),
		tally: { levelsWritten: 0 },
		stopping,
	};
	const check = createLevelCheck( context );
	const catalogue = createCatalogue( context );
	const stock = createStock( context, check );
	const byId = createById( context, catalogue, stock );
	const fullRead = createFullRead( context, { catalogue, stock, byId } );
	const commands = createCommands( context, { byId, check, fullRead } );
	const links = createLinks( context );
	const description = createDescription( context );

	let lease: Lease = null;
	let shopFailure: Failure | null = null;
	let lastSuccessAt: string | null = null;
	let parkedInShop = 0;
	let posTold: Health[ 'pos' ] = 'starting';
	/** Version of the settings at the last heartbeat: outlets and buffer decide what every level has to be. */
	let settings: number | null = null;
	/** Code of the failure last told of; null: all is well; undefined: nothing has been told yet. */
	let shopTold: Failure[ 'code' ] | null | undefined;

	const noteCompanion = ( reason: 'started' | 'stopped' ) =>
		activity.add( {
			kind: 'companion',
			outcome: 'info',
			item_id: null,
			facts: { reason, version: options.companion.version },
		} );
	noteCompanion( 'started' );

	const health = (): Health => {
		const paused = connection.pausedMs();
		return {
			pos: connection.state(),
			parked: parkedInShop,
			last_success_at: lastSuccessAt,
			pos_wait_seconds:
				paused === null ? null : Math.min( Math.ceil( paused / 1000 ), 86_400 ),
		};
	};

	const request = (): HeartbeatRequest => ( {
		companion: options.companion,
		health: health(),
		figures: {
			delay_median_ms: context.delays.median(),
			delay_slowest_ms: context.delays.slowest(),
			levels_written: context.tally.levelsWritten,
			memory_mb: options.memoryMb(),
			pos_requests: options.posRequests(),
		},
		done: [ ...commands.done() ],
	} );

	/** Says so when the connection to the POS has changed, once; a pause the POS asked for is not worth an entry. */
	function tellPos(): void {
		const state = connection.state();
		if ( state === posTold ) {
			return;
		}
		const before = posTold;
		posTold = state;
		const code = connection.code();
		emit( { type: 'pos', state, code } );
		const fields = { state, code, before };
		if ( state === 'ok' ) {
			log.info( fields, 'the POS answers' );
		} else {
			log.warn( fields, 'the POS does not answer as it should' );
		}
		if ( state === 'unauthorized' || before === 'unauthorized' ) {
			activity.add( {
				kind: 'failure',
				outcome: state === 'unauthorized' ? 'failed' : 'ok',
				item_id: null,
				facts: { reason: state, code: code ?? '' },
			} );
		}
	}

	/** Says how the shop is, when that has changed. */
	function tellShop( failure: Failure | null ): void {
		const standingBy = failure?.code === 'other_companion';
		const code = failure?.code ?? null;
		if ( code !== shopTold ) {
			shopTold = code;
			const state = ! failure ? 'connected' : standingBy ? 'standing_by' : 'failing';
			emit( { type: 'shop', state, code } );
			if ( failure ) {
				log.warn(
					{ ...failure },
					standingBy ? 'standing by' : 'the shop cannot be worked with'
				);
			} else {
				log.info( {}, 'connected to the shop' );
			}
		}
		lease = standingBy ? 'standing_by' : lease;
		shopFailure = failure;
	}

	/** Everything after the heartbeat, in order. False: the POS got in the way somewhere. */
	async function work( beat: HeartbeatAnswer ): Promise< Step > {
		let well = true;
		const cursorOf = ( feed: Feed ) =>
			beat.cursors.find( ( cursor ) => cursor.feed === feed ) ?? BEGINNING[ feed ];
		const steps: readonly [ due: () => boolean, run: () => Promise< Step > ][] = [
			[
				() => description.due() && connection.mayAsk( 'description' ),
				() => description.send(),
			],
			[
				() => true,
				async () => {
					const moved = await links.follow( beat.versions.links );
					if ( moved.ok && moved.value ) {
						check.request();
					}
					return moved.ok ? succeed( true ) : moved;
				},
			],
			[
				() => ! fullRead.replacesFeeds() && connection.mayAsk( 'products' ),
				() => catalogue.read( cursorOf( 'products' ) ),
			],
			[
				() => ! fullRead.replacesFeeds() && connection.mayAsk( 'inventory' ),
				() => stock.read( cursorOf( 'inventory' ) ),
			],
			[ () => connection.mayAsk( 'by_id' ), () => byId.parked( beat.parked ) ],
			[ () => true, () => commands.run() ],
			[
				() => fullRead.ready(),
				async () => {
					const step = await fullRead.step();
					if ( ! fullRead.active() && step.ok && step.value ) {
						commands.finished( 'full_read' );
					}
					return step;
				},
			],
			[
				() => check.due( beat.versions.levels ),
				async () => {
					const checked = await check.run( beat.versions.levels );
					if ( checked.ok && checked.value ) {
						commands.finished( 'check' );
					}
					return checked;
				},
			],
		];
		for ( const [ due, run ] of steps ) {
			if ( stopping() ) {
				return succeed( false );
			}
			if ( due() ) {
				const step = await run();
				if ( ! step.ok ) {
					return step;
				}
				well &&= step.value;
			}
		}
		if ( stock.takeUnknownOutlet() ) {
			description.request();
		}
		tellPos();
		const told = await activity.flush( context.shop );
		return told.ok ? succeed( well && connection.state() === 'ok' ) : told;
	}

	async function pass(): Promise< Step > {
		const sent = request();
		const beat = await context.shop.heartbeat( sent );
		if ( ! beat.ok ) {
			return beat;
		}
		lease = 'held';
		commands.told( sent.done );
		parkedInShop = beat.value.parked.length;
		if ( beat.value.versions.settings !== settings ) {
			settings = beat.value.versions.settings;
			check.request();
		}
		if ( beat.value.full_read_due ) {
			fullRead.start( beat.value.cursors );
		}
		commands.take( beat.value.commands, beat.value.cursors );
		return work( beat.value );
	}

	/** When to come again before the planned time: at once while a full read has pages left, or when a wait is over. */
	function againInMs(): number | null {
		return fullRead.ready() ? 0 : connection.waitMs();
	}

	return {
		async run() {
			const startedAt = clock.monotonicMs();
			const done = await pass().catch( ( thrown: unknown ) => fail( defect( thrown ) ) );
			tellShop( done.ok ? null : done.failure );
			if ( ! done.ok && done.failure.code === 'pos_unknown' ) {
				description.request();
			}
			const ok = done.ok && done.value;
			if ( ok ) {
				lastSuccessAt = clock.instant();
			}
			const ms = Math.round( clock.monotonicMs() - startedAt );
			emit( { type: 'cycle', ok, ms } );
			log.debug( { ok, ms }, 'cycle over' );
			return done.ok ? succeed( { againInMs: againInMs() } ) : done;
		},
		async leave() {
			if ( lease !== 'held' ) {
				return;
			}
			noteCompanion( 'stopped' );
			await activity.flush( context.shop );
			const left = await context.shop.heartbeat( { ...request(), leaving: true } );
			log.info( { told: left.ok }, 'the lease is given up' );
		},
		state: () => ( { health: health(), lease, shopFailure, posCode: connection.code() } ),
	};
}
