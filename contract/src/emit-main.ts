import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emitSchemas } from './emit.ts';

emitSchemas( join( dirname( fileURLToPath( import.meta.url ) ), '../../plugin/schemas' ) );
