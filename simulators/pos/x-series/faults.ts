import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';
import type { Hold } from './store/feed.ts';

/** How often a fault strikes. Both zero: never. */
export interface Strike {
	/** This many of the next requests (or rows), counted down. */
	readonly next: number;
	/** A share of all others, 0 to 1; 1 is always. */
	readonly rate: number;
	/** Only this resource ("inventory", "products" …); empty for all. */
	readonly only: string;
}

export interface FaultSettings {
	/** Every answer is kept back this long; 0–60,000 ms. */
	readonly latency_ms: number;
	/** `status` is answered: 500, 502, 503 or 504. */
	readonly server_error: Strike & { readonly status: number };
	/** 429 with a date this many seconds ahead. */
	readonly rate_limited: Strike & { readonly retry_after_seconds: number };
	/** Half a body: the connection breaks, or the JSON just ends. */
	readonly cut_body: Strike & { readonly how: 'break' | 'short' };
	/** The request is taken and never answered. */
	readonly time_out: Strike;
	/** Lists are empty although there are rows. */
	readonly empty_feed: Strike;
	/** Rows with broken fields: chosen ids (product or row), or the next ones sent. */
	readonly unreadable_row: Strike & { readonly ids: readonly string[] };
	/** These ids are left out of lists; asked for by id they are there. */
	readonly missing_row: { readonly ids: readonly string[] };
	/** Every token is answered 401. */
	readonly expired_token: boolean;
	/** Resources answered 403. */
	readonly forbidden: readonly string[];
	/** Levels are seen in feeds this much later; 0–120 s. */
	readonly inventory_lag_seconds: number;
	/** The vendor's clock is ahead (or behind, negative) by this; ±600 s. */
	readonly clock_skew_seconds: number;
	/** Changed rows take their version now and are seen this much later. */
	readonly late_row: Strike & { readonly seconds: number };
}

export type FaultName = keyof FaultSettings;

const never: Strike = { next: 0, rate: 0, only: '' };

export const noFaults: FaultSettings = {
	latency_ms: 0,
	server_error: { ...never, status: 503 },
	rate_limited: { ...never, retry_after_seconds: 30 },
	cut_body: { ...never, how: 'break' },
	time_out: never,
	empty_feed: never,
	unreadable_row: { ...never, ids: [] },
	missing_row: { ids: [] },
	expired_token: false,
	forbidden: [],
	inventory_lag_seconds: 0,
	clock_skew_seconds: 0,
	late_row: { ...never, seconds: 30 },
};

type Check = ( value: unknown ) => boolean;

const whole =
	( low: number, high: number ): Check =>
	( value ) =>
		Number.isInteger( value ) && Number( value ) >= low && Number( value ) <= high;
const oneOf =
	( ...values: readonly unknown[] ): Check =>
	( value ) =>
		values.includes( value );
const texts: Check = ( value ) =>
	Array.isArray( value ) &&
	value.length <= 1000 &&
	value.every( ( entry ) => typeof entry === 'string' && entry !== '' );
const strike: Readonly< Record< string, Check > > = {
	next: whole( 0, 1_000_000 ),
	rate: ( value ) => typeof value === 'number' && value >= 0 && value <= 1,
	only: ( value ) => typeof value === 'string',
};

/** Per fault a check of the value, or of each field of it. */
const rules: Readonly< Record< FaultName, Check | Readonly< Record< string, Check > > > > = {
	latency_ms: whole( 0, 60_000 ),
	server_error: { ...strike, status: oneOf( 500, 502, 503, 504 ) },
	rate_limited: { ...strike, retry_after_seconds: whole( 0, 3600 ) },
	cut_body: { ...strike, how: oneOf( 'break', 'short' ) },
	time_out: strike,
	empty_feed: strike,
	unreadable_row: { ...strike, ids: texts },
	missing_row: { ids: texts },
	expired_token: oneOf( true, false ),
	forbidden: texts,
	inventory_lag_seconds: whole( 0, 120 ),
	clock_skew_seconds: whole( -600, 600 ),
	late_row: { ...strike, seconds: whole( 0, 3600 ) },
};

export type StrikeName =
	| 'server_error'
	| 'rate_limited'
	| 'cut_body'
	| 'time_out'
	| 'empty_feed'
	| 'unreadable_row'
	| 'late_row';

export interface Faults {
	now(): FaultSettings;
	/**
	 * Sets the named faults; of a fault with several fields, the named fields.
	 * Everything else stays.
	 *
	 * @return what is wrong, in which case nothing was set; null when all
	 *         went in.
	 */
	set( wanted: Readonly< Record< string, unknown > > ): string | null;
	/** All off. Rows held back by lag or lateness are seen at once. */
	clear(): void;
	/** Whether the fault strikes now; uses up one of its `next`. */
	strikes( name: StrikeName, resource: string ): boolean;
	/**
	 * How long the row just changed is held back. The hold ends when
	 * `late_row` is switched off: by `clear`, or by setting both its `next`
	 * and its `rate` to zero.
	 */
	takeHold( resource: string ): Hold | null;
	/** The vendor's own idea of the time: milliseconds since 1970. */
	vendorNow(): number;
}

/** The faults of one simulator, all off to begin with. */
export function createFaults( clock: Clock, chance: Chance ): Faults {
	let current = noFaults;
	let holds = 0;

	function strikes( name: StrikeName, resource: string ): boolean {
		const fault = current[ name ];
		if ( fault.only !== '' && fault.only !== resource ) {
			return false;
		}
		if ( fault.next > 0 ) {
			current = {
				...current,
				[ name ]: { ...fault, next: fault.next - 1 },
			};
			return true;
		}
		return fault.rate > 0 && chance() < fault.rate;
	}

	function problem( name: string, value: unknown ): string | null {
		if ( ! isFault( name ) ) {
			return `There is no fault "${ name }".`;
		}
		const rule = rules[ name ];
		if ( typeof rule === 'function' ) {
			return rule( value ) ? null : `"${ name }" has a wrong value.`;
		}
		if ( ! isRecord( value ) ) {
			return `"${ name }" must be an object.`;
		}
		for ( const [ field, fieldValue ] of Object.entries( value ) ) {
			const check = Object.hasOwn( rule, field ) ? rule[ field ] : null;
			if ( ! check ) {
				return `"${ name }" has no field "${ field }".`;
			}
			if ( ! check( fieldValue ) ) {
				return `"${ name }.${ field }" has a wrong value.`;
			}
		}
		return null;
	}

	return {
		now: () => current,
		set( wanted ) {
			for ( const [ name, value ] of Object.entries( wanted ) ) {
				const wrong = problem( name, value );
				if ( wrong ) {
					return wrong;
				}
			}
			for ( const [ name, value ] of Object.entries( wanted ) ) {
				const old = current[ name as FaultName ];
				current = {
					...current,
					[ name ]: isRecord( value ) && isRecord( old ) ? { ...old, ...value } : value,
				};
			}
			const { next, rate } = current.late_row;
			if ( 'late_row' in wanted && next === 0 && rate === 0 ) {
				holds++;
			}
			return null;
		},
		clear() {
			current = noFaults;
			holds++;
		},
		strikes,
		takeHold( resource ) {
			if ( ! strikes( 'late_row', resource ) ) {
				return null;
			}
			const generation = holds;
			return {
				ms: current.late_row.seconds * 1000,
				stands: () => generation === holds,
			};
		},
		vendorNow: () => clock.now() + current.clock_skew_seconds * 1000,
	};
}

function isFault( name: string ): name is FaultName {
	return Object.hasOwn( rules, name );
}

function isRecord( value: unknown ): value is Record< string, unknown > {
	return typeof value === 'object' && value !== null && ! Array.isArray( value );
}
