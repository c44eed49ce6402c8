/** A row as a reader of the feed sees it. */
export interface FeedRow< T > {
	readonly id: string;
	readonly version: number;
	readonly value: T;
}

interface Pending< T > {
	readonly id: string;
	readonly value: T;
	readonly changedAt: number;
	/** A late row took its version when it changed and is shown later. */
	readonly late: { readonly version: number; readonly hold: Hold } | null;
}

/** A row held back although it already has its version. */
export interface Hold {
	readonly ms: number;
	/** False as soon as the row may be seen whatever the time. */
	stands(): boolean;
}

export interface FeedTiming {
	/** Milliseconds since 1970. */
	now(): number;
	/** How long a change stays unseen, now; 0 shows it at once. */
	lagMs(): number;
	/** Asked once for each change; null for an ordinary one. */
	takeHold(): Hold | null;
}

export interface Feed< T > {
	/** Records a change. It is shown when lag and lateness allow. */
	put( id: string, value: T ): void;
	/** Rows in ascending order of version, `after` and `before` excluded. */
	rows( range: {
		readonly after?: number | undefined;
		readonly before?: number | undefined;
	} ): readonly FeedRow< T >[];
	/** The row as shown now, or null. */
	row( id: string ): FeedRow< T > | null;
	/** How many changes are not shown yet. */
	pending(): number;
}

/**
 * One resource's change feed: rows by id, each with the version of its latest
 * shown change.
 *
 * Lag and lateness are looked at when somebody reads, so no timer runs; a
 * shorter lag, or switching lateness off, shows the waiting rows at once. The
 * version of a row never falls: a late change that a newer one of the same row
 * has overtaken is dropped.
 */
export function createFeed< T >( nextVersion: () => number, timing: FeedTiming ): Feed< T > {
	const shown = new Map< string, FeedRow< T > >();
	let waiting: Pending< T >[] = [];
	let sorted: FeedRow< T >[] | null = null;

	function show( change: Pending< T > ): void {
		const version = change.late?.version ?? nextVersion();
		const current = shown.get( change.id );
		if ( current && current.version > version ) {
			return;
		}
		shown.set( change.id, {
			id: change.id,
			version,
			value: change.value,
		} );
		sorted = null;
	}

	function isDue( change: Pending< T > ): boolean {
		const held = change.late?.hold.stands() ? change.late.hold.ms : 0;
		return timing.now() >= change.changedAt + timing.lagMs() + held;
	}

	function settle(): void {
		if ( waiting.length === 0 ) {
			return;
		}
		const still: Pending< T >[] = [];
		for ( const change of waiting ) {
			if ( isDue( change ) ) {
				show( change );
			} else {
				still.push( change );
			}
		}
		waiting = still;
	}

	return {
		put( id, value ) {
			settle();
			const hold = timing.takeHold();
			waiting.push( {
				id,
				value,
				changedAt: timing.now(),
				late: hold && { version: nextVersion(), hold },
			} );
			settle();
		},
		rows( { after = -1, before = Infinity } ) {
			settle();
			sorted ??= [ ...shown.values() ].sort( ( a, b ) => a.version - b.version );
			return sorted.slice(
				firstIndex( sorted, ( row ) => row.version > after ),
				firstIndex( sorted, ( row ) => row.version >= before )
			);
		},
		row( id ) {
			settle();
			return shown.get( id ) ?? null;
		},
		pending() {
			settle();
			return waiting.length;
		},
	};
}

/** The first index at which the condition holds; it must hold from there on. */
function firstIndex< T >( list: readonly T[], holds: ( item: T ) => boolean ): number {
	let low = 0;
	let high = list.length;
	while ( low < high ) {
		const middle = ( low + high ) >>> 1;
		const item = list[ middle ];
		if ( item !== undefined && holds( item ) ) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return low;
}
