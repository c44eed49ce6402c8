import { lineAmounts, sumOfRates } from '../books/arithmetic.ts';
import type { DocumentLine, Payment } from '../books/books.ts';
import { formatDecimal, formatMoney } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import { fullName } from '../model.ts';
import type { Customer, Outlet, Product, Register } from '../model.ts';
import type { Store } from '../store/store.ts';
import { findOutlet, findProduct, mustExist, named } from './counter.ts';
import { decimalOf, fieldsOf, listOf, textOf, TillRefusal } from './input.ts';
import type { Fields } from './input.ts';

export const SALE_FIELDS = [ 'outlet', 'register', 'lines', 'payments', 'customer', 'note' ];

export interface BasketLine {
	readonly product: Product;
	readonly line: DocumentLine;
}

/** A checked request to sell. */
export interface Basket {
	readonly outlet: Outlet;
	readonly register: Register;
	readonly lines: readonly { readonly product: Product; readonly line: DocumentLine }[];
	readonly customer: Customer | null;
	readonly note: string;
	readonly payments: unknown;
}

export interface BasketReader {
	/** @throws {TillRefusal} for anything that is wrong. */
	read( fields: Fields ): Basket;
	line( product: Product, quantity: Decimal, unitPrice: Decimal ): DocumentLine;
	/**
	 * The given payments, which must come to the total; none given means all
	 * of it by card.
	 */
	payments( given: unknown, total: Decimal ): readonly Payment[];
}

/** Turns what a request says into lines and payments of a document. */
export function createBasketReader( store: Store ): BasketReader {
	function readBasket( fields: Fields ): Basket {
		const register = findRegister( fields );
		const outlet = findOutlet( store, register.outletId, 'register' );
		const lines = listOf( fields[ 'lines' ], 'lines' ).map( ( entry, index ) => {
			const at = `lines[${ index }]`;
			const line = fieldsOf( entry, [ 'item', 'quantity', 'unit_price' ], at );
			const product = mustExist(
				findProduct( store, line[ 'item' ], `${ at }.item` ),
				`${ at }.item`
			);
			const quantity = decimalOf( line[ 'quantity' ] ?? 1, `${ at }.quantity`, 'positive' );
			const price =
				line[ 'unit_price' ] === undefined
					? product.priceIncludingTax
					: decimalOf( line[ 'unit_price' ], `${ at }.unit_price`, 'not_negative' );
			return { product, line: documentLine( product, quantity, price ) };
		} );
		return {
			outlet,
			register,
			lines,
			customer: findCustomer( fields[ 'customer' ] ),
			note:
				fields[ 'note' ] === undefined
					? ''
					: textOf( fields[ 'note' ], 'note', { min: 0, max: 500 } ),
			payments: fields[ 'payments' ],
		};
	}

	function findRegister( fields: Fields ): Register {
		const wanted = fields[ 'register' ];
		const registers = store.registers();
		if ( wanted === undefined ) {
			const outlet = findOutlet( store, fields[ 'outlet' ], 'outlet' );
			const register = registers.find( ( one ) => one.outletId === outlet.id && one.isOpen );
			if ( ! register ) {
				throw new TillRefusal(
					409,
					'no_open_register',
					`No register is open at ${ outlet.name }.`,
					'outlet'
				);
			}
			return register;
		}
		const register = registers.find( ( one ) => one.id === wanted );
		if ( ! register ) {
			throw new TillRefusal(
				404,
				'no_register',
				'register must be the id of a register.',
				'register'
			);
		}
		if ( ! register.isOpen ) {
			throw new TillRefusal(
				409,
				'register_closed',
				`${ register.name } is closed.`,
				'register'
			);
		}
		return register;
	}

	function findCustomer( wanted: unknown ): Customer | null {
		if ( wanted === undefined || wanted === null || wanted === '' ) {
			return null;
		}
		const customer = store
			.customers()
			.find( ( one ) => one.id === wanted || one.email === wanted );
		if ( ! customer ) {
			throw new TillRefusal(
				404,
				'no_customer',
				'customer must be the id or e-mail of a customer.',
				'customer'
			);
		}
		return customer;
	}

	function documentLine( product: Product, quantity: Decimal, unitPrice: Decimal ): DocumentLine {
		const tax = store.taxes().find( ( one ) => one.id === product.taxId );
		if ( ! tax ) {
			throw new TillRefusal(
				409,
				'no_tax',
				`The tax of ${ fullName( product ) } is unknown.`
			);
		}
		return {
			...lineAmounts( unitPrice, sumOfRates( tax ), quantity ),
			productId: product.id,
			sku: product.sku,
			name: fullName( product ),
			quantity,
			taxRule: named( tax ),
		};
	}

	function readPayments( given: unknown, total: Decimal ): readonly Payment[] {
		const types = store.paymentTypes();
		if ( given === undefined ) {
			const card = types.find( ( type ) => type.name === 'Card' ) ?? types[ 0 ];
			return card ? [ { type: named( card ), amount: total } ] : [];
		}
		const payments = listOf( given, 'payments' ).map( ( entry, index ) => {
			const at = `payments[${ index }]`;
			const fields = fieldsOf( entry, [ 'type', 'amount' ], at );
			const type = types.find(
				( one ) => one.id === fields[ 'type' ] || one.name === fields[ 'type' ]
			);
			if ( ! type ) {
				throw new TillRefusal(
					404,
					'no_payment_type',
					`${ at }.type must be the id or the name of a payment type.`,
					`${ at }.type`
				);
			}
			return {
				type: named( type ),
				amount: decimalOf( fields[ 'amount' ], `${ at }.amount`, 'any' ),
			};
		} );
		const paid = payments.reduce( ( sum, payment ) => sum + payment.amount, 0n );
		if ( paid !== total ) {
			throw new TillRefusal(
				422,
				'not_balanced',
				`The payments come to ${ formatDecimal( paid ) }, the total is ${ formatMoney( total ) }.`,
				'payments'
			);
		}
		return payments;
	}

	return { read: readBasket, line: documentLine, payments: readPayments };
}
