import type { LinksRequest } from '@tillsync/contract';
import { createClient } from '../../../admin-src/api/client.ts';
import { collectProposals, runPairs, type Pair } from '../../../admin-src/api/link-run.ts';
import { wordpressApiFetch } from '../../support/admin/api-fetch.ts';
import { catalogue, outcome, proposed } from '../../support/admin/samples.ts';
import { fakeShop, type Handlers } from '../../support/admin/shop.ts';

const pairs = ( count: number ): Pair[] =>
	Array.from( { length: count }, ( _, n ) => ( {
		itemId: `i${ n }`,
		productId: 100 + n,
		name: `Product ${ n }`,
	} ) );

const answerAll: Handlers[ 'links_change' ] = ( { body } ) => ( {
	version: 1,
	items: ( body as LinksRequest ).pairs.map( ( pair ) =>
		outcome( Number( pair.item_id.slice( 1 ) ) )
	),
} );

function run( handlers: Handlers ) {
	const shop = fakeShop( handlers );
	return { shop, client: createClient( wordpressApiFetch( shop.fetch ) ) };
}

describe( 'many pairs', () => {
	it( 'go fifty a request and are counted', async () => {
		const { shop, client } = run( { links_change: answerAll } );
		const progress: number[] = [];
		const result = await runPairs( client, 'link', pairs( 120 ), {
			dryRun: false,
			onProgress: ( done ) => progress.push( done ),
		} );
		expect( progress ).toEqual( [ 0, 50, 100, 120 ] );
		expect( shop.asked.map( ( { body } ) => body.pairs.length ) ).toEqual( [ 50, 50, 20 ] );
		expect( result ).toMatchObject( { left: 0, failure: null } );
		expect( result.outcomes ).toHaveLength( 120 );
	} );

	it( 'end at a failed request; what was done stays told', async () => {
		let asked = 0;
		const { client } = run( {
			links_change: ( request ) =>
				++asked === 2 ? { refused: 'storage_failed' } : answerAll( request ),
		} );
		const result = await runPairs( client, 'link', pairs( 120 ), {
			dryRun: false,
			onProgress: () => undefined,
		} );
		expect( result.outcomes ).toHaveLength( 50 );
		expect( result.left ).toBe( 70 );
		expect( result.failure ).toMatchObject( { failure: 'storage_failed' } );
	} );

	it( 'stop after the batch under way when told to', async () => {
		const stop = new AbortController();
		const { shop, client } = run( { links_change: answerAll } );
		const result = await runPairs( client, 'unlink', pairs( 120 ), {
			dryRun: false,
			onProgress: ( done ) => {
				if ( done === 50 ) {
					stop.abort();
				}
			},
			stop: stop.signal,
		} );
		expect( shop.asked ).toHaveLength( 1 );
		expect( result ).toMatchObject( { left: 70, failure: null } );
	} );

	it( 'are collected from every page of proposals, each item once', async () => {
		const { client, shop } = run( {
			catalogue_list: ( { query } ) =>
				catalogue(
					query[ 'page' ] === '1'
						? [ proposed( 1 ), proposed( 2 ) ]
						: [ proposed( 2 ), proposed( 3 ) ],
					{
						total: 4,
						pages: 2,
					}
				),
		} );
		const found = await collectProposals( client, new AbortController().signal );
		expect( found.map( ( { itemId } ) => itemId ) ).toEqual( [ 'i1', 'i2', 'i3' ] );
		expect( shop.asked.map( ( { query } ) => query[ 'state' ] ) ).toEqual( [
			'proposed',
			'proposed',
		] );
	} );
} );
