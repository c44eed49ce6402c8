/**
 * Runs the simulator alone: `npx tsx simulators/pos/x-series/main.ts --port 4001`.
 * The token comes from XSERIES_TOKEN, or a new one is made and printed.
 */
import { parseArgs } from 'node:util';
import { startXSeries } from './index.ts';

const HELP = `Usage: tsx simulators/pos/x-series/main.ts [options]

  --port <number>      where to listen (default: a free port)
  --seed <text>        another shop (default: kereru)
  --items <number>     plain items beyond the curated ones (default: 0)
  --currency <code>    ISO 4217 (default: NZD)
  --help

The personal token is taken from the environment variable XSERIES_TOKEN.
`;

const { values } = parseArgs( {
	options: {
		port: { type: 'string' },
		seed: { type: 'string' },
		items: { type: 'string' },
		currency: { type: 'string' },
		help: { type: 'boolean' },
	},
} );

function wholeNumber( name: string, value: string, most: number ): number {
	if ( ! /^\d{1,6}$/.test( value ) || Number( value ) > most ) {
		process.stderr.write( `--${ name } must be a whole number up to ${ most }.\n` );
		process.exit( 2 );
	}
	return Number( value );
}

if ( values.help ) {
	process.stdout.write( HELP );
} else {
	const token = process.env[ 'XSERIES_TOKEN' ];
	const simulator = await startXSeries( {
		...( values.port === undefined
			? {}
			: { port: wholeNumber( 'port', values.port, 65_535 ) } ),
		...( values.seed === undefined ? {} : { seed: values.seed } ),
		...( values.items === undefined
			? {}
			: { items: wholeNumber( 'items', values.items, 100_000 ) } ),
		...( values.currency === undefined ? {} : { currency: values.currency } ),
		...( token ? { token } : {} ),
		onDefect: ( error ) => process.stderr.write( `${ String( error ) }\n` ),
	} );
	process.stdout.write(
		`Till page  ${ simulator.tillUrl }\nAPI        ${ simulator.url }/api/2.0\n`
	);
	if ( ! token ) {
		process.stdout.write( `Token      ${ simulator.token }\n` );
	}
	for ( const signal of [ 'SIGINT', 'SIGTERM' ] as const ) {
		process.once( signal, () => void simulator.stop() );
	}
}
