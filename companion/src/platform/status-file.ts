import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const STATUS_FILE = 'status.json';

/**
 * How the running companion is, for `tillsync status` in another process on the same machine. For looking at only: no
 * companion ever reads it to decide anything.
 */
const Status = z.object( {
	version: z.literal( 1 ),
	companion: z.string(),
	pid: z.int(),
	started_at: z.string(),
	written_at: z.string(),
	poll_seconds: z.int(),
	shop: z.string(),
	pos: z.string(),
	lease: z.enum( [ 'held', 'standing_by' ] ).nullable(),
	last_success_at: z.string().nullable(),
	pos_state: z.string(),
	pos_code: z.string().nullable(),
	shop_code: z.string().nullable(),
	parked: z.int(),
} );
export type Status = z.infer< typeof Status >;

/** Replaces the file as a whole. @throws the system’s error when the folder cannot be written. */
export async function writeStatus( directory: string, status: Status ): Promise< void > {
	await mkdir( directory, { recursive: true, mode: 0o700 } );
	const path = join( directory, STATUS_FILE );
	await writeFile( `${ path }.new`, JSON.stringify( status ), { mode: 0o600 } );
	await rename( `${ path }.new`, path );
}

/** Null when there is none that can be read. */
export async function readStatus( directory: string ): Promise< Status | null > {
	try {
		const parsed = Status.safeParse(
			JSON.parse( await readFile( join( directory, STATUS_FILE ), 'utf8' ) )
		);
		return parsed.success ? parsed.data : null;
	} catch {
		return null;
	}
}

/** The companion has ended in good order. */
export async function removeStatus( directory: string ): Promise< void > {
	await rm( join( directory, STATUS_FILE ), { force: true } );
}
