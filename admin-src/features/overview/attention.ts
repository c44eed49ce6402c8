import type { Attention } from '@tillsync/contract';
import { __, _n, sprintf } from '@wordpress/i18n';
import { formatCount } from '../../components/words/numbers.ts';
import { INVENTORY_SETTINGS, type StatusAction } from './status.ts';

export type Kind = Attention[ 'kind' ];

interface KindWords {
	/** What happened. */
	readonly what: ( count: number ) => string;
	/** What to do about it. */
	readonly remedy: () => string;
	readonly button: () => string;
	readonly action: StatusAction;
}

/** How many names are told before the rest is counted. */
const NAMES_TOLD = 3;

/** Most harmful first: a wrong level in the shop before something that merely waits. A new kind does not compile without its words. */
export const KINDS: Readonly< Record< Kind, KindWords > > = {
	shop_moved: {
		what: () => __( 'The address of this shop has changed', 'tillsync' ),
		remedy: () =>
			__( 'Say whether it moved or is a copy. Until then nothing is written.', 'tillsync' ),
		button: () => __( 'Say why', 'tillsync' ),
		action: { kind: 'place', place: { tab: 'settings', section: 'address' } },
	},
	companion_silent: {
		what: () => __( 'The companion has gone silent', 'tillsync' ),
		remedy: () =>
			__(
				'Sales at the till do not reach the shop. Start it again where it runs.',
				'tillsync'
			),
		button: () => __( 'How to start it', 'tillsync' ),
		action: { kind: 'place', place: { tab: 'settings', section: 'connection' } },
	},
	pos_unauthorized: {
		what: () => __( 'The till no longer accepts the companion’s access', 'tillsync' ),
		remedy: () =>
			__( 'Make a new token in the till and give it to the companion.', 'tillsync' ),
		button: () => __( 'How to renew it', 'tillsync' ),
		action: { kind: 'place', place: { tab: 'settings', section: 'connection' } },
	},
	stock_management_off: {
		what: () => __( 'WooCommerce’s stock management is switched off', 'tillsync' ),
		remedy: () => __( 'No stock is written while it is off.', 'tillsync' ),
		button: () => __( 'Switch it on', 'tillsync' ),
		action: { kind: 'admin', path: INVENTORY_SETTINGS },
	},
	outlets_not_chosen: {
		what: () => __( 'No outlet is chosen', 'tillsync' ),
		remedy: () =>
			__( 'Choose whose stock the shop sells. Until then no stock is written.', 'tillsync' ),
		button: () => __( 'Choose outlets', 'tillsync' ),
		action: { kind: 'place', place: { tab: 'settings', section: 'stock' } },
	},
	brake: {
		what: ( count ) =>
			sprintf(
				/* translators: %s: number of products. */
				_n(
					'%s product would go to zero and is held',
					'%s products would go to zero and are held',
					count,
					'tillsync'
				),
				formatCount( count )
			),
		remedy: () =>
			__(
				'They keep their old numbers. If the till is right, approve them; if not, correct it there.',
				'tillsync'
			),
		button: () => __( 'Look at the list', 'tillsync' ),
		action: { kind: 'brake' },
	},
	level_unknown: {
		what: ( count ) =>
			sprintf(
				/* translators: %s: number of products. */
				_n(
					'The till does not say how many there are of %s product',
					'The till does not say how many there are of %s products',
					count,
					'tillsync'
				),
				formatCount( count )
			),
		remedy: () =>
			__( 'The shop keeps its old number. Check the item at the till.', 'tillsync' ),
		button: () => __( 'See the problems', 'tillsync' ),
		action: { kind: 'place', place: { tab: 'products', view: 'problem' } },
	},
	parked: {
		what: ( count ) =>
			sprintf(
				/* translators: %s: number of entries. */
				_n(
					'%s entry of the till could not be read',
					'%s entries of the till could not be read',
					count,
					'tillsync'
				),
				formatCount( count )
			),
		remedy: () =>
			__(
				'TillSync asks for them again by itself. If they stay, look at the item at the till.',
				'tillsync'
			),
		button: () => __( 'See what happened', 'tillsync' ),
		action: { kind: 'place', place: { tab: 'activity', view: 'parked' } },
	},
	proposals: {
		what: ( count ) =>
			sprintf(
				/* translators: %s: number of products. */
				_n(
					'%s product of the shop fits an item of the till',
					'%s products of the shop fit items of the till',
					count,
					'tillsync'
				),
				formatCount( count )
			),
		remedy: () =>
			__(
				'Their SKU or barcode is the same. Link them, and the till keeps their stock.',
				'tillsync'
			),
		button: () => __( 'See the proposals', 'tillsync' ),
		action: { kind: 'place', place: { tab: 'products', view: 'proposed' } },
	},
};

const RANK = Object.keys( KINDS ) as readonly Kind[];

/** Most harmful first; of the same harm, in the shop's order. */
export function byHarm( attention: readonly Attention[] ): Attention[] {
	return [ ...attention ].sort(
		( one, other ) => RANK.indexOf( one.kind ) - RANK.indexOf( other.kind )
	);
}

/** The first few names of what it is about, and how many more; empty: none told. */
export function namesTold( { entries, count }: Attention ): string {
	const names = entries.slice( 0, NAMES_TOLD ).map( ( { name } ) => name );
	if ( names.length === 0 ) {
		return '';
	}
	const rest = Math.max( count, entries.length ) - names.length;
	return rest === 0
		? names.join( ', ' )
		: sprintf(
				/* translators: 1: names, 2: number of further ones. */
				__( '%1$s and %2$s more', 'tillsync' ),
				names.join( ', ' ),
				formatCount( rest )
			);
}
