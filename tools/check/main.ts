/**
 * `npm run check`: every check that needs no test run. All of them run, whatever the others found; the summary at the
 * end names each with its outcome. `npm run check -- lint types` runs these two alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPackages, type LockFile } from './lock-file.ts';
import { layoutFindings, type SourceFile } from './layout.ts';
import { npmProgram, onPath, phpTool, ROOT, run, type Outcome } from './processes.ts';

type Result = { state: 'passed' | 'failed' } | { state: 'skipped'; reason: string };
type Step = { name: string; what: string; check: () => Promise< Result > };

const passedIf = ( { code }: Outcome ): Result => ( { state: code === 0 ? 'passed' : 'failed' } );
const skipped = ( reason: string ): Result => ( { state: 'skipped', reason } );

const npm =
	( program: string, ...args: string[] ) =>
	async () =>
		passedIf( await run( npmProgram( program ), args ) );

const php =
	( program: 'phpcs' | 'phpstan', ...args: string[] ) =>
	async () => {
		const tool = await phpTool( program );

		return 'missing' in tool
			? skipped( tool.missing )
			: passedIf( await run( 'php', [ '-d', 'memory_limit=2G', tool.path, ...args ] ) );
	};

/** Folders with TypeScript of the product and of its tests. */
const CODE_FOLDERS = [ 'contract', 'companion', 'simulators', 'admin-src', 'tests', 'tools' ];

const STEPS: Step[] = [
	{
		name: 'format',
		what: 'prettier',
		check: npm( 'prettier', '--check', '--log-level', 'warn', '.' ),
	},
	{ name: 'lint', what: 'eslint', check: npm( 'eslint', '--max-warnings', '0', '.' ) },
	{ name: 'types', what: 'tsc', check: npm( 'tsc', '--noEmit', '--pretty', 'false' ) },
	{ name: 'imports', what: 'dependency-cruiser', check: checkImports },
	{ name: 'layout', what: 'files, folders and names', check: checkLayout },
	{ name: 'dead', what: 'knip', check: npm( 'knip', '--no-progress' ) },
	{ name: 'php-rules', what: 'hooks, pure classes, request variables', check: checkPhpRules },
	{
		name: 'phpstan',
		what: 'PHPStan level 8',
		check: php( 'phpstan', 'analyse', '--no-progress', '--error-format=raw' ),
	},
	{
		name: 'phpcs',
		what: 'WordPress coding standards',
		check: php( 'phpcs', '--no-colors', '--report=emacs' ),
	},
];

async function trackedFiles(): Promise< string[] > {
	const { code, output } = await run(
		'git',
		[ 'ls-files', '-z', '--cached', '--others', '--exclude-standard' ],
		{
			quiet: true,
		}
	);

	return code === 0 ? output.split( '\0' ).filter( Boolean ) : [];
}

async function checkImports(): Promise< Result > {
	const files = await trackedFiles();
	const folders = CODE_FOLDERS.filter( ( folder ) =>
		files.some( ( file ) => file.startsWith( `${ folder }/` ) )
	);

	return passedIf(
		await run( npmProgram( 'depcruise' ), [
			'--config',
			'.dependency-cruiser.cjs',
			...folders,
		] )
	);
}

async function checkLayout(): Promise< Result > {
	const paths = await trackedFiles();
	if ( paths.length === 0 ) {
		return skipped( 'not a git checkout' );
	}

	const lock = JSON.parse(
		readFileSync( join( ROOT, 'package-lock.json' ), 'utf8' )
	) as LockFile;
	const findings = [
		...layoutFindings( paths.map( readSource ) ),
		...missingPackages( lock ).map(
			( { name } ) => `package-lock.json: ${ name } is missing; run npm run lock.`
		),
	];
	findings.forEach( ( finding ) => console.log( finding ) );

	return { state: findings.length === 0 ? 'passed' : 'failed' };
}

/** A file that is listed but gone, or that holds a zero byte, has no text. */
function readSource( path: string ): SourceFile {
	try {
		const text = readFileSync( join( ROOT, path ), 'utf8' );

		return { path, text: text.includes( '\0' ) ? undefined : text };
	} catch {
		return { path, text: undefined };
	}
}

async function checkPhpRules(): Promise< Result > {
	return onPath( 'php' )
		? passedIf( await run( 'php', [ join( 'tools', 'check', 'php-rules.php' ), 'plugin' ] ) )
		: skipped( 'no php' );
}

async function main( wanted: string[] ): Promise< number > {
	const unknown = wanted.filter( ( name ) => ! STEPS.some( ( step ) => step.name === name ) );
	if ( unknown.length > 0 ) {
		console.error(
			`There is no check called ${ unknown.join( ', ' ) }. Checks: ${ STEPS.map( ( step ) => step.name ).join( ', ' ) }.`
		);
		return 2;
	}

	const summary: string[] = [];
	let failed = 0;

	for ( const step of STEPS.filter(
		( { name } ) => wanted.length === 0 || wanted.includes( name )
	) ) {
		console.log( `\n▶ ${ step.name } (${ step.what })` );
		const started = Date.now();
		const result = await step.check();
		const seconds = ( ( Date.now() - started ) / 1000 ).toFixed( 1 );
		const note =
			result.state === 'skipped'
				? `skipped: ${ result.reason }`
				: `${ result.state } in ${ seconds } s`;

		failed += result.state === 'failed' ? 1 : 0;
		console.log( note );
		summary.push( `${ step.name.padEnd( 10 ) } ${ note }` );
	}

	console.log( `\n${ summary.join( '\n' ) }` );

	return failed === 0 ? 0 : 1;
}

process.exitCode = await main( process.argv.slice( 2 ) );
