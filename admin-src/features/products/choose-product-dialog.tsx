import { Button, Modal, SearchControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { CatalogueRow, ShopProduct } from '@tillsync/contract';
import { useState, type JSX } from 'react';
import { failureSentence } from '../../api/failure-sentences.ts';
import type { Pair } from '../../api/link-run.ts';
import { useShopProducts } from '../../api/queries.ts';
import { DialogFoot } from '../../components/dialog.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { useSettled } from '../../components/use-settled.ts';
import { formatLevel } from '../../components/words/numbers.ts';
import { rowName } from './row.ts';

/** Longest search the shop takes. */
const LONGEST_SEARCH = 100;

function factsOf( { sku, gtin, level }: ShopProduct ): string {
	return [
		/* translators: %s: SKU. */
		sku === '' ? '' : sprintf( __( 'SKU %s', 'tillsync' ), sku ),
		/* translators: %s: barcode. */
		gtin === '' ? '' : sprintf( __( 'barcode %s', 'tillsync' ), gtin ),
		level === null
			? __( 'stock not counted', 'tillsync' )
			: /* translators: %s: units. */
				sprintf( __( '%s in stock', 'tillsync' ), formatLevel( level ) ),
	]
		.filter( ( fact ) => fact !== '' )
		.join( ' · ' );
}

function Choice( {
	product,
	onChoose,
}: {
	product: ShopProduct;
	onChoose: () => void;
} ): JSX.Element {
	const taken = product.item_id !== null;
	return (
		<li className="tillsync-choice">
			<div>
				<strong>{ product.name }</strong>
				<span className="tillsync-quiet">{ factsOf( product ) }</span>
			</div>
			{ taken ? (
				<span className="tillsync-quiet">{ __( 'Linked already', 'tillsync' ) }</span>
			) : (
				<Button
					variant="secondary"
					size="compact"
					onClick={ onChoose }
					/* translators: %s: product. */
					aria-label={ sprintf( __( 'Choose %s', 'tillsync' ), product.name ) }
				>
					{ __( 'Choose', 'tillsync' ) }
				</Button>
			) }
		</li>
	);
}

/**
 * Finds the product of the shop that an item of the till is to be linked with.
 *
 * @param props
 * @param props.row      The item.
 * @param props.onChoose Gets the pair; what linking would do is shown before it is done.
 * @param props.onClose  Leaves.
 */
export function ChooseProductDialog( {
	row,
	onChoose,
	onClose,
}: {
	row: CatalogueRow;
	onChoose: ( pair: Pair ) => void;
	onClose: () => void;
} ): JSX.Element {
	const [ typed, setTyped ] = useState( row.name.slice( 0, LONGEST_SEARCH ) );
	const wanted = typed.trim().slice( 0, LONGEST_SEARCH );
	const search = useSettled( wanted );
	const products = useShopProducts( search );
	const items = products.data?.items ?? [];
	const found = search !== '' && products.data !== undefined;

	return (
		<Modal
			/* translators: %s: item of the till. */
			title={ sprintf( __( 'Link %s', 'tillsync' ), rowName( row ) ) }
			size="medium"
			className="tillsync-dialog"
			onRequestClose={ onClose }
			focusOnMount="firstContentElement"
		>
			<SearchControl
				__nextHasNoMarginBottom
				label={ __( 'Search products of the shop by name, SKU or barcode', 'tillsync' ) }
				hideLabelFromVision={ false }
				value={ typed }
				onChange={ setTyped }
			/>
			<div className="tillsync-choices" aria-live="polite" aria-busy={ products.isFetching }>
				{ search !== '' && products.isPending && <Skeleton rows={ 4 } /> }
				{ products.isError && (
					<ErrorState
						message={ failureSentence( products.error ) }
						onRetry={ () => void products.refetch() }
						busy={ products.isFetching }
					/>
				) }
				{ search === '' && (
					<EmptyState
						title={ __(
							'Type a name, an SKU or a barcode to find the product.',
							'tillsync'
						) }
					/>
				) }
				{ found && items.length === 0 && (
					<EmptyState title={ __( 'No product of the shop fits.', 'tillsync' ) }>
						<p>{ __( 'Try fewer words, or the SKU.', 'tillsync' ) }</p>
					</EmptyState>
				) }
				{ found && items.length > 0 && (
					<ul className="tillsync-plain">
						{ items.map( ( product ) => (
							<Choice
								key={ product.id }
								product={ product }
								onChoose={ () =>
									onChoose( {
										itemId: row.id,
										productId: product.id,
										name: product.name,
									} )
								}
							/>
						) ) }
					</ul>
				) }
			</div>
			<DialogFoot confirm={ null } onCancel={ onClose } />
		</Modal>
	);
}
