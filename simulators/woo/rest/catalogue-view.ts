import type {
	CatalogueDetail,
	CatalogueList,
	CatalogueQuery,
	CatalogueRow,
	ItemState,
	ShopProduct,
	ShopProductsAnswer,
} from '@tillsync/contract';
import { ITEM_STATES } from '@tillsync/contract';
import { activityRow, editUrl } from '../model/activity.ts';
import { fromUnits } from '../model/decimal.ts';
import { activeLink, instant, instantOrNull, type Item, type ShopState } from '../model/state.ts';
import { countedRows, sum, targetOf } from '../sync/equation.ts';
import { proposals, type Proposal } from '../sync/proposals.ts';
import { refuse } from './refusal.ts';

const DEFAULT_PER_PAGE = 25;
const MOST_PRODUCTS = 20;
const MOST_HISTORY = 20;

function shopProduct( state: ShopState, productId: number ): ShopProduct | null {
	const product = state.products.get( productId );
	return product
		? {
				id: product.id,
				name: product.name,
				sku: product.sku,
				gtin: product.gtin,
				level:
					product.manageStock && product.level !== null
						? fromUnits( product.level )
						: null,
				image_url: product.imageUrl,
				edit_url: editUrl( state, product.id ),
				view_url: `${ state.url }/product/${ product.id }`,
				item_id: state.linkedProducts.get( product.id ) ?? null,
			}
		: null;
}

function stateOf(
	state: ShopState,
	item: Item,
	proposal: Proposal | undefined
): { state: ItemState; code: CatalogueRow[ 'code' ] } {
	const link = activeLink( state, item.id );
	if ( ! link ) {
		return { state: proposal ? 'proposed' : 'not_in_shop', code: null };
	}
	if ( state.brake.get( link.productId )?.state === 'held' ) {
		return { state: 'held', code: 'brake' };
	}
	if ( state.products.get( link.productId )?.trashed !== false ) {
		return { state: 'problem', code: 'product_unknown' };
	}
	if ( item.deletedAt !== null ) {
		return { state: 'problem', code: 'item_deleted' };
	}
	if ( link.problem !== null && link.problem !== 'brake' ) {
		return { state: 'problem', code: link.problem };
	}
	return { state: link.state === 'asked' ? 'asked' : 'in_shop', code: null };
}

function posLevel( state: ShopState, item: Item ): string | null {
	const rows = countedRows( state, item.id );
	return item.tracked && rows.length > 0
		? fromUnits( sum( rows.map( ( row ) => row.level ) ) )
		: null;
}

function row( state: ShopState, item: Item, proposed: Map< string, Proposal > ): CatalogueRow {
	const proposal = proposed.get( item.id );
	const product = proposal && shopProduct( state, proposal.productId );
	const link = activeLink( state, item.id );
	return {
		id: item.id,
		family_id: item.familyId,
		name: item.name,
		variant: item.options.map( ( option ) => option.value ).join( ' / ' ),
		sku: item.sku,
		gtin: item.gtin,
		image_url: item.imageUrl,
		price: item.priceIncludingTax ?? item.priceExcludingTax,
		pos_level: posLevel( state, item ),
		tracked: item.tracked,
		...stateOf( state, item, proposal ),
		product: link ? shopProduct( state, link.productId ) : null,
		proposal: proposal && product ? { product, by: proposal.by } : null,
		changed_at: instant( item.changedAt ),
		pos_url: state.pos?.item_url?.replace( '{id}', item.id ) ?? null,
	};
}

function matches( item: Item, search: string ): boolean {
	const text = [
		item.name,
		...item.options.map( ( option ) => option.value ),
		item.sku,
		item.gtin,
	].join( ' ' );
	const haystack = text.toLowerCase();
	return search
		.toLowerCase()
		.split( /\s+/ )
		.every( ( word ) => haystack.includes( word ) );
}

type Compare = ( a: CatalogueRow, b: CatalogueRow ) => number;

const byText =
	( key: ( value: CatalogueRow ) => string ): Compare =>
	( a, b ) =>
		key( a ).localeCompare( key( b ), 'en', { numeric: true } );

const COMPARE: Record< NonNullable< CatalogueQuery[ 'orderby' ] >, Compare > = {
	name: byText( ( value ) => `${ value.name } ${ value.variant }` ),
	sku: byText( ( value ) => value.sku ),
	pos_level: ( a, b ) => Number( a.pos_level ?? -Infinity ) - Number( b.pos_level ?? -Infinity ),
	changed: byText( ( value ) => value.changed_at ?? '' ),
};

/** Whether an item is linked to a product, or to one of its variations. */
function belongsTo( state: ShopState, itemId: string, productId: number ): boolean {
	const linked = activeLink( state, itemId )?.productId;
	return (
		linked !== undefined &&
		( linked === productId || state.products.get( linked )?.parentId === productId )
	);
}

/** A page of items; unlinked items the POS deleted are left out. */
export function listCatalogue( state: ShopState, query: CatalogueQuery ): CatalogueList {
	const proposed = proposals( state );
	const visible = [ ...state.items.values() ].filter(
		( item ) => item.deletedAt === null || activeLink( state, item.id )
	);
	const counts = Object.fromEntries( ITEM_STATES.map( ( name ) => [ name, 0 ] ) ) as Record<
		ItemState,
		number
	>;
	const wanted: Item[] = [];
	for ( const item of visible ) {
		const is = stateOf( state, item, proposed.get( item.id ) ).state;
		counts[ is ]++;
		const fits =
			( query.state === undefined || query.state === is ) &&
			( query.product === undefined || belongsTo( state, item.id, query.product ) );
		if ( fits && ( ! query.search?.trim() || matches( item, query.search.trim() ) ) ) {
			wanted.push( item );
		}
	}
	const compare = COMPARE[ query.orderby ?? 'name' ];
	const direction = query.order === 'desc' ? -1 : 1;
	const rows = wanted
		.map( ( item ) => row( state, item, proposed ) )
		.sort( ( a, b ) => direction * compare( a, b ) || ( a.id < b.id ? -1 : 1 ) );
	const perPage = query.per_page ?? DEFAULT_PER_PAGE;
	const start = ( ( query.page ?? 1 ) - 1 ) * perPage;
	return {
		items: rows.slice( start, start + perPage ),
		total: rows.length,
		pages: Math.ceil( rows.length / perPage ),
		counts,
	};
}

/** One item with the arithmetic of its level and its latest history. */
export function detailOf( state: ShopState, itemId: string ): CatalogueDetail {
	const item = state.items.get( itemId );
	if ( ! item ) {
		return refuse( 'not_found' );
	}
	const target = targetOf( state, item, itemId );
	const link = activeLink( state, itemId );
	const product = link ? shopProduct( state, link.productId ) : null;
	const rows = state.levels.get( itemId );
	return {
		item: row( state, item, proposals( state ) ),
		arithmetic: {
			outlets: ( state.pos?.outlets ?? [] ).map( ( { id, name } ) => {
				const level = rows?.get( id )?.level;
				return {
					id,
					name,
					level: level === undefined ? null : fromUnits( level ),
					counted: state.settings.outlets.includes( id ),
				};
			} ),
			buffer: target.kind === 'level' ? fromUnits( target.buffer ) : '0',
			sold_untold: target.kind === 'level' ? fromUnits( target.soldUntold ) : '0',
			target: target.kind === 'level' ? fromUnits( target.level ) : null,
			shop: product?.level ?? null,
			checked_at: instantOrNull( link?.checkedAt ?? null ),
		},
		history: state.activity
			.filter( ( entry ) => entry.item_id === itemId )
			.slice( -MOST_HISTORY )
			.reverse()
			.map( ( entry ) => activityRow( state, entry ) ),
	};
}

/** Products to link by hand: those that start with the words first, then those that contain them. */
export function findProducts( state: ShopState, search: string ): ShopProductsAnswer {
	const words = search.trim().toLowerCase();
	const found = [ ...state.products.values() ]
		.filter( ( product ) => ! product.trashed )
		.filter( ( { type } ) => type === 'simple' || type === 'variation' )
		.map( ( product ) => {
			const texts = [ product.sku, product.gtin, product.name ].map( ( text ) =>
				text.toLowerCase()
			);
			const rank = texts.includes( words )
				? 0
				: texts.some( ( text ) => text.startsWith( words ) )
					? 1
					: texts.some( ( text ) => text.includes( words ) )
						? 2
						: 3;
			return { product, rank };
		} )
		.filter( ( { rank } ) => rank < 3 )
		.sort( ( a, b ) => a.rank - b.rank || a.product.name.localeCompare( b.product.name ) );
	return {
		items: found
			.slice( 0, MOST_PRODUCTS )
			.map( ( { product } ) => shopProduct( state, product.id ) )
			.filter( ( product ) => product !== null ),
	};
}
