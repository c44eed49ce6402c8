import type { ActivityRow } from '@tillsync/contract';
import { __, _n, sprintf } from '@wordpress/i18n';
import { formatCount } from '../words/numbers.ts';
import type { Outcome } from './kinds.ts';
import { activitySentence } from './sentence.ts';

/** Entries that one request or one event of the till caused, newest first. */
export interface Group {
	/** Stable as entries are added. */
	readonly key: string;
	/** At least one. */
	readonly rows: readonly [ ActivityRow, ...ActivityRow[] ];
}

/** Puts entries with the same cause together, at the place of the newest. Entries without a cause stand alone. */
export function groupByCause( rows: readonly ActivityRow[] ): Group[] {
	const groups = new Map< string, [ ActivityRow, ...ActivityRow[] ] >();
	for ( const row of rows ) {
		const key = row.cause === null ? `row:${ row.id }` : `cause:${ row.cause }`;
		const group = groups.get( key );
		if ( group ) {
			group.push( row );
		} else {
			groups.set( key, [ row ] );
		}
	}
	return [ ...groups ].map( ( [ key, members ] ) => ( { key, rows: members } ) );
}

const HARM: Readonly< Record< Outcome, number > > = { failed: 3, held: 2, ok: 1, info: 0 };

/** The entry a group is told by: its worst one, of these the newest. */
export function leading( { rows }: Group ): ActivityRow {
	return rows.reduce( ( worst, row ) =>
		HARM[ row.outcome ] > HARM[ worst.outcome ] ? row : worst
	);
}

/**
 * What a group of several entries is about, in one sentence.
 *
 * @param group The group.
 * @param cut   It may have more members than are here; the number then says so.
 */
export function groupSentence( group: Group, cut = false ): string {
	const { rows } = group;
	const counted = ( count: number ) => formatCount( count ) + ( cut ? '+' : '' );
	const products = counted( rows.length );
	switch ( rows.every( ( { kind } ) => kind === rows[ 0 ].kind ) ? rows[ 0 ].kind : null ) {
		case 'level':
			return sprintf(
				/* translators: %s: number of products. */
				_n( '%s product updated', '%s products updated', rows.length, 'tillsync' ),
				products
			);
		case 'check':
			return sprintf(
				/* translators: %s: number of products. */
				_n( '%s product put back', '%s products put back', rows.length, 'tillsync' ),
				products
			);
		case 'link':
			return sprintf(
				/* translators: %s: number of products. */
				_n( '%s product linked', '%s products linked', rows.length, 'tillsync' ),
				products
			);
		case 'unlink':
			return sprintf(
				/* translators: %s: number of products. */
				_n( '%s product unlinked', '%s products unlinked', rows.length, 'tillsync' ),
				products
			);
		case 'refused':
			return sprintf(
				/* translators: %s: number of changes. */
				_n(
					'%s change refused: the till decides it',
					'%s changes refused: the till decides them',
					rows.length,
					'tillsync'
				),
				products
			);
		default:
			return sprintf(
				/* translators: 1: what happened, as a sentence, 2: number of further entries. */
				__( '%1$s And %2$s more.', 'tillsync' ),
				activitySentence( leading( group ) ),
				counted( rows.length - 1 )
			);
	}
}
