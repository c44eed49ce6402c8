import { randomUUID } from 'node:crypto';
import { floorToWhole, fromUnits, toUnits, type Units } from './decimal.ts';
import { record } from './activity.ts';
import type { Order, OrderLine, Product, ShopState } from './state.ts';

/** A product as the caller describes it; a variable product has variations and no level of its own. */
export interface NewProduct {
	readonly name: string;
	readonly type?: 'simple' | 'variable' | 'grouped';
	readonly sku?: string;
	readonly gtin?: string;
	readonly price?: string;
	/** Decimal string; absent: WooCommerce manages no stock of it. */
	readonly level?: string;
	readonly imageUrl?: string;
	readonly variations?: readonly {
		readonly name: string;
		readonly sku?: string;
		readonly gtin?: string;
		readonly price?: string;
		readonly level?: string;
	}[];
}

/**
 * How a change comes in. `editor`: by a form, REST or CRUD, where the lock drops what the POS owns of a linked product.
 * `sql`: straight into the database, past every guard.
 */
export type Way = 'editor' | 'sql';

/** What a shop does by itself or its keeper by hand: none of it knows about the POS. */
export interface Shopkeeping {
	/** Adds a product and answers its id and those of its variations, in their order. */
	addProduct( product: NewProduct ): { id: number; variations: number[] };
	/** The product as it stands, or undefined. */
	product( id: number ): Product | undefined;
	/** The stored level as a decimal string; null: none. */
	level( id: number ): string | null;
	/** Sets a level. Answers whether it was taken: on a linked product an editor’s level is dropped and logged. */
	setLevel( id: number, level: string | null, way?: Way ): boolean;
	trash( id: number ): void;
	untrash( id: number ): void;
	/**
	 * Places a paid order: WooCommerce takes the units out of its levels. With `announceOnly` it has not done so yet –
	 * the moment between the payment and the reduction; `reduce` catches up.
	 */
	placeOrder(
		lines: readonly { productId: number; quantity: string }[],
		options?: { announceOnly?: boolean }
	): number;
	reduce( orderId: number ): void;
	/** Cancels an order: the units come back. */
	cancel( orderId: number ): void;
	/** Refunds units of one product of an order and puts them back on the shelf. */
	restock( orderId: number, productId: number, quantity: string ): void;
	/** What the POS was told of an order’s line; without a seq only the intent is stored. */
	book( orderId: number, productId: number, quantity: string, booked?: boolean ): void;
	/** Serves the shop under another address from now on, as a moved or copied site does. */
	moveFrom( oldUrl: string ): void;
}

function changeLevel( product: Product, by: Units ): void {
	if ( product.manageStock && product.level !== null ) {
		product.level += by;
		product.inStock = product.level > 0n;
	}
}

/** A line WooCommerce has taken `units` more (or less) of than before. */
function took( state: ShopState, line: OrderLine, units: Units ): void {
	line.reduced += units;
	const entry = state.ledger.get( line.id );
	if ( entry ) {
		entry.taken = ( entry.taken ?? 0n ) + units;
	}
}

function findLine( order: Order | undefined, productId: number ): OrderLine {
	const line = order?.lines.find( ( candidate ) => candidate.productId === productId );
	if ( ! line ) {
		throw new Error( `The order has no line of product ${ productId }.` );
	}
	return line;
}

export function createShopkeeping( state: ShopState ): Shopkeeping {
	const need = ( id: number ): Product => {
		const product = state.products.get( id );
		if ( ! product ) {
			throw new Error( `There is no product ${ id }.` );
		}
		return product;
	};
	const held = ( level: string ): Units =>
		state.decimals ? toUnits( level ) : floorToWhole( toUnits( level ) );
	const add = (
		product: Omit< NewProduct, 'type' | 'variations' >,
		type: Product[ 'type' ],
		parentId: number
	): number => {
		const id = ++state.counters.product;
		const level = product.level === undefined ? null : held( product.level );
		state.products.set( id, {
			id,
			type,
			parentId,
			name: product.name,
			sku: product.sku ?? '',
			gtin: product.gtin ?? '',
			regularPrice: product.price ?? '',
			imageUrl: product.imageUrl ?? null,
			trashed: false,
			manageStock: level !== null,
			level,
			inStock: level === null || level > 0n,
		} );
		return id;
	};
	const reduce = ( orderId: number ): void => {
		for ( const line of state.orders.get( orderId )?.lines ?? [] ) {
			const open = line.qty - line.reduced;
			changeLevel( need( line.productId ), -open );
			took( state, line, open );
		}
	};

	return {
		addProduct( { type = 'simple', variations = [], ...product } ) {
			const kind = variations.length > 0 ? 'variable' : type;
			const id = add( product, kind, 0 );
			return {
				id,
				variations: variations.map( ( variation ) =>
					add(
						{ ...variation, name: `${ product.name } - ${ variation.name }` },
						'variation',
						id
					)
				),
			};
		},
		product: ( id ) => state.products.get( id ),
		level( id ) {
			const { level } = need( id );
			return level === null ? null : fromUnits( level );
		},
		setLevel( id, level, way = 'editor' ) {
			const product = need( id );
			const itemId = state.linkedProducts.get( id );
			if ( way === 'editor' && itemId !== undefined ) {
				record( state, {
					kind: 'refused',
					outcome: 'info',
					cause: randomUUID(),
					itemId,
					productId: id,
					facts: {
						field: 'level',
						fields: 'Stock quantity',
						...( product.level === null ? {} : { from: fromUnits( product.level ) } ),
						...( level === null ? {} : { to: level } ),
						door: 'editor',
						user: 'admin',
					},
				} );
				return false;
			}
			product.level = level === null ? null : held( level );
			if ( way === 'editor' ) {
				product.manageStock = product.level !== null;
				product.inStock = product.level === null || product.level > 0n;
			}
			return true;
		},
		trash( id ) {
			need( id ).trashed = true;
		},
		untrash( id ) {
			need( id ).trashed = false;
		},
		placeOrder( lines, { announceOnly = false } = {} ) {
			const orderId = ++state.counters.order;
			const order: Order = { id: orderId, lines: [] };
			for ( const { productId, quantity } of lines ) {
				need( productId );
				const line: OrderLine = {
					id: ++state.counters.line,
					productId,
					qty: toUnits( quantity ),
					reduced: 0n,
				};
				order.lines.push( line );
				const itemId = state.linkedProducts.get( productId );
				if ( itemId !== undefined ) {
					state.ledger.set( line.id, {
						id: line.id,
						orderId,
						productId,
						itemId,
						qty: line.qty,
						taken: null,
						announcedAt: state.now(),
						standing: 'counted',
					} );
				}
			}
			state.orders.set( orderId, order );
			state.counters.outbox++;
			if ( ! announceOnly ) {
				reduce( orderId );
			}
			return orderId;
		},
		reduce,
		cancel( orderId ) {
			for ( const line of state.orders.get( orderId )?.lines ?? [] ) {
				changeLevel( need( line.productId ), line.reduced );
				took( state, line, -line.reduced );
			}
		},
		restock( orderId, productId, quantity ) {
			const line = findLine( state.orders.get( orderId ), productId );
			const units = toUnits( quantity );
			changeLevel( need( productId ), units );
			took( state, line, -units );
		},
		book( orderId, productId, quantity, booked = true ) {
			const line = findLine( state.orders.get( orderId ), productId );
			const entry = state.ledger.get( line.id );
			if ( ! entry ) {
				throw new Error( `Line ${ line.id } is of no linked product.` );
			}
			state.bookings.push( {
				lineId: line.id,
				itemId: entry.itemId,
				event: `sale:${ state.bookings.length + 1 }`,
				delta: toUnits( quantity ),
				seq: booked ? ++state.counters.seq : null,
			} );
		},
		moveFrom( oldUrl ) {
			state.homeUrl = oldUrl;
		},
	};
}
