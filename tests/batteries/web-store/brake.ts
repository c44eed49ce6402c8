import type { Attention, OverviewAnswer, StockOutcome } from '@tillsync/contract';
import type { Subject } from './talk.ts';

const LISTINGS = 20;

/** Twenty linked listings; at 20 per cent and at least 5, the fifth to be zeroed within an hour is too many. */
export function brakeSection( { store, talk }: Subject ): void {
	const items = Array.from( { length: LISTINGS }, ( _, index ) => `brake-${ index }` );
	const products: number[] = [];

	beforeEach( async () => {
		await talk().prepare();
		const added = await store().addProducts(
			items.map( ( name ) => ( { name, level: '5' } ) )
		);
		products.splice( 0, products.length, ...added.map( ( { id } ) => id ) );
		await talk().catalogue( items.map( ( id ) => ( { id, name: id } ) ) );
		await talk().stock( items.map( ( id ) => [ id, '5' ] ) );
		await talk().links(
			'link',
			items.map( ( id, index ) => [ id, products[ index ] ?? 0 ] )
		);
		await talk().check();
	} );

	const levels = (): Promise< ( string | null )[] > =>
		Promise.all( products.map( ( id ) => store().level( id ) ) );
	const zeroed = async (): Promise< number > =>
		( await levels() ).filter( ( level ) => level === '0' ).length;
	const count = (
		outcomes: readonly StockOutcome[],
		outcome: StockOutcome[ 'outcome' ]
	): number => outcomes.filter( ( row ) => row.outcome === outcome ).length;
	const overview = async (): Promise< OverviewAnswer > =>
		talk().must( talk().admin( 'GET', '/overview' ) );
	const held = async (): Promise< Attention > => {
		const found = ( await overview() ).attention.find( ( { kind } ) => kind === 'brake' );
		if ( ! found ) {
			throw new Error( 'Nothing is held.' );
		}
		return found;
	};
	const approve = ( hash: string | null ) =>
		talk().admin( 'POST', '/commands', { kind: 'approve_brake', hash } );

	test( 'a few sell-outs pass', async () => {
		const outcomes = await talk().stock( items.slice( 0, 4 ).map( ( id ) => [ id, '0' ] ) );
		expect( count( outcomes, 'written' ) ).toBe( 4 );
		expect( await zeroed() ).toBe( 4 );
		expect( ( await overview() ).attention.some( ( { kind } ) => kind === 'brake' ) ).toBe(
			false
		);
	} );

	test( 'a wave stops, all else goes on, and a person releases exactly that list', async () => {
		const outcomes = await talk().stock( [
			...items.slice( 0, 15 ).map( ( id ) => [ id, '0' ] as const ),
			...items.slice( 15 ).map( ( id ) => [ id, '3' ] as const ),
		] );
		expect( count( outcomes, 'held' ) ).toBe( 15 );
		expect( outcomes.find( ( { outcome } ) => outcome === 'held' ) ).toMatchObject( {
			code: 'brake',
			to: '0',
		} );
		expect( count( outcomes, 'written' ) ).toBe( 5 );
		expect( await levels() ).toEqual( [
			...Array< string >( 15 ).fill( '5' ),
			...Array< string >( 5 ).fill( '3' ),
		] );

		const list = await held();
		expect( list ).toMatchObject( { count: 15, entries: expect.any( Array ) } );
		expect( list.entries ).toHaveLength( 15 );
		expect( list.entries[ 0 ] ).toMatchObject( { from: '5', to: '0' } );
		expect( ( await overview() ).status ).toMatchObject( {
			state: 'needs_you',
			reason: 'brake_held',
		} );
		const { items: rows, counts } = await talk().must(
			talk().admin( 'GET', '/catalogue?state=held' )
		);
		expect( counts.held ).toBe( 15 );
		expect( rows[ 0 ].code ).toBe( 'brake' );

		expect( await approve( '0'.repeat( 64 ) ) ).toMatchObject( {
			status: 409,
			body: { code: 'plan_stale' },
		} );
		await talk().check();
		expect( await zeroed() ).toBe( 0 );

		expect( await approve( list.hash ) ).toMatchObject( {
			status: 200,
			body: { id: null, state: 'done' },
		} );
		await talk().check();
		expect( await zeroed() ).toBe( 15 );
		expect( ( await overview() ).attention.some( ( { kind } ) => kind === 'brake' ) ).toBe(
			false
		);
	} );

	test( 'the same wave in small pages stops as well', async () => {
		for ( let at = 0; at < 12; at += 2 ) {
			await talk().stock( items.slice( at, at + 2 ).map( ( id ) => [ id, '0' ] ) );
		}
		expect( await zeroed() ).toBe( 4 );
		expect( await held() ).toMatchObject( { count: 8 } );
	} );

	test( 'a list that grew is not released by its old name', async () => {
		await talk().stock( items.slice( 0, 6 ).map( ( id ) => [ id, '0' ] ) );
		const { hash } = await held();
		await talk().stock( [ [ items[ 10 ] ?? '', '0' ] ] );
		expect( await approve( hash ) ).toMatchObject( {
			status: 409,
			body: { code: 'plan_stale' },
		} );
		expect( await zeroed() ).toBe( 0 );
		expect( ( await approve( ( await held() ).hash ) ).status ).toBe( 200 );
		await talk().check();
		expect( await zeroed() ).toBe( 7 );
	} );

	test( 'what the POS takes back is let go', async () => {
		await talk().stock( items.slice( 0, 6 ).map( ( id ) => [ id, '0' ] ) );
		await talk().stock( items.slice( 0, 6 ).map( ( id ) => [ id, '4' ] ) );
		expect( ( await overview() ).attention.some( ( { kind } ) => kind === 'brake' ) ).toBe(
			false
		);
		expect( ( await levels() ).slice( 0, 6 ) ).toEqual( Array< string >( 6 ).fill( '4' ) );
	} );

	test( 'after an hour the count starts again', async () => {
		await talk().stock( items.slice( 0, 4 ).map( ( id ) => [ id, '0' ] ) );
		await store().advance( 3700 );
		await talk().heartbeat();
		const outcomes = await talk().stock( items.slice( 4, 8 ).map( ( id ) => [ id, '0' ] ) );
		expect( count( outcomes, 'written' ) ).toBe( 4 );
		expect( await zeroed() ).toBe( 8 );
	} );
}
