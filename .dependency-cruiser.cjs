/**
 * Who may import whom (docs/architecture.md, section 3). `tests/architecture` proves each rule goes red.
 *
 * Paths are the resolved files, so an import of `@tillsync/contract` is `contract/src/index.ts` here.
 */
const DOMAIN = '^companion/src/domain/';
const CONTRACT = '^contract/src/';
const NODE_BUILTIN = [ 'core' ];
const NPM = [
	'npm',
	'npm-dev',
	'npm-optional',
	'npm-peer',
	'npm-bundled',
	'npm-no-pkg',
	'npm-unknown',
];

/** Types vanish when the code is compiled: they cost no dependency at run time. */
const VALUES_ONLY = { dependencyTypesNot: [ 'type-only' ] };

/**
 * A room and the only files it may import.
 *
 * @param {string}   name    Rule name.
 * @param {string}   comment Why, and what to do instead.
 * @param {Object}   from    The room.
 * @param {string[]} allowed Path patterns it may import.
 * @param {Object=}  more    Further conditions on the import.
 */
const only = ( name, comment, from, allowed, more = {} ) => ( {
	name,
	comment,
	severity: 'error',
	from,
	to: {
		pathNot: [ ...allowed, '^node:', 'node_modules' ],
		dependencyTypesNot: NODE_BUILTIN,
		...more,
	},
} );

const forbid = ( name, comment, from, to ) => ( { name, comment, severity: 'error', from, to } );

module.exports = {
	forbidden: [
		forbid(
			'no-cycle',
			'Two modules that need each other are one module, or miss a third.',
			{},
			{ circular: true, viaOnly: { dependencyTypesNot: [ 'type-only' ] } }
		),
		forbid( 'no-unresolved', 'The import leads nowhere.', {}, { couldNotResolve: true } ),
		forbid(
			'no-undeclared-package',
			'Name the package in the package.json of the room that imports it.',
			{ path: '^(?:contract|companion|simulators)/' },
			{ dependencyTypes: [ 'npm-no-pkg', 'npm-unknown' ] }
		),

		// The rooms among each other.
		forbid(
			'nothing-imports-tests',
			'Tests know the rooms; no room knows its tests.',
			{ pathNot: '^tests/' },
			{ path: '^tests/' }
		),
		forbid(
			'rooms-do-not-import-tools',
			'Tools serve whoever works on the project; what ships does without them.',
			{ path: '^(?:contract|companion|simulators|admin-src)/' },
			{ path: '^tools/' }
		),
		only(
			'contract-stands-alone',
			'The contract is what the others agree on: it imports nobody.',
			{ path: '^contract/' },
			[ '^contract/' ]
		),
		forbid(
			'companion-leaves-admin-and-simulators',
			'The companion speaks with the plugin over HTTP and with a POS over HTTP, and imports neither page nor stand-in.',
			{ path: '^companion/' },
			{ path: '^(?:admin-src|simulators|plugin)/' }
		),
		only(
			'admin-knows-the-contract-only',
			'The page talks to the plugin; the contract is all they share.',
			{ path: '^admin-src/' },
			[ '^admin-src/', CONTRACT ]
		),
		forbid(
			'admin-runs-in-a-browser',
			'There is no Node in a browser.',
			{ path: '^admin-src/' },
			{ dependencyTypes: NODE_BUILTIN }
		),
		forbid(
			'simulators-share-no-code',
			'A stand-in that shares code with what it tests agrees with its mistakes.',
			{ path: '^simulators/' },
			{ path: '^(?:companion|admin-src|plugin)/' }
		),
		forbid(
			'simulators-stand-apart',
			'The till and the shop meet in the companion only.',
			{ path: '^simulators/pos/' },
			{ path: '^(?:simulators/woo|contract)/' }
		),
		only(
			'tools-use-the-front-doors',
			"A tool starts what ships the way a user does: the contract, the companion's app, the simulators.",
			{ path: '^tools/' },
			[
				'^tools/',
				CONTRACT,
				'^companion/src/app\\.ts$',
				'^companion/package\\.json$',
				'^simulators/',
			]
		),

		// Inside the companion.
		only(
			'domain-is-pure',
			'The domain decides; it needs no clock, no network, no Node and no package. From the contract it takes types and the ownership table.',
			{ path: DOMAIN },
			[ DOMAIN, '^contract/src/ownership\\.ts$', CONTRACT ]
		),
		forbid(
			'domain-takes-types-of-the-contract',
			'From the contract the domain takes types and the ownership table: write `import type`.',
			{ path: DOMAIN },
			{ path: CONTRACT, pathNot: '^contract/src/ownership\\.ts$', ...VALUES_ONLY }
		),
		forbid(
			'domain-imports-no-package',
			'The domain is plain TypeScript.',
			{ path: DOMAIN },
			{ dependencyTypes: [ ...NODE_BUILTIN, ...NPM ] }
		),
		only(
			'ports-know-the-domain-only',
			'A port is what its adapters promise: words of the domain, nothing of any vendor.',
			{ path: '^companion/src/(?:pos/pos|web-store/web-store|scheduler/scheduler)\\.ts$' },
			[ DOMAIN ]
		),
		only(
			'sync-knows-ports-only',
			'A cycle runs against any POS, any shop and any scheduler: it imports the domain and the three ports.',
			{ path: '^companion/src/sync/' },
			[
				'^companion/src/sync/',
				DOMAIN,
				'^companion/src/(?:pos/pos|web-store/web-store|scheduler/scheduler)\\.ts$',
			]
		),
		forbid(
			'sync-and-ports-do-no-io',
			'Reading, writing and waiting are behind the ports.',
			{
				path: '^companion/src/(?:sync/|pos/pos\\.ts$|web-store/web-store\\.ts$|scheduler/scheduler\\.ts$)',
			},
			{ dependencyTypes: NODE_BUILTIN }
		),
		only(
			'pos-adapter-stays-in-its-folder',
			'An adapter knows the domain, its port, the network and its credentials; never another vendor.',
			{ path: '^companion/src/pos/([^/]+)/' },
			[
				'^companion/src/pos/$1/',
				DOMAIN,
				'^companion/src/pos/pos\\.ts$',
				'^companion/src/(?:net|credentials)/',
			]
		),
		only(
			'shop-adapter-stays-in-its-folder',
			'The shop adapter knows the contract, the domain, its port and the network.',
			{ path: '^companion/src/web-store/([^/]+)/' },
			[
				'^companion/src/web-store/$1/',
				CONTRACT,
				DOMAIN,
				'^companion/src/web-store/web-store\\.ts$',
				'^companion/src/net/',
			]
		),
		only(
			'scheduler-knows-its-port',
			'A scheduler decides when; what runs is handed to it.',
			{ path: '^companion/src/scheduler/' },
			[ '^companion/src/scheduler/', DOMAIN, '^companion/src/platform/' ]
		),
		only(
			'net-is-low',
			'The network layer serves the adapters and knows none of them.',
			{ path: '^companion/src/net/' },
			[ '^companion/src/net/', DOMAIN, '^companion/src/platform/' ]
		),
		only(
			'platform-is-lowest',
			'Clock, chance, log and shutdown: below everything.',
			{ path: '^companion/src/platform/' },
			[ '^companion/src/platform/', DOMAIN, '^companion/package\\.json$' ]
		),
		forbid(
			'only-main-imports-cli',
			'Commands are a front door, not a library.',
			{ path: '^companion/src/', pathNot: '^companion/src/(?:main\\.ts$|cli/)' },
			{ path: '^companion/src/cli/' }
		),
		forbid(
			'app-is-the-top',
			'The composition root puts the parts together; no part asks it for another.',
			{ path: '^companion/src/', pathNot: '^companion/src/(?:main\\.ts$|cli/)' },
			{ path: '^companion/src/app\\.ts$' }
		),
		only(
			'main-is-thin',
			'The entry hands over to app, cli and config.',
			{ path: '^companion/src/main\\.ts$' },
			[ '^companion/src/(?:app\\.ts$|cli/|config/)' ]
		),
		forbid(
			'nothing-imports-main',
			'main.ts runs when it is imported.',
			{},
			{ path: '^companion/src/main\\.ts$' }
		),

		// Inside the admin page.
		forbid(
			'components-show-only',
			'A component shows what it is given; features fetch.',
			{ path: '^admin-src/components/' },
			{ path: '^admin-src/(?:api|features)/' }
		),
		forbid(
			'features-stand-apart',
			'What two features share belongs in components, api or types.',
			{ path: '^admin-src/features/([^/]+)/' },
			{ path: '^admin-src/features/', pathNot: '^admin-src/features/$1/' }
		),
		forbid(
			'api-knows-no-view',
			'Requests know nothing of what shows their answers.',
			{ path: '^admin-src/(?:api|types)/' },
			{ path: '^admin-src/(?:components|features|app\\.tsx$|index\\.tsx$)' }
		),
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(?:vendor|dist|companion/dist|plugin/build|simulators/woo/build)/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: [ 'exports' ],
			conditionNames: [ 'import', 'node', 'default', 'types' ],
			extensions: [ '.ts', '.tsx', '.mjs', '.js', '.cjs', '.json' ],
		},
		moduleSystems: [ 'es6', 'cjs' ],
	},
};
