/**
 * Lint rules. What the compiler and prettier already say is not said again.
 *
 * The rule behind most of the lists below: the outside world – network, environment, clock, chance, timers –
 * is touched in few, named places, so that everything else can be tested by calling it.
 */
import js from '@eslint/js';
import wordpress from '@wordpress/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const TYPESCRIPT = [ '**/*.ts', '**/*.tsx' ];
const PLAIN_SCRIPTS = [ '**/*.mjs', '**/*.cjs', '**/*.js' ];

/** The companion's folders that may touch the outside world (docs/architecture.md, section 3). */
const OUTER_FOLDERS = [ 'net', 'platform', 'config', 'cli', 'scheduler' ].map(
	( folder ) => `companion/src/${ folder }/**`
);

const ask = ( what ) =>
	`${ what } belongs to net, platform, config, cli or scheduler: take it as an argument.`;

const OUTSIDE_GLOBALS = [
	'fetch',
	'setTimeout',
	'setInterval',
	'setImmediate',
	'clearTimeout',
	'clearInterval',
	'clearImmediate',
	'XMLHttpRequest',
	'WebSocket',
].map( ( name ) => ( { name, message: ask( `\`${ name }\`` ) } ) );

const OUTSIDE_PROPERTIES = [
	[ 'Date', 'now' ],
	[ 'Math', 'random' ],
	[ 'performance', 'now' ],
	[ 'process', 'env' ],
	[ 'process', 'hrtime' ],
	[ 'crypto', 'randomUUID' ],
	[ 'crypto', 'getRandomValues' ],
	[ 'globalThis', 'fetch' ],
	[ 'globalThis', 'setTimeout' ],
	[ 'globalThis', 'setInterval' ],
].map( ( [ object, property ] ) => ( {
	object,
	property,
	message: ask( `\`${ object }.${ property }\`` ),
} ) );

const OUTSIDE_SYNTAX = [
	{
		selector: "NewExpression[callee.name='Date'][arguments.length=0]",
		message: ask( 'The current time' ),
	},
	{ selector: "CallExpression[callee.name='Date']", message: ask( 'The current time' ) },
];

const OUTSIDE_MODULES = [
	'timers',
	'timers/promises',
	'http',
	'https',
	'http2',
	'net',
	'tls',
	'dns',
	'child_process',
	'undici',
].flatMap( ( name ) => [
	{ name: `node:${ name }`, message: ask( `\`node:${ name }\`` ) },
	{ name, message: ask( `\`${ name }\`` ) },
] );

/** Modules of which only these exports reach outside. */
const OUTSIDE_EXPORTS = [
	{ module: 'crypto', importNames: [ 'randomBytes', 'randomInt', 'randomUUID' ] },
	{ module: 'perf_hooks', importNames: [ 'performance' ] },
	{ module: 'process', importNames: [ 'default', 'env', 'hrtime' ] },
].flatMap( ( { module, importNames } ) =>
	[ module, `node:${ module }` ].map( ( name ) => ( {
		name,
		importNames,
		message: ask( 'Chance, clock and environment' ),
	} ) )
);

const HOUSE_SYNTAX = [
	{
		selector: 'TSEnumDeclaration',
		message: 'Use a union of string literals.',
	},
	{
		selector: 'ClassDeclaration[superClass!=null]:not([superClass.name=/Error$/])',
		message: 'Put factories together instead of inheriting.',
	},
];

const noDefaultExport = {
	selector: 'ExportDefaultDeclaration',
	message: 'Export by name: one thing has one name everywhere.',
};

export default defineConfig(
	{
		ignores: [
			'**/node_modules/**',
			'vendor/**',
			'dist/**',
			'companion/dist/**',
			'plugin/**',
			'simulators/woo/build/**',
			'reports/**',
			'.cache/**',
			'simulators/pos/*/page/**/*.js',
		],
	},
	js.configs.recommended,
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			eqeqeq: 'error',
			'no-console': 'error',
			'no-warning-comments': [ 'error', { terms: [ 'todo', 'fixme', 'xxx', 'hack' ] } ],
			'object-shorthand': 'error',
			'prefer-const': 'error',
		},
	},
	{
		files: TYPESCRIPT,
		extends: [ tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked ],
		languageOptions: {
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'no-restricted-syntax': [ 'error', ...HOUSE_SYNTAX, noDefaultExport ],
			'@typescript-eslint/consistent-type-definitions': 'off',
			'@typescript-eslint/consistent-type-imports': [
				'error',
				{ fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
			],
			'@typescript-eslint/no-confusing-void-expression': [
				'error',
				{ ignoreArrowShorthand: true, ignoreVoidOperator: true },
			],
			'@typescript-eslint/no-empty-function': 'off',
			// `${ count } of ${ total }` says what it means; objects in a template are still an error.
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allowBoolean: true },
			],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
			'@typescript-eslint/prefer-nullish-coalescing': [
				'error',
				{ ignorePrimitives: { string: true, boolean: true } },
			],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			'@typescript-eslint/no-misused-spread': [ 'error', { allow: [ 'string' ] } ],
			// Factories return plain functions: there is no `this` to lose.
			'@typescript-eslint/unbound-method': 'off',
			'@typescript-eslint/dot-notation': 'off',
		},
	},

	// The companion: the outside world in five folders, the way out in one file.
	{
		files: [ 'companion/src/**/*.ts', 'contract/src/**/*.ts' ],
		ignores: [ ...OUTER_FOLDERS, 'contract/src/emit*.ts' ],
		rules: {
			'no-restricted-globals': [ 'error', ...OUTSIDE_GLOBALS ],
			'no-restricted-properties': [ 'error', ...OUTSIDE_PROPERTIES ],
			'no-restricted-imports': [
				'error',
				{ paths: [ ...OUTSIDE_MODULES, ...OUTSIDE_EXPORTS ] },
			],
			'no-restricted-syntax': [
				'error',
				...HOUSE_SYNTAX,
				noDefaultExport,
				...OUTSIDE_SYNTAX,
			],
		},
	},
	{
		files: [ 'companion/src/cli/**', 'companion/src/main.ts' ],
		rules: { 'no-console': 'off' },
	},

	// The page.
	{
		files: [ 'admin-src/**/*.{ts,tsx}', 'tests/unit/admin/**/*.{ts,tsx}' ],
		plugins: { 'react-hooks': reactHooks, '@wordpress': wordpress },
		languageOptions: { globals: globals.browser },
		rules: {
			// The types are of the newest packages; at run time the oldest supported WordPress provides them.
			'@typescript-eslint/no-deprecated': 'off',
			'react-hooks/rules-of-hooks': 'error',
			'react-hooks/exhaustive-deps': 'error',
			'@wordpress/i18n-text-domain': [ 'error', { allowedTextDomain: 'tillsync' } ],
			'@wordpress/i18n-translator-comments': 'error',
			'@wordpress/i18n-no-variables': 'error',
			'@wordpress/i18n-no-placeholders-only': 'error',
			'@wordpress/i18n-no-collapsible-whitespace': 'error',
			'@wordpress/i18n-ellipsis': 'error',
			'@wordpress/i18n-no-flanking-whitespace': 'error',
		},
	},

	// Command-line programs print; tests are given some freedom with types, none with promises.
	{
		files: [ 'tools/**', 'tests/bench/**', 'contract/src/emit*.ts', 'simulators/**/main.ts' ],
		rules: { 'no-console': 'off' },
	},
	{
		files: [ 'tests/**/*.{ts,tsx}' ],
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			'@typescript-eslint/require-await': 'off',
		},
	},
	{
		files: [ 'tests/**/*.test.{ts,tsx}' ],
		rules: {
			'no-restricted-syntax': [
				'error',
				...HOUSE_SYNTAX,
				{
					selector:
						"CallExpression[callee.name='setTimeout'][arguments.0.name=/^(?:resolve|done)$/]",
					message: 'No timed sleep in a test: poll a condition, or move a fake clock.',
				},
			],
		},
	},
	{
		files: [ 'tests/support/jest/**' ],
		rules: { '@typescript-eslint/no-deprecated': 'off' },
	},
	{
		files: PLAIN_SCRIPTS,
		languageOptions: { globals: globals.node },
	},
	{
		files: [ 'simulators/**/*.js', 'simulators/**/*.mjs' ],
		languageOptions: { globals: globals.browser },
	}
);
