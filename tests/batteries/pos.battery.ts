/**
 * What every adapter of a POS promises, together with the cycles: the shop's level is never above the truth at rest, and
 * a failure changes nothing. Run on an adapter, its simulator and the Woo simulator.
 */
import type { Rig, RigOptions } from '../support/companion-rig.ts';
import { pollUntil } from '../support/poll.ts';

/** A fault as the simulator's `faults.set` takes it, and how it shows. */
interface FaultCase {
	readonly name: string;
	readonly fault: Readonly< Record< string, unknown > >;
	/** How the connection to the POS shows while it lasts. */
	readonly shows: 'unauthorized' | 'unavailable' | 'rate_limited' | 'ok';
}

const always = { next: 0, rate: 1, only: '' };

/** Faults under which nothing can be read: the shop stays as it was. */
const OUTAGES: readonly FaultCase[] = [
	...[ 500, 502, 503, 504 ].map( ( status ): FaultCase => ( {
		name: `answers ${ status }`,
		fault: { server_error: { ...always, status } },
		shows: 'unavailable',
	} ) ),
	{
		name: 'answers 429 with a date',
		fault: { rate_limited: { ...always, retry_after_seconds: 30 } },
		shows: 'rate_limited',
	},
	{
		name: 'breaks off in the middle of a body',
		fault: { cut_body: { ...always, how: 'break' } },
		shows: 'unavailable',
	},
	{
		name: 'ends a body early',
		fault: { cut_body: { ...always, how: 'short' } },
		shows: 'unavailable',
	},
	{ name: 'refuses the token', fault: { expired_token: true }, shows: 'unauthorized' },
	{
		name: 'forbids both feeds',
		fault: { forbidden: [ 'products', 'inventory' ] },
		shows: 'unauthorized',
	},
	{ name: 'answers empty feeds', fault: { empty_feed: always }, shows: 'ok' },
];

export function posBattery(
	name: string,
	startRig: ( options?: RigOptions ) => Promise< Rig >
): void {
	describe( `${ name }: a POS`, () => {
		let rig: Rig;

		afterEach( async () => {
			await rig.stop();
		} );

		const first = () => {
			const [ one ] = rig.linked;
			if ( ! one ) {
				throw new Error( 'Nothing is linked.' );
			}
			return one;
		};
		const stored = () => {
			const { products, inventory } = rig.woo.state.cursors;
			return [ products.value, inventory.value ];
		};
		const levels = () => rig.linked.map( ( { productId } ) => rig.level( productId ) );
		const fault = ( wanted: Readonly< Record< string, unknown > > ) => {
			expect( rig.pos.faults.set( wanted ) ).toBeNull();
		};

		describe( 'without faults', () => {
			test( 'a sale reaches the shop in the next cycle, with its delay', async () => {
				rig = await startRig();
				const { sku, productId } = first();
				const before = rig.level( productId );
				await rig.sell( sku );

				await rig.pass( 10 );

				expect( rig.level( productId ) ).toBe( before - 1 );
				expect( rig.events ).toContainEqual(
					expect.objectContaining( {
						type: 'level',
						cause: 'till',
						name: sku,
						from: String( before ),
						to: String( before - 1 ),
						delay_ms: 10_000,
					} )
				);
			} );

			test( 'an idle cycle is one request to the shop and two to the POS', async () => {
				rig = await startRig();
				const asked = rig.pos.calls().length;
				rig.woo.takeRequests();

				await rig.pass( 10 );

				expect( rig.woo.takeRequests() ).toEqual( [ 'POST /heartbeat' ] );
				expect(
					rig.pos
						.calls()
						.slice( asked )
						.map( ( { resource } ) => resource )
				).toEqual( [ 'products', 'inventory' ] );
			} );

			test( 'whatever moves a level at the till reaches the shop', async () => {
				rig = await startRig();
				const [ one, two, three ] = rig.linked;
				const outlet = 'Queen Street';
				await rig.till( 'POST', 'adjust', {
					outlet,
					reason: 'DAMAGE',
					lines: [ { item: one?.sku, quantity: '-2' } ],
				} );
				await rig.till( 'POST', 'count', {
					outlet,
					lines: [ { item: two?.sku, counted: '41' } ],
				} );
				await rig.till( 'POST', 'stock-order', {
					outlet,
					lines: [ { item: three?.sku, quantity: '12' } ],
				} );
				const before = levels();

				await rig.pass( 10 );

				expect( rig.differences() ).toEqual( [] );
				expect( levels() ).not.toEqual( before );
			} );

			test( 'a level edited past every guard is back within one cycle', async () => {
				rig = await startRig();
				const { productId, itemId } = first();
				rig.woo.shop.setLevel( productId, '9999', 'sql' );

				await rig.pass( 10 );

				expect( rig.level( productId ) ).toBe( rig.truth( itemId ) );
			} );

			test( 'a restarted companion goes on where the shop says', async () => {
				rig = await startRig();
				await rig.sell( first().sku, 2 );
				rig.restart();
				// The lease of the one before has to run out.
				await rig.pass( 70 );

				expect( rig.differences() ).toEqual( [] );
			} );
		} );

		describe.each( OUTAGES )( 'that $name', ( { fault: wanted, shows } ) => {
			test( 'changes nothing, is told, and is caught up with', async () => {
				rig = await startRig();
				const { sku } = first();
				const before = levels();
				const cursors = stored();
				fault( wanted );
				await rig.sell( sku );

				await rig.pass( 30 );

				expect( levels() ).toEqual( before );
				expect( stored() ).toEqual( cursors );
				expect( rig.cycle.state().health.pos ).toBe( shows );
				// The shop hears of it all the while.
				expect( rig.woo.state.companion.health?.pos ).toBe( shows );

				rig.pos.faults.clear();
				await rig.pass( 700 );

				expect( rig.differences() ).toEqual( [] );
				expect( rig.cycle.state().health.pos ).toBe( 'ok' );
			} );
		} );

		test( 'that is slow is read all the same', async () => {
			rig = await startRig();
			fault( { latency_ms: 40 } );
			await rig.sell( first().sku );

			await rig.pass( 10 );

			expect( rig.differences() ).toEqual( [] );
		} );

		test( 'that never answers is given up, and read when it answers again', async () => {
			rig = await startRig();
			const { sku, productId } = first();
			const before = rig.level( productId );
			fault( { time_out: { next: 1, rate: 0, only: 'products' } } );
			await rig.sell( sku );
			const asked = rig.pos.calls().length;

			await rig.clock.advance( 10_000 );
			const running = rig.run();
			await pollUntil( 'the request that stays open', () => rig.pos.calls().length > asked );
			await rig.clock.advance( 30_000 );
			await running;

			// The other feed is read in the same cycle.
			expect( rig.level( productId ) ).toBe( before - 1 );
			expect( rig.cycle.state().health.pos ).toBe( 'unavailable' );

			await rig.pass( 20 );

			expect( rig.cycle.state().health.pos ).toBe( 'ok' );
		} );

		test.each( [ -600, 0, 600 ] )(
			'whose clock is %d seconds off is asked again when it said, not before and not long after',
			async ( skew ) => {
				rig = await startRig();
				fault( {
					clock_skew_seconds: skew,
					rate_limited: { ...always, retry_after_seconds: 60 },
				} );
				await rig.sell( first().sku );
				await rig.pass( 10 );
				const asked = rig.pos.calls().length;
				fault( { rate_limited: { ...always, rate: 0 } } );

				await rig.pass( 50 );
				const early = rig.pos.calls().length - asked;
				await rig.pass( 20 );

				expect( early ).toBe( 0 );
				expect( rig.differences() ).toEqual( [] );
			}
		);

		test( 'with one unreadable level: it is parked, the rest goes on, and it is read again by id', async () => {
			rig = await startRig();
			const [ one, two ] = rig.linked;
			if ( ! one || ! two ) {
				throw new Error( 'Two products are needed.' );
			}
			const before = rig.level( one.productId );
			fault( { unreadable_row: { next: 0, rate: 0, only: '', ids: [ one.itemId ] } } );
			await rig.sell( one.sku );
			await rig.sell( two.sku );

			await rig.pass( 20 );

			expect( rig.level( one.productId ) ).toBe( before );
			expect( rig.level( two.productId ) ).toBe( rig.truth( two.itemId ) );
			expect( [ ...rig.woo.state.parked.values() ] ).toEqual( [
				expect.objectContaining( { itemId: one.itemId, feed: 'inventory' } ),
			] );

			rig.pos.faults.clear();
			await rig.pass( 300 );

			expect( rig.woo.state.parked.size ).toBe( 0 );
			expect( rig.differences() ).toEqual( [] );
		} );

		test( 'with one unreadable item: it is parked, the rest goes on, and it is read again by id', async () => {
			rig = await startRig();
			const { itemId } = first();
			fault( { unreadable_row: { next: 0, rate: 0, only: '', ids: [ itemId ] } } );
			await rig.till( 'POST', `items/${ itemId }/edit`, { name: 'Renamed' } );

			await rig.pass( 10 );

			expect( [ ...rig.woo.state.parked.values() ] ).toContainEqual(
				expect.objectContaining( { itemId, feed: 'products' } )
			);
			expect( rig.cycle.state().health.pos ).toBe( 'ok' );

			rig.pos.faults.clear();
			await rig.pass( 300 );

			expect( rig.woo.state.parked.size ).toBe( 0 );
			expect( rig.woo.state.items.get( itemId )?.name ).toBe( 'Renamed' );
		} );

		test.each( [ 10, 60, 120 ] )(
			'whose levels show %d seconds late is never above the truth at rest',
			async ( seconds ) => {
				rig = await startRig();
				fault( { inventory_lag_seconds: seconds } );
				await rig.sell( first().sku, 3 );

				await rig.pass( seconds + 10 );

				expect( rig.differences() ).toEqual( [] );
			}
		);

		test( 'that shows a lower version after a higher one has been read', async () => {
			rig = await startRig();
			const [ one, two ] = rig.linked;
			fault( { late_row: { next: 1, rate: 0, only: 'inventory', seconds: 60 } } );
			await rig.sell( one?.sku ?? '' );
			await rig.sell( two?.sku ?? '' );

			await rig.pass( 20 );
			expect( rig.above() ).toHaveLength( 1 );
			await rig.pass( 60 );

			expect( rig.differences() ).toEqual( [] );
		} );

		test( 'whose feed ends up empty hides and deletes nothing in a full read', async () => {
			rig = await startRig();
			const items = rig.woo.state.items.size;
			fault( { empty_feed: always } );
			await rig.admin( 'POST', 'commands', { kind: 'full_read' } );

			await rig.pass( 60 );

			expect( rig.woo.state.items.size ).toBe( items );
			expect(
				[ ...rig.woo.state.items.values() ].filter( ( item ) => item.deletedAt )
			).toEqual(
				[ ...rig.woo.state.items.values() ].filter(
					( { id } ) => rig.pos.store.product( id )?.deletedAt !== null
				)
			);
			expect( rig.differences() ).toEqual( [] );
		} );

		test( 'a full read finds what the feed showed too late to be noticed', async () => {
			rig = await startRig();
			const [ one, two ] = rig.linked;
			fault( { late_row: { next: 1, rate: 0, only: 'inventory', seconds: 3600 } } );
			await rig.sell( one?.sku ?? '' );
			await rig.sell( two?.sku ?? '' );
			await rig.pass( 200 );
			// The row is there now, with a version far below where reading stands.
			rig.pos.faults.clear();
			await rig.pass( 20 );
			expect( rig.above() ).toHaveLength( 1 );

			await rig.admin( 'POST', 'commands', { kind: 'full_read' } );
			await rig.pass( 20 );

			expect( rig.differences() ).toEqual( [] );
			expect( rig.woo.state.commands.map( ( { state } ) => state ) ).toEqual( [ 'done' ] );
		} );

		test( 'a full read asks by id for what the list leaves out, and deletes nothing that is there', async () => {
			rig = await startRig();
			const { itemId } = first();
			fault( { missing_row: { ids: [ itemId ] } } );
			await rig.admin( 'POST', 'commands', { kind: 'full_read' } );

			await rig.pass( 20 );

			expect( rig.pos.calls().map( ( { path } ) => path ) ).toContain(
				`/api/2.0/products/${ itemId }`
			);
			expect( rig.woo.state.items.get( itemId )?.deletedAt ).toBeNull();
			expect( rig.woo.state.commands.map( ( { state } ) => state ) ).toEqual( [ 'done' ] );
		} );

		test( 'a small allowance of requests is never overrun', async () => {
			rig = await startRig( { requestLimit: 80, settled: false } );

			// The pauses of the budget are slept on the clock, while the cycle waits.
			for ( let minute = 0; minute < 10; minute++ ) {
				let over = false;
				const running = rig.run().then( () => {
					over = true;
				} );
				await pollUntil( 'the cycle', async () => {
					if ( ! over ) {
						await rig.clock.advance( 1_000 );
					}
					return over;
				} );
				await running;
				await rig.clock.advance( 10_000 );
			}

			expect( rig.pos.calls().filter( ( { status } ) => status === 429 ) ).toEqual( [] );
		} );
	} );
}
