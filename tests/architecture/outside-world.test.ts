import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { ROOT, sampleTree, type SampleTree } from './sample-tree.ts';

type LintResult = { filePath: string; messages: { ruleId: string | null; message: string }[] };

/** Ways to reach the outside world, and the rule that stops them outside the five folders. */
const REACHING: [ name: string, code: string, rule: string ][] = [
	[
		'fetch',
		"export const answer = () => fetch( 'https://example.org' );",
		'no-restricted-globals',
	],
	[ 'global-fetch', 'export const ask = globalThis.fetch;', 'no-restricted-properties' ],
	[ 'environment', "export const home = process.env[ 'HOME' ];", 'no-restricted-properties' ],
	[
		'timer',
		'export const later = ( act: () => void ) => setTimeout( act, 5 );',
		'no-restricted-globals',
	],
	[
		'interval',
		'export const often = ( act: () => void ) => setInterval( act, 5 );',
		'no-restricted-globals',
	],
	[
		'timer-module',
		"export { setTimeout } from 'node:timers/promises';",
		'no-restricted-imports',
	],
	[ 'http-module', "export { request } from 'node:https';", 'no-restricted-imports' ],
	[ 'now', 'export const now = () => Date.now();', 'no-restricted-properties' ],
	[ 'new-date', 'export const today = () => new Date();', 'no-restricted-syntax' ],
	[ 'random', 'export const dice = () => Math.random();', 'no-restricted-properties' ],
	[ 'random-id', "export { randomUUID } from 'node:crypto';", 'no-restricted-imports' ],
	[ 'enum', "export enum Colour { Red = 'red' }", 'no-restricted-syntax' ],
	[ 'default-export', 'export default 1;', 'no-restricted-syntax' ],
];

const INNER_FOLDERS = [ 'domain', 'sync', 'pos/x-series', 'web-store/woo', 'credentials' ];
const OUTER_FOLDERS = [ 'net', 'platform', 'config', 'cli', 'scheduler' ];
const REACHING_RULES = [
	'no-restricted-globals',
	'no-restricted-properties',
	'no-restricted-imports',
];

function lint( tree: SampleTree ): Map< string, string[] > {
	const program = join( ROOT, 'node_modules', '.bin', 'eslint' );
	const config = join( ROOT, 'tests', 'architecture', 'untyped-lint.config.mjs' );
	const { stdout, stderr } = spawnSync(
		program,
		[ '--config', config, '--format', 'json', '.' ],
		{
			cwd: tree.folder,
			encoding: 'utf8',
			maxBuffer: 64 * 1024 * 1024,
		}
	);
	if ( ! stdout.startsWith( '[' ) ) {
		throw new Error( stderr );
	}

	return new Map(
		( JSON.parse( stdout ) as LintResult[] ).map( ( { filePath, messages } ) => [
			relative( tree.folder, filePath ),
			messages.map( ( { ruleId, message } ) => ruleId ?? message ),
		] )
	);
}

describe( 'the outside world', () => {
	let tree: SampleTree;
	let found: Map< string, string[] >;

	beforeAll( () => {
		tree = sampleTree();
		for ( const folder of [ ...INNER_FOLDERS, ...OUTER_FOLDERS ] ) {
			for ( const [ name, code ] of REACHING ) {
				tree.write( `companion/src/${ folder }/${ name }.ts`, `${ code }\n` );
			}
		}
		tree.write(
			'admin-src/features/list/domain.tsx',
			"import { __ } from '@wordpress/i18n';\nexport const text = __( 'Level', 'woocommerce' );\n"
		);
		tree.write(
			'admin-src/features/list/hook.tsx',
			"import { useState } from 'react';\nexport function Row( { on }: { on: boolean } ) {\n\tif ( on ) {\n\t\tuseState( 1 );\n\t}\n\treturn null;\n}\n"
		);
		found = lint( tree );
	}, 120_000 );

	afterAll( () => {
		tree.remove();
	} );

	test.each(
		INNER_FOLDERS.flatMap( ( folder ) =>
			REACHING.map( ( [ name, , rule ] ) => ( { folder, name, rule } ) )
		)
	)( '$folder may not use: $name', ( { folder, name, rule } ) => {
		expect( found.get( `companion/src/${ folder }/${ name }.ts` ) ).toContain( rule );
	} );

	test.each( OUTER_FOLDERS )( '%s may touch the outside world', ( folder ) => {
		const rules = REACHING.flatMap(
			( [ name ] ) => found.get( `companion/src/${ folder }/${ name }.ts` ) ?? []
		);

		expect( rules.filter( ( rule ) => REACHING_RULES.includes( rule ) ) ).toEqual( [] );
		expect( found.get( `companion/src/${ folder }/new-date.ts` ) ).toEqual( [] );
	} );

	test( 'the page translates with its own text domain', () => {
		expect( found.get( 'admin-src/features/list/domain.tsx' ) ).toContain(
			'@wordpress/i18n-text-domain'
		);
	} );

	test( 'the page calls hooks unconditionally', () => {
		expect( found.get( 'admin-src/features/list/hook.tsx' ) ).toContain(
			'react-hooks/rules-of-hooks'
		);
	} );
} );
