import type { CatalogueQuery } from '@tillsync/contract';
import type { View } from '@wordpress/dataviews/wp';
import type { Place } from '../../components/location.tsx';
import { isItemState } from '../../components/words/item-states.ts';

type OrderBy = NonNullable< CatalogueQuery[ 'orderby' ] >;

/** Columns of the table by the name the shop sorts them under. */
const SORTABLE: Readonly< Record< OrderBy, string > > = {
	name: 'name',
	sku: 'sku',
	pos_level: 'pos_level',
	changed: 'changed_at',
};

/** What of the table is the person's own for the moment, and not part of the address. */
export interface Looks {
	readonly perPage: number;
	readonly fields: string[];
}

/** Field that stands for all columns where there is no room for them. */
export const SUMMARY = 'summary';

export const PER_PAGE = [ 10, 25, 50, 100 ];

export const DEFAULT_LOOKS: Looks = {
	perPage: 25,
	fields: [ 'sku', 'pos_level', 'shop_level', 'price', 'state', 'changed_at' ],
};

const isOrderBy = ( word: string | undefined ): word is OrderBy =>
	word !== undefined && Object.hasOwn( SORTABLE, word );

function pageOf( { pageno }: Place ): number {
	return /^[1-9]\d{0,4}$/.test( pageno ?? '' ) ? Number( pageno ) : 1;
}

/** The product to unlink, or null. */
export function unlinkOf( { unlink }: Place ): number | null {
	return /^[1-9]\d{0,14}$/.test( unlink ?? '' ) ? Number( unlink ) : null;
}

/** What to ask the shop for. */
export function queryOf( place: Place, { perPage }: Looks ): CatalogueQuery {
	const product = unlinkOf( place );
	return {
		page: pageOf( place ),
		per_page: perPage,
		orderby: isOrderBy( place.orderby ) ? place.orderby : 'name',
		order: place.order === 'desc' ? 'desc' : 'asc',
		...( place.search === undefined ? {} : { search: place.search.slice( 0, 100 ) } ),
		...( isItemState( place.view ) ? { state: place.view } : {} ),
		...( product === null ? {} : { product } ),
	};
}

/**
 * What the table shows.
 *
 * @param place  Where the page is.
 * @param looks  The person's own columns and page length.
 * @param narrow There is no room for columns.
 */
export function viewOf( place: Place, { perPage, fields }: Looks, narrow = false ): View {
	const { orderby, order, page } = queryOf( place, { perPage, fields } );
	return {
		type: 'table',
		search: place.search ?? '',
		page: page ?? 1,
		perPage,
		fields: narrow ? [] : fields,
		...( narrow ? { descriptionField: SUMMARY, showDescription: true } : {} ),
		titleField: 'name',
		mediaField: 'image',
		showMedia: ! narrow,
		filters: [],
		sort: { field: SORTABLE[ orderby ?? 'name' ], direction: order ?? 'asc' },
		layout: {
			density: 'compact',
			// Tight enough that the state, where one acts, is in sight beside wp-admin's menu at 1280 pixels.
			styles: {
				sku: { maxWidth: '8em' },
				pos_level: { align: 'end', width: '6em' },
				shop_level: { align: 'end', width: '6em' },
				price: { align: 'end', width: '6em' },
				state: { minWidth: '8em' },
			},
		},
	};
}

/** Where the table goes when somebody sorts, searches or pages it. */
export function placeOf( place: Place, view: View ): Place {
	const orderby = ( Object.keys( SORTABLE ) as OrderBy[] ).find(
		( name ) => SORTABLE[ name ] === view.sort?.field
	);
	const search = view.search ?? '';
	const moved = search !== ( place.search ?? '' );
	const page = moved ? 1 : ( view.page ?? 1 );
	const { search: _search, pageno: _paged, orderby: _orderby, order: _order, ...rest } = place;
	return {
		...rest,
		...( search === '' ? {} : { search } ),
		...( page === 1 ? {} : { pageno: String( page ) } ),
		...( orderby === undefined || ( orderby === 'name' && view.sort?.direction !== 'desc' )
			? {}
			: { orderby, order: view.sort?.direction ?? 'asc' } ),
	};
}
