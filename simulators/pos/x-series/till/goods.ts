import type { Decimal } from '../decimal.ts';
import type { Outlet, Product } from '../model.ts';
import { findOutlet, findProduct, move, mustBeCounted, times } from './counter.ts';
import type { TillParts } from './counter.ts';
import { decimalOf, fieldsOf, flagOf, invalid, listOf, TillRefusal } from './input.ts';

/** What a form that moved goods did. */
export interface GoodsResult {
	/** "COUNT-3", "ORDER-4" … */
	readonly reference: string;
	/** How many items it touched. */
	readonly items: number;
}

export interface GoodsActions {
	/** Completes an inventory count: `{ outlet, lines: [{ item, counted }], zero_uncounted }`. */
	count( body: unknown ): GoodsResult;
	/** Receives a stock order: `{ outlet, lines: [{ item, quantity }] }`. */
	receiveStockOrder( body: unknown ): GoodsResult;
	/** Sends and receives a transfer: `{ from, to, lines }`. */
	transfer( body: unknown ): GoodsResult;
	/** Adjusts levels for a reason: `{ outlet, reason, lines }`. */
	adjust( body: unknown ): GoodsResult;
}

/** Reason → whether it takes goods away; null for either way. */
export const adjustmentReasons: Readonly< Record< string, boolean | null > > = {
	DAMAGE: true,
	EXPIRY: true,
	INTERNAL_USE: true,
	THEFT: true,
	DONATION: true,
	STOCK_FOUND: false,
	SAMPLE_FOR_SALE: false,
	CUSTOM: null,
};

interface GoodsLine {
	readonly product: Product;
	readonly quantity: Decimal;
}

/** What moves goods without a sale. Each checks everything before it changes anything. */
export function createGoodsActions( parts: TillParts ): GoodsActions {
	const { store } = parts;
	let forms = 0;
	const nextReference = ( form: string ): string => `${ form }-${ ++forms }`;

	function readLines(
		body: unknown,
		name: 'quantity' | 'counted',
		sign: 'positive' | 'not_negative' | 'any'
	): readonly GoodsLine[] {
		const lines = listOf( body, 'lines' ).map( ( entry, index ): GoodsLine => {
			const at = `lines[${ index }]`;
			const fields = fieldsOf( entry, [ 'item', name ], at );
			const product = findProduct( store, fields[ 'item' ], `${ at }.item` );
			return {
				product: mustBeCounted( product, `${ at }.item` ),
				quantity: decimalOf( fields[ name ], `${ at }.${ name }`, sign ),
			};
		} );
		if ( new Set( lines.map( ( line ) => line.product.id ) ).size < lines.length ) {
			throw invalid( 'lines', 'must name each item once.' );
		}
		return lines;
	}

	function levelAt( product: Product, outlet: Outlet ): Decimal {
		return store.level( product.id, outlet.id ) ?? 0n;
	}

	/** A completed count without a filter covers the whole outlet. */
	function uncounted( outlet: Outlet, counted: readonly GoodsLine[] ): readonly GoodsLine[] {
		const done = new Set( counted.map( ( line ) => line.product.id ) );
		return store
			.products()
			.filter(
				( product ) =>
					product.tracked &&
					! product.components &&
					product.deletedAt === null &&
					! done.has( product.id ) &&
					levelAt( product, outlet ) !== 0n
			)
			.map( ( product ) => ( { product, quantity: 0n } ) );
	}

	return {
		count( body ) {
			const fields = fieldsOf( body, [ 'outlet', 'lines', 'zero_uncounted' ] );
			const outlet = findOutlet( store, fields[ 'outlet' ], 'outlet' );
			const counted = readLines( fields[ 'lines' ], 'counted', 'not_negative' );
			const rest = flagOf( fields[ 'zero_uncounted' ], 'zero_uncounted' )
				? uncounted( outlet, counted )
				: [];
			const reference = nextReference( 'COUNT' );
			for ( const { product, quantity } of [ ...counted, ...rest ] ) {
				move( parts, {
					kind: 'count',
					product,
					outlet,
					delta: quantity - levelAt( product, outlet ),
					reference,
					text: `counted ${ times( quantity, product ) } at ${ outlet.name }`,
				} );
			}
			return { reference, items: counted.length + rest.length };
		},
		receiveStockOrder( body ) {
			const fields = fieldsOf( body, [ 'outlet', 'lines' ] );
			const outlet = findOutlet( store, fields[ 'outlet' ], 'outlet' );
			const lines = readLines( fields[ 'lines' ], 'quantity', 'positive' );
			const reference = nextReference( 'ORDER' );
			for ( const { product, quantity } of lines ) {
				move( parts, {
					kind: 'stock_order',
					product,
					outlet,
					delta: quantity,
					reference,
					text: `received ${ times( quantity, product ) } at ${ outlet.name }`,
				} );
			}
			return { reference, items: lines.length };
		},
		transfer( body ) {
			const fields = fieldsOf( body, [ 'from', 'to', 'lines' ] );
			const from = findOutlet( store, fields[ 'from' ], 'from' );
			const to = findOutlet( store, fields[ 'to' ], 'to' );
			if ( from.id === to.id ) {
				throw invalid( 'to', 'must be another outlet.' );
			}
			const lines = readLines( fields[ 'lines' ], 'quantity', 'positive' );
			const reference = nextReference( 'TRANSFER' );
			for ( const { product, quantity } of lines ) {
				const what = times( quantity, product );
				move( parts, {
					kind: 'transfer_out',
					product,
					outlet: from,
					delta: -quantity,
					reference,
					text: `sent ${ what } from ${ from.name } to ${ to.name }`,
				} );
				move( parts, {
					kind: 'transfer_in',
					product,
					outlet: to,
					delta: quantity,
					reference,
					text: `got ${ what } at ${ to.name } from ${ from.name }`,
				} );
			}
			return { reference, items: lines.length };
		},
		adjust( body ) {
			const fields = fieldsOf( body, [ 'outlet', 'reason', 'lines' ] );
			const outlet = findOutlet( store, fields[ 'outlet' ], 'outlet' );
			const reason = String( fields[ 'reason' ] );
			if ( ! Object.hasOwn( adjustmentReasons, reason ) ) {
				throw invalid(
					'reason',
					`must be one of: ${ Object.keys( adjustmentReasons ).join( ', ' ) }.`
				);
			}
			const takesAway = adjustmentReasons[ reason ] ?? null;
			const lines = readLines( fields[ 'lines' ], 'quantity', 'any' );
			for ( const [ index, { quantity } ] of lines.entries() ) {
				if ( quantity === 0n || ( takesAway !== null && quantity < 0n !== takesAway ) ) {
					throw new TillRefusal(
						400,
						'wrong_sign',
						takesAway === null
							? 'The quantity must not be zero.'
							: `With ${ reason } the quantity must be ${ takesAway ? 'below' : 'above' } zero.`,
						`lines[${ index }].quantity`
					);
				}
			}
			const reference = nextReference( 'ADJUST' );
			for ( const { product, quantity } of lines ) {
				const sign = quantity < 0n ? '−' : '+';
				move( parts, {
					kind: 'adjustment',
					product,
					outlet,
					delta: quantity,
					reference,
					text: `adjusted ${ sign }${ times( quantity, product ) } at ${ outlet.name } (${ reason })`,
				} );
			}
			return { reference, items: lines.length };
		},
	};
}
