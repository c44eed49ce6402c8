import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { restApiPage } from './docs.ts';
import { emitSchemas } from './emit.ts';

const root = join( dirname( fileURLToPath( import.meta.url ) ), '../..' );

emitSchemas( join( root, 'plugin/schemas' ) );
writeFileSync( join( root, 'docs/rest-api.md' ), restApiPage() );
