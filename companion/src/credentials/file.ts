import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CredentialsResult, CredentialsStore, StoredCredentials } from './credentials.ts';

export const CREDENTIALS_FILE = 'credentials.json';

const Stored = z.object( {
	version: z.literal( 1 ),
	pairing: z.string().optional(),
	x_series: z.object( { base_url: z.string(), token: z.string() } ).optional(),
} );

/** Credentials in a file that only its owner can read (0600, in a folder of 0700), replaced as a whole by a rename. */
export function createCredentialsFile( directory: string ): CredentialsStore {
	const path = join( directory, CREDENTIALS_FILE );

	const inaccessible = ( error: unknown ) => ( {
		ok: false as const,
		problem: 'inaccessible' as const,
		path: directory,
		detail: systemCode( error ) ?? 'unknown',
	} );

	async function read(): Promise< CredentialsResult< StoredCredentials > > {
		let text: string;
		try {
			text = await readFile( path, 'utf8' );
		} catch ( error ) {
			return systemCode( error ) === 'ENOENT'
				? { ok: true, value: {} }
				: inaccessible( error );
		}
		const stored = Stored.safeParse( parse( text ) );
		if ( ! stored.success ) {
			return { ok: false, problem: 'damaged', path };
		}
		const { pairing, x_series: xSeries } = stored.data;
		return {
			ok: true,
			value: {
				...( pairing !== undefined && { pairing } ),
				...( xSeries && {
					xSeries: { baseUrl: xSeries.base_url, token: xSeries.token },
				} ),
			},
		};
	}

	async function write( text: string ): Promise< void > {
		await mkdir( directory, { recursive: true, mode: 0o700 } );
		const temporary = `${ path }.${ process.pid }`;
		// Made anew, never through a link that somebody else has put there.
		await rm( temporary, { force: true } );
		const file = await open( temporary, 'wx', 0o600 );
		try {
			await file.chmod( 0o600 );
			await file.writeFile( text );
			await file.sync();
		} finally {
			await file.close();
		}
		await rename( temporary, path ).catch( async ( error: unknown ) => {
			await rm( temporary, { force: true } );
			throw error;
		} );
	}

	return {
		read,
		async save( change ) {
			const before = await read();
			// What cannot be understood is replaced; what cannot be reached is not.
			if ( ! before.ok && before.problem === 'inaccessible' ) {
				return before;
			}
			const { pairing, xSeries } = { ...( before.ok ? before.value : {} ), ...change };
			const stored: z.infer< typeof Stored > = {
				version: 1,
				...( pairing !== undefined && { pairing } ),
				...( xSeries && {
					x_series: { base_url: xSeries.baseUrl, token: xSeries.token },
				} ),
			};
			try {
				await write( `${ JSON.stringify( stored, null, '\t' ) }\n` );
				return { ok: true, value: null };
			} catch ( error ) {
				return inaccessible( error );
			}
		},
	};
}

function systemCode( error: unknown ): string | null {
	const { code } = ( error ?? {} ) as { readonly code?: unknown };
	return typeof code === 'string' ? code : null;
}

function parse( text: string ): unknown {
	try {
		return JSON.parse( text );
	} catch {
		return undefined;
	}
}
