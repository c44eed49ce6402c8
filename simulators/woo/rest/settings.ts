import type {
	FieldError,
	Settings,
	SettingsAnswer,
	SettingsRequest,
	SettingsSaved,
} from '@tillsync/contract';
import type { z } from 'zod';
import { productName, record } from '../model/activity.ts';
import { fromUnits, type Units } from '../model/decimal.ts';
import { instantOrNull, type Link, type Product, type ShopState } from '../model/state.ts';
import { approvePlanned } from '../sync/brake.ts';
import { targetOf } from '../sync/equation.ts';
import { harmful, zeroes } from '../sync/writer.ts';
import { isMoved } from './companion-routes.ts';
import { refuse } from './refusal.ts';

const MOST_EXAMPLES = 20;

/** The settings with what the forms need. */
export function readSettings( state: ShopState ): SettingsAnswer {
	const { pos, companion, credential } = state;
	return {
		version: state.counters.settings,
		settings: state.settings,
		pos: pos && {
			vendor: pos.vendor,
			vendor_label: pos.vendor_label,
			retailer: pos.retailer,
			currency: pos.currency,
			outlets: pos.outlets,
			registers: pos.registers,
		},
		shop: {
			currency: state.currency,
			url: state.url,
			moved_from: isMoved( state ) ? state.homeUrl : null,
			https: state.url.startsWith( 'https:' ),
			stock_managed: state.stockManaged,
		},
		pairing: {
			paired: credential !== null,
			since: instantOrNull( credential?.since ?? null ),
			last_seen: instantOrNull( companion.lastSeenAt ),
			companion_version: companion.version,
			available: true,
		},
	};
}

function problems( state: ShopState, settings: Settings ): z.infer< typeof FieldError >[] {
	const known = new Set( state.pos?.outlets.map( ( { id } ) => id ) );
	const found = settings.outlets.flatMap( ( id, index ) =>
		known.has( id )
			? []
			: [
					{
						field: `settings.outlets[${ index }]`,
						code: 'outlet_unknown',
						message: 'The POS has no such outlet.',
					},
				]
	);
	const register = state.pos?.registers.find( ( { id } ) => id === settings.register );
	if ( settings.register !== null && ! settings.outlets.includes( register?.outlet_id ?? '' ) ) {
		found.push( {
			field: 'settings.register',
			code: 'register_outside',
			message: 'The register must stand in one of the chosen outlets.',
		} );
	}
	return found;
}

interface Planned {
	readonly link: Link;
	readonly product: Product;
	readonly from: Units | null;
	readonly to: Units;
}

/** The listings whose level differs from what it would be under these settings. */
function planUnder( state: ShopState, settings: Settings ): Planned[] {
	const under: ShopState = { ...state, settings };
	return [ ...state.linkedProducts ].flatMap( ( [ productId, itemId ] ) => {
		const link = state.links.get( itemId );
		const product = state.products.get( productId );
		const target = targetOf( under, state.items.get( itemId ), itemId );
		if ( ! link || ! product || product.trashed || target.kind !== 'level' ) {
			return [];
		}
		const from = product.manageStock ? product.level : null;
		return from === target.level ? [] : [ { link, product, from, to: target.level } ];
	} );
}

/** Saves settings, or with `dry_run` only says what saving would change. */
export function saveSettings( state: ShopState, request: SettingsRequest ): SettingsSaved {
	if ( request.version !== state.counters.settings ) {
		refuse( 'plan_stale' );
	}
	const fields = problems( state, request.settings );
	if ( fields.length > 0 ) {
		refuse( 'settings_invalid', fields );
	}
	const planned = planUnder( state, request.settings );
	const zeroed = planned.filter( ( { product, to } ) => zeroes( product, to ) );
	const plan = {
		changed: planned.length,
		zeroed: zeroed.length,
		examples: [ ...zeroed, ...planned.filter( ( change ) => ! zeroed.includes( change ) ) ]
			.slice( 0, MOST_EXAMPLES )
			.map( ( { product, from, to } ) => ( {
				name: productName( state, product.id ),
				from: fromUnits( from ?? 0n ),
				to: fromUnits( to ),
			} ) ),
	};
	if ( request.dry_run === true ) {
		return { version: state.counters.settings, saved: false, plan };
	}
	approvePlanned(
		state,
		zeroed.map( ( { link, product, to } ) => harmful( link, product, to ) )
	);
	state.settings = request.settings;
	state.counters.settings++;
	record( state, { kind: 'settings', facts: { user: 'admin', count: plan.changed } } );
	return { version: state.counters.settings, saved: true, plan };
}
