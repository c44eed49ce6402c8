/**
 * Sees a level change in the shop's database within some hundredths of a second.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Shop } from '../../tools/shop/index.ts';

const PAUSE_MS = 20;
const END_OF_ROWS = 'end-of-rows';

export interface LevelWatch {
	/** Levels as last read: product id → level. */
	levels(): ReadonlyMap< number, number >;
	/**
	 * Resolves with `performance.now()` of the first reading in which `reached` is true.
	 *
	 * @throws Error after `timeoutMs`.
	 */
	until(
		reached: ( levels: ReadonlyMap< number, number > ) => boolean,
		timeoutMs: number
	): Promise< number >;
	stop(): void;
}

/** Reads the levels of these products over one lasting connection, again and again. */
export async function watchLevels(
	shop: Shop,
	productIds: readonly number[]
): Promise< LevelWatch > {
	const client = spawn(
		shop.programs.mariadbClient,
		[
			'--no-defaults',
			`--socket=${ shop.db.socket }`,
			`--user=${ shop.db.user }`,
			'--batch',
			'--unbuffered',
			'--skip-column-names',
			shop.db.name,
		],
		{ stdio: [ 'pipe', 'pipe', 'inherit' ] }
	);
	const query = `SELECT post_id, meta_value FROM wp_postmeta WHERE meta_key = '_stock' AND post_id IN ( ${ productIds.join(
		','
	) } ); SELECT '${ END_OF_ROWS }';\n`;
	let seen: ReadonlyMap< number, number > = new Map();
	let stopped = false;
	const listeners = new Set< () => void >();
	let rows = new Map< number, number >();
	createInterface( { input: client.stdout } ).on( 'line', ( line ) => {
		if ( line !== END_OF_ROWS ) {
			const [ id, level ] = line.split( '\t' );
			rows.set( Number( id ), Number( level ) );
			return;
		}
		seen = rows;
		rows = new Map();
		for ( const listener of [ ...listeners ] ) {
			listener();
		}
		setTimeout( () => {
			if ( ! stopped ) {
				client.stdin.write( query );
			}
		}, PAUSE_MS );
	} );
	const until: LevelWatch[ 'until' ] = ( reached, timeoutMs ) =>
		new Promise( ( resolve, reject ) => {
			const timer = setTimeout( () => {
				listeners.delete( listener );
				reject(
					new Error( `The shop does not show the level after ${ timeoutMs / 1000 } s.` )
				);
			}, timeoutMs );
			const listener = (): void => {
				if ( reached( seen ) ) {
					clearTimeout( timer );
					listeners.delete( listener );
					resolve( performance.now() );
				}
			};
			listeners.add( listener );
		} );
	client.stdin.write( query );
	await until( ( levels ) => levels.size > 0, 10_000 );
	return {
		levels: () => seen,
		until,
		stop() {
			stopped = true;
			client.stdin.end();
		},
	};
}
