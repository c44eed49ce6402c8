import { Button, SearchControl, SelectControl } from '@wordpress/components';
import { speak } from '@wordpress/a11y';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useEffect, useState, type JSX } from 'react';
import { failureSentence } from '../../api/failure-sentences.ts';
import { useActivity } from '../../api/queries.ts';
import { ActivityEntries } from '../../components/activity/activity-list.tsx';
import { isKind, isOutcome, KIND_LABELS, OUTCOMES } from '../../components/activity/kinds.ts';
import { useLocation } from '../../components/location.tsx';
import { Section } from '../../components/section.tsx';
import { formatCount } from '../../components/words/numbers.ts';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { useSettled } from '../../components/use-settled.ts';

const ANY = '';

/** What happened, newest first. Filter and search are kept in the address. */
export function ActivityPage(): JSX.Element {
	const { place, go } = useLocation();
	const [ typed, setTyped ] = useState( place.search ?? '' );
	const search = useSettled( typed.trim() );
	const kind = isKind( place.view ) ? place.view : undefined;
	const outcome = isOutcome( place.outcome ) ? place.outcome : undefined;
	const activity = useActivity( {
		...( kind === undefined ? {} : { kind } ),
		...( outcome === undefined ? {} : { outcome } ),
		...( search === '' ? {} : { search } ),
	} );

	useEffect( () => {
		if ( search !== ( place.search ?? '' ) ) {
			go( { ...place, search }, { replace: true } );
		}
		// Only what was typed is carried into the address; the address changes by itself too.
		// eslint-disable-next-line react-hooks/exhaustive-deps
	}, [ search ] );

	const rows = activity.data?.pages.flatMap( ( { items } ) => items ) ?? [];
	const filtered = kind !== undefined || outcome !== undefined || search !== '';

	const loadMore = async () => {
		const before = rows.length;
		const { data } = await activity.fetchNextPage();
		const more = ( data?.pages.flatMap( ( { items } ) => items ).length ?? before ) - before;
		speak(
			sprintf(
				/* translators: %s: number of entries. */
				_n( '%s more entry.', '%s more entries.', more, 'tillsync' ),
				formatCount( more )
			)
		);
	};

	return (
		<Section title={ __( 'What happened', 'tillsync' ) }>
			<div className="tillsync-filters">
				<SearchControl
					__nextHasNoMarginBottom
					label={ __( 'Search by product', 'tillsync' ) }
					placeholder={ __( 'Search by product', 'tillsync' ) }
					value={ typed }
					onChange={ setTyped }
				/>
				<SelectControl
					__nextHasNoMarginBottom
					__next40pxDefaultSize
					label={ __( 'Kind', 'tillsync' ) }
					value={ kind ?? ANY }
					options={ [
						{ value: ANY, label: __( 'Everything', 'tillsync' ) },
						...Object.entries( KIND_LABELS ).map( ( [ value, label ] ) => ( {
							value,
							label: label(),
						} ) ),
					] }
					onChange={ ( view ) => go( { ...place, view } ) }
				/>
				<SelectControl
					__nextHasNoMarginBottom
					__next40pxDefaultSize
					label={ __( 'Outcome', 'tillsync' ) }
					value={ outcome ?? ANY }
					options={ [
						{ value: ANY, label: __( 'Any outcome', 'tillsync' ) },
						...Object.entries( OUTCOMES ).map( ( [ value, { label } ] ) => ( {
							value,
							label: label(),
						} ) ),
					] }
					onChange={ ( next ) => go( { ...place, outcome: next } ) }
				/>
			</div>
			{ activity.data === undefined && ! activity.isError && <Skeleton rows={ 8 } /> }
			{ activity.data === undefined && activity.isError && (
				<ErrorState
					message={ failureSentence( activity.error ) }
					onRetry={ () => void activity.refetch() }
					busy={ activity.isFetching }
				/>
			) }
			{ activity.data !== undefined && rows.length === 0 && (
				<EmptyState
					title={
						filtered
							? __( 'Nothing fits this search.', 'tillsync' )
							: __( 'Nothing has happened yet.', 'tillsync' )
					}
				>
					{ filtered && (
						<Button
							__next40pxDefaultSize
							variant="secondary"
							onClick={ () => {
								setTyped( '' );
								go( { tab: 'activity' } );
							} }
						>
							{ __( 'Show everything', 'tillsync' ) }
						</Button>
					) }
				</EmptyState>
			) }
			<ActivityEntries rows={ rows } cut={ activity.hasNextPage } />
			{ activity.hasNextPage && (
				<Button
					__next40pxDefaultSize
					variant="secondary"
					isBusy={ activity.isFetchingNextPage }
					disabled={ activity.isFetchingNextPage }
					accessibleWhenDisabled
					onClick={ () => void loadMore() }
				>
					{ __( 'Load more', 'tillsync' ) }
				</Button>
			) }
		</Section>
	);
}
