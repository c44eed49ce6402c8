import type { Books } from '../books/books.ts';
import { describeDocument } from '../books/books.ts';
import type { Faults } from '../faults.ts';
import { jsonAnswer } from '../http/messages.ts';
import type { Answer } from '../http/messages.ts';
import { fullName } from '../model.ts';
import type { Store } from '../store/store.ts';
import { switchValues } from '../switches.ts';
import type { SwitchBoard } from '../switches.ts';
import type { Call } from '../vendor/gate.ts';
import { adjustmentReasons } from './goods.ts';
import { TillRefusal } from './input.ts';
import { describeItem } from './items.ts';
import type { Journal } from './journal.ts';
import type { Till } from './till.ts';

export interface TillApiParts {
	readonly store: Store;
	readonly books: Books;
	readonly journal: Journal;
	readonly till: Till;
	readonly faults: Faults;
	readonly switches: SwitchBoard;
	readonly calls: () => readonly Call[];
}

export interface TillRequest {
	readonly method: string;
	/** The path after /till: [ "items", "…", "edit" ]. */
	readonly path: readonly string[];
	readonly query: URLSearchParams;
	readonly body: unknown;
}

type Handler = ( request: TillRequest ) => unknown;

/**
 * The till's own API, documented in readme.md: 200 with what was asked for,
 * or 4xx with `{ error: { code, message, field } }` and nothing changed.
 */
export function createTillRoutes( parts: TillApiParts ): ( request: TillRequest ) => Answer {
	const { store, till, books, faults, switches } = parts;
	const items = ( products: ReturnType< Till[ 'restore' ] > ): object => ( {
		items: products.map( ( product ) => describeItem( store, product ) ),
	} );
	const item = ( request: TillRequest ): string => request.path[ 1 ] ?? '';

	/** Method and path; "*" stands for one part. */
	const handlers: Readonly< Record< string, Handler > > = {
		'GET shop': () => describeShop( store ),
		'GET items': ( { query } ) => ( {
			items: store
				.products()
				.filter( ( product ) => matches( query.get( 'search' ), product ) )
				.map( ( product ) => describeItem( store, product ) ),
		} ),
		'GET items/*': ( request ) => {
			const product = store.product( item( request ) );
			if ( ! product ) {
				throw new TillRefusal( 404, 'no_item', 'No item has this id.' );
			}
			return describeItem( store, product );
		},
		'GET books': () => ( { documents: books.all().map( describeDocument ) } ),
		'GET books/*': ( request ) => {
			const document = books.byReference( item( request ) );
			if ( ! document ) {
				throw new TillRefusal( 404, 'no_document', 'No document has this number.' );
			}
			return describeDocument( document );
		},
		'GET events': ( { query } ) => {
			const after = Number( query.get( 'after' ) ?? 0 );
			if ( ! Number.isInteger( after ) || after < 0 ) {
				throw new TillRefusal(
					400,
					'invalid',
					'after must be the id of an event.',
					'after'
				);
			}
			return { events: parts.journal.after( after ) };
		},
		'GET requests': () => ( { requests: parts.calls() } ),
		'POST sell': ( { body } ) => describeDocument( till.sell( body ) ),
		'POST refund': ( { body } ) => describeDocument( till.refund( body ) ),
		'POST exchange': ( { body } ) => {
			const { returned, sold } = till.exchange( body );
			return { returned: describeDocument( returned ), sold: describeDocument( sold ) };
		},
		'POST service-order': ( { body } ) => describeDocument( till.closeServiceOrder( body ) ),
		'POST count': ( { body } ) => till.count( body ),
		'POST stock-order': ( { body } ) => till.receiveStockOrder( body ),
		'POST transfer': ( { body } ) => till.transfer( body ),
		'POST adjust': ( { body } ) => till.adjust( body ),
		'POST items/*/edit': ( request ) => items( till.edit( item( request ), request.body ) ),
		'POST items/*/deactivate': ( request ) => items( till.deactivate( item( request ) ) ),
		'POST items/*/activate': ( request ) => items( till.activate( item( request ) ) ),
		'POST items/*/delete': ( request ) => items( till.remove( item( request ), request.body ) ),
		'POST items/*/restore': ( request ) => items( till.restore( item( request ) ) ),
		'GET faults': () => faults.now(),
		'PUT faults': ( { body } ) => {
			refuseIf( faults.set( record( body ) ) );
			return faults.now();
		},
		'DELETE faults': () => {
			faults.clear();
			return faults.now();
		},
		'GET switches': () => ( { values: switches.now(), allowed: switchValues } ),
		'PUT switches': ( { body } ) => {
			refuseIf( switches.set( record( body ) ) );
			return { values: switches.now(), allowed: switchValues };
		},
		'DELETE switches': () => {
			switches.reset();
			return { values: switches.now(), allowed: switchValues };
		},
	};

	return ( request ) => {
		const [ first = '', second, ...rest ] = request.path;
		const pattern = [ first, ...( second === undefined ? [] : [ '*' ] ), ...rest ].join( '/' );
		const handler = Object.hasOwn( handlers, `${ request.method } ${ pattern }` )
			? handlers[ `${ request.method } ${ pattern }` ]
			: undefined;
		try {
			if ( ! handler ) {
				throw new TillRefusal(
					404,
					'no_route',
					'The till has no such address; see readme.md.'
				);
			}
			return jsonAnswer( 200, handler( request ), { 'Cache-Control': 'no-store' } );
		} catch ( error ) {
			return refusal( error );
		}
	};
}

/** @throws everything that is no refusal: that is a defect of the simulator. */
export function refusal( error: unknown ): Answer {
	if ( ! ( error instanceof TillRefusal ) ) {
		throw error;
	}
	const { status, code, message, field } = error;
	return jsonAnswer( status, { error: { code, message, field } } );
}

function refuseIf( problem: string | null ): void {
	if ( problem ) {
		throw new TillRefusal( 400, 'invalid', problem );
	}
}

function record( body: unknown ): Readonly< Record< string, unknown > > {
	if ( typeof body !== 'object' || body === null || Array.isArray( body ) ) {
		throw new TillRefusal( 400, 'invalid', 'The body must be an object.' );
	}
	return body as Readonly< Record< string, unknown > >;
}

function matches( search: string | null, product: Parameters< typeof fullName >[ 0 ] ): boolean {
	const text = [
		fullName( product ),
		product.sku,
		...product.codes.map( ( code ) => code.code ),
	].join( '\n' );
	return search === null || text.toLowerCase().includes( search.trim().toLowerCase() );
}

function describeShop( store: Store ): object {
	const plain = ( things: readonly { readonly id: string; readonly name: string }[] ): object =>
		things.map( ( { id, name } ) => ( { id, name } ) );
	return {
		name: store.retailer.name,
		currency: store.retailer.currency,
		outlets: plain( store.outlets() ),
		registers: store.registers().map( ( register ) => ( {
			id: register.id,
			name: register.name,
			outlet_id: register.outletId,
			is_open: register.isOpen,
		} ) ),
		payment_types: plain( store.paymentTypes() ),
		customers: plain( store.customers() ),
		adjustment_reasons: Object.keys( adjustmentReasons ),
	};
}
