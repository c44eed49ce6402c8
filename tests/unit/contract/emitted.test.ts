/** What is made from the contract and committed must be what the contract says now. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { restApiPage } from '@tillsync/contract/docs';
import { schemaFiles } from '@tillsync/contract/emit';

const ROOT = join( __dirname, '../../..' );
const SCHEMAS = join( ROOT, 'plugin/schemas' );

test.each( [ ...schemaFiles() ] )(
	'plugin/schemas/%s is up to date (else: npm run schemas)',
	( name, text ) => {
		expect( readFileSync( join( SCHEMAS, name ), 'utf8' ) ).toBe( text );
	}
);

test( 'plugin/schemas holds nothing else', () => {
	expect( readdirSync( SCHEMAS ).sort() ).toEqual( [ ...schemaFiles().keys() ].sort() );
} );

test( 'docs/rest-api.md is up to date (else: npm run schemas)', () => {
	expect( readFileSync( join( ROOT, 'docs/rest-api.md' ), 'utf8' ) ).toBe( restApiPage() );
} );
