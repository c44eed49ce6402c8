/** `npm run texts`: collects every translatable text into the file translators start from. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../check/processes.ts';
import { TEXTS, textsFile, textSources } from './texts.ts';
import { productVersion } from './versions.ts';

writeFileSync( join( ROOT, TEXTS ), textsFile( textSources( ROOT ), productVersion( ROOT ) ) );
console.log( TEXTS );
