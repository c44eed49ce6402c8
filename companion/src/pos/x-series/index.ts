import type { z } from 'zod';
import { fail, succeed, type Result } from '../../domain/failure.ts';
import type { Level, ParkedRow } from '../../domain/shop.ts';
import type { Clock } from '../../domain/surroundings.ts';
import { compareVersions, type Version } from '../../domain/version.ts';
import type { Http } from '../../net/http.ts';
import type { FeedPage, Pos } from '../pos.ts';
import { createXSeriesClient, type XSeriesAccount } from './client.ts';
import { describeAccount } from './describe.ts';
import { itemOf, levelOf } from './map.ts';
import { InventoryRow, InventoryRowId, ProductRow, RowId, endOf } from './schema.ts';

export type { XSeriesAccount } from './client.ts';

/**
 * Rows asked for in a page: as many as the shop takes in one request. The vendor may send fewer, and is never believed
 * to have ended by that.
 */
const PAGE_SIZE = '500';

/** Measured on a live account by nobody yet; see readme.md. */
const SETTLE_SECONDS = 60;

/** Fields of the ownership table that this adapter reads. */
const FIELDS = [
	'name',
	'status',
	'sku',
	'gtin',
	'regular_price',
	'level',
	'manage_stock',
	'stock_status',
	'attributes',
	'image',
];

const VENDOR = 'x-series';
const LABEL = 'Lightspeed Retail (X-Series)';

/** How one kind of row is read: its schema, what it becomes, and whose it is when it cannot be read. */
interface RowKind< Schema extends z.ZodType, Row > {
	readonly resource: string;
	readonly schema: Schema;
	readonly map: ( row: z.infer< Schema > ) => Row;
	readonly idOf: ( raw: unknown ) => string | null;
	readonly query: Readonly< Record< string, string > >;
}

const PRODUCTS = {
	resource: 'products',
	schema: ProductRow,
	map: itemOf,
	idOf: ( raw: unknown ) => RowId.safeParse( raw ).data?.id ?? null,
	query: { deleted: 'true' },
};

const INVENTORY = {
	resource: 'inventory',
	schema: InventoryRow,
	map: levelOf,
	idOf: ( raw: unknown ) => InventoryRowId.safeParse( raw ).data?.product_id ?? null,
	query: {},
};

/** Lightspeed Retail X-Series with a personal token; readme.md says what is confirmed and what is not. */
export function createXSeries( {
	account,
	http,
	clock,
	signal,
}: {
	account: XSeriesAccount;
	http: Http;
	clock: Clock;
	/** Fires when the companion stops; ends a wait for the request budget. */
	signal?: AbortSignal;
} ): Pos {
	const client = createXSeriesClient( { account, http, clock, ...( signal && { signal } ) } );

	async function feed< Schema extends z.ZodType, Row >(
		kind: RowKind< Schema, Row >,
		after: Version
	): Promise< Result< FeedPage< Row > > > {
		const { resource, schema, map, idOf, query } = kind;
		const page = await client.list( resource, { after, page_size: PAGE_SIZE, ...query } );
		if ( ! page.ok ) {
			return page;
		}
		if ( page.value.rows.length === 0 ) {
			return succeed( { rows: [], parked: [], cursor: after } );
		}
		const cursor = endOf( page.value );
		if ( cursor === null || compareVersions( cursor, after ) <= 0 ) {
			return fail( {
				kind: 'unavailable',
				code: cursor === null ? 'unreadable_answer' : 'feed_stuck',
				detail: `${ resource }: asked after ${ after }, answered up to ${ cursor ?? 'nothing' }`,
			} );
		}
		const rows: Row[] = [];
		const parked: ParkedRow[] = [];
		for ( const raw of page.value.rows ) {
			const row = schema.safeParse( raw );
			if ( row.success ) {
				rows.push( map( row.data ) );
			} else {
				parked.push( { id: idOf( raw ), reason: reasonOf( row.error ) } );
			}
		}
		return succeed( { rows, parked, cursor } );
	}

	return {
		vendor: VENDOR,
		label: LABEL,
		capabilities: { settleSeconds: SETTLE_SECONDS, fields: FIELDS },

		items: ( after ) => feed( PRODUCTS, after ),
		levels: ( after ) => feed( INVENTORY, after ),

		async item( id ) {
			const raw = await client.one( `/products/${ encodeURIComponent( id ) }` );
			if ( ! raw.ok ) {
				return raw.failure.code === 'not_found' ? succeed( { found: 'no' } ) : raw;
			}
			const row = ProductRow.safeParse( raw.value );
			return succeed(
				row.success
					? { found: 'yes', value: itemOf( row.data ) }
					: { found: 'unreadable', row: { id, reason: reasonOf( row.error ) } }
			);
		},

		async levelsOf( id ) {
			const list = await client.list(
				`products/${ encodeURIComponent( id ) }/inventory`,
				{}
			);
			if ( ! list.ok ) {
				return list.failure.code === 'not_found' ? succeed( { found: 'no' } ) : list;
			}
			const levels: Level[] = [];
			for ( const raw of list.value.rows ) {
				const row = InventoryRow.safeParse( raw );
				if ( ! row.success ) {
					const reason = reasonOf( row.error );
					return succeed( { found: 'unreadable', row: { id, reason } } );
				}
				levels.push( levelOf( row.data ) );
			}
			return succeed( { found: 'yes', value: levels } );
		},

		describe: () =>
			describeAccount( client, {
				vendor: VENDOR,
				vendor_label: LABEL,
				item_url: `${ account.baseUrl }/product/{id}`,
				capabilities: { settle_seconds: SETTLE_SECONDS, fields: FIELDS },
			} ),
	};
}

/** The first thing wrong with a row: which key, and what with it. Never its value, which could be anything. */
function reasonOf( error: z.ZodError ): string {
	const [ issue ] = error.issues;
	const path = issue?.path.join( '.' ) ?? '';
	return `${ path } ${ issue?.message ?? 'is unreadable' }`.trim().slice( 0, 300 );
}
