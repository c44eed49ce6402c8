import { __ } from '@wordpress/i18n';
import { isFailure, type ErrorCode, type FailureCode } from './failure.ts';

/**
 * One sentence for each way a request can fail: what happened and what to do, in the shopkeeper's words.
 * A code that is new in the contract does not compile without its sentence.
 */
const SENTENCES: Readonly< Record< FailureCode, () => string > > = {
	not_signed_in: () => __( 'You are signed out. Sign in again, then repeat this.', 'tillsync' ),
	not_allowed: () =>
		__( 'Your account may not do that. Ask a shop manager or an administrator.', 'tillsync' ),
	bad_nonce: () =>
		__( 'This page has been open for too long. Reload it and try again.', 'tillsync' ),
	invalid_request: () =>
		__(
			'The shop did not understand the request. Reload this page and try again.',
			'tillsync'
		),
	invalid_json: () =>
		__( 'The request arrived damaged. Reload this page and try again.', 'tillsync' ),
	too_many_items: () =>
		__( 'That was too much at once. Choose fewer products and try again.', 'tillsync' ),
	not_found: () =>
		__( 'That is not there any more. Reload the list to see what is.', 'tillsync' ),
	contract_too_old: () =>
		__( 'The companion is too old for this shop. Update the companion.', 'tillsync' ),
	contract_too_new: () =>
		__( 'TillSync in this shop is too old for its companion. Update the plugin.', 'tillsync' ),
	instance_missing: () =>
		__( 'The companion does not say who it is. Update the companion.', 'tillsync' ),
	other_companion: () =>
		__(
			'Another companion is connected to this shop. Stop it, or wait a minute after it has stopped.',
			'tillsync'
		),
	lease_missing: () =>
		__( 'The companion has just been replaced by another one. Wait a minute.', 'tillsync' ),
	shop_moved: () =>
		__(
			'The address of this shop has changed. Say under Settings whether the shop moved or is a copy.',
			'tillsync'
		),
	sweeping: () =>
		__(
			'The shop is still looking through the orders placed while TillSync was off. Try again in a minute.',
			'tillsync'
		),
	plan_stale: () =>
		__(
			'Something changed while you were looking. Check what is shown now and confirm again.',
			'tillsync'
		),
	pos_unknown: () =>
		__( 'No till is connected yet. Connect the till with the companion first.', 'tillsync' ),
	currency_differs: () =>
		__( 'The shop and the till use different currencies, so no price is written.', 'tillsync' ),
	pairing_unavailable: () =>
		__(
			'This site has application passwords switched off. Allow them (HTTPS is needed; a security plugin may block them), then connect.',
			'tillsync'
		),
	settings_invalid: () =>
		__( 'These settings do not fit together. See the marked fields.', 'tillsync' ),
	storage_failed: () =>
		__(
			'The shop could not save this, and nothing was changed. See WooCommerce → Status → Logs.',
			'tillsync'
		),
	unreachable: () =>
		__( 'The shop cannot be reached. Check the connection and try again.', 'tillsync' ),
	too_slow: () =>
		__(
			'The shop took too long to answer. Look at the list before you repeat this.',
			'tillsync'
		),
	plugin_off: () =>
		__( 'TillSync is switched off in this shop. Activate it under Plugins.', 'tillsync' ),
	not_data: () =>
		__(
			'The shop answered with something else than data. Maintenance or a security plugin may be in the way; try again shortly.',
			'tillsync'
		),
	shop_error: () =>
		__(
			'The shop ran into an error of its own. Try again; if it stays, see WooCommerce → Status → Logs.',
			'tillsync'
		),
};

/** Whether a code is one of the contract's; anything with a sentence of its own that a shop may send. */
export function isErrorCode( code: string ): code is ErrorCode {
	return Object.hasOwn( SENTENCES, code );
}

/** The sentence for anything a request threw. What is not a failed request is a bug of this page, and says so. */
export function failureSentence( thrown: unknown ): string {
	return isFailure( thrown )
		? SENTENCES[ thrown.failure ]()
		: __( 'This page made a mistake. Reload it and try again.', 'tillsync' );
}
