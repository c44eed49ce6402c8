import { succeed, fail, type Result } from '../../../../companion/src/domain/failure.ts';
import { silentLog } from '../../../../companion/src/platform/log.ts';
import { createLocalScheduler } from '../../../../companion/src/scheduler/local.ts';
import { fakeClock, fixedChance } from '../../../support/fake-clock.ts';

type Answer = Result< { readonly againInMs: number | null } >;
const planned: Answer = succeed( { againInMs: null } );
const failing = ( kind: 'retryable' | 'conflict' | 'unauthorized' ): Answer =>
	fail( { kind, code: 'unexpected', detail: '' } );

describe( 'the local scheduler', () => {
	function rig() {
		const clock = fakeClock();
		const started: number[] = [];
		let answers: Answer[] = [];
		let hold: Promise< void > | null = null;
		const scheduler = createLocalScheduler( { clock, chance: fixedChance(), log: silentLog } );
		const begin = clock.monotonicMs();
		scheduler.register( 'sync', 'shop', 10_000, async () => {
			started.push( clock.monotonicMs() - begin );
			await hold;
			return answers.shift() ?? planned;
		} );
		return {
			clock,
			started,
			scheduler,
			answer: ( ...next: Answer[] ) => {
				answers = next;
			},
			/** Runs take until the answered function is called. */
			holdRuns() {
				let release = () => {};
				hold = new Promise( ( resolve ) => {
					release = resolve;
				} );
				return () => {
					hold = null;
					release();
				};
			},
		};
	}

	test( 'runs at once, and then every so often from start to start', async () => {
		const { clock, started, scheduler } = rig();
		await clock.advance( 30_000 );

		expect( started ).toEqual( [ 0, 10_000, 20_000, 30_000 ] );
		await scheduler.stop();
	} );

	test.each( [ -600_000, 600_000 ] )(
		'runs neither more nor less when the date jumps by %d ms',
		async ( jump ) => {
			const { clock, started, scheduler } = rig();
			await clock.advance( 15_000 );
			clock.jumpDate( jump );
			await clock.advance( 15_000 );

			expect( started ).toEqual( [ 0, 10_000, 20_000, 30_000 ] );
			await scheduler.stop();
		}
	);

	test( 'never runs twice at a time, and makes up for a long run with one', async () => {
		const { clock, started, scheduler, holdRuns } = rig();
		const release = holdRuns();
		await clock.advance( 35_000 );
		expect( started ).toEqual( [ 0 ] );
		release();
		await clock.advance( 0 );

		expect( started ).toEqual( [ 0, 35_000 ] );
		await clock.advance( 10_000 );
		expect( started ).toEqual( [ 0, 35_000, 45_000 ] );
		await scheduler.stop();
	} );

	test( 'wakes between runs, and once more after a run in which it was woken', async () => {
		const { clock, started, scheduler, holdRuns } = rig();
		await clock.advance( 3_000 );
		scheduler.wake( 'sync', 'shop' );
		await clock.advance( 0 );
		expect( started ).toEqual( [ 0, 3_000 ] );

		const release = holdRuns();
		await clock.advance( 10_000 );
		scheduler.wake( 'sync', 'shop' );
		scheduler.wake( 'sync', 'shop' );
		scheduler.wake( 'sync', 'nowhere' );
		release();
		await clock.advance( 0 );

		expect( started ).toEqual( [ 0, 3_000, 13_000, 13_000 ] );
		await scheduler.stop();
	} );

	test( 'comes again earlier when a run asks for it, and backs off while runs fail', async () => {
		const { clock, started, scheduler, answer } = rig();
		answer(
			succeed( { againInMs: 500 } ),
			failing( 'retryable' ),
			failing( 'retryable' ),
			failing( 'conflict' ),
			planned
		);
		await clock.advance( 60_000 );

		// 500 as asked, 1,500 and 3,000 of back-off, then the planned ten seconds.
		expect( started.slice( 0, 6 ) ).toEqual( [ 0, 500, 2_000, 5_000, 15_000, 25_000 ] );
		await scheduler.stop();
	} );

	test( 'goes on after a run that threw', async () => {
		const clock = fakeClock();
		const scheduler = createLocalScheduler( { clock, chance: fixedChance(), log: silentLog } );
		let runs = 0;
		scheduler.register( 'sync', 'shop', 10_000, async () => {
			runs += 1;
			if ( runs === 1 ) {
				throw new Error( 'a defect' );
			}
			return planned;
		} );
		await clock.advance( 60_000 );

		expect( runs ).toBeGreaterThan( 1 );
		await scheduler.stop();
	} );

	test( 'stops after the run in hand, and starts nothing more', async () => {
		const { clock, started, scheduler, holdRuns } = rig();
		const release = holdRuns();
		await clock.advance( 0 );
		let stopped = false;
		const stopping = Promise.all( [ scheduler.stop(), scheduler.stop() ] ).then( () => {
			stopped = true;
		} );
		await clock.advance( 20_000 );
		expect( stopped ).toBe( false );
		release();
		await stopping;
		await clock.advance( 60_000 );

		expect( started ).toEqual( [ 0 ] );
		expect( clock.sleepers() ).toBe( 0 );
	} );

	test( 'refuses the same cycle of the same shop twice', async () => {
		const { clock, scheduler } = rig();

		expect( () => scheduler.register( 'sync', 'shop', 1, async () => planned ) ).toThrow(
			'already'
		);
		await clock.advance( 0 );
		await scheduler.stop();
	} );
} );
