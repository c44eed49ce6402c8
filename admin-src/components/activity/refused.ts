import type { ActivityRow, LockDoor } from '@tillsync/contract';
import { __, sprintf } from '@wordpress/i18n';

/** The way in at which a change was refused, as it stands within a sentence. */
export const DOORS: Readonly< Record< LockDoor, () => string > > = {
	editor: () => __( 'in the product editor', 'tillsync' ),
	variations: () => __( 'in the variations of the product editor', 'tillsync' ),
	quick_edit: () => __( 'by quick edit', 'tillsync' ),
	bulk_edit: () => __( 'by bulk edit', 'tillsync' ),
	list: () => __( 'in the list of products', 'tillsync' ),
	delete: () => __( 'by deleting it', 'tillsync' ),
	rest: () => __( 'through the REST API', 'tillsync' ),
	importer: () => __( 'by an import', 'tillsync' ),
	cli: () => __( 'on the command line', 'tillsync' ),
	xml_rpc: () => __( 'through XML-RPC', 'tillsync' ),
	cron: () => __( 'by a scheduled task', 'tillsync' ),
	code: () => __( 'by other code', 'tillsync' ),
};

/** Characters of a value that a sentence can bear. */
const VALUE_LENGTH = 60;

function value( text: string ): string {
	if ( text === '' ) {
		return __( 'empty', 'tillsync' );
	}
	const characters = [ ...text ];
	return characters.length > VALUE_LENGTH
		? `${ characters.slice( 0, VALUE_LENGTH - 1 ).join( '' ) }…`
		: text;
}

/** What was to change, with both values where they are known. */
function change( fields: string, from: string, to: string ): string {
	return from === '' && to === ''
		? fields
		: sprintf(
				/* translators: 1: field name, 2: its value, 3: the value somebody wanted. */
				__( '%1$s (%2$s → %3$s)', 'tillsync' ),
				fields,
				value( from ),
				value( to )
			);
}

/** By which way in, and by whose code; empty: not told. */
function way( door: string, plugin: string ): string {
	const words = Object.hasOwn( DOORS, door ) ? DOORS[ door as LockDoor ]() : '';
	if ( plugin === '' ) {
		return words;
	}
	return words === '' || door === 'code'
		? sprintf(
				/* translators: %s: name of a plugin or theme. */
				__( 'by “%s”', 'tillsync' ),
				plugin
			)
		: sprintf(
				/* translators: 1: way in, such as "through the REST API", 2: name of a plugin or theme. */
				__( '%1$s, by “%2$s”', 'tillsync' ),
				words,
				plugin
			);
}

/**
 * Who tried to change what on which product, and how. Entries made before ways in were told read as they did.
 *
 * @param facts Facts of the entry; see `RefusedFacts` of the contract.
 * @param name  The product.
 */
export function refusedSentence( facts: ActivityRow[ 'facts' ], name: string ): string {
	const text = ( key: string ): string => String( facts[ key ] ?? '' );
	const fields = text( 'fields' ) || __( 'what the till decides', 'tillsync' );
	const what = change( fields, text( 'from' ), text( 'to' ) );
	const how = way( text( 'door' ), text( 'plugin' ) );
	if ( text( 'user' ) === '' ) {
		return how === ''
			? sprintf(
					/* translators: 1: field names, 2: product. */
					__( 'A change of %1$s on %2$s was refused: the till decides it.', 'tillsync' ),
					what,
					name
				)
			: sprintf(
					/* translators: 1: field, 2: product, 3: way in, such as "by other code". */
					__(
						'A change of %1$s on %2$s %3$s was refused: the till decides it.',
						'tillsync'
					),
					what,
					name,
					how
				);
	}
	return how === ''
		? sprintf(
				/* translators: 1: user, 2: field names, 3: product. */
				__( '%1$s tried to change %2$s on %3$s; the till decides it.', 'tillsync' ),
				text( 'user' ),
				what,
				name
			)
		: sprintf(
				/* translators: 1: user, 2: field, 3: product, 4: way in, such as "in the product editor". */
				__( '%1$s tried to change %2$s on %3$s %4$s; the till decides it.', 'tillsync' ),
				text( 'user' ),
				what,
				name,
				how
			);
}
