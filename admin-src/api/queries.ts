import type { ActivityQuery, CatalogueQuery } from '@tillsync/contract';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useServices } from './context.tsx';

/** How often a page that is looked at asks again, in milliseconds. Nothing is asked while the page is hidden. */
export const POLL_MS = { overview: 10_000, list: 15_000, detail: 5_000, pairing: 3_000 } as const;

const ACTIVITY_PAGE = 50;

/** First part of each query's key, so that a change can make everything old that it may have moved. */
export const KEYS = {
	overview: 'overview',
	catalogue: 'catalogue',
	item: 'item',
	products: 'shop-products',
	activity: 'activity',
	settings: 'settings',
} as const;

/** Status, figures and what needs attention. */
export function useOverview() {
	const { client } = useServices();
	return useQuery( {
		queryKey: [ KEYS.overview ],
		queryFn: ( { signal } ) => client.request( 'overview', {}, signal ),
		refetchInterval: POLL_MS.overview,
	} );
}

/** A page of POS items. While another page loads, the one before it stays. */
export function useCatalogue( query: CatalogueQuery ) {
	const { client } = useServices();
	return useQuery( {
		queryKey: [ KEYS.catalogue, query ],
		queryFn: ( { signal } ) => client.request( 'catalogue_list', { query }, signal ),
		placeholderData: keepPreviousData,
		refetchInterval: POLL_MS.list,
	} );
}

/** One item with its arithmetic and history. */
export function useItem( id: string ) {
	const { client } = useServices();
	return useQuery( {
		queryKey: [ KEYS.item, id ],
		queryFn: ( { signal } ) => client.request( 'catalogue_detail', { id }, signal ),
		refetchInterval: POLL_MS.detail,
	} );
}

/** Products of the shop to link by hand; asks nothing for an empty search. An answer to an older search is dropped. */
export function useShopProducts( search: string ) {
	const { client } = useServices();
	return useQuery( {
		queryKey: [ KEYS.products, search ],
		queryFn: ( { signal } ) => client.request( 'shop_products', { query: { search } }, signal ),
		enabled: search !== '',
		placeholderData: ( before ) => ( search === '' ? undefined : before ),
	} );
}

/** What happened, newest first, a page more at a time. */
export function useActivity( filter: Pick< ActivityQuery, 'kind' | 'outcome' | 'search' > ) {
	const { client } = useServices();
	return useInfiniteQuery( {
		queryKey: [ KEYS.activity, filter ],
		queryFn: ( { signal, pageParam } ) =>
			client.request(
				'activity_list',
				{
					query: {
						...filter,
						per_page: ACTIVITY_PAGE,
						...( pageParam === null ? {} : { before: pageParam } ),
					},
				},
				signal
			),
		initialPageParam: null as number | null,
		getNextPageParam: ( last ) => last.next_before,
		placeholderData: keepPreviousData,
		refetchInterval: POLL_MS.list,
	} );
}

/**
 * Settings with what the forms need.
 *
 * @param poll Milliseconds between two requests; false: only when the page comes into view again.
 */
export function useSettings( poll: number | false = false ) {
	const { client } = useServices();
	return useQuery( {
		queryKey: [ KEYS.settings ],
		queryFn: ( { signal } ) => client.request( 'settings_read', {}, signal ),
		refetchInterval: poll,
	} );
}
