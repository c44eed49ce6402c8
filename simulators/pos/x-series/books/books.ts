import { formatDecimal, formatMoney } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import type { Named } from '../model.ts';
import type { LineAmounts, Totals } from './arithmetic.ts';

export type DocumentKind = 'sale' | 'return';

/** How a document came about. */
export type DocumentOrigin = 'till' | 'exchange' | 'service_order';

export interface DocumentLine extends LineAmounts {
	readonly productId: string;
	readonly sku: string;
	readonly name: string;
	/** Negative on a return. */
	readonly quantity: Decimal;
	readonly taxRule: Named;
}

export interface Payment {
	readonly type: Named;
	/** Negative when money is given back. */
	readonly amount: Decimal;
}

/** A closed sale or return; never changed once booked. */
export interface Document {
	readonly id: string;
	/** The receipt number, unique in the account. */
	readonly reference: string;
	readonly kind: DocumentKind;
	readonly origin: DocumentOrigin;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly outlet: Named;
	readonly register: Named;
	readonly user: Named;
	/** Null for somebody unknown at the counter. */
	readonly customer: Named | null;
	readonly note: string;
	/** Reference of the sale a return takes back from. */
	readonly returnOf: string | null;
	readonly lines: readonly DocumentLine[];
	readonly totals: Totals;
	readonly payments: readonly Payment[];
}

export interface Books {
	add( document: Document ): void;
	/** In the order they were booked. */
	all(): readonly Document[];
	byReference( reference: string ): Document | null;
	returnsOf( reference: string ): readonly Document[];
	/** How much of each product of a sale has not come back yet. */
	returnable( sale: Document ): ReadonlyMap< string, Decimal >;
}

/** All sales and returns of the account. */
export function createBooks(): Books {
	const documents: Document[] = [];
	const byReference = new Map< string, Document >();
	const returnsOf = ( reference: string ): readonly Document[] =>
		documents.filter( ( document ) => document.returnOf === reference );
	return {
		add( document ) {
			documents.push( document );
			byReference.set( document.reference, document );
		},
		all: () => documents,
		byReference: ( reference ) => byReference.get( reference ) ?? null,
		returnsOf,
		returnable( sale ) {
			const left = new Map< string, Decimal >();
			for ( const document of [ sale, ...returnsOf( sale.reference ) ] ) {
				for ( const { productId, quantity } of document.lines ) {
					left.set( productId, ( left.get( productId ) ?? 0n ) + quantity );
				}
			}
			return left;
		},
	};
}

/** A document as JSON: the form of `GET /till/books`. */
export function describeDocument( document: Document ): object {
	return {
		id: document.id,
		reference: document.reference,
		kind: document.kind,
		origin: document.origin,
		at: new Date( document.at ).toISOString(),
		outlet: document.outlet,
		register: document.register,
		user: document.user,
		customer: document.customer,
		note: document.note,
		return_of: document.returnOf,
		totals: {
			including_tax: formatMoney( document.totals.including ),
			excluding_tax: formatMoney( document.totals.excluding ),
			tax: formatMoney( document.totals.tax ),
		},
		lines: document.lines.map( ( line ) => ( {
			item_id: line.productId,
			sku: line.sku,
			name: line.name,
			quantity: formatDecimal( line.quantity ),
			unit_price_including_tax: formatDecimal( line.unitIncludingTax ),
			unit_price_excluding_tax: formatDecimal( line.unitExcludingTax ),
			unit_tax: formatDecimal( line.unitTax ),
			total_including_tax: formatDecimal( line.includingTax ),
			tax: formatDecimal( line.tax ),
			tax_rule: line.taxRule,
		} ) ),
		payments: document.payments.map( ( payment ) => ( {
			type: payment.type,
			amount: formatMoney( payment.amount ),
		} ) ),
	};
}
