import { startRig, type Rig, type RigOptions } from '../../../support/companion-rig.ts';

jest.setTimeout( 30_000 );

describe( 'a cycle', () => {
	let rig: Rig;

	const start = async ( options?: RigOptions ) => {
		rig = await startRig( options );
	};
	afterEach( async () => {
		await rig.stop();
	} );

	const first = () => {
		const [ one ] = rig.linked;
		if ( ! one ) {
			throw new Error( 'Nothing is linked.' );
		}
		return one;
	};

	test( 'of a new companion describes the POS, imports it once, and comes to rest', async () => {
		await start( { settled: false } );
		await rig.run();

		expect( rig.woo.state.pos?.outlets.map( ( { name } ) => name ) ).toContain(
			'Queen Street'
		);
		expect( rig.woo.state.items.size ).toBe( rig.pos.store.products().length );
		expect( rig.woo.state.fullReadAt ).not.toBeNull();
		expect( rig.cycle.state() ).toMatchObject( {
			lease: 'held',
			shopFailure: null,
			health: { pos: 'ok', parked: 0 },
		} );
		// Once by the full read and its empty last page; the feeds do not read it all a second time.
		const fromTheStart = rig.pos
			.calls()
			.filter( ( { path } ) => path.startsWith( '/api/2.0/products?after=0&' ) );
		expect( fromTheStart.length ).toBeLessThanOrEqual( 2 );
	} );

	test( 'brings a new link to its level in the next pass, and tells of it', async () => {
		await start( { links: 6 } );
		const one = first();
		await rig.admin( 'POST', 'links', {
			action: 'unlink',
			pairs: [ { item_id: one.itemId, product_id: one.productId } ],
		} );
		rig.woo.shop.setLevel( one.productId, '0' );
		await rig.pass( 10 );
		expect( rig.level( one.productId ) ).toBe( 0 );
		rig.events.length = 0;

		await rig.admin( 'POST', 'links', {
			action: 'link',
			pairs: [ { item_id: one.itemId, product_id: one.productId } ],
		} );
		await rig.pass( 10 );

		expect( rig.differences() ).toEqual( [] );
		expect( rig.events ).toContainEqual(
			expect.objectContaining( { type: 'link', product_id: one.productId } )
		);
		expect( rig.events ).toContainEqual(
			expect.objectContaining( { type: 'level', cause: 'check', delay_ms: null } )
		);
	} );

	test( 'stands by while another companion has the shop, and takes over when it leaves', async () => {
		await start();
		const working = rig.cycle;
		const other = rig.restart();
		await rig.sell( first().sku );
		const before = rig.level( first().productId );

		expect( await other.run() ).toMatchObject( {
			ok: false,
			failure: { code: 'other_companion' },
		} );
		expect( other.state().lease ).toBe( 'standing_by' );
		expect( rig.events ).toContainEqual(
			expect.objectContaining( { type: 'shop', state: 'standing_by' } )
		);
		expect( rig.level( first().productId ) ).toBe( before );

		await working.leave();
		await rig.run();

		expect( other.state().lease ).toBe( 'held' );
		expect( rig.differences() ).toEqual( [] );
		// One that never had the lease has none to give up.
		rig.woo.takeRequests();
		await rig.restart().leave();
		expect( rig.woo.takeRequests() ).toEqual( [] );
	} );

	test.each( [ 'plugin_off', 'maintenance', 'firewall', 'redirect', 'error', 'cut' ] as const )(
		'with a shop that is %s changes nothing there, and catches up',
		async ( outage ) => {
			await start( { links: 4 } );
			const cursor = rig.woo.state.cursors.inventory.value;
			rig.woo.setOutage( outage );
			await rig.sell( first().sku );
			await rig.pass( 20 );

			expect( rig.woo.state.cursors.inventory.value ).toBe( cursor );
			expect( rig.cycle.state().shopFailure ).toMatchObject( {
				kind: [ 'plugin_off', 'firewall', 'redirect' ].includes( outage )
					? 'unavailable'
					: 'retryable',
			} );

			rig.woo.setOutage( 'none' );
			await rig.pass( 10 );

			expect( rig.differences() ).toEqual( [] );
			expect( rig.cycle.state().shopFailure ).toBeNull();
		}
	);

	test( 'carries out what the shopkeeper asks for, and says when it is done', async () => {
		await start( { links: 4, switches: { deleted_by_id: 'not_found' } } );
		const gone = [ ...rig.woo.state.items.values() ].find( ( item ) => item.deletedAt );
		await rig.admin( 'POST', 'commands', { kind: 'sync_item', item_id: first().itemId } );
		await rig.admin( 'POST', 'commands', { kind: 'sync_item', item_id: gone?.id } );
		await rig.admin( 'POST', 'commands', { kind: 'check' } );
		await rig.admin( 'POST', 'commands', { kind: 'full_read' } );

		await rig.pass( 20 );

		expect( rig.woo.state.commands.map( ( { kind, state } ) => [ kind, state ] ) ).toEqual( [
			[ 'sync_item', 'done' ],
			[ 'sync_item', 'failed' ],
			[ 'check', 'done' ],
			[ 'full_read', 'done' ],
		] );
		expect( rig.pos.calls().map( ( { path } ) => path ) ).toContain(
			`/api/2.0/products/${ first().itemId }/inventory`
		);
	} );

	test( 'brings every level to new settings in the next pass', async () => {
		await start( { links: 4 } );
		const before = rig.linked.map( ( { productId } ) => rig.level( productId ) );
		const { version, settings } = ( await rig.admin( 'GET', 'settings' ) ) as {
			version: number;
			settings: Record< string, unknown >;
		};
		await rig.admin( 'PUT', 'settings', { version, settings: { ...settings, buffer: 2 } } );

		await rig.pass( 10 );

		expect( rig.linked.map( ( { productId } ) => rig.level( productId ) ) ).toEqual(
			before.map( ( level ) => Math.max( level - 2, Math.min( 0, level ) ) )
		);
	} );

	test( 'describes the POS again every hour, and no sooner', async () => {
		await start( { links: 1 } );
		const described = () =>
			rig.pos.calls().filter( ( { resource } ) => resource === 'retailer' ).length;
		const before = described();
		await rig.clock.advance( 3_400_000 );
		await rig.run();
		expect( described() ).toBe( before );

		await rig.clock.advance( 300_000 );
		await rig.run();

		expect( described() ).toBe( before + 1 );
	} );

	test( 'sends levels with the seq that had settled when it asked for them', async () => {
		await start( { links: 4 } );
		const { productId, itemId, sku } = first();
		const order = rig.woo.shop.placeOrder( [ { productId, quantity: '2' } ] );
		rig.woo.shop.book( order, productId, '2' );
		await rig.sell( sku );
		await rig.pass( 10 );
		const seq = rig.woo.state.counters.seq;
		const asOf = () =>
			[ ...( rig.woo.state.levels.get( itemId )?.values() ?? [] ) ].map(
				( row ) => row.asOf
			);
		expect( Math.max( ...asOf() ) ).toBeLessThan( seq );

		await rig.pass( 70 );
		await rig.sell( sku );
		await rig.pass( 10 );

		expect( Math.max( ...asOf() ) ).toBe( seq );
	} );

	test( 'reads everything again that an older backup of the shop has lost', async () => {
		await start( { links: 4 } );
		const { productId, sku } = first();
		const backup = rig.woo.state.cursors.inventory.value;
		const levels = structuredClone( rig.woo.state.levels );
		await rig.sell( sku, 2 );
		await rig.pass( 150 );
		expect( rig.differences() ).toEqual( [] );

		rig.woo.state.levels.clear();
		levels.forEach( ( level, key ) => rig.woo.state.levels.set( key, level ) );
		rig.woo.state.cursors.inventory.value = backup;
		rig.woo.state.cursors.inventory.history = [ { at: 0, value: backup } ];
		await rig.pass( 20 );

		expect( rig.level( productId ) ).toBe( rig.truth( first().itemId ) );
		expect( rig.differences() ).toEqual( [] );
	} );
} );
