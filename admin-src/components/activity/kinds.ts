import type { ActivityRow } from '@tillsync/contract';
import { __ } from '@wordpress/i18n';
import type { Tone } from '../words/item-states.ts';

export type Kind = ActivityRow[ 'kind' ];
export type Outcome = ActivityRow[ 'outcome' ];

/** What each kind of entry is called where one can filter by it, in the order in which they are offered. */
export const KIND_LABELS: Readonly< Record< Kind, () => string > > = {
	level: () => __( 'Stock changed', 'tillsync' ),
	check: () => __( 'Put back', 'tillsync' ),
	held: () => __( 'Held', 'tillsync' ),
	approved: () => __( 'Approved', 'tillsync' ),
	link: () => __( 'Linked', 'tillsync' ),
	unlink: () => __( 'Unlinked', 'tillsync' ),
	catalogue: () => __( 'Changed at the till', 'tillsync' ),
	refused: () => __( 'Change refused', 'tillsync' ),
	parked: () => __( 'Not readable', 'tillsync' ),
	companion: () => __( 'Companion', 'tillsync' ),
	failure: () => __( 'Connection', 'tillsync' ),
	settings: () => __( 'Settings', 'tillsync' ),
	command: () => __( 'Asked for', 'tillsync' ),
};

interface OutcomeWords {
	readonly label: () => string;
	readonly tone: Tone;
}

/** How an entry ended. */
export const OUTCOMES: Readonly< Record< Outcome, OutcomeWords > > = {
	ok: { label: () => __( 'Done', 'tillsync' ), tone: 'good' },
	held: { label: () => __( 'Held', 'tillsync' ), tone: 'warning' },
	failed: { label: () => __( 'Failed', 'tillsync' ), tone: 'bad' },
	info: { label: () => __( 'Note', 'tillsync' ), tone: 'quiet' },
};

/** Whether a word of the address names a kind. */
export function isKind( word: string | undefined ): word is Kind {
	return word !== undefined && Object.hasOwn( KIND_LABELS, word );
}

/** Whether a word of the address names an outcome. */
export function isOutcome( word: string | undefined ): word is Outcome {
	return word !== undefined && Object.hasOwn( OUTCOMES, word );
}
