import { stateDirOf } from '../config/environment.ts';
import { COMPANION_VERSION } from '../platform/package-version.ts';
import { isAlive } from '../platform/process.ts';
import { readStatus, type Status } from '../platform/status-file.ts';
import { posSentence, shopSentence } from './sentences.ts';
import type { CommandRun } from './terminal.ts';

/** Seconds beyond three cycles without a success before that is worth an alarm: room for a first import. */
const PATIENCE_SECONDS = 60;

/** What a status says, in sentences, and whether all is well. */
export function statusSentences(
	status: Status,
	{ now, alive }: { now: number; alive: boolean }
): { readonly well: boolean; readonly lines: readonly string[] } {
	const secondsSince = ( instant: string ) =>
		Math.max( 0, Math.round( ( now - Date.parse( instant ) ) / 1000 ) );
	const patience = 3 * status.poll_seconds + PATIENCE_SECONDS;
	const lastSuccess =
		status.last_success_at === null ? null : secondsSince( status.last_success_at );
	const fresh =
		secondsSince(
			lastSuccess === null ? status.started_at : ( status.last_success_at ?? '' )
		) <= patience;
	const posWell = [ 'ok', 'starting', 'rate_limited' ].includes( status.pos_state );
	const lines = [
		`TillSync companion ${ status.companion } between ${ status.pos } and ${ status.shop }.`,
		alive
			? `It runs as process ${ status.pid } and looks every ${ status.poll_seconds } seconds.`
			: `It is not running any more (process ${ status.pid } ended); start it with “tillsync run”.`,
		lastSuccess === null
			? 'No cycle has succeeded since it started.'
			: `The last cycle that succeeded ended ${ inWords( lastSuccess ) } ago.`,
	];
	if ( status.shop_code !== null ) {
		lines.push( shopSentence( { code: status.shop_code }, status.shop ) );
	} else if ( status.lease === 'held' ) {
		lines.push( 'It is the companion of this shop (it holds the lease).' );
	}
	if ( status.pos_state === 'ok' ) {
		lines.push( 'The POS answers.' );
	} else if ( status.pos_state === 'starting' ) {
		lines.push( 'The POS is being read for the first time.' );
	} else if ( status.pos_code !== null ) {
		lines.push( posSentence( { code: status.pos_code }, status.pos ) );
	}
	if ( status.parked > 0 ) {
		lines.push(
			`${ status.parked } rows of the POS could not be read; they are asked for again, see WooCommerce → TillSync.`
		);
	}
	return { well: alive && fresh && posWell && status.shop_code === null, lines };
}

function inWords( seconds: number ): string {
	if ( seconds < 120 ) {
		return `${ seconds } seconds`;
	}
	return seconds < 7200
		? `${ Math.round( seconds / 60 ) } minutes`
		: `${ Math.round( seconds / 3600 ) } hours`;
}

/** `tillsync status`: how the companion on this machine is. Exit code 1 when something is wrong. */
export const status: CommandRun = async ( terminal ) => {
	if ( terminal.args.length > 0 ) {
		terminal.complain( '“tillsync status” takes no arguments; see “tillsync --help”.' );
		return 2;
	}
	const directory = stateDirOf( terminal.env );
	const found = await readStatus( directory );
	if ( ! found ) {
		terminal.say( `TillSync companion ${ COMPANION_VERSION }.` );
		terminal.complain(
			`No companion is running with the folder ${ directory }; start it with “tillsync run”, or set TILLSYNC_STATE_DIR to the folder of the one you mean.`
		);
		return 1;
	}
	const { well, lines } = statusSentences( found, {
		now: Date.now(),
		alive: isAlive( found.pid ),
	} );
	lines.forEach( ( line ) => terminal.say( line ) );
	return well ? 0 : 1;
};
