/**
 * The built companion as a process, with what it takes from the machine.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUNDLE = fileURLToPath( new URL( '../../companion/dist/main.js', import.meta.url ) );

export interface CompanionOptions {
	readonly pairing: string;
	/** Address of the POS, as the companion takes it. */
	readonly posDomain: string;
	readonly posToken: string;
	readonly pollSeconds: number;
}

export interface CompanionProcess {
	/** Resident memory now, in MB (1,048,576 bytes). */
	memory(): number;
	/** Most resident memory since the start, in MB. */
	peakMemory(): number;
	/** Ends it politely; throws when it had ended by itself. */
	stop(): Promise< void >;
}

/** Why the companion cannot be started, or undefined. */
export function whyNoCompanion(): string | undefined {
	if ( process.platform !== 'linux' ) {
		return 'memory is read from /proc, which only Linux has.';
	}
	return existsSync( BUNDLE )
		? undefined
		: 'companion/dist/main.js is missing: run npm run build.';
}

/** Starts `tillsync run`, configured by its environment only. */
export function startCompanion( options: CompanionOptions ): CompanionProcess {
	const stateDir = mkdtempSync( join( tmpdir(), 'tillsync-bench-' ) );
	const child = spawn( process.execPath, [ BUNDLE, 'run' ], {
		stdio: [ 'ignore', 'pipe', 'pipe' ],
		env: {
			PATH: process.env[ 'PATH' ],
			HOME: stateDir,
			TILLSYNC_PAIRING: options.pairing,
			TILLSYNC_STATE_DIR: stateDir,
			TILLSYNC_XSERIES_DOMAIN: options.posDomain,
			TILLSYNC_XSERIES_TOKEN: options.posToken,
			TILLSYNC_POLL_SECONDS: String( options.pollSeconds ),
		},
	} );
	let said = '';
	const listen = ( text: Buffer ): void => {
		said = `${ said }${ text.toString() }`.slice( -4000 );
	};
	child.stdout.on( 'data', listen );
	child.stderr.on( 'data', listen );
	const ended = new Promise< void >( ( resolve ) => child.on( 'exit', () => resolve() ) );

	const status = ( field: string ): number => {
		if ( child.exitCode !== null || child.signalCode !== null ) {
			throw new Error( `The companion has ended: ${ said }` );
		}
		const text = readFileSync( `/proc/${ String( child.pid ) }/status`, 'utf8' );
		return Number( new RegExp( `^${ field }:\\s+(\\d+) kB`, 'm' ).exec( text )?.[ 1 ] ) / 1024;
	};
	return {
		memory: () => status( 'VmRSS' ),
		peakMemory: () => status( 'VmHWM' ),
		async stop() {
			const early = child.exitCode !== null;
			child.kill( 'SIGTERM' );
			await ended;
			rmSync( stateDir, { recursive: true, force: true } );
			if ( early ) {
				throw new Error( `The companion had ended by itself: ${ said }` );
			}
		},
	};
}
