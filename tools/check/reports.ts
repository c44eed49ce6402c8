import { basename } from 'node:path';

export type TestOutcome = {
	/** Where it stands and what it promises, for people. */
	name: string;
	state: 'passed' | 'failed' | 'skipped';
};

/** The part of jest's `--json` report that is read here. */
export type JestReport = {
	testResults: {
		name: string;
		status: string;
		assertionResults: { fullName: string; title: string; status: string }[];
	}[];
};

export type JunitCase = TestOutcome & { file: string };

export type Totals = { passed: number; failed: number; skipped: number };

/** A jest test that is called like a PHPUnit file runs that file, and stands for the cases in its report. */
const PHPUNIT_FILE = /(?:^|\s)(\w+Test\.php)$/;

const JEST_STATES: Record< string, TestOutcome[ 'state' ] > = {
	passed: 'passed',
	failed: 'failed',
};

/**
 * Outcomes of one jest run together with those of the PHPUnit runs its tests started.
 *
 * A jest test named after a PHPUnit file is left out when the file's report tells the same: each case is counted
 * once. It is kept when there is no report, or when it failed although every reported case of the file passed – a
 * crash on the way must not go under. A test file that could not be run is one failure.
 *
 * @param jest  What jest reported.
 * @param junit Cases of all JUnit reports that were written meanwhile.
 */
export function outcomes( jest: JestReport, junit: readonly JunitCase[] ): TestOutcome[] {
	const reported = new Map< string, boolean >();
	for ( const { file, state } of junit ) {
		reported.set( file, ( reported.get( file ) ?? false ) || state === 'failed' );
	}

	const found: TestOutcome[] = [];
	for ( const file of jest.testResults ) {
		if ( file.status === 'failed' && file.assertionResults.length === 0 ) {
			found.push( {
				name: `${ basename( file.name ) } (could not be run)`,
				state: 'failed',
			} );
		}
		for ( const test of file.assertionResults ) {
			const state = JEST_STATES[ test.status ] ?? 'skipped';
			const failedInReport = reported.get( PHPUNIT_FILE.exec( test.title )?.[ 1 ] ?? '' );
			const told =
				failedInReport !== undefined &&
				state !== 'skipped' &&
				( state === 'passed' || failedInReport );

			if ( ! told ) {
				found.push( { name: `${ basename( file.name ) } › ${ test.fullName }`, state } );
			}
		}
	}

	return [ ...found, ...junit.map( ( { name, state } ) => ( { name, state } ) ) ];
}

/**
 * Reads a JUnit report as PHPUnit writes it. A report that was cut off gives the cases that are whole.
 *
 * @param report Name of the report, put before the names of its cases.
 * @param xml    Its text.
 */
export function junitCases( report: string, xml: string ): JunitCase[] {
	const cases: JunitCase[] = [];

	for ( const [ , attributes = '', body = '' ] of xml.matchAll(
		/<testcase\b((?:[^>"]|"[^"]*")*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g
	) ) {
		cases.push( {
			name: `${ report } › ${ attribute( attributes, 'class' ) } › ${ attribute( attributes, 'name' ) }`,
			file: basename( attribute( attributes, 'file' ) ),
			state: junitState( body ),
		} );
	}

	return cases;
}

function junitState( body: string ): TestOutcome[ 'state' ] {
	if ( /<(?:failure|error|warning)\b/.test( body ) ) {
		return 'failed';
	}

	return /<skipped\b/.test( body ) ? 'skipped' : 'passed';
}

const ENTITIES: Record< string, string > = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function attribute( attributes: string, name: string ): string {
	const value = new RegExp( `(?:^|\\s)${ name }="([^"]*)"` ).exec( attributes )?.[ 1 ] ?? '';

	return value.replace(
		/&(lt|gt|quot|apos|amp);/g,
		( _, entity: string ) => ENTITIES[ entity ] ?? ''
	);
}

export function totals( tests: readonly TestOutcome[] ): Totals {
	const count = ( state: TestOutcome[ 'state' ] ) =>
		tests.filter( ( test ) => test.state === state ).length;

	return { passed: count( 'passed' ), failed: count( 'failed' ), skipped: count( 'skipped' ) };
}
