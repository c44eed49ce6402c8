/**
 * `npm test`: all tests – jest and PHPUnit – with one sum at the end. What is skipped is listed with its reason.
 * Arguments are jest's own and choose among its tests: `npm test -- --selectProjects contract`.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { npmProgram, phpTool, ROOT, run } from './processes.ts';
import { junitCases, outcomes, totals, type JestReport, type TestOutcome } from './reports.ts';

const REPORTS = join( ROOT, 'reports' );
const JUNIT = join( REPORTS, 'junit' );

/** Tests that start shops and browsers come last and one at a time: they share ports, memory and two processors. */
const JEST_RUNS = [
	{
		name: 'unit',
		args: [
			'--selectProjects',
			'contract',
			'companion',
			'simulators',
			'plugin',
			'admin',
			'architecture',
			'--maxWorkers=100%',
		],
	},
	{ name: 'whole', args: [ '--selectProjects', 'batteries', 'wordpress', 'e2e', '--runInBand' ] },
];

function readReport( file: string ): JestReport | undefined {
	try {
		return JSON.parse( readFileSync( file, 'utf8' ) ) as JestReport;
	} catch {
		return undefined;
	}
}

async function jest( name: string, args: string[] ): Promise< JestReport | undefined > {
	const report = join( REPORTS, `jest-${ name }.json` );

	await run(
		npmProgram( 'jest' ),
		[
			'--config',
			join( 'tests', 'jest.config.mjs' ),
			'--passWithNoTests',
			// A server that a failed test left behind must not keep the whole run waiting.
			'--forceExit',
			'--json',
			'--outputFile',
			report,
			...args,
		],
		{ env: { TILLSYNC_REPORT_DIR: JUNIT }, only: 'stderr' }
	);

	return readReport( report );
}

/** The tests of the plugin's pure classes. WordPress is not needed; PHP is. */
async function phpunit(): Promise< TestOutcome[] > {
	const name = 'PHPUnit tests of the plugin';
	const tool = await phpTool( 'phpunit' );
	if ( 'missing' in tool ) {
		return [ { name: `${ name }: ${ tool.missing }`, state: 'skipped' } ];
	}

	const report = join( REPORTS, 'phpunit.xml' );
	const { code } = await run( 'php', [ tool.path, '--log-junit', report ] );
	const cases = junitCases( 'plugin', readText( report ) );
	const crashed = code !== 0 && ! cases.some( ( { state } ) => state === 'failed' );

	return crashed
		? [ ...cases, { name: `${ name } ended with ${ code }`, state: 'failed' } ]
		: cases;
}

function readText( file: string ): string {
	try {
		return readFileSync( file, 'utf8' );
	} catch {
		return '';
	}
}

async function main( args: string[] ): Promise< number > {
	rmSync( REPORTS, { recursive: true, force: true } );
	mkdirSync( JUNIT, { recursive: true } );

	const found: TestOutcome[] = args.length === 0 ? await phpunit() : [];
	const merged: JestReport = { testResults: [] };

	for ( const { name, args: chosen } of args.length === 0
		? JEST_RUNS
		: [ { name: 'chosen', args } ] ) {
		const report = await jest( name, chosen );
		if ( report ) {
			merged.testResults.push( ...report.testResults );
		} else {
			found.push( { name: `jest (${ name }) ended without a report`, state: 'failed' } );
		}
	}

	const junit = readdirSync( JUNIT )
		.filter( ( file ) => file.endsWith( '.xml' ) )
		.sort()
		.flatMap( ( file ) =>
			junitCases( file.replace( /\.xml$/, '' ), readText( join( JUNIT, file ) ) )
		);
	found.push( ...outcomes( merged, junit ) );

	list( 'Skipped', found, 'skipped' );
	list( 'Failed', found, 'failed' );

	const { passed, failed, skipped } = totals( found );
	console.log( `\n${ passed } passed, ${ failed } failed, ${ skipped } skipped` );

	return failed === 0 && passed > 0 ? 0 : 1;
}

function list( title: string, tests: TestOutcome[], state: TestOutcome[ 'state' ] ): void {
	const names = tests
		.filter( ( test ) => test.state === state )
		.map( ( test ) => `  ${ test.name }` );

	if ( names.length > 0 ) {
		console.log( `\n${ title }:\n${ names.join( '\n' ) }` );
	}
}

process.exitCode = await main( process.argv.slice( 2 ) );
