/**
 * A private MariaDB in the shop's folder: reached by a socket only, gone with the shop.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShopComponents } from './components.ts';
import { run, runOrFail, waitFor, type ProcessFamily } from './processes.ts';

/** How to reach the shop's database. There is no password: only the socket's owner gets in. */
export interface DatabaseAddress {
	readonly socket: string;
	readonly name: string;
	readonly user: string;
}

/** Durability is worth nothing here and costs a disk flush for each write. */
const SERVER_OPTIONS = [
	'--skip-networking',
	'--skip-name-resolve',
	'--skip-log-bin',
	'--innodb-flush-log-at-trx-commit=0',
	'--innodb-doublewrite=0',
	'--innodb-log-file-size=32M',
	'--innodb-buffer-pool-size=128M',
	'--performance-schema=OFF',
	'--character-set-server=utf8mb4',
	'--collation-server=utf8mb4_unicode_520_ci',
];

function isRoot(): boolean {
	return process.getuid?.() === 0;
}

/**
 * Makes an empty database server in `folder`/db and starts it.
 *
 * @throws Error with the end of the server's log when it does not answer within 30 seconds.
 */
export async function startDatabase(
	components: ShopComponents,
	folder: string,
	family: ProcessFamily
): Promise< DatabaseAddress > {
	const data = join( folder, 'db' );
	const socket = join( folder, 'db.sock' );
	const logFile = join( folder, 'mariadb.log' );
	await mkdir( data, { recursive: true } );
	const asRoot = isRoot() ? [ '--user=root' ] : [];
	await runOrFail( components.mariadbInstall, [
		'--no-defaults',
		`--datadir=${ data }`,
		'--auth-root-authentication-method=normal',
		'--skip-test-db',
		...asRoot,
	] );
	const server = family.start(
		components.mariadbd,
		[
			'--no-defaults',
			`--datadir=${ data }`,
			`--socket=${ socket }`,
			`--pid-file=${ join( folder, 'mariadb.pid' ) }`,
			...SERVER_OPTIONS,
			...asRoot,
		],
		{ logFile }
	);
	const logEnd = (): string =>
		existsSync( logFile ) ? readFileSync( logFile, 'utf8' ).slice( -1500 ) : '';
	const address = { socket, name: 'shop', user: 'root' };
	await waitFor(
		async () => {
			if ( server.exitCode !== null ) {
				throw new Error( `MariaDB ended while starting: ${ logEnd() }` );
			}
			if ( ! existsSync( socket ) ) {
				return undefined;
			}
			const answer = await run( components.mariadbClient, [
				...clientArguments( { ...address, name: '' } ),
				'-e',
				`CREATE DATABASE IF NOT EXISTS ${ address.name } CHARACTER SET utf8mb4`,
			] );
			return answer.code === 0 ? true : undefined;
		},
		30_000,
		() => `MariaDB does not answer: ${ logEnd() }`
	);
	return address;
}

function clientArguments( address: DatabaseAddress ): string[] {
	const base = [ '--no-defaults', `--socket=${ address.socket }`, `--user=${ address.user }` ];
	return address.name === '' ? base : [ ...base, address.name ];
}

/** Runs SQL as it stands and answers the client's tab-separated rows, without column names. */
export function runSql(
	components: { readonly mariadbClient: string },
	address: DatabaseAddress,
	sql: string
): Promise< string > {
	return runOrFail(
		components.mariadbClient,
		[ ...clientArguments( address ), '--batch', '--skip-column-names' ],
		{ input: sql }
	);
}

/** Writes the whole database to `file`. */
export async function dumpDatabase(
	components: { readonly mariadbDump: string },
	address: DatabaseAddress,
	file: string
): Promise< void > {
	await runOrFail( components.mariadbDump, [
		...clientArguments( address ),
		'--single-transaction',
		`--result-file=${ file }`,
	] );
}

/** Puts the database back to what `dumpDatabase` wrote; tables made since are dropped. */
export async function restoreDatabase(
	components: { readonly mariadbClient: string },
	address: DatabaseAddress,
	file: string
): Promise< void > {
	const { name } = address;
	await runSql(
		components,
		{ ...address, name: '' },
		`DROP DATABASE ${ name }; CREATE DATABASE ${ name } CHARACTER SET utf8mb4; USE ${ name };\nSOURCE ${ file };\n`
	);
}
