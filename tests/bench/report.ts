/**
 * The table of figures in docs/performance.md.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** One line of the table. */
export interface Figure {
	readonly what: string;
	/** As people read it, with its unit. */
	readonly value: string;
	/** The promise, or empty where none is made. */
	readonly promise: string;
	/** Whether the promise is kept; null where none is made. */
	readonly kept: boolean | null;
}

const START = '<!-- figures: written by npm run bench -->';
const END = '<!-- end of figures -->';

const INTRODUCTION = `# Performance

What the parts cost, measured by \`npm run bench\` on a real WordPress with WooCommerce and the simulated till, all on one
machine. Compare the ratios; the absolute numbers are those of the machine below.
`;

function table( figures: readonly Figure[] ): string {
	const mark = ( kept: boolean | null ): string => {
		if ( kept === null ) {
			return '';
		}
		return kept ? 'yes' : '**no**';
	};
	return [
		'| figure | measured | promise | kept |',
		'| --- | --- | --- | --- |',
		...figures.map(
			( { what, value, promise, kept } ) =>
				`| ${ what } | ${ value } | ${ promise } | ${ mark( kept ) } |`
		),
	].join( '\n' );
}

/** The figures as plain text for a terminal. */
export function printable( figures: readonly Figure[] ): string {
	return figures
		.map( ( { what, value, promise, kept } ) => {
			const verdict = kept === null ? '' : ` (${ promise }: ${ kept ? 'kept' : 'NOT kept' })`;
			return `${ what }: ${ value }${ verdict }`;
		} )
		.join( '\n' );
}

/**
 * Rewrites the part between the markers, and only that; makes the file when there is none.
 *
 * @param file    docs/performance.md.
 * @param setting One sentence: machine and versions.
 * @param figures All figures of this run.
 */
export function writeReport( file: string, setting: string, figures: readonly Figure[] ): void {
	const part = `${ START }\n\n${ setting }\n\n${ table( figures ) }\n\n${ END }`;
	const old = existsSync( file )
		? readFileSync( file, 'utf8' )
		: `${ INTRODUCTION }\n${ START }\n${ END }\n`;
	const from = old.indexOf( START );
	const to = old.indexOf( END );
	if ( from < 0 || to < from ) {
		throw new Error(
			`${ file } has lost the markers around its figures: put "${ START }" and "${ END }" back.`
		);
	}
	writeFileSync( file, `${ old.slice( 0, from ) }${ part }${ old.slice( to + END.length ) }` );
}
