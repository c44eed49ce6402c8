import {
	createContext,
	useCallback,
	useContext,
	useEffect,
	useMemo,
	useState,
	type JSX,
	type MouseEvent,
	type ReactNode,
} from 'react';

/** Tabs of the page, in their order. */
export const TABS = [ 'overview', 'products', 'activity', 'settings' ] as const;
export type Tab = ( typeof TABS )[ number ];

/** Part of the page that another tab can point to; it is scrolled to and gets the focus. */
export type Section = 'connection' | 'address' | 'stock';

/**
 * What of the page is kept in the address, so that every view can be bookmarked, shared and gone back to.
 * An absent part has its default.
 */
export interface Place {
	readonly tab?: Tab;
	readonly section?: Section;
	/** Products: state to filter by. Activity: kind. */
	readonly view?: string;
	readonly outcome?: string;
	readonly search?: string;
	/** Page of a list, from 1. */
	readonly pageno?: string;
	readonly orderby?: string;
	readonly order?: string;
	/** Item whose level is open. */
	readonly item?: string;
	/** Product of the shop that one has come to unlink; the list shows what is linked to it. */
	readonly unlink?: string;
}

const KEYS = [
	'tab',
	'section',
	'view',
	'outcome',
	'search',
	'pageno',
	'orderby',
	'order',
	'item',
	'unlink',
] as const satisfies readonly ( keyof Place )[];

interface Location {
	readonly place: Place;
	/** Address of a place; what does not belong to us stays in it. */
	addressOf( place: Place ): string;
	/** Goes to a place. `replace` leaves no step to go back to, for typing and paging. */
	go( place: Place, options?: { readonly replace?: boolean } ): void;
}

const LocationContext = createContext< Location | null >( null );

/** Reads a place out of the query of an address. An unknown tab is the first one. */
export function readPlace( search: string ): Place {
	const query = new URLSearchParams( search );
	const given = KEYS.flatMap( ( key ) => {
		const value = query.get( key );
		return value === null || value === '' ? [] : [ [ key, value ] as const ];
	} );
	const place: Record< string, string > = Object.fromEntries( given );
	if ( ! TABS.some( ( tab ) => tab === place[ 'tab' ] ) ) {
		delete place[ 'tab' ];
	}
	return place;
}

/** Writes a place into the query of an address, and leaves every other part of the query as it is. */
export function writePlace( search: string, place: Place ): string {
	const query = new URLSearchParams( search );
	for ( const key of KEYS ) {
		const value = place[ key ];
		if ( value === undefined || value === '' ) {
			query.delete( key );
		} else {
			query.set( key, value );
		}
	}
	return `?${ query.toString() }`;
}

/**
 * Keeps the place and the address the same.
 *
 * @param props
 * @param props.signal   Anything that changes when somebody else changed the address (WooCommerce's own router).
 * @param props.children The page.
 */
export function LocationProvider( {
	signal,
	children,
}: {
	signal?: unknown;
	children: ReactNode;
} ): JSX.Element {
	const [ search, setSearch ] = useState( window.location.search );
	const read = useCallback( () => setSearch( window.location.search ), [] );

	useEffect( () => {
		window.addEventListener( 'popstate', read );
		return () => window.removeEventListener( 'popstate', read );
	}, [ read ] );
	useEffect( read, [ read, signal ] );

	const location = useMemo< Location >(
		() => ( {
			place: readPlace( search ),
			addressOf: ( place ) => window.location.pathname + writePlace( search, place ),
			go( place, { replace = false } = {} ) {
				const address =
					window.location.pathname + writePlace( window.location.search, place );
				if ( replace ) {
					window.history.replaceState( window.history.state, '', address );
				} else {
					window.history.pushState( null, '', address );
				}
				read();
			},
		} ),
		[ search, read ]
	);
	return <LocationContext.Provider value={ location }>{ children }</LocationContext.Provider>;
}

/** Where the page is, and how to go elsewhere. Throws outside of {@link LocationProvider}. */
export function useLocation(): Location {
	const location = useContext( LocationContext );
	if ( location === null ) {
		throw new Error( 'useLocation is used outside of LocationProvider.' );
	}
	return location;
}

/** Props for an `<a>` or a `<Button href>` that goes to a place: a plain click stays in the page, all others are the browser's. */
export function usePlaceLink( place: Place ): {
	href: string;
	onClick: ( event: MouseEvent ) => void;
} {
	const { addressOf, go } = useLocation();
	return {
		href: addressOf( place ),
		onClick: ( event ) => {
			if ( event.metaKey || event.ctrlKey || event.shiftKey || event.altKey ) {
				return;
			}
			event.preventDefault();
			go( place );
		},
	};
}
