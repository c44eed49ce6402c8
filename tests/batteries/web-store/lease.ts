import { randomUUID } from 'node:crypto';
import { CONTRACT_HEADER, INSTANCE_HEADER } from '@tillsync/contract';
import { HEARTBEAT, POS, type Subject } from './talk.ts';

/** One companion at a time, and how it is known. */
export function leaseSection( { store, talk }: Subject ): void {
	test( 'a companion without a lease may read and not write', async () => {
		const shop = await talk().ask( 'GET', '/shop' );
		expect( shop.status ).toBe( 200 );
		expect( shop.body.cursors ).toEqual( [
			{ feed: 'products', value: '0', read_from: '0' },
			{ feed: 'inventory', value: '0', read_from: '0' },
		] );
		expect( shop.body.full_read_at ).toBeNull();
		const write = await talk().ask( 'PUT', '/pos', POS );
		expect( write ).toMatchObject( { status: 409, body: { code: 'lease_missing' } } );
	} );

	test( 'the headers are required and a foreign contract version is refused by name', async () => {
		const { companion } = store();
		const instance = { [ INSTANCE_HEADER ]: randomUUID() };
		const ask = ( headers: Record< string, string > ) =>
			talk().raw( 'GET', '/shop', { ...companion, ...headers } );
		expect( await ask( { [ CONTRACT_HEADER ]: '1' } ) ).toMatchObject( {
			status: 400,
			body: { code: 'instance_missing' },
		} );
		expect(
			await ask( { [ CONTRACT_HEADER ]: '1', [ INSTANCE_HEADER ]: 'me' } )
		).toMatchObject( {
			status: 400,
			body: { code: 'instance_missing' },
		} );
		expect( await ask( { ...instance, [ CONTRACT_HEADER ]: '0' } ) ).toMatchObject( {
			status: 409,
			body: { code: 'contract_too_old' },
		} );
		expect( await ask( { ...instance, [ CONTRACT_HEADER ]: '2' } ) ).toMatchObject( {
			status: 409,
			body: { code: 'contract_too_new' },
		} );
	} );

	test( 'two companions: one works, one gets 409 and changes nothing', async () => {
		const other = talk().companion( randomUUID() );
		await talk().heartbeat();
		expect( await other( 'POST', '/heartbeat', HEARTBEAT ) ).toMatchObject( {
			status: 409,
			body: { code: 'other_companion', data: { status: 409 } },
		} );
		const page = { cursor: { from: '0', to: '9' }, items: [], parked: [] };
		expect( await other( 'POST', '/catalogue', page ) ).toMatchObject( {
			status: 409,
			body: { code: 'other_companion' },
		} );
		const still = await talk().heartbeat();
		expect( still.cursors[ 0 ]?.value ).toBe( '0' );
	} );

	test( 'leaving gives the lease up at once', async () => {
		const other = talk().companion( randomUUID() );
		await talk().heartbeat();
		await talk().heartbeat( { leaving: true } );
		expect( ( await other( 'POST', '/heartbeat', HEARTBEAT ) ).status ).toBe( 200 );
		expect( await talk().ask( 'PUT', '/pos', POS ) ).toMatchObject( {
			status: 409,
			body: { code: 'other_companion' },
		} );
		await other( 'POST', '/heartbeat', { ...HEARTBEAT, leaving: true } );
	} );

	test( 'every call renews the lease, silence of a minute ends it', async () => {
		const other = talk().companion( randomUUID() );
		await talk().heartbeat();
		await store().advance( 40 );
		expect( ( await talk().ask( 'GET', '/links?after=0' ) ).status ).toBe( 200 );
		await store().advance( 40 );
		expect( ( await other( 'POST', '/heartbeat', HEARTBEAT ) ).status ).toBe( 409 );
		await store().advance( 61 );
		expect( ( await other( 'POST', '/heartbeat', HEARTBEAT ) ).status ).toBe( 200 );
		expect( await talk().ask( 'PUT', '/pos', POS ) ).toMatchObject( {
			status: 409,
			body: { code: 'other_companion' },
		} );
	} );
}
