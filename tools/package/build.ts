/**
 * `npm run build`: the admin page for wp-admin and standalone, and the companion as one file.
 * `npm run build -- companion` builds one part: `admin`, `standalone` or `companion`.
 */
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { npmProgram, ROOT, run } from '../check/processes.ts';

type Part = { name: string; source: string; build: () => Promise< void > };

const PARTS: Part[] = [
	{ name: 'admin', source: 'admin-src/index.tsx', build: () => buildPage( 'wordpress' ) },
	{ name: 'standalone', source: 'admin-src/index.tsx', build: () => buildPage( 'standalone' ) },
	{ name: 'companion', source: 'companion/src/main.ts', build: buildCompanion },
];

async function buildPage( target: 'wordpress' | 'standalone' ): Promise< void > {
	const { code } = await run( npmProgram( 'wp-scripts' ), [
		'build',
		'--config',
		'webpack.config.mjs',
		'--env',
		`only=${ target }`,
	] );

	if ( code !== 0 ) {
		throw new Error( `The admin page could not be built (${ target }).` );
	}
}

/**
 * One file with the contract inside; the packages it depends on stay outside, so that a security release of one of
 * them reaches an installed companion without a release of ours.
 */
async function buildCompanion(): Promise< void > {
	const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
		readFileSync( join( ROOT, 'companion', 'package.json' ), 'utf8' )
	) as Record< string, Record< string, string > | undefined >;
	const outfile = join( ROOT, 'companion', 'dist', 'main.js' );

	await build( {
		absWorkingDir: ROOT,
		entryPoints: [ 'companion/src/main.ts' ],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'esm',
		target: 'node20.19',
		external: Object.keys( { ...dependencies, ...optionalDependencies } ),
		banner: { js: '#!/usr/bin/env node' },
		legalComments: 'none',
		logLevel: 'warning',
	} );
	chmodSync( outfile, 0o755 );
	console.log( 'companion/dist/main.js' );
}

async function main( wanted: string[] ): Promise< number > {
	const unknown = wanted.filter( ( name ) => ! PARTS.some( ( part ) => part.name === name ) );
	if ( unknown.length > 0 ) {
		console.error(
			`There is no part called ${ unknown.join( ', ' ) }. Parts: ${ PARTS.map( ( { name } ) => name ).join( ', ' ) }.`
		);
		return 2;
	}

	for ( const part of PARTS.filter(
		( { name } ) => wanted.length === 0 || wanted.includes( name )
	) ) {
		if ( ! existsSync( join( ROOT, part.source ) ) ) {
			console.error( `${ part.source } is missing.` );
			return 1;
		}
		await part.build();
	}

	return 0;
}

process.exitCode = await main( process.argv.slice( 2 ) );
