/**
 * Runs every PHPUnit file of ./php inside a real shop, with orders in custom tables and in posts; those of the lock also on the
 * newest WordPress and WooCommerce.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runPhpUnit, whyNoPhpUnit } from '../support/php-unit.ts';
import { ALL_SHOPS, describeWithShop } from '../support/real-shop.ts';

const FOLDER = join( __dirname, 'php' );
const testsIn = ( folder: string ): string[] =>
	readdirSync( join( FOLDER, folder ) )
		.filter( ( name ) => name.endsWith( 'Test.php' ) )
		.map( ( name ) => join( folder, name ) );
const OF_THE_LOCK = testsIn( 'lock' );
const FILES = [ ...testsIn( '' ), ...OF_THE_LOCK ];
const TIMEOUT_MS = 300_000;

describeWithShop(
	'PHP tests in WordPress',
	( { shop, mode } ) => {
		test.each( mode === 'newest' ? OF_THE_LOCK : FILES )(
			'%s',
			async ( file ) => {
				const report = `wordpress-${ basename( file, '.php' ) }-${
					mode === 'newest' ? mode : `hpos-${ mode }`
				}`;
				const outcome = await runPhpUnit( shop(), report, [ join( FOLDER, file ) ] );
				if ( outcome.code !== 0 || outcome.tests === 0 ) {
					throw new Error( outcome.output );
				}
				expect( outcome.failures ).toEqual( [] );
			},
			TIMEOUT_MS
		);
	},
	{ skipBecause: whyNoPhpUnit(), modes: ALL_SHOPS }
);
