/**
 * `npm run lock`: after `npm install` has changed package-lock.json, adds the packages for other platforms that npm
 * left out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLock, missingPackages, type LockFile } from './lock-file.ts';
import { ROOT } from './processes.ts';

const file = join( ROOT, 'package-lock.json' );
const lock = JSON.parse( readFileSync( file, 'utf8' ) ) as LockFile;
const missing = missingPackages( lock );

if ( missing.length > 0 ) {
	writeFileSync( file, `${ JSON.stringify( completeLock( lock ), null, '\t' ) }\n` );
}
console.log( `${ missing.length } added.` );
