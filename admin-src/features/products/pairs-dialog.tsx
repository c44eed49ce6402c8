import { Modal, Notice, ProgressBar } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { LinkOutcome } from '@tillsync/contract';
import { useEffect, useRef, type JSX } from 'react';
import { failureSentence } from '../../api/failure-sentences.ts';
import type { LinkAction, Pair } from '../../api/link-run.ts';
import { DialogFoot } from '../../components/dialog.tsx';
import { Skeleton } from '../../components/states.tsx';
import { itemCodeSentence } from '../../components/words/item-codes.ts';
import { formatCount } from '../../components/words/numbers.ts';
import {
	changesLevel,
	changeText,
	planSentence,
	resultSentence,
	sellsOut,
} from './run-sentences.ts';
import { usePairsRun } from './use-pairs-run.ts';

function Refused( { outcomes }: { outcomes: readonly LinkOutcome[] } ): JSX.Element | null {
	const refused = outcomes.filter( ( { outcome } ) => outcome === 'rejected' );
	return refused.length === 0 ? null : (
		<>
			<h2>{ __( 'These are left out', 'tillsync' ) }</h2>
			<ul className="tillsync-plain">
				{ refused.map( ( { item_id: id, name, code } ) => (
					<li key={ id }>
						<strong>{ name }</strong> – { itemCodeSentence( code ?? 'defect' ) }
					</li>
				) ) }
			</ul>
		</>
	);
}

function Changes( { outcomes }: { outcomes: readonly LinkOutcome[] } ): JSX.Element | null {
	const shown = outcomes.filter( ( { outcome } ) => outcome !== 'rejected' );
	return shown.length === 0 ? null : (
		<div
			className="tillsync-scroll"
			role="region"
			aria-label={ __( 'Products', 'tillsync' ) }
			tabIndex={ 0 }
		>
			<table className="tillsync-table">
				<thead>
					<tr>
						<th scope="col">{ __( 'Product', 'tillsync' ) }</th>
						<th scope="col" className="is-number">
							{ __( 'Stock in the shop', 'tillsync' ) }
						</th>
					</tr>
				</thead>
				<tbody>
					{ shown.map( ( outcome ) => (
						<tr key={ outcome.item_id }>
							<td>{ outcome.name }</td>
							<td className="is-number">{ changeText( outcome ) }</td>
						</tr>
					) ) }
				</tbody>
			</table>
		</div>
	);
}

function Plan( {
	action,
	outcomes,
}: {
	action: LinkAction;
	outcomes: readonly LinkOutcome[];
} ): JSX.Element {
	const soldOut = action === 'link' ? outcomes.filter( sellsOut ).length : 0;
	return (
		<>
			<p>{ planSentence( action, outcomes ) }</p>
			{ soldOut > 0 && (
				<Notice status="warning" isDismissible={ false } className="tillsync-notice">
					{ sprintf(
						/* translators: %s: number of products. */
						_n(
							'%s product will be out of stock, as it is at the till.',
							'%s products will be out of stock, as they are at the till.',
							soldOut,
							'tillsync'
						),
						formatCount( soldOut )
					) }
				</Notice>
			) }
			{ ( action === 'link' || outcomes.length > 1 ) && (
				<Changes
					outcomes={
						action === 'link'
							? [ ...outcomes ].sort(
									( one, other ) =>
										Number( sellsOut( other ) ) - Number( sellsOut( one ) ) ||
										Number( changesLevel( other ) ) -
											Number( changesLevel( one ) )
								)
							: outcomes
					}
				/>
			) }
			<Refused outcomes={ outcomes } />
		</>
	);
}

const CONFIRM: Readonly< Record< LinkAction, ( count: number ) => string > > = {
	link: ( count ) =>
		sprintf(
			/* translators: %s: number of products. */
			_n( 'Link %s product', 'Link %s products', count, 'tillsync' ),
			formatCount( count )
		),
	unlink: ( count ) =>
		sprintf(
			/* translators: %s: number of products. */
			_n( 'Unlink %s product', 'Unlink %s products', count, 'tillsync' ),
			formatCount( count )
		),
};

/**
 * Shows what linking or unlinking would do, does it when told to, with its progress, and says how it ended.
 *
 * @param props
 * @param props.title   What is about to happen.
 * @param props.action  Link or unlink.
 * @param props.collect Says which pairs; must stay the same function.
 * @param props.onClose Leaves.
 */
export function PairsDialog( {
	title,
	action,
	collect,
	onClose,
}: {
	title: string;
	action: LinkAction;
	collect: ( signal: AbortSignal ) => Promise< readonly Pair[] >;
	onClose: () => void;
} ): JSX.Element {
	const { phase, plan, start, stop } = usePairsRun( action, collect );
	const content = useRef< HTMLDivElement >( null );
	// What had the focus is gone with the phase before; the dialog keeps it, and says what is new.
	useEffect( () => content.current?.focus(), [ phase.kind ] );
	const doable =
		phase.kind === 'plan'
			? phase.outcomes.filter( ( { outcome } ) => outcome !== 'rejected' ).length
			: 0;

	return (
		<Modal title={ title } size="medium" className="tillsync-dialog" onRequestClose={ onClose }>
			<div ref={ content } tabIndex={ -1 } className="tillsync-dialog__content">
				{ phase.kind === 'planning' && (
					<>
						<Skeleton rows={ 4 } />
						<DialogFoot confirm={ null } onCancel={ onClose } />
					</>
				) }
				{ phase.kind === 'failed' && (
					<DialogFoot
						confirm={ __( 'Try again', 'tillsync' ) }
						onConfirm={ plan }
						onCancel={ onClose }
						problem={ failureSentence( phase.thrown ) }
					/>
				) }
				{ phase.kind === 'plan' && (
					<>
						{ doable > 0 || phase.outcomes.length > 0 ? (
							<Plan action={ action } outcomes={ phase.outcomes } />
						) : (
							<p>{ __( 'There is nothing to do any more.', 'tillsync' ) }</p>
						) }
						<DialogFoot
							confirm={ doable === 0 ? null : CONFIRM[ action ]( doable ) }
							onConfirm={ start }
							onCancel={ onClose }
							destructive={ action === 'unlink' }
							cancel={
								doable === 0
									? __( 'Close', 'tillsync' )
									: __( 'Cancel', 'tillsync' )
							}
						/>
					</>
				) }
				{ phase.kind === 'running' && (
					<>
						<p role="status">
							{ sprintf(
								/* translators: 1: products done, 2: all of them. */
								__( '%1$s of %2$s done', 'tillsync' ),
								formatCount( phase.done ),
								formatCount( phase.total )
							) }
						</p>
						<ProgressBar
							value={ Math.round(
								( 100 * phase.done ) / Math.max( 1, phase.total )
							) }
							aria-label={ title }
						/>
						<p className="tillsync-quiet">
							{ __(
								'Whatever is done stays done, also when you leave this page.',
								'tillsync'
							) }
						</p>
						<DialogFoot
							confirm={ null }
							onCancel={ stop }
							cancel={
								phase.stopping
									? __( 'Stopping…', 'tillsync' )
									: __( 'Stop', 'tillsync' )
							}
						/>
					</>
				) }
				{ phase.kind === 'result' && (
					<>
						<p>{ resultSentence( action, phase.result ) }</p>
						{ action === 'link' && (
							<p className="tillsync-quiet">
								{ __( 'The companion picks this up in seconds.', 'tillsync' ) }
							</p>
						) }
						<Refused outcomes={ phase.result.outcomes } />
						<DialogFoot
							confirm={ null }
							onCancel={ onClose }
							cancel={ __( 'Close', 'tillsync' ) }
							problem={
								phase.result.failure === null
									? null
									: failureSentence( phase.result.failure )
							}
						/>
					</>
				) }
			</div>
		</Modal>
	);
}
