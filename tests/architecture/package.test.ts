import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { pluginZip } from '../../tools/package/plugin-zip.ts';
import { productVersion } from '../../tools/package/versions.ts';
import { sampleTree, type SampleTree } from './sample-tree.ts';

const SHIPPED = [
	'LICENSE',
	'build/index.asset.php',
	'build/index.js',
	'build/product-list.asset.php',
	'build/product-list.js',
	'readme.txt',
	'schemas/stock.body.json',
	'src/Plugin.php',
	'tillsync.php',
	'uninstall.php',
];

const LEFT_IN_THE_WORKSHOP = [
	'.gitignore',
	'build/index.js.map',
	'node_modules/a/index.js',
	'src/.DS_Store',
	'tests/PluginTest.php',
	'phpcs.xml.dist',
];

describe( 'the plugin archive', () => {
	let tree: SampleTree;

	beforeEach( () => {
		tree = sampleTree();
		for ( const file of [ ...SHIPPED, ...LEFT_IN_THE_WORKSHOP ] ) {
			tree.write( `plugin/${ file }`, `content of ${ file }` );
		}
	} );

	afterEach( () => {
		tree.remove();
	} );

	test( 'holds what a shop needs, in one folder, and nothing else', () => {
		const content = unzipSync( pluginZip( join( tree.folder, 'plugin' ) ) );

		expect( Object.keys( content ) ).toEqual( SHIPPED.map( ( file ) => `tillsync/${ file }` ) );
		expect( strFromU8( content[ 'tillsync/tillsync.php' ]! ) ).toBe(
			'content of tillsync.php'
		);
	} );

	test( 'takes files from elsewhere', () => {
		tree.write( 'COPYING', 'the licence' );

		const content = unzipSync(
			pluginZip( join( tree.folder, 'plugin' ), { LICENSE: join( tree.folder, 'COPYING' ) } )
		);

		expect( strFromU8( content[ 'tillsync/LICENSE' ]! ) ).toBe( 'the licence' );
	} );

	test( 'is the same, byte by byte, for the same files', () => {
		const first = pluginZip( join( tree.folder, 'plugin' ) );
		tree.write( 'plugin/tillsync.php', 'content of tillsync.php' );

		expect( Buffer.compare( first, pluginZip( join( tree.folder, 'plugin' ) ) ) ).toBe( 0 );
	} );

	test( 'is not made without the admin page', () => {
		const bare = sampleTree();
		bare.write( 'tillsync.php', '' );

		expect( () => pluginZip( bare.folder ) ).toThrow( /build\/index\.js.*npm run build/ );
		bare.remove();
	} );
} );

describe( 'the version', () => {
	const places = ( tree: SampleTree, version: string ): void => {
		for ( const room of [ '', 'companion/', 'contract/', 'simulators/' ] ) {
			tree.write( `${ room }package.json`, `{ "version": "${ version }" }` );
		}
		tree.write(
			'plugin/tillsync.php',
			`<?php\n/**\n * Plugin Name: X\n * Version: ${ version }\n */`
		);
		tree.write( 'plugin/readme.txt', `=== X ===\nStable tag: ${ version }\n` );
	};

	test( 'is the one that all places name', () => {
		const tree = sampleTree();
		places( tree, '1.4.2' );

		expect( productVersion( tree.folder ) ).toBe( '1.4.2' );
		tree.remove();
	} );

	test( 'is none when a place names another', () => {
		const tree = sampleTree();
		places( tree, '1.4.2' );
		tree.write( 'plugin/readme.txt', 'Stable tag: 1.4.1\n' );

		expect( () => productVersion( tree.folder ) ).toThrow( 'plugin/readme.txt 1.4.1' );
		tree.remove();
	} );
} );
