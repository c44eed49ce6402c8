/**
 * The vendor’s JSON, as far as it is used. Unknown keys pass. What is a wrong type in one row makes that row unreadable
 * and no other. Nothing outside this folder sees these shapes.
 */
import { z } from 'zod';
import { readPosId } from '../../domain/ids.ts';
import { readDecimal } from '../../domain/quantity.ts';
import { higherVersion, readVersion, type Version } from '../../domain/version.ts';

/** A value read by one of the domain’s readers, which answer null for what they cannot read. */
function readWith< T >( read: ( value: unknown ) => T | null, what: string ) {
	return z.unknown().transform( ( value, context ): T => {
		const result = read( value );
		if ( result === null ) {
			context.addIssue( { code: 'custom', message: `is not ${ what }` } );
			return z.NEVER;
		}
		return result;
	} );
}

const Id = readWith( readPosId, 'an id' );
const RowVersion = readWith( readVersion, 'a version' );
const Quantity = readWith( readDecimal, 'a quantity' );
/** Missing stays missing, null and empty are empty, anything else must be a number. */
const Price = z.union( [ z.null(), z.literal( '' ).transform( () => null ), Quantity ] ).optional();
const Text = z.union( [ z.string(), z.null().transform( () => '' ) ] );
const OptionalId = z.union( [ z.null(), z.literal( '' ).transform( () => null ), Id ] ).optional();

const INSTANT =
	/^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?(?:Z|[+-]00:?00)?$/;

/** The vendor’s dates are UTC, with `T` or a space, with `Z`, `+00:00` or nothing. */
function readInstant( value: unknown ): string | null {
	const parts = typeof value === 'string' ? INSTANT.exec( value ) : null;
	return parts ? `${ parts[ 1 ] }T${ parts[ 2 ] }Z` : null;
}

export const ProductRow = z.object( {
	id: Id,
	version: RowVersion,
	/** Newer versions have it; a single product may carry its own id. */
	family_id: OptionalId,
	variant_parent_id: OptionalId,
	has_variants: z.boolean().nullish(),
	/** Of the family. */
	name: Text.optional(),
	variant_options: z
		.array( z.object( { name: Text, value: Text } ) )
		.nullable()
		.optional(),
	sku: Text.optional(),
	product_codes: z
		.array( z.object( { type: z.string().nullish(), code: z.string().nullish() } ) )
		.nullable()
		.optional(),
	price_including_tax: Price,
	price_excluding_tax: Price,
	image_url: z.string().nullable().optional(),
	active: z.boolean().nullish(),
	is_active: z.boolean().nullish(),
	has_inventory: z.boolean().nullish(),
	is_composite: z.boolean().nullish(),
	deleted_at: z
		.union( [
			z.null(),
			z.literal( '' ).transform( () => null ),
			readWith( readInstant, 'an instant' ),
		] )
		.optional(),
} );
export type ProductRow = z.infer< typeof ProductRow >;

/** The level has had three names: `inventory_level` and `current_amount` on 2.0, `current_inventory_level` on dated versions. */
export const InventoryRow = z
	.object( {
		product_id: Id,
		outlet_id: Id,
		version: RowVersion,
		inventory_level: z.unknown().optional(),
		current_amount: z.unknown().optional(),
		current_inventory_level: z.unknown().optional(),
	} )
	.transform( ( row, context ) => {
		const names = [ row.inventory_level, row.current_amount, row.current_inventory_level ];
		const levels = names.filter( ( value ) => value !== undefined ).map( readDecimal );
		const [ level ] = levels;
		// Two names that disagree say nothing about the level.
		if ( ! level || levels.some( ( other ) => other !== level ) ) {
			context.addIssue( { code: 'custom', message: 'level is not a quantity' } );
			return z.NEVER;
		}
		return {
			product_id: row.product_id,
			outlet_id: row.outlet_id,
			version: row.version,
			level,
		};
	} );
export type InventoryRow = z.infer< typeof InventoryRow >;

/** What is left of a row that cannot be read: enough to ask for it again. */
export const RowId = z.object( { id: Id } );
export const InventoryRowId = z.object( { product_id: Id } );
/** The version alone, which the envelope may leave out. */
const RowWithVersion = z.object( { version: RowVersion } );

/** A list with its envelope, or bare. `version` may be missing, and is null on an empty list. */
export const List = z.union( [
	z.array( z.unknown() ).transform( ( rows ) => ( { rows, max: null } ) ),
	z
		.object( {
			data: z.array( z.unknown() ),
			version: z.object( { max: z.union( [ z.null(), RowVersion ] ).optional() } ).nullish(),
		} )
		.transform( ( { data, version } ) => ( { rows: data, max: version?.max ?? null } ) ),
] );
export type List = z.infer< typeof List >;

/** Where a page ends: as its envelope says, else the highest version among its rows; null when neither can be read. */
export function endOf( list: List ): Version | null {
	if ( list.max !== null ) {
		return list.max;
	}
	return list.rows.reduce< Version | null >( ( highest, raw ) => {
		const row = RowWithVersion.safeParse( raw );
		if ( ! row.success ) {
			return highest;
		}
		return highest === null ? row.data.version : higherVersion( highest, row.data.version );
	}, null );
}

/** One thing, in its envelope or bare; a list of one is that one. */
export const Single = z.record( z.string(), z.unknown() ).transform( ( body ): unknown => {
	const inner = 'data' in body ? body[ 'data' ] : body;
	return Array.isArray( inner ) ? inner[ 0 ] : inner;
} );

const Currency = z.string().regex( /^[A-Z]{3}$/ );

export const Retailer = z.object( {
	name: z.string().nullish(),
	domain_prefix: z.string().nullish(),
	currency: Currency.nullish(),
} );

const Named = z.object( { id: Id, name: Text.optional() } );
export const OutletRow = Named.extend( { currency: Currency.nullish() } );
export const RegisterRow = Named.extend( { outlet_id: Id } );
export const PaymentTypeRow = Named;
/** The tax has no rate of its own: its parts are added up. */
export const TaxRow = Named.extend( {
	rates: z.array( z.object( { rate: Quantity } ) ).optional(),
} );
export const UserRow = Named.extend( {
	display_name: z.string().nullish(),
	username: z.string().nullish(),
} );

/** The error body, where there is one. */
export const ErrorBody = z.object( {
	error: z.string().optional(),
	message: z.string().optional(),
} );
