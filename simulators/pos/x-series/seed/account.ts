import { stableId } from '../chance.ts';
import { decimal } from '../decimal.ts';
import type { Customer, Outlet, PaymentType, Register, Retailer, Tax, User } from '../model.ts';

/** Everything of the account but its products. */
export interface Account {
	readonly retailer: Retailer;
	readonly taxes: readonly [ standard: Tax, none: Tax, ...others: Tax[] ];
	readonly outlets: readonly Outlet[];
	readonly registers: readonly Register[];
	readonly paymentTypes: readonly PaymentType[];
	readonly users: readonly User[];
	readonly customers: readonly Customer[];
}

/**
 * The account of the seeded shop: three outlets, one of them the stockroom
 * that web orders are booked in.
 *
 * @param currency ISO 4217, as the linked shop sells in.
 */
export function seedAccount( seed: string, currency: string ): Account {
	const id = ( kind: string, name: string ): string => stableId( seed, kind, name );
	const tax = (
		name: string,
		rates: Readonly< Record< string, string > >,
		isDefault = false
	): Tax => ( {
		id: id( 'tax', name ),
		name,
		isDefault,
		rates: Object.entries( rates ).map( ( [ label, rate ] ) => ( {
			id: id( 'tax-rate', `${ name } ${ label }` ),
			name: label,
			rate: decimal( rate ),
		} ) ),
	} );
	const standard = tax( 'GST', { GST: '0.15' }, true );
	const outlet = ( name: string, city: string ): Outlet => ( {
		id: id( 'outlet', name ),
		name,
		city,
		taxId: standard.id,
	} );
	const register = (
		name: string,
		outletName: string,
		invoicePrefix: string,
		isOpen = true
	): Register => ( {
		id: id( 'register', invoicePrefix ),
		name,
		outletId: id( 'outlet', outletName ),
		isOpen,
		invoicePrefix,
		invoiceSequence: 1040,
	} );
	const paymentType = ( name: string, typeId: string ): PaymentType => ( {
		id: id( 'payment-type', name ),
		name,
		typeId,
	} );
	const user = ( name: string, username: string, accountType: User[ 'accountType' ] ): User => ( {
		id: id( 'user', username ),
		name,
		username,
		email: `${ username }@example.com`,
		accountType,
	} );
	const customer = ( name: string, email: string ): Customer => ( {
		id: id( 'customer', email ),
		name,
		email,
	} );

	return {
		retailer: {
			id: id( 'retailer', 'retailer' ),
			name: 'Kererū Outdoor & Cycle',
			domainPrefix: 'kereru-outdoor',
			currency,
			timeZone: 'Pacific/Auckland',
			country: 'NZ',
		},
		taxes: [
			standard,
			tax( 'No Tax', { 'No Tax': '0' } ),
			tax( 'State and city', { State: '0.0625', City: '0.02375' } ),
		],
		outlets: [
			outlet( 'Queen Street', 'Auckland' ),
			outlet( 'Harbour', 'Wellington' ),
			outlet( 'Stockroom', 'Auckland' ),
		],
		registers: [
			register( 'Front counter', 'Queen Street', 'QS1-' ),
			register( 'Workshop', 'Queen Street', 'QS2-' ),
			register( 'Counter', 'Harbour', 'HB1-' ),
			register( 'Pop-up stall', 'Harbour', 'HB2-', false ),
			register( 'Web orders', 'Stockroom', 'WEB-' ),
		],
		paymentTypes: [
			paymentType( 'Cash', '1' ),
			paymentType( 'Card', '2' ),
			paymentType( 'Gift Card', '118' ),
			paymentType( 'Loyalty', '106' ),
			paymentType( 'Online', '2' ),
		],
		users: [
			user( 'Aroha Ngata', 'aroha', 'admin' ),
			user( 'Ben Fischer', 'ben', 'manager' ),
			user( 'Web orders', 'web', 'cashier' ),
		],
		customers: [
			customer( 'Mei Tanaka', 'mei.tanaka@example.com' ),
			customer( "Sean O'Brien", 'sean.obrien@example.com' ),
		],
	};
}
