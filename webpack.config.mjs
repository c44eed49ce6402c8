/**
 * What runs in a browser. The admin page is built twice from one entry:
 *
 * - for wp-admin (`plugin/build/`): WordPress and WooCommerce provide React and their own packages, and
 *   `index.asset.php` lists the script handles the page depends on;
 * - standalone (`simulators/woo/build/`): everything inside, for the demo on a machine without WordPress.
 *
 * The list of products has a small script of its own (`product-list.js`), in wp-admin alone.
 *
 * `--env only=wordpress` or `--env only=standalone` builds one of them.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import DependencyExtractionWebpackPlugin from '@wordpress/dependency-extraction-webpack-plugin';
import defaults from '@wordpress/scripts/config/webpack.config.js';

const root = dirname( fileURLToPath( import.meta.url ) );
const require = createRequire( import.meta.url );

/** Plugins of the default build that look for blocks, which this page is not, or that are replaced below. */
const DROPPED_PLUGINS = new Set( [
	'DependencyExtractionWebpackPlugin',
	'CopyPlugin',
	'PhpFilePathsPlugin',
	'BlocksManifestPlugin',
] );

/** `@woocommerce/settings` → global `wc.wcSettings`, as WooCommerce registers them. */
const WOOCOMMERCE_GLOBALS = {
	'@woocommerce/components': { external: [ 'wc', 'components' ], handle: 'wc-components' },
	'@woocommerce/settings': { external: [ 'wc', 'wcSettings' ], handle: 'wc-settings' },
	'@woocommerce/navigation': { external: [ 'wc', 'navigation' ], handle: 'wc-navigation' },
};

const wordpressExternals = new DependencyExtractionWebpackPlugin( {
	// A style sheet is no script: taken for one it would become a handle nobody registers, and the page would stay blank.
	requestToExternal: ( request ) =>
		request.endsWith( '.css' ) ? false : WOOCOMMERCE_GLOBALS[ request ]?.external,
	requestToHandle: ( request ) => WOOCOMMERCE_GLOBALS[ request ]?.handle,
} );

/** DataViews declares that it has no side effects, and its style sheet would silently vanish. */
const keepStyles = { test: /\.css$/, sideEffects: true };

/**
 * The table is bundled in both builds, and so is its style sheet. It comes with the page and not with the table's own chunk:
 * a chunk's style sheet would be the left-to-right one in every language.
 */
const TABLE_STYLES = [ '@wordpress/dataviews/build-style/style.css' ];

/** Style sheets that wp-admin has and a page of our own has not. */
const STANDALONE_STYLES = [
	'@wordpress/theme/design-tokens.css',
	'@wordpress/components/build-style/style.css',
	...TABLE_STYLES,
];

/**
 * @param {string}                          name    What the build is for.
 * @param {string}                          folder  Where it goes, relative to the root.
 * @param {Object<string, string|string[]>} entry   Modules of each bundle.
 * @param {Object[]}                        plugins What this build needs beyond the defaults.
 */
const build = ( name, folder, entry, plugins ) => ( {
	...defaults,
	name,
	context: root,
	entry,
	output: {
		...defaults.output,
		path: resolve( root, folder ),
		filename: '[name].js',
		chunkFilename: '[name].[contenthash:12].js',
		uniqueName: `tillsync-${ name }`,
		clean: true,
	},
	resolve: {
		...defaults.resolve,
		extensions: [ '.tsx', '.ts', '.jsx', '...' ],
	},
	module: {
		...defaults.module,
		rules: [ keepStyles, ...defaults.module.rules ],
	},
	plugins: [
		...defaults.plugins.filter(
			( plugin ) => plugin && ! DROPPED_PLUGINS.has( plugin.constructor.name )
		),
		...plugins,
	],
	// One style sheet per build, whatever a style file is called.
	optimization: {
		...defaults.optimization,
		splitChunks: { cacheGroups: { default: false } },
		// The standalone page is served to the machine it is on: building it fast is worth more than a small file.
		minimize: name === 'wordpress',
	},
	performance: { hints: false },
	devServer: undefined,
} );

/** A package may leave a style sheet out of a release: the build then does without it. */
const installed = ( request ) => {
	try {
		return existsSync( require.resolve( request ) );
	} catch {
		return false;
	}
};

export default ( env = {} ) => {
	const page = resolve( root, 'admin-src/index.tsx' );
	const builds = [
		build(
			'wordpress',
			'plugin/build',
			{
				index: [ ...TABLE_STYLES.filter( installed ), page ],
				'product-list': resolve( root, 'admin-src/product-list/index.ts' ),
			},
			[ wordpressExternals ]
		),
		build(
			'standalone',
			'simulators/woo/build',
			{ index: [ ...STANDALONE_STYLES.filter( installed ), page ] },
			[]
		),
	];

	return env.only ? builds.filter( ( { name } ) => name === env.only ) : builds;
};
