/**
 * A shop, a till and a companion over a few minutes, as the equation sees them: web orders, refunds with restock, their bookings
 * in the POS with answers that come late or only on a second try, an inventory feed that lags.
 */
import type { EquationCase, EquationLine } from './equation-model.ts';

/** Longest time the POS needs until a booking shows in its inventory feed, in seconds. */
const SETTLE = 60;

/** A case, and what the shop may sell at that moment as far as the till’s own sales were read. */
export interface Observation {
	readonly case: EquationCase;
	readonly truth: number;
	/** Everything is booked, settled and read again. */
	readonly atRest: boolean;
}

interface Booking {
	readonly delta: number;
	readonly bookedAt: number;
	readonly answeredAt: number;
	readonly intendedAt: number;
}

interface Order {
	readonly at: number;
	readonly units: number;
	readonly restock: { readonly at: number; readonly units: number } | null;
	readonly bookings: readonly Booking[];
}

/** A small generator of chance (mulberry32), so that a failing run can be run again. */
export function chance( seed: number ): ( most: number ) => number {
	let state = seed;
	return ( most ) => {
		state = ( state + 0x6d2b79f5 ) | 0;
		let t = Math.imul( state ^ ( state >>> 15 ), 1 | state );
		t = ( t + Math.imul( t ^ ( t >>> 7 ), 61 | t ) ) ^ t;
		return ( ( t ^ ( t >>> 14 ) ) >>> 0 ) % ( most + 1 );
	};
}

/** Runs one history and observes it at each second at which something happens, and at rest. */
export function runHistory( seed: number ): readonly Observation[] {
	const upTo = chance( seed );
	const start = 5 + upTo( 20 );
	const tillSales = Array.from( { length: upTo( 6 ) }, () => ( {
		at: upTo( 300 ),
		units: upTo( 3 ) - 1,
	} ) );
	const orders = Array.from( { length: 1 + upTo( 4 ) }, () => planOrder( upTo ) );
	const bookings = orders.flatMap( ( order ) => order.bookings );
	// The seq is given when the answer arrives, in the order of arrival.
	const answers = [ ...bookings ].sort( ( a, b ) => a.answeredAt - b.answeredAt );
	const seqAt = ( time: number ): number =>
		answers.filter( ( booking ) => booking.answeredAt <= time ).length;
	const till = ( time: number ): number =>
		start - tillSales.filter( ( s ) => s.at <= time ).reduce( ( sum, s ) => sum + s.units, 0 );
	const inPos = ( time: number ): number =>
		till( time ) -
		bookings.filter( ( b ) => b.bookedAt <= time ).reduce( ( sum, b ) => sum + b.delta, 0 );

	const end = Math.max( 300, ...bookings.map( ( b ) => b.answeredAt ) ) + 2 * SETTLE + 1;
	const observations: Observation[] = [];
	let shownAt = 0;
	let mirror = { level: start, asOf: 0 };
	for ( let time = 0; time <= end; time++ ) {
		const reads = time % 10 === 0 || time === end;
		if ( reads ) {
			// The feed shows the books as they stood up to SETTLE seconds ago, and never an older state than before.
			const lag = time === end ? SETTLE : upTo( SETTLE );
			shownAt = Math.max( shownAt, time - lag );
			mirror = {
				level: inPos( shownAt ),
				asOf: Math.max( mirror.asOf, seqAt( time - SETTLE ) ),
			};
		}
		if ( reads || orders.some( ( order ) => happens( order, time ) ) ) {
			const lines = orders
				.filter( ( order ) => order.at <= time )
				.map( ( order ) => lineAt( order, time, answers ) );
			const taken = lines.reduce( ( sum, line ) => sum + Number( line.taken ), 0 );
			observations.push( {
				case: {
					levels: [ [ 'outlet', String( mirror.level ), mirror.asOf ] ],
					outlets: [ 'outlet' ],
					tracked: true,
					buffer: '0',
					lines,
					integers: true,
				},
				truth: till( shownAt ) - taken,
				atRest: time === end,
			} );
		}
	}
	return observations;
}

function planOrder( upTo: ( most: number ) => number ): Order {
	const at = upTo( 200 );
	const units = 1 + upTo( 3 );
	const sale = planBooking( at + upTo( 30 ), units, upTo );
	const returned = upTo( units );
	// A refund's return is posted only after the sale was acknowledged.
	const refunded = upTo( 1 ) === 1 && returned > 0 ? sale.answeredAt + upTo( 20 ) : null;
	return {
		at,
		units,
		restock: refunded === null ? null : { at: refunded, units: returned },
		bookings:
			refunded === null
				? [ sale ]
				: [ sale, planBooking( refunded + upTo( 10 ), -returned, upTo ) ],
	};
}

function planBooking(
	intendedAt: number,
	delta: number,
	upTo: ( most: number ) => number
): Booking {
	const bookedAt = intendedAt + 1 + upTo( 20 );
	// Every third answer is lost, and the booking only found when it is looked up before the retry.
	const late = upTo( 2 ) === 0 ? 30 + upTo( 120 ) : upTo( 5 );
	return { delta, intendedAt, bookedAt, answeredAt: bookedAt + late };
}

function happens( order: Order, time: number ): boolean {
	return (
		order.at === time ||
		order.restock?.at === time ||
		order.bookings.some( ( b ) => [ b.intendedAt, b.bookedAt, b.answeredAt ].includes( time ) )
	);
}

function lineAt( order: Order, time: number, answers: readonly Booking[] ): EquationLine {
	const restocked = order.restock !== null && order.restock.at <= time ? order.restock.units : 0;
	return {
		qty: String( order.units ),
		taken: String( order.units - restocked ),
		age: null,
		counted: true,
		bookings: order.bookings
			.filter( ( booking ) => booking.intendedAt <= time )
			.map( ( booking ) => [
				String( booking.delta ),
				booking.answeredAt <= time ? answers.indexOf( booking ) + 1 : null,
			] ),
	};
}
