import { junitCases, outcomes, totals, type JestReport } from '../../tools/check/reports.ts';

const jestReport = ( ...tests: [ title: string, status: string ][] ): JestReport => ( {
	testResults: [
		{
			name: '/checkout/tests/php.test.ts',
			status: 'passed',
			assertionResults: tests.map( ( [ title, status ] ) => ( {
				title,
				status,
				fullName: `PHP ${ title }`,
			} ) ),
		},
	],
} );

const junit = ( file: string, ...bodies: string[] ): string =>
	`<testsuites><testsuite name="x" tests="9">${ bodies
		.map(
			( body, index ) =>
				`<testcase name="test_${ index }" class="A\\B" file="/checkout/${ file }" line="3">${ body }</testcase>`
		)
		.join(
			''
		) }<testcase name="last &quot;one&quot;" class="A" file="/checkout/${ file }"/></testsuite></testsuites>`;

describe( 'the sum of the test reports', () => {
	test( 'counts jest tests by state; pending and todo are skipped', () => {
		const report = jestReport(
			[ 'a', 'passed' ],
			[ 'b', 'failed' ],
			[ 'c', 'pending' ],
			[ 'd', 'todo' ]
		);

		expect( totals( outcomes( report, [] ) ) ).toEqual( { passed: 1, failed: 1, skipped: 2 } );
	} );

	test( 'a test file that cannot be run is a failure', () => {
		const report = {
			testResults: [ { name: 'x.test.ts', status: 'failed', assertionResults: [] } ],
		};

		expect( totals( outcomes( report, [] ) ) ).toEqual( { passed: 0, failed: 1, skipped: 0 } );
	} );

	test( 'reads the cases of a JUnit report', () => {
		const cases = junitCases(
			'shop',
			junit( 'LockTest.php', '', '<failure>x</failure>', '<skipped/>', '<error>y</error>' )
		);

		expect( cases.map( ( { state } ) => state ) ).toEqual( [
			'passed',
			'failed',
			'skipped',
			'failed',
			'passed',
		] );
		expect( cases[ 0 ] ).toEqual( {
			name: 'shop › A\\B › test_0',
			file: 'LockTest.php',
			state: 'passed',
		} );
		expect( cases[ 4 ]?.name ).toBe( 'shop › A › last "one"' );
	} );

	test( 'a jest test that ran a PHPUnit file is counted by the cases of that file alone', () => {
		const cases = junitCases( 'shop', junit( 'LockTest.php', '' ) );

		expect( totals( outcomes( jestReport( [ 'LockTest.php', 'passed' ] ), cases ) ) ).toEqual( {
			passed: 2,
			failed: 0,
			skipped: 0,
		} );
	} );

	test( 'a run that crashed after its last passing case is a failure', () => {
		const cases = junitCases( 'shop', junit( 'LockTest.php', '' ) );

		expect( totals( outcomes( jestReport( [ 'LockTest.php', 'failed' ] ), cases ) ) ).toEqual( {
			passed: 2,
			failed: 1,
			skipped: 0,
		} );
	} );

	test( 'a failed case is not counted again as its failed run', () => {
		const cases = junitCases( 'shop', junit( 'LockTest.php', '<failure>x</failure>' ) );

		expect( totals( outcomes( jestReport( [ 'LockTest.php', 'failed' ] ), cases ) ) ).toEqual( {
			passed: 1,
			failed: 1,
			skipped: 0,
		} );
	} );

	test( 'a run without a report counts itself', () => {
		expect( totals( outcomes( jestReport( [ 'LockTest.php', 'passed' ] ), [] ) ) ).toEqual( {
			passed: 1,
			failed: 0,
			skipped: 0,
		} );
	} );
} );
