/**
 * The stock equation a second time, written from the rules alone and in another way: exact fractions of 1/100000 as BigInt,
 * everything spelled out. It shares nothing with the PHP class it is compared with.
 */

/** What the PHP side reads: one JSON object a line. Quantities are decimal texts. */
export interface EquationCase {
	/** Outlet, level, as_of. */
	readonly levels: readonly ( readonly [ string, string, number ] )[];
	readonly outlets: readonly string[];
	readonly tracked: boolean;
	readonly buffer: string;
	readonly lines: readonly EquationLine[];
	readonly integers: boolean;
}

export interface EquationLine {
	readonly qty: string;
	readonly taken: string | null;
	/** Seconds since the announcement; null: never announced. */
	readonly age: number | null;
	readonly counted: boolean;
	/** Delta and seq; seq null: intended only. */
	readonly bookings: readonly ( readonly [ string, number | null ] )[];
}

export interface EquationResult {
	readonly kind: 'level' | 'unknown' | 'unmanaged';
	readonly level: string;
	readonly settled: string;
	readonly pos: string;
	readonly untold: string;
	readonly buffer: string;
}

const PLACES = 5;
const ONE = 10n ** BigInt( PLACES );
const TEN_MINUTES = 600;

export function toUnits( text: string ): bigint {
	const negative = text.startsWith( '-' );
	const [ whole = '0', fraction = '' ] = text.replace( '-', '' ).split( '.' );
	const units = BigInt( whole ) * ONE + BigInt( fraction.padEnd( PLACES, '0' ) );
	return negative ? -units : units;
}

export function toText( units: bigint ): string {
	const positive = units < 0n ? -units : units;
	const fraction = ( positive % ONE ).toString().padStart( PLACES, '0' ).replace( /0+$/, '' );
	return `${ units < 0n ? '-' : '' }${ positive / ONE }${ fraction === '' ? '' : `.${ fraction }` }`;
}

export function floorUnits( units: bigint ): bigint {
	let whole = units / ONE;
	if ( units < 0n && whole * ONE !== units ) {
		whole -= 1n;
	}
	return whole * ONE;
}

/** Units a line takes out of what may be sold. */
function takenOf( line: EquationLine ): bigint {
	if ( line.taken !== null ) {
		return toUnits( line.taken );
	}
	const fresh = line.age !== null && line.age <= TEN_MINUTES;
	return fresh ? toUnits( line.qty ) : 0n;
}

/** Bookings believed to be in the POS’s level, given which sales are trusted to be. */
function toldOf( line: EquationLine, trusted: ( seq: number ) => boolean ): bigint {
	let told = 0n;
	for ( const [ text, seq ] of line.bookings ) {
		const delta = toUnits( text );
		const raises = delta < 0n;
		if ( raises || ( seq !== null && trusted( seq ) ) ) {
			told += delta;
		}
	}
	return told;
}

/** Evaluates the rules. `symmetric` is the wrong form: whatever has a seq counts as told. */
export function evaluateModel( c: EquationCase, symmetric = false ): EquationResult {
	const nothing = { level: '0', settled: '0', pos: '0', untold: '0', buffer: '0' };
	if ( ! c.tracked ) {
		return { kind: 'unmanaged', ...nothing };
	}
	const rows = c.levels.filter( ( [ outlet ] ) => c.outlets.includes( outlet ) );
	if ( rows.length === 0 ) {
		return { kind: 'unknown', ...nothing };
	}
	const pos = rows.reduce( ( sum, [ , level ] ) => sum + toUnits( level ), 0n );
	const oldest = Math.min( ...rows.map( ( [ , , asOf ] ) => asOf ) );
	const sum = ( trusted: ( seq: number ) => boolean ): bigint =>
		c.lines
			.filter( ( line ) => line.counted )
			.reduce( ( total, line ) => total + takenOf( line ) - toldOf( line, trusted ), 0n );
	const untold = sum( ( seq ) => symmetric || seq <= oldest );
	const afterBuffer = ( level: bigint ): bigint => {
		if ( level <= 0n ) {
			return level;
		}
		const rest = level - toUnits( c.buffer );
		return rest < 0n ? 0n : rest;
	};
	const shown = ( level: bigint ): bigint =>
		c.integers ? floorUnits( afterBuffer( level ) ) : afterBuffer( level );
	return {
		kind: 'level',
		level: toText( shown( pos - untold ) ),
		settled: toText( shown( pos - sum( () => true ) ) ),
		pos: toText( pos ),
		untold: toText( untold ),
		buffer: toText( pos - untold - afterBuffer( pos - untold ) ),
	};
}
