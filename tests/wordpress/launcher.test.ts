/**
 * The shop launcher itself: what it needs, what it leaves behind, where it gets its sources.
 */
import { spawn } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	countItems,
	downloadShopSources,
	findShopComponents,
	plainCatalogue,
	type ShopState,
} from '../../tools/shop/index.ts';
import { pollUntil } from '../support/poll.ts';
import { whyNoShop } from '../support/real-shop.ts';

const ROOT = join( __dirname, '..', '..' );
const TIMEOUT_MS = 120_000;

let folder: string;
beforeEach( () => {
	folder = mkdtempSync( join( tmpdir(), 'tillsync-launcher-' ) );
} );
afterEach( () => rmSync( folder, { recursive: true, force: true } ) );

function isRunning( pid: number ): boolean {
	try {
		process.kill( pid, 0 );
		return true;
	} catch {
		return false;
	}
}

describe( 'findShopComponents', () => {
	test( 'names PHP as missing when there is none', () => {
		const found = findShopComponents( { PATH: '/nonexistent', HOME: '/nonexistent' } );
		// PHP lies in none of the folders that are searched beside the PATH.
		expect( found ).toMatchObject( { ok: false, downloadable: false } );
		expect( found.ok ? '' : found.missing ).toContain( 'PHP is missing' );
	} );

	const usable = whyNoShop();
	const onMachine = usable === undefined ? test : test.skip;
	const skipped = usable === undefined ? '' : ` [skipped: ${ usable }]`;

	onMachine( `does not replace a folder that is named but wrong${ skipped }`, () => {
		const found = findShopComponents( { ...process.env, WORDPRESS_DIR: folder } );
		expect( found ).toMatchObject( { ok: false, downloadable: false } );
		expect( found.ok ? '' : found.missing ).toContain( folder );
	} );

	onMachine( `says that sources missing from the cache can be downloaded${ skipped }`, () => {
		const env: Record< string, string | undefined > = {
			...process.env,
			TILLSYNC_CACHE_DIR: folder,
		};
		delete env[ 'WORDPRESS_DIR' ];
		expect( findShopComponents( env ) ).toMatchObject( { ok: false, downloadable: true } );
	} );

	onMachine(
		`servers and folder are gone after the launcher was killed${ skipped }`,
		async () => {
			const stateFile = join( folder, 'state.json' );
			const launcher = spawn(
				process.execPath,
				[
					'--import',
					'tsx',
					join( ROOT, 'tools', 'shop', 'main.ts' ),
					...[ '--port', '0', '--no-plugin', '--products', '0', '--state', stateFile ],
				],
				{ cwd: ROOT, stdio: 'ignore' }
			);
			await pollUntil( 'the shop', () => existsSync( stateFile ) );
			const state = JSON.parse( readFileSync( stateFile, 'utf8' ) ) as ShopState;
			const servers = readFileSync( join( state.dir, 'pids' ), 'utf8' )
				.trim()
				.split( '\n' )
				.map( Number );
			expect( servers.map( isRunning ) ).toEqual( [ true, true ] );

			launcher.kill( 'SIGKILL' );
			await pollUntil( 'the end of the servers', () => ! servers.some( isRunning ) );
			await pollUntil( 'the end of the folder', () => ! existsSync( state.dir ) );
		},
		TIMEOUT_MS
	);
} );

describe( 'plainCatalogue', () => {
	test.each( [ 0, 1, 4, 9, 10, 60, 123 ] )(
		'has exactly %i items with SKUs of their own',
		( items ) => {
			const products = plainCatalogue( items );
			expect( countItems( products ) ).toBe( items );
			const skus = products.flatMap( ( product ) =>
				'variations' in product
					? product.variations.map( ( { sku } ) => sku )
					: [ product.sku ]
			);
			expect( new Set( skus ).size ).toBe( items );
		}
	);
} );

describe( 'downloadShopSources', () => {
	let server: Server;
	let address: string;
	let files: Record< string, Buffer >;
	beforeEach( async () => {
		files = {};
		server = createServer( ( request, response ) => {
			const file = files[ request.url ?? '' ];
			response.writeHead( file === undefined ? 404 : 200 ).end( file );
		} );
		await new Promise< void >( ( resolve ) => server.listen( 0, '127.0.0.1', resolve ) );
		const bound = server.address();
		address = `http://127.0.0.1:${ typeof bound === 'object' && bound ? bound.port : 0 }`;
	} );
	afterEach( () => new Promise( ( resolve ) => server.close( resolve ) ) );

	const start = (): ReturnType< typeof downloadShopSources > =>
		downloadShopSources( {
			env: { TILLSYNC_CACHE_DIR: folder },
			log: () => undefined,
			sources: {
				wordpress: `${ address }/wordpress.zip`,
				woocommerce: `${ address }/woocommerce.zip`,
			},
		} );

	/** A zip archive with one stored file, as small as the format allows. */
	function zip( path: string, text: string ): Buffer {
		const name = Buffer.from( path );
		const data = Buffer.from( text );
		const crc = crc32( data );
		const common = Buffer.alloc( 26 );
		common.writeUInt16LE( 20, 0 );
		common.writeUInt32LE( crc, 10 );
		common.writeUInt32LE( data.length, 14 );
		common.writeUInt32LE( data.length, 18 );
		common.writeUInt16LE( name.length, 22 );
		const local = Buffer.concat( [ Buffer.from( 'PK\x03\x04' ), common, name, data ] );
		const central = Buffer.concat( [
			Buffer.from( 'PK\x01\x02\x14\x00' ),
			common,
			Buffer.alloc( 14 ),
			name,
		] );
		const end = Buffer.alloc( 18 );
		end.writeUInt16LE( 1, 4 );
		end.writeUInt16LE( 1, 6 );
		end.writeUInt32LE( central.length, 8 );
		end.writeUInt32LE( local.length, 12 );
		return Buffer.concat( [ local, central, Buffer.from( 'PK\x05\x06' ), end ] );
	}

	function crc32( data: Buffer ): number {
		let crc = 0xffffffff;
		for ( const byte of data ) {
			crc ^= byte;
			for ( let bit = 0; bit < 8; bit++ ) {
				crc = crc & 1 ? ( crc >>> 1 ) ^ 0xedb88320 : crc >>> 1;
			}
		}
		return ( crc ^ 0xffffffff ) >>> 0;
	}

	const noUnpacker = whyNoShop();
	const withUnpacker = noUnpacker === undefined ? test : test.skip;

	withUnpacker(
		`fetches what is missing and keeps what is there${ noUnpacker === undefined ? '' : ` [skipped: ${ noUnpacker }]` }`,
		async () => {
			mkdirSync( join( folder, 'wordpress', 'wp-includes' ), { recursive: true } );
			writeFileSync(
				join( folder, 'wordpress', 'wp-includes', 'version.php' ),
				"<?php $wp_version = '6.8.7';"
			);
			files[ '/woocommerce.zip' ] = zip(
				'woocommerce/woocommerce.php',
				'<?php\n/**\n * Version: 10.2.4\n */'
			);
			expect( await start() ).toEqual( { ok: true } );
			expect( readdirSync( folder ).sort() ).toEqual( [ 'woocommerce', 'wordpress' ] );
		}
	);

	test( 'says in one sentence what to do when the archive is not there, and leaves nothing', async () => {
		const result = await start();
		expect( result ).toMatchObject( { ok: false } );
		expect( result.ok ? '' : result.reason ).toMatch(
			/WordPress could not be downloaded.*404.*put an unpacked copy/
		);
		expect( readdirSync( folder ) ).toEqual( [] );
	} );

	test( 'gives up at once when nobody listens', async () => {
		await new Promise( ( resolve ) => server.close( resolve ) );
		const result = await start();
		expect( result ).toMatchObject( { ok: false } );
		expect( readdirSync( folder ) ).toEqual( [] );
		server.listen( 0, '127.0.0.1' );
	} );
} );
