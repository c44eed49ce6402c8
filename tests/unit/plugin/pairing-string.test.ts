/** The pairing string as the plugin writes it, read by the contract. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { decodePairing } from '@tillsync/contract';

const CLASS_FILE = join( __dirname, '../../../plugin/src/Companion/PairingString.php' );
const php = spawnSync( 'php', [ '--version' ] );
const reason = php.status === 0 ? undefined : 'PHP is missing';

function encode( parts: readonly string[] ): string {
	const code = `require ${ JSON.stringify( CLASS_FILE ) }; echo TillSync\\Companion\\PairingString::encode( ...json_decode( stream_get_contents( STDIN ) ) );`;
	const run = spawnSync( 'php', [ '-r', code ], { input: JSON.stringify( parts ) } );
	if ( run.status !== 0 ) {
		throw new Error( run.stderr.toString() + run.stdout.toString() );
	}
	return run.stdout.toString();
}

( reason === undefined ? describe : describe.skip )(
	`Pairing string of the plugin${ reason === undefined ? '' : ` [skipped: ${ reason }]` }`,
	() => {
		test.each( [
			[ 'plain', 'https://shop.example/wp-json/', 'tillsync-companion' ],
			[
				'without pretty addresses',
				'https://shop.example/index.php?rest_route=/',
				'tillsync-companion-2',
			],
			[ 'with letters beyond ASCII', 'https://bücher.example/größe/wp-json/', 'kasse-ü' ],
		] )( '%s', ( _name, root, user ) => {
			const password = 'abcd EFGH 1234 ijkl';
			const shopId = 'c5e05f72-3922-4921-b7ac-443042b400b3';
			expect( decodePairing( encode( [ root, user, password, shopId ] ) ) ).toEqual( {
				ok: true,
				pairing: { v: 1, root, user, password, shop_id: shopId },
			} );
		} );
	}
);
