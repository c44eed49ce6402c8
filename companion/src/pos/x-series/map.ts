import { isGtin } from '../../domain/gtin.ts';
import { addDecimals } from '../../domain/quantity.ts';
import type { CatalogueItem, Level } from '../../domain/shop.ts';
import type { InventoryRow, ProductRow } from './schema.ts';

/** Kinds of code that are barcodes; CUSTOM ones are the shop’s own numbering. Sent in upper or lower case. */
const BARCODES = [ 'EAN', 'UPC', 'ISBN', 'JAN', 'ITF' ];

/**
 * One product row as an item. Every variant is a row of its own and becomes an item of its own; the row others point to
 * is itself a variant. A key the vendor left out stays out: unknown, not empty.
 */
export function itemOf( row: ProductRow ): CatalogueItem {
	const active = row.active ?? row.is_active;
	const family = familyOf( row );
	return {
		id: row.id,
		version: row.version,
		...( family !== undefined && { family_id: family } ),
		...( row.name !== undefined && { name: row.name } ),
		...( row.variant_options !== undefined && {
			options: ( row.variant_options ?? [] ).map( ( { name, value } ) => ( {
				name,
				value,
			} ) ),
		} ),
		...( row.sku !== undefined && { sku: row.sku === '' ? null : row.sku } ),
		...( row.product_codes !== undefined && { gtin: gtinOf( row.product_codes ?? [] ) } ),
		...( row.price_including_tax !== undefined && {
			price_including_tax: row.price_including_tax,
		} ),
		...( row.price_excluding_tax !== undefined && {
			price_excluding_tax: row.price_excluding_tax,
		} ),
		...( row.image_url !== undefined && { image_url: row.image_url || null } ),
		...( typeof row.has_inventory === 'boolean' && { tracked: row.has_inventory } ),
		...( typeof row.is_composite === 'boolean' && { composite: row.is_composite } ),
		...( typeof active === 'boolean' && { active } ),
		...( row.deleted_at !== undefined && { deleted_at: row.deleted_at } ),
	};
}

/**
 * The family’s id: the vendor’s own where it is sent, else the id of the row the variants point to.
 * Null for a product that stands alone, which may carry its own id as the family’s; undefined when nothing was said.
 */
function familyOf( row: ProductRow ): string | null | undefined {
	if ( row.variant_parent_id ) {
		return row.family_id ?? row.variant_parent_id;
	}
	if ( row.has_variants === true ) {
		return row.family_id ?? row.id;
	}
	if ( row.family_id && row.family_id !== row.id && ( row.variant_options ?? [] ).length > 0 ) {
		return row.family_id;
	}
	const silent =
		row.family_id === undefined &&
		row.variant_parent_id === undefined &&
		typeof row.has_variants !== 'boolean';
	return silent ? undefined : null;
}

function gtinOf( codes: NonNullable< ProductRow[ 'product_codes' ] > ): string | null {
	const barcode = codes.find(
		( { type, code } ) =>
			BARCODES.includes( ( type ?? '' ).toUpperCase() ) && isGtin( ( code ?? '' ).trim() )
	);
	return barcode?.code?.trim() ?? null;
}

export function levelOf( row: InventoryRow ): Level {
	return {
		item_id: row.product_id,
		outlet_id: row.outlet_id,
		level: row.level,
		version: row.version,
	};
}

/** A tax’s rate as a fraction; "0" for one without parts. */
export function rateOf( rates: readonly { readonly rate: string }[] ): string {
	return addDecimals( rates.map( ( { rate } ) => rate ) );
}
