import { between, stableId } from '../chance.ts';
import type { Chance } from '../chance.ts';
import { wholeTimes, ZERO } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import type {
	Customer,
	Inventory,
	Outlet,
	PaymentType,
	Product,
	Register,
	Retailer,
	Tax,
	User,
} from '../model.ts';
import { createFeed } from './feed.ts';
import type { Feed, FeedTiming, Hold } from './feed.ts';

/** What the store asks of the faults that are switched on. */
export interface StoreTiming {
	/** Milliseconds since 1970. */
	now(): number;
	inventoryLagMs(): number;
	/** As FeedTiming.takeHold, for products and levels. */
	takeHold( feed: 'products' | 'inventory' ): Hold | null;
}

export interface StoreOptions {
	readonly seed: string;
	readonly chance: Chance;
	readonly timing: StoreTiming;
	/** The version before the first one; a positive whole number. */
	readonly startVersion: number;
	readonly retailer: Retailer;
}

export interface LevelChange {
	readonly product: Product;
	readonly outletId: string;
	readonly before: Decimal;
	readonly after: Decimal;
}

export interface Store {
	readonly retailer: Retailer;
	readonly feeds: {
		readonly products: Feed< Product >;
		readonly inventory: Feed< Inventory >;
		readonly taxes: Feed< Tax >;
		readonly outlets: Feed< Outlet >;
		readonly registers: Feed< Register >;
		readonly paymentTypes: Feed< PaymentType >;
		readonly users: Feed< User >;
	};
	/** The truth, whatever the feeds show yet. */
	products(): readonly Product[];
	product( id: string ): Product | null;
	family( familyId: string ): readonly Product[];
	outlets(): readonly Outlet[];
	registers(): readonly Register[];
	taxes(): readonly Tax[];
	paymentTypes(): readonly PaymentType[];
	users(): readonly User[];
	customers(): readonly Customer[];

	putProduct( product: Product ): void;
	putTax( tax: Tax ): void;
	putOutlet( outlet: Outlet ): void;
	putRegister( register: Register ): void;
	putPaymentType( type: PaymentType ): void;
	putUser( user: User ): void;
	putCustomer( customer: Customer ): void;

	/**
	 * The true level at an outlet: of a composite the number that can be put
	 * together, null for what is not tracked or was never kept there.
	 */
	level( productId: string, outletId: string ): Decimal | null;
	/**
	 * Sets the level of a tracked product, making its row where there is
	 * none, and shows the composites made of it anew. Every call is a new
	 * version of the row, also when the level stays.
	 */
	setLevel( productId: string, outletId: string, level: Decimal ): LevelChange;
	/** Recomputes a composite's rows; call it once its components have levels. */
	refreshComposite( productId: string ): void;
}

/** Levels are kept by product and outlet together. */
function rowKey( productId: string, outletId: string ): string {
	return `${ productId } ${ outletId }`;
}

/**
 * The whole state of the simulated account. Nothing here knows HTTP. One
 * version counter serves all feeds and moves on by uneven steps, as the
 * vendor's does.
 */
export function createStore( options: StoreOptions ): Store {
	const { chance, timing, seed } = options;
	let version = options.startVersion;
	const nextVersion = (): number => ( version += between( chance, 1, 37 ) );

	const atOnce: FeedTiming = {
		now: timing.now,
		lagMs: () => 0,
		takeHold: () => null,
	};
	const feeds = {
		products: createFeed< Product >( nextVersion, {
			...atOnce,
			takeHold: () => timing.takeHold( 'products' ),
		} ),
		inventory: createFeed< Inventory >( nextVersion, {
			now: timing.now,
			lagMs: timing.inventoryLagMs,
			takeHold: () => timing.takeHold( 'inventory' ),
		} ),
		taxes: createFeed< Tax >( nextVersion, atOnce ),
		outlets: createFeed< Outlet >( nextVersion, atOnce ),
		registers: createFeed< Register >( nextVersion, atOnce ),
		paymentTypes: createFeed< PaymentType >( nextVersion, atOnce ),
		users: createFeed< User >( nextVersion, atOnce ),
	};

	const products = new Map< string, Product >();
	const families = new Map< string, Set< string > >();
	const levels = new Map< string, Inventory >();
	const customers = new Map< string, Customer >();
	const taxes = new Map< string, Tax >();
	const outlets = new Map< string, Outlet >();
	const registers = new Map< string, Register >();
	const paymentTypes = new Map< string, PaymentType >();
	const users = new Map< string, User >();
	/** Component id → ids of the composites that contain it. */
	const usedIn = new Map< string, Set< string > >();

	function remember< T extends { readonly id: string } >(
		table: Map< string, T >,
		feed: Feed< T >
	): ( value: T ) => void {
		return ( value ) => {
			table.set( value.id, value );
			feed.put( value.id, value );
		};
	}

	function putInventory( row: Inventory ): void {
		levels.set( rowKey( row.productId, row.outletId ), row );
		feeds.inventory.put( row.id, row );
	}

	function inventoryRow( product: Product, outletId: string, level: Decimal ): Inventory {
		const known = levels.get( rowKey( product.id, outletId ) );
		return known
			? { ...known, level }
			: {
					id: stableId( seed, 'inventory', product.id, outletId ),
					productId: product.id,
					outletId,
					level,
					reorderPoint: ZERO,
					averageCost: product.supplyPrice,
				};
	}

	function assembled( product: Product, outletId: string ): Decimal | null {
		const counts: Decimal[] = [];
		for ( const component of product.components ?? [] ) {
			const level = levels.get( rowKey( component.productId, outletId ) )?.level;
			if ( level !== undefined ) {
				counts.push( wholeTimes( level, component.quantity ) );
			}
		}
		return counts.length === 0 ? null : counts.reduce( ( a, b ) => ( b < a ? b : a ) );
	}

	function refreshAt( composite: Product, outletId: string ): void {
		const level = assembled( composite, outletId );
		const known = levels.get( rowKey( composite.id, outletId ) );
		if ( level !== null && level !== known?.level ) {
			putInventory( inventoryRow( composite, outletId, level ) );
		}
	}

	return {
		retailer: options.retailer,
		feeds,
		products: () => [ ...products.values() ],
		product: ( id ) => products.get( id ) ?? null,
		family: ( familyId ) =>
			[ ...( families.get( familyId ) ?? [] ) ].flatMap( ( id ) => products.get( id ) ?? [] ),
		outlets: () => [ ...outlets.values() ],
		registers: () => [ ...registers.values() ],
		taxes: () => [ ...taxes.values() ],
		paymentTypes: () => [ ...paymentTypes.values() ],
		users: () => [ ...users.values() ],
		customers: () => [ ...customers.values() ],

		putProduct( product ) {
			products.set( product.id, product );
			const family = families.get( product.familyId ) ?? new Set();
			families.set( product.familyId, family.add( product.id ) );
			for ( const { productId } of product.components ?? [] ) {
				const composites = usedIn.get( productId ) ?? new Set();
				usedIn.set( productId, composites.add( product.id ) );
			}
			feeds.products.put( product.id, product );
		},
		putTax: remember( taxes, feeds.taxes ),
		putOutlet: remember( outlets, feeds.outlets ),
		putRegister: remember( registers, feeds.registers ),
		putPaymentType: remember( paymentTypes, feeds.paymentTypes ),
		putUser: remember( users, feeds.users ),
		putCustomer( customer ) {
			customers.set( customer.id, customer );
		},

		level( productId, outletId ) {
			const product = products.get( productId );
			if ( ! product?.tracked ) {
				return null;
			}
			return product.components
				? assembled( product, outletId )
				: ( levels.get( rowKey( productId, outletId ) )?.level ?? null );
		},
		setLevel( productId, outletId, level ) {
			const product = products.get( productId );
			if ( ! product?.tracked || product.components ) {
				throw new RangeError( `The till keeps no level of its own for ${ productId }.` );
			}
			const before = levels.get( rowKey( productId, outletId ) )?.level ?? ZERO;
			putInventory( inventoryRow( product, outletId, level ) );
			for ( const id of usedIn.get( productId ) ?? [] ) {
				const composite = products.get( id );
				if ( composite ) {
					refreshAt( composite, outletId );
				}
			}
			return { product, outletId, before, after: level };
		},
		refreshComposite( productId ) {
			const composite = products.get( productId );
			for ( const outletId of outlets.keys() ) {
				if ( composite?.components ) {
					refreshAt( composite, outletId );
				}
			}
		},
	};
}
