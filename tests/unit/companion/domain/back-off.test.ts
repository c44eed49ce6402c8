import {
	backOffMs,
	LONGEST_WAIT_MS,
	retryDelayMs,
} from '../../../../companion/src/domain/back-off.ts';
import type { Failure } from '../../../../companion/src/domain/failure.ts';

describe( 'backOffMs', () => {
	test( 'doubles, stays below the cap, and spreads over its upper half', () => {
		const attempts = [ 1, 2, 3, 4, 40 ];

		expect( attempts.map( ( attempt ) => backOffMs( attempt, 0 ) ) ).toEqual( [
			1_000,
			2_000,
			4_000,
			8_000,
			LONGEST_WAIT_MS / 2,
		] );
		expect( attempts.map( ( attempt ) => backOffMs( attempt, 0.999999 ) ) ).toEqual( [
			2_000,
			4_000,
			8_000,
			16_000,
			LONGEST_WAIT_MS,
		] );
	} );

	test( 'takes an attempt below 1 for the first', () => {
		expect( backOffMs( 0, 0 ) ).toBe( backOffMs( 1, 0 ) );
	} );
} );

describe( 'retryDelayMs', () => {
	const described = { code: 'unexpected', detail: '' } as const;
	const delay = ( failure: Failure, attempt = 1 ) => retryDelayMs( failure, attempt, 0 );

	test( 'waits as told when the peer said how long', () => {
		expect( delay( { ...described, kind: 'retryable', afterMs: 42_000 }, 5 ) ).toBe( 42_000 );
	} );

	test( 'leaves a lost race to the next planned cycle', () => {
		expect( delay( { ...described, kind: 'conflict' } ) ).toBeNull();
	} );

	test( 'asks the less often, the more a person is needed', () => {
		const kinds: readonly Failure[] = [
			{ ...described, kind: 'retryable' },
			{ ...described, kind: 'unavailable' },
			{ ...described, kind: 'defect' },
			{ ...described, kind: 'unauthorized' },
		];
		const first = kinds.map( ( failure ) => delay( failure ) ?? 0 );

		expect( first ).toEqual( [ ...first ].sort( ( a, b ) => a - b ) );
		expect( delay( { ...described, kind: 'unauthorized' }, 99 ) ).toBeLessThanOrEqual(
			600_000
		);
	} );
} );
