import { ROUTES, type Route, type RouteName } from '@tillsync/contract';
import type { ShopState } from '../model/state.ts';

/** One call of a route, checked: body and query fit the contract, the caller may make it. */
export interface Call {
	readonly state: ShopState;
	/** Id in the path; empty where the route has none. */
	readonly id: string;
	readonly body: unknown;
	readonly query: unknown;
	/** Of the companion that asks; empty for the admin. */
	readonly instance: string;
}

/** A handler per route. What it answers is checked against the contract before it is sent. */
export type Handlers = Record< RouteName, ( call: Call ) => unknown >;

const TABLE = ( Object.entries( ROUTES ) as [ RouteName, Route ][] ).map( ( [ name, route ] ) => ( {
	name,
	route,
	pattern: new RegExp( `^${ route.path.replace( '{id}', '([A-Za-z0-9_.:-]{1,64})' ) }$` ),
} ) );

/** The route of a method and a path below the namespace; undefined when there is none. */
export function findRoute(
	method: string,
	path: string
): { name: RouteName; route: Route; id: string } | undefined {
	for ( const { name, route, pattern } of TABLE ) {
		const match = route.method === method ? pattern.exec( path ) : null;
		if ( match ) {
			return { name, route, id: match[ 1 ] ?? '' };
		}
	}
	return undefined;
}
