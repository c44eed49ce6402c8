import { formatDecimal, formatPadded } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import { fullName } from '../model.ts';
import type {
	Inventory,
	Outlet,
	PaymentType,
	Product,
	Register,
	Retailer,
	Tax,
	User,
} from '../model.ts';
import type { FeedRow } from '../store/feed.ts';
import type { Switches } from '../switches.ts';

/** How the values of one answer are written. */
export interface Dialect {
	readonly switches: Switches;
	/** A dated version of the API, not 2.0. */
	readonly dated: boolean;
	/** How far the vendor's clock is off, in milliseconds. */
	readonly skewMs: number;
}

/** A row as it goes into `data`. Keys are the vendor's. */
export type Row = Record< string, unknown >;

function instant( at: number | null, { skewMs }: Dialect ): string | null {
	return at === null
		? null
		: new Date( at + skewMs ).toISOString().replace( /\.\d+Z$/, '+00:00' );
}

function price( value: Decimal, { switches }: Dialect ): number | string {
	return switches.price_form === 'string'
		? formatDecimal( value )
		: Number( formatDecimal( value ) );
}

function quantity( value: Decimal, { switches }: Dialect ): number | string {
	switch ( switches.quantity_form ) {
		case 'number':
			return Number( formatDecimal( value ) );
		case 'string':
			return formatDecimal( value );
		case 'padded':
			return formatPadded( value );
	}
}

export function productRow( { value, version }: FeedRow< Product >, dialect: Dialect ): Row {
	const { switches, dated } = dialect;
	const codeType = ( type: string ): string =>
		switches.code_case === 'lower' ? type.toLowerCase() : type;
	return {
		id: value.id,
		version,
		...( dated ? { family_id: value.familyId } : {} ),
		name: value.name,
		variant_name: fullName( value ),
		handle: value.handle,
		sku: value.sku,
		description: value.description,
		product_codes: value.codes.map( ( { id, type, code } ) => ( {
			id,
			type: codeType( type ),
			code,
		} ) ),
		has_variants: value.familySize > 0 && value.parentId === null,
		variant_parent_id: value.parentId,
		variant_count: value.parentId === null && value.familySize > 0 ? value.familySize : null,
		variant_options: value.options,
		active: value.active,
		is_active: value.active,
		has_inventory: value.tracked,
		is_composite: value.components !== null,
		price_excluding_tax: price( value.priceExcludingTax, dialect ),
		price_including_tax:
			switches.display_prices === 'exclusive'
				? null
				: price( value.priceIncludingTax, dialect ),
		supply_price: price( value.supplyPrice, dialect ),
		type: value.type,
		product_type_id: value.type.id,
		brand: value.brand,
		supplier: value.supplier,
		tag_ids: value.tags.map( ( tag ) => tag.id ),
		categories: value.tags,
		images: [],
		skuImages: [],
		image_url: null,
		image_thumbnail_url: null,
		weight: value.weightGrams,
		weight_unit: value.weightGrams === null ? null : 'G',
		length: null,
		width: null,
		height: null,
		dimensions_unit: null,
		source: 'USER',
		source_id: null,
		source_variant_id: null,
		created_at: instant( value.createdAt, dialect ),
		updated_at: instant( value.updatedAt, dialect ),
		deleted_at: instant( value.deletedAt, dialect ),
	};
}

/** The form of 2.0 and of dated versions before 2026-07. */
export function inventoryRow( { value, version }: FeedRow< Inventory >, dialect: Dialect ): Row {
	const { inventory_field: field } = dialect.switches;
	const level = quantity( value.level, dialect );
	return {
		id: value.id,
		product_id: value.productId,
		outlet_id: value.outletId,
		...( field === 'current_amount' ? {} : { inventory_level: level } ),
		...( field === 'inventory_level' ? {} : { current_amount: level } ),
		reorder_point: quantity( value.reorderPoint, dialect ),
		reorder_amount: quantity( 0n, dialect ),
		average_cost: price( value.averageCost, dialect ),
		deleted_at: null,
		version,
	};
}

/** The form of 2026-07. */
export function datedInventoryRow(
	{ value, version }: FeedRow< Inventory >,
	dialect: Dialect
): Row {
	return {
		id: value.id,
		product_id: value.productId,
		outlet_id: value.outletId,
		current_inventory_level: quantity( value.level, dialect ),
		reorder_method: 'FIXED',
		reorder_point: quantity( value.reorderPoint, dialect ),
		reorder_amount: quantity( 0n, dialect ),
		reorder_target: null,
		quantity_to_procure: quantity( 0n, dialect ),
		average_cost: price( value.averageCost, dialect ),
		deleted_at: null,
		version,
	};
}

/** There is no rate at the top: the rates are added up. */
export function taxRow( { value, version }: FeedRow< Tax > ): Row {
	return {
		id: value.id,
		name: value.name,
		display_name: value.name,
		is_default: value.isDefault,
		rates: value.rates.map( ( { id, name, rate } ) => ( {
			id,
			name,
			display_name: name,
			rate: Number( formatDecimal( rate ) ),
		} ) ),
		deleted_at: null,
		version,
	};
}

export function outletRow( { value, version }: FeedRow< Outlet >, dialect: Dialect ): Row {
	return {
		id: value.id,
		name: value.name,
		default_tax_id: value.taxId,
		display_prices: dialect.switches.display_prices,
		physical_city: value.city,
		deleted_at: null,
		version,
	};
}

export function registerRow( { value, version }: FeedRow< Register > ): Row {
	return {
		id: value.id,
		name: value.name,
		outlet_id: value.outletId,
		is_open: value.isOpen,
		invoice_prefix: value.invoicePrefix,
		invoice_suffix: '',
		invoice_sequence: value.invoiceSequence,
		deleted_at: null,
		version,
	};
}

export function paymentTypeRow( { value, version }: FeedRow< PaymentType > ): Row {
	return {
		id: value.id,
		name: value.name,
		type_id: value.typeId,
		config: null,
		deleted_at: null,
		version,
	};
}

export function userRow( { value, version }: FeedRow< User > ): Row {
	return {
		id: value.id,
		username: value.username,
		display_name: value.name,
		email: value.email,
		account_type: value.accountType,
		is_primary_user: value.accountType === 'admin',
		deleted_at: null,
		version,
	};
}

export function retailerRow( retailer: Retailer ): Row {
	return {
		id: retailer.id,
		name: retailer.name,
		domain_prefix: retailer.domainPrefix,
		currency: retailer.currency,
		time_zone: retailer.timeZone,
		country: retailer.country,
	};
}

/** The same row with fields no reader can make sense of; id and version stay. */
export function unreadable( row: Row ): Row {
	const broken: Row = { ...row };
	for ( const key of Object.keys( row ) ) {
		if ( /(?:level|amount|^price_|_price$|^rate)/.test( key ) ) {
			broken[ key ] = 'n/a';
		}
		if ( /^(?:name|sku|has_inventory|rates)$/.test( key ) ) {
			broken[ key ] = { unreadable: true };
		}
	}
	return broken;
}
