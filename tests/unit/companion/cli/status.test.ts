import { statusSentences } from '../../../../companion/src/cli/status.ts';
import { stageFindings } from '../../../../companion/src/cli/doctor.ts';
import { posSentence, shopAddress, shopSentence } from '../../../../companion/src/cli/sentences.ts';

const NOW = Date.UTC( 2026, 5, 1, 9, 0, 0 );
const ago = ( seconds: number ) => new Date( NOW - seconds * 1000 ).toISOString();

const good = {
	version: 1 as const,
	companion: '0.1.0',
	pid: 42,
	started_at: ago( 5_000 ),
	written_at: ago( 4 ),
	poll_seconds: 10,
	shop: 'https://shop.example',
	pos: 'https://my.retail.lightspeed.app',
	lease: 'held' as const,
	last_success_at: ago( 4 ),
	pos_state: 'ok',
	pos_code: null,
	shop_code: null,
	parked: 0,
};

describe( 'statusSentences', () => {
	test( 'says what it is, when it last succeeded, and that all is well', () => {
		expect( statusSentences( good, { now: NOW, alive: true } ) ).toEqual( {
			well: true,
			lines: [
				'TillSync companion 0.1.0 between https://my.retail.lightspeed.app and https://shop.example.',
				'It runs as process 42 and looks every 10 seconds.',
				'The last cycle that succeeded ended 4 seconds ago.',
				'It is the companion of this shop (it holds the lease).',
				'The POS answers.',
			],
		} );
	} );

	test.each( [
		[ 'the process has ended', {}, false, 'start it with “tillsync run”' ],
		[ 'nothing succeeded for long', { last_success_at: ago( 600 ) }, true, '10 minutes ago' ],
		[ 'nothing ever succeeded', { last_success_at: null }, true, 'No cycle has succeeded' ],
		[
			'another companion is connected',
			{ lease: 'standing_by' as const, shop_code: 'other_companion' },
			true,
			'Another companion',
		],
		[
			'the token is revoked',
			{ pos_state: 'unauthorized', pos_code: 'credential_refused' },
			true,
			'refuses the token',
		],
		[ 'the plugin is off', { shop_code: 'route_missing' }, true, 'activate the plugin' ],
		[ 'the file is of a newer companion', { shop_code: 'brand_new' }, true, 'brand_new' ],
	] )( 'is not well when %s', ( _name, change, alive, expected ) => {
		const { well, lines } = statusSentences( { ...good, ...change }, { now: NOW, alive } );

		expect( well ).toBe( false );
		expect( lines.join( '\n' ) ).toContain( expected );
	} );

	test( 'is well while the first import goes on', () => {
		expect(
			statusSentences(
				{ ...good, started_at: ago( 30 ), last_success_at: null, pos_state: 'starting' },
				{ now: NOW, alive: true }
			).well
		).toBe( true );
	} );
} );

test( 'the doctor passes what comes before a failure and skips what comes after', () => {
	const stages = [
		[ 'first', [ 'refused' ] ],
		[ 'second', [ 'certificate_untrusted' ] ],
		[ 'third', [ 'credential_refused' ] ],
	] as const;

	expect( stageFindings( stages, { code: 'certificate_untrusted' }, () => 'do this' ) ).toEqual( [
		{ mark: 'ok', what: 'first' },
		{ mark: 'FAIL', what: 'second', sentence: 'do this' },
		{ mark: 'skip', what: 'third' },
	] );
	expect( stageFindings( stages, null, () => '' ).every( ( { mark } ) => mark === 'ok' ) ).toBe(
		true
	);
} );

test.each( [
	[ 'https://shop.example/wp-json/', 'https://shop.example' ],
	[ 'https://shop.example/sub/wp-json/', 'https://shop.example/sub' ],
	[ 'https://shop.example/index.php?rest_route=/', 'https://shop.example' ],
] )( 'the shop of %s is called %s', ( root, expected ) => {
	expect( shopAddress( root ) ).toBe( expected );
} );

test( 'the same failure has its own remedy on each side', () => {
	const failure = { code: 'credential_refused' } as const;

	expect( shopSentence( failure, 'https://shop.example/wp-json/' ) ).toContain( 'tillsync pair' );
	expect( posSentence( failure, 'https://my.retail.lightspeed.app' ) ).toContain(
		'Personal Tokens'
	);
} );
