/**
 * What nobody could confirm without a live account is a switch of the simulator; the shop must come to rest on every
 * value of each.
 */
import fc from 'fast-check';
import type { Switches } from '../../simulators/pos/x-series/index.ts';
import { startRig, type Rig } from '../support/companion-rig.ts';

jest.setTimeout( 60_000 );

const CASES: readonly Partial< Switches >[] = [
	{ list_envelope: 'no_version' },
	{ list_envelope: 'bare' },
	{ price_form: 'string', quantity_form: 'string' },
	{ quantity_form: 'padded' },
	{ inventory_field: 'inventory_level' },
	{ inventory_field: 'current_amount' },
	{ max_page_size: 7 },
	{ deleted_default: 'included', deleted_by_id: 'not_found' },
	{ display_prices: 'exclusive', code_case: 'lower' },
	{ composite_levels: 'absent' },
	{ untracked_levels: 'zero' },
	{ sale_bumps_product: true },
	{ lag_hits_product_inventory: false },
	{ user_agent_required: true },
];

describe( 'x-series, where the vendor’s documents are silent', () => {
	let rig: Rig;

	afterEach( async () => {
		await rig.stop();
	} );

	test.each( CASES.map( ( switches ) => [ JSON.stringify( switches ), switches ] as const ) )(
		'%s: comes to rest, and follows a sale',
		async ( _name, switches ) => {
			rig = await startRig( { switches, links: 4 } );
			const [ one ] = rig.linked;
			await rig.sell( one?.sku ?? '', 2 );

			await rig.pass( 10 );

			expect( rig.differences() ).toEqual( [] );
			expect( rig.cycle.state().health.pos ).toBe( 'ok' );
			expect( rig.woo.state.parked.size ).toBe( 0 );
		}
	);
} );

describe( 'x-series, under whatever comes', () => {
	const strike = { next: 1, rate: 0, only: '' };
	const fault = fc.constantFrom< Readonly< Record< string, unknown > > >(
		{ server_error: { ...strike, status: 503 } },
		{ server_error: { ...strike, next: 3, status: 502 } },
		{ rate_limited: { ...strike, retry_after_seconds: 20 } },
		{ cut_body: { ...strike, how: 'break' } },
		{ cut_body: { ...strike, how: 'short', only: 'inventory' } },
		{ empty_feed: { ...strike, next: 2 } },
		{ unreadable_row: { ...strike, only: 'inventory', ids: [] } },
		{ late_row: { ...strike, only: 'inventory', seconds: 40 } },
		{ inventory_lag_seconds: 30 },
		{ clock_skew_seconds: 600 },
		{ clock_skew_seconds: -600 },
		{ expired_token: true },
		{ expired_token: false }
	);
	const step = fc.oneof(
		fc.record( { kind: fc.constant( 'fault' as const ), fault } ),
		fc.record( {
			kind: fc.constant( 'sell' as const ),
			item: fc.nat( 5 ),
			quantity: fc.integer( { min: 1, max: 3 } ),
		} ),
		fc.record( {
			kind: fc.constant( 'adjust' as const ),
			item: fc.nat( 5 ),
			quantity: fc.constantFrom( -2, -1, 4 ),
		} ),
		fc.record( {
			kind: fc.constant( 'edit' as const ),
			item: fc.nat( 5 ),
			level: fc.integer( { min: 0, max: 99 } ),
		} ),
		fc.record( {
			kind: fc.constant( 'time' as const ),
			seconds: fc.constantFrom( 10, 30, 60 ),
		} ),
		fc.record( { kind: fc.constant( 'restart' as const ) } )
	);
	type Step = typeof step extends fc.Arbitrary< infer T > ? T : never;

	async function take( rig: Rig, one: Step ): Promise< void > {
		const sku = ( index: number ) => rig.linked[ index ]?.sku ?? '';
		switch ( one.kind ) {
			case 'fault':
				rig.pos.faults.set( one.fault );
				return;
			case 'sell':
				return rig.sell( sku( one.item ), one.quantity );
			case 'adjust':
				await rig.till( 'POST', 'adjust', {
					outlet: 'Queen Street',
					reason: one.quantity < 0 ? 'DAMAGE' : 'STOCK_FOUND',
					lines: [ { item: sku( one.item ), quantity: String( one.quantity ) } ],
				} );
				return;
			case 'edit':
				rig.woo.shop.setLevel(
					rig.linked[ one.item ]?.productId ?? 0,
					String( one.level ),
					'sql'
				);
				return;
			case 'time':
				return rig.pass( one.seconds );
			case 'restart':
				rig.restart();
		}
	}

	test( 'the shop shows the truth once the till is at rest and can be read', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array( step, { minLength: 6, maxLength: 14 } ),
				async ( steps ) => {
					const rig = await startRig( { links: 6 } );
					try {
						for ( const one of steps ) {
							await take( rig, one );
						}
						rig.pos.faults.clear();
						// The longest pause after a refused token is ten minutes.
						await rig.pass( 660 );
						expect( rig.differences() ).toEqual( [] );
						expect( rig.woo.state.parked.size ).toBe( 0 );
					} finally {
						await rig.stop();
					}
				}
			),
			{ numRuns: 5, seed: 20_261_122, interruptAfterTimeLimit: 50_000 }
		);
	} );
} );
