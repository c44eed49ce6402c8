import type { LinkOutcome } from '@tillsync/contract';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { LinkAction, RunResult } from '../../api/link-run.ts';
import { formatCount, formatLevel, isNegative, isZero } from '../../components/words/numbers.ts';

/** Whether carrying out a plan changes the number the shop shows. */
export function changesLevel( { from, to, outcome }: LinkOutcome ): boolean {
	return outcome !== 'rejected' && to !== null && from !== to;
}

/** Whether the product would be out of stock that was in stock. */
export function sellsOut( { from, to }: LinkOutcome ): boolean {
	const none = ( level: string ) => isZero( level ) || isNegative( level );
	return to !== null && none( to ) && ( from === null || ! none( from ) );
}

/** What happens to the number of one product, in one line. */
export function changeText( outcome: LinkOutcome ): string {
	const { from, to } = outcome;
	if ( to === null ) {
		return __( 'in stock without a number', 'tillsync' );
	}
	if ( ! changesLevel( outcome ) ) {
		/* translators: %s: units. */
		return sprintf( __( 'stays at %s', 'tillsync' ), formatLevel( to ) );
	}
	return sprintf(
		/* translators: 1: units before, 2: units after. */
		__( '%1$s → %2$s', 'tillsync' ),
		from === null ? __( 'no number', 'tillsync' ) : formatLevel( from ),
		formatLevel( to )
	);
}

/** What carrying out the plan would do, in one sentence. */
export function planSentence( action: LinkAction, outcomes: readonly LinkOutcome[] ): string {
	const count = outcomes.filter( ( { outcome } ) => outcome !== 'rejected' ).length;
	if ( action === 'unlink' ) {
		return sprintf(
			/* translators: %s: number of products. */
			_n(
				'%s product keeps the stock and price it has now and can be edited in WooCommerce again. Sales at the till no longer change it.',
				'%s products keep the stock and price they have now and can be edited in WooCommerce again. Sales at the till no longer change them.',
				count,
				'tillsync'
			),
			formatCount( count )
		);
	}
	return sprintf(
		/* translators: %s: number of products. */
		_n(
			'%s product will be linked. From then on the till decides its stock, SKU and price; they cannot be edited in WooCommerce any more.',
			'%s products will be linked. From then on the till decides their stock, SKU and price; they cannot be edited in WooCommerce any more.',
			count,
			'tillsync'
		),
		formatCount( count )
	);
}

/** How a run ended, in one sentence. */
export function resultSentence( action: LinkAction, { outcomes, left }: RunResult ): string {
	const done = outcomes.filter( ( { outcome } ) => outcome !== 'rejected' ).length;
	const refused = outcomes.length - done;
	const parts = [
		action === 'link'
			? sprintf(
					/* translators: %s: number of products. */
					_n( '%s product linked.', '%s products linked.', done, 'tillsync' ),
					formatCount( done )
				)
			: sprintf(
					/* translators: %s: number of products. */
					_n( '%s product unlinked.', '%s products unlinked.', done, 'tillsync' ),
					formatCount( done )
				),
		refused === 0
			? ''
			: sprintf(
					/* translators: %s: number of products. */
					_n( '%s did not work.', '%s did not work.', refused, 'tillsync' ),
					formatCount( refused )
				),
		left === 0
			? ''
			: sprintf(
					/* translators: %s: number of products. */
					_n( '%s was not tried.', '%s were not tried.', left, 'tillsync' ),
					formatCount( left )
				),
	];
	return parts.filter( ( part ) => part !== '' ).join( ' ' );
}
