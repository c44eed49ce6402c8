import fc from 'fast-check';
import { createRequestBudget } from '../../../../companion/src/net/request-budget.ts';
import { retryAfterMs } from '../../../../companion/src/net/retry-after.ts';
import { fakeClock } from '../../../support/fake-clock.ts';

const headers =
	( values: Readonly< Record< string, string > > ) =>
	( name: string ): string | null =>
		values[ name.toLowerCase() ] ?? null;

describe( 'retryAfterMs', () => {
	test( 'reads seconds', () => {
		expect( retryAfterMs( headers( { 'retry-after': '120' } ) ) ).toBe( 120_000 );
		expect( retryAfterMs( headers( { 'retry-after': ' 0 ' } ) ) ).toBe( 0 );
	} );

	test.each( [ -600, -1, 0, 1, 600 ] )(
		'reads a date relative to the answer’s own, be their clock %d seconds off',
		( skew ) => {
			const now = Date.UTC( 2020, 6, 15, 15, 0, 0 ) + skew * 1000;

			expect(
				retryAfterMs(
					headers( {
						date: new Date( now ).toUTCString(),
						'retry-after': new Date( now + 244_000 ).toUTCString(),
					} )
				)
			).toBe( 244_000 );
		}
	);

	test( 'never waits longer than a quarter of an hour, nor less than not at all', () => {
		expect( retryAfterMs( headers( { 'retry-after': '999999999' } ) ) ).toBe( 900_000 );
		expect(
			retryAfterMs(
				headers( {
					date: 'Wed, 15 Jul 2020 15:04:05 GMT',
					'retry-after': 'Wed, 15 Jul 2020 15:00:00 GMT',
				} )
			)
		).toBe( 0 );
	} );

	test.each( [ {}, { 'retry-after': '' }, { 'retry-after': 'soon' }, { 'retry-after': '-5' } ] )(
		'%p says nothing',
		( values: Record< string, string > ) => {
			expect(
				retryAfterMs( headers( { date: 'Wed, 15 Jul 2020 15:04:05 GMT', ...values } ) )
			).toBeNull();
		}
	);
} );

describe( 'createRequestBudget', () => {
	const WINDOW_MS = 300_000;
	const told = ( limit: number, remaining: number ) =>
		headers( {
			'x-ratelimit-limit': String( limit ),
			'x-ratelimit-remaining': String( remaining ),
		} );

	test( 'asks for no pause while plenty is left, nor when nothing was said', () => {
		const budget = createRequestBudget( fakeClock(), WINDOW_MS );

		budget.observe( headers( {} ) );
		expect( budget.waitMs() ).toBe( 0 );
		budget.observe( told( 350, 200 ) );
		expect( budget.waitMs() ).toBe( 0 );
	} );

	test( 'pauses the longer the less is left, at most a quarter of the window', () => {
		const pauses = [ 87, 60, 30, 10, 1, 0 ].map( ( remaining ) => {
			const budget = createRequestBudget( fakeClock(), WINDOW_MS );
			budget.observe( told( 350, remaining ) );
			return budget.waitMs();
		} );

		expect( pauses ).toEqual( [ ...pauses ].sort( ( a, b ) => a - b ) );
		expect( pauses.at( 0 ) ).toBeGreaterThan( 0 );
		expect( pauses.at( -1 ) ).toBeCloseTo( 75_000, -2 );
	} );

	test( 'leaves the pause to a 429 that named its own', () => {
		const budget = createRequestBudget( fakeClock(), WINDOW_MS );
		budget.observe( told( 350, 0 ) );
		budget.reset();

		expect( budget.waitMs() ).toBe( 0 );
	} );

	test( 'counts time that has passed', async () => {
		const clock = fakeClock();
		const budget = createRequestBudget( clock, WINDOW_MS );
		budget.observe( told( 350, 0 ) );
		await clock.advance( 74_000 );

		expect( budget.waitMs() ).toBe( 1_000 );
	} );

	test( 'whoever obeys it never meets the wall of a fixed window', async () => {
		await fc.assert(
			fc.asyncProperty( fc.integer( { min: 150, max: 1250 } ), async ( limit ) => {
				const clock = fakeClock();
				const budget = createRequestBudget( clock, WINDOW_MS );
				const end = clock.monotonicMs() + WINDOW_MS;
				let used = 0;
				while ( clock.monotonicMs() < end ) {
					await clock.advance( Math.max( budget.waitMs(), 50 ) );
					used += 1;
					budget.observe( told( limit, Math.max( limit - used, 0 ) ) );
				}

				expect( used ).toBeLessThanOrEqual( limit );
			} ),
			{ numRuns: 10 }
		);
	} );
} );
