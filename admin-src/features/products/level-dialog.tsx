import { Modal } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { CatalogueDetail } from '@tillsync/contract';
import type { JSX } from 'react';
import { failureSentence } from '../../api/failure-sentences.ts';
import { useItem } from '../../api/queries.ts';
import { ActivityEntries } from '../../components/activity/activity-list.tsx';
import { Badge } from '../../components/badge.tsx';
import { OutsideLink } from '../../components/outside-link.tsx';
import { ErrorState, Skeleton } from '../../components/states.tsx';
import { TimeAgo } from '../../components/time.tsx';
import { itemCodeSentence } from '../../components/words/item-codes.ts';
import { ITEM_STATES } from '../../components/words/item-states.ts';
import { formatLevel } from '../../components/words/numbers.ts';
import { agreementSentence, arithmeticLine, type Arithmetic } from './arithmetic.ts';
import { rowName } from './row.ts';

function OutletTable( { outlets }: { outlets: Arithmetic[ 'outlets' ] } ): JSX.Element {
	return (
		<table className="tillsync-table">
			<thead>
				<tr>
					<th scope="col">{ __( 'Outlet', 'tillsync' ) }</th>
					<th scope="col" className="is-number">
						{ __( 'At the till', 'tillsync' ) }
					</th>
					<th scope="col">{ __( 'Sold in the shop', 'tillsync' ) }</th>
				</tr>
			</thead>
			<tbody>
				{ outlets.map( ( { id, name, level, counted } ) => (
					<tr key={ id }>
						<td>{ name }</td>
						<td className="is-number">
							{ level === null ? __( 'unknown', 'tillsync' ) : formatLevel( level ) }
						</td>
						<td>{ counted ? __( 'Yes', 'tillsync' ) : __( 'No', 'tillsync' ) }</td>
					</tr>
				) ) }
			</tbody>
		</table>
	);
}

function Detail( { detail }: { detail: CatalogueDetail } ): JSX.Element {
	const { item, arithmetic, history } = detail;
	const state = ITEM_STATES[ item.state ];
	const line = arithmeticLine( arithmetic );
	return (
		<>
			<p>
				<Badge tone={ state.tone }>{ state.label() }</Badge>{ ' ' }
				{ item.code !== null && itemCodeSentence( item.code ) }
			</p>
			<h2>{ __( 'Level', 'tillsync' ) }</h2>
			{ line !== null && <p className="tillsync-arithmetic">{ line }</p> }
			<p>
				{ agreementSentence( arithmetic, item.tracked ) }{ ' ' }
				{ arithmetic.checked_at !== null && (
					<span className="tillsync-quiet">
						{ __( 'Checked:', 'tillsync' ) } <TimeAgo at={ arithmetic.checked_at } />
					</span>
				) }
			</p>
			{ arithmetic.outlets.length > 0 && <OutletTable outlets={ arithmetic.outlets } /> }
			<p className="tillsync-links">
				{ item.product !== null && (
					<>
						<OutsideLink href={ item.product.edit_url }>
							{ __( 'Edit the product', 'tillsync' ) }
						</OutsideLink>
						<OutsideLink href={ item.product.view_url }>
							{ __( 'See it in the shop', 'tillsync' ) }
						</OutsideLink>
					</>
				) }
				{ item.pos_url !== null && (
					<OutsideLink href={ item.pos_url }>
						{ __( 'See it at the till', 'tillsync' ) }
					</OutsideLink>
				) }
			</p>
			<h2>{ __( 'History', 'tillsync' ) }</h2>
			{ history.length === 0 ? (
				<p className="tillsync-quiet">{ __( 'Nothing has happened yet.', 'tillsync' ) }</p>
			) : (
				<ActivityEntries rows={ history } />
			) }
		</>
	);
}

/**
 * Why is this number what it is? One item with its arithmetic and its history.
 *
 * @param props
 * @param props.id      Item of the till.
 * @param props.onClose Leaves.
 */
export function LevelDialog( { id, onClose }: { id: string; onClose: () => void } ): JSX.Element {
	const item = useItem( id );
	return (
		<Modal
			title={ item.data ? rowName( item.data.item ) : __( 'Level and history', 'tillsync' ) }
			size="large"
			className="tillsync-dialog tillsync-panel"
			onRequestClose={ onClose }
		>
			{ item.data !== undefined && <Detail detail={ item.data } /> }
			{ item.data === undefined && ! item.isError && <Skeleton rows={ 5 } /> }
			{ item.data === undefined && item.isError && (
				<ErrorState
					message={ failureSentence( item.error ) }
					onRetry={ () => void item.refetch() }
					busy={ item.isFetching }
				/>
			) }
		</Modal>
	);
}
