import type { Decimal } from './decimal.ts';

/**
 * What a till of this kind knows, in its own words. All values are replaced,
 * never changed in place: a feed can go on showing an older one.
 */

export interface Named {
	readonly id: string;
	readonly name: string;
}

export interface Retailer extends Named {
	readonly domainPrefix: string;
	readonly currency: string;
	readonly timeZone: string;
	readonly country: string;
}

export interface Outlet extends Named {
	readonly city: string;
	/** Its default tax. */
	readonly taxId: string;
}

export interface Register extends Named {
	readonly outletId: string;
	readonly isOpen: boolean;
	/** Receipt numbers are prefix + running number: "QS1-1042". */
	readonly invoicePrefix: string;
	readonly invoiceSequence: number;
}

export interface PaymentType extends Named {
	/** The vendor's number of the kind: 1 cash, 2 card, 106 loyalty, 118 gift card. */
	readonly typeId: string;
}

export interface TaxRate extends Named {
	/** A fraction: 0.15 is fifteen per cent. */
	readonly rate: Decimal;
}

/** Has no rate of its own: the rates are added up. */
export interface Tax extends Named {
	readonly isDefault: boolean;
	readonly rates: readonly TaxRate[];
}

export interface User extends Named {
	readonly username: string;
	readonly email: string;
	readonly accountType: 'admin' | 'manager' | 'cashier';
}

export interface Customer extends Named {
	readonly email: string;
}

export type CodeType = 'CUSTOM' | 'EAN' | 'ISBN' | 'ITF' | 'JAN' | 'UPC';

export interface ProductCode {
	readonly id: string;
	readonly type: CodeType;
	readonly code: string;
}

export interface VariantOption {
	/** Of the attribute, shared by the families that use it. */
	readonly id: string;
	readonly name: string;
	readonly value: string;
}

export interface Component {
	readonly productId: string;
	readonly quantity: Decimal;
}

/** One sellable thing. Every variant of a family is a product of its own. */
export interface Product {
	readonly id: string;
	/** Equal for all variants of a family; the own id for a single product. */
	readonly familyId: string;
	/** Null on a single product and on the first variant of a family. */
	readonly parentId: string | null;
	/** How many variants the family has; 0 for a single product. */
	readonly familySize: number;
	/** Of the family. */
	readonly name: string;
	readonly options: readonly VariantOption[];
	readonly handle: string;
	/** May be empty, and need not be unique. */
	readonly sku: string;
	/** HTML; may be empty. */
	readonly description: string;
	readonly codes: readonly ProductCode[];
	readonly active: boolean;
	/** False: the till keeps no level. */
	readonly tracked: boolean;
	/** What a composite is made of; null for everything else. */
	readonly components: readonly Component[] | null;
	readonly priceIncludingTax: Decimal;
	readonly priceExcludingTax: Decimal;
	readonly supplyPrice: Decimal;
	readonly taxId: string;
	readonly type: Named;
	readonly brand: Named | null;
	readonly supplier: Named | null;
	readonly tags: readonly Named[];
	/** Grams; null when nobody entered it. */
	readonly weightGrams: number | null;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	readonly updatedAt: number;
	readonly deletedAt: number | null;
}

/** The level of one product at one outlet. */
export interface Inventory {
	readonly id: string;
	readonly productId: string;
	readonly outletId: string;
	/** May be negative and fractional. */
	readonly level: Decimal;
	readonly reorderPoint: Decimal;
	readonly averageCost: Decimal;
}

/** "Trail Jersey / M", or the name alone for a single product. */
export function fullName( product: Product ): string {
	return [ product.name, ...product.options.map( ( option ) => option.value ) ].join( ' / ' );
}
