import type { CatalogueList, ItemState } from '@tillsync/contract';
import { __ } from '@wordpress/i18n';
import type { JSX } from 'react';
import { usePlaceLink, useLocation } from '../../components/location.tsx';
import { isItemState, ITEM_STATES } from '../../components/words/item-states.ts';
import { formatCount } from '../../components/words/numbers.ts';

type Counts = CatalogueList[ 'counts' ];

/** Views that are there also when they are empty; the others come and go. */
const ALWAYS: ReadonlySet< ItemState > = new Set( [
	'not_in_shop',
	'proposed',
	'in_shop',
	'problem',
] );

function ViewLink( {
	view,
	label,
	count,
	current,
}: {
	view: ItemState | null;
	label: string;
	count: number | null;
	current: boolean;
} ): JSX.Element {
	const { place } = useLocation();
	const link = usePlaceLink( {
		tab: 'products',
		...( view === null ? {} : { view } ),
		...( place.search === undefined ? {} : { search: place.search } ),
	} );
	return (
		<li>
			<a { ...link } aria-current={ current ? 'page' : undefined }>
				{ label }
				{ count !== null && (
					<span className="tillsync-views__count">{ ` (${ formatCount( count ) })` }</span>
				) }
			</a>
		</li>
	);
}

/**
 * The table's views with their counts, as links, like those above WordPress's own lists.
 *
 * @param props
 * @param props.counts How many items there are in each state; null: not known yet.
 */
export function ViewNav( { counts }: { counts: Counts | null } ): JSX.Element {
	const { place } = useLocation();
	const current = isItemState( place.view ) ? place.view : null;
	const states = ( Object.keys( ITEM_STATES ) as ItemState[] ).filter(
		( state ) => ALWAYS.has( state ) || state === current || ( counts?.[ state ] ?? 0 ) > 0
	);
	const total =
		counts === null ? null : Object.values( counts ).reduce( ( sum, count ) => sum + count, 0 );
	return (
		<nav aria-label={ __( 'Views', 'tillsync' ) }>
			<ul className="tillsync-views">
				<ViewLink
					view={ null }
					label={ __( 'All', 'tillsync' ) }
					count={ total }
					current={ current === null }
				/>
				{ states.map( ( state ) => (
					<ViewLink
						key={ state }
						view={ state }
						label={
							state === 'problem'
								? __( 'Problems', 'tillsync' )
								: ITEM_STATES[ state ].label()
						}
						count={ counts === null ? null : counts[ state ] }
						current={ current === state }
					/>
				) ) }
			</ul>
		</nav>
	);
}
