/**
 * Runs PHPUnit classes inside a real shop and reads what they said.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShopHandle } from '../../tools/shop/index.ts';

const ROOT = join( __dirname, '..', '..' );
const PHPUNIT = join( ROOT, 'vendor', 'bin', 'phpunit' );

/** Why PHPUnit cannot run here, or undefined. */
export function whyNoPhpUnit(): string | undefined {
	return existsSync( PHPUNIT ) ? undefined : 'PHPUnit is missing: run composer update.';
}

export interface PhpUnitOutcome {
	readonly code: number | null;
	/** What PHPUnit printed: failures with their messages and lines. */
	readonly output: string;
	readonly tests: number;
	/** `Class::test` with the message, for each test that failed. */
	readonly failures: readonly string[];
	/** `Class::test` for each test that skipped itself. */
	readonly skipped: readonly string[];
}

/**
 * Runs test files of `tests/wordpress/php` with the shop's WordPress loaded.
 *
 * The JUnit report stays in the folder `TILLSYNC_REPORT_DIR` when that is set.
 *
 * @param shop   The shop the tests run in.
 * @param report Name of the report file, without extension.
 * @param files  Test files or folders, absolute.
 */
export async function runPhpUnit(
	shop: ShopHandle,
	report: string,
	files: readonly string[]
): Promise< PhpUnitOutcome > {
	const kept = process.env[ 'TILLSYNC_REPORT_DIR' ];
	if ( kept !== undefined ) {
		mkdirSync( kept, { recursive: true } );
	}
	const folder = kept ?? mkdtempSync( join( tmpdir(), 'tillsync-junit-' ) );
	const junit = join( folder, `${ report }.xml` );
	rmSync( junit, { force: true } );
	const result = await shop.phpProgram(
		[
			join( ROOT, 'tests', 'wordpress', 'phpunit.php' ),
			'--no-configuration',
			'--do-not-cache-result',
			'--fail-on-risky',
			'--fail-on-warning',
			'--verbose',
			// Anything on standard output would count as sent headers for WordPress.
			'--stderr',
			'--log-junit',
			junit,
			...files,
		],
		{
			env: {
				...process.env,
				TILLSYNC_SHOP_ROOT: join( shop.dir, 'site' ),
				TILLSYNC_SHOP_URL: shop.url,
				TILLSYNC_SHOP_HPOS: shop.hpos ? 'on' : 'off',
			},
		}
	);
	const xml = existsSync( junit ) ? readFileSync( junit, 'utf8' ) : '';
	if ( kept === undefined ) {
		rmSync( folder, { recursive: true, force: true } );
	}
	const output = `${ result.stdout }${ result.stderr }`.trim();
	return { code: result.code, output, ...readJunit( xml ) };
}

/** Reads the outcome of each test case out of a JUnit report. */
function readJunit( xml: string ): Pick< PhpUnitOutcome, 'tests' | 'failures' | 'skipped' > {
	const failures: string[] = [];
	const skipped: string[] = [];
	let tests = 0;
	for ( const [ , attributes = '', body = '' ] of xml.matchAll(
		/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g
	) ) {
		tests += 1;
		const value = ( name: string ): string =>
			new RegExp( `\\b${ name }="([^"]*)"` ).exec( attributes )?.[ 1 ] ?? '';
		const title = `${ value( 'class' ) }::${ value( 'name' ) }`;
		if ( /<(?:failure|error|warning)\b/.test( body ) ) {
			failures.push( `${ title }\n${ body.replaceAll( /<[^>]+>/g, '' ).trim() }` );
		} else if ( body.includes( '<skipped' ) ) {
			skipped.push( title );
		}
	}
	return { tests, failures, skipped };
}
