import { homedir } from 'node:os';
import { join } from 'node:path';
import { LOG_LEVELS, type LogLevel } from '../platform/log.ts';

/** The process’s environment, or a piece of one. */
export type Environment = Readonly< Record< string, string | undefined > >;

export const processEnvironment: Environment = process.env;

/** Settings that are no secret and have defaults. */
export interface Settings {
	/** Folder of the credentials file. */
	readonly stateDir: string;
	/** Seconds from the start of one cycle to the start of the next; 1–3600, default 10. */
	readonly pollSeconds: number;
	/** Default `info`. */
	readonly logLevel: LogLevel;
}

/** What was found, and every problem with it, each a sentence with a remedy. */
export interface Reading< T > {
	readonly value: T;
	readonly problems: readonly string[];
}

/** A variable’s value; empty counts as not set. */
export function variable( env: Environment, name: string ): string | undefined {
	return env[ name ]?.trim() || undefined;
}

export function stateDirOf( env: Environment ): string {
	const own = variable( env, 'TILLSYNC_STATE_DIR' );
	if ( own ) {
		return own;
	}
	const state = variable( env, 'XDG_STATE_HOME' );
	return state
		? join( state, 'tillsync' )
		: join( variable( env, 'HOME' ) ?? homedir(), '.config', 'tillsync' );
}

export function readSettings( env: Environment ): Reading< Settings > {
	const problems: string[] = [];
	const poll = variable( env, 'TILLSYNC_POLL_SECONDS' ) ?? '10';
	const pollSeconds = /^[0-9]{1,4}$/.test( poll ) ? Number( poll ) : 0;
	if ( pollSeconds < 1 || pollSeconds > 3600 ) {
		problems.push(
			'TILLSYNC_POLL_SECONDS must be a whole number from 1 to 3600; correct it or leave it out for 10.'
		);
	}
	const level = variable( env, 'TILLSYNC_LOG_LEVEL' ) ?? 'info';
	const logLevel = LOG_LEVELS.find( ( known ) => known === level );
	if ( ! logLevel ) {
		problems.push(
			`TILLSYNC_LOG_LEVEL must be one of ${ LOG_LEVELS.join( ', ' ) }; correct it or leave it out for info.`
		);
	}
	return {
		value: { stateDir: stateDirOf( env ), pollSeconds, logLevel: logLevel ?? 'info' },
		problems,
	};
}
