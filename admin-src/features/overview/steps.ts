import type { OverviewAnswer, SettingsAnswer } from '@tillsync/contract';
import { __ } from '@wordpress/i18n';
import { INVENTORY_SETTINGS, type StatusAction } from './status.ts';

/** One step of setting up. */
export interface Step {
	readonly key: 'ready' | 'companion' | 'till' | 'products';
	readonly title: string;
	/** What is still to be done; empty once the step is done. */
	readonly missing: readonly string[];
	/** Worth knowing, but no hindrance. */
	readonly hint?: string;
	/** Leads to where the next missing thing is done; null: it is done elsewhere. */
	readonly action: { readonly label: string; readonly to: StatusAction } | null;
}

const toSettings = ( section: 'connection' | 'stock' ): StatusAction => ( {
	kind: 'place',
	place: { tab: 'settings', section },
} );

function readyStep( { shop, pairing }: SettingsAnswer ): Step {
	const missing = [
		...( pairing.available
			? []
			: [
					__(
						'Application passwords are switched off on this site. Allow them.',
						'tillsync'
					),
				] ),
		...( shop.stock_managed
			? []
			: [ __( 'WooCommerce’s stock management is off. Switch it on.', 'tillsync' ) ] ),
	];
	return {
		key: 'ready',
		title: __( 'The shop is ready', 'tillsync' ),
		missing,
		...( shop.https
			? {}
			: {
					hint: __(
						'The shop has no HTTPS. That is fine on your own machine, and nowhere else.',
						'tillsync'
					),
				} ),
		action: shop.stock_managed
			? null
			: {
					label: __( 'Switch on stock management', 'tillsync' ),
					to: { kind: 'admin', path: INVENTORY_SETTINGS },
				},
	};
}

function companionStep( { pairing }: SettingsAnswer ): Step {
	const missing = ! pairing.paired
		? [
				__(
					'Connect the companion. It is a small program that runs beside the shop or at your office.',
					'tillsync'
				),
			]
		: pairing.last_seen === null
			? [ __( 'The companion has its key but has not called yet. Start it.', 'tillsync' ) ]
			: [];
	return {
		key: 'companion',
		title: __( 'The companion is connected', 'tillsync' ),
		missing,
		action: {
			label: pairing.paired
				? __( 'How to start it', 'tillsync' )
				: __( 'Connect companion', 'tillsync' ),
			to: toSettings( 'connection' ),
		},
	};
}

function tillStep( { pos, settings }: SettingsAnswer ): Step {
	const missing =
		pos === null
			? [ __( 'Give the companion access to your till.', 'tillsync' ) ]
			: settings.outlets.length === 0
				? [ __( 'Choose the outlets whose stock the shop sells.', 'tillsync' ) ]
				: [];
	return {
		key: 'till',
		title: __( 'The till is connected', 'tillsync' ),
		missing,
		action:
			pos === null
				? {
						label: __( 'How to connect the till', 'tillsync' ),
						to: toSettings( 'connection' ),
					}
				: { label: __( 'Choose outlets', 'tillsync' ), to: toSettings( 'stock' ) },
	};
}

function productsStep( { figures, attention }: OverviewAnswer ): Step {
	const proposals = attention.some( ( { kind } ) => kind === 'proposals' );
	return {
		key: 'products',
		title: __( 'The first products are linked', 'tillsync' ),
		missing:
			figures.linked > 0
				? []
				: [
						proposals
							? __( 'Review the proposals and link the first products.', 'tillsync' )
							: __( 'Link the first products with items of the till.', 'tillsync' ),
					],
		action: {
			label: proposals
				? __( 'See the proposals', 'tillsync' )
				: __( 'See the products', 'tillsync' ),
			to: {
				kind: 'place',
				place: { tab: 'products', ...( proposals ? { view: 'proposed' } : {} ) },
			},
		},
	};
}

/** The steps from an installed plugin to a shop that follows the till, in their order; each knows whether it is done. */
export function setupSteps( overview: OverviewAnswer, settings: SettingsAnswer ): Step[] {
	return [
		readyStep( settings ),
		companionStep( settings ),
		tillStep( settings ),
		productsStep( overview ),
	];
}
