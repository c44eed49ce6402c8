import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttp, type Exchange, type HttpOptions } from '../../../../companion/src/net/http.ts';
import { fakeClock } from '../../../support/fake-clock.ts';
import { pollUntil } from '../../../support/poll.ts';

describe( 'createHttp', () => {
	let server: Server;
	let url: string;
	const clock = fakeClock();

	async function serve( listener: RequestListener ): Promise< void > {
		server = createServer( listener );
		await new Promise< void >( ( resolve ) => server.listen( 0, '127.0.0.1', resolve ) );
		url = `http://127.0.0.1:${ ( server.address() as AddressInfo ).port }/path?secret=1`;
	}

	afterEach( () => {
		server.closeAllConnections();
		server.close();
	} );

	const send = ( options: Partial< HttpOptions > = {}, to = url ) =>
		createHttp( { clock, userAgent: 'Test/1', ...options } ).send( {
			method: 'POST',
			url: to,
			headers: { 'X-Own': 'yes' },
			body: '{"a":1}',
		} );

	test( 'sends what it is given and answers status, headers and text', async () => {
		const seen: unknown[] = [];
		await serve( ( request, response ) => {
			let body = '';
			request.on( 'data', ( chunk ) => ( body += String( chunk ) ) );
			request.on( 'end', () => {
				seen.push(
					request.method,
					request.headers[ 'user-agent' ],
					request.headers[ 'x-own' ],
					body
				);
				response.writeHead( 418, { 'X-Tea': 'pot' } ).end( 'kurz und gr\u00fcn' );
			} );
		} );

		const result = await send();

		expect( seen ).toEqual( [ 'POST', 'Test/1', 'yes', '{"a":1}' ] );
		expect( result ).toMatchObject( {
			ok: true,
			answer: { status: 418, text: 'kurz und grün' },
		} );
		expect( result.ok && result.answer.header( 'x-tea' ) ).toBe( 'pot' );
	} );

	test( 'follows no redirect, and names where it leads without its query', async () => {
		await serve( ( _request, response ) => {
			response.writeHead( 302, { Location: 'https://elsewhere.example/in?token=abc' } ).end();
		} );

		expect( await send() ).toEqual( {
			ok: false,
			problem: 'redirected',
			detail: '302 to https://elsewhere.example/in',
		} );
	} );

	test( 'reads no more than it may', async () => {
		await serve( ( _request, response ) => response.end( 'x'.repeat( 2_000 ) ) );

		expect( await send( { maxBytes: 1_000 } ) ).toMatchObject( { problem: 'too_large' } );
		expect( await send( { maxBytes: 2_000 } ) ).toMatchObject( { ok: true } );
	} );

	test( 'calls half a body broken off', async () => {
		await serve( ( _request, response ) => {
			response.writeHead( 200, { 'Content-Length': '100' } );
			response.write( 'half', () => response.destroy() );
		} );

		expect( await send() ).toMatchObject( { ok: false, problem: 'broken_off' } );
	} );

	test( 'gives up when the time is over, not before', async () => {
		let asked = false;
		await serve( () => {
			asked = true;
		} );
		let over = false;
		const sending = send( { timeoutMs: 5_000 } ).finally( () => {
			over = true;
		} );
		await pollUntil( 'the request', () => asked );

		await clock.advance( 4_999 );
		expect( over ).toBe( false );
		await clock.advance( 1 );

		expect( await sending ).toEqual( {
			ok: false,
			problem: 'timed_out',
			detail: 'nothing within 5000 ms',
		} );
		expect( clock.sleepers() ).toBe( 0 );
	} );

	test( 'tells a refused connection from an unknown name', async () => {
		await serve( ( _request, response ) => response.end() );
		const closed = url;
		await new Promise( ( resolve ) => server.close( resolve ) );

		expect( await send( {}, closed ) ).toMatchObject( { problem: 'refused' } );
		expect( await send( {}, 'http://nowhere.invalid/' ) ).toMatchObject( {
			problem: 'name_unknown',
		} );
	} );

	test( 'tells a watcher of each exchange, without anything secret', async () => {
		await serve( ( _request, response ) => response.end() );
		const seen: Exchange[] = [];

		await send( { onExchange: ( exchange ) => seen.push( exchange ) } );

		expect( seen ).toEqual( [
			{
				origin: new URL( url ).origin,
				status: 200,
				problem: null,
				date: expect.any( String ),
			},
		] );
	} );
} );
