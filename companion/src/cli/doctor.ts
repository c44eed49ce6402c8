import { access, constants, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CONTRACT_VERSION } from '@tillsync/contract';
import { credentialsSentence, readPairing, readXSeries } from '../config/config.ts';
import { readSettings } from '../config/environment.ts';
import { isLoopback } from '../config/x-series-address.ts';
import type { CredentialsResult, StoredCredentials } from '../credentials/credentials.ts';
import { CREDENTIALS_FILE, createCredentialsFile } from '../credentials/file.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { Exchange } from '../net/http.ts';
import { processFacts } from '../platform/process.ts';
import { posOf, shopOf } from './connections.ts';
import { posSentence, shopAddress, shopSentence } from './sentences.ts';
import type { CommandRun, Terminal } from './terminal.ts';

/** Seconds two clocks may differ before it is worth a note. */
const SKEW_SECONDS = 120;
const LEAST_NODE = [ 20, 19 ] as const;

/** One line of the doctor: `ok`, a `note` that stops nothing, `FAIL`, or `skip` because something before it failed. */
interface Finding {
	readonly mark: 'ok' | 'note' | 'FAIL' | 'skip';
	readonly what: string;
	/** Why, and what to do. */
	readonly sentence?: string;
}

const ok = ( what: string ): Finding => ( { mark: 'ok', what } );
const bad = ( what: string, sentence: string ): Finding => ( { mark: 'FAIL', what, sentence } );

function checkNode(): Finding {
	const what = `Node ${ processFacts.node }`;
	const [ major = 0, minor = 0 ] = processFacts.node.split( '.' ).map( Number );
	const [ leastMajor, leastMinor ] = LEAST_NODE;
	return major > leastMajor || ( major === leastMajor && minor >= leastMinor )
		? ok( what )
		: bad( what, `Install Node ${ LEAST_NODE.join( '.' ) } or newer.` );
}

async function checkFolder( directory: string ): Promise< Finding[] > {
	const what = `Folder ${ directory }`;
	try {
		await mkdir( directory, { recursive: true, mode: 0o700 } );
		await access( directory, constants.R_OK | constants.W_OK | constants.X_OK );
	} catch ( error ) {
		const detail = ( error as NodeJS.ErrnoException ).code ?? 'unknown';
		return [
			bad(
				what,
				credentialsSentence( { problem: 'inaccessible', path: directory, detail } )
			),
		];
	}
	const path = join( directory, CREDENTIALS_FILE );
	const mode = await stat( path ).then(
		( found ) => found.mode & 0o077,
		() => 0
	);
	return mode === 0
		? [ ok( what ) ]
		: [
				bad(
					`File ${ path }`,
					`Others on this machine can read it; run: chmod 600 “${ path }”.`
				),
			];
}

function clockNote( who: string, exchange: Exchange | null ): Finding[] {
	const theirs = exchange?.date ? Date.parse( exchange.date ) : Number.NaN;
	const seconds = Math.round( ( theirs - Date.now() ) / 1000 );
	if ( Number.isNaN( seconds ) || Math.abs( seconds ) <= SKEW_SECONDS ) {
		return [];
	}
	const direction = seconds > 0 ? 'ahead of' : 'behind';
	return [
		{
			mark: 'note',
			what: `Clock of ${ who }`,
			sentence: `It is ${ Math.abs( seconds ) } seconds ${ direction } this machine’s; nothing depends on it, but times in logs will differ.`,
		},
	];
}

/** Stages of reaching the shop, in order, with the failures that stop at each. */
const SHOP_STAGES: readonly ( readonly [ what: string, stops: readonly FailureCode[] ] )[] = [
	[ 'Shop reachable', [ 'timed_out', 'name_unknown', 'refused', 'broken_off' ] ],
	[ 'Certificate', [ 'certificate_untrusted' ] ],
	[
		'Plugin there',
		[
			'route_missing',
			'not_json',
			'redirected',
			'too_large',
			'not_found',
			'server_error',
			'rate_limited',
		],
	],
	[
		'Versions fit',
		[ 'companion_too_old', 'plugin_too_old', 'unreadable_answer', 'request_refused' ],
	],
	[ 'Credential', [ 'credential_refused' ] ],
	[ 'Capability', [ 'not_allowed' ] ],
];

const POS_STAGES: typeof SHOP_STAGES = [
	[
		'POS reachable',
		[ 'timed_out', 'name_unknown', 'refused', 'broken_off', 'certificate_untrusted' ],
	],
	[
		'Account there',
		[
			'not_json',
			'redirected',
			'not_found',
			'too_large',
			'server_error',
			'rate_limited',
			'unreadable_answer',
		],
	],
	[ 'Token', [ 'credential_refused', 'not_allowed' ] ],
];

/** Turns one failure into a finding per stage: those passed, the one it stopped at, those never reached. */
export function stageFindings(
	stages: typeof SHOP_STAGES,
	failure: { readonly code: FailureCode } | null,
	sentence: ( failure: { readonly code: FailureCode } ) => string
): Finding[] {
	if ( ! failure ) {
		return stages.map( ( [ what ] ) => ok( what ) );
	}
	const found = stages.findIndex( ( [ , stops ] ) => stops.includes( failure.code ) );
	const at = found === -1 ? stages.length - 1 : found;
	return stages.map( ( [ what ], index ): Finding => {
		if ( index === at ) {
			return bad( what, sentence( failure ) );
		}
		return index < at ? ok( what ) : { mark: 'skip', what };
	} );
}

async function checkShop( terminal: Terminal, file: StoredCredentials ): Promise< Finding[] > {
	const { value: pairing, problems } = readPairing( terminal.env, file );
	if ( ! pairing ) {
		return problems.map( ( problem ) => bad( 'Pairing', problem ) );
	}
	let exchange: Exchange | null = null;
	const shop = await shopOf( pairing, ( seen ) => {
		exchange = seen;
	} ).shop();
	const findings = stageFindings( SHOP_STAGES, shop.ok ? null : shop.failure, ( failure ) =>
		shopSentence( failure, pairing.root )
	);
	const { protocol, hostname } = new URL( pairing.root );
	if ( protocol === 'http:' && ! isLoopback( hostname ) ) {
		findings.push( {
			mark: 'note',
			what: 'Encryption',
			sentence: `${ shopAddress( pairing.root ) } is not https: the credential travels in the clear; give the shop a certificate and pair again.`,
		} );
	}
	if ( shop.ok ) {
		const { shop_id: id, moved, contract, name, software } = shop.value;
		findings.push(
			ok(
				`${ name }: WordPress ${ software.wordpress }, WooCommerce ${ software.woocommerce }, plugin ${ software.plugin }, contract ${ contract.oldest }–${ contract.current } (this companion: ${ CONTRACT_VERSION })`
			)
		);
		if ( id !== pairing.shop_id ) {
			findings.push(
				bad(
					'Identity',
					'The pairing string was made for another shop that had this address; pair again.'
				)
			);
		}
		if ( moved ) {
			findings.push( bad( 'Address', shopSentence( { code: 'shop_moved' }, pairing.root ) ) );
		}
	}
	return [ ...findings, ...clockNote( 'the shop', exchange ) ];
}

async function checkPos( terminal: Terminal, file: StoredCredentials ): Promise< Finding[] > {
	const { value: account, problems } = readXSeries( terminal.env, file );
	if ( ! account ) {
		return problems.map( ( problem ) => bad( 'POS', problem ) );
	}
	let exchange: Exchange | null = null;
	const described = await posOf( account, ( seen ) => {
		exchange = seen;
	} ).describe();
	const findings = stageFindings(
		POS_STAGES,
		described.ok ? null : described.failure,
		( failure ) => posSentence( failure, account.baseUrl )
	);
	if ( described.ok ) {
		const { vendor_label: label, retailer, outlets } = described.value;
		findings.push( ok( `${ label }: ${ retailer }, ${ outlets.length } outlets` ) );
	}
	return [ ...findings, ...clockNote( 'the POS', exchange ) ];
}

/** `tillsync doctor`: every condition one by one, each failure with its remedy. */
export const doctor: CommandRun = async ( terminal ) => {
	if ( terminal.args.length > 0 ) {
		terminal.complain( '“tillsync doctor” takes no arguments; see “tillsync --help”.' );
		return 2;
	}
	const settings = readSettings( terminal.env );
	const { stateDir } = settings.value;
	const stored: CredentialsResult< StoredCredentials > =
		await createCredentialsFile( stateDir ).read();
	const file = stored.ok ? stored.value : {};
	const findings = [
		checkNode(),
		...( await checkFolder( stateDir ) ),
		...( ! stored.ok && stored.problem === 'damaged'
			? [ bad( 'Credentials', credentialsSentence( stored ) ) ]
			: [] ),
		...settings.problems.map( ( problem ) => bad( 'Settings', problem ) ),
		...( await checkShop( terminal, file ) ),
		...( await checkPos( terminal, file ) ),
	];
	for ( const { mark, what, sentence } of findings ) {
		terminal.say( `${ mark.padEnd( 5 ) }${ what }${ sentence ? ` – ${ sentence }` : '' }` );
	}
	const failed = findings.filter( ( { mark } ) => mark === 'FAIL' ).length;
	if ( failed > 0 ) {
		terminal.complain( `${ failed } of ${ findings.length } checks failed.` );
		return 1;
	}
	terminal.say( 'Everything the companion needs is there.' );
	return 0;
};
