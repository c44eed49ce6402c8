/**
 * One jest project per room, so that `--selectProjects <name>` runs a room alone.
 * What needs a browser, a shop or PHP skips itself, with the reason, when the machine has none.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const rootDir = dirname( dirname( fileURLToPath( import.meta.url ) ) );

/** Packages that ship ES modules only and therefore must be compiled for jest's CommonJS runtime. */
const COMPILED_PACKAGES = [
	'pg-boss',
	'serialize-error',
	'non-error',
	'uuid',
	'@electric-sql/pglite',
	'@wordpress/dataviews/build-wp',
];

const swc = [
	'@swc/jest',
	{
		jsc: {
			parser: { syntax: 'typescript', tsx: true },
			transform: { react: { runtime: 'automatic' } },
			target: 'es2023',
		},
		module: { type: 'commonjs' },
		sourceMaps: 'inline',
	},
];

/**
 * @param {string}                    name  Project name, as given to `--selectProjects`.
 * @param {string[]}                  globs Test files, relative to the root.
 * @param {import('jest').Config=} more  What differs from the other projects.
 */
const project = ( name, globs, more = {} ) => ( {
	displayName: name,
	rootDir,
	roots: [ '<rootDir>/tests' ],
	testEnvironment: 'node',
	testMatch: globs.map( ( glob ) => `<rootDir>/${ glob }` ),
	transform: { '\\.(?:[cm]?[jt]sx?)$': swc },
	transformIgnorePatterns: [
		`/node_modules/(?!(?:${ COMPILED_PACKAGES.join( '|' ) })/)(?!.*\\.mjs$)`,
	],
	moduleNameMapper: {
		'\\.(?:css|scss)$': '<rootDir>/tests/support/jest/style-stub.cjs',
	},
	...more,
} );

export default {
	rootDir,
	projects: [
		project( 'contract', [ 'tests/unit/contract/**/*.test.ts' ] ),
		project( 'companion', [ 'tests/unit/companion/**/*.test.ts' ] ),
		project( 'simulators', [ 'tests/unit/simulators/**/*.test.ts' ] ),
		project( 'plugin', [ 'tests/unit/plugin/**/*.test.ts' ] ),
		project( 'admin', [ 'tests/unit/admin/**/*.test.ts', 'tests/unit/admin/**/*.test.tsx' ], {
			testEnvironment: 'jsdom',
			setupFilesAfterEnv: [ '<rootDir>/tests/support/jest/admin-setup.ts' ],
		} ),
		project( 'architecture', [ 'tests/architecture/**/*.test.ts' ] ),
		project( 'batteries', [ 'tests/batteries/**/*.test.ts' ] ),
		project( 'wordpress', [ 'tests/wordpress/**/*.test.ts' ] ),
		project( 'e2e', [ 'tests/e2e/**/*.test.ts' ] ),
	],
};
