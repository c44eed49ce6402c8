import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCK_DOORS } from '@tillsync/contract';

const DOOR = join( __dirname, '../../../plugin/src/Lock/Door.php' );

test( 'the doors of the lock are those the plugin knows', () => {
	const constants = readFileSync( DOOR, 'utf8' ).matchAll( /public const \w+\s*= '(\w+)';/g );
	expect( Array.from( constants, ( [ , value ] ) => value ) ).toEqual( [ ...LOCK_DOORS ] );
} );
