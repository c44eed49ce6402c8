import { Decimal } from '@tillsync/contract';
import { z } from 'zod';
import { fromUnits } from '../model/decimal.ts';
import type { Shopkeeping } from '../model/shopkeeping.ts';
import type { Product, ShopState } from '../model/state.ts';
import { stockText } from './storefront.ts';

const LevelEdit = z.strictObject( {
	level: Decimal.nullable(),
	way: z.enum( [ 'editor', 'sql' ] ),
} );
const NewOrder = z.strictObject( {
	lines: z
		.array( z.strictObject( { product_id: z.int().min( 1 ), quantity: Decimal } ) )
		.min( 1 )
		.max( 50 ),
} );

export interface ShopApiAnswer {
	readonly status: number;
	readonly body: unknown;
}

const plain = ( product: Product ) => ( {
	id: product.id,
	name: product.name,
	sku: product.sku,
	type: product.type,
	level: product.manageStock && product.level !== null ? fromUnits( product.level ) : null,
	stock: stockText( product ),
} );

const refused = ( status: number, message: string ): ShopApiAnswer => ( {
	status,
	body: { message, taken: false },
} );

function editLevel( shop: Shopkeeping, product: Product, body: unknown ): ShopApiAnswer {
	const edit = LevelEdit.safeParse( body );
	if ( ! edit.success ) {
		return refused( 400, 'Send {"level":"7","way":"editor"}; way is "editor" or "sql".' );
	}
	const taken = shop.setLevel( product.id, edit.data.level, edit.data.way );
	return {
		status: 200,
		body: {
			taken,
			message: taken ? 'Saved.' : 'Not saved: the till owns this level.',
			...plain( product ),
		},
	};
}

function order( state: ShopState, shop: Shopkeeping, body: unknown ): ShopApiAnswer {
	const read = NewOrder.safeParse( body );
	if ( ! read.success ) {
		return refused( 400, 'Send {"lines":[{"product_id":101,"quantity":"1"}]}.' );
	}
	const unknown = read.data.lines.find( ( line ) => ! state.products.has( line.product_id ) );
	if ( unknown ) {
		return refused( 404, `There is no product ${ unknown.product_id }.` );
	}
	const id = shop.placeOrder(
		read.data.lines.map( ( line ) => ( {
			productId: line.product_id,
			quantity: line.quantity,
		} ) )
	);
	return { status: 201, body: { id } };
}

/**
 * What happens in a shop without TillSync: `GET /products`, `GET /products/{id}`, `PUT /products/{id}/level`, `POST /orders`.
 * No credential: the stand-in listens on this machine alone.
 */
export function shopApi(
	state: ShopState,
	shop: Shopkeeping,
	method: string,
	path: string,
	body: unknown
): ShopApiAnswer {
	if ( method === 'GET' && path === '/products' ) {
		return { status: 200, body: { items: [ ...state.products.values() ].map( plain ) } };
	}
	if ( method === 'POST' && path === '/orders' ) {
		return order( state, shop, body );
	}
	const [ , id, part ] = /^\/products\/([0-9]{1,15})(\/level)?$/.exec( path ) ?? [];
	const product = state.products.get( Number( id ) );
	if ( ! product ) {
		return refused( 404, 'There is nothing here.' );
	}
	if ( method === 'GET' && part === undefined ) {
		return { status: 200, body: plain( product ) };
	}
	return method === 'PUT' && part !== undefined
		? editLevel( shop, product, body )
		: refused( 405, 'This cannot be done here.' );
}
