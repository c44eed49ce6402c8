import type { XSeriesAccount } from '../pos/x-series/index.ts';

/** All the companion keeps. Losing it loses nothing that pairing anew does not bring back. */
export interface StoredCredentials {
	/** The pairing string as the shop showed it. */
	readonly pairing?: string;
	readonly xSeries?: XSeriesAccount;
}

export type CredentialsProblem =
	/** The folder or the file cannot be read or written. `detail` is the system’s code. */
	| { readonly problem: 'inaccessible'; readonly path: string; readonly detail: string }
	/** The file is not what the companion writes. */
	| { readonly problem: 'damaged'; readonly path: string };

export type CredentialsResult< T > =
	{ readonly ok: true; readonly value: T } | ( { readonly ok: false } & CredentialsProblem );

export interface CredentialsStore {
	/** Nothing stored yet is an empty object. */
	read(): Promise< CredentialsResult< StoredCredentials > >;
	/** Changes the given parts and leaves the others. After a crash in the middle the old content stands whole. */
	save( change: StoredCredentials ): Promise< CredentialsResult< null > >;
}
