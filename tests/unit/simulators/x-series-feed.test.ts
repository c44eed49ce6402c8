import { createFeed } from '../../../simulators/pos/x-series/store/feed.ts';
import type { Hold } from '../../../simulators/pos/x-series/store/feed.ts';

function setUp() {
	const world = { now: 0, lagMs: 0, hold: null as Hold | null, version: 100 };
	const feed = createFeed< string >( () => ( world.version += 10 ), {
		now: () => world.now,
		lagMs: () => world.lagMs,
		takeHold: () => world.hold,
	} );
	const seen = ( after?: number ): string[] =>
		feed.rows( { after } ).map( ( row ) => `${ row.version } ${ row.id }=${ row.value }` );
	return { world, feed, seen };
}

describe( 'the change feed', () => {
	test( 'shows each row once, with its latest version, in ascending order', () => {
		const { feed, seen } = setUp();

		feed.put( 'a', '1' );
		feed.put( 'b', '1' );
		feed.put( 'a', '2' );

		expect( seen() ).toEqual( [ '120 b=1', '130 a=2' ] );
		expect( seen( 120 ) ).toEqual( [ '130 a=2' ] );
		expect( seen( 130 ) ).toEqual( [] );
		expect( feed.rows( { before: 130 } ).map( ( row ) => row.id ) ).toEqual( [ 'b' ] );
	} );

	test( 'shows changes after the lag, one after the other', () => {
		const { world, feed, seen } = setUp();
		world.lagMs = 30_000;

		feed.put( 'a', '7' );
		world.now = 10_000;
		feed.put( 'a', '6' );

		expect( seen() ).toEqual( [] );
		expect( feed.pending() ).toBe( 2 );
		world.now = 30_000;
		expect( seen() ).toEqual( [ '110 a=7' ] );
		world.now = 40_000;
		expect( seen() ).toEqual( [ '120 a=6' ] );
	} );

	test( 'shows everything at once when the lag is taken away, the newest last', () => {
		const { world, feed, seen } = setUp();
		world.lagMs = 60_000;
		feed.put( 'a', '7' );
		feed.put( 'a', '6' );

		world.lagMs = 0;
		feed.put( 'a', '5' );

		expect( seen() ).toEqual( [ '130 a=5' ] );
	} );

	test( 'a late row appears below what has been delivered already', () => {
		const { world, feed, seen } = setUp();
		world.hold = { ms: 5_000, stands: () => true };
		feed.put( 'late', '1' );
		world.hold = null;
		feed.put( 'other', '1' );

		expect( seen() ).toEqual( [ '120 other=1' ] );
		world.now = 5_000;
		expect( seen() ).toEqual( [ '110 late=1', '120 other=1' ] );
		expect( seen( 120 ) ).toEqual( [] );
	} );

	test( 'a released hold shows the row whatever the time', () => {
		const { world, feed, seen } = setUp();
		let stands = true;
		world.hold = { ms: 5_000, stands: () => stands };
		feed.put( 'late', '1' );
		expect( seen() ).toEqual( [] );

		stands = false;

		expect( seen() ).toEqual( [ '110 late=1' ] );
	} );

	test( 'a late change that a newer one has overtaken never comes back', () => {
		const { world, feed, seen } = setUp();
		world.hold = { ms: 5_000, stands: () => true };
		feed.put( 'a', 'old' );
		world.hold = null;
		feed.put( 'a', 'new' );

		world.now = 60_000;

		expect( seen() ).toEqual( [ '120 a=new' ] );
	} );
} );
