/** Everything the contract can say has its own sentence, and the few numbers the page repeats are the contract's. */
import {
	ACTIVITY_KINDS,
	DEFAULT_SETTINGS,
	ERRORS,
	ITEM_CODES,
	ITEM_STATES as CONTRACT_STATES,
	LOCK_DOORS,
	MAX_PAIRS,
	OverviewAnswer,
	ROUTES,
	STATUS_REASONS,
	type Route,
} from '@tillsync/contract';
import { makeFailure, type FailureCode } from '../../../admin-src/api/failure.ts';
import { failureSentence } from '../../../admin-src/api/failure-sentences.ts';
import { BATCH } from '../../../admin-src/api/link-run.ts';
import { ADMIN_ROUTES } from '../../../admin-src/api/routes.ts';
import { KIND_LABELS, OUTCOMES } from '../../../admin-src/components/activity/kinds.ts';
import { DOORS } from '../../../admin-src/components/activity/refused.ts';
import { activitySentence } from '../../../admin-src/components/activity/sentence.ts';
import { itemCodeSentence } from '../../../admin-src/components/words/item-codes.ts';
import { ITEM_STATES } from '../../../admin-src/components/words/item-states.ts';
import { KINDS } from '../../../admin-src/features/overview/attention.ts';
import { REASONS, STATES } from '../../../admin-src/features/overview/status.ts';
import { draftOf, NUMBERS } from '../../../admin-src/features/settings/form.ts';
import { activity } from '../../support/admin/samples.ts';

const { status, attention } = OverviewAnswer.shape;

/** A sentence for a shopkeeper: begins with a capital, ends with a full stop, and names no key. */
function expectSentence( text: string ): void {
	expect( text ).toMatch( /^[\p{Lu}\d].*\.$/su );
	expect( text ).not.toMatch( /_|undefined|\[object/ );
}

describe( 'sentences', () => {
	it.each( Object.keys( ERRORS ) as FailureCode[] )( 'error %s', ( code ) => {
		expectSentence( failureSentence( makeFailure( code, 400 ) ) );
	} );

	it( 'no two errors say the same', () => {
		const all = Object.keys( ERRORS ).map( ( code ) =>
			failureSentence( makeFailure( code as FailureCode, 400 ) )
		);
		expect( new Set( all ).size ).toBe( all.length );
	} );

	it( 'a mistake of the page itself says so', () => {
		expect( failureSentence( new TypeError( 'x is undefined' ) ) ).toBe(
			'This page made a mistake. Reload it and try again.'
		);
	} );

	it.each( ITEM_CODES )( 'item code %s', ( code ) => expectSentence( itemCodeSentence( code ) ) );

	it.each( STATUS_REASONS )( 'status reason %s', ( reason ) => {
		expectSentence( REASONS[ reason ].text() );
		expect( REASONS[ reason ].button() ).toMatch( /^\p{Lu}/u );
	} );

	it.each( attention.element.shape.kind.options )( 'attention %s', ( kind ) => {
		expectSentence( KINDS[ kind ].remedy() );
		expect( KINDS[ kind ].what( 1 ) ).not.toBe( '' );
	} );

	it.each( ACTIVITY_KINDS )( 'activity %s, with and without facts', ( kind ) => {
		expect( KIND_LABELS[ kind ]() ).not.toBe( '' );
		expectSentence( activitySentence( activity( { kind } ) ) );
		expectSentence(
			activitySentence( activity( { kind, facts: {}, name: null, item_id: null } ) )
		);
		expectSentence( activitySentence( activity( { kind, outcome: 'failed', facts: {} } ) ) );
	} );

	it.each( LOCK_DOORS )( 'refused at the door %s, by a person and by a plugin', ( door ) => {
		for ( const facts of [
			{ door, user: 'Ann' },
			{ door, plugin: 'Bargains' },
		] ) {
			const sentence = activitySentence( activity( { kind: 'refused', facts } ) );
			expectSentence( sentence );
			expect( sentence ).toContain( Object.values( facts )[ 1 ] );
		}
	} );

	it.each( [
		[ 'level', { from: '7', to: '6' }, 'Trail Jersey / M went from 7 to 6.' ],
		[ 'level', { from: '', to: '6' }, 'Trail Jersey / M shows 6 now.' ],
		[
			'check',
			{ from: '50', to: '-2' },
			'Trail Jersey / M stood at 50 in the shop and was put back to −2.',
		],
		[
			'refused',
			{ fields: 'SKU', user: 'Ann' },
			'Ann tried to change SKU on Trail Jersey / M; the till decides it.',
		],
		[
			'refused',
			{
				field: 'level',
				fields: 'Stock quantity',
				from: '5',
				to: '99',
				door: 'editor',
				user: 'Ann',
			},
			'Ann tried to change Stock quantity (5 → 99) on Trail Jersey / M in the product editor; the till decides it.',
		],
		[
			'refused',
			{ fields: 'Sale price', to: '7', door: 'rest', plugin: 'Bargains' },
			'A change of Sale price (empty → 7) on Trail Jersey / M through the REST API, by “Bargains” was refused: the till decides it.',
		],
		[
			'refused',
			{ fields: 'Name', from: 'Old', door: 'code', user: 'Ann', plugin: 'Bargains' },
			'Ann tried to change Name (Old → empty) on Trail Jersey / M by “Bargains”; the till decides it.',
		],
		[
			'refused',
			{ fields: 'Description', from: 'é'.repeat( 61 ), to: 'x', door: 'of tomorrow' },
			`A change of Description (${ 'é'.repeat( 59 ) }… → x) on Trail Jersey / M was refused: the till decides it.`,
		],
		[
			'refused',
			{
				field: 'status',
				fields: 'Status',
				from: 'publish',
				to: 'trash',
				door: 'delete',
				user: 'Ann',
			},
			'Ann tried to move Trail Jersey / M to the trash; the till decides it.',
		],
		[
			'refused',
			{
				field: 'status',
				fields: 'Status',
				from: 'publish',
				to: 'deleted',
				door: 'rest',
				plugin: 'Bargains',
			},
			'Deleting Trail Jersey / M through the REST API, by “Bargains” was refused: the till decides it.',
		],
		[
			'refused',
			{ field: 'parent', fields: 'Parent product', door: 'variations', user: 'Ann' },
			'Ann tried to add a variation to Trail Jersey / M in the variations of the product editor; the till decides it.',
		],
		[
			'refused',
			{
				field: 'status',
				fields: 'Status',
				from: 'publish',
				to: 'draft',
				door: 'editor',
				user: 'Ann',
			},
			'Ann tried to change Status (publish → draft) on Trail Jersey / M in the product editor; the till decides it.',
		],
		[ 'approved', { count: 3, user: 'Ann' }, 'Ann approved 3 held changes.' ],
		[
			'parked',
			{ reason: 'no level' },
			'Trail Jersey / M could not be read (no level); TillSync asks for it again.',
		],
		[
			'failure',
			{ event: 'companion_silent' },
			'The companion has gone silent. Sales at the till do not reach the shop.',
		],
		[
			'failure',
			{ reason: 'unauthorized' },
			'The till no longer accepts the companion’s access.',
		],
		[ 'companion', { reason: 'started', version: '0.1.0' }, 'The companion started.' ],
		[ 'command', { command: 'check' }, 'Every level was compared with the till.' ],
	] as const )( 'activity %s with %j', ( kind, facts, sentence ) => {
		expect( activitySentence( activity( { kind, facts } ) ) ).toBe( sentence );
	} );
} );

describe( 'what the page repeats of the contract', () => {
	it( 'states, kinds and outcomes', () => {
		expect( Object.keys( ITEM_STATES ) ).toEqual( [ ...CONTRACT_STATES ] );
		expect( Object.keys( KIND_LABELS ) ).toEqual( [ ...ACTIVITY_KINDS ] );
		expect( Object.keys( STATES ) ).toEqual( status.shape.state.options );
		expect( Object.keys( DOORS ) ).toEqual( [ ...LOCK_DOORS ] );
		expect( Object.keys( OUTCOMES ).sort() ).toEqual( [ 'failed', 'held', 'info', 'ok' ] );
	} );

	it( 'routes', () => {
		const admin = Object.entries( ROUTES as Record< string, Route > ).flatMap(
			( [ name, { audience, method, path } ] ) =>
				audience === 'admin' ? [ [ name, { method, path } ] as const ] : []
		);
		expect( ADMIN_ROUTES ).toEqual( Object.fromEntries( admin ) );
	} );

	it( 'limits and defaults', () => {
		expect( BATCH ).toBe( MAX_PAIRS );
		expect( draftOf( DEFAULT_SETTINGS ) ).toEqual( {
			outlets: [],
			register: null,
			buffer: String( NUMBERS.buffer.start ),
			percent: String( NUMBERS.percent.start ),
			atLeast: String( NUMBERS.atLeast.start ),
			removeData: false,
		} );
	} );
} );
