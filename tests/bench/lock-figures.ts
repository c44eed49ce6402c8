/**
 * What the plugin adds to the queries of a save, of the list of products and of the pages customers see: the same request with
 * the plugin and without.
 */
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Shop } from '../../tools/shop/index.ts';
import type { ShopSession } from '../support/shop-session.ts';
import type { Figure } from './report.ts';

const COUNTERS = fileURLToPath( new URL( './page-counters.php', import.meta.url ) );

/** Requests of each sort; the first of them fill WooCommerce's own caches. */
const REQUESTS = 4;

interface Question {
	readonly what: string;
	/** The request, with a number that differs each time. */
	readonly path: ( number: number ) => string;
	/** What it is compared with; missing: the same request without the plugin. */
	readonly base?: ( number: number ) => string;
	/** Most queries more. */
	readonly most: number;
}

function questions( linked: number, free: number ): Question[] {
	const save =
		( product: number, fields: 'own' | 'all' ) =>
		( number: number ): string =>
			`/?bench_save=${ product }&bench_value=${ number }&bench_fields=${ fields }`;
	return [
		{
			what: 'saving a product twice that is not linked',
			path: save( free, 'all' ),
			most: 1,
		},
		{
			what: 'saving the weight of a linked product twice',
			path: save( linked, 'own' ),
			most: 3,
		},
		{
			what: 'the same with a price and a level, which are refused',
			path: save( linked, 'all' ),
			base: save( linked, 'own' ),
			most: 3,
		},
		{
			what: 'the list of products, 100 rows',
			path: () => '/wp-admin/edit.php?post_type=product',
			most: 2,
		},
		{ what: 'the shop page', path: () => '/?post_type=product', most: 0 },
		{
			what: 'the page of a linked product',
			path: () => `/?p=${ linked }&post_type=product`,
			most: 0,
		},
		{ what: 'the cart with a linked product', path: () => '/?pagename=cart', most: 0 },
		{ what: 'the checkout with a linked product', path: () => '/?pagename=checkout', most: 0 },
	];
}

/**
 * Compares queries, each request several times in turn with the plugin and without; the least of each sort counts, because now
 * and then WordPress does housekeeping of its own.
 *
 * @param shop    The shop; its counters are switched on here.
 * @param admin   An administrator, whose cart is filled.
 * @param product Products of the shop: one that is linked, one that is not.
 * @param product.linked
 * @param product.free
 */
export async function measureLock(
	shop: Shop,
	admin: ShopSession,
	product: { readonly linked: number; readonly free: number }
): Promise< Figure[] > {
	copyFileSync(
		COUNTERS,
		join( shop.dir, 'site', 'wp-content', 'mu-plugins', 'page-counters.php' )
	);
	await admin.get( `/?add-to-cart=${ product.linked }` );
	let number = 1000;
	const count = async ( path: string, more: string ): Promise< number > => {
		const label = `n${ number }`;
		const { pathname, searchParams } = new URL( path, shop.url );
		const query = `${ searchParams.toString() }&bench=${ label }${ more }`;
		const answer = await admin.get( `${ pathname }?${ query }` );
		if ( answer.status !== 200 ) {
			throw new Error( `${ path } answered ${ answer.status }.` );
		}
		// A page that redirects is asked for twice; the last line is the page itself.
		const line = readFileSync( join( shop.dir, 'pages.log' ), 'utf8' )
			.split( '\n' )
			.findLast( ( one ) => one.startsWith( `${ label } ` ) );
		if ( line === undefined ) {
			throw new Error( `${ path } was not counted: is page-counters.php loaded?` );
		}
		return Number( line.split( ' ' )[ 1 ] );
	};
	const figures: Figure[] = [];
	for ( const { what, path, base = path, most } of questions( product.linked, product.free ) ) {
		const counts = { with: Number.POSITIVE_INFINITY, without: Number.POSITIVE_INFINITY };
		for ( let request = 0; request < REQUESTS; request++ ) {
			number += 10;
			const without = await count( base( number ), '&bench_without=1' );
			number += 10;
			const own = await count( path( number ), '' );
			if ( request > 0 ) {
				counts.without = Math.min( counts.without, without );
				counts.with = Math.min( counts.with, own );
			}
		}
		const more = counts.with - counts.without;
		figures.push( {
			what: `queries more, ${ what } (without: ${ counts.without })`,
			value: String( more ),
			promise: `≤ ${ most }`,
			kept: more <= most,
		} );
	}
	return figures;
}
