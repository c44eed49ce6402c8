import { layoutFindings } from '../../tools/check/layout.ts';

const lines = ( count: number ): string => 'x\n'.repeat( count );

describe( 'layout', () => {
	test.each( [
		[ 'companion/src/net/utils.ts', 'x' ],
		[ 'plugin/src/Stock/helpers.php', 'x' ],
		[ 'companion/src/net/http.test.ts', 'x' ],
		[ 'plugin/src/Stock/LedgerTest.php', 'x' ],
		[ 'companion/src/net/http.ts', lines( 401 ) ],
		[ 'companion/src/net/http.ts', '// TODO later' ],
		[ 'docs/testing.md', 'Open /home/someone/project/file.ts' ],
		[ 'package-lock.json', '"resolved": "https://example.org/a.tgz"' ],
	] )( '%s is a finding', ( path, text ) => {
		expect( layoutFindings( [ { path, text } ] ) ).toHaveLength( 1 );
	} );

	test.each( [
		[ 'companion/src/net/http.ts', lines( 400 ) ],
		[ 'contract/src/ownership.ts', lines( 900 ) ],
		[ 'tests/unit/companion/http.test.ts', 'x' ],
		[ 'tests/unit/plugin/LedgerTest.php', 'x' ],
		[ 'docs/rest-api.md', lines( 900 ) ],
		[ 'README.md', 'Settings live in ~/.config/tillsync, or $HOME/root/file.' ],
		[ 'package-lock.json', '"resolved": "contract"' ],
	] )( '%s is fine', ( path, text ) => {
		expect( layoutFindings( [ { path, text } ] ) ).toEqual( [] );
	} );

	test( 'a folder may hold 20 files of code, not 21', () => {
		const files = ( count: number ) =>
			Array.from( { length: count }, ( _, index ) => ( {
				path: `companion/src/sync/part-${ index }.ts`,
				text: 'x',
			} ) );

		expect( layoutFindings( files( 20 ) ) ).toEqual( [] );
		expect( layoutFindings( files( 21 ) ) ).toHaveLength( 1 );
	} );
} );
