/**
 * Real shops for tests: one per way of storing orders and one of the newest WordPress and WooCommerce, started once per test run
 * and shared.
 *
 * The first test file that asks for a shop starts it as a process of its own; the shop ends with
 * the test run. A file has the shop to itself from `beforeAll` to `afterAll`, and gets it as it was
 * when it was new: the database is put back first.
 *
 * `TILLSYNC_PLUGIN_DIR` names another folder than plugin/, for example an unpacked package.
 */
import { spawn } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	attachShop,
	findShopComponents,
	newestComponents,
	type ShopHandle,
	type ShopState,
} from '../../tools/shop/index.ts';
import { pollUntil } from './poll.ts';

/** How a shop stores orders: `on` in custom tables, `off` in posts. */
export type Hpos = 'on' | 'off';

export const HPOS_MODES: readonly Hpos[] = [ 'on', 'off' ];

/** A shared shop: the oldest supported WordPress and WooCommerce in both ways, or the newest of this machine, orders in tables. */
export type ShopMode = Hpos | 'newest';

/** For suites that must hold on the newest WordPress and WooCommerce, too. */
export const ALL_SHOPS: readonly ShopMode[] = [ ...HPOS_MODES, 'newest' ];

/** Items in each shared shop. */
export const SHOP_ITEMS = 60;

const ROOT = join( __dirname, '..', '..' );
const START_TIMEOUT_MS = 180_000;
const TURN_TIMEOUT_MS = 600_000;

function isRunning( pid: number ): boolean {
	try {
		process.kill( pid, 0 );
		return true;
	} catch {
		return false;
	}
}

/** The test run: jest's main process, whether this is a worker of it or it itself. */
function runProcess(): number {
	return process.send === undefined ? process.pid : process.ppid;
}

/** Folder for what the processes of this run share; those of runs that ended are removed. */
function folderOfRun(): string {
	const folder = join( tmpdir(), `tillsync-tests-${ runProcess() }` );
	if ( ! existsSync( folder ) ) {
		for ( const name of readdirSync( tmpdir() ) ) {
			const pid = /^tillsync-tests-(\d+)$/.exec( name )?.[ 1 ];
			if ( pid !== undefined && ! isRunning( Number( pid ) ) ) {
				rmSync( join( tmpdir(), name ), { recursive: true, force: true } );
			}
		}
		mkdirSync( folder, { recursive: true, mode: 0o700 } );
	}
	return folder;
}

/** True for exactly one of all processes of the run that ask with the same name. */
function firstToAsk( path: string ): boolean {
	try {
		mkdirSync( path );
		return true;
	} catch {
		return false;
	}
}

function hposOf( mode: ShopMode ): Hpos {
	return mode === 'off' ? 'off' : 'on';
}

/** What a shop is called in the names of suites. */
function titleOf( mode: ShopMode ): string {
	return mode === 'newest' ? 'newest WordPress and WooCommerce' : `HPOS ${ mode }`;
}

function readText( file: string ): string {
	return existsSync( file ) ? readFileSync( file, 'utf8' ) : '';
}

async function sharedShop( mode: ShopMode ): Promise< ShopHandle > {
	const folder = folderOfRun();
	const stateFile = join( folder, `${ mode }.json` );
	const logFile = join( folder, `${ mode }.log` );
	if ( firstToAsk( join( folder, `${ mode }.started` ) ) ) {
		const log = openSync( logFile, 'a' );
		const child = spawn(
			process.execPath,
			[
				'--import',
				'tsx',
				join( ROOT, 'tools', 'shop', 'main.ts' ),
				...[ '--port', '0', '--hpos', hposOf( mode ), '--products', String( SHOP_ITEMS ) ],
				...( process.env[ 'TILLSYNC_PLUGIN_DIR' ] === undefined
					? []
					: [ '--plugin', process.env[ 'TILLSYNC_PLUGIN_DIR' ] ] ),
				...[ '--state', stateFile, '--with-pid', String( runProcess() ) ],
			],
			{
				cwd: ROOT,
				detached: true,
				stdio: [ 'ignore', log, log ],
				env: {
					...process.env,
					...( mode === 'newest' ? newestComponents( process.env ) : {} ),
				},
			}
		);
		child.unref();
		writeFileSync( join( folder, `${ mode }.pid` ), String( child.pid ) );
	}
	await pollUntil(
		() => `the shop (${ titleOf( mode ) }): ${ readText( logFile ) }`,
		() => {
			const pid = Number( readText( join( folder, `${ mode }.pid` ) ) );
			if ( pid > 0 && ! isRunning( pid ) && ! existsSync( stateFile ) ) {
				throw new Error( `The shop did not start: ${ readText( logFile ) }` );
			}
			return existsSync( stateFile );
		},
		START_TIMEOUT_MS
	);
	return attachShop( JSON.parse( readFileSync( stateFile, 'utf8' ) ) as ShopState );
}

/** Waits until no other test file uses the shop; answers how to give it back. */
async function takeTurn( mode: ShopMode ): Promise< () => void > {
	const turn = join( folderOfRun(), `${ mode }.turn` );
	const owner = join( turn, 'pid' );
	await pollUntil(
		`its turn at the shop (${ titleOf( mode ) }), which another test file keeps`,
		() => {
			if ( firstToAsk( turn ) ) {
				return true;
			}
			const pid = Number( readText( owner ) );
			if ( pid > 0 && ! isRunning( pid ) ) {
				rmSync( turn, { recursive: true, force: true } );
			}
			return false;
		},
		TURN_TIMEOUT_MS
	);
	writeFileSync( owner, String( process.pid ) );
	return () => rmSync( turn, { recursive: true, force: true } );
}

/** Why there can be no real shop on this machine, or undefined when there can be one. */
export function whyNoShop( mode: ShopMode = 'on' ): string | undefined {
	const newest = mode === 'newest' ? newestComponents( process.env ) : {};
	if ( newest === undefined ) {
		return 'there is no newer WordPress or WooCommerce: set WORDPRESS_NEWEST_DIR or WOOCOMMERCE_NEWEST_DIR to an unpacked one';
	}
	const found = findShopComponents( { ...process.env, ...newest } );
	return found.ok ? undefined : found.missing;
}

export interface ShopSuite {
	/** The shop; only inside tests and hooks. */
	shop(): ShopHandle;
	readonly hpos: Hpos;
	readonly mode: ShopMode;
}

export interface ShopSuiteOptions {
	/** Which shops to run against; default both ways of storing orders. */
	readonly modes?: readonly ShopMode[];
	/** Any other reason to skip, for example a missing PHPUnit. */
	readonly skipBecause?: string | undefined;
}

/**
 * A `describe` against a real shop, once per way of storing orders.
 *
 * Skipped with its reason in the name when the machine cannot run a shop. Each suite starts with
 * the shop as new: plugin active, 60 items (see `plainCatalogue`), no orders, empty logs.
 *
 * @param name    What is described.
 * @param define  Defines the tests; gets the suite's shop.
 */
export function describeWithShop(
	name: string,
	define: ( suite: ShopSuite ) => void,
	options: ShopSuiteOptions = {}
): void {
	for ( const mode of options.modes ?? HPOS_MODES ) {
		const hpos = hposOf( mode );
		const reason = options.skipBecause ?? whyNoShop( mode );
		if ( reason !== undefined ) {
			describe.skip( `${ name } (${ titleOf( mode ) }) [skipped: ${ reason }]`, () => {
				define( { shop: () => attachShop( {} as ShopState ), hpos, mode } );
			} );
			continue;
		}
		describe( `${ name } (${ titleOf( mode ) })`, () => {
			let shop: ShopHandle | undefined;
			let giveBack: ( () => void ) | undefined;
			beforeAll( async () => {
				giveBack = await takeTurn( mode );
				shop = await sharedShop( mode );
				await shop.reset();
			}, TURN_TIMEOUT_MS + START_TIMEOUT_MS );
			afterAll( () => giveBack?.() );
			define( {
				hpos,
				mode,
				shop: () => {
					if ( shop === undefined ) {
						throw new Error( 'The shop exists inside tests and hooks only.' );
					}
					return shop;
				},
			} );
		} );
	}
}
