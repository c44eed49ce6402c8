import type { z } from 'zod';
import { fail, succeed, type Result } from '../../domain/failure.ts';
import type { Clock } from '../../domain/surroundings.ts';
import type { Version } from '../../domain/version.ts';
import { connectionFailure } from '../../net/connection-problem.ts';
import type { Http } from '../../net/http.ts';
import { parseJson } from '../../net/json.ts';
import { createRequestBudget } from '../../net/request-budget.ts';
import { failureOf, unreadableAnswer } from './failures.ts';
import { List, Single } from './schema.ts';

/** The vendor counts requests in windows of five minutes. */
const WINDOW_MS = 300_000;
/** The version of the vendor’s paths that everything here was written against. */
const API = '/api/2.0';
/** A pause of the budget up to this is waited out, in milliseconds; after a longer one the caller comes again. */
const PATIENCE_MS = 5_000;

export interface XSeriesAccount {
	/** Without a path: `https://myshop.retail.lightspeed.app`. */
	readonly baseUrl: string;
	readonly token: string;
}

export interface XSeriesClient {
	list(
		resource: string,
		query: Readonly< Record< string, string > >
	): Promise< Result< List > >;
	/** The thing itself, out of its envelope, still unread. */
	one( path: string ): Promise< Result< unknown > >;
	/** Every row of a list that fits, page by page, until an empty page. */
	all< T extends z.ZodType >(
		resource: string,
		schema: T,
		versionOf: ( rows: List ) => Version | null
	): Promise< Result< readonly z.infer< T >[] > >;
}

/** The HTTP of X-Series: address, token, request budget, and answers as results. Knows no items and no levels. */
export function createXSeriesClient( {
	account,
	http,
	clock,
	signal,
}: {
	account: XSeriesAccount;
	http: Http;
	clock: Clock;
	/** Ends a wait for the request budget. */
	signal?: AbortSignal;
} ): XSeriesClient {
	const budget = createRequestBudget( clock, WINDOW_MS );

	async function get(
		path: string,
		query: Readonly< Record< string, string > > = {}
	): Promise<
		Result< { json: unknown; unreadable: () => ReturnType< typeof unreadableAnswer > } >
	> {
		const wait = budget.waitMs();
		if ( wait > PATIENCE_MS ) {
			const detail = `${ path }: the allowance is nearly used up`;
			return fail( { kind: 'retryable', code: 'rate_limited', detail, afterMs: wait } );
		}
		if ( wait > 0 ) {
			await clock.sleep( wait, signal );
			if ( signal?.aborted ) {
				return fail( { kind: 'retryable', code: 'stopped', detail: path } );
			}
		}
		const search = new URLSearchParams( query ).toString();
		const result = await http.send( {
			method: 'GET',
			url: `${ account.baseUrl }${ API }${ path }${ search && `?${ search }` }`,
			headers: { Authorization: `Bearer ${ account.token }`, Accept: 'application/json' },
		} );
		if ( ! result.ok ) {
			return fail( connectionFailure( result.problem, `${ path }: ${ result.detail }` ) );
		}
		const { answer } = result;
		if ( answer.status === 429 ) {
			budget.reset();
		} else {
			budget.observe( answer.header );
		}
		if ( answer.status < 200 || answer.status > 299 ) {
			return fail( failureOf( answer, path ) );
		}
		return succeed( {
			json: parseJson( answer.text ),
			unreadable: () => unreadableAnswer( answer, path ),
		} );
	}

	async function read< T extends z.ZodType >(
		path: string,
		query: Readonly< Record< string, string > >,
		schema: T
	): Promise< Result< z.infer< T > > > {
		const answer = await get( path, query );
		if ( ! answer.ok ) {
			return answer;
		}
		const parsed = schema.safeParse( answer.value.json );
		return parsed.success ? succeed( parsed.data ) : fail( answer.value.unreadable() );
	}

	const list: XSeriesClient[ 'list' ] = ( resource, query ) =>
		read( `/${ resource }`, query, List );

	return {
		list,
		one: ( path ) => read( path, {}, Single ),
		async all( resource, schema, versionOf ) {
			const rows: z.infer< typeof schema >[] = [];
			let after: Version = '0';
			for (;;) {
				const page = await list( resource, { after, page_size: '200' } );
				if ( ! page.ok ) {
					return page;
				}
				for ( const row of page.value.rows ) {
					const parsed = schema.safeParse( row );
					if ( parsed.success ) {
						rows.push( parsed.data );
					}
				}
				const next = versionOf( page.value );
				// A short list may come without versions, and then it came whole.
				if ( page.value.rows.length === 0 || next === null || next === after ) {
					return succeed( rows );
				}
				after = next;
			}
		},
	};
}
