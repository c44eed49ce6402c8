import { z } from 'zod';
import { ActivityRow } from './activity.ts';

/** Why the status line says what it says; the page makes the sentence. */
export const STATUS_REASONS = [
	'all_well',
	'not_paired',
	'waiting_for_companion',
	'companion_silent',
	'pos_not_configured',
	'pos_unauthorized',
	'pos_unavailable',
	'pos_rate_limited',
	'starting',
	'outlets_not_chosen',
	'brake_held',
	'shop_moved',
	'sweeping',
	'stock_management_off',
] as const;

/** One thing that needs a person, most harmful first. */
export const Attention = z.object( {
	kind: z.enum( [
		'brake',
		'companion_silent',
		'pos_unauthorized',
		'outlets_not_chosen',
		'shop_moved',
		'stock_management_off',
		'level_unknown',
		'parked',
		'proposals',
	] ),
	since: z.string().nullable(),
	count: z.int(),
	/** For `brake`: the frozen list’s hash, and up to 100 of its entries. */
	hash: z.string().nullable(),
	entries: z.array(
		z.object( {
			item_id: z.string(),
			name: z.string(),
			from: z.string().nullable(),
			to: z.string().nullable(),
		} )
	),
} );
export type Attention = z.infer< typeof Attention >;

/** `GET /overview` (admin) */
export const OverviewAnswer = z.object( {
	status: z.object( {
		state: z.enum( [ 'running', 'paused', 'needs_you', 'not_connected' ] ),
		reason: z.enum( STATUS_REASONS ),
		since: z.string().nullable(),
	} ),
	figures: z.object( {
		items: z.int(),
		linked: z.int(),
		last_success_at: z.string().nullable(),
		last_change_at: z.string().nullable(),
		delay_median_ms: z.int().nullable(),
		delay_slowest_ms: z.int().nullable(),
		levels_written_today: z.int(),
	} ),
	pos: z.object( { vendor_label: z.string(), retailer: z.string() } ).nullable(),
	attention: z.array( Attention ),
	recent: z.array( ActivityRow ),
	/** Progress of a full read under way; null: none. */
	full_read: z.object( { seen: z.int(), known: z.int() } ).nullable(),
	now: z.string(),
} );
export type OverviewAnswer = z.infer< typeof OverviewAnswer >;
