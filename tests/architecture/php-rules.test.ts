import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, sampleTree, type SampleTree } from './sample-tree.ts';

const hasPhp = spawnSync( 'php', [ '--version' ] ).status === 0;
const withPhp = hasPhp ? describe : describe.skip;

const STRICT = '<?php\ndeclare( strict_types=1 );\n';

/** Rule, file, code that breaks it. */
const WRONG: [ rule: string, file: string, code: string ][] = [
	[ 'hooks', 'src/Stock/Ledger.php', "add_action( 'init', 'strlen' );" ],
	[ 'hooks', 'src/Lock/WriterScope.php', "\\remove_filter( 'init', 'strlen' );" ],
	[ 'pure', 'src/Stock/StockEquation.php', "echo get_option( 'x' );" ],
	[ 'pure', 'src/Lock/FieldPolicy.php', 'function now() { return time(); }' ],
	[ 'pure', 'src/Orders/OrderSnapshot.php', 'function ask() { global $wpdb; }' ],
	[ 'pure', 'src/Catalogue/ProposalPlan.php', 'function plan( \\WC_Product $product ) {}' ],
	[ 'request', 'src/Rest/StockController.php', "$level = $_POST['level'];" ],
	[
		'open-route',
		'src/Rest/ShopController.php',
		"$route = [ 'permission_callback' => '__return_true' ];",
	],
];

/** File and code that look similar and are allowed. */
const RIGHT: [ file: string, code: string ][] = [
	[ 'src/Admin/Page.php', "$page = $_GET['page'] ?? '';" ],
	[ 'src/Plugin.php', "add_action( 'init', 'strlen' );" ],
	[ 'src/Lock/EditorGuard.php', "$level = $_POST['level'];" ],
	[
		'src/Support/Words.php',
		"// add_action( 'init' ) is for Plugin.php\n$this->add_action( 'x' ); $text = 'add_filter( $_POST )';",
	],
	[ 'src/Stock/StockWriter.php', 'function write() { return time(); }' ],
];

/** A pure class with what it may use: functions of PHP and its own. */
const PURE = `${ STRICT }namespace TillSync\\Stock;
final class StockEquation {
	public function level( string ...$parts ): string {
		return self::sum( array_map( 'trim', $parts ) );
	}
	private static function sum( array $parts ): string {
		return implode( '', $parts );
	}
}
`;

function findings( tree: SampleTree ): { code: number | null; lines: string[] } {
	const { status, stdout } = spawnSync(
		'php',
		[ join( ROOT, 'tools', 'check', 'php-rules.php' ), tree.folder ],
		{
			encoding: 'utf8',
		}
	);

	return { code: status, lines: stdout.split( '\n' ).filter( Boolean ) };
}

withPhp( hasPhp ? 'PHP rules' : 'PHP rules (skipped: no php)', () => {
	let tree: SampleTree;

	beforeEach( () => {
		tree = sampleTree();
	} );

	afterEach( () => {
		tree.remove();
	} );

	test.each( WRONG )( '%s: %s', ( rule, file, code ) => {
		tree.write( file, `${ STRICT }${ code }\n` );

		const { code: exit, lines } = findings( tree );

		expect( exit ).toBe( 1 );
		expect( lines ).not.toEqual( [] );
		expect( lines.every( ( line ) => line.startsWith( `${ file }:3  ${ rule }  ` ) ) ).toBe(
			true
		);
	} );

	test( 'strict: a file without strict types', () => {
		tree.write( 'src/Support/Clock.php', '<?php\n' );

		expect( findings( tree ).lines ).toEqual( [
			'src/Support/Clock.php:1  strict  declare( strict_types=1 ) is missing',
		] );
	} );

	test( 'what is allowed finds nothing', () => {
		for ( const [ file, code ] of RIGHT ) {
			tree.write( file, `${ STRICT }${ code }\n` );
		}
		tree.write( 'src/Stock/StockEquation.php', PURE );

		expect( findings( tree ) ).toEqual( { code: 0, lines: [] } );
	} );
} );
