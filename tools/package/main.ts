/**
 * `npm run package`: builds, and leaves in dist/ what is given away – the plugin for the Plugins screen and the
 * companion for npm. The companion is installed into an empty folder and started before this says it is done.
 * `--no-build` takes the bundles that are there.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmProgram, ROOT, run } from '../check/processes.ts';
import { pluginZip } from './plugin-zip.ts';
import { productVersion } from './versions.ts';

const DIST = join( ROOT, 'dist' );

async function mustRun(
	program: string,
	args: string[],
	options: { cwd?: string } = {}
): Promise< string > {
	const { code, output } = await run( program, args, { ...options, quiet: true } );
	if ( code !== 0 ) {
		throw new Error( `${ program } ${ args.join( ' ' ) } ended with ${ code }:\n${ output }` );
	}

	return output;
}

/** A package that cannot be installed or started is no package. */
async function tryCompanion( tarball: string, version: string ): Promise< void > {
	const folder = mkdtempSync( join( tmpdir(), 'tillsync-install-' ) );

	try {
		writeFileSync( join( folder, 'package.json' ), '{ "private": true }' );
		await mustRun( 'npm', [ 'install', '--no-audit', '--no-fund', '--omit=dev', tarball ], {
			cwd: folder,
		} );

		const program = join( folder, 'node_modules', '.bin', 'tillsync' );
		const help = await mustRun( program, [ '--help' ], { cwd: folder } );
		if ( ! help.includes( 'tillsync' ) ) {
			throw new Error( `tillsync --help says:\n${ help }` );
		}
		const said = await mustRun( program, [ '--version' ], { cwd: folder } );
		if ( ! said.includes( version ) ) {
			throw new Error(
				`tillsync --version says ${ said.trim() }, the package is ${ version }.`
			);
		}
	} finally {
		rmSync( folder, { recursive: true, force: true } );
	}
}

async function main( args: string[] ): Promise< void > {
	const version = productVersion( ROOT );

	if ( ! args.includes( '--no-build' ) ) {
		await mustRun( npmProgram( 'tsx' ), [ join( 'tools', 'package', 'build.ts' ) ] );
	}
	rmSync( DIST, { recursive: true, force: true } );
	mkdirSync( DIST, { recursive: true } );

	const zip = join( DIST, 'tillsync.zip' );
	writeFileSync( zip, pluginZip( join( ROOT, 'plugin' ), { LICENSE: join( ROOT, 'LICENSE' ) } ) );
	console.log( 'dist/tillsync.zip' );

	await mustRun( 'npm', [ 'pack', '--workspace', 'tillsync', '--pack-destination', DIST ] );
	const tarball = join( DIST, `tillsync-${ version }.tgz` );
	await tryCompanion( tarball, version );
	console.log( `dist/tillsync-${ version }.tgz` );
}

main( process.argv.slice( 2 ) ).catch( ( error: unknown ) => {
	console.error( error instanceof Error ? error.message : error );
	process.exitCode = 1;
} );
