import type { ItemState } from '@tillsync/contract';
import { __ } from '@wordpress/i18n';

/** How much a state asks for attention; the sign and the colour beside the text. */
export type Tone = 'good' | 'quiet' | 'waiting' | 'warning' | 'bad';

interface StateWords {
	readonly label: () => string;
	readonly tone: Tone;
}

/** The states of an item, in the order in which they are offered. */
export const ITEM_STATES: Readonly< Record< ItemState, StateWords > > = {
	not_in_shop: { label: () => __( 'Not in the shop', 'tillsync' ), tone: 'quiet' },
	proposed: { label: () => __( 'Proposed', 'tillsync' ), tone: 'waiting' },
	asked: { label: () => __( 'Asked for', 'tillsync' ), tone: 'waiting' },
	in_shop: { label: () => __( 'In the shop', 'tillsync' ), tone: 'good' },
	held: { label: () => __( 'Held', 'tillsync' ), tone: 'warning' },
	problem: { label: () => __( 'Problem', 'tillsync' ), tone: 'bad' },
};

/** Whether a word of the address names a state. */
export function isItemState( word: string | undefined ): word is ItemState {
	return word !== undefined && Object.hasOwn( ITEM_STATES, word );
}
