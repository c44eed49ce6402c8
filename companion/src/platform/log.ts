import pino from 'pino';
import type { Log } from '../domain/surroundings.ts';

export const LOG_LEVELS = [ 'debug', 'info', 'warn', 'error', 'silent' ] as const;
export type LogLevel = ( typeof LOG_LEVELS )[ number ];

/**
 * A log of one JSON object a line. Every finished line goes through `redact`, so that a secret stays out wherever in the
 * fields it turned up.
 */
export function createLog( {
	level,
	redact,
	write,
}: {
	level: LogLevel;
	redact: ( text: string ) => string;
	write: ( line: string ) => void;
} ): Log {
	return pino(
		{
			level,
			base: null,
			timestamp: pino.stdTimeFunctions.isoTime,
			formatters: { level: ( label ) => ( { level: label } ) },
		},
		{ write: ( line: string ) => write( redact( line ) ) }
	);
}

/** Swallows everything. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
