import type { TillEvent } from '@tillsync/simulators/pos/x-series';
import type { SyncEvent } from '../../companion/src/app.ts';
import { createLiveLines } from '../../tools/demo/index.ts';

type LevelEvent = Extract< SyncEvent, { type: 'level' } >;

function setUp( lagMs = 0 ) {
	const said: string[] = [];
	let now = 0;
	const lines = createLiveLines( {
		say: ( line ) => said.push( line ),
		now: () => now,
		lagMs: () => lagMs,
		standing: ( itemId ) =>
			itemId === 'gone'
				? Promise.reject( new Error( 'no answer' ) )
				: Promise.resolve( 'shop stays at 7' ),
	} );
	return {
		said,
		lines,
		pass: ( ms: number ) => void ( now += ms ),
		cycles: ( count: number ) => {
			for ( let index = 0; index < count; index++ ) {
				lines.sync( { type: 'cycle', ok: true, ms: 5 } );
			}
		},
	};
}

const sale = ( more: Partial< TillEvent > = {} ): TillEvent => ( {
	id: 1,
	kind: 'sale',
	at: '2026-11-22T03:04:05Z',
	item: { id: 'a', sku: 'TJ-M', name: 'Trail Jersey / M' },
	outlet: { id: 'q', name: 'Queen Street' },
	quantity: '-1',
	level_before: '7',
	level_after: '6',
	reference: 'QS1-1041',
	text: 'sold 1 × Trail Jersey / M',
	...more,
} );

const level = ( more: Partial< LevelEvent > = {} ): LevelEvent => ( {
	type: 'level',
	cause: 'till',
	item_id: 'a',
	product_id: 101,
	name: 'Trail Jersey - M',
	outcome: 'written',
	code: null,
	from: '7',
	to: '6',
	delay_ms: 900,
	...more,
} );

test( 'a sale and its level are one line, timed from the sale', () => {
	const { said, lines, pass } = setUp();
	lines.till( sale() );
	pass( 1_400 );
	lines.sync( level() );
	expect( said ).toEqual( [ 'till sold 1 × Trail Jersey / M → shop 7 → 6 in 1.4 s' ] );
} );

test( 'two sales before the next reading share a line', () => {
	const { said, lines, pass } = setUp();
	lines.till( sale() );
	pass( 500 );
	lines.till( sale( { text: 'sold 2 × Trail Jersey / M' } ) );
	pass( 500 );
	lines.sync( level( { to: '4' } ) );
	expect( said ).toEqual( [
		'till sold 1 × Trail Jersey / M, sold 2 × Trail Jersey / M → shop 7 → 4 in 1.0 s',
	] );
} );

test( 'items are not mixed up, and a held level says so', () => {
	const { said, lines } = setUp();
	lines.till( sale() );
	lines.sync( level( { item_id: 'b', name: 'Bottle', cause: 'check', from: '99', to: '5' } ) );
	lines.sync( level( { outcome: 'held', code: 'brake', to: '0' } ) );
	expect( said ).toEqual( [
		'shop Bottle: 99 → 5 (as the till says)',
		'till sold 1 × Trail Jersey / M → held by the brake (7 → 0)',
	] );
} );

test( 'where the shop has nothing to change, that is said after a few readings', async () => {
	const { said, lines, cycles } = setUp( -1 );
	lines.till( sale() );
	cycles( 2 );
	await Promise.resolve();
	expect( said ).toEqual( [] );
	cycles( 1 );
	await new Promise( setImmediate );
	expect( said ).toEqual( [ 'till sold 1 × Trail Jersey / M → shop stays at 7' ] );
	cycles( 5 );
	await new Promise( setImmediate );
	expect( said ).toHaveLength( 1 );
} );

test( 'a till that shows its levels late is waited for', async () => {
	const { said, lines, cycles, pass } = setUp( 30_000 );
	lines.till( sale() );
	cycles( 10 );
	await new Promise( setImmediate );
	expect( said ).toEqual( [] );
	pass( 30_001 );
	lines.sync( level() );
	expect( said ).toEqual( [ 'till sold 1 × Trail Jersey / M → shop 7 → 6 in 30.0 s' ] );
} );

test( 'a shop that does not answer how it stands ends no line in an error', async () => {
	const { said, lines, cycles } = setUp( -1 );
	lines.till( sale( { item: { id: 'gone', sku: '', name: 'Gone' }, text: 'counted Gone' } ) );
	cycles( 3 );
	await new Promise( setImmediate );
	expect( said ).toEqual( [ 'till counted Gone → nothing changed in the shop' ] );
} );

test( 'what moves no level is told at once', () => {
	const { said, lines } = setUp();
	lines.till(
		sale( { kind: 'edit', level_before: '', level_after: '', text: 'changed a price' } )
	);
	lines.sync( { type: 'pos', state: 'rate_limited', code: null } );
	expect( said ).toEqual( [ 'till changed a price', 'connection to the till: rate limited' ] );
} );
