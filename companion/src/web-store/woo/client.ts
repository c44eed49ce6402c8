import {
	CONTRACT_HEADER,
	CONTRACT_VERSION,
	INSTANCE_HEADER,
	NAMESPACE,
	ROUTES,
	type Pairing,
	type RouteName,
} from '@tillsync/contract';
import type { z } from 'zod';
import { fail, succeed, type Result } from '../../domain/failure.ts';
import { connectionFailure } from '../../net/connection-problem.ts';
import type { Http } from '../../net/http.ts';
import { parseJson } from '../../net/json.ts';
import { failureOf, unreadableAnswer } from './failures.ts';

export type Answer< Name extends RouteName > = z.infer< ( typeof ROUTES )[ Name ][ 'answer' ] >;

export interface WooClient {
	/** One request to a route of the contract; its answer parsed, unknown keys let through. */
	call< Name extends RouteName >(
		name: Name,
		input?: { readonly body?: unknown; readonly query?: Readonly< Record< string, number > > }
	): Promise< Result< Answer< Name > > >;
}

/** The HTTP of the contract: address, credential, headers, and answers as results. */
export function createWooClient( {
	pairing,
	instance,
	http,
}: {
	pairing: Pairing;
	/** Random name of this process; the lease is held under it. */
	instance: string;
	http: Http;
} ): WooClient {
	const credential = Buffer.from( `${ pairing.user }:${ pairing.password }` ).toString(
		'base64'
	);
	const headers = {
		Authorization: `Basic ${ credential }`,
		Accept: 'application/json',
		[ INSTANCE_HEADER ]: instance,
		[ CONTRACT_HEADER ]: String( CONTRACT_VERSION ),
	};

	return {
		async call( name, { body, query = {} } = {} ) {
			const { method, path, answer: schema } = ROUTES[ name ];
			const where = `${ method } ${ path }`;
			const result = await http.send( {
				method,
				url: routeUrl( pairing.root, path, query ),
				headers:
					body === undefined
						? headers
						: { ...headers, 'Content-Type': 'application/json' },
				...( body !== undefined && { body: JSON.stringify( body ) } ),
			} );
			if ( ! result.ok ) {
				return fail(
					connectionFailure( result.problem, `${ where }: ${ result.detail }` )
				);
			}
			const { answer } = result;
			if ( answer.status < 200 || answer.status > 299 ) {
				return fail( failureOf( answer, where ) );
			}
			const parsed = schema.safeParse( parseJson( answer.text ) );
			if ( ! parsed.success ) {
				const [ issue ] = parsed.error.issues;
				const why = `${ issue?.path.join( '.' ) ?? '' } ${ issue?.message ?? '' }`;
				return fail( unreadableAnswer( answer, where, why ) );
			}
			return succeed( parsed.data as Answer< typeof name > );
		},
	};
}

/**
 * Address of a route below a REST root. Shops without pretty permalinks have the route in the query
 * (`https://shop.example/index.php?rest_route=/`), where further parameters follow with `&`.
 */
export function routeUrl(
	root: string,
	path: string,
	query: Readonly< Record< string, number > >
): string {
	const url = new URL( root );
	const route = `${ NAMESPACE }${ path }`;
	const plain = url.searchParams.get( 'rest_route' );
	if ( plain === null ) {
		url.pathname = `${ url.pathname.replace( /\/$/, '' ) }/${ route }`;
	} else {
		url.searchParams.set( 'rest_route', `${ plain.replace( /\/$/, '' ) }/${ route }` );
	}
	for ( const [ key, value ] of Object.entries( query ) ) {
		url.searchParams.set( key, String( value ) );
	}
	return url.href;
}
