import { Modal } from '@wordpress/components';
import { speak } from '@wordpress/a11y';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Attention } from '@tillsync/contract';
import { useState, type JSX } from 'react';
import { useCommand } from '../../api/changes.ts';
import { useServices } from '../../api/context.tsx';
import { failureSentence } from '../../api/failure-sentences.ts';
import { DialogFoot } from '../../components/dialog.tsx';
import { TimeAgo } from '../../components/time.tsx';
import { formatCount, formatLevel } from '../../components/words/numbers.ts';

/**
 * The list of held changes, as it stood when the dialog was opened: exactly what is shown is what is approved.
 * Should the list have changed by then, the shop refuses, and the dialog shows the new one.
 *
 * @param props
 * @param props.held    The held list as the shop tells it now.
 * @param props.onClose Leaves.
 */
export function BrakeDialog( {
	held,
	onClose,
}: {
	held: Attention;
	onClose: () => void;
} ): JSX.Element {
	const [ frozen, setFrozen ] = useState( held );
	const [ problem, setProblem ] = useState< string | null >( null );
	const { notices } = useServices();
	const command = useCommand();

	const approve = () => {
		setProblem( null );
		command.mutate(
			{ kind: 'approve_brake', hash: frozen.hash ?? '' },
			{
				onSuccess: () => {
					const message = sprintf(
						/* translators: %s: number of products. */
						_n(
							'%s change was approved. The shop follows in seconds.',
							'%s changes were approved. The shop follows in seconds.',
							frozen.count,
							'tillsync'
						),
						formatCount( frozen.count )
					);
					notices.show( 'success', message );
					onClose();
				},
				onError: ( thrown ) => {
					setProblem( failureSentence( thrown ) );
					speak( failureSentence( thrown ), 'assertive' );
				},
			}
		);
	};
	const outdated = held.hash !== frozen.hash;
	const hidden = frozen.count - frozen.entries.length;

	return (
		<Modal
			title={ __( 'Changes that are held', 'tillsync' ) }
			size="medium"
			className="tillsync-dialog"
			onRequestClose={ onClose }
		>
			<p>
				{ __(
					'Unusually many products would go to zero within an hour. They keep their numbers until you have looked. If the till is right, approve; if not, correct it at the till and the list goes away by itself.',
					'tillsync'
				) }
			</p>
			{ frozen.since !== null && (
				<p className="tillsync-quiet">
					{ __( 'Held since:', 'tillsync' ) } <TimeAgo at={ frozen.since } />
				</p>
			) }
			<div
				className="tillsync-scroll"
				role="region"
				aria-label={ __( 'Held changes', 'tillsync' ) }
				tabIndex={ 0 }
			>
				<table className="tillsync-table">
					<thead>
						<tr>
							<th scope="col">{ __( 'Product', 'tillsync' ) }</th>
							<th scope="col" className="is-number">
								{ __( 'In the shop', 'tillsync' ) }
							</th>
							<th scope="col" className="is-number">
								{ __( 'At the till', 'tillsync' ) }
							</th>
						</tr>
					</thead>
					<tbody>
						{ frozen.entries.map( ( { item_id: id, name, from, to } ) => (
							<tr key={ id }>
								<td>{ name }</td>
								<td className="is-number">
									{ from === null ? '–' : formatLevel( from ) }
								</td>
								<td className="is-number">
									{ to === null ? '–' : formatLevel( to ) }
								</td>
							</tr>
						) ) }
					</tbody>
				</table>
			</div>
			{ hidden > 0 && (
				<p className="tillsync-quiet">
					{ sprintf(
						/* translators: %s: number of products. */
						_n( 'and %s more', 'and %s more', hidden, 'tillsync' ),
						formatCount( hidden )
					) }
				</p>
			) }
			{ outdated ? (
				<DialogFoot
					confirm={ __( 'Show the new list', 'tillsync' ) }
					onConfirm={ () => {
						setFrozen( held );
						setProblem( null );
					} }
					onCancel={ onClose }
					problem={ __( 'The list has changed since it was shown.', 'tillsync' ) }
				/>
			) : (
				<DialogFoot
					confirm={ sprintf(
						/* translators: %s: number of changes. */
						_n( 'Approve %s change', 'Approve %s changes', frozen.count, 'tillsync' ),
						formatCount( frozen.count )
					) }
					onConfirm={ approve }
					onCancel={ onClose }
					busy={ command.isPending }
					problem={ problem }
				/>
			) }
		</Modal>
	);
}
