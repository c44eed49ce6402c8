import { decodePairing } from '@tillsync/contract';
import { PAIRING_PROBLEMS, credentialsSentence } from '../config/config.ts';
import { stateDirOf } from '../config/environment.ts';
import { createCredentialsFile } from '../credentials/file.ts';
import { shopOf } from './connections.ts';
import { ask, pipedLines } from './secret-input.ts';
import { shopSentence } from './sentences.ts';
import type { CommandRun } from './terminal.ts';

/** `tillsync pair`: takes a pairing string, tries it, and keeps it only when the shop accepts it. */
export const pair: CommandRun = async ( terminal ) => {
	if ( terminal.args.length > 0 ) {
		terminal.complain(
			'“tillsync pair” takes no arguments, because others could read them; run it alone and paste the pairing string when asked.'
		);
		return 2;
	}
	const text = terminal.stdin.isTTY
		? await ask( terminal, 'Pairing string from WooCommerce → TillSync → Settings', true )
		: ( await pipedLines( terminal ) ).join( '' );
	const decoded = decodePairing( text );
	if ( ! decoded.ok ) {
		terminal.complain( PAIRING_PROBLEMS[ decoded.problem ] );
		return 1;
	}
	const { pairing } = decoded;
	const shop = await shopOf( pairing ).shop();
	if ( ! shop.ok ) {
		terminal.complain( shopSentence( shop.failure, pairing.root ) );
		return 1;
	}
	if ( shop.value.shop_id !== pairing.shop_id ) {
		terminal.complain(
			'This pairing string was made for another shop that had this address; press “Connect companion” in WooCommerce → TillSync → Settings again and copy the new one.'
		);
		return 1;
	}
	const file = createCredentialsFile( stateDirOf( terminal.env ) );
	const saved = await file.save( { pairing: text.replace( /\s+/g, '' ) } );
	if ( ! saved.ok ) {
		terminal.complain( credentialsSentence( saved ) );
		return 1;
	}
	const stored = await file.read();
	const next =
		stored.ok && stored.value.xSeries
			? 'Start it with “tillsync run”, or restart it if it runs already.'
			: 'Now connect the POS: “tillsync pos x-series”.';
	terminal.say( `Paired with ${ shop.value.name } (${ shop.value.url }). ${ next }` );
	return 0;
};
