import { z } from 'zod';
import { Counter, PosId } from './primitives.ts';

/**
 * What the shopkeeper has decided. `GET /settings` answers it whole; `PUT /settings` takes it whole
 * with the `version` it was read with, so that two open tabs do not overwrite each other (`plan_stale`).
 */
export const Settings = z.strictObject( {
	/** Outlets whose levels are summed. Empty: none chosen yet, and no level is written. */
	outlets: z.array( PosId ).max( 100 ),
	/** Register that will book web orders; must stand in one of `outlets`. Null: not chosen. */
	register: PosId.nullable(),
	/** Units kept back from the web on every product, 0–9999. Never takes a level below min(0, level). */
	buffer: z.int().min( 0 ).max( 9999 ),
	brake: z.strictObject( {
		/** Share of linked listings, 1–100 per cent, that may be zeroed within an hour without approval. */
		percent: z.int().min( 1 ).max( 100 ),
		/** Never held below this many listings, 1–1000. */
		at_least: z.int().min( 1 ).max( 1000 ),
	} ),
	/** Delete TillSync’s tables when the plugin is deleted. Default false. */
	remove_data_on_uninstall: z.boolean(),
} );
export type Settings = z.infer< typeof Settings >;

export const DEFAULT_SETTINGS: Settings = {
	outlets: [],
	register: null,
	buffer: 0,
	brake: { percent: 20, at_least: 5 },
	remove_data_on_uninstall: false,
};

/** What the forms need beside the settings: the POS as the companion last described it. */
export const SettingsAnswer = z.object( {
	version: Counter,
	settings: Settings,
	/** Null until a companion has sent `PUT /pos`. */
	pos: z
		.object( {
			vendor: z.string(),
			vendor_label: z.string(),
			retailer: z.string(),
			currency: z.string(),
			outlets: z.array( z.object( { id: z.string(), name: z.string() } ) ),
			registers: z.array(
				z.object( { id: z.string(), name: z.string(), outlet_id: z.string() } )
			),
		} )
		.nullable(),
	shop: z.object( {
		currency: z.string(),
		url: z.string(),
		/** Set when the home URL differs from the one the shop id was made for. */
		moved_from: z.string().nullable(),
		https: z.boolean(),
		stock_managed: z.boolean(),
	} ),
	pairing: z.object( {
		paired: z.boolean(),
		since: z.string().nullable(),
		last_seen: z.string().nullable(),
		companion_version: z.string().nullable(),
		/** False where WordPress has application passwords switched off. */
		available: z.boolean(),
	} ),
} );
export type SettingsAnswer = z.infer< typeof SettingsAnswer >;

export const SettingsRequest = z.strictObject( {
	version: Counter,
	settings: Settings,
	/** True: nothing is saved, the answer says what would change. */
	dry_run: z.boolean().optional(),
} );
export type SettingsRequest = z.infer< typeof SettingsRequest >;

/** What saving would do (or did) to the levels of linked listings. */
export const SettingsSaved = z.object( {
	version: Counter,
	saved: z.boolean(),
	plan: z.object( {
		/** Listings whose level would change. */
		changed: z.int(),
		/** Of these, how many would go to zero or below. */
		zeroed: z.int(),
		/** Up to 20 of them, worst first. */
		examples: z.array( z.object( { name: z.string(), from: z.string(), to: z.string() } ) ),
	} ),
} );
export type SettingsSaved = z.infer< typeof SettingsSaved >;

/** `POST /settings/address`: the home URL changed. `moved` keeps the shop id; `copy` makes a new one and revokes the pairing. */
export const AddressRequest = z.strictObject( { choice: z.enum( [ 'moved', 'copy' ] ) } );
export const AddressAnswer = z.object( { shop_id: z.string(), paired: z.boolean() } );
