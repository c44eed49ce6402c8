import fc from 'fast-check';
import { startWooShop, type WooShop } from '@tillsync/simulators/woo';
import { fromUnits, toUnits } from '@tillsync/simulators/woo/model/decimal';
import { targetOf } from '@tillsync/simulators/woo/sync/equation';
import { writeItems } from '@tillsync/simulators/woo/sync/writer';

const ITEM = 'item';
const OUTLET = 'queen';
const MINUTE_MS = 60_000;

let now = 0;
let woo: WooShop;
let product = 0;

beforeEach( async () => {
	now = Date.UTC( 2026, 10, 22 );
	woo = await startWooShop( { clock: () => now } );
	product = woo.shop.addProduct( { name: 'Bottle', level: '10' } ).id;
	woo.state.settings = { ...woo.state.settings, outlets: [ OUTLET ] };
	woo.state.linkedProducts.set( product, ITEM );
	woo.state.links.set( ITEM, {
		itemId: ITEM,
		productId: product,
		state: 'linked',
		version: 1,
		problem: null,
		checkedAt: null,
		lastWritten: null,
	} );
	setPos( '10', 0 );
} );

afterEach( () => woo.stop() );

/** The POS’s level, in which bookings up to `asOf` surely are. */
function setPos( level: string, asOf: number ): void {
	woo.state.levels.set(
		ITEM,
		new Map( [ [ OUTLET, { outletId: OUTLET, level: toUnits( level ), version: 1n, asOf } ] ] )
	);
}

function target(): string {
	const found = targetOf( woo.state, undefined, ITEM );
	return found.kind === 'level' ? fromUnits( found.level ) : found.kind;
}

test( 'a sale the POS was told of counts as told only once it is surely in its level', () => {
	const order = woo.shop.placeOrder( [ { productId: product, quantity: '2' } ] );
	expect( target() ).toBe( '8' );
	woo.shop.book( order, product, '2' );
	expect( target() ).toBe( '8' );
	setPos( '8', 0 );
	expect( target() ).toBe( '6' );
	setPos( '8', woo.state.counters.seq );
	expect( target() ).toBe( '8' );
} );

test( 'a return counts from the moment it is intended', () => {
	const order = woo.shop.placeOrder( [ { productId: product, quantity: '2' } ] );
	woo.shop.book( order, product, '2' );
	setPos( '8', woo.state.counters.seq );
	woo.shop.restock( order, product, '1' );
	expect( target() ).toBe( '9' );
	woo.shop.book( order, product, '-1', false );
	expect( target() ).toBe( '8' );
} );

test( 'a line nobody has saved yet counts in full, for ten minutes', () => {
	const order = woo.shop.placeOrder( [ { productId: product, quantity: '3' } ], {
		announceOnly: true,
	} );
	expect( target() ).toBe( '7' );
	now += 10 * MINUTE_MS;
	expect( target() ).toBe( '7' );
	now += 1;
	expect( target() ).toBe( '10' );
	woo.shop.reduce( order );
	expect( target() ).toBe( '7' );
} );

test( 'an excluded line counts nothing, whatever happens', () => {
	woo.shop.placeOrder( [ { productId: product, quantity: '3' } ] );
	for ( const line of woo.state.ledger.values() ) {
		line.standing = 'excluded';
	}
	expect( target() ).toBe( '10' );
} );

test( 'a sell-out that only unsettled bookings cause waits', () => {
	const order = woo.shop.placeOrder( [ { productId: product, quantity: '6' } ] );
	woo.shop.book( order, product, '6' );
	setPos( '4', 0 );
	expect( target() ).toBe( '-2' );
	expect( writeItems( woo.state, [ ITEM ], 'test' ) ).toMatchObject( [
		{ outcome: 'conflict' },
	] );
	expect( woo.shop.level( product ) ).toBe( '4' );
	setPos( '4', woo.state.counters.seq );
	expect( writeItems( woo.state, [ ITEM ], 'test' ) ).toMatchObject( [ { outcome: 'equal' } ] );
} );

test( 'no outlet, no row, an unreadable row and an untracked item are told apart', () => {
	woo.state.settings = { ...woo.state.settings, outlets: [] };
	expect( target() ).toBe( 'no_outlets' );
	woo.state.settings = { ...woo.state.settings, outlets: [ 'elsewhere' ] };
	expect( target() ).toBe( 'unknown' );
} );

const level = fc
	.integer( { min: -5_000_000, max: 5_000_000 } )
	.map( ( units ) => fromUnits( BigInt( units ) * 10n ) );

test( 'rounding goes down, and the buffer never takes a level below zero or itself', () => {
	fc.assert(
		fc.property( level, fc.nat( 60 ), ( pos, buffer ) => {
			setPos( pos, 0 );
			woo.state.settings = { ...woo.state.settings, buffer };
			const shown = toUnits( target() );
			const truth = toUnits( pos );
			expect( shown % 100_000n ).toBe( 0n );
			expect( shown ).toBeLessThanOrEqual( truth );
			const kept = truth - BigInt( buffer ) * 100_000n;
			const least = truth < 0n ? truth : 0n;
			expect( shown ).toBeGreaterThan( ( kept > least ? kept : least ) - 100_000n );
		} )
	);
} );

test( 'decimals survive both ways', () => {
	fc.assert(
		fc.property( fc.bigInt( { min: -( 10n ** 17n ), max: 10n ** 17n } ), ( units ) => {
			expect( toUnits( fromUnits( units ) ) ).toBe( units );
		} )
	);
	expect(
		[ '7', '-0.5', '0', '0.00001', '-12.30' ].map( ( text ) => fromUnits( toUnits( text ) ) )
	).toEqual( [ '7', '-0.5', '0', '0.00001', '-12.3' ] );
} );
