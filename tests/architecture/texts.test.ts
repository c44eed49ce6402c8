/** The file translators start from holds every text there is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWNERSHIP } from '@tillsync/contract';
import { labelSource, TEXTS, textsFile, textSources } from '../../tools/package/texts.ts';
import { productVersion } from '../../tools/package/versions.ts';

const ROOT = join( __dirname, '../..' );

test( 'it is up to date (else: npm run texts)', () => {
	expect( readFileSync( join( ROOT, TEXTS ), 'utf8' ) ).toBe(
		textsFile( textSources( ROOT ), productVersion( ROOT ) )
	);
} );

test( 'the labels of all fields of the ownership table stand in it', () => {
	const file = readFileSync( join( ROOT, TEXTS ), 'utf8' );
	for ( const { label } of Object.values( OWNERSHIP ) ) {
		expect( file ).toContain( `msgid "${ label }"\n` );
	}
	const source = labelSource( JSON.stringify( { one: { label: "Owner's \\ mark" } } ) );
	expect( textsFile( [ source ], '1.2.3' ) ).toContain(
		'#: schemas/ownership.json\nmsgid "Owner\'s \\\\ mark"'
	);
} );

test( 'a text stands in it once, with its remark, its plural and where it is used', () => {
	const php = `sprintf(
		/* translators: %d: products */
		_n( '%d product is held.', '%d "products" are held.', $count, 'tillsync' ), $count
	); esc_html__( 'Don\\'t', 'tillsync' );`;
	const page = `<p>{ __( 'Don’t', 'tillsync' ) }</p>{ __(
		'Don\\'t',
		'tillsync'
	) }`;
	const file = textsFile(
		[
			{ reference: 'src/Brake.php', language: 'php', code: php },
			{ reference: 'build/index.js', language: 'javascript', code: page },
		],
		'1.2.3'
	);
	expect( file ).toContain( 'TillSync for WooCommerce 1.2.3' );
	expect( file.split( '\n\n' ).slice( 1 ) ).toEqual( [
		`#. translators: %d: products
#: src/Brake.php
#, php-format
msgid "%d product is held."
msgid_plural "%d \\"products\\" are held."
msgstr[0] ""
msgstr[1] ""`,
		`#: src/Brake.php
#: build/index.js
msgid "Don't"
msgstr ""`,
		`#: build/index.js
msgid "Don’t"
msgstr ""
`,
	] );
} );
