import { randomUUID } from 'node:crypto';
import type { CatalogueRow } from '@tillsync/contract';
import type { Subject } from './talk.ts';

/** The mirror of items: pages, cursors, parked rows, full reads. */
export function catalogueSection( { store, talk }: Subject ): void {
	beforeAll( () => talk().prepare() );

	const row = async ( id: string ): Promise< CatalogueRow > =>
		( await talk().must( talk().admin( 'GET', `/catalogue/${ id }` ) ) ).item as CatalogueRow;
	const cursor = async () => ( await talk().heartbeat() ).cursors[ 0 ];
	const parked = async () => ( await talk().heartbeat() ).parked.map( ( { id } ) => id );

	test( 'a row is stored once: again unchanged, an older one stale', async () => {
		const send = ( version: string, name: string ) =>
			talk().catalogue( [ { id: 'once', version, name } ] );
		expect( ( await send( '10', 'A' ) ).items ).toEqual( [
			{ id: 'once', outcome: 'stored' },
		] );
		expect( ( await send( '10', 'A' ) ).items ).toEqual( [
			{ id: 'once', outcome: 'unchanged' },
		] );
		expect( ( await send( '9', 'B' ) ).items ).toEqual( [ { id: 'once', outcome: 'stale' } ] );
		expect( ( await row( 'once' ) ).name ).toBe( 'A' );
		expect( ( await send( '11', 'B' ) ).items ).toEqual( [
			{ id: 'once', outcome: 'stored' },
		] );
		expect( ( await row( 'once' ) ).name ).toBe( 'B' );
	} );

	test( 'a missing key leaves the value, an empty one empties it', async () => {
		await talk().catalogue( [
			{
				id: 'keys',
				name: 'Jersey',
				options: [ { name: 'Size', value: 'M' } ],
				sku: 'KEYS-1',
				gtin: '9421234567890',
				price_including_tax: '89.9',
				family_id: 'family',
			},
		] );
		await talk().catalogue( [ { id: 'keys', sku: '' } ] );
		expect( await row( 'keys' ) ).toMatchObject( {
			name: 'Jersey',
			variant: 'M',
			sku: '',
			gtin: '9421234567890',
			price: '89.9',
			family_id: 'family',
		} );
		await talk().catalogue( [
			{ id: 'keys', gtin: null, options: [], price_including_tax: null, family_id: null },
		] );
		expect( await row( 'keys' ) ).toMatchObject( {
			name: 'Jersey',
			variant: '',
			gtin: '',
			price: null,
			family_id: null,
		} );
	} );

	test( 'texts of all alphabets and a version above 2^53 survive', async () => {
		const name = 'Œuvre “Größe” 试 🚲 <b>&amp;';
		await talk().catalogue( [ { id: 'wide', version: '999999999999999998', name } ] );
		expect( ( await row( 'wide' ) ).name ).toBe( name );
		const answer = await talk().catalogue( [
			{ id: 'wide', version: '999999999999999997', name: 'older' },
		] );
		expect( answer.items[ 0 ].outcome ).toBe( 'stale' );
	} );

	test( 'the same item twice in a page is taken once', async () => {
		const answer = await talk().catalogue( [
			{ id: 'twice', name: 'first' },
			{ id: 'twice', name: 'second' },
		] );
		expect( answer.items ).toEqual( [
			{ id: 'twice', outcome: 'stored' },
			{ id: 'twice', outcome: 'rejected', code: 'duplicate' },
		] );
		expect( ( await row( 'twice' ) ).name ).toBe( 'first' );
	} );

	test( 'the cursor goes with its page, never back, and is read two minutes behind', async () => {
		const move = ( from: string, to: string ) =>
			talk().catalogue( [], { cursor: { from, to } } );
		await move( '0', '50' );
		expect( await cursor() ).toEqual( { feed: 'products', value: '50', read_from: '0' } );
		await move( '0', '20' );
		expect( await cursor() ).toMatchObject( { value: '50' } );
		await store().advance( 130 );
		await talk().heartbeat();
		expect( await cursor() ).toEqual( { feed: 'products', value: '50', read_from: '50' } );
		await move( '50', '9007199254740993' );
		expect( await cursor() ).toEqual( {
			feed: 'products',
			value: '9007199254740993',
			read_from: '50',
		} );
		await talk().catalogue( [ { id: 'by-id', name: 'read by id' } ] );
		expect( await cursor() ).toMatchObject( { value: '9007199254740993' } );
	} );

	test( 'a row that cannot be read is parked, handed back, and cleared by reading it', async () => {
		await talk().catalogue( [ { id: 'beside', name: 'Beside' } ], {
			parked: [ { id: 'broken', reason: 'price is no number' } ],
		} );
		expect( await parked() ).toContain( 'broken' );
		expect( ( await row( 'beside' ) ).name ).toBe( 'Beside' );
		await talk().catalogue( [ { id: 'broken', name: 'Mended' } ] );
		expect( await parked() ).not.toContain( 'broken' );
	} );

	test( 'a row without an id is only logged', async () => {
		const reason = `no id ${ randomUUID() }`;
		await talk().catalogue( [], { parked: [ { id: null, reason } ] } );
		expect( await parked() ).toEqual( [] );
		const log = await talk().must( talk().admin( 'GET', '/activity?kind=parked' ) );
		expect( log.items[ 0 ] ).toMatchObject( { item_id: null, facts: { reason } } );
	} );

	test( 'not found counts as deleted only the second time, an hour later', async () => {
		await talk().catalogue( [ { id: 'gone', name: 'Gone' } ] );
		const product = await talk().addProduct( { name: 'Gone too', level: '1' } );
		const miss = () => talk().catalogue( [], { not_found: [ 'gone' ] } );
		const verdict = async () =>
			( await talk().links( 'link', [ [ 'gone', product.id ] ], { dry_run: true } ) )[ 0 ];
		await miss();
		await miss();
		expect( await verdict() ).toMatchObject( { outcome: 'linked' } );
		await store().advance( 3700 );
		await talk().heartbeat();
		await miss();
		expect( await verdict() ).toMatchObject( { outcome: 'rejected', code: 'item_deleted' } );
		await talk().catalogue( [ { id: 'gone', name: 'Back', deleted_at: null } ] );
		expect( await verdict() ).toMatchObject( { outcome: 'linked' } );
	} );

	test( 'a full read names what it did not show, and is then no longer due', async () => {
		await talk().catalogue( [
			{ id: 'shown', version: '1', name: 'Shown' },
			{ id: 'hidden', version: '1', name: 'Hidden' },
		] );
		expect( ( await talk().heartbeat() ).full_read_due ).toBe( true );
		const run = randomUUID();
		const first = await talk().catalogue( [ { id: 'shown', version: '1', name: 'Shown' } ], {
			full: { run, last: false },
		} );
		expect( first.missing ).toEqual( [] );
		const last = await talk().catalogue( [], { full: { run, last: true } } );
		expect( last.missing ).toContain( 'hidden' );
		expect( last.missing ).not.toContain( 'shown' );
		expect( ( await talk().heartbeat() ).full_read_due ).toBe( false );
		const { full_read_at: at } = await talk().must( talk().ask( 'GET', '/shop' ) );
		expect( at ).not.toBeNull();
	} );

	test( 'the list is searched, filtered, sorted and paged by the shop', async () => {
		const items = Array.from( { length: 12 }, ( _, index ) => ( {
			id: `list-${ index }`,
			name: `Paging lamp ${ String( index ).padStart( 2, '0' ) }`,
			sku: `LAMP-${ 99 - index }`,
		} ) );
		await talk().catalogue( items );
		const list = async ( query: string ) =>
			talk().must( talk().admin( 'GET', `/catalogue?search=paging%20lamp&${ query }` ) );
		const first = await list( 'per_page=5&orderby=name&order=asc' );
		expect( first ).toMatchObject( { total: 12, pages: 3 } );
		expect( first.items.map( ( { id }: CatalogueRow ) => id ) ).toEqual(
			items.slice( 0, 5 ).map( ( { id } ) => id )
		);
		const last = await list( 'per_page=5&page=3&orderby=name&order=asc' );
		expect( last.items ).toHaveLength( 2 );
		const bySku = await list( 'per_page=1&orderby=sku&order=asc' );
		expect( bySku.items[ 0 ].id ).toBe( 'list-11' );
		expect( ( await list( 'state=in_shop' ) ).total ).toBe( 0 );
		expect( ( await list( 'page=50' ) ).items ).toEqual( [] );
		const sku = await talk().must( talk().admin( 'GET', '/catalogue?search=LAMP-90' ) );
		expect( sku.items.map( ( { id }: CatalogueRow ) => id ) ).toEqual( [ 'list-9' ] );
		const wild = await talk().must( talk().admin( 'GET', '/catalogue?search=%25' ) );
		expect( wild.total ).toBe( 0 );
	} );

	test( 'an item nobody knows is 404', async () => {
		expect( await talk().admin( 'GET', '/catalogue/nobody' ) ).toMatchObject( {
			status: 404,
			body: { code: 'not_found' },
		} );
	} );
}
