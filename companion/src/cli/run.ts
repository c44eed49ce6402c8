import { createApp, secretsOf, type App } from '../app.ts';
import { readConfig, type Config } from '../config/config.ts';
import { stateDirOf } from '../config/environment.ts';
import { createCredentialsFile } from '../credentials/file.ts';
import type { Log } from '../domain/surroundings.ts';
import { createRedaction } from '../net/redaction.ts';
import { systemClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { preferLittleMemory } from '../platform/memory.ts';
import { COMPANION_VERSION } from '../platform/package-version.ts';
import { processFacts } from '../platform/process.ts';
import { onSignals } from '../platform/shutdown.ts';
import { removeStatus, writeStatus } from '../platform/status-file.ts';
import { shopAddress } from './sentences.ts';
import type { CommandRun } from './terminal.ts';

/** `tillsync run`: works until SIGTERM or SIGINT, then finishes the page in hand. A second signal ends it at once. */
export const run: CommandRun = async ( terminal ) => {
	if ( terminal.args.length > 0 ) {
		terminal.complain( '“tillsync run” takes no arguments; see “tillsync --help”.' );
		return 2;
	}
	const file = createCredentialsFile( stateDirOf( terminal.env ) );
	const read = readConfig( terminal.env, await file.read() );
	if ( ! read.ok ) {
		read.problems.forEach( ( problem ) => terminal.complain( problem ) );
		return 1;
	}
	const { config } = read;
	preferLittleMemory();
	const log = createLog( {
		level: config.logLevel,
		redact: createRedaction( secretsOf( config ) ),
		write: ( line ) => process.stdout.write( line ),
	} );
	const status = createStatusWriter( config, log );
	const app = createApp( config, {
		log,
		onEvent( event ) {
			if ( event.type === 'cycle' ) {
				status.write( app );
			}
		},
	} );
	await new Promise< void >( ( resolve ) => {
		onSignals( {
			first( signal ) {
				log.info( { signal }, 'stopping' );
				void app.stop().then( resolve );
			},
			second: terminal.exitNow,
		} );
		app.start();
	} );
	await status.end();
	return 0;
};

function createStatusWriter( config: Config, log: Log ) {
	const startedAt = systemClock.instant();
	let last: Promise< void > = Promise.resolve();
	let complained = false;

	function failed( error: unknown ): void {
		if ( ! complained ) {
			complained = true;
			const code = ( error as NodeJS.ErrnoException ).code ?? 'unknown';
			log.warn(
				{ folder: config.stateDir, code },
				'“tillsync status” will know nothing: the folder cannot be written'
			);
		}
	}

	return {
		write( app: App ) {
			const { health, lease, shopFailure, posCode } = app.health();
			last = last.then( () =>
				writeStatus( config.stateDir, {
					version: 1,
					companion: COMPANION_VERSION,
					pid: processFacts.pid,
					started_at: startedAt,
					written_at: systemClock.instant(),
					poll_seconds: config.pollSeconds,
					shop: shopAddress( config.pairing.root ),
					pos: config.pos.baseUrl,
					lease,
					last_success_at: health.last_success_at,
					pos_state: health.pos,
					pos_code: posCode,
					shop_code: shopFailure?.code ?? null,
					parked: health.parked,
				} ).catch( failed )
			);
		},
		async end() {
			await last;
			await removeStatus( config.stateDir ).catch( failed );
		},
	};
}
