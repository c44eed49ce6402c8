/**
 * `npm run bench`: the figures of docs/performance.md, all from one run on one machine.
 */
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findShopComponents } from '../../tools/shop/index.ts';
import { measureCompanion } from './companion-figures.ts';
import { whyNoCompanion } from './companion-process.ts';
import { printable, writeReport, type Figure } from './report.ts';
import { measureShop } from './shop-figures.ts';

const REPORT = fileURLToPath( new URL( '../../docs/performance.md', import.meta.url ) );

const HELP = `Measures the shop and the companion and rewrites the table in docs/performance.md.

  npm run bench -- [options]

  --only shop|companion   one part; prints, and leaves the table alone
  --poll <seconds>        the companion's polling interval (default 10)
  --sales <n>             sales at the till, 1 to 100 (default 100)
  --help                  this text

Needs what npm run shop needs, and npm run build before it.
`;

function number( name: string, text: string, least: number, most: number ): number {
	const value = Number( text );
	if ( ! Number.isInteger( value ) || value < least || value > most ) {
		throw new Error(
			`--${ name } takes a whole number from ${ least } to ${ most }, not "${ text }".`
		);
	}
	return value;
}

async function main(): Promise< void > {
	const { values } = parseArgs( {
		options: {
			only: { type: 'string' },
			poll: { type: 'string', default: '10' },
			sales: { type: 'string', default: '100' },
			help: { type: 'boolean', default: false },
		},
	} );
	if ( values.help ) {
		process.stdout.write( HELP );
		return;
	}
	if ( values.only !== undefined && values.only !== 'shop' && values.only !== 'companion' ) {
		throw new Error( `--only takes shop or companion, not "${ values.only }".` );
	}
	const found = findShopComponents( process.env );
	if ( ! found.ok ) {
		throw new Error( found.missing );
	}
	const missing = values.only === 'shop' ? undefined : whyNoCompanion();
	if ( missing !== undefined ) {
		throw new Error( `The companion cannot be measured: ${ missing }` );
	}
	const log = ( line: string ): void => void process.stdout.write( `${ line }\n` );
	const options = {
		pollSeconds: number( 'poll', values.poll, 1, 60 ),
		sales: number( 'sales', values.sales, 1, 100 ),
		log,
	};

	const figures: Figure[] = [];
	if ( values.only !== 'companion' ) {
		figures.push( ...( await measureShop( { log } ) ) );
	}
	if ( values.only !== 'shop' ) {
		figures.push( ...( await measureCompanion( options ) ) );
	}
	log( '' );
	log( printable( figures ) );
	if ( values.only === undefined ) {
		const { components } = found;
		const processors = cpus();
		writeReport(
			REPORT,
			`Measured on ${ new Date().toISOString().slice( 0, 10 ) }: ${ processors.length } processors (${
				processors[ 0 ]?.model.trim() ?? 'unknown'
			}), PHP ${ components.phpVersion }, WordPress ${ components.wordpressVersion }, WooCommerce ${
				components.woocommerceVersion
			}, Node ${ process.versions.node }.`,
			figures
		);
		log( `Written to docs/performance.md.` );
	}
	if ( figures.some( ( { kept } ) => kept === false ) ) {
		process.exitCode = 1;
	}
}

main().catch( ( error: unknown ) => {
	process.stderr.write( `${ error instanceof Error ? error.message : String( error ) }\n` );
	process.exitCode = 1;
} );
