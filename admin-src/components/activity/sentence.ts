import type { ActivityRow } from '@tillsync/contract';
import { __, _n, sprintf } from '@wordpress/i18n';
import { formatCount, formatLevel } from '../words/numbers.ts';
import type { Kind } from './kinds.ts';
import { refusedSentence } from './refused.ts';

/** The facts of an entry, read one by one: a fact that is missing is an empty text. */
interface Reader {
	/** What the entry is about. */
	readonly name: string;
	readonly failed: boolean;
	text( key: string ): string;
	/** A level as people write it; empty: unknown. */
	level( key: string ): string;
	/** A count; null: not told. */
	count( key: string ): number | null;
}

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

function read( row: ActivityRow ): Reader {
	const text = ( key: string ): string => {
		const value = row.facts[ key ];
		return value === undefined ? '' : String( value );
	};
	return {
		name: row.name ?? __( 'An item that is gone', 'tillsync' ),
		failed: row.outcome === 'failed',
		text,
		level: ( key ) => ( DECIMAL.test( text( key ) ) ? formatLevel( text( key ) ) : '' ),
		count: ( key ) => ( /^\d+$/.test( text( key ) ) ? Number( text( key ) ) : null ),
	};
}

function levelSentence( { name, failed, level }: Reader ): string {
	const [ from, to ] = [ level( 'from' ), level( 'to' ) ];
	if ( failed ) {
		/* translators: %s: product. */
		return sprintf( __( '%s could not be updated.', 'tillsync' ), name );
	}
	if ( to === '' ) {
		return sprintf(
			/* translators: %s: product. */
			__( '%s is in stock without a number, as at the till.', 'tillsync' ),
			name
		);
	}
	return from === ''
		? /* translators: 1: product, 2: number of units. */
			sprintf( __( '%1$s shows %2$s now.', 'tillsync' ), name, to )
		: /* translators: 1: product, 2: units before, 3: units now. */
			sprintf( __( '%1$s went from %2$s to %3$s.', 'tillsync' ), name, from, to );
}

function checkSentence( { name, level }: Reader ): string {
	const [ from, to ] = [ level( 'from' ), level( 'to' ) ];
	return from === '' || to === ''
		? /* translators: %s: product. */
			sprintf( __( '%s had been changed in the shop and was put back.', 'tillsync' ), name )
		: sprintf(
				/* translators: 1: product, 2: units somebody set in the shop, 3: units at the till. */
				__( '%1$s stood at %2$s in the shop and was put back to %3$s.', 'tillsync' ),
				name,
				from,
				to
			);
}

function heldSentence( row: ActivityRow, { name, count, level }: Reader ): string {
	if ( row.name !== null && level( 'to' ) !== '' ) {
		return sprintf(
			/* translators: 1: product, 2: number of units. */
			__( '%1$s would go to %2$s and is held until somebody approves it.', 'tillsync' ),
			name,
			level( 'to' )
		);
	}
	const held = count( 'count' ) ?? 1;
	return sprintf(
		/* translators: %s: number of changes. */
		_n(
			'%s change is held until somebody approves it.',
			'%s changes are held until somebody approves them.',
			held,
			'tillsync'
		),
		formatCount( held )
	);
}

/** `reason` (or `event`) of an entry about the companion. */
const COMPANION: Readonly< Record< string, () => string > > = {
	started: () => __( 'The companion started.', 'tillsync' ),
	stopped: () => __( 'The companion stopped.', 'tillsync' ),
	paired: () => __( 'A companion credential was made.', 'tillsync' ),
	revoked: () => __( 'The companion’s credential was revoked.', 'tillsync' ),
};

/** `reason` of an entry about a connection. */
const FAILURES: Readonly< Record< string, () => string > > = {
	ok: () => __( 'The till answers again.', 'tillsync' ),
	unauthorized: () => __( 'The till no longer accepts the companion’s access.', 'tillsync' ),
	unavailable: () => __( 'The till cannot be reached.', 'tillsync' ),
	rate_limited: () => __( 'The till asked the companion to slow down.', 'tillsync' ),
	not_configured: () => __( 'The companion has no till yet.', 'tillsync' ),
	companion_silent: () =>
		__( 'The companion has gone silent. Sales at the till do not reach the shop.', 'tillsync' ),
	companion_back: () => __( 'The companion is back.', 'tillsync' ),
};

function told(
	words: Readonly< Record< string, () => string > >,
	{ text }: Reader
): string | null {
	for ( const key of [ 'event', 'reason', 'pos', 'state', 'kind' ] ) {
		const word = text( key );
		if ( Object.hasOwn( words, word ) ) {
			return words[ word ]?.() ?? null;
		}
	}
	return null;
}

function failureSentence( reader: Reader ): string {
	const known = told( FAILURES, reader );
	if ( known !== null ) {
		return known;
	}
	return reader.failed
		? __( 'The connection to the till stopped.', 'tillsync' )
		: __( 'The connection to the till is back.', 'tillsync' );
}

/** `kind` (or `command`) of a command. */
const COMMANDS: Readonly< Record< string, () => string > > = {
	check: () => __( 'Every level was compared with the till.', 'tillsync' ),
	full_read: () => __( 'Everything was read from the till again.', 'tillsync' ),
	approve_brake: () => __( 'Held changes were approved.', 'tillsync' ),
};

function commandSentence( row: ActivityRow, reader: Reader ): string {
	if ( reader.failed ) {
		const reason = reader.text( 'message' ) || reader.text( 'reason' );
		return reason === ''
			? __( 'What you asked of the companion did not work.', 'tillsync' )
			: sprintf(
					/* translators: %s: what went wrong. */
					__( 'What you asked of the companion did not work: %s', 'tillsync' ),
					reason
				);
	}
	const word = reader.text( 'kind' ) || reader.text( 'command' );
	if ( Object.hasOwn( COMMANDS, word ) ) {
		return COMMANDS[ word ]?.() ?? '';
	}
	return row.name === null
		? __( 'The companion did what you asked for.', 'tillsync' )
		: /* translators: %s: product. */
			sprintf( __( '%s was read from the till again.', 'tillsync' ), row.name );
}

function settingsSentence( { text }: Reader ): string {
	return text( 'user' ) === ''
		? __( 'The settings were saved.', 'tillsync' )
		: /* translators: %s: user. */
			sprintf( __( '%s saved the settings.', 'tillsync' ), text( 'user' ) );
}

function catalogueSentence( row: ActivityRow, { count, name }: Reader ): string {
	if ( row.name !== null ) {
		/* translators: %s: product. */
		return sprintf( __( '%s was changed at the till.', 'tillsync' ), name );
	}
	const items = count( 'count' ) ?? 1;
	return count( 'new' ) === items
		? sprintf(
				/* translators: %s: number of items. */
				_n( '%s new item at the till.', '%s new items at the till.', items, 'tillsync' ),
				formatCount( items )
			)
		: sprintf(
				/* translators: %s: number of items. */
				_n(
					'%s item changed at the till.',
					'%s items changed at the till.',
					items,
					'tillsync'
				),
				formatCount( items )
			);
}

function parkedSentence( row: ActivityRow, { text, name }: Reader ): string {
	const about = row.name === null ? __( 'An entry of the till', 'tillsync' ) : name;
	return text( 'reason' ) === ''
		? /* translators: %s: product. */
			sprintf( __( '%s could not be read; TillSync asks for it again.', 'tillsync' ), about )
		: sprintf(
				/* translators: 1: product, 2: what is wrong. */
				__( '%1$s could not be read (%2$s); TillSync asks for it again.', 'tillsync' ),
				about,
				text( 'reason' )
			);
}

function approvedSentence( { count, text }: Reader ): string {
	const approved = count( 'count' ) ?? 1;
	return text( 'user' ) === ''
		? sprintf(
				/* translators: %s: number of changes. */
				_n(
					'%s held change was approved.',
					'%s held changes were approved.',
					approved,
					'tillsync'
				),
				formatCount( approved )
			)
		: sprintf(
				/* translators: 1: user, 2: number of changes. */
				_n(
					'%1$s approved %2$s held change.',
					'%1$s approved %2$s held changes.',
					approved,
					'tillsync'
				),
				text( 'user' ),
				formatCount( approved )
			);
}

/** One sentence for each kind. A new kind does not compile without its sentence. */
const SENTENCES: Readonly< Record< Kind, ( row: ActivityRow, reader: Reader ) => string > > = {
	level: ( _row, reader ) => levelSentence( reader ),
	check: ( _row, reader ) => checkSentence( reader ),
	held: heldSentence,
	approved: ( _row, reader ) => approvedSentence( reader ),
	link: ( _row, reader ) =>
		/* translators: %s: product. */
		sprintf( __( '%s was linked; the till decides its stock now.', 'tillsync' ), reader.name ),
	unlink: ( _row, reader ) =>
		/* translators: %s: product. */
		sprintf( __( '%s was unlinked and kept its stock.', 'tillsync' ), reader.name ),
	catalogue: catalogueSentence,
	refused: ( row, { name } ) => refusedSentence( row.facts, name ),
	parked: parkedSentence,
	companion: ( _row, reader ) =>
		told( COMPANION, reader ) ?? __( 'The companion reported in.', 'tillsync' ),
	failure: ( _row, reader ) => failureSentence( reader ),
	settings: ( _row, reader ) => settingsSentence( reader ),
	command: commandSentence,
};

/** What happened, in one sentence. */
export function activitySentence( row: ActivityRow ): string {
	return SENTENCES[ row.kind ]( row, read( row ) );
}
