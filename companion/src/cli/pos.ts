import { DOMAIN_PROBLEM, credentialsSentence } from '../config/config.ts';
import { stateDirOf, variable } from '../config/environment.ts';
import { xSeriesBaseUrl } from '../config/x-series-address.ts';
import { createCredentialsFile } from '../credentials/file.ts';
import { POS_ADAPTERS } from '../pos/registry.ts';
import { posOf } from './connections.ts';
import { ask, pipedLines } from './secret-input.ts';
import { posSentence } from './sentences.ts';
import type { CommandRun, Terminal } from './terminal.ts';

interface Entered {
	readonly domain: string;
	readonly token: string;
}

/**
 * Address and token: from the environment, else the lines of standard input (address first), else asked for. The token is
 * never an argument; the address, which is no secret, may follow the vendor’s name.
 */
async function enter( terminal: Terminal ): Promise< Entered > {
	const lines = await pipedLines( terminal );
	const given = terminal.args[ 1 ] ?? variable( terminal.env, 'TILLSYNC_XSERIES_DOMAIN' );
	const prompt = async ( question: string, hidden: boolean ) =>
		lines.shift() ?? ( terminal.stdin.isTTY ? ask( terminal, question, hidden ) : '' );
	const domain =
		given ??
		( await prompt( 'Prefix of the account (myshop of myshop.retail.lightspeed.app)', false ) );
	const token =
		variable( terminal.env, 'TILLSYNC_XSERIES_TOKEN' ) ??
		( await prompt( 'Personal token (Setup → Personal Tokens)', true ) );
	return { domain, token };
}

/** `tillsync pos <vendor>`: takes an account, tries it, and keeps it only when the POS accepts it. */
export const pos: CommandRun = async ( terminal ) => {
	const [ vendor ] = terminal.args;
	const known = Object.keys( POS_ADAPTERS ).join( ', ' );
	if ( vendor !== 'x-series' || terminal.args.length > 2 ) {
		terminal.complain(
			terminal.args.length > 2
				? 'Too many words: the token is never an argument, because others could read it; run “tillsync pos x-series” and paste it when asked.'
				: `Say which POS: “tillsync pos <vendor>”, where vendor is one of: ${ known }.`
		);
		return 2;
	}
	const { domain, token } = await enter( terminal );
	const baseUrl = xSeriesBaseUrl( domain );
	if ( baseUrl === null ) {
		terminal.complain( DOMAIN_PROBLEM );
		return 1;
	}
	if ( ! /^[\x21-\x7e]+$/.test( token ) ) {
		terminal.complain(
			token === ''
				? 'The token is missing; make one in Setup → Personal Tokens and paste it when asked, or set TILLSYNC_XSERIES_TOKEN.'
				: 'The token contains spaces or characters no token has; copy it again from Setup → Personal Tokens.'
		);
		return 1;
	}
	const described = await posOf( { vendor: 'x-series', baseUrl, token } ).describe();
	if ( ! described.ok ) {
		terminal.complain( posSentence( described.failure, baseUrl ) );
		return 1;
	}
	const file = createCredentialsFile( stateDirOf( terminal.env ) );
	const saved = await file.save( { xSeries: { baseUrl, token } } );
	if ( ! saved.ok ) {
		terminal.complain( credentialsSentence( saved ) );
		return 1;
	}
	const { retailer, outlets, registers, currency } = described.value;
	const stored = await file.read();
	const next =
		stored.ok && stored.value.pairing
			? 'Start it with “tillsync run”, or restart it if it runs already.'
			: 'Now pair the shop: “tillsync pair”.';
	terminal.say(
		`Connected to ${ retailer } (${ baseUrl }): outlets ${ outlets
			.map( ( { name } ) => name )
			.join( ', ' ) }; ${ registers.length } registers; ${ currency }. ${ next }`
	);
	return 0;
};
