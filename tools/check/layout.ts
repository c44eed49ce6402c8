import { basename, dirname, extname } from 'node:path';

/** A file of the checkout; `text` is undefined for what is not text. */
export type SourceFile = { path: string; text: string | undefined };

const MAX_LINES = 400;
const MAX_FILES = 20;

const CODE = new Set( [ '.ts', '.tsx', '.mjs', '.cjs', '.js', '.php', '.css', '.scss', '.sh' ] );

/** Names that say nothing of what is inside. */
const EMPTY_NAMES = /^(?:utils?|helpers?|managers?|misc|common|functions)(?:\.\w+)+$/i;

/** One table of data, which reads best in one piece. */
const TABLES = new Set( [ 'contract/src/ownership.ts' ] );

/** Folders filled by a program, or that hold one page each. */
const UNCOUNTED_FOLDERS = /^(?:plugin\/schemas|docs)(?:\/|$)|^\.$/;

/** A home folder in a file means that it works on one machine only. */
const MACHINE_PATH = /(?<![\w.~-])\/(?:root|home\/[a-z]\w*|Users\/\w+)\//;

const UNFINISHED = /\b(?:TODO|FIXME)\b/;

/** The rules themselves, and the samples that break them, must name what they forbid. */
const NAMES_THE_FORBIDDEN =
	/^(?:tools\/check\/layout\.ts|eslint\.config\.mjs|tests\/architecture\/.*)$/;

const lines = ( text: string ): string[] => text.replace( /\n$/, '' ).split( '\n' );

/**
 * Rules about files as such: none longer than 400 lines, no folder of code with more than 20 files, no file called
 * `utils`, tests under `tests/` only, nothing left unfinished, no path of somebody's machine, no download address
 * in the lock file.
 *
 * @param files Every file of the checkout, paths relative to its root with `/`.
 * @return One sentence per finding, beginning with the path; empty when all is well.
 */
export function layoutFindings( files: readonly SourceFile[] ): string[] {
	return [ ...files.flatMap( fileFindings ), ...folderFindings( files ) ];
}

function fileFindings( { path, text }: SourceFile ): string[] {
	const findings: string[] = [];
	const code = CODE.has( extname( path ) );

	if ( EMPTY_NAMES.test( basename( path ) ) ) {
		findings.push( `${ path }: call it by what it holds.` );
	}
	if ( ! path.startsWith( 'tests/' ) && /(?:\.(?:test|spec)\.\w+|Test\.php)$/.test( path ) ) {
		findings.push( `${ path }: tests live under tests/.` );
	}
	if ( text === undefined ) {
		return findings;
	}
	if ( path === 'package-lock.json' ) {
		if ( /"resolved": "https?:/.test( text ) ) {
			findings.push( `${ path }: holds download addresses; see .npmrc.` );
		}
		return findings;
	}
	if ( code && ! TABLES.has( path ) && lines( text ).length > MAX_LINES ) {
		findings.push(
			`${ path }: ${ lines( text ).length } lines; split what is longer than ${ MAX_LINES }.`
		);
	}

	if ( NAMES_THE_FORBIDDEN.test( path ) ) {
		return findings;
	}

	lines( text ).forEach( ( line, index ) => {
		if ( code && UNFINISHED.test( line ) ) {
			findings.push( `${ path }:${ index + 1 }: finish it, or open an issue.` );
		}
		if ( MACHINE_PATH.test( line ) ) {
			findings.push( `${ path }:${ index + 1 }: a path that exists on one machine only.` );
		}
	} );

	return findings;
}

function folderFindings( files: readonly SourceFile[] ): string[] {
	const counts = new Map< string, number >();

	for ( const { path } of files ) {
		const folder = dirname( path );
		if ( CODE.has( extname( path ) ) && ! UNCOUNTED_FOLDERS.test( folder ) ) {
			counts.set( folder, ( counts.get( folder ) ?? 0 ) + 1 );
		}
	}

	return [ ...counts ]
		.filter( ( [ , count ] ) => count > MAX_FILES )
		.map(
			( [ folder, count ] ) =>
				`${ folder }: ${ count } files; a folder shows at most ${ MAX_FILES }.`
		);
}
