import fc from 'fast-check';
import { createDelays } from '../../../../companion/src/sync/memory/delays.ts';
import { createOverlap } from '../../../../companion/src/sync/memory/overlap.ts';
import { createPosConnection } from '../../../../companion/src/sync/memory/pos-connection.ts';
import { createSeenRows } from '../../../../companion/src/sync/memory/seen-rows.ts';
import { createSeqHistory } from '../../../../companion/src/sync/memory/seq-history.ts';
import type { Failure } from '../../../../companion/src/domain/failure.ts';
import { fakeClock, fixedChance } from '../../../support/fake-clock.ts';

describe( 'createSeqHistory', () => {
	test( 'answers the highest seq held long enough, and 0 before that', async () => {
		const clock = fakeClock();
		const history = createSeqHistory( clock );
		const asOf = () => history.asOf( 60, clock.monotonicMs() );

		history.note( 5 );
		expect( asOf() ).toBe( 0 );
		await clock.advance( 59_999 );
		history.note( 8 );
		expect( asOf() ).toBe( 0 );
		await clock.advance( 1 );
		expect( asOf() ).toBe( 5 );
		await clock.advance( 60_000 );
		expect( asOf() ).toBe( 8 );
	} );

	test( 'holds a seq since it was first seen, however often it came since', async () => {
		const clock = fakeClock();
		const history = createSeqHistory( clock );
		for ( let seconds = 0; seconds < 60; seconds += 10 ) {
			history.note( 5 );
			await clock.advance( 10_000 );
		}

		expect( history.asOf( 60, clock.monotonicMs() ) ).toBe( 5 );
	} );

	test( 'forgets everything when the shop counts from further back', async () => {
		const clock = fakeClock();
		const history = createSeqHistory( clock );
		history.note( 50 );
		await clock.advance( 100_000 );
		history.note( 7 );

		expect( history.asOf( 60, clock.monotonicMs() ) ).toBe( 0 );
	} );

	test( 'never answers a seq that was not held so long, whatever the order of events', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array( fc.tuple( fc.nat( 200_000 ), fc.nat( 3 ) ), { maxLength: 30 } ),
				fc.nat( 3600 ),
				async ( steps, settle ) => {
					const clock = fakeClock();
					const history = createSeqHistory( clock );
					const held: { at: number; seq: number }[] = [];
					let seq = 0;
					for ( const [ ms, more ] of steps ) {
						await clock.advance( ms );
						seq += more;
						history.note( seq );
						held.push( { at: clock.monotonicMs(), seq } );
					}
					const limit = clock.monotonicMs() - settle * 1000;
					const expected = held.filter( ( { at } ) => at <= limit ).at( -1 )?.seq ?? 0;

					expect( history.asOf( settle, clock.monotonicMs() ) ).toBe( expected );
				}
			),
			{ numRuns: 40 }
		);
	} );
} );

describe( 'createOverlap', () => {
	const cursor = ( value: string, read_from: string ) => ( {
		feed: 'products' as const,
		value,
		read_from,
	} );

	test( 'starts where the shop says as long as the overlap is short', () => {
		const overlap = createOverlap();
		expect( overlap.start( cursor( '100', '40' ) ) ).toEqual( { after: '40', whole: true } );
		overlap.finished( { pages: 1, end: '100' } );

		expect( overlap.start( cursor( '100', '40' ) ) ).toEqual( { after: '40', whole: true } );
		overlap.finished( { pages: 1, end: '100' } );
		expect( overlap.start( cursor( '100', '100' ) ) ).toEqual( { after: '100', whole: true } );
	} );

	test( 'reads a long overlap once more, when the window has passed it', () => {
		const overlap = createOverlap();
		overlap.readWhole( { pages: 80, end: '1000' } );

		expect( overlap.start( cursor( '1000', '0' ) ) ).toEqual( { after: '1000', whole: false } );
		expect( overlap.start( cursor( '1010', '0' ) ) ).toEqual( { after: '1010', whole: false } );
		expect( overlap.start( cursor( '1010', '1000' ) ) ).toEqual( { after: '0', whole: true } );
		overlap.finished( { pages: 80, end: '1010' } );
		expect( overlap.start( cursor( '1020', '1005' ) ) ).toEqual( {
			after: '1020',
			whole: false,
		} );
		expect( overlap.start( cursor( '1020', '1010' ) ) ).toEqual( {
			after: '1005',
			whole: true,
		} );
	} );

	test( 'owes what a read that failed did not honour', () => {
		const overlap = createOverlap();
		overlap.start( cursor( '100', '40' ) );

		expect( overlap.start( cursor( '100', '90' ) ) ).toEqual( { after: '40', whole: true } );
	} );
} );

describe( 'createSeenRows', () => {
	const row = ( id: string, version: string ) => ( { id, version } );
	const seen = () =>
		createSeenRows< { id: string; version: string } >( ( { id, version } ) => ( {
			key: id,
			itemId: id,
			version,
		} ) );

	test( 'lets through what is new, or has another version', () => {
		const rows = seen();
		rows.remember( [ row( 'a', '1' ), row( 'b', '2' ) ] );

		expect( rows.fresh( [ row( 'a', '1' ), row( 'b', '3' ), row( 'c', '1' ) ] ) ).toEqual( [
			row( 'b', '3' ),
			row( 'c', '1' ),
		] );
	} );

	test( 'tells of a broken row once, and again after it was readable in between', () => {
		const rows = seen();
		const broken = [ { id: 'a', reason: 'level' } ];
		rows.rememberParked( broken );
		expect( rows.freshParked( broken ) ).toEqual( [] );

		rows.remember( [ row( 'a', '2' ) ] );
		expect( rows.freshParked( broken ) ).toEqual( broken );
	} );

	test( 'stays small', () => {
		const rows = seen();
		const many = Array.from( { length: 5_001 }, ( _, index ) => row( String( index ), '1' ) );
		rows.remember( many );

		expect( rows.fresh( many ) ).toEqual( [ row( '0', '1' ) ] );
		rows.clear();
		expect( rows.fresh( many ) ).toHaveLength( 5_001 );
	} );
} );

test( 'delays of more than a day ago are forgotten', async () => {
	const clock = fakeClock();
	const delays = createDelays( clock );
	expect( [ delays.median(), delays.slowest() ] ).toEqual( [ null, null ] );
	[ 400, 100.4, 90_000 ].forEach( ( ms ) => delays.add( ms ) );
	expect( [ delays.median(), delays.slowest() ] ).toEqual( [ 400, 90_000 ] );

	await clock.advance( 86_400_001 );
	delays.add( 7 );

	expect( [ delays.median(), delays.slowest() ] ).toEqual( [ 7, 7 ] );
} );

describe( 'createPosConnection', () => {
	const failure = ( change: Partial< Failure > ): Failure =>
		( { kind: 'retryable', code: 'server_error', detail: '', ...change } ) as Failure;

	test( 'is starting until both feeds have answered', () => {
		const connection = createPosConnection( fakeClock(), fixedChance() );
		expect( connection.state() ).toBe( 'starting' );
		connection.succeeded( 'products' );
		expect( connection.state() ).toBe( 'starting' );
		connection.succeeded( 'inventory' );

		expect( connection.state() ).toBe( 'ok' );
	} );

	test( 'lets one feed go on while the other waits, ever longer', async () => {
		const clock = fakeClock();
		const connection = createPosConnection( clock, fixedChance() );
		connection.failed( 'products', failure( {} ) );

		expect( connection.mayAsk( 'products' ) ).toBe( false );
		expect( connection.mayAsk( 'inventory' ) ).toBe( true );
		expect( connection.pausedMs() ).toBeNull();
		const first = connection.waitMs() ?? 0;
		await clock.advance( first );
		expect( connection.mayAsk( 'products' ) ).toBe( true );
		connection.failed( 'products', failure( {} ) );
		expect( connection.waitMs() ).toBeGreaterThan( first );
		connection.succeeded( 'products' );
		expect( connection.waitMs() ).toBeNull();
	} );

	test( 'stops everything when the token is refused, and until the POS says', async () => {
		const clock = fakeClock();
		const connection = createPosConnection( clock, fixedChance() );
		connection.failed(
			'inventory',
			failure( { code: 'rate_limited', afterMs: 20_000 } as never )
		);

		expect( connection.state() ).toBe( 'rate_limited' );
		expect( connection.mayAsk( 'products' ) ).toBe( false );
		expect( connection.pausedMs() ).toBe( 20_000 );
		await clock.advance( 20_000 );
		expect( connection.mayAsk( 'products' ) ).toBe( true );

		connection.failed(
			'products',
			failure( { kind: 'unauthorized', code: 'credential_refused' } )
		);
		expect( connection.state() ).toBe( 'unauthorized' );
		expect( connection.code() ).toBe( 'credential_refused' );
		expect( connection.mayAsk( 'inventory' ) ).toBe( false );
	} );
} );
