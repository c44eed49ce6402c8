import { z } from 'zod';

/**
 * Every error code a route can answer with: HTTP status, and the message a person reads (what happened, what to do).
 * The plugin's error table is emitted from here (`plugin/schemas/errors.json`).
 */
export const ERRORS = {
	not_signed_in: {
		status: 401,
		message: 'No valid credential came with the request. Pair the companion again or sign in.',
	},
	not_allowed: {
		status: 403,
		message:
			'This user may not do that. Use the companion’s own credential, or a shop manager’s account.',
	},
	bad_nonce: { status: 403, message: 'The page is too old. Reload it and try again.' },
	invalid_request: {
		status: 400,
		message: 'The request does not fit the contract; see the listed fields.',
	},
	invalid_json: { status: 400, message: 'The request body is not JSON.' },
	too_many_items: {
		status: 413,
		message: 'Too many items in one request; see the listed field for the limit.',
	},
	not_found: { status: 404, message: 'There is nothing with that id.' },
	contract_too_old: {
		status: 409,
		message: 'The companion is too old for this shop. Update the companion.',
	},
	contract_too_new: {
		status: 409,
		message:
			'The plugin is too old for this companion. Update the TillSync plugin in WordPress.',
	},
	instance_missing: { status: 400, message: 'The request does not say which companion sent it.' },
	other_companion: {
		status: 409,
		message:
			'Another companion is connected to this shop. Stop it, or wait a minute after it has stopped.',
	},
	lease_missing: {
		status: 409,
		message: 'This companion does not hold the lease. Send a heartbeat first.',
	},
	shop_moved: {
		status: 409,
		message:
			'The address of this shop has changed. Say on the TillSync settings page whether it moved or is a copy.',
	},
	sweeping: {
		status: 409,
		message:
			'The shop is still looking through orders placed while TillSync was switched off. Try again shortly.',
	},
	plan_stale: {
		status: 409,
		message: 'The list has changed since it was shown. Look at the new list and approve again.',
	},
	pos_unknown: {
		status: 409,
		message: 'No POS is connected yet. Connect the POS with the companion first.',
	},
	currency_differs: {
		status: 409,
		message: 'The shop and the POS use different currencies, so no price is written.',
	},
	pairing_unavailable: {
		status: 409,
		message:
			'WordPress application passwords are switched off on this site. Allow them (HTTPS, security plugin), then pair.',
	},
	settings_invalid: {
		status: 400,
		message: 'These settings do not fit together; see the listed fields.',
	},
	storage_failed: {
		status: 500,
		message:
			'The shop’s database refused the change. Nothing was saved; see WooCommerce → Status → Logs.',
	},
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** Why a single item of a batch was not a plain success. The same words in every route. */
export const ITEM_CODES = [
	/** The POS does not know the id, or the mirror has never seen it. */
	'item_unknown',
	/** The POS deleted the item. */
	'item_deleted',
	/** No product or variation has that id, or it is in the trash. */
	'product_unknown',
	/** A variable parent holds no stock of its own; link its variations. */
	'product_is_parent',
	/** Only simple products and variations can be linked. */
	'product_type',
	/** The product is linked to another item already. */
	'product_taken',
	/** The item is linked to another product already. */
	'item_taken',
	/** There is no link between the two. */
	'not_linked',
	/** The item appears twice in the request. */
	'duplicate',
	/** The outlet is not one of the POS’s outlets. */
	'outlet_unknown',
	/** The level cannot be told: composite without a level, unreadable row, no row yet. */
	'level_unknown',
	/** The shop’s level changed between reading and writing. */
	'level_moved',
	/** Held by the brake until a person approves. */
	'brake',
	/** The 15 seconds of a request were over. */
	'not_reached',
	/** WordPress threw while saving; the trace is in the shop’s log. */
	'defect',
] as const;
export const ItemCode = z.enum( ITEM_CODES );

/** One field that is wrong in a refused request: JSON path, machine code, sentence. */
export const FieldError = z.object( { field: z.string(), code: z.string(), message: z.string() } );

/** The body of every error answer, in WordPress’s shape. */
export const ErrorBody = z.object( {
	code: z.string(),
	message: z.string(),
	data: z
		.object( {
			status: z.int(),
			fields: z.array( FieldError ).optional(),
			retry_after: z.int().min( 0 ).optional(),
		} )
		.nullable()
		.optional(),
} );
export type ErrorBody = z.infer< typeof ErrorBody >;
