/** `npm run demo`: till, companion and shop, until Ctrl-C. */
import type { CatalogueDetail } from '@tillsync/contract';
import { createLiveLines, startDemo, type Demo } from './index.ts';
import { HELP, readOptions, type DemoOptions } from './options.ts';

const say = ( line: string ): void => void process.stdout.write( `${ line }\n` );

function printAddresses(
	{ till, shop, logFile, linked }: Demo,
	{ pollSeconds }: DemoOptions
): void {
	const lines: readonly ( readonly [ string, string ] )[] = [
		[ 'till', till.tillUrl ],
		[ 'TillSync', shop.adminUrl ],
		...( shop.login
			? [ [ 'sign in', `${ shop.login.user } / ${ shop.login.password }` ] as const ]
			: [] ),
		[ 'products', shop.frontUrl ],
		[
			'companion',
			`${ linked } products linked, reads the till every ${ pollSeconds } s, log ${ logFile }`,
		],
	];
	say( '' );
	for ( const [ name, value ] of lines ) {
		say( `  ${ name.padEnd( 10 ) } ${ value }` );
	}
	say( '' );
	say( 'Sell something at the till and watch. Ctrl-C stops everything.' );
	say( '' );
}

/** What the shop makes of an item whose level it did not have to change. */
async function standing( { shop }: Demo, itemId: string ): Promise< string > {
	const { item } = await shop.ask< CatalogueDetail >( 'GET', `/catalogue/${ itemId }` );
	if ( ! item.product ) {
		return 'not linked to a product';
	}
	return item.product.level === null
		? 'in stock without a level'
		: `shop stays at ${ item.product.level }`;
}

async function main( args: readonly string[] ): Promise< void > {
	const options = readOptions( args );
	if ( options === null ) {
		process.stdout.write( HELP );
		return;
	}
	const stopping = new AbortController();
	const ended = new Promise< void >( ( resolve ) => {
		stopping.signal.addEventListener( 'abort', () => resolve() );
	} );
	const onSignal = (): void => {
		if ( stopping.signal.aborted ) {
			process.exit( 1 );
		}
		say( 'Stopping …' );
		stopping.abort();
	};
	process.on( 'SIGINT', onSignal );
	process.on( 'SIGTERM', onSignal );
	process.on( 'SIGHUP', onSignal );

	let demo: Demo | undefined;
	const lines = createLiveLines( {
		say,
		now: () => performance.now(),
		lagMs: () => ( demo?.till.faults.now().inventory_lag_seconds ?? 0 ) * 1000,
		standing: async ( itemId ) => ( demo ? standing( demo, itemId ) : '' ),
	} );
	try {
		demo = await startDemo( {
			...options,
			say,
			signal: stopping.signal,
			// Before everything is up there is nothing a person has done.
			onTill: ( event ) => demo && lines.till( event ),
			onSync: ( event ) => demo && lines.sync( event ),
		} );
		printAddresses( demo, options );
		await ended;
		await demo.stop();
	} catch ( error ) {
		if ( ! stopping.signal.aborted ) {
			throw error;
		}
	}
}

main( process.argv.slice( 2 ) ).then(
	() => process.exit( 0 ),
	( error: unknown ) => {
		process.stderr.write( `${ error instanceof Error ? error.message : String( error ) }\n` );
		process.exit( 1 );
	}
);
