import type { Faults } from '../faults.ts';
import { jsonAnswer } from '../http/messages.ts';
import type { Answer } from '../http/messages.ts';
import type { Inventory, Product } from '../model.ts';
import type { Feed, FeedRow } from '../store/feed.ts';
import type { Store } from '../store/store.ts';
import type { Switches } from '../switches.ts';
import { createInventoryView } from './inventory-view.ts';
import { listBody, writeRow } from './lists.ts';
import type { ListQuery } from './lists.ts';
import {
	datedInventoryRow,
	inventoryRow,
	outletRow,
	paymentTypeRow,
	productRow,
	registerRow,
	retailerRow,
	taxRow,
	userRow,
} from './rows.ts';
import type { Dialect, Row } from './rows.ts';

/** A request that got past the gate. */
export interface VendorRequest {
	readonly method: string;
	/** "2.0" or "2026-07". */
	readonly version: string;
	/** The path after the version: [ "products", "…" ]. */
	readonly path: readonly string[];
	readonly query: URLSearchParams;
	readonly body: unknown;
}

export interface VendorParts {
	readonly store: Store;
	readonly faults: Faults;
	readonly switches: () => Switches;
}

const DEFAULT_PAGE = 200;

/** The vendor's error body. */
export function vendorError( status: number, error: string, message: string ): Answer {
	return jsonAnswer( status, { error, message } );
}

const notFound = ( what: string ): Answer =>
	vendorError( 404, 'Not Found', `${ what } not found.` );
const badRequest = ( message: string ): Answer => vendorError( 400, 'Bad Request', message );
const notAllowed = (): Answer =>
	vendorError( 405, 'Method Not Allowed', 'This method is not allowed for this resource.' );

/** What the vendor's API answers, faults of the transport left aside. */
export function createVendorRoutes( parts: VendorParts ): ( request: VendorRequest ) => Answer {
	const { store, faults } = parts;
	const inventoryView = createInventoryView( store, parts.switches );

	function readQuery(
		values: Readonly< Record< string, unknown > >,
		sizeKey: string,
		descending: boolean
	): ListQuery | string {
		const whole = ( key: string ): number | undefined | null => {
			const value = values[ key ];
			if ( value === undefined || value === null ) {
				return undefined;
			}
			const written = typeof value === 'number' ? String( value ) : value;
			return typeof written === 'string' && /^\d{1,16}$/.test( written )
				? Number( written )
				: null;
		};
		const after = whole( 'after' );
		const before = whole( 'before' );
		const size = whole( sizeKey );
		if ( after === null || before === null || size === null || size === 0 ) {
			return `after, before and ${ sizeKey } must be positive integers.`;
		}
		return {
			after,
			before,
			size: Math.min( size ?? DEFAULT_PAGE, parts.switches().max_page_size ),
			descending,
		};
	}

	function listOf< T >(
		request: VendorRequest,
		resource: string,
		feed: Feed< T >,
		write: ( row: FeedRow< T > ) => Row
	): Answer {
		const query = readQuery( Object.fromEntries( request.query ), 'page_size', false );
		if ( typeof query === 'string' ) {
			return badRequest( query );
		}
		return jsonAnswer(
			200,
			listBody(
				{
					resource,
					query,
					rows: feed.rows( query ),
					idsOf: ( row ) => [ row.id ],
					write,
					envelope: parts.switches().list_envelope,
				},
				faults
			)
		);
	}

	function listProducts( request: VendorRequest, dialect: Dialect ): Answer {
		const query = readQuery( Object.fromEntries( request.query ), 'page_size', false );
		if ( typeof query === 'string' ) {
			return badRequest( query );
		}
		const deleted = request.query.get( 'deleted' );
		if ( deleted !== null && ! /^(?:true|false|1|0)$/.test( deleted ) ) {
			return badRequest( 'deleted must be true or false.' );
		}
		const withDeleted =
			deleted === null
				? dialect.switches.deleted_default === 'included'
				: deleted === 'true' || deleted === '1';
		const wanted = ( key: string, of: ( product: Product ) => string ) => {
			const value = request.query.get( key );
			return ( row: FeedRow< Product > ) => value === null || of( row.value ) === value;
		};
		const filters = [
			wanted( 'sku', ( product ) => product.sku ),
			wanted( 'family_name', ( product ) => product.name ),
			wanted( 'name', ( product ) => product.name ),
		];
		return jsonAnswer(
			200,
			listBody(
				{
					resource: 'products',
					query,
					rows: store.feeds.products
						.rows( query )
						.filter(
							( row ) =>
								( withDeleted || row.value.deletedAt === null ) &&
								filters.every( ( filter ) => filter( row ) )
						),
					idsOf: ( row ) => [ row.id ],
					write: ( row ) => productRow( row, dialect ),
					envelope: dialect.switches.list_envelope,
				},
				faults
			)
		);
	}

	function oneProduct( id: string, dialect: Dialect ): Answer {
		const row = store.feeds.products.row( id );
		if (
			! row ||
			( row.value.deletedAt !== null && dialect.switches.deleted_by_id === 'not_found' )
		) {
			return notFound( 'Product' );
		}
		return jsonAnswer( 200, {
			data: writeRow(
				row,
				{
					resource: 'products',
					idsOf: () => [ id ],
					write: ( one ) => productRow( one, dialect ),
				},
				faults
			),
		} );
	}

	function listInventory(
		rows: readonly FeedRow< Inventory >[],
		query: ListQuery,
		dialect: Dialect,
		form: 'old' | 'dated'
	): Answer {
		return jsonAnswer(
			200,
			listBody(
				{
					resource: 'inventory',
					query,
					rows,
					idsOf: ( row ) => [ row.id, row.value.productId ],
					write: ( row ) =>
						form === 'dated'
							? datedInventoryRow( row, dialect )
							: inventoryRow( row, dialect ),
					envelope:
						form === 'dated'
							? dialect.switches.dated_inventory_envelope
							: dialect.switches.list_envelope,
				},
				faults
			)
		);
	}

	function inventory( request: VendorRequest, dialect: Dialect ): Answer {
		const byBody = request.version >= '2026-07';
		if ( request.method !== ( byBody ? 'POST' : 'GET' ) ) {
			return notAllowed();
		}
		if ( ! byBody ) {
			const query = readQuery( Object.fromEntries( request.query ), 'page_size', false );
			return typeof query === 'string'
				? badRequest( query )
				: listInventory( inventoryView.rows( query ), query, dialect, 'old' );
		}
		const { body } = request;
		if ( typeof body !== 'object' || body === null || Array.isArray( body ) ) {
			return badRequest( 'The body must be a JSON object.' );
		}
		const values = body as Readonly< Record< string, unknown > >;
		const direction = values[ 'sort_direction' ] ?? 'desc';
		if ( direction !== 'asc' && direction !== 'desc' ) {
			return badRequest( 'sort_direction must be asc or desc.' );
		}
		const query = readQuery( values, 'size', direction === 'desc' );
		if ( typeof query === 'string' ) {
			return badRequest( query );
		}
		const productId = values[ 'product_id' ];
		const rows = inventoryView
			.rows( query )
			.filter( ( row ) => productId === undefined || row.value.productId === productId );
		return listInventory( rows, query, dialect, 'dated' );
	}

	function inventoryOf( productId: string, request: VendorRequest, dialect: Dialect ): Answer {
		if ( ! store.feeds.products.row( productId ) ) {
			return notFound( 'Product' );
		}
		const query = readQuery(
			{ page_size: 1000, ...Object.fromEntries( request.query ) },
			'page_size',
			false
		);
		return typeof query === 'string'
			? badRequest( query )
			: listInventory(
					inventoryView.rowsOf( productId, query ),
					query,
					dialect,
					request.version >= '2026-07' ? 'dated' : 'old'
				);
	}

	function read( request: VendorRequest, dialect: Dialect ): Answer {
		const [ resource = '', id, sub ] = request.path;
		const { feeds } = store;
		if ( id === undefined ) {
			switch ( resource ) {
				case 'products':
					return listProducts( request, dialect );
				case 'outlets':
					return listOf( request, resource, feeds.outlets, ( row ) =>
						outletRow( row, dialect )
					);
				case 'registers':
					return listOf( request, resource, feeds.registers, registerRow );
				case 'payment_types':
					return listOf( request, resource, feeds.paymentTypes, paymentTypeRow );
				case 'taxes':
					return listOf( request, resource, feeds.taxes, taxRow );
				case 'users':
					return listOf( request, resource, feeds.users, userRow );
				case 'retailer':
					return jsonAnswer( 200, { data: retailerRow( store.retailer ) } );
			}
		}
		if ( resource === 'products' && id !== undefined ) {
			if ( sub === undefined ) {
				return oneProduct( id, dialect );
			}
			if ( sub === 'inventory' && request.path.length === 3 ) {
				return inventoryOf( id, request, dialect );
			}
		}
		if ( resource === 'inventory' && id !== undefined && sub === undefined ) {
			return inventoryOf( id, request, dialect );
		}
		return notFound( 'Resource' );
	}

	return ( request ) => {
		const dialect: Dialect = {
			switches: parts.switches(),
			dated: request.version !== '2.0',
			skewMs: faults.now().clock_skew_seconds * 1000,
		};
		if ( request.path.length === 1 && request.path[ 0 ] === 'inventory' ) {
			return inventory( request, dialect );
		}
		return request.method === 'GET' ? read( request, dialect ) : notAllowed();
	};
}
