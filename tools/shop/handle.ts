/**
 * What is done with a running shop, by whoever knows its state.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { restoreDatabase, runSql, type DatabaseAddress } from './database.ts';
import { run, type RunOptions, type RunResult } from './processes.ts';
import { commandArguments, debugLogFile } from './web-server.ts';

/** Plain data about a running shop; survives JSON, so that another process can attach to it. */
export interface ShopState {
	/** Address without a slash at the end, for example `http://127.0.0.1:8890`. */
	readonly url: string;
	readonly adminUser: string;
	readonly adminPassword: string;
	readonly managerUser: string;
	readonly managerPassword: string;
	/** The administrator's application password, for Basic authentication of programs. */
	readonly applicationPassword: string;
	/** Folder of everything that belongs to the shop; the document root is its `site`. */
	readonly dir: string;
	readonly db: DatabaseAddress;
	/** What orders are stored in: custom tables (true) or posts (false). */
	readonly hpos: boolean;
	readonly pluginActive: boolean;
	/** Number of seeded simple products and variations. */
	readonly itemCount: number;
	readonly versions: {
		readonly php: string;
		readonly wordpress: string;
		readonly woocommerce: string;
	};
	/** Programs of this machine the handle runs. */
	readonly programs: {
		readonly php: string;
		readonly mariadbClient: string;
	};
}

/** A mail the shop would have sent. */
export interface ShopMail {
	readonly to: string | readonly string[];
	readonly subject: string;
	readonly message: string;
}

export interface ShopHandle extends ShopState {
	/**
	 * Runs PHP statements with WordPress loaded, as nobody, and answers what they print.
	 *
	 * @param code  Statements without an opening tag.
	 * @param input Value the code can read with `json_decode( stream_get_contents( STDIN ), true )`.
	 * @throws Error with PHP's own words when PHP ends with another code than 0.
	 */
	php( code: string, input?: unknown ): Promise< string >;
	/** Runs the shop's PHP with arguments of its own in the document root; WordPress is not loaded. */
	phpProgram( args: readonly string[], options?: RunOptions ): Promise< RunResult >;
	/** Runs SQL and answers tab-separated rows without column names. */
	sql( statement: string ): Promise< string >;
	/** Everything PHP and WordPress complained of since the start or the last `clearLogs`. */
	debugLog(): string;
	/** Mails since the start or the last `clearLogs`, oldest first. */
	mails(): readonly ShopMail[];
	clearLogs(): void;
	/** Puts database and logs back to the moment the shop was ready. Nothing may use it meanwhile. */
	reset(): Promise< void >;
}

/** Name of the database dump `reset` goes back to, inside the shop's folder. */
export const SNAPSHOT = 'snapshot.sql';

/** Makes the handle of a shop that somebody started. */
export function attachShop( state: ShopState ): ShopHandle {
	const root = join( state.dir, 'site' );
	const debugFile = debugLogFile( state.dir );
	const mailFile = join( state.dir, 'mail.jsonl' );
	const options = commandArguments( state.dir );

	const debugLog = (): string =>
		existsSync( debugFile ) ? readFileSync( debugFile, 'utf8' ) : '';
	const clearLogs = (): void => {
		rmSync( debugFile, { force: true } );
		rmSync( mailFile, { force: true } );
	};

	return {
		...state,
		async php( code, input ) {
			const before = debugLog().length;
			const result = await run(
				state.programs.php,
				[ ...options, '-r', `require getcwd() . '/wp-load.php'; ${ code }` ],
				{
					cwd: root,
					...( input === undefined ? {} : { input: JSON.stringify( input ) } ),
				}
			);
			if ( result.code !== 0 ) {
				const said = [ result.stderr, debugLog().slice( before ), result.stdout ]
					.join( '\n' )
					.trim();
				throw new Error(
					`PHP ended with ${ String( result.code ) }: ${ said.slice( 0, 4000 ) }`
				);
			}
			return result.stdout;
		},
		phpProgram( args, runOptions = {} ) {
			return run( state.programs.php, [ ...options, ...args ], { cwd: root, ...runOptions } );
		},
		sql( statement ) {
			return runSql( state.programs, state.db, statement );
		},
		debugLog,
		mails() {
			if ( ! existsSync( mailFile ) ) {
				return [];
			}
			return readFileSync( mailFile, 'utf8' )
				.split( '\n' )
				.filter( ( line ) => line !== '' )
				.map( ( line ) => JSON.parse( line ) as ShopMail );
		},
		clearLogs,
		async reset() {
			await restoreDatabase( state.programs, state.db, join( state.dir, SNAPSHOT ) );
			clearLogs();
		},
	};
}
