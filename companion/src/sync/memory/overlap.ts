import type { CursorState } from '../../domain/shop.ts';
import { compareVersions, type Version } from '../../domain/version.ts';

/** An overlap of so many pages is read again every cycle; a longer one only once it cannot grow any more. */
const SHORT_PAGES = 2;

/**
 * Where reading of one feed starts. Rows with lower versions may turn up late, so a read starts where the cursor stood two
 * minutes ago (`read_from`). After a first import that would be the whole POS again, every cycle for two minutes;
 * a long overlap is therefore read again once, when the window has passed what the last long read reached, and until then
 * reading starts at the cursor. Nothing in an overlap is left out: the lowest start not yet honoured is kept.
 */
export interface Overlap {
	/** What to ask after in this cycle, and whether that honours the overlap. */
	start( cursor: CursorState ): { readonly after: Version; readonly whole: boolean };
	/** A read that honoured the overlap is over: its non-empty pages, and where it ended. */
	finished( read: { readonly pages: number; readonly end: Version } ): void;
	/** A full read has read the feed from 0 up to `end`: as long as an overlap can be, and yet to be read again. */
	readWhole( read: { readonly pages: number; readonly end: Version } ): void;
}

export function createOverlap(): Overlap {
	let owed: Version | null = null;
	let last: { readonly pages: number; readonly end: Version } = { pages: 0, end: '0' };

	return {
		start( { value, read_from } ) {
			owed = owed === null || compareVersions( read_from, owed ) < 0 ? read_from : owed;
			const whole = last.pages <= SHORT_PAGES || compareVersions( read_from, last.end ) >= 0;
			return whole
				? { after: compareVersions( owed, value ) < 0 ? owed : value, whole }
				: { after: value, whole };
		},
		finished( read ) {
			owed = null;
			last = read;
		},
		readWhole( read ) {
			last = read;
		},
	};
}
