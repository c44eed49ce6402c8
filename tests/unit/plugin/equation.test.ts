import fc from 'fast-check';
import {
	evaluateModel,
	floorUnits,
	toText,
	toUnits,
	type EquationCase,
	type EquationLine,
	type EquationResult,
} from './equation-model.ts';
import { runHistory } from './equation-run.ts';
import { eachCase, evaluateInPhp, whyNoPhp } from './php-cases.ts';

const CASES = 4000;
const RUNS = 400;

const evaluate = ( cases: readonly EquationCase[] ): readonly EquationResult[] =>
	evaluateInPhp( 'equation-cases.php', cases ) as readonly EquationResult[];

/** Decimals as a POS and a shop have them: mostly small and whole, sometimes with five places, sometimes huge. */
const quantity = ( least: number, most: number ): fc.Arbitrary< string > =>
	fc.oneof(
		{ arbitrary: fc.integer( { min: least, max: most } ).map( String ), weight: 4 },
		{
			arbitrary: fc
				.bigInt( { min: BigInt( least ) * 100000n, max: BigInt( most ) * 100000n } )
				.map( toText ),
			weight: 2,
		},
		{
			arbitrary: fc
				.bigInt( {
					min: least < 0 ? -99999999999999999n : 0n,
					max: 99999999999999999n,
				} )
				.map( toText ),
			weight: 1,
		}
	);

const seq: fc.Arbitrary< number | null > = fc.option( fc.integer( { min: 1, max: 30 } ) );

const booking: fc.Arbitrary< readonly [ string, number | null ] > = fc.tuple(
	quantity( -10, 10 ),
	seq
);

const line: fc.Arbitrary< EquationLine > = fc.record( {
	qty: quantity( 0, 20 ),
	taken: fc.option( quantity( -3, 20 ) ),
	age: fc.option(
		fc.oneof( fc.integer( { min: -5, max: 2000 } ), fc.constantFrom( 599, 600, 601 ) )
	),
	counted: fc.boolean(),
	bookings: fc.array( booking, { maxLength: 4 } ),
} );

const anyCase: fc.Arbitrary< EquationCase > = fc.record( {
	levels: fc.uniqueArray(
		fc.tuple(
			fc.constantFrom( 'a', 'b', 'c', '7' ),
			quantity( -20, 50 ),
			fc.integer( { min: 0, max: 30 } )
		),
		{ selector: ( [ outlet ] ) => outlet, maxLength: 4 }
	),
	outlets: fc.uniqueArray( fc.constantFrom( 'a', 'b', 'c', '7' ), { maxLength: 4 } ),
	tracked: fc.oneof( { arbitrary: fc.constant( true ), weight: 9 }, fc.constant( false ) ),
	buffer: fc.integer( { min: 0, max: 9999 } ).map( String ),
	lines: fc.array( line, { maxLength: 6 } ),
	integers: fc.boolean(),
} );

const reason = whyNoPhp();
const suite = reason === undefined ? describe : describe.skip;

suite( `stock equation${ reason === undefined ? '' : ` [skipped: ${ reason }]` }`, () => {
	const cases = reason === undefined ? fc.sample( anyCase, CASES ) : [];
	let results: readonly EquationResult[] = [];
	const each = ( assert: ( c: EquationCase, result: EquationResult ) => void ): void =>
		eachCase( cases, results, assert );
	/** Evaluates each known case again, altered, and hands both results over. */
	const altered = (
		alter: ( c: EquationCase ) => EquationCase,
		assert: ( before: bigint, after: bigint, c: EquationCase ) => void
	): void => {
		const again = evaluate( cases.map( alter ) );
		let index = -1;
		each( ( c, result ) => {
			const after = again[ ++index ];
			if ( result.kind === 'level' && after?.kind === 'level' ) {
				assert( toUnits( result.level ), toUnits( after.level ), c );
			}
		} );
	};

	beforeAll( () => {
		results = evaluate( cases );
	} );

	test( 'agrees with the rules written a second time', () => {
		each( ( c, result ) => expect( result ).toEqual( evaluateModel( c ) ) );
		const kinds = new Set( results.map( ( result ) => result.kind ) );
		expect( kinds ).toEqual( new Set( [ 'level', 'unknown', 'unmanaged' ] ) );
	} );

	test( 'the arithmetic shown adds up to the level shown', () => {
		each( ( c, result ) => {
			if ( result.kind === 'level' ) {
				const exact =
					toUnits( result.pos ) - toUnits( result.untold ) - toUnits( result.buffer );
				expect( toText( c.integers ? floorUnits( exact ) : exact ) ).toBe( result.level );
			}
		} );
	} );

	test( 'the buffer never takes more than there is, and never more than itself', () => {
		each( ( c, result ) => {
			const held = toUnits( result.buffer );
			const level = toUnits( result.pos ) - toUnits( result.untold );
			expect( held >= 0n && held <= toUnits( c.buffer ) ).toBe( true );
			expect( result.kind !== 'level' || held === 0n || level - held >= 0n ).toBe( true );
		} );
	} );

	test( 'whole units never round up', () => {
		altered(
			( c ) => ( { ...c, integers: ! c.integers } ),
			( before, after, c ) =>
				expect( c.integers ? before <= after : after <= before ).toBe( true )
		);
	} );

	test( 'one more unit taken never raises the level', () => {
		altered(
			( c ) => ( {
				...c,
				lines: [
					...c.lines,
					{ qty: '1', taken: '1', age: null, counted: true, bookings: [] },
				],
			} ),
			( before, after ) => expect( after <= before ).toBe( true )
		);
	} );

	test( 'an excluded line changes nothing', () => {
		altered(
			( c ) => ( {
				...c,
				lines: [
					...c.lines,
					{
						qty: '9',
						taken: '9',
						age: 0,
						counted: false,
						bookings: [ [ '5', 1 ] as const ],
					},
				],
			} ),
			( before, after ) => expect( after ).toBe( before )
		);
	} );

	test( 'the intent of a return never raises the level', () => {
		altered(
			( c ) => ( {
				...c,
				lines: [
					...c.lines,
					{
						qty: '2',
						taken: '0',
						age: null,
						counted: true,
						bookings: [ [ '-2', null ] as const ],
					},
				],
			} ),
			( before, after ) => expect( after <= before ).toBe( true )
		);
	} );

	test( 'an older reading never shows more than a newer one of the same level', () => {
		altered(
			( c ) => ( {
				...c,
				levels: c.levels.map( ( [ id, level ] ) => [ id, level, 0 ] as const ),
				lines: c.lines.map( ( l ) => ( {
					...l,
					bookings: l.bookings.filter( ( [ , seq ] ) => seq !== null ),
				} ) ),
			} ),
			( before, after, c ) => {
				const intents = c.lines.some( ( l ) =>
					l.bookings.some( ( [ , seq ] ) => seq === null )
				);
				expect( intents || after <= before ).toBe( true );
			}
		);
	} );

	test( 'an announcement counts for ten minutes to the second; absent and 0 differ', () => {
		const withLine = ( taken: string | null, age: number | null ): EquationCase => ( {
			levels: [ [ 'a', '10', 0 ] ],
			outlets: [ 'a' ],
			tracked: true,
			buffer: '0',
			lines: [ { qty: '3', taken, age, counted: true, bookings: [] } ],
			integers: true,
		} );
		const shown = evaluate( [
			withLine( null, 0 ),
			withLine( null, 600 ),
			withLine( null, 601 ),
			withLine( null, null ),
			withLine( '0', 0 ),
			withLine( '2', 0 ),
		] ).map( ( result ) => result.level );
		expect( shown ).toEqual( [ '7', '7', '10', '10', '10', '8' ] );
	} );

	test( `in ${ RUNS } histories with lag and lost answers it is never above the truth and right at rest`, () => {
		const runs = Array.from( { length: RUNS }, ( _, seed ) => runHistory( seed + 1 ) );
		const observations = runs.flat();
		const shown = evaluate( observations.map( ( seen ) => seen.case ) );
		const above = observations.filter(
			( seen, index ) => Number( shown[ index ]?.level ) > seen.truth
		);
		const wrong = observations.filter(
			( seen, index ) => seen.atRest && Number( shown[ index ]?.level ) !== seen.truth
		);
		expect( above ).toEqual( [] );
		expect( wrong ).toEqual( [] );
		expect( observations.filter( ( seen ) => seen.atRest ) ).toHaveLength( RUNS );

		// The histories are hard enough: the symmetric form fails in nearly all of them.
		const failing = runs.filter( ( run ) =>
			run.some( ( seen ) => Number( evaluateModel( seen.case, true ).level ) > seen.truth )
		);
		expect( failing.length ).toBeGreaterThan( RUNS / 2 );
	} );
} );
