import type { OverviewAnswer } from '@tillsync/contract';
import { __ } from '@wordpress/i18n';
import type { Place } from '../../components/location.tsx';
import type { Tone } from '../../components/words/item-states.ts';

type Status = OverviewAnswer[ 'status' ];
export type Reason = Status[ 'reason' ];

/** What the one button of the status line does. */
export type StatusAction =
	| { readonly kind: 'check' }
	| { readonly kind: 'place'; readonly place: Place }
	| { readonly kind: 'admin'; readonly path: string }
	| { readonly kind: 'brake' };

interface ReasonWords {
	/** What is the case and what to do, in one or two short sentences. */
	readonly text: () => string;
	readonly button: () => string;
	readonly action: StatusAction;
}

/** Where WooCommerce keeps "Enable stock management". */
export const INVENTORY_SETTINGS = 'admin.php?page=wc-settings&tab=products&section=inventory';

const CONNECTION: StatusAction = {
	kind: 'place',
	place: { tab: 'settings', section: 'connection' },
};
const STOCK: StatusAction = { kind: 'place', place: { tab: 'settings', section: 'stock' } };
const CHECK: StatusAction = { kind: 'check' };

const checkNow = () => __( 'Check now', 'tillsync' );

/** The status line for each reason. A new reason does not compile without its words. */
export const REASONS: Readonly< Record< Reason, ReasonWords > > = {
	all_well: {
		text: () => __( 'The shop follows the till.', 'tillsync' ),
		button: checkNow,
		action: CHECK,
	},
	not_paired: {
		text: () =>
			__(
				'No companion is connected yet. It carries the till’s numbers into the shop.',
				'tillsync'
			),
		button: () => __( 'Connect companion', 'tillsync' ),
		action: CONNECTION,
	},
	waiting_for_companion: {
		text: () => __( 'The companion is paired but not running. Start it.', 'tillsync' ),
		button: () => __( 'How to start it', 'tillsync' ),
		action: CONNECTION,
	},
	companion_silent: {
		text: () =>
			__( 'The companion has gone silent. Start it again where it runs.', 'tillsync' ),
		button: () => __( 'How to start it', 'tillsync' ),
		action: CONNECTION,
	},
	pos_not_configured: {
		text: () =>
			__( 'The companion is here but has no till yet. Give it access to yours.', 'tillsync' ),
		button: () => __( 'How to connect the till', 'tillsync' ),
		action: CONNECTION,
	},
	pos_unauthorized: {
		text: () =>
			__(
				'The till no longer accepts the companion’s access. Give it a new token.',
				'tillsync'
			),
		button: () => __( 'How to renew it', 'tillsync' ),
		action: CONNECTION,
	},
	pos_unavailable: {
		text: () =>
			__( 'The till cannot be reached. TillSync goes on trying by itself.', 'tillsync' ),
		button: checkNow,
		action: CHECK,
	},
	pos_rate_limited: {
		text: () =>
			__( 'The till asked for a pause. TillSync goes on by itself in a moment.', 'tillsync' ),
		button: checkNow,
		action: CHECK,
	},
	starting: {
		text: () =>
			__(
				'The companion is reading the till for the first time. This takes a few minutes.',
				'tillsync'
			),
		button: () => __( 'See the products', 'tillsync' ),
		action: { kind: 'place', place: { tab: 'products' } },
	},
	outlets_not_chosen: {
		text: () =>
			__(
				'No outlet is chosen, so no stock is written. Choose whose stock the shop sells.',
				'tillsync'
			),
		button: () => __( 'Choose outlets', 'tillsync' ),
		action: STOCK,
	},
	brake_held: {
		text: () =>
			__(
				'Many products would go to zero at once. They keep their numbers until you look.',
				'tillsync'
			),
		button: () => __( 'Look at the list', 'tillsync' ),
		action: { kind: 'brake' },
	},
	shop_moved: {
		text: () =>
			__(
				'The address of this shop has changed. Nothing is written until you say why.',
				'tillsync'
			),
		button: () => __( 'Say why', 'tillsync' ),
		action: { kind: 'place', place: { tab: 'settings', section: 'address' } },
	},
	sweeping: {
		text: () =>
			__(
				'The shop is looking through orders placed while TillSync was off. It goes on by itself.',
				'tillsync'
			),
		button: checkNow,
		action: CHECK,
	},
	stock_management_off: {
		text: () =>
			__(
				'WooCommerce’s stock management is switched off, so no stock is written.',
				'tillsync'
			),
		button: () => __( 'Switch it on', 'tillsync' ),
		action: { kind: 'admin', path: INVENTORY_SETTINGS },
	},
};

interface StateWords {
	readonly label: () => string;
	readonly tone: Tone;
}

/** The four states of the connection. */
export const STATES: Readonly< Record< Status[ 'state' ], StateWords > > = {
	running: { label: () => __( 'Running', 'tillsync' ), tone: 'good' },
	paused: { label: () => __( 'Paused', 'tillsync' ), tone: 'waiting' },
	needs_you: { label: () => __( 'Needs you', 'tillsync' ), tone: 'warning' },
	not_connected: { label: () => __( 'Not connected', 'tillsync' ), tone: 'quiet' },
};
