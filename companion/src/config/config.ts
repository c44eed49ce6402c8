import { decodePairing, type Pairing, type PairingProblem } from '@tillsync/contract';
import type {
	CredentialsProblem,
	CredentialsResult,
	StoredCredentials,
} from '../credentials/credentials.ts';
import type { PosAccount } from '../pos/registry.ts';
import { readSettings, variable, type Environment, type Settings } from './environment.ts';
import { xSeriesBaseUrl } from './x-series-address.ts';

/** Everything a running companion needs. */
export interface Config extends Settings {
	readonly pairing: Pairing;
	readonly pos: PosAccount;
}

export type ConfigResult =
	| { readonly ok: true; readonly config: Config }
	| { readonly ok: false; readonly problems: readonly string[] };

/** What to do about each way in which a pairing string can be wrong. */
export const PAIRING_PROBLEMS: Readonly< Record< PairingProblem, string > > = {
	empty: 'The pairing string is empty; copy it from WooCommerce → TillSync → Settings.',
	not_a_pairing_string:
		'This is not a pairing string; copy the whole text that begins with “tillsync1.” from WooCommerce → TillSync → Settings.',
	cut_short:
		'The pairing string is incomplete or was changed while copying; copy it again from WooCommerce → TillSync → Settings, with its end.',
	too_new:
		'The pairing string was made by a newer plugin than this companion understands; update the companion (npm install -g tillsync).',
	unreadable:
		'The pairing string cannot be read; press “Connect companion” in WooCommerce → TillSync → Settings again and copy the new one.',
};

export const DOMAIN_PROBLEM =
	'The X-Series address must be the prefix (“myshop” of myshop.retail.lightspeed.app) or its full https address; correct it.';

export function credentialsSentence( problem: CredentialsProblem ): string {
	return problem.problem === 'damaged'
		? `The file ${ problem.path } is damaged; delete it, then run “tillsync pair” and “tillsync pos x-series” again.`
		: `The folder ${ problem.path } cannot be used (${ problem.detail }); make it writable for this user or set TILLSYNC_STATE_DIR to another folder.`;
}

/**
 * The whole configuration from the environment and the credentials file; the environment wins. All problems are found
 * at once.
 */
export function readConfig(
	env: Environment,
	stored: CredentialsResult< StoredCredentials >
): ConfigResult {
	const settings = readSettings( env );
	const file = stored.ok ? stored.value : {};
	const pairing = readPairing( env, file );
	const pos = readXSeries( env, file );
	const wantsFile =
		! variable( env, 'TILLSYNC_PAIRING' ) || ! variable( env, 'TILLSYNC_XSERIES_TOKEN' );
	const problems = [
		...settings.problems,
		...( ! stored.ok && wantsFile ? [ credentialsSentence( stored ) ] : [] ),
		...pairing.problems,
		...pos.problems,
	];
	return pairing.value && pos.value && problems.length === 0
		? { ok: true, config: { ...settings.value, pairing: pairing.value, pos: pos.value } }
		: { ok: false, problems };
}

interface Found< T > {
	readonly value: T | null;
	readonly problems: readonly string[];
}

export function readPairing( env: Environment, file: StoredCredentials ): Found< Pairing > {
	const text = variable( env, 'TILLSYNC_PAIRING' ) ?? file.pairing;
	if ( text === undefined ) {
		return {
			value: null,
			problems: [ 'No shop is paired; run “tillsync pair” or set TILLSYNC_PAIRING.' ],
		};
	}
	const decoded = decodePairing( text );
	return decoded.ok
		? { value: decoded.pairing, problems: [] }
		: { value: null, problems: [ PAIRING_PROBLEMS[ decoded.problem ] ] };
}

export function readXSeries( env: Environment, file: StoredCredentials ): Found< PosAccount > {
	const domain = variable( env, 'TILLSYNC_XSERIES_DOMAIN' );
	const baseUrl = domain === undefined ? file.xSeries?.baseUrl : xSeriesBaseUrl( domain );
	if ( baseUrl === null ) {
		return { value: null, problems: [ `TILLSYNC_XSERIES_DOMAIN: ${ DOMAIN_PROBLEM }` ] };
	}
	// A stored token is for the address it was stored with, and goes to no other.
	const token =
		variable( env, 'TILLSYNC_XSERIES_TOKEN' ) ??
		( file.xSeries?.baseUrl === baseUrl ? file.xSeries?.token : undefined );
	if ( baseUrl === undefined || token === undefined ) {
		return {
			value: null,
			problems: [
				'No POS is connected; run “tillsync pos x-series” or set TILLSYNC_XSERIES_DOMAIN and TILLSYNC_XSERIES_TOKEN.',
			],
		};
	}
	return { value: { vendor: 'x-series', baseUrl, token }, problems: [] };
}
