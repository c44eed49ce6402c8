import type { CatalogueRow } from '@tillsync/contract';
import type { Field } from '@wordpress/dataviews/wp';
import { Button, Icon } from '@wordpress/components';
import { image as imageIcon } from '@wordpress/icons';
import { __, sprintf } from '@wordpress/i18n';
import type { JSX } from 'react';
import { Badge } from '../../components/badge.tsx';
import { TimeAgo } from '../../components/time.tsx';
import { itemCodeSentence } from '../../components/words/item-codes.ts';
import { ITEM_STATES } from '../../components/words/item-states.ts';
import { formatPrice } from '../../components/words/numbers.ts';
import { SUMMARY } from './table-view.ts';
import { isNamedOtherwise, posLevelText, rowName, shopLevelText } from './row.ts';

function Picture( { row }: { row: CatalogueRow } ): JSX.Element {
	const address = row.image_url ?? row.product?.image_url ?? null;
	return address === null ? (
		<span className="tillsync-picture is-missing" aria-hidden="true">
			<Icon icon={ imageIcon } size={ 20 } />
		</span>
	) : (
		// The name stands beside it.
		<img className="tillsync-picture" src={ address } alt="" loading="lazy" />
	);
}

/** Where a row leads in the shop: the product it is linked to or proposed for, or what is the matter. */
function StateCell( {
	row,
	onAccept,
}: {
	row: CatalogueRow;
	onAccept: ( row: CatalogueRow ) => void;
} ): JSX.Element {
	const { label, tone } = ITEM_STATES[ row.state ];
	const note =
		row.code !== null
			? itemCodeSentence( row.code )
			: row.proposal !== null
				? sprintf(
						row.proposal.by === 'sku'
							? /* translators: %s: product. */
								__( '%s has the same SKU', 'tillsync' )
							: /* translators: %s: product. */
								__( '%s has the same barcode', 'tillsync' ),
						row.proposal.product.name
					)
				: row.product !== null && isNamedOtherwise( row )
					? /* translators: %s: product. */
						sprintf( __( 'as %s', 'tillsync' ), row.product.name )
					: '';
	return (
		<div className="tillsync-state">
			<Badge tone={ tone }>{ label() }</Badge>
			{ note !== '' && <span className="tillsync-state__note">{ note }</span> }
			{ row.proposal !== null && (
				<Button
					variant="link"
					aria-label={ sprintf(
						/* translators: %s: item of the till. */
						__( 'Accept the proposal for %s', 'tillsync' ),
						rowName( row )
					) }
					onClick={ () => onAccept( row ) }
				>
					{ __( 'Accept', 'tillsync' ) }
				</Button>
			) }
		</div>
	);
}

/** The row's numbers and state below its name, where there is no room for columns. */
function Summary( { row }: { row: CatalogueRow } ): JSX.Element {
	const { label, tone } = ITEM_STATES[ row.state ];
	return (
		<span className="tillsync-summary">
			<Badge tone={ tone }>{ label() }</Badge>
			<span>
				{ sprintf(
					/* translators: 1: units at the till, 2: units in the shop. */
					__( 'till %1$s, shop %2$s', 'tillsync' ),
					posLevelText( row ),
					shopLevelText( row )
				) }
			</span>
		</span>
	);
}

/**
 * The columns of the table.
 *
 * @param currency Of the till; null: unknown.
 * @param onAccept Asks to link a row with its proposal.
 */
export function makeColumns(
	currency: string | null,
	onAccept: ( row: CatalogueRow ) => void
): Field< CatalogueRow >[] {
	const plain = { enableSorting: false, enableGlobalSearch: false, filterBy: false } as const;
	const sorted = { ...plain, enableSorting: true } as const;
	return [
		{
			...plain,
			id: 'image',
			label: __( 'Picture', 'tillsync' ),
			render: ( { item } ) => <Picture row={ item } />,
		},
		{
			...sorted,
			id: 'name',
			label: __( 'Name', 'tillsync' ),
			enableHiding: false,
			getValue: ( { item } ) => rowName( item ),
			render: ( { item } ) => <>{ rowName( item ) }</>,
		},
		{
			...plain,
			id: SUMMARY,
			label: __( 'Numbers and state', 'tillsync' ),
			enableHiding: false,
			render: ( { item } ) => <Summary row={ item } />,
		},
		{
			...sorted,
			id: 'sku',
			label: __( 'SKU', 'tillsync' ),
			getValue: ( { item } ) => item.sku,
			render: ( { item } ) => <span className="tillsync-code">{ item.sku || '–' }</span>,
		},
		{
			...sorted,
			id: 'pos_level',
			label: __( 'At the till', 'tillsync' ),
			render: ( { item } ) => (
				<span className="tillsync-number">{ posLevelText( item ) }</span>
			),
		},
		{
			...plain,
			id: 'shop_level',
			label: __( 'In the shop', 'tillsync' ),
			render: ( { item } ) => (
				<span className="tillsync-number">{ shopLevelText( item ) }</span>
			),
		},
		{
			...plain,
			id: 'price',
			label: __( 'Price', 'tillsync' ),
			render: ( { item } ) => (
				<span className="tillsync-number">
					{ item.price === null ? '–' : formatPrice( item.price, currency ) }
				</span>
			),
		},
		{
			...plain,
			id: 'state',
			label: __( 'State', 'tillsync' ),
			render: ( { item } ) => <StateCell row={ item } onAccept={ onAccept } />,
		},
		{
			...sorted,
			id: 'changed_at',
			label: __( 'Last change', 'tillsync' ),
			render: ( { item } ) =>
				item.changed_at === null ? <>–</> : <TimeAgo at={ item.changed_at } />,
		},
	];
}
