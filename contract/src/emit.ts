import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ERRORS, ITEM_CODES } from './errors.ts';
import { OWNERSHIP } from './ownership.ts';
import {
	BATCH_SECONDS,
	CONTRACT_HEADER,
	CONTRACT_VERSION,
	INSTANCE_HEADER,
	MAX_ROWS,
	NAMESPACE,
} from './primitives.ts';
import { LEASE_SECONDS } from './heartbeat.ts';
import { MAX_PAIRS } from './links.ts';
import { ROUTES, type Route } from './routes.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

/**
 * The files of `plugin/schemas/`, name → text: one schema per request body (`<route>.body.json`) and query
 * (`<route>.query.json`) in the dialect WordPress validates (JSON Schema draft 4), and the tables PHP reads
 * (`routes.json`, `errors.json`, `ownership.json`, `constants.json`). Deterministic.
 */
export function schemaFiles(): Map< string, string > {
	const files = new Map< string, string >();
	const put = ( name: string, value: unknown ) =>
		files.set( name, JSON.stringify( value, null, '\t' ) + '\n' );

	const routes: Record< string, unknown > = {};
	for ( const [ name, route ] of Object.entries( ROUTES ) as [ string, Route ][] ) {
		routes[ name ] = {
			method: route.method,
			path: route.path,
			audience: route.audience,
			lease: route.lease,
			body: Boolean( route.body ),
			query: Boolean( route.query ),
		};
		if ( route.body ) {
			put(
				`${ name }.body.json`,
				z.toJSONSchema( route.body, { target: 'draft-4', io: 'input' } )
			);
		}
		if ( route.query ) {
			put(
				`${ name }.query.json`,
				z.toJSONSchema( route.query, { target: 'draft-4', io: 'input' } )
			);
		}
	}
	put( 'routes.json', routes );
	put( 'errors.json', { errors: ERRORS, item_codes: ITEM_CODES } );
	put( 'ownership.json', OWNERSHIP );
	put( 'constants.json', {
		namespace: NAMESPACE,
		contract: CONTRACT_VERSION,
		oldest_contract: CONTRACT_VERSION,
		instance_header: INSTANCE_HEADER,
		contract_header: CONTRACT_HEADER,
		max_rows: MAX_ROWS,
		max_pairs: MAX_PAIRS,
		batch_seconds: BATCH_SECONDS,
		lease_seconds: LEASE_SECONDS,
		default_settings: DEFAULT_SETTINGS,
	} );
	return files;
}

/** Writes every file and removes those no route needs any more. */
export function emitSchemas( folder: string ): void {
	mkdirSync( folder, { recursive: true } );
	const files = schemaFiles();
	for ( const existing of readdirSync( folder ) ) {
		if ( ! files.has( existing ) ) {
			rmSync( join( folder, existing ) );
		}
	}
	for ( const [ name, text ] of files ) {
		writeFileSync( join( folder, name ), text );
	}
}
