/**
 * Runs every PHPUnit file of ./php inside a real shop, with orders in custom tables and in posts.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runPhpUnit, whyNoPhpUnit } from '../support/php-unit.ts';
import { describeWithShop } from '../support/real-shop.ts';

const FOLDER = join( __dirname, 'php' );
const FILES = readdirSync( FOLDER ).filter( ( name ) => name.endsWith( 'Test.php' ) );
const TIMEOUT_MS = 300_000;

describeWithShop(
	'PHP tests in WordPress',
	( { shop, hpos } ) => {
		test.each( FILES )(
			'%s',
			async ( file ) => {
				const report = `wordpress-${ file.replace( '.php', '' ) }-hpos-${ hpos }`;
				const outcome = await runPhpUnit( shop(), report, [ join( FOLDER, file ) ] );
				if ( outcome.code !== 0 || outcome.tests === 0 ) {
					throw new Error( outcome.output );
				}
				expect( outcome.failures ).toEqual( [] );
			},
			TIMEOUT_MS
		);
	},
	{ skipBecause: whyNoPhpUnit() }
);
