/**
 * What the shop of the benchmarks counts by itself; see counters.php.
 */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Shop } from '../../tools/shop/index.ts';

const SOURCE = fileURLToPath( new URL( './counters.php', import.meta.url ) );

/** Switches the counters on in a running shop. */
export function addCounters( shop: Shop ): void {
	copyFileSync( SOURCE, join( shop.dir, 'site', 'wp-content', 'mu-plugins', 'counters.php' ) );
}

/** Requests to the plugin's routes since then, oldest first, as `GET /wp-json/…`. */
export function shopRequests( shop: Shop ): string[] {
	const file = join( shop.dir, 'requests.log' );
	return existsSync( file ) ? readFileSync( file, 'utf8' ).split( '\n' ).filter( Boolean ) : [];
}
