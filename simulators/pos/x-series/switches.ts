/**
 * Where the vendor's documents are silent or disagree. Each value is one way
 * the real service may turn out to behave; a client has to live with all.
 * Defaults are the likeliest reading. The table in readme.md says what each
 * one changes.
 */
export interface Switches {
	readonly list_envelope: 'full' | 'no_version' | 'bare';
	readonly dated_inventory_envelope: 'bare' | 'full';
	readonly price_form: 'number' | 'string';
	readonly quantity_form: 'number' | 'string' | 'padded';
	readonly inventory_field: 'both' | 'inventory_level' | 'current_amount';
	/** Rows at most per page, whatever was asked; 1–5000. */
	readonly max_page_size: number;
	readonly deleted_default: 'excluded' | 'included';
	readonly deleted_by_id: 'row' | 'not_found';
	readonly display_prices: 'inclusive' | 'exclusive';
	readonly composite_levels: 'computed' | 'absent';
	readonly untracked_levels: 'absent' | 'zero';
	readonly code_case: 'upper' | 'lower';
	readonly sale_bumps_product: boolean;
	readonly lag_hits_product_inventory: boolean;
	readonly user_agent_required: boolean;
}

export const defaultSwitches: Switches = {
	list_envelope: 'full',
	dated_inventory_envelope: 'bare',
	price_form: 'number',
	quantity_form: 'number',
	inventory_field: 'both',
	max_page_size: 1000,
	deleted_default: 'excluded',
	deleted_by_id: 'row',
	display_prices: 'inclusive',
	composite_levels: 'computed',
	untracked_levels: 'absent',
	code_case: 'upper',
	sale_bumps_product: false,
	lag_hits_product_inventory: true,
	user_agent_required: false,
};

/** Allowed values; a page offers them, a request is checked against them. */
export const switchValues: {
	readonly [ Key in keyof Switches ]: readonly Switches[ Key ][] | 'page';
} = {
	list_envelope: [ 'full', 'no_version', 'bare' ],
	dated_inventory_envelope: [ 'bare', 'full' ],
	price_form: [ 'number', 'string' ],
	quantity_form: [ 'number', 'string', 'padded' ],
	inventory_field: [ 'both', 'inventory_level', 'current_amount' ],
	max_page_size: 'page',
	deleted_default: [ 'excluded', 'included' ],
	deleted_by_id: [ 'row', 'not_found' ],
	display_prices: [ 'inclusive', 'exclusive' ],
	composite_levels: [ 'computed', 'absent' ],
	untracked_levels: [ 'absent', 'zero' ],
	code_case: [ 'upper', 'lower' ],
	sale_bumps_product: [ false, true ],
	lag_hits_product_inventory: [ true, false ],
	user_agent_required: [ false, true ],
};

export interface SwitchBoard {
	now(): Switches;
	/**
	 * Sets the named switches and leaves the others.
	 *
	 * @return what is wrong with the request, in which case nothing was set;
	 *         null when all went in.
	 */
	set( wanted: Readonly< Record< string, unknown > > ): string | null;
	reset(): void;
}

export function createSwitchBoard( initial: Partial< Switches > = {} ): SwitchBoard {
	const start: Switches = { ...defaultSwitches, ...initial };
	let current = start;

	function problem( key: string, value: unknown ): string | null {
		if ( ! isSwitch( key ) ) {
			return `There is no switch "${ key }".`;
		}
		const allowed: readonly unknown[] | 'page' = switchValues[ key ];
		if ( allowed === 'page' ) {
			return Number.isInteger( value ) && Number( value ) >= 1 && Number( value ) <= 5000
				? null
				: `"${ key }" must be a whole number from 1 to 5000.`;
		}
		return allowed.includes( value )
			? null
			: `"${ key }" must be one of: ${ allowed.join( ', ' ) }.`;
	}

	return {
		now: () => current,
		set( wanted ) {
			for ( const [ key, value ] of Object.entries( wanted ) ) {
				const wrong = problem( key, value );
				if ( wrong ) {
					return wrong;
				}
			}
			current = { ...current, ...wanted };
			return null;
		},
		reset() {
			current = start;
		},
	};
}

function isSwitch( key: string ): key is keyof Switches {
	return Object.hasOwn( switchValues, key );
}
