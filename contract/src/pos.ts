import { z } from 'zod';
import { Decimal, PosId, Seq } from './primitives.ts';

const Name = z.string().max( 200 );

/** `PUT /pos`: what the POS is, whole, so that the shop’s forms can name things. */
export const PosRequest = z.strictObject( {
	/** Key of the adapter, for example `x-series`. */
	vendor: z.string().regex( /^[a-z0-9-]{1,30}$/ ),
	/** What people call it, for example `Lightspeed Retail (X-Series)`. */
	vendor_label: z.string().min( 1 ).max( 80 ),
	retailer: Name,
	/** ISO 4217, for example `EUR`. */
	currency: z.string().regex( /^[A-Z]{3}$/ ),
	/** Address of an item in the POS’s own back office with `{id}` in it; null when the vendor has none. */
	item_url: z
		.string()
		.regex( /^https?:\/\/[^\s"'<>]+$/ )
		.max( 300 )
		.nullable(),
	outlets: z.array( z.strictObject( { id: PosId, name: Name } ) ).max( 200 ),
	registers: z.array( z.strictObject( { id: PosId, name: Name, outlet_id: PosId } ) ).max( 1000 ),
	payment_types: z.array( z.strictObject( { id: PosId, name: Name } ) ).max( 500 ),
	/** `rate` is the sum of the tax’s parts as a fraction: `0.15` is 15 per cent. */
	taxes: z.array( z.strictObject( { id: PosId, name: Name, rate: Decimal } ) ).max( 500 ),
	users: z.array( z.strictObject( { id: PosId, name: Name } ) ).max( 1000 ),
	capabilities: z.strictObject( {
		/** Seconds after which the POS’s levels surely show a booking. */
		settle_seconds: z.int().min( 0 ).max( 3600 ),
		/** Fields of the ownership table this adapter supplies. */
		fields: z.array( z.string().max( 40 ) ).max( 60 ),
	} ),
} );
export type PosRequest = z.infer< typeof PosRequest >;

export const PosAnswer = z.object( { seq: Seq, changed: z.boolean() } );
