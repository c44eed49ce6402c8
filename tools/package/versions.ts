import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a version stands, and how to find it there. */
const PLACES: [ file: string, pattern: RegExp ][] = [
	[ 'package.json', /"version": "([^"]+)"/ ],
	[ 'companion/package.json', /"version": "([^"]+)"/ ],
	[ 'contract/package.json', /"version": "([^"]+)"/ ],
	[ 'simulators/package.json', /"version": "([^"]+)"/ ],
	[ 'plugin/tillsync.php', /^\s*\*?\s*Version:\s*(\S+)/m ],
	[ 'plugin/readme.txt', /^Stable tag:\s*(\S+)/m ],
];

/**
 * The version of the product, which stands in several places because each of their readers looks in its own.
 *
 * @param root The checkout.
 * @throws When two places disagree or one has none; the message names them all.
 */
export function productVersion( root: string ): string {
	const found = PLACES.map( ( [ file, pattern ] ) => ( {
		file,
		version: pattern.exec( readFileSync( join( root, file ), 'utf8' ) )?.[ 1 ] ?? 'none',
	} ) );
	const [ first ] = found;

	if (
		! first ||
		first.version === 'none' ||
		found.some( ( { version } ) => version !== first.version )
	) {
		throw new Error(
			`The versions disagree: ${ found.map( ( { file, version } ) => `${ file } ${ version }` ).join( ', ' ) }.`
		);
	}

	return first.version;
}
