import { execFileSync } from 'node:child_process';
import { join, posix } from 'node:path';
import { linkPackages, ROOT, sampleTree, type SampleTree } from './sample-tree.ts';

type Violation = { rule: string; from: string };

/** The importing file; what it imports, as a path or as a package; the line, when it is not a plain import. */
type Sample = [ from: string, target: string, line?: string ];

/** Every rule with imports that break it. */
const WRONG: Record< string, Sample[] > = {
	'no-cycle': [ [ 'companion/src/domain/ring-a.ts', 'companion/src/domain/ring-b.ts' ] ],
	'no-unresolved': [ [ 'contract/src/lost.ts', './nowhere.ts' ] ],
	'no-undeclared-package': [ [ 'companion/src/net/undeclared.ts', 'react' ] ],
	'nothing-imports-tests': [
		[ 'companion/src/net/tested.ts', 'tests/support/thing.ts' ],
		[ 'tools/demo/tested.ts', 'tests/support/thing.ts' ],
	],
	'rooms-do-not-import-tools': [
		[ 'companion/src/net/tooled.ts', 'tools/shop/index.ts' ],
		[ 'simulators/woo/tooled.ts', 'tools/shop/index.ts' ],
	],
	'contract-stands-alone': [ [ 'contract/src/leaning.ts', 'companion/src/domain/money.ts' ] ],
	'companion-leaves-admin-and-simulators': [
		[ 'companion/src/app-with-page.ts', 'admin-src/types/row.ts' ],
		[ 'companion/src/app-with-till.ts', 'simulators/woo/index.ts' ],
	],
	'admin-knows-the-contract-only': [
		[ 'admin-src/api/reaching.ts', 'companion/src/domain/money.ts' ],
	],
	'admin-runs-in-a-browser': [ [ 'admin-src/api/node.ts', 'node:fs' ] ],
	'simulators-share-no-code': [
		[ 'simulators/pos/x-series/sharing.ts', 'companion/src/domain/money.ts' ],
		[ 'simulators/woo/sharing.ts', 'admin-src/types/row.ts' ],
	],
	'simulators-stand-apart': [
		[ 'simulators/pos/x-series/shop.ts', 'simulators/woo/index.ts' ],
		[ 'simulators/pos/x-series/contract.ts', 'contract/src/index.ts' ],
	],
	'tools-use-the-front-doors': [ [ 'tools/demo/inside.ts', 'companion/src/net/http.ts' ] ],
	'domain-is-pure': [ [ 'companion/src/domain/networked.ts', 'companion/src/net/http.ts' ] ],
	'domain-takes-types-of-the-contract': [
		[ 'companion/src/domain/parsing.ts', 'contract/src/index.ts' ],
	],
	'domain-imports-no-package': [
		[ 'companion/src/domain/file.ts', 'node:fs' ],
		[ 'companion/src/domain/schema.ts', 'zod' ],
	],
	'ports-know-the-domain-only': [
		[ 'companion/src/pos/pos.ts', 'companion/src/net/http.ts' ],
		[ 'companion/src/web-store/web-store.ts', 'companion/src/pos/x-series/index.ts' ],
		[ 'companion/src/scheduler/scheduler.ts', 'companion/src/platform/clock.ts' ],
	],
	'sync-knows-ports-only': [
		[ 'companion/src/sync/vendor.ts', 'companion/src/pos/x-series/index.ts' ],
		[ 'companion/src/sync/network.ts', 'companion/src/net/http.ts' ],
		[ 'companion/src/sync/contract.ts', 'contract/src/index.ts' ],
		[
			'companion/src/sync/package.ts',
			'contract/src/index.ts',
			"export { value } from '@tillsync/contract';\n",
		],
	],
	'sync-and-ports-do-no-io': [ [ 'companion/src/sync/file.ts', 'node:fs' ] ],
	'pos-adapter-stays-in-its-folder': [
		[ 'companion/src/pos/square/borrowing.ts', 'companion/src/pos/x-series/index.ts' ],
		[ 'companion/src/pos/square/contract.ts', 'contract/src/index.ts' ],
	],
	'shop-adapter-stays-in-its-folder': [
		[ 'companion/src/web-store/woo/pos.ts', 'companion/src/pos/pos-words.ts' ],
	],
	'scheduler-knows-its-port': [
		[ 'companion/src/scheduler/cycle.ts', 'companion/src/sync/stock.ts' ],
	],
	'net-is-low': [ [ 'companion/src/net/knowing.ts', 'companion/src/sync/stock.ts' ] ],
	'platform-is-lowest': [ [ 'companion/src/platform/net.ts', 'companion/src/net/http.ts' ] ],
	'only-main-imports-cli': [ [ 'companion/src/net/cli.ts', 'companion/src/cli/run.ts' ] ],
	'app-is-the-top': [ [ 'companion/src/net/app.ts', 'companion/src/app.ts' ] ],
	'main-is-thin': [ [ 'companion/src/main.ts', 'companion/src/sync/stock.ts' ] ],
	'nothing-imports-main': [ [ 'companion/src/cli/again.ts', 'companion/src/main.ts' ] ],
	'components-show-only': [ [ 'admin-src/components/fetching.ts', 'admin-src/api/client.ts' ] ],
	'features-stand-apart': [
		[ 'admin-src/features/stock/peeking.ts', 'admin-src/features/orders/list.ts' ],
	],
	'api-knows-no-view': [ [ 'admin-src/api/showing.ts', 'admin-src/features/orders/list.ts' ] ],
};

/** Imports that the plan allows and a rule written too widely would forbid. */
const RIGHT: Sample[] = [
	[ 'companion/src/domain/fields.ts', 'contract/src/ownership.ts' ],
	[
		'companion/src/domain/levels.ts',
		'contract/src/index.ts',
		"import type { value } from '../../../contract/src/index.ts';\nexport type Level = typeof value;",
	],
	[ 'companion/src/sync/levels.ts', 'companion/src/pos/pos.ts' ],
	[ 'companion/src/pos/r-series/client.ts', 'companion/src/net/http.ts' ],
	[ 'companion/src/pos/r-series/schema.ts', 'zod' ],
	[ 'companion/src/web-store/woo/gateway.ts', 'contract/src/index.ts' ],
	[ 'companion/src/app-parts.ts', 'companion/src/sync/stock.ts' ],
	[ 'admin-src/features/stock/list.ts', 'admin-src/components/badge.ts' ],
	[ 'admin-src/features/stock/request.ts', 'admin-src/api/client.ts' ],
	[ 'simulators/woo/server.ts', 'contract/src/index.ts' ],
	[ 'simulators/pos/x-series/http.ts', 'node:http' ],
	[ 'tools/demo/start.ts', 'companion/src/app.ts' ],
	[ 'tools/demo/till.ts', 'simulators/pos/x-series/start.ts' ],
	[ 'tests/e2e/way.ts', 'tools/shop/index.ts' ],
];

const isPath = ( target: string ): boolean => target.includes( '/' ) && ! target.startsWith( '.' );

function importLine( from: string, target: string ): string {
	const specifier = isPath( target ) ? relativePath( from, target ) : target;

	return specifier.startsWith( '.' )
		? `import { thing } from '${ specifier }';\nexport const copy = thing;\n`
		: `import * as thing from '${ specifier }';\nexport const copy = thing;\n`;
}

function relativePath( from: string, target: string ): string {
	const path = posix.relative( posix.dirname( from ), target );

	return path.startsWith( '.' ) ? path : `./${ path }`;
}

function writeSamples( tree: SampleTree, samples: readonly Sample[] ): void {
	for ( const [ , target ] of samples.filter( ( [ , to ] ) => isPath( to ) ) ) {
		tree.write( target, 'export const thing = 1;\nexport const value = 1;\n' );
	}
	for ( const [ from, target, line ] of samples ) {
		tree.write( from, line ?? importLine( from, target ) );
	}
}

function violations( tree: SampleTree ): Violation[] {
	const program = join( ROOT, 'node_modules', '.bin', 'depcruise' );
	const config = join( ROOT, '.dependency-cruiser.cjs' );
	const rooms = [ 'contract', 'companion', 'simulators', 'admin-src', 'tests', 'tools' ];
	const json = execFileSync( program, [ '--config', config, '--output-type', 'json', ...rooms ], {
		cwd: tree.folder,
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024,
		stdio: [ 'ignore', 'pipe', 'ignore' ],
	} );
	const result = JSON.parse( json ) as {
		summary: { violations: { from: string; rule: { name: string } }[] };
	};

	return result.summary.violations.map( ( { from, rule } ) => ( { from, rule: rule.name } ) );
}

describe( 'import rules', () => {
	let tree: SampleTree;
	let found: Violation[];

	beforeAll( () => {
		tree = sampleTree();
		tree.write(
			'tsconfig.json',
			'{ "compilerOptions": { "module": "preserve", "allowImportingTsExtensions": true, "noEmit": true } }'
		);
		tree.write(
			'companion/package.json',
			'{ "name": "tillsync", "dependencies": { "zod": "*" } }'
		);
		tree.write(
			'contract/package.json',
			'{ "name": "@tillsync/contract", "exports": "./src/index.ts" }'
		);
		linkPackages( tree, [ 'zod', 'react' ] );
		tree.link( 'contract', '@tillsync/contract' );
		writeSamples( tree, [ ...RIGHT, ...Object.values( WRONG ).flat() ] );
		tree.write( 'companion/src/domain/money.ts', 'export const thing = 1;\n' );
		tree.write(
			'companion/src/domain/ring-b.ts',
			"import { copy } from './ring-a.ts';\nexport const thing = copy;\n"
		);
		found = violations( tree );
	}, 60_000 );

	afterAll( () => {
		tree.remove();
	} );

	test.each(
		Object.entries( WRONG ).flatMap( ( [ rule, samples ] ) =>
			samples.map( ( [ from, to ] ) => ( { rule, from, to } ) )
		)
	)( '$rule: $from may not import $to', ( { rule, from } ) => {
		expect( found ).toContainEqual( { rule, from } );
	} );

	test.each( RIGHT.map( ( [ from, to ] ) => ( { from, to } ) ) )(
		'$from may import $to',
		( { from } ) => {
			expect( found.filter( ( violation ) => violation.from === from ) ).toEqual( [] );
		}
	);

	test( 'every rule of the configuration has a sample that breaks it', () => {
		// eslint-disable-next-line @typescript-eslint/no-require-imports -- the configuration is a CommonJS file.
		const config = require( '../../.dependency-cruiser.cjs' ) as {
			forbidden: { name: string }[];
		};

		expect( config.forbidden.map( ( { name } ) => name ).sort() ).toEqual(
			Object.keys( WRONG ).sort()
		);
	} );
} );
