import { NAMESPACE } from '@tillsync/contract';
import { shopProducts } from '@tillsync/simulators/pos/x-series';
import { startWooShop, type NewProduct } from '@tillsync/simulators/woo';
import { findShopComponents, startShop } from '../shop/index.ts';
import { downloadShopSources } from '../shop/download.ts';
import { portOrAny } from './free-port.ts';
import { preparePage } from './page-bundle.ts';

/** The shop of the demo, real or not. */
export interface DemoShop {
	readonly kind: 'wordpress' | 'stand-in';
	readonly url: string;
	/** Where products can be looked at. */
	readonly frontUrl: string;
	readonly adminUrl: string;
	/** How to sign in; null where nobody has to. */
	readonly login: { readonly user: string; readonly password: string } | null;
	/** Asks an admin route of the contract. @throws Error when it does not answer 200. */
	ask< T >( method: string, path: string, body?: unknown ): Promise< T >;
	stop(): Promise< void >;
}

export interface ShopWish {
	/** 0 takes any free one. */
	readonly port: number;
	/** Take the admin page as it was built, even if its source is newer. */
	readonly pageAsBuilt: boolean;
	/** Seed of the till, whose goods the shop has as well. */
	readonly seed: string;
	readonly say: ( line: string ) => void;
}

function asker( root: string, headers: Readonly< Record< string, string > > ): DemoShop[ 'ask' ] {
	return async < T >( method: string, path: string, body?: unknown ): Promise< T > => {
		const response = await fetch( `${ root }${ path }`, {
			method,
			headers: {
				...headers,
				...( body === undefined ? {} : { 'Content-Type': 'application/json' } ),
			},
			...( body === undefined ? {} : { body: JSON.stringify( body ) } ),
		} );
		const text = await response.text();
		if ( ! response.ok ) {
			throw new Error( `The shop refuses ${ method } ${ path }: ${ text.slice( 0, 300 ) }` );
		}
		return JSON.parse( text ) as T;
	};
}

type Goods = ReturnType< typeof shopProducts >;

/** The till’s goods without the barcodes it has twice: a shop refuses the second. */
function goodsOf( seed: string ): Goods {
	const goods = shopProducts( seed );
	const uses = new Map< string | undefined, number >();
	const items = goods.flatMap( ( product ): { readonly gtin?: string }[] =>
		'variations' in product ? [ ...product.variations ] : [ product ]
	);
	for ( const { gtin } of items ) {
		uses.set( gtin, ( uses.get( gtin ) ?? 0 ) + 1 );
	}
	const clean = < T extends { readonly gtin?: string } >( item: T ): T => {
		const { gtin, ...rest } = item;
		return uses.get( gtin ) === 1 ? item : ( rest as T );
	};
	return goods.map( ( product ) =>
		'variations' in product
			? { ...product, variations: product.variations.map( clean ) }
			: clean( product )
	);
}

/** A WordPress with WooCommerce and the plugin. */
export async function startRealShop( {
	port,
	seed,
	say,
	pageAsBuilt,
}: ShopWish ): Promise< DemoShop > {
	if ( ! pageAsBuilt ) {
		await preparePage( 'admin', say );
	}
	const shop = await startShop( {
		port: await portOrAny( port, 'the shop', say ),
		products: goodsOf( seed ),
		log: say,
	} );
	const basic = Buffer.from( `${ shop.adminUser }:${ shop.applicationPassword }` ).toString(
		'base64'
	);
	return {
		kind: 'wordpress',
		url: shop.url,
		frontUrl: `${ shop.url }/shop/`,
		adminUrl: `${ shop.url }/wp-admin/admin.php?page=wc-admin&path=/tillsync`,
		login: { user: shop.adminUser, password: shop.adminPassword },
		ask: asker( `${ shop.url }/wp-json/${ NAMESPACE }`, { Authorization: `Basic ${ basic }` } ),
		stop: () => shop.stop(),
	};
}

/** The till’s goods as products of the stand-in. */
function standInProducts( seed: string ): NewProduct[] {
	return goodsOf( seed ).map( ( product ): NewProduct => {
		if ( ! ( 'variations' in product ) ) {
			const { name, sku, price, gtin, stock } = product;
			return { name, sku, price, level: String( stock ), ...( gtin ? { gtin } : {} ) };
		}
		return {
			name: product.name,
			variations: product.variations.map( ( { sku, price, gtin, stock, attributes } ) => ( {
				name: Object.values( attributes ).join( ', ' ),
				sku,
				price,
				level: String( stock ),
				...( gtin ? { gtin } : {} ),
			} ) ),
		};
	} );
}

/** The shop without WordPress. */
export async function startStandIn( {
	port,
	seed,
	say,
	pageAsBuilt,
}: ShopWish ): Promise< DemoShop > {
	if ( ! pageAsBuilt ) {
		await preparePage( 'standalone', say );
	}
	const woo = await startWooShop( {
		port: await portOrAny( port, 'the shop', say ),
		products: standInProducts( seed ),
	} );
	return {
		kind: 'stand-in',
		url: woo.url,
		frontUrl: `${ woo.url }/shop`,
		adminUrl: woo.adminUrl,
		login: null,
		ask: asker( woo.root.replace( /\/$/, '' ), woo.adminAuth ),
		stop: () => woo.stop(),
	};
}

/**
 * Why no real shop is possible here, in one line; null when one is. WordPress and WooCommerce are downloaded
 * where only they are missing.
 */
export async function whyNoRealShop( say: ( line: string ) => void ): Promise< string | null > {
	const found = findShopComponents( process.env );
	if ( found.ok ) {
		return null;
	}
	if ( ! found.downloadable ) {
		return found.missing;
	}
	const loaded = await downloadShopSources( { env: process.env, log: say } );
	if ( ! loaded.ok ) {
		return loaded.reason;
	}
	const again = findShopComponents( process.env );
	return again.ok ? null : again.missing;
}
