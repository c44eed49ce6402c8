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

/** What was tried, in both forms a sentence needs. */
interface Deed {
	/** As it stands behind "tried to". */
	readonly wanted: string;
	/** As it stands before "was refused". */
	readonly refused: string;
}

/** What was tried on a product: a change of a value, or one of the deeds the log knows by a field and its values. */
function deedOf( text: ( key: string ) => string, name: string ): Deed {
	if ( text( 'field' ) === 'status' && text( 'to' ) === 'deleted' ) {
		return {
			/* translators: %s: product; stands within "Ann tried to …". */
			wanted: sprintf( __( 'delete %s', 'tillsync' ), name ),
			/* translators: %s: product; stands within "… was refused". */
			refused: sprintf( __( 'Deleting %s', 'tillsync' ), name ),
		};
	}
	if ( text( 'field' ) === 'status' && text( 'to' ) === 'trash' ) {
		return {
			/* translators: %s: product; stands within "Ann tried to …". */
			wanted: sprintf( __( 'move %s to the trash', 'tillsync' ), name ),
			/* translators: %s: product; stands within "… was refused". */
			refused: sprintf( __( 'Moving %s to the trash', 'tillsync' ), name ),
		};
	}
	if ( text( 'field' ) === 'parent' && text( 'from' ) === '' ) {
		return {
			/* translators: %s: product; stands within "Ann tried to …". */
			wanted: sprintf( __( 'add a variation to %s', 'tillsync' ), name ),
			/* translators: %s: product; stands within "… was refused". */
			refused: sprintf( __( 'Adding a variation to %s', 'tillsync' ), name ),
		};
	}
	const fields = text( 'fields' ) || __( 'what the till decides', 'tillsync' );
	const what = change( fields, text( 'from' ), text( 'to' ) );
	return {
		/* translators: 1: field, 2: product; stands within "Ann tried to …". */
		wanted: sprintf( __( 'change %1$s on %2$s', 'tillsync' ), what, name ),
		/* translators: 1: field, 2: product; stands within "… was refused". */
		refused: sprintf( __( 'A change of %1$s on %2$s', 'tillsync' ), what, name ),
	};
}

/**
 * Who tried what on which product, and how. Entries made before ways in were told read as they did.
 *
 * @param facts Facts of the entry; see `RefusedFacts` of the contract.
 * @param name  The product.
 */
export function refusedSentence( facts: ActivityRow[ 'facts' ], name: string ): string {
	const text = ( key: string ): string => String( facts[ key ] ?? '' );
	const { wanted, refused } = deedOf( text, name );
	// That way in is the deed itself.
	const how =
		text( 'door' ) === 'delete' && text( 'field' ) === 'status'
			? ''
			: way( text( 'door' ), text( 'plugin' ) );
	if ( text( 'user' ) === '' ) {
		return how === ''
			? sprintf(
					/* translators: %s: what was tried, such as "A change of SKU on Trail Jersey". */
					__( '%s was refused: the till decides it.', 'tillsync' ),
					refused
				)
			: sprintf(
					/* translators: 1: what was tried, such as "A change of SKU on Trail Jersey", 2: way in, such as "by other code". */
					__( '%1$s %2$s was refused: the till decides it.', 'tillsync' ),
					refused,
					how
				);
	}
	return how === ''
		? sprintf(
				/* translators: 1: user, 2: what they tried, such as "change SKU on Trail Jersey". */
				__( '%1$s tried to %2$s; the till decides it.', 'tillsync' ),
				text( 'user' ),
				wanted
			)
		: sprintf(
				/* translators: 1: user, 2: what they tried, such as "change SKU on Trail Jersey", 3: way in, such as "in the product editor". */
				__( '%1$s tried to %2$s %3$s; the till decides it.', 'tillsync' ),
				text( 'user' ),
				wanted,
				how
			);
}
