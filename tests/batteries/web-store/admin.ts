import { randomUUID } from 'node:crypto';
import { decodePairing, type ActivityRow, type OverviewAnswer } from '@tillsync/contract';
import { HEARTBEAT, OTHER_OUTLET, OUTLET, REGISTER, type Subject } from './talk.ts';

/** Settings: read whole, saved whole, planned first. */
export function settingsSection( { store, talk }: Subject ): void {
	beforeAll( () => talk().prepare() );

	const read = () => talk().must( talk().admin( 'GET', '/settings' ) );

	test( 'the forms get what they need', async () => {
		expect( await read() ).toMatchObject( {
			settings: { outlets: [ OUTLET ], register: null, buffer: 0 },
			pos: {
				vendor: 'x-series',
				currency: 'NZD',
				outlets: [ { id: OUTLET }, { id: OTHER_OUTLET } ],
			},
			shop: { stock_managed: true, moved_from: null },
			pairing: { paired: true, companion_version: '0.1.0' },
		} );
	} );

	test( 'two open tabs do not overwrite each other', async () => {
		const { version, settings } = await read();
		const save = ( buffer: number ) =>
			talk().admin( 'PUT', '/settings', { version, settings: { ...settings, buffer } } );
		const first = await save( 1 );
		expect( first ).toMatchObject( { status: 200, body: { saved: true } } );
		expect( first.body.version ).toBeGreaterThan( version );
		expect( await save( 2 ) ).toMatchObject( { status: 409, body: { code: 'plan_stale' } } );
		expect( ( await read() ).settings.buffer ).toBe( 1 );
		await talk().must( talk().saveSettings( { buffer: 0 } ) );
	} );

	test.each( [
		[ 'an outlet nobody has', { outlets: [ 'outlet-of-nobody' ] } ],
		[
			'a register outside the chosen outlets',
			{ outlets: [ OUTLET ], register: 'register-2' },
		],
		[ 'a register nobody has', { outlets: [ OUTLET ], register: 'register-9' } ],
	] )( '%s does not fit', async ( _name, changes ) => {
		const refused = await talk().saveSettings( changes );
		expect( refused ).toMatchObject( { status: 400, body: { code: 'settings_invalid' } } );
		expect( refused.body.data.fields.length ).toBeGreaterThan( 0 );
		expect( ( await read() ).settings.outlets ).toEqual( [ OUTLET ] );
	} );

	test( 'a register in a chosen outlet is kept', async () => {
		await talk().must( talk().saveSettings( { register: REGISTER } ) );
		expect( ( await read() ).settings.register ).toBe( REGISTER );
		const shop = await talk().must( talk().ask( 'GET', '/shop' ) );
		expect( shop.settings.register ).toBe( REGISTER );
		expect( ( await talk().heartbeat() ).versions.settings ).toBe( shop.versions.settings );
	} );

	test( 'a change says first what it will do, and then does it, sell-outs included', async () => {
		const ids = [];
		for ( let index = 0; index < 8; index++ ) {
			ids.push( await talk().linked( `plan-${ index }`, '2' ) );
		}
		const { version, settings } = await read();
		const change = { version, settings: { ...settings, buffer: 2 } };
		const plan = await talk().must(
			talk().admin( 'PUT', '/settings', { ...change, dry_run: true } )
		);
		expect( plan ).toMatchObject( { version, saved: false, plan: { changed: 8, zeroed: 8 } } );
		expect( plan.plan.examples[ 0 ] ).toMatchObject( { from: '2', to: '0' } );
		expect( await store().level( ids[ 0 ] ?? 0 ) ).toBe( '2' );
		expect( ( await read() ).settings.buffer ).toBe( 0 );

		const before = ( await talk().heartbeat() ).versions.settings;
		await talk().must( talk().admin( 'PUT', '/settings', change ) );
		expect( ( await talk().heartbeat() ).versions.settings ).toBeGreaterThan( before );
		await talk().check();
		for ( const id of ids ) {
			expect( await store().level( id ) ).toBe( '0' );
		}
		await talk().must( talk().saveSettings( { buffer: 0 } ) );
		await talk().check();
		expect( await store().level( ids[ 0 ] ?? 0 ) ).toBe( '2' );
	} );
}

/** What the shopkeeper asks of the companion, and what both write into the log. */
export function commandsSection( { talk }: Subject ): void {
	beforeAll( () => talk().prepare() );

	test( 'a command is fetched with the heartbeat until it is done', async () => {
		const before = ( await talk().heartbeat() ).versions.commands;
		const asked = await talk().must( talk().admin( 'POST', '/commands', { kind: 'check' } ) );
		expect( asked ).toMatchObject( { state: 'waiting' } );
		const first = await talk().heartbeat();
		expect( first.versions.commands ).toBeGreaterThan( before );
		expect( first.commands ).toMatchObject( [
			{ id: asked.id, kind: 'check', item_id: null },
		] );
		// A companion that died with it: its successor must get it too.
		expect( ( await talk().heartbeat() ).commands ).toHaveLength( 1 );
		const done = [ { id: asked.id as number, outcome: 'done' as const, message: '' } ];
		expect( ( await talk().heartbeat( { done } ) ).commands ).toEqual( [] );
		expect( ( await talk().heartbeat( { done } ) ).commands ).toEqual( [] );
	} );

	test( 'an item is asked for by its id, a failure is told in words', async () => {
		await talk().catalogue( [ { id: 'command', name: 'Commanded' } ] );
		const asked = await talk().must(
			talk().admin( 'POST', '/commands', { kind: 'sync_item', item_id: 'command' } )
		);
		expect( ( await talk().heartbeat() ).commands ).toMatchObject( [
			{ id: asked.id, kind: 'sync_item', item_id: 'command' },
		] );
		await talk().heartbeat( {
			done: [ { id: asked.id, outcome: 'failed', message: 'The till did not answer.' } ],
		} );
		const { items } = await talk().must( talk().admin( 'GET', '/activity?kind=command' ) );
		expect( items[ 0 ] ).toMatchObject( { kind: 'command', outcome: 'failed' } );
		expect( JSON.stringify( items[ 0 ].facts ) ).toContain( 'The till did not answer.' );
	} );

	test( 'an item nobody knows is not asked for', async () => {
		expect(
			await talk().admin( 'POST', '/commands', { kind: 'sync_item', item_id: 'nobody' } )
		).toMatchObject( { status: 404, body: { code: 'not_found' } } );
		expect( ( await talk().heartbeat() ).commands ).toEqual( [] );
	} );
}

/** The log. */
export function activitySection( { talk }: Subject ): void {
	beforeAll( () => talk().prepare() );

	const list = async (
		query: string
	): Promise< { items: ActivityRow[]; next_before: number | null } > =>
		talk().must( talk().admin( 'GET', `/activity${ query }` ) );
	const event = ( more: object = {} ) => ( {
		id: randomUUID(),
		at: '2026-11-22T03:04:05Z',
		kind: 'failure',
		outcome: 'failed',
		item_id: null,
		facts: { reason: 'unavailable' },
		...more,
	} );
	const store = ( events: readonly object[] ) =>
		talk().must( talk().ask( 'POST', '/activity', { events } ) );

	test( 'what the companion tells is stored once', async () => {
		const same = event();
		expect(
			await store( [ same, event( { kind: 'companion', outcome: 'info' } ) ] )
		).toMatchObject( {
			stored: 2,
		} );
		expect( await store( [ same ] ) ).toMatchObject( { stored: 0 } );
		const { items } = await list( '?kind=failure' );
		expect( items ).toHaveLength( 1 );
		expect( items[ 0 ] ).toMatchObject( {
			outcome: 'failed',
			facts: { reason: 'unavailable' },
		} );
		expect( Date.parse( items[ 0 ]?.at ?? '' ) ).toBe( Date.parse( '2026-11-22T03:04:05Z' ) );
	} );

	test( 'the log is paged newest first, without gaps or repeats', async () => {
		await store( Array.from( { length: 7 }, () => event( { kind: 'parked' } ) ) );
		const seen: number[] = [];
		let query = '?kind=parked&per_page=3';
		for ( let page = 0; page < 3; page++ ) {
			const { items, next_before: next } = await list( query );
			seen.push( ...items.map( ( { id } ) => id ) );
			query = `?kind=parked&per_page=3&before=${ next ?? '' }`;
			if ( next === null ) {
				break;
			}
		}
		expect( seen ).toHaveLength( 7 );
		expect( seen ).toEqual( [ ...new Set( seen ) ].sort( ( a, b ) => b - a ) );
	} );

	test( 'the log is filtered by outcome and searched by name', async () => {
		await talk().linked( 'logged', '5' );
		await talk().stock( [ [ 'logged', '4' ] ] );
		const { items } = await list( '?kind=level&search=logged' );
		expect( items[ 0 ] ).toMatchObject( {
			kind: 'level',
			outcome: 'ok',
			item_id: 'logged',
			facts: { from: '5', to: '4' },
		} );
		expect( ( await list( '?outcome=held' ) ).items ).toEqual( [] );
		expect( ( await list( '?search=nothing+like+this' ) ).items ).toEqual( [] );
	} );
}

/** The status line, from a shop that was just paired to one that runs. */
export function overviewSection( { store, talk }: Subject ): void {
	const status = async () =>
		( ( await talk().must( talk().admin( 'GET', '/overview' ) ) ) as OverviewAnswer ).status;

	test( 'says at each step what is missing', async () => {
		expect( await status() ).toMatchObject( {
			state: 'not_connected',
			reason: 'waiting_for_companion',
		} );
		await talk().heartbeat( {
			health: { ...HEARTBEAT.health, pos: 'not_configured' },
		} );
		expect( await status() ).toMatchObject( { reason: 'pos_not_configured' } );
		await talk().prepare();
		const at = new Date().toISOString();
		await talk().heartbeat( { health: { ...HEARTBEAT.health, last_success_at: at } } );
		expect( await status() ).toMatchObject( { state: 'running', reason: 'all_well' } );
		await talk().must( talk().saveSettings( { outlets: [] } ) );
		expect( await status() ).toMatchObject( {
			state: 'needs_you',
			reason: 'outlets_not_chosen',
		} );
		await talk().must( talk().saveSettings( { outlets: [ OUTLET ] } ) );
		await talk().heartbeat( { health: { ...HEARTBEAT.health, pos: 'unauthorized' } } );
		expect( await status() ).toMatchObject( {
			state: 'needs_you',
			reason: 'pos_unauthorized',
		} );
		await store().advance( 16 * 60 );
		expect( await status() ).toMatchObject( { reason: 'companion_silent' } );
	} );
}

/** The credential, and the shop’s address it was made for. */
export function pairingSection( { store, talk }: Subject ): void {
	test( 'a changed address stops writing until a person says moved', async () => {
		await talk().prepare();
		const before = await talk().must( talk().ask( 'GET', '/shop' ) );
		expect( before.moved ).toBe( false );
		await store().changeAddress();
		expect( ( await talk().must( talk().ask( 'GET', '/shop' ) ) ).moved ).toBe( true );
		await talk().heartbeat();
		expect(
			await talk().ask( 'POST', '/stock', { as_of: 0, cursor: null, levels: [], parked: [] } )
		).toMatchObject( { status: 409, body: { code: 'shop_moved' } } );
		expect( ( await talk().must( talk().admin( 'GET', '/overview' ) ) ).status.reason ).toBe(
			'shop_moved'
		);
		const answer = await talk().must(
			talk().admin( 'POST', '/settings/address', { choice: 'moved' } )
		);
		expect( answer ).toEqual( { shop_id: before.shop_id, paired: true } );
		expect( ( await talk().must( talk().ask( 'GET', '/shop' ) ) ).moved ).toBe( false );
	} );

	test( 'a copy gets an id of its own and is unpaired', async () => {
		const before = await talk().must( talk().ask( 'GET', '/shop' ) );
		await store().changeAddress();
		const answer = await talk().must(
			talk().admin( 'POST', '/settings/address', { choice: 'copy' } )
		);
		expect( answer.paired ).toBe( false );
		expect( answer.shop_id ).not.toBe( before.shop_id );
		expect( ( await talk().ask( 'GET', '/shop' ) ).status ).toBe( 401 );
	} );

	test( 'pairing shows a string that works, and a second one voids the first', async () => {
		const pair = async () => {
			const answer = await talk().must( talk().admin( 'POST', '/pairing' ) );
			const read = decodePairing( answer.pairing );
			if ( ! read.ok ) {
				throw new Error( `The pairing string is ${ read.problem }.` );
			}
			return read.pairing;
		};
		const call = ( { user, password }: { user: string; password: string } ) =>
			talk().raw( 'GET', '/shop', {
				Authorization: `Basic ${ Buffer.from( `${ user }:${ password }` ).toString( 'base64' ) }`,
				'X-TillSync-Instance': randomUUID(),
				'X-TillSync-Contract': '1',
			} );
		const first = await pair();
		expect( `${ first.root }wc-tillsync/v1/` ).toBe( store().root );
		const shop = await call( first );
		expect( shop ).toMatchObject( { status: 200, body: { shop_id: first.shop_id } } );
		const second = await pair();
		expect( ( await call( first ) ).status ).toBe( 401 );
		expect( ( await call( second ) ).status ).toBe( 200 );
		expect( await talk().must( talk().admin( 'DELETE', '/pairing' ) ) ).toEqual( {
			revoked: true,
		} );
		expect( ( await call( second ) ).status ).toBe( 401 );
		expect( await talk().must( talk().admin( 'DELETE', '/pairing' ) ) ).toEqual( {
			revoked: false,
		} );
		expect( ( await talk().must( talk().admin( 'GET', '/overview' ) ) ).status ).toMatchObject(
			{
				state: 'not_connected',
				reason: 'not_paired',
			}
		);
	} );
}
