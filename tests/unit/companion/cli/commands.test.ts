import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createPlain, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { decodePairing, encodePairing, type Pairing } from '@tillsync/contract';
import { startXSeries, type XSeries } from '../../../../simulators/pos/x-series/index.ts';
import { startWooShop, type WooShop } from '../../../../simulators/woo/index.ts';
import { compileCommand, type Command } from '../../../support/companion-command.ts';
import { poll, pollUntil } from '../../../support/poll.ts';

jest.setTimeout( 60_000 );

describe( 'the command', () => {
	let command: Command;
	let woo: WooShop;
	let pos: XSeries;
	let pairing: Pairing;
	/** An address at which something listened a moment ago. */
	let closed: string;
	const servers: Server[] = [];

	beforeAll( async () => {
		command = compileCommand();
		woo = await startWooShop( { paired: true, products: [ { name: 'Bottle', level: '4' } ] } );
		pos = await startXSeries();
		const decoded = decodePairing( woo.pairing ?? '' );
		if ( ! decoded.ok ) {
			throw new Error( 'The shop was not paired.' );
		}
		pairing = decoded.pairing;
		const gone = await startWooShop();
		closed = gone.url;
		await gone.stop();
	} );

	afterAll( async () => {
		await Promise.all( [ woo.stop(), pos.stop() ] );
		servers.forEach( ( server ) => {
			server.closeAllConnections();
			server.close();
		} );
		command.remove();
	} );

	test( 'pos x-series with an address where nothing listens says what to do', async () => {
		expectSentence(
			await command.run( [ 'pos', 'x-series' ], { input: `${ closed }\ntoken` } ),
			'Nothing answers'
		);
	} );

	afterEach( () => {
		woo.setOutage( 'none' );
		pos.faults.clear();
	} );

	const changed = ( change: Partial< Pairing > ) => encodePairing( { ...pairing, ...change } );

	async function answering( status: number, body: string ): Promise< string > {
		const server = createPlain( ( _request, response ) => {
			response.writeHead( status, { 'Content-Type': 'application/json' } ).end( body );
		} );
		servers.push( server );
		await new Promise< void >( ( resolve ) => server.listen( 0, '127.0.0.1', resolve ) );
		return `http://127.0.0.1:${ ( server.address() as AddressInfo ).port }/wp-json/`;
	}

	const refusal = ( code: string, status: number ) =>
		JSON.stringify( { code, message: 'words', data: { status } } );

	/** One sentence on standard error that says what to do, a code that is not 0, and no trace. */
	const expectSentence = (
		{ code, stdout, stderr }: { code: number | null; stdout: string; stderr: string },
		words: string
	) => {
		expect( stderr ).toContain( words );
		expect( stderr.trim().split( '\n' ) ).toHaveLength( 1 );
		expect( stderr ).not.toMatch( /\n\s+at /u );
		expect( stderr + stdout ).not.toContain( pairing.password );
		expect( stderr + stdout ).not.toContain( pos.token );
		expect( code ).toBeGreaterThan( 0 );
	};

	test( 'helps, tells its version, and refuses what it does not know', async () => {
		const help = await command.run( [ '--help' ] );
		expect( help.code ).toBe( 0 );
		expect( help.stdout ).toContain( 'pos x-series' );

		const manifest = JSON.parse(
			readFileSync( join( __dirname, '../../../../companion/package.json' ), 'utf8' )
		) as { version: string };
		expect( ( await command.run( [ '--version' ] ) ).stdout.trim() ).toBe( manifest.version );

		expectSentence( await command.run( [ 'sync' ] ), 'There is no command' );
		expectSentence( await command.run( [ 'pos', 'till-o-matic' ] ), 'x-series' );
		expectSentence( await command.run( [ 'pair', 'secret' ] ), 'takes no arguments' );
		expectSentence(
			await command.run( [ 'pos', 'x-series', 'a', 'secret' ] ),
			'never an argument'
		);
	} );

	test.each( [
		[ 'nothing', () => '', 'is empty' ],
		[ 'another text', () => 'hello', 'not a pairing string' ],
		[ 'a string without its end', () => changed( {} ).slice( 0, -4 ), 'incomplete' ],
		[ 'a string of a newer plugin', () => 'tillsync9.abc.00000000', 'update the companion' ],
		[
			'a revoked credential',
			() => changed( { password: 'wrong wrong wrong' } ),
			'refuses the credential',
		],
		[
			'another shop’s identity',
			() => changed( { shop_id: 'shop-of-another' } ),
			'for another shop',
		],
		[
			'an unknown name',
			() => changed( { root: 'http://nowhere.invalid/wp-json/' } ),
			'is not known',
		],
		[ 'a closed port', () => changed( { root: `${ closed }/wp-json/` } ), 'Nothing answers' ],
	] )( 'pair with %s says what to do', async ( _name, input, words ) => {
		expectSentence( await command.run( [ 'pair' ], { input: input() } ), words );
		expect( existsSync( join( command.folder, 'state', 'credentials.json' ) ) ).toBe( false );
	} );

	test.each( [
		[ 'plugin_off' as const, 'activate the plugin' ],
		[ 'firewall' as const, 'web page instead of data' ],
		[ 'redirect' as const, 'sends on to another address' ],
		[ 'error' as const, 'error of its own' ],
		[ 'cut' as const, 'broke off' ],
	] )( 'pair with a shop that is %s says what to do', async ( outage, words ) => {
		woo.setOutage( outage );

		expectSentence( await command.run( [ 'pair' ], { input: woo.pairing ?? '' } ), words );
	} );

	test.each( [
		[ 'contract_too_new', 409, 'update the plugin' ],
		[ 'contract_too_old', 409, 'companion is too old' ],
		[ 'not_allowed', 403, 'does not let it' ],
	] )( 'pair with a shop that answers %s says what to do', async ( code, status, words ) => {
		const root = await answering( status, refusal( code, status ) );

		expectSentence( await command.run( [ 'pair' ], { input: changed( { root } ) } ), words );
	} );

	const openssl = spawnSync( 'openssl', [ 'version' ] ).status === 0;
	( openssl ? test : test.skip )(
		`pair with an untrusted certificate says what to do${ openssl ? '' : ' (skipped: there is no openssl to make one)' }`,
		async () => {
			const [ key, cert ] = [ 'key.pem', 'cert.pem' ].map( ( name ) =>
				join( command.folder, name )
			);
			spawnSync( 'openssl', [
				...[
					'req',
					'-x509',
					'-newkey',
					'rsa:2048',
					'-nodes',
					'-days',
					'2',
					'-subj',
					'/CN=localhost',
				],
				...[ '-keyout', key ?? '', '-out', cert ?? '' ],
			] );
			const server = createSecure( {
				key: readFileSync( key ?? '' ),
				cert: readFileSync( cert ?? '' ),
			} );
			servers.push( server );
			await new Promise< void >( ( resolve ) => server.listen( 0, '127.0.0.1', resolve ) );
			const root = `https://127.0.0.1:${ ( server.address() as AddressInfo ).port }/wp-json/`;

			expectSentence(
				await command.run( [ 'pair' ], { input: changed( { root } ) } ),
				'certificate'
			);
		}
	);

	test.each( [
		[ 'a wrong address', [ 'http://till.example', 'token' ], 'must be the prefix' ],
		[ 'no token', [ 'myshop' ], 'token is missing' ],
		[ 'a token with spaces', [ 'myshop', 'a b' ], 'copy it again' ],
	] )( 'pos x-series with %s says what to do', async ( _name, lines, words ) => {
		expectSentence(
			await command.run( [ 'pos', 'x-series' ], { input: lines.join( '\n' ) } ),
			words
		);
	} );

	test( 'pos x-series with a revoked token, or one that may not read enough, says what to do', async () => {
		const enter = ( token: string ) =>
			command.run( [ 'pos', 'x-series', pos.url ], { input: token } );
		expectSentence( await enter( 'revoked' ), 'refuses the token' );

		pos.faults.set( { forbidden: [ 'users' ] } );
		expectSentence( await enter( pos.token ), 'may not read' );
	} );

	test( 'a folder that cannot be written is named', async () => {
		writeFileSync( join( command.folder, 'file' ), '' );

		expectSentence(
			await command.run( [ 'pair' ], {
				input: woo.pairing ?? '',
				env: { TILLSYNC_STATE_DIR: join( command.folder, 'file', 'state' ) },
			} ),
			'make it writable'
		);
	} );

	test( 'run without a configuration names all that is missing', async () => {
		const { code, stderr } = await command.run( [ 'run' ], {
			env: { TILLSYNC_POLL_SECONDS: '0' },
		} );

		expect( stderr.trim().split( '\n' ) ).toEqual( [
			expect.stringContaining( 'TILLSYNC_POLL_SECONDS' ),
			expect.stringContaining( 'tillsync pair' ),
			expect.stringContaining( 'tillsync pos x-series' ),
		] );
		expect( code ).toBe( 1 );
	} );

	test( 'status without a companion, and the doctor without a configuration, say what to do', async () => {
		expectSentence( await command.run( [ 'status' ] ), 'tillsync run' );

		const doctor = await command.run( [ 'doctor' ] );
		expect( doctor.code ).toBe( 1 );
		expect( doctor.stdout ).toMatch( /^ok {3}Node/mu );
		expect( doctor.stdout ).toMatch( /^FAIL Pairing – No shop is paired/mu );
	} );

	describe( 'with the right secrets', () => {
		const state = () => ( { TILLSYNC_STATE_DIR: join( command.folder, 'good' ) } );

		beforeAll( async () => {
			const paired = await command.run( [ 'pair' ], {
				input: woo.pairing ?? '',
				env: state(),
			} );
			expect( paired ).toMatchObject( { code: 0, stderr: '' } );
			expect( paired.stdout ).toContain( 'tillsync pos x-series' );
			const connected = await command.run( [ 'pos', 'x-series' ], {
				input: `${ pos.url }\n${ pos.token }\n`,
				env: state(),
			} );
			expect( connected ).toMatchObject( { code: 0, stderr: '' } );
			expect( connected.stdout ).toContain( 'Queen Street' );
		} );

		test( 'keeps them where only their owner can read', () => {
			const path = join( command.folder, 'good', 'credentials.json' );

			expect( statSync( path ).mode & 0o777 ).toBe( 0o600 );
		} );

		test( 'the doctor finds everything there, and a file others can read', async () => {
			const well = await command.run( [ 'doctor' ], { env: state() } );
			expect( well ).toMatchObject( { code: 0, stderr: '' } );
			expect( well.stdout ).not.toContain( 'FAIL' );

			const path = join( command.folder, 'good', 'credentials.json' );
			chmodSync( path, 0o644 );
			const open = await command.run( [ 'doctor' ], { env: state() } );
			chmodSync( path, 0o600 );
			expect( open.stdout ).toContain( 'chmod 600' );
			expect( open.code ).toBe( 1 );
		} );

		test.each( [
			[ 'plugin_off' as const, {}, /^FAIL Plugin there/mu ],
			[ 'none' as const, { expired_token: true }, /^FAIL Token/mu ],
			[ 'none' as const, { clock_skew_seconds: 600 }, /^note Clock of the POS/mu ],
		] )(
			'the doctor with the shop %s and the POS %j finds it',
			async ( outage, fault, words ) => {
				woo.setOutage( outage );
				pos.faults.set( fault );

				expect( ( await command.run( [ 'doctor' ], { env: state() } ) ).stdout ).toMatch(
					words
				);
			}
		);

		test( 'runs, tells how it is, writes no secret, and stops in good order on SIGTERM', async () => {
			const running = command.start( [ 'run' ], { ...state(), TILLSYNC_POLL_SECONDS: '1' } );
			const status = await poll(
				() => `a cycle that succeeded, in: ${ running.output() }`,
				async () => {
					const { code, stdout } = await command.run( [ 'status' ], { env: state() } );
					return code === 0 && stdout.includes( 'The POS answers.' ) ? stdout : undefined;
				},
				30_000
			);
			expect( status ).toContain( 'holds the lease' );

			running.process.kill( 'SIGTERM' );
			const ended = await running.ended;

			expect( ended ).toMatchObject( { code: 0, stderr: '' } );
			expect( ended.stdout ).not.toContain( pairing.password );
			expect( ended.stdout ).not.toContain( pos.token );
			for ( const line of ended.stdout.trim().split( '\n' ) ) {
				expect( JSON.parse( line ) ).toMatchObject( { msg: expect.any( String ) } );
			}
			// The lease was given up: nobody has to wait for it to run out.
			expect( woo.state.companion.instance ).toBeNull();
			expect( ( await command.run( [ 'status' ], { env: state() } ) ).code ).toBe( 1 );
		} );

		test( 'a second signal ends it at once', async () => {
			const running = command.start( [ 'run' ], { ...state(), TILLSYNC_POLL_SECONDS: '1' } );
			await pollUntil( 'its first line', () => running.output() !== '' );
			// The request in hand is never answered.
			woo.setOutage( 'silent' );
			const asked = woo.takeRequests().length;
			await pollUntil( 'a request', () => asked + woo.takeRequests().length > 0 );
			running.process.kill( 'SIGINT' );
			await pollUntil( 'the first signal', () => running.output().includes( '"stopping"' ) );
			running.process.kill( 'SIGINT' );

			expect( ( await running.ended ).code ).toBe( 130 );
		} );

		test( 'a damaged credentials file is named', async () => {
			const folder = join( command.folder, 'damaged' );
			mkdirSync( folder );
			writeFileSync( join( folder, 'credentials.json' ), '{' );

			const { code, stderr } = await command.run( [ 'run' ], {
				env: { TILLSYNC_STATE_DIR: folder },
			} );

			expect( stderr ).toContain( 'is damaged; delete it' );
			expect( code ).toBe( 1 );
		} );
	} );
} );
