import { fail, succeed, type Result } from '../../domain/failure.ts';
import type { PosDescription } from '../pos.ts';
import type { XSeriesClient } from './client.ts';
import { rateOf } from './map.ts';
import {
	OutletRow,
	PaymentTypeRow,
	RegisterRow,
	Retailer,
	TaxRow,
	UserRow,
	endOf,
} from './schema.ts';

/** What only the adapter itself knows of a description. */
export type Constants = Pick<
	PosDescription,
	'vendor' | 'vendor_label' | 'item_url' | 'capabilities'
>;

/** The account as the shop’s forms need it: a dozen requests, one after the other. */
export async function describeAccount(
	client: XSeriesClient,
	constants: Constants
): Promise< Result< PosDescription > > {
	const found = await client.one( '/retailer' );
	if ( ! found.ok ) {
		return found;
	}
	const outlets = await client.all( 'outlets', OutletRow, endOf );
	if ( ! outlets.ok ) {
		return outlets;
	}
	const registers = await client.all( 'registers', RegisterRow, endOf );
	if ( ! registers.ok ) {
		return registers;
	}
	const payments = await client.all( 'payment_types', PaymentTypeRow, endOf );
	if ( ! payments.ok ) {
		return payments;
	}
	const taxes = await client.all( 'taxes', TaxRow, endOf );
	if ( ! taxes.ok ) {
		return taxes;
	}
	const users = await client.all( 'users', UserRow, endOf );
	if ( ! users.ok ) {
		return users;
	}
	const retailer = Retailer.safeParse( found.value );
	const currency = retailer.data?.currency ?? outlets.value.find( hasCurrency )?.currency;
	if ( ! retailer.success || ! currency ) {
		return fail( {
			kind: 'unavailable',
			code: 'unreadable_answer',
			detail: '/retailer: no currency',
		} );
	}
	return succeed( {
		...constants,
		retailer: named( '', retailer.data.name ?? retailer.data.domain_prefix ).name,
		currency,
		outlets: outlets.value.map( ( { id, name } ) => named( id, name ) ),
		registers: registers.value.map( ( { id, name, outlet_id } ) => ( {
			...named( id, name ),
			outlet_id,
		} ) ),
		payment_types: payments.value.map( ( { id, name } ) => named( id, name ) ),
		taxes: taxes.value.map( ( { id, name, rates } ) => ( {
			...named( id, name ),
			rate: rateOf( rates ?? [] ),
		} ) ),
		users: users.value.map( ( { id, name, display_name, username } ) =>
			named( id, display_name || name || username )
		),
	} );
}

function hasCurrency( outlet: { readonly currency?: string | null | undefined } ): boolean {
	return Boolean( outlet.currency );
}

/** The shop keeps names of up to 200 characters. */
function named( id: string, name: string | null | undefined ): { id: string; name: string } {
	return { id, name: ( name ?? '' ).slice( 0, 200 ) };
}
