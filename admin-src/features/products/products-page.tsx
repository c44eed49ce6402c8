import { Button } from '@wordpress/components';
import { DataViews, type View } from '@wordpress/dataviews/wp';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { CatalogueRow } from '@tillsync/contract';
import { useCallback, useMemo, useState, type JSX } from 'react';
import { useServices } from '../../api/context.tsx';
import { failureSentence } from '../../api/failure-sentences.ts';
import {
	collectLinked,
	collectProposals,
	linkedPair,
	proposedPair,
	type LinkAction,
	type Pair,
} from '../../api/link-run.ts';
import { useCatalogue, useSettings } from '../../api/queries.ts';
import { useSyncItems } from '../../api/sync-items.ts';
import { useLocation } from '../../components/location.tsx';
import { PlaceLink } from '../../components/place-link.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { useNarrow } from '../../components/use-narrow.ts';
import { formatCount } from '../../components/words/numbers.ts';
import { makeActions } from './actions.ts';
import { ChooseProductDialog } from './choose-product-dialog.tsx';
import { makeColumns } from './columns.tsx';
import { LevelDialog } from './level-dialog.tsx';
import { PairsDialog } from './pairs-dialog.tsx';
import { rowName } from './row.ts';
import {
	DEFAULT_LOOKS,
	PER_PAGE,
	placeOf,
	queryOf,
	unlinkOf,
	viewOf,
	type Looks,
} from './table-view.ts';
import { ViewNav } from './view-nav.tsx';

const present = ( pairs: readonly ( Pair | null )[] ): Pair[] =>
	pairs.filter( ( pair ) => pair !== null );

/** The dialog that is open. */
type Dialog =
	| { readonly kind: 'choose'; readonly row: CatalogueRow }
	| {
			readonly kind: 'pairs';
			readonly title: string;
			readonly action: LinkAction;
			readonly collect: ( signal: AbortSignal ) => Promise< readonly Pair[] >;
	  };

const given = ( title: string, action: LinkAction, pairs: readonly Pair[] ): Dialog => ( {
	kind: 'pairs',
	title,
	action,
	collect: () => Promise.resolve( pairs ),
} );

function Nothing( { filtered }: { filtered: boolean } ): JSX.Element {
	return filtered ? (
		<EmptyState title={ __( 'No item of the till fits.', 'tillsync' ) }>
			<PlaceLink to={ { tab: 'products' } } variant="secondary">
				{ __( 'Show all', 'tillsync' ) }
			</PlaceLink>
		</EmptyState>
	) : (
		<EmptyState title={ __( 'No items from the till yet.', 'tillsync' ) }>
			<p>
				{ __(
					'They appear here as soon as the companion has read them. The Overview says how far it is.',
					'tillsync'
				) }
			</p>
			<PlaceLink to={ {} } variant="secondary">
				{ __( 'Go to the Overview', 'tillsync' ) }
			</PlaceLink>
		</EmptyState>
	);
}

/** The items of the till, which of them are in the shop, and what to do about the others. */
export function ProductsPage(): JSX.Element {
	const { client } = useServices();
	const { place, go } = useLocation();
	const [ looks, setLooks ] = useState< Looks >( DEFAULT_LOOKS );
	const [ selection, setSelection ] = useState< string[] >( [] );
	const [ dialog, setDialog ] = useState< Dialog | null >( null );
	const catalogue = useCatalogue( queryOf( place, looks ) );
	const currency = useSettings().data?.pos?.currency ?? null;
	const sync = useSyncItems();
	const narrow = useNarrow();

	const accept = useCallback(
		( rows: readonly CatalogueRow[] ) =>
			setDialog(
				given(
					__( 'Accept proposals', 'tillsync' ),
					'link',
					present( rows.map( proposedPair ) )
				)
			),
		[]
	);
	const columns = useMemo(
		() => makeColumns( currency, ( row ) => accept( [ row ] ) ),
		[ currency, accept ]
	);
	const actions = makeActions( {
		accept,
		choose: ( row ) => setDialog( { kind: 'choose', row } ),
		unlink: ( rows ) =>
			setDialog(
				given(
					__( 'Unlink from the till?', 'tillsync' ),
					'unlink',
					present( rows.map( linkedPair ) )
				)
			),
		sync: ( rows ) => void sync( rows.map( ( { id } ) => id ) ),
		look: ( row ) => go( { ...place, item: row.id } ),
	} );
	const linkAll = useCallback(
		() =>
			setDialog( {
				kind: 'pairs',
				title: __( 'Link all proposed products', 'tillsync' ),
				action: 'link',
				collect: ( signal ) => collectProposals( client, signal ),
			} ),
		[ client ]
	);
	const unlinking = unlinkOf( place );
	const collectUnlinking = useCallback(
		( signal: AbortSignal ) =>
			unlinking === null ? Promise.resolve( [] ) : collectLinked( client, unlinking, signal ),
		[ client, unlinking ]
	);
	const closeUnlinking = () => {
		const { unlink: _unlink, ...rest } = place;
		go( rest );
	};
	const closeItem = () => {
		const { item: _item, ...rest } = place;
		go( rest );
	};
	const changeView = ( view: View ) => {
		setLooks( {
			perPage: view.perPage ?? looks.perPage,
			fields: narrow ? looks.fields : ( view.fields ?? looks.fields ),
		} );
		const next = placeOf( place, view );
		if ( JSON.stringify( next ) !== JSON.stringify( place ) ) {
			go( next, { replace: true } );
		}
	};
	const close = () => {
		setDialog( null );
		setSelection( [] );
	};

	const { data } = catalogue;
	const proposed = data?.counts.proposed ?? 0;

	return (
		<div className="tillsync-products">
			<div className="tillsync-products__top">
				<ViewNav counts={ data?.counts ?? null } />
				{ proposed > 0 && (
					<Button __next40pxDefaultSize variant="primary" onClick={ linkAll }>
						{ sprintf(
							/* translators: %s: number of products. */
							_n(
								'Link %s proposed product',
								'Link all %s proposed products',
								proposed,
								'tillsync'
							),
							formatCount( proposed )
						) }
					</Button>
				) }
			</div>
			{ data === undefined && ! catalogue.isError && <Skeleton rows={ 10 } /> }
			{ data === undefined && catalogue.isError && (
				<ErrorState
					message={ failureSentence( catalogue.error ) }
					onRetry={ () => void catalogue.refetch() }
					busy={ catalogue.isFetching }
				/>
			) }
			{ data !== undefined && (
				<div className={ `tillsync-products__table${ narrow ? ' is-narrow' : '' }` }>
					<DataViews< CatalogueRow >
						data={ data.items }
						fields={ columns }
						actions={ actions }
						view={ viewOf( place, looks, narrow ) }
						onChangeView={ changeView }
						paginationInfo={ { totalItems: data.total, totalPages: data.pages } }
						getItemId={ ( { id } ) => id }
						isLoading={ catalogue.isPlaceholderData }
						defaultLayouts={ { table: {} } }
						selection={ selection }
						onChangeSelection={ setSelection }
						onClickItem={ ( row ) => go( { ...place, item: row.id } ) }
						searchLabel={ __( 'Search by name, SKU or barcode', 'tillsync' ) }
						config={ { perPageSizes: PER_PAGE } }
						empty={
							<Nothing
								filtered={ place.search !== undefined || place.view !== undefined }
							/>
						}
					/>
				</div>
			) }
			{ place.item !== undefined && <LevelDialog id={ place.item } onClose={ closeItem } /> }
			{ unlinking !== null && (
				<PairsDialog
					title={ __( 'Unlink from the till?', 'tillsync' ) }
					action="unlink"
					collect={ collectUnlinking }
					onClose={ closeUnlinking }
				/>
			) }
			{ dialog?.kind === 'choose' && (
				<ChooseProductDialog
					row={ dialog.row }
					onChoose={ ( pair ) =>
						setDialog(
							given(
								/* translators: %s: item of the till. */
								sprintf( __( 'Link %s', 'tillsync' ), rowName( dialog.row ) ),
								'link',
								[ pair ]
							)
						)
					}
					onClose={ close }
				/>
			) }
			{ dialog?.kind === 'pairs' && (
				<PairsDialog
					title={ dialog.title }
					action={ dialog.action }
					collect={ dialog.collect }
					onClose={ close }
				/>
			) }
		</div>
	);
}
