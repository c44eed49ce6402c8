import type { CatalogueRow, LinkRow } from '@tillsync/contract';
import { ofItem, type Subject } from './talk.ts';

/** Linking, unlinking, proposing. */
export function linksSection( { store, talk }: Subject ): void {
	beforeAll( () => talk().prepare() );

	const row = async ( id: string ): Promise< CatalogueRow > =>
		( await talk().must( talk().admin( 'GET', `/catalogue/${ id }` ) ) ).item as CatalogueRow;
	const product = async ( name: string, level = '5' ): Promise< number > =>
		( await talk().addProduct( { name, level } ) ).id;

	test( 'a link is asked for, told to the companion, and linked with its first level', async () => {
		const id = await product( 'Asked' );
		await talk().catalogue( [ { id: 'asked', name: 'Asked' } ] );
		await talk().stock( [ [ 'asked', '8' ] ] );
		const before = ( await talk().heartbeat() ).versions.links;
		const [ planned ] = await talk().links( 'link', [ [ 'asked', id ] ], { dry_run: true } );
		expect( planned ).toMatchObject( { outcome: 'linked', from: '5', to: '8' } );
		expect( ( await talk().heartbeat() ).versions.links ).toBe( before );
		expect( ( await row( 'asked' ) ).state ).toBe( 'not_in_shop' );

		expect( await talk().links( 'link', [ [ 'asked', id ] ] ) ).toMatchObject( [
			{ item_id: 'asked', product_id: id, outcome: 'linked', from: '5', to: '8' },
		] );
		expect( ( await row( 'asked' ) ).state ).toBe( 'asked' );
		expect( ( await talk().heartbeat() ).versions.links ).toBeGreaterThan( before );
		const changed = await talk().must( talk().ask( 'GET', `/links?after=${ before }` ) );
		expect( changed ).toMatchObject( {
			more: false,
			items: [ { item_id: 'asked', product_id: id, state: 'asked' } ],
		} );
		const none = await talk().must( talk().ask( 'GET', `/links?after=${ changed.version }` ) );
		expect( none.items ).toEqual( [] );

		expect( ofItem( await talk().check(), 'asked' ) ).toMatchObject( {
			outcome: 'written',
			from: '5',
			to: '8',
		} );
		expect( await row( 'asked' ) ).toMatchObject( {
			state: 'in_shop',
			code: null,
			product: { id, level: '8', item_id: 'asked' },
		} );
		expect( await store().level( id ) ).toBe( '8' );
		expect( ( await talk().links( 'link', [ [ 'asked', id ] ] ) )[ 0 ]?.outcome ).toBe(
			'unchanged'
		);
	} );

	test( 'each pair is judged for itself', async () => {
		const taken = await talk().linked( 'judge-taken', '5' );
		const trashed = await product( 'Trashed' );
		await store().trash( trashed );
		const parent = await talk().addProduct( {
			name: 'Parent',
			variations: [ { name: 'S', level: '1' } ],
		} );
		const free = await product( 'Free' );
		const second = await product( 'Second' );
		await talk().catalogue( [
			{ id: 'judge-a', name: 'A' },
			{ id: 'judge-b', name: 'B' },
			{ id: 'judge-c', name: 'C' },
			{ id: 'judge-d', name: 'D' },
			{ id: 'judge-e', name: 'E' },
			{ id: 'judge-gone', name: 'Gone', deleted_at: '2026-01-02T03:04:05Z' },
		] );
		const outcomes = await talk().links( 'link', [
			[ 'judge-nobody', free ],
			[ 'judge-gone', free ],
			[ 'judge-a', 99_999_999 ],
			[ 'judge-b', trashed ],
			[ 'judge-c', parent.id ],
			[ 'judge-d', taken ],
			[ 'judge-taken', second ],
			[ 'judge-e', free ],
			[ 'judge-e', second ],
		] );
		expect( outcomes.map( ( { code, outcome } ) => code ?? outcome ) ).toEqual( [
			'item_unknown',
			'item_deleted',
			'product_unknown',
			'product_unknown',
			'product_is_parent',
			'product_taken',
			'item_taken',
			'linked',
			'duplicate',
		] );
		expect(
			outcomes.every( ( { code, outcome } ) => ( code ? outcome === 'rejected' : true ) )
		).toBe( true );
		expect( ( await row( 'judge-e' ) ).product?.id ).toBe( free );
	} );

	test( 'one product cannot be linked to two items in one request, in the plan either', async () => {
		const id = await product( 'Wanted twice' );
		await talk().catalogue( [
			{ id: 'rival-1', name: 'One' },
			{ id: 'rival-2', name: 'Two' },
		] );
		const pairs = [
			[ 'rival-1', id ],
			[ 'rival-2', id ],
		] as const;
		const expected = [ { outcome: 'linked' }, { outcome: 'rejected', code: 'product_taken' } ];
		expect( await talk().links( 'link', pairs, { dry_run: true } ) ).toMatchObject( expected );
		expect( await talk().links( 'link', pairs ) ).toMatchObject( expected );
	} );

	test( 'unlinking leaves the value, gives the product back and tells the companion', async () => {
		const id = await talk().linked( 'parting', '6' );
		const before = ( await talk().heartbeat() ).versions.links;
		expect(
			await talk().links( 'unlink', [ [ 'parting', id ] ], { dry_run: true } )
		).toMatchObject( [ { outcome: 'unlinked', from: '6', to: '6' } ] );
		expect( ( await row( 'parting' ) ).state ).toBe( 'in_shop' );
		await talk().links( 'unlink', [ [ 'parting', id ] ] );
		const { items } = await talk().must( talk().ask( 'GET', `/links?after=${ before }` ) );
		expect( items.map( ( { item_id, state }: LinkRow ) => [ item_id, state ] ) ).toEqual( [
			[ 'parting', 'unlinked' ],
		] );
		await talk().stock( [ [ 'parting', '2' ] ] );
		await talk().check();
		expect( await store().level( id ) ).toBe( '6' );
		expect( ( await row( 'parting' ) ).product ).toBeNull();
		expect( await talk().links( 'unlink', [ [ 'parting', id ] ] ) ).toMatchObject( [
			{ outcome: 'rejected', code: 'not_linked' },
		] );
	} );

	test( 'an item can be linked anew, to another product', async () => {
		const first = await talk().linked( 'moving', '3' );
		const next = await product( 'Next home', '9' );
		await talk().links( 'unlink', [ [ 'moving', first ] ] );
		expect( await talk().links( 'link', [ [ 'moving', next ] ] ) ).toMatchObject( [
			{ outcome: 'linked', from: '9', to: '3' },
		] );
		await talk().check();
		expect( await store().level( next ) ).toBe( '3' );
	} );

	test( 'what the web sold under an earlier link stays taken off', async () => {
		const id = await talk().linked( 'anew', '8' );
		await store().placeOrder( id, 3 );
		await talk().links( 'unlink', [ [ 'anew', id ] ] );
		expect( await talk().links( 'link', [ [ 'anew', id ] ] ) ).toMatchObject( [
			{ outcome: 'linked', from: '5', to: '5' },
		] );
		await talk().check();
		expect( await store().level( id ) ).toBe( '5' );
	} );

	test( 'what is linked to a product, or to its variations, can be listed', async () => {
		const parent = await talk().addProduct( {
			name: 'Listed family',
			variations: [
				{ name: 'S', level: '1' },
				{ name: 'M', level: '1' },
				{ name: 'L', level: '1' },
			],
		} );
		const alone = await talk().addProduct( { name: 'Listed alone', level: '1' } );
		await talk().catalogue( [
			{ id: 'listed-s', name: 'Listed S' },
			{ id: 'listed-m', name: 'Listed M' },
			{ id: 'listed-alone', name: 'Listed alone' },
		] );
		const [ small, medium, large ] = parent.variations;
		await talk().links( 'link', [
			[ 'listed-s', small! ],
			[ 'listed-m', medium! ],
			[ 'listed-alone', alone.id ],
		] );
		const list = async ( product: number ): Promise< string[] > =>
			(
				await talk().must( talk().admin( 'GET', `/catalogue?product=${ product }` ) )
			).items.map( ( { id }: CatalogueRow ) => id );
		expect( await list( parent.id ) ).toEqual( [ 'listed-m', 'listed-s' ] );
		expect( await list( small! ) ).toEqual( [ 'listed-s' ] );
		expect( await list( large! ) ).toEqual( [] );
		expect( await list( alone.id ) ).toEqual( [ 'listed-alone' ] );
		await talk().links( 'unlink', [ [ 'listed-s', small! ] ] );
		expect( await list( parent.id ) ).toEqual( [ 'listed-m' ] );
	} );

	test( 'keys propose when they are unique on both sides, and only then', async () => {
		const sku = await talk().addProduct( { name: 'By SKU', sku: 'PROP-SKU', level: '1' } );
		const gtin = await talk().addProduct( {
			name: 'By barcode',
			sku: 'OTHER',
			gtin: '9421000000017',
			level: '1',
		} );
		const variable = await talk().addProduct( {
			name: 'By variation',
			variations: [ { name: 'S', sku: 'PROP-VAR-S', level: '1' } ],
		} );
		await talk().addProduct( { name: 'Ambiguous', sku: 'PROP-TWICE', level: '1' } );
		await talk().addProduct( { name: 'One', sku: 'PROP-CROSS', level: '1' } );
		await talk().addProduct( { name: 'Other', gtin: '9421000000024', level: '1' } );
		await talk().catalogue( [
			{ id: 'prop-sku', name: 'x', sku: 'prop-sku' },
			{ id: 'prop-gtin', name: 'x', sku: 'PROP-ELSE', gtin: '9421000000017' },
			{ id: 'prop-var', name: 'x', sku: 'PROP-VAR-S' },
			{ id: 'prop-twice-1', name: 'x', sku: 'PROP-TWICE' },
			{ id: 'prop-twice-2', name: 'x', sku: 'PROP-TWICE' },
			{ id: 'prop-cross', name: 'x', sku: 'PROP-CROSS', gtin: '9421000000024' },
			{ id: 'prop-empty', name: 'x', sku: '' },
		] );
		expect( await row( 'prop-sku' ) ).toMatchObject( {
			state: 'proposed',
			proposal: { by: 'sku', product: { id: sku.id } },
		} );
		expect( await row( 'prop-gtin' ) ).toMatchObject( {
			state: 'proposed',
			proposal: { by: 'gtin', product: { id: gtin.id } },
		} );
		expect( await row( 'prop-var' ) ).toMatchObject( {
			proposal: { product: { id: variable.variations[ 0 ] } },
		} );
		for ( const id of [ 'prop-twice-1', 'prop-twice-2', 'prop-cross', 'prop-empty' ] ) {
			expect( await row( id ) ).toMatchObject( { state: 'not_in_shop', proposal: null } );
		}
		const { items, counts } = await talk().must(
			talk().admin( 'GET', '/catalogue?state=proposed&per_page=100' )
		);
		expect( counts.proposed ).toBe( items.length );
		expect( items.map( ( { id }: CatalogueRow ) => id ) ).toEqual(
			expect.arrayContaining( [ 'prop-sku', 'prop-gtin', 'prop-var' ] )
		);
		await talk().links( 'link', [ [ 'prop-sku', sku.id ] ] );
		expect( ( await row( 'prop-sku' ) ).proposal ).toBeNull();
	} );

	test( 'products are found by name, SKU and barcode, linked ones marked', async () => {
		const id = await talk().linked( 'searched', '5' );
		const keyed = await talk().addProduct( {
			name: 'Zebra pump',
			sku: 'ZEBRA-77',
			gtin: '9421000000031',
			level: '3',
		} );
		const find = async ( words: string ) =>
			(
				await talk().must(
					talk().admin( 'GET', `/shop-products?search=${ encodeURIComponent( words ) }` )
				)
			).items as { id: number; item_id: string | null; level: string | null }[];
		for ( const words of [ 'zebra', 'ZEBRA-77', '9421000000031' ] ) {
			expect( await find( words ) ).toMatchObject( [
				{ id: keyed.id, item_id: null, level: '3' },
			] );
		}
		expect( await find( 'Product of searched' ) ).toMatchObject( [
			{ id, item_id: 'searched' },
		] );
		expect( await find( 'no such thing anywhere' ) ).toEqual( [] );
	} );
}
