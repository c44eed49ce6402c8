import { __, _n, sprintf } from '@wordpress/i18n';
import type { SettingsSaved } from '@tillsync/contract';
import type { JSX } from 'react';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { formatCount, formatLevel } from '../../components/words/numbers.ts';

/**
 * What saving would do to the shop, before it is done.
 *
 * @param props
 * @param props.plan      As the shop worked it out.
 * @param props.busy      It is being saved.
 * @param props.onConfirm Saves.
 * @param props.onCancel  Leaves; what was typed stays.
 */
export function PlanDialog( {
	plan,
	busy,
	onConfirm,
	onCancel,
}: {
	plan: SettingsSaved[ 'plan' ];
	busy: boolean;
	onConfirm: () => void;
	onCancel: () => void;
} ): JSX.Element {
	const hidden = plan.changed - plan.examples.length;
	return (
		<ConfirmDialog
			title={ __( 'This changes stock in the shop', 'tillsync' ) }
			confirm={ __( 'Save and change stock', 'tillsync' ) }
			onConfirm={ onConfirm }
			onCancel={ onCancel }
			busy={ busy }
		>
			<p>
				{ sprintf(
					/* translators: %s: number of products. */
					_n(
						'%s product will show another number.',
						'%s products will show another number.',
						plan.changed,
						'tillsync'
					),
					formatCount( plan.changed )
				) }{ ' ' }
				{ plan.zeroed > 0 && (
					<strong>
						{ sprintf(
							/* translators: %s: number of products. */
							_n(
								'%s of them will be out of stock.',
								'%s of them will be out of stock.',
								plan.zeroed,
								'tillsync'
							),
							formatCount( plan.zeroed )
						) }
					</strong>
				) }
			</p>
			<div
				className="tillsync-scroll"
				role="region"
				aria-label={ __( 'Products that change', 'tillsync' ) }
				tabIndex={ 0 }
			>
				<table className="tillsync-table">
					<thead>
						<tr>
							<th scope="col">{ __( 'Product', 'tillsync' ) }</th>
							<th scope="col" className="is-number">
								{ __( 'Now', 'tillsync' ) }
							</th>
							<th scope="col" className="is-number">
								{ __( 'Then', 'tillsync' ) }
							</th>
						</tr>
					</thead>
					<tbody>
						{ plan.examples.map( ( { name, from, to } ) => (
							<tr key={ `${ name } ${ from } ${ to }` }>
								<td>{ name }</td>
								<td className="is-number">{ levelOrDash( from ) }</td>
								<td className="is-number">{ levelOrDash( to ) }</td>
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
		</ConfirmDialog>
	);
}

/** A product without stock management has no number to show. */
function levelOrDash( level: string ): string {
	return /^-?\d/.test( level ) ? formatLevel( level ) : '–';
}
