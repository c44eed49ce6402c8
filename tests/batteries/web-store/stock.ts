import { ofItem, OTHER_OUTLET, OUTLET, type Subject } from './talk.ts';

/** Levels: what is written, what is not, and what each item is told. */
export function stockSection( { store, talk }: Subject ): void {
	beforeAll( async () => {
		await talk().prepare();
		// Many tests here sell out; the brake has a section of its own.
		await talk().must( talk().saveSettings( { brake: { percent: 100, at_least: 1000 } } ) );
	} );
	afterEach( async () => {
		await talk().must( talk().saveSettings( { outlets: [ OUTLET ], buffer: 0 } ) );
	} );

	test( 'a level of an unlinked item is mirrored', async () => {
		await talk().catalogue( [ { id: 'free', name: 'Free' } ] );
		expect( await talk().stock( [ [ 'free', '7' ] ] ) ).toMatchObject( [
			{ item_id: 'free', product_id: null, outcome: 'mirrored' },
		] );
		const detail = await talk().must( talk().admin( 'GET', '/catalogue/free' ) );
		expect( detail.item.pos_level ).toBe( '7' );
	} );

	test( 'a level ahead of its item is kept', async () => {
		expect( await talk().stock( [ [ 'ahead', '5' ] ] ) ).toMatchObject( [
			{ item_id: 'ahead', outcome: 'mirrored' },
		] );
		await talk().catalogue( [ { id: 'ahead', name: 'Ahead' } ] );
		const detail = await talk().must( talk().admin( 'GET', '/catalogue/ahead' ) );
		expect( detail.item.pos_level ).toBe( '5' );
	} );

	test( 'a level of a linked item is written; again it is equal; an older one is stale', async () => {
		const id = await talk().linked( 'sold', '7' );
		const [ written ] = await talk().stock( [ [ 'sold', '6' ] ] );
		expect( written ).toMatchObject( {
			item_id: 'sold',
			product_id: id,
			outcome: 'written',
			from: '7',
			to: '6',
		} );
		expect( await store().level( id ) ).toBe( '6' );
		expect( ofItem( await talk().stock( [ [ 'sold', '6' ] ] ), 'sold' )?.outcome ).toBe(
			'equal'
		);
		const stale = await talk().must(
			talk().ask( 'POST', '/stock', {
				as_of: 0,
				cursor: null,
				parked: [],
				levels: [ { item_id: 'sold', outlet_id: OUTLET, level: '99', version: '1' } ],
			} )
		);
		expect( stale.items[ 0 ].outcome ).toBe( 'stale' );
		expect( await store().level( id ) ).toBe( '6' );
	} );

	test( 'the same page twice changes nothing the second time', async () => {
		const id = await talk().linked( 'again', '3' );
		const page = {
			as_of: 0,
			cursor: { from: '0', to: '4000' },
			parked: [],
			levels: [ { item_id: 'again', outlet_id: OUTLET, level: '8', version: '4000' } ],
		};
		const first = await talk().must( talk().ask( 'POST', '/stock', page ) );
		const second = await talk().must( talk().ask( 'POST', '/stock', page ) );
		expect( first.items[ 0 ].outcome ).toBe( 'written' );
		expect( second.items[ 0 ].outcome ).toBe( 'equal' );
		expect( await store().level( id ) ).toBe( '8' );
		const { cursors } = await talk().heartbeat();
		expect( cursors[ 1 ] ).toMatchObject( { feed: 'inventory', value: '4000' } );
	} );

	test( 'chosen outlets are summed, negative ones as they are, others not at all', async () => {
		const id = await talk().linked( 'summed', '5' );
		await talk().stock( [ [ 'summed', '40', OTHER_OUTLET ] ] );
		expect( await store().level( id ) ).toBe( '5' );
		await talk().must( talk().saveSettings( { outlets: [ OUTLET, OTHER_OUTLET ] } ) );
		await talk().check();
		expect( await store().level( id ) ).toBe( '45' );
		await talk().stock( [
			[ 'summed', '9', OUTLET ],
			[ 'summed', '-2', OTHER_OUTLET ],
		] );
		expect( await store().level( id ) ).toBe( '7' );
	} );

	test.each( [
		[ '2.75', '2' ],
		[ '0.99999', '0' ],
		[ '-0.5', '-1' ],
		[ '-3', '-3' ],
		[ '12', '12' ],
	] )( 'a POS level of %s shows as %s', async ( pos, shop ) => {
		const item = `round${ pos.replace( /[.-]/g, '_' ) }`;
		const id = await talk().linked( item, '20' );
		await talk().stock( [ [ item, pos ] ] );
		expect( await store().level( id ) ).toBe( shop );
	} );

	test.each( [
		[ '9', '3', '6' ],
		[ '2', '3', '0' ],
		[ '-1', '3', '-1' ],
		[ '0', '3', '0' ],
	] )( 'a level of %s with %s held back shows as %s', async ( pos, buffer, shop ) => {
		const item = `buffer${ pos.replace( '-', '_' ) }`;
		const id = await talk().linked( item, '20' );
		await talk().must( talk().saveSettings( { buffer: Number( buffer ) } ) );
		await talk().stock( [ [ item, pos ] ] );
		expect( await store().level( id ) ).toBe( shop );
		const detail = await talk().must( talk().admin( 'GET', `/catalogue/${ item }` ) );
		expect( detail.arithmetic ).toMatchObject( { target: shop, shop } );
	} );

	test( 'an untracked item is in stock without management', async () => {
		const { id } = await talk().addProduct( { name: 'Gift wrap', level: '4' } );
		await talk().catalogue( [ { id: 'untracked', name: 'Gift wrap', tracked: false } ] );
		await talk().links( 'link', [ [ 'untracked', id ] ] );
		expect( ofItem( await talk().check(), 'untracked' )?.outcome ).toBe( 'unmanaged' );
		expect( await store().level( id ) ).toBeNull();
	} );

	test( 'a level nobody knows is unknown, never zero', async () => {
		const { id } = await talk().addProduct( { name: 'Composite', level: '4' } );
		await talk().catalogue( [ { id: 'composite', name: 'Set', composite: true } ] );
		await talk().links( 'link', [ [ 'composite', id ] ] );
		expect( ofItem( await talk().check(), 'composite' ) ).toMatchObject( {
			outcome: 'unknown',
			code: 'level_unknown',
		} );
		expect( await store().level( id ) ).toBe( '4' );
	} );

	test( 'bad items do not fail the good one beside them', async () => {
		const good = await talk().linked( 'good', '5' );
		const lost = await talk().linked( 'lost', '5' );
		await store().trash( lost );
		const outcomes = await talk().stock( [
			[ 'nowhere', '3', 'outlet-of-nobody' ],
			[ 'lost', '3' ],
			[ 'good', '3' ],
		] );
		expect( outcomes.map( ( { item_id } ) => item_id ) ).toEqual( [
			'nowhere',
			'lost',
			'good',
		] );
		expect( outcomes[ 0 ] ).toMatchObject( { outcome: 'rejected', code: 'outlet_unknown' } );
		expect( outcomes[ 1 ] ).toMatchObject( { outcome: 'rejected', code: 'product_unknown' } );
		expect( outcomes[ 2 ] ).toMatchObject( { outcome: 'written' } );
		expect( await store().level( good ) ).toBe( '3' );
	} );

	test( 'a variation holds a level of its own', async () => {
		const product = await talk().addProduct( {
			name: 'Trail Jersey',
			variations: [
				{ name: 'S', level: '4' },
				{ name: 'M', level: '7' },
			],
		} );
		const medium = product.variations[ 1 ] ?? 0;
		await talk().catalogue( [ { id: 'medium', name: 'Trail Jersey' } ] );
		await talk().stock( [ [ 'medium', '6' ] ] );
		await talk().links( 'link', [ [ 'medium', medium ] ] );
		await talk().check();
		expect( await store().level( medium ) ).toBe( '6' );
		expect( await store().level( product.variations[ 0 ] ?? 0 ) ).toBe( '4' );
	} );

	test( 'a level changed in the database moves the fingerprint and is put back by the check', async () => {
		const id = await talk().linked( 'edited', '5' );
		await talk().check();
		const before = ( await talk().heartbeat() ).versions.levels;
		expect( ( await talk().heartbeat() ).versions.levels ).toBe( before );
		await store().setLevelBySql( id, '500' );
		expect( ( await talk().heartbeat() ).versions.levels ).not.toBe( before );
		expect( ofItem( await talk().check(), 'edited' ) ).toMatchObject( {
			outcome: 'written',
			from: '500',
			to: '5',
		} );
		expect( await store().level( id ) ).toBe( '5' );
		expect( ofItem( await talk().check(), 'edited' ) ).toBeUndefined();
	} );

	test( 'a web order the till does not know of stays subtracted, and comes back when cancelled', async () => {
		const id = await talk().linked( 'web', '7' );
		const order = await store().placeOrder( id, 2 );
		expect( await store().level( id ) ).toBe( '5' );
		expect( ofItem( await talk().stock( [ [ 'web', '7' ] ] ), 'web' )?.outcome ).toBe(
			'equal'
		);
		expect( await store().level( id ) ).toBe( '5' );
		await talk().stock( [ [ 'web', '6' ] ] );
		expect( await store().level( id ) ).toBe( '4' );
		const { arithmetic } = await talk().must( talk().admin( 'GET', '/catalogue/web' ) );
		expect( arithmetic ).toMatchObject( { sold_untold: '2', target: '4', shop: '4' } );
		await store().cancelOrder( order );
		expect( await store().level( id ) ).toBe( '6' );
		expect( ofItem( await talk().check(), 'web' ) ).toBeUndefined();
	} );

	test( 'an unreadable row changes nothing, is handed back, and is cleared by its level', async () => {
		const id = await talk().linked( 'unreadable', '5' );
		const outcomes = await talk().stock( [], {
			cursor: { from: '4000', to: '5000' },
			parked: [ { id: 'unreadable', reason: 'level is no number' } ],
		} );
		expect( outcomes ).toEqual( [] );
		expect( await store().level( id ) ).toBe( '5' );
		const parked = async () => ( await talk().heartbeat() ).parked;
		expect( await parked() ).toContainEqual( { feed: 'inventory', id: 'unreadable' } );
		await talk().stock( [ [ 'unreadable', '4' ] ] );
		expect( await parked() ).not.toContainEqual( { feed: 'inventory', id: 'unreadable' } );
		expect( await store().level( id ) ).toBe( '4' );
	} );

	test( 'a level of which one part could not be read is unknown until the item is read by its id', async () => {
		const id = await talk().linked( 'partly', '5' );
		await talk().stock( [], {
			cursor: { from: '5000', to: '6000' },
			parked: [ { id: 'partly', reason: 'level is no number' } ],
		} );
		expect(
			await talk().stock( [ [ 'partly', '9' ] ], { cursor: { from: '6000', to: '6001' } } )
		).toMatchObject( [ { outcome: 'unknown', code: 'level_unknown' } ] );
		expect( await store().level( id ) ).toBe( '5' );
		expect( ( await talk().heartbeat() ).parked ).toContainEqual( {
			feed: 'inventory',
			id: 'partly',
		} );
		expect( await talk().stock( [ [ 'partly', '9' ] ] ) ).toMatchObject( [
			{ outcome: 'written', from: '5', to: '9' },
		] );
		expect( await store().level( id ) ).toBe( '9' );
	} );

	test( 'before outlets are chosen nothing is written', async () => {
		const id = await talk().linked( 'unchosen', '5' );
		await talk().must( talk().saveSettings( { outlets: [] } ) );
		expect( await talk().stock( [ [ 'unchosen', '1' ] ] ) ).toMatchObject( [
			{ outcome: 'mirrored' },
		] );
		expect( await store().level( id ) ).toBe( '5' );
	} );

	test( '500 levels pass, 501 do not, and then none is stored', async () => {
		const levels = ( count: number, level: string ) =>
			Array.from( { length: count }, ( _, index ) => [ `bulk-${ index }`, level ] as const );
		const outcomes = await talk().stock( levels( 500, '2' ) );
		expect( outcomes ).toHaveLength( 500 );
		const many = await talk().ask( 'POST', '/stock', {
			as_of: 0,
			cursor: { from: '0', to: '900000' },
			parked: [],
			levels: levels( 501, '3' ).map( ( [ item_id, level ] ) => ( {
				item_id,
				level,
				outlet_id: OUTLET,
				version: '900000',
			} ) ),
		} );
		expect( many ).toMatchObject( {
			status: 413,
			body: { code: 'too_many_items', data: { fields: [ { field: 'levels' } ] } },
		} );
		const { cursors } = await talk().heartbeat();
		expect( cursors[ 1 ]?.value ).not.toBe( '900000' );
	} );
}
