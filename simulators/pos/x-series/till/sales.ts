import { negative, remainder, totalsOf } from '../books/arithmetic.ts';
import type { Totals } from '../books/arithmetic.ts';
import type { Document, DocumentLine, DocumentOrigin, Payment } from '../books/books.ts';
import { formatDecimal } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import type { Named, Outlet, Product } from '../model.ts';
import { createBasketReader, SALE_FIELDS } from './basket.ts';
import type { BasketLine } from './basket.ts';
import { findOutlet, move, named, times } from './counter.ts';
import type { TillParts } from './counter.ts';
import { decimalOf, fieldsOf, invalid, listOf, TillRefusal } from './input.ts';
import type { Fields } from './input.ts';

export interface SaleActions {
	/** Sells at a register: `{ outlet | register, lines, … }`. */
	sell( body: unknown ): Document;
	/** Takes all that is left of a sale back, or the given lines of it. */
	refund( body: unknown ): Document;
	/** Takes lines of a sale back and sells others: two documents. */
	exchange( body: unknown ): { returned: Document; sold: Document };
	/** Closes a workshop order: parts and labour are sold. */
	closeServiceOrder( body: unknown ): Document;
}

/** What moves money. Each checks everything before it changes anything. */
export function createSaleActions( parts: TillParts ): SaleActions {
	const { store, books } = parts;
	const baskets = createBasketReader( store );

	/** Takes the register's next receipt number. */
	function nextReference( registerId: string ): string {
		const register = store.registers().find( ( one ) => one.id === registerId );
		if ( ! register ) {
			throw new TillRefusal( 404, 'no_register', 'The register is gone.' );
		}
		const moved = { ...register, invoiceSequence: register.invoiceSequence + 1 };
		store.putRegister( moved );
		return `${ moved.invoicePrefix }${ moved.invoiceSequence }`;
	}

	interface Draft {
		readonly kind: Document[ 'kind' ];
		readonly origin: DocumentOrigin;
		readonly outlet: Outlet;
		readonly register: Named;
		readonly customer: Named | null;
		readonly note: string;
		readonly returnOf: string | null;
		readonly lines: readonly BasketLine[];
		readonly totals: Totals;
		readonly payments: readonly Payment[];
	}

	function book( draft: Draft ): Document {
		const user = store.users()[ 0 ];
		const document: Document = {
			id: parts.newId(),
			reference: nextReference( draft.register.id ),
			kind: draft.kind,
			origin: draft.origin,
			at: parts.clock.now(),
			outlet: named( draft.outlet ),
			register: named( draft.register ),
			user: user ? named( user ) : { id: '', name: '' },
			customer: draft.customer && named( draft.customer ),
			note: draft.note,
			returnOf: draft.returnOf,
			lines: draft.lines.map( ( { line } ) => line ),
			totals: draft.totals,
			payments: draft.payments,
		};
		books.add( document );
		for ( const { product, line } of draft.lines ) {
			moveLine( document, draft.outlet, product, line.quantity );
		}
		return document;
	}

	function moveLine(
		document: Document,
		outlet: Outlet,
		product: Product,
		quantity: Decimal
	): void {
		const kind =
			document.kind === 'sale' && document.origin === 'service_order'
				? 'service_order'
				: document.kind;
		const verb = {
			sale: 'sold',
			return: 'took back',
			service_order: 'closed a service order with',
		}[ kind ];
		move( parts, {
			kind,
			product,
			outlet,
			delta: -quantity,
			reference: document.reference,
			text: `${ verb } ${ times( quantity, product ) } at ${ outlet.name }`,
		} );
		if ( parts.saleBumpsProduct() ) {
			store.putProduct( {
				...( store.product( product.id ) ?? product ),
				updatedAt: document.at,
			} );
		}
	}

	function prepareSale( fields: Fields, origin: DocumentOrigin ): Draft {
		const basket = baskets.read( fields );
		const totals = totalsOf( basket.lines.map( ( { line } ) => line ) );
		return {
			kind: 'sale',
			origin,
			outlet: basket.outlet,
			register: basket.register,
			customer: basket.customer,
			note: basket.note,
			returnOf: null,
			lines: basket.lines,
			totals,
			payments: baskets.payments( basket.payments, totals.including ),
		};
	}

	function findSale( reference: unknown ): Document {
		const sale = typeof reference === 'string' ? books.byReference( reference ) : null;
		if ( sale?.kind !== 'sale' ) {
			throw new TillRefusal(
				typeof reference === 'string' ? 404 : 400,
				'no_sale',
				'sale must be the receipt number of a sale.',
				'sale'
			);
		}
		return sale;
	}

	function prepareReturn(
		sale: Document,
		given: unknown,
		payments: unknown,
		origin: DocumentOrigin
	): Draft {
		const left = new Map( books.returnable( sale ) );
		const lines = wantedBack( sale, left, given ).map( ( { soldLine, quantity, field } ) => {
			const product = store.product( soldLine.productId );
			const rest = ( left.get( soldLine.productId ) ?? 0n ) - quantity;
			if ( ! product || rest < 0n ) {
				throw new TillRefusal(
					409,
					'more_than_sold',
					`Of ${ soldLine.name } only ${ formatDecimal( rest + quantity ) } can come back.`,
					field
				);
			}
			left.set( soldLine.productId, rest );
			return { product, line: baskets.line( product, -quantity, soldLine.unitIncludingTax ) };
		} );
		const everything = [ ...left.values() ].every( ( rest ) => rest === 0n );
		const earlier = books.returnsOf( sale.reference ).map( ( one ) => one.totals );
		const totals = everything
			? negative( remainder( sale.totals, earlier ) )
			: totalsOf( lines.map( ( { line } ) => line ) );
		return {
			kind: 'return',
			origin,
			outlet: findOutlet( store, sale.outlet.id, 'sale' ),
			register: sale.register,
			customer: sale.customer,
			note: '',
			returnOf: sale.reference,
			lines,
			totals,
			payments: baskets.payments( payments, totals.including ),
		};
	}

	/** Absent lines mean all that is left. */
	function wantedBack(
		sale: Document,
		left: ReadonlyMap< string, Decimal >,
		given: unknown
	): readonly {
		readonly soldLine: DocumentLine;
		readonly quantity: Decimal;
		readonly field: string;
	}[] {
		if ( given !== undefined ) {
			return listOf( given, 'lines' ).map( ( entry, index ) => {
				const field = `lines[${ index }]`;
				const fields = fieldsOf( entry, [ 'item', 'quantity' ], field );
				const soldLine = sale.lines.find(
					( line ) => line.productId === fields[ 'item' ] || line.sku === fields[ 'item' ]
				);
				if ( ! soldLine || fields[ 'item' ] === '' ) {
					throw new TillRefusal(
						404,
						'not_in_sale',
						`${ field }.item is not in sale ${ sale.reference }.`,
						`${ field }.item`
					);
				}
				return {
					soldLine,
					field,
					quantity: decimalOf(
						fields[ 'quantity' ] ?? 1,
						`${ field }.quantity`,
						'positive'
					),
				};
			} );
		}
		const rest = new Map( left );
		const all = sale.lines.flatMap( ( soldLine ) => {
			const open = rest.get( soldLine.productId ) ?? 0n;
			const quantity = open < soldLine.quantity ? open : soldLine.quantity;
			rest.set( soldLine.productId, open - quantity );
			return quantity > 0n ? [ { soldLine, quantity, field: 'lines' } ] : [];
		} );
		if ( all.length === 0 ) {
			throw new TillRefusal(
				409,
				'nothing_left',
				`All of sale ${ sale.reference } came back already.`,
				'sale'
			);
		}
		return all;
	}

	return {
		sell: ( body ) => book( prepareSale( fieldsOf( body, SALE_FIELDS ), 'till' ) ),
		refund( body ) {
			const fields = fieldsOf( body, [ 'sale', 'lines', 'payments' ] );
			return book(
				prepareReturn(
					findSale( fields[ 'sale' ] ),
					fields[ 'lines' ],
					fields[ 'payments' ],
					'till'
				)
			);
		},
		exchange( body ) {
			const fields = fieldsOf( body, [ 'sale', 'returned', 'sold' ] );
			if ( fields[ 'returned' ] === undefined ) {
				throw invalid( 'returned', 'must be a list of the lines that come back.' );
			}
			const sale = findSale( fields[ 'sale' ] );
			const back = prepareReturn( sale, fields[ 'returned' ], undefined, 'exchange' );
			const forth = prepareSale(
				{
					register: sale.register.id,
					lines: fields[ 'sold' ],
					customer: sale.customer?.id,
				},
				'exchange'
			);
			return { returned: book( back ), sold: book( forth ) };
		},
		closeServiceOrder: ( body ) =>
			book( prepareSale( fieldsOf( body, SALE_FIELDS ), 'service_order' ) ),
	};
}
