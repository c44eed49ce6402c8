/**
 * What the battery needs of a shop: the real plugin and the stand-in both give it.
 */

export interface ProductWish {
	readonly name: string;
	readonly sku?: string;
	readonly gtin?: string;
	/** Decimal string; absent: no stock management. */
	readonly level?: string;
	/** Makes it a variable product. */
	readonly variations?: readonly {
		readonly name: string;
		readonly sku?: string;
		readonly level?: string;
	}[];
}

export interface AddedProduct {
	readonly id: number;
	readonly variations: readonly number[];
}

/** A shop, paired, with nothing in it that a test cares for. */
export interface WebStore {
	/** REST root of the contract with a slash at the end. */
	readonly root: string;
	/** Headers of the companion’s credential; without instance and contract. */
	readonly companion: Readonly< Record< string, string > >;
	/** Headers of a shop manager. */
	readonly admin: Readonly< Record< string, string > >;
	/** Headers of a signed-in user with neither right. */
	readonly customer: Readonly< Record< string, string > >;
	/** Ids in the order of the wishes. */
	addProducts( wishes: readonly ProductWish[] ): Promise< readonly AddedProduct[] >;
	/** The stored level; null where stock is not managed. */
	level( productId: number ): Promise< string | null >;
	/** Writes a level past every guard, as a database client does. */
	setLevelBySql( productId: number, level: string ): Promise< void >;
	trash( productId: number ): Promise< void >;
	/** A paid order; WooCommerce has taken the units when this answers. */
	placeOrder( productId: number, quantity: number ): Promise< number >;
	cancelOrder( orderId: number ): Promise< void >;
	/** Lets the shop believe that so many seconds have passed. */
	advance( seconds: number ): Promise< void >;
	/** Lets the shop find its own address changed. */
	changeAddress(): Promise< void >;
	stop(): Promise< void >;
}

export type MakeStore = () => Promise< WebStore >;
