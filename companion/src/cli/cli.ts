import { processEnvironment } from '../config/environment.ts';
import { COMPANION_VERSION } from '../platform/package-version.ts';
import { doctor } from './doctor.ts';
import { pair } from './pair.ts';
import { pos } from './pos.ts';
import { run } from './run.ts';
import { status } from './status.ts';
import type { CommandRun, ExitCode, Terminal } from './terminal.ts';

const COMMANDS: Readonly< Record< string, CommandRun > > = { pair, pos, run, status, doctor };

const HELP = `TillSync companion ${ COMPANION_VERSION }: reads the point of sale and keeps a WooCommerce shop true to it.

Usage: tillsync <command>

  pair           Connect the shop. Asks for the pairing string that WooCommerce → TillSync → Settings
                 shows once, or reads it from standard input.
  pos x-series   Connect Lightspeed Retail (X-Series). Asks for the prefix of the account and a personal
                 token, or reads them from standard input, one a line.
  run            Work until SIGTERM or SIGINT.
  status         Say how the companion on this machine is. Exit code 1 when something is wrong.
  doctor         Check everything the companion needs, one by one, with a remedy for each failure.
  --help         This text.
  --version      The version.

Secrets are never arguments. Instead of "pair" and "pos", the environment may hold them:

  TILLSYNC_PAIRING          the pairing string
  TILLSYNC_XSERIES_DOMAIN   prefix (myshop) or address of the account
  TILLSYNC_XSERIES_TOKEN    personal token
  TILLSYNC_STATE_DIR        folder of the credentials file; default $XDG_STATE_HOME/tillsync,
                            else ~/.config/tillsync
  TILLSYNC_POLL_SECONDS     seconds from one look at the POS to the next, 1–3600; default 10
  TILLSYNC_LOG_LEVEL        debug, info, warn, error or silent; default info`;

/**
 * Carries out a command line and answers its exit code. Whatever goes wrong in daily life is one sentence on standard
 * error, never a trace.
 *
 * @param words   What follows the name of the program.
 * @param exitNow Ends the process at once; used on a second signal alone.
 */
export async function runCli(
	words: readonly string[],
	exitNow: ( code: number ) => void
): Promise< ExitCode > {
	const [ name, ...args ] = words;
	const terminal: Terminal = {
		args,
		env: processEnvironment,
		stdin: process.stdin,
		say: ( line ) => process.stdout.write( `${ line }\n` ),
		complain: ( line ) => process.stderr.write( `${ line }\n` ),
		exitNow,
	};
	if ( name === undefined || name === '--help' || name === '-h' || name === 'help' ) {
		terminal.say( HELP );
		return name === undefined ? 2 : 0;
	}
	if ( name === '--version' || name === '-v' ) {
		terminal.say( COMPANION_VERSION );
		return 0;
	}
	const command = Object.hasOwn( COMMANDS, name ) ? COMMANDS[ name ] : undefined;
	if ( ! command ) {
		terminal.complain( `There is no command “${ name }”; see “tillsync --help”.` );
		return 2;
	}
	if ( args.includes( '--help' ) || args.includes( '-h' ) ) {
		terminal.say( HELP );
		return 0;
	}
	try {
		return await command( terminal );
	} catch ( error ) {
		terminal.complain(
			`Something went wrong inside the companion (${ error instanceof Error ? error.message : 'unknown' }); run it again with TILLSYNC_LOG_LEVEL=debug and report it.`
		);
		return 1;
	}
}
