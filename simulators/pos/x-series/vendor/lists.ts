import type { Faults } from '../faults.ts';
import type { FeedRow } from '../store/feed.ts';
import type { Switches } from '../switches.ts';
import { unreadable } from './rows.ts';
import type { Row } from './rows.ts';

/** What a reader asked of a list. */
export interface ListQuery {
	readonly after?: number | undefined;
	readonly before?: number | undefined;
	readonly size: number;
	readonly descending: boolean;
}

export interface ListRequest< T > {
	/** The vendor's name of the resource: "inventory". */
	readonly resource: string;
	readonly query: ListQuery;
	/** Already within `after` and `before`, ascending. */
	readonly rows: readonly FeedRow< T >[];
	/** Ids by which the missing- and unreadable-row faults know a row. */
	readonly idsOf: ( row: FeedRow< T > ) => readonly string[];
	readonly write: ( row: FeedRow< T > ) => Row;
	readonly envelope: Switches[ 'list_envelope' ];
}

/** The body of a list: rows, envelope, and what the faults make of them. */
export function listBody< T >( request: ListRequest< T >, faults: Faults ): unknown {
	const { resource, query } = request;
	const missing = faults.now().missing_row.ids;
	const rows = faults.strikes( 'empty_feed', resource )
		? []
		: request.rows.filter(
				( row ) =>
					missing.length === 0 ||
					! request.idsOf( row ).some( ( id ) => missing.includes( id ) )
			);
	const page = ( query.descending ? [ ...rows ].reverse() : rows ).slice( 0, query.size );
	const data = page.map( ( row ) => writeRow( row, request, faults ) );
	const versions = page.map( ( row ) => row.version );
	switch ( request.envelope ) {
		case 'bare':
			return data;
		case 'no_version':
			return { data };
		case 'full':
			return {
				data,
				version: {
					min: versions.length > 0 ? Math.min( ...versions ) : null,
					max: versions.length > 0 ? Math.max( ...versions ) : null,
				},
			};
	}
}

/** One row, broken when a fault says so. */
export function writeRow< T >(
	row: FeedRow< T >,
	request: Pick< ListRequest< T >, 'resource' | 'idsOf' | 'write' >,
	faults: Faults
): Row {
	const written = request.write( row );
	const chosen = request
		.idsOf( row )
		.some( ( id ) => faults.now().unreadable_row.ids.includes( id ) );
	return chosen || faults.strikes( 'unreadable_row', request.resource )
		? unreadable( written )
		: written;
}
