/**
 * `npm run shop`: a real shop with the plugin, until Ctrl-C.
 */
import { writeFileSync, renameSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startShop, type ShopState } from './index.ts';

const HELP = `Starts a real WordPress with WooCommerce and the plugin, on a private database in a
temporary folder, and stops it at Ctrl-C.

  npm run shop -- [options]

  --port <n>          port of 127.0.0.1 (default 8890; 0 takes any free one)
  --wordpress <dir>   unpacked WordPress (default WORDPRESS_DIR or ~/.cache/tillsync/wordpress)
  --woocommerce <dir> unpacked WooCommerce (default WOOCOMMERCE_DIR or ~/.cache/tillsync/woocommerce)
  --hpos on|off       orders in custom tables or in posts (default on)
  --products <n>      items in the shop: simple products and variations (default 60)
  --plugin <dir>      plugin folder, live through a link (default plugin/)
  --no-plugin         a shop without the plugin
  --keep              leave the folder with site, database and logs on disk
  --state <file>      write addresses and logins as JSON when ready, for programs
  --with-pid <pid>    also stop when that process has ended
  --help              this text
`;

const DEFAULT_PORT = '8890';
const PARENT_CHECK_MS = 1_000;

function wholeNumber( name: string, text: string, most: number ): number {
	const value = Number( text );
	if ( ! Number.isInteger( value ) || value < 0 || value > most ) {
		throw new Error( `--${ name } takes a whole number from 0 to ${ most }, not "${ text }".` );
	}
	return value;
}

function isRunning( pid: number ): boolean {
	try {
		process.kill( pid, 0 );
		return true;
	} catch {
		return false;
	}
}

async function main(): Promise< void > {
	const { values } = parseArgs( {
		options: {
			port: { type: 'string', default: DEFAULT_PORT },
			wordpress: { type: 'string' },
			woocommerce: { type: 'string' },
			hpos: { type: 'string', default: 'on' },
			products: { type: 'string', default: '60' },
			plugin: { type: 'string' },
			'no-plugin': { type: 'boolean', default: false },
			keep: { type: 'boolean', default: false },
			state: { type: 'string' },
			'with-pid': { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	} );
	if ( values.help ) {
		process.stdout.write( HELP );
		return;
	}
	if ( values.hpos !== 'on' && values.hpos !== 'off' ) {
		throw new Error( `--hpos takes on or off, not "${ values.hpos }".` );
	}

	let end: () => void = () => undefined;
	const ended = new Promise< void >( ( resolve ) => ( end = resolve ) );
	// Also before the shop is up: startShop cannot be interrupted, it is stopped when it is there.
	process.once( 'SIGINT', end );
	process.once( 'SIGTERM', end );
	process.once( 'SIGHUP', end );
	if ( values[ 'with-pid' ] !== undefined ) {
		const pid = wholeNumber( 'with-pid', values[ 'with-pid' ], 2 ** 31 );
		const timer = setInterval( () => {
			if ( ! isRunning( pid ) ) {
				clearInterval( timer );
				end();
			}
		}, PARENT_CHECK_MS );
		timer.unref();
	}

	const say = ( line: string ): void => void process.stdout.write( `${ line }\n` );
	const shop = await startShop( {
		port: wholeNumber( 'port', values.port, 65_535 ),
		products: wholeNumber( 'products', values.products, 20_000 ),
		hpos: values.hpos === 'on',
		keep: values.keep,
		log: say,
		...( values.wordpress === undefined ? {} : { wordpressDir: values.wordpress } ),
		...( values.woocommerce === undefined ? {} : { woocommerceDir: values.woocommerce } ),
		...( values[ 'no-plugin' ] ? { pluginDir: false as const } : {} ),
		...( values.plugin === undefined ? {} : { pluginDir: values.plugin } ),
	} );

	if ( values.state !== undefined ) {
		// What is no data is left out by JSON itself. Renamed, so that nobody reads half a file.
		const state: ShopState = shop;
		writeFileSync( `${ values.state }.new`, JSON.stringify( state ), { mode: 0o600 } );
		renameSync( `${ values.state }.new`, values.state );
	}
	say( '' );
	say( `shop      ${ shop.url }/shop/` );
	say( `admin     ${ shop.url }/wp-admin/   ${ shop.adminUser } / ${ shop.adminPassword }` );
	say( `manager   ${ shop.url }/wp-admin/   ${ shop.managerUser } / ${ shop.managerPassword }` );
	say( `programs  ${ shop.adminUser } with application password ${ shop.applicationPassword }` );
	say( `plugin    ${ shop.pluginActive ? 'active' : 'not installed' }` );
	say( `folder    ${ shop.dir }` );
	say( 'Ctrl-C stops it.' );

	// The servers run apart from this process; without a timer there is nothing to wait for.
	const alive = setInterval( () => undefined, 2 ** 30 );
	await ended;
	clearInterval( alive );
	say( 'Stopping.' );
	await shop.stop();
}

main().catch( ( error: unknown ) => {
	process.stderr.write( `${ error instanceof Error ? error.message : String( error ) }\n` );
	process.exitCode = 1;
} );
