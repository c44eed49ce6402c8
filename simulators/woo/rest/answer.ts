import type { IncomingHttpHeaders } from 'node:http';
import { NAMESPACE } from '@tillsync/contract';
import type { ShopState } from '../model/state.ts';
import { adminRoutes } from './admin-routes.ts';
import { companionInstance, renewLease, requireLease, whoAsks } from './authenticate.ts';
import { companionRoutes, isMoved } from './companion-routes.ts';
import { refusalIn, refuse, refuseWith } from './refusal.ts';
import { findRoute, type Handlers } from './route-table.ts';
import { readQuery, readStrictly } from './validate.ts';

const HANDLERS: Handlers = { ...companionRoutes, ...adminRoutes };

export interface RestRequest {
	readonly method: string;
	/** Below the REST root, with a slash in front. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

export interface RestAnswer {
	readonly status: number;
	readonly body: unknown;
}

function readJson( text: string ): unknown {
	if ( text === '' ) {
		return {};
	}
	try {
		return JSON.parse( text ) as unknown;
	} catch {
		return refuse( 'invalid_json' );
	}
}

function answerOrThrow( state: ShopState, request: RestRequest ): unknown {
	const found = request.path.startsWith( `/${ NAMESPACE }/` )
		? findRoute( request.method, request.path.slice( NAMESPACE.length + 1 ) )
		: undefined;
	if ( ! found ) {
		return refuseWith( {
			status: 404,
			body: {
				code: 'rest_no_route',
				message: 'No route was found matching the URL and request method.',
				data: { status: 404 },
			},
		} );
	}
	const { name, route, id } = found;
	if ( whoAsks( state, request.headers ) !== route.audience ) {
		refuse( 'not_allowed' );
	}
	const instance = route.audience === 'companion' ? companionInstance( request.headers ) : '';
	const query = readQuery( route.query, request.query );
	const body = route.body ? readStrictly( route.body, readJson( request.body ) ) : undefined;
	if ( route.lease ) {
		requireLease( state, instance );
	}
	if ( instance !== '' ) {
		renewLease( state, instance );
	}
	if ( route.lease && isMoved( state ) ) {
		refuse( 'shop_moved' );
	}
	const answer = HANDLERS[ name ]( { state, id, body, query, instance } );
	// The stand-in must not drift from the contract it stands in for.
	route.answer.parse( answer );
	return answer;
}

/** Answers one request as the plugin would; never throws. */
export function answer( state: ShopState, request: RestRequest ): RestAnswer {
	try {
		return { status: 200, body: answerOrThrow( state, request ) };
	} catch ( thrown ) {
		const refusal = refusalIn( thrown );
		if ( refusal ) {
			return refusal;
		}
		return {
			status: 500,
			body: {
				code: 'defect',
				message: thrown instanceof Error ? thrown.message : String( thrown ),
				data: { status: 500 },
			},
		};
	}
}
