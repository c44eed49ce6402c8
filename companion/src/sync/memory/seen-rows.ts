import type { ParkedRow } from '../../domain/shop.ts';
import type { Version } from '../../domain/version.ts';

const MOST = 5_000;

/** A row by what tells it from the others of its feed, with the item it belongs to. */
export interface SeenKey {
	readonly key: string;
	readonly itemId: string;
	readonly version: Version;
}

/**
 * Rows the shop has answered for, so that the overlap of two reads is not sent again. Only an economy: what has been
 * forgotten is sent once more and answered `stale`. Holds the latest 5,000.
 */
export interface SeenRows< Row > {
	fresh( rows: readonly Row[] ): Row[];
	freshParked( parked: readonly ParkedRow[] ): ParkedRow[];
	remember( rows: readonly Row[] ): void;
	rememberParked( parked: readonly ParkedRow[] ): void;
	clear(): void;
}

export function createSeenRows< Row >( keyOf: ( row: Row ) => SeenKey ): SeenRows< Row > {
	const seen = new Map< string, string >();
	const parkedKey = ( id: string | null ) => `parked ${ id ?? '' }`;

	function put( key: string, value: string ): void {
		seen.delete( key );
		seen.set( key, value );
		if ( seen.size > MOST ) {
			const [ oldest ] = seen.keys();
			seen.delete( oldest ?? key );
		}
	}

	return {
		fresh: ( rows ) =>
			rows.filter( ( row ) => {
				const { key, version } = keyOf( row );
				return seen.get( key ) !== version;
			} ),
		freshParked: ( parked ) =>
			parked.filter( ( { id, reason } ) => seen.get( parkedKey( id ) ) !== reason ),
		remember( rows ) {
			for ( const row of rows ) {
				const { key, itemId, version } = keyOf( row );
				put( key, version );
				// Readable again: should it break a second time, the shop hears of it a second time.
				seen.delete( parkedKey( itemId ) );
			}
		},
		rememberParked( parked ) {
			for ( const { id, reason } of parked ) {
				put( parkedKey( id ), reason );
			}
		},
		clear: () => seen.clear(),
	};
}
