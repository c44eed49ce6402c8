import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

export const ROOT = join( __dirname, '..', '..' );

/** A throw-away folder laid out like the checkout, for samples that break a rule on purpose. */
export type SampleTree = {
	folder: string;
	/** Writes a file, path relative to the folder; a file that is there already is replaced. */
	write: ( path: string, text: string ) => void;
	/** Makes a folder importable as a package, the way a workspace is: `link( 'contract', '@tillsync/contract' )`. */
	link: ( path: string, name: string ) => void;
	remove: () => void;
};

export function sampleTree(): SampleTree {
	const folder = mkdtempSync( join( tmpdir(), 'tillsync-samples-' ) );

	return {
		folder,
		write( path, text ) {
			const file = join( folder, path );
			mkdirSync( dirname( file ), { recursive: true } );
			writeFileSync( file, text );
		},
		link( path, name ) {
			const link = join( folder, 'node_modules', name );
			mkdirSync( dirname( link ), { recursive: true } );
			symlinkSync( join( folder, path ), link );
		},
		remove() {
			rmSync( folder, { recursive: true, force: true } );
		},
	};
}

/** Makes packages of the checkout importable in the tree: `zod` → the installed one. */
export function linkPackages( tree: SampleTree, names: readonly string[] ): void {
	for ( const name of names ) {
		tree.link( relative( tree.folder, join( ROOT, 'node_modules', name ) ), name );
	}
}
