/** The plan of proposals, whatever the shop and the till hold: properties, and the rule written a second time. */
import fc from 'fast-check';
import { eachCase, evaluateInPhp, whyNoPhp } from './php-cases.ts';

const CASES = 4000;

type Key = 'sku' | 'gtin';
/** Id, SKU, barcode. */
type Item = readonly [ string, string, string ];
type Product = readonly [ number, string, string ];
type Row = Item | Product;
/** Item, product, the key that named them. */
type Proposal = readonly [ string, number, Key ];

/** What the PHP side reads. Linked products are not handed to the plan at all. */
interface ProposalCase {
	readonly free: readonly Item[];
	readonly linked: readonly Item[];
	readonly products: readonly Product[];
}

const KEYS: readonly Key[] = [ 'sku', 'gtin' ];

/** A key as it is compared; '' where there is none. */
function keyOf( row: Row, by: Key ): string {
	if ( by === 'sku' ) {
		return row[ 1 ].trim().toLowerCase();
	}
	const digits = row[ 2 ].replaceAll( ' ', '' ).replaceAll( '-', '' );
	const usable = /^\d+$/.test( digits ) && digits.length >= 8 && digits.length <= 14;
	return usable && BigInt( digits ) > 0n ? String( BigInt( digits ) ) : '';
}

function shares( a: Row, b: Row, by: Key ): boolean {
	return keyOf( a, by ) !== '' && keyOf( a, by ) === keyOf( b, by );
}

/** Whether the key is nobody else's: one item of all, linked ones too, and one free product. */
function unique( c: ProposalCase, item: Item, product: Product, by: Key ): boolean {
	const items = [ ...c.free, ...c.linked ].filter( ( other ) => shares( item, other, by ) );
	const products = c.products.filter( ( other ) => shares( product, other, by ) );
	return items.length === 1 && products.length === 1;
}

/** The key that speaks for the pair, SKU before barcode. */
function speaks( c: ProposalCase, item: Item, product: Product ): Key | undefined {
	return KEYS.find( ( by ) => shares( item, product, by ) && unique( c, item, product, by ) );
}

/** Pairs of the case for which a key speaks, before one is weighed against another. */
function candidates( c: ProposalCase ): readonly Proposal[] {
	return c.free.flatMap( ( item ) =>
		c.products.flatMap( ( product ): Proposal[] => {
			const by = speaks( c, item, product );
			return by === undefined ? [] : [ [ item[ 0 ], product[ 0 ], by ] ];
		} )
	);
}

/** Whether another pair of the list wants this pair's item or product. */
function contested( pair: Proposal, all: readonly Proposal[] ): boolean {
	return all.some(
		( other ) =>
			( other[ 0 ] === pair[ 0 ] && other[ 1 ] !== pair[ 1 ] ) ||
			( other[ 1 ] === pair[ 1 ] && other[ 0 ] !== pair[ 0 ] )
	);
}

/** The rule written a second time, pair by pair. */
function proposalsModel( c: ProposalCase ): readonly Proposal[] {
	const all = candidates( c );
	return all.filter( ( pair ) => ! contested( pair, all ) );
}

function sorted( proposals: readonly Proposal[] ): readonly string[] {
	return proposals.map( ( proposal ) => JSON.stringify( proposal ) ).sort();
}

function rowsOf( c: ProposalCase, proposal: Proposal ): readonly [ Item, Product ] {
	const item = c.free.find( ( row ) => row[ 0 ] === proposal[ 0 ] );
	const product = c.products.find( ( row ) => row[ 0 ] === proposal[ 1 ] );
	if ( item === undefined || product === undefined ) {
		throw new Error( 'What is proposed is not free.' );
	}
	return [ item, product ];
}

/** Few letters in both cases, digits that PHP takes for numbers, spaces: SKUs that meet. */
const sku: fc.Arbitrary< string > = fc
	.tuple(
		fc.constantFrom( '', '', ' ', '\t' ),
		fc.constantFrom( '', '', 'a', 'A', 'é', 'É', 'a b', 'A B', 'a  b', '7', '07', '7.0', '0' ),
		fc.constantFrom( '', '', ' ' )
	)
	.map( ( parts ) => parts.join( '' ) );

/** Few barcodes, written in many ways; some that are none. */
const gtin: fc.Arbitrary< string > = fc.oneof(
	{ arbitrary: fc.constantFrom( '', ' ', '0', '123', '00000000', '9421000x' ), weight: 3 },
	{
		arbitrary: fc
			.tuple(
				fc.constantFrom( '', '', '0', '000', '000000', '0000000' ),
				fc.constantFrom(
					'94210001',
					'9421-0001',
					'94210002',
					'9421 0003',
					'94210004 ',
					' 94210006'
				)
			)
			.map( ( parts ) => parts.join( '' ) ),
		weight: 4,
	}
);

const itemRow = fc.tuple(
	fc.constantFrom( 'a', 'b', 'A', '7', '07', '0', '12', 'é' ),
	sku,
	gtin
) satisfies fc.Arbitrary< Item >;

/** Cases of at least so many items and products. */
const caseFrom = ( least: number ): fc.Arbitrary< ProposalCase > =>
	fc
		.record( {
			items: fc.uniqueArray( itemRow, {
				selector: ( [ id ] ) => id,
				minLength: least,
				maxLength: 8,
				size: 'max',
			} ),
			linked: fc.integer( { min: 0, max: 2 } ),
			products: fc.uniqueArray( fc.tuple( fc.integer( { min: 1, max: 9 } ), sku, gtin ), {
				selector: ( [ id ] ) => id,
				minLength: least,
				maxLength: 8,
				size: 'max',
			} ),
		} )
		.map( ( { items, linked, products } ) => ( {
			free: items.slice( linked ),
			linked: items.slice( 0, linked ),
			products,
		} ) );

/** Mostly crowded, so that keys meet; some nearly or wholly empty. */
const anyCase = fc.oneof(
	{ arbitrary: caseFrom( 4 ), weight: 3 },
	{ arbitrary: caseFrom( 0 ), weight: 1 }
);

const plan = ( cases: readonly ProposalCase[] ): readonly ( readonly Proposal[] )[] =>
	evaluateInPhp( 'proposal-cases.php', cases ) as readonly ( readonly Proposal[] )[];

const reason = whyNoPhp();
const suite = reason === undefined ? describe : describe.skip;

suite( `plan of proposals${ reason === undefined ? '' : ` [skipped: ${ reason }]` }`, () => {
	const cases = reason === undefined ? fc.sample( anyCase, CASES ) : [];
	let results: readonly ( readonly Proposal[] )[] = [];
	const each = ( assert: ( c: ProposalCase, result: readonly Proposal[] ) => void ): void =>
		eachCase( cases, results, assert );
	const eachProposal = (
		assert: ( item: Item, product: Product, by: Key, c: ProposalCase ) => void
	): void =>
		each( ( c, result ) =>
			result.forEach( ( proposal ) => assert( ...rowsOf( c, proposal ), proposal[ 2 ], c ) )
		);

	beforeAll( () => {
		results = plan( cases );
	} );

	test( 'the cases are worth it: proposals, ambiguous keys, keys that contradict each other', () => {
		const share = ( has: ( c: ProposalCase, index: number ) => boolean ): number =>
			cases.filter( has ).length / CASES;
		const ambiguous = ( c: ProposalCase ): boolean =>
			c.free.some( ( item ) =>
				c.products.some( ( product ) =>
					KEYS.some(
						( by ) => shares( item, product, by ) && ! unique( c, item, product, by )
					)
				)
			);
		const contradictory = ( c: ProposalCase ): boolean => {
			const all = candidates( c );
			return all.some( ( pair ) => contested( pair, all ) );
		};
		const named = ( by: Key ) => ( _: ProposalCase, index: number ) =>
			results[ index ]?.some( ( proposal ) => proposal[ 2 ] === by ) === true;
		expect( share( named( 'sku' ) ) ).toBeGreaterThan( 0.3 );
		expect( share( named( 'gtin' ) ) ).toBeGreaterThan( 0.15 );
		expect( share( ambiguous ) ).toBeGreaterThan( 0.5 );
		expect( share( contradictory ) ).toBeGreaterThan( 0.04 );
	} );

	test( 'agrees with the rule written a second time', () => {
		each( ( c, result ) =>
			expect( sorted( result ) ).toEqual( sorted( proposalsModel( c ) ) )
		);
	} );

	test( 'an empty key never proposes', () => {
		eachProposal( ( item, product, by ) => {
			expect( keyOf( item, by ) ).not.toBe( '' );
			expect( keyOf( product, by ) ).not.toBe( '' );
		} );
	} );

	test( 'a proposed pair shares the key it names', () => {
		eachProposal( ( item, product, by ) =>
			expect( keyOf( item, by ) ).toBe( keyOf( product, by ) )
		);
	} );

	test( 'a key that two items or two free products have proposes nothing', () => {
		eachProposal( ( item, product, by, c ) =>
			expect( unique( c, item, product, by ) ).toBe( true )
		);
	} );

	test( 'each item and each product is proposed once at most, and none that is linked', () => {
		each( ( c, result ) => {
			const items = result.map( ( proposal ) => proposal[ 0 ] );
			const products = result.map( ( proposal ) => proposal[ 1 ] );
			expect( new Set( items ).size ).toBe( items.length );
			expect( new Set( products ).size ).toBe( products.length );
			expect( c.free.map( ( row ) => row[ 0 ] ) ).toEqual( expect.arrayContaining( items ) );
			expect( c.products.map( ( row ) => row[ 0 ] ) ).toEqual(
				expect.arrayContaining( products )
			);
		} );
	} );

	test( 'a SKU that is unique on both sides proposes, unless a barcode contradicts it', () => {
		let seen = 0;
		each( ( c, result ) => {
			for ( const item of c.free ) {
				for ( const product of c.products ) {
					const matches =
						shares( item, product, 'sku' ) && unique( c, item, product, 'sku' );
					const elsewhere =
						c.products.some( ( p ) => p !== product && shares( item, p, 'gtin' ) ) ||
						c.free.some( ( i ) => i !== item && shares( i, product, 'gtin' ) );
					if ( matches && ! elsewhere ) {
						seen++;
						expect( result ).toContainEqual( [ item[ 0 ], product[ 0 ], 'sku' ] );
					}
				}
			}
		} );
		expect( seen ).toBeGreaterThan( CASES / 20 );
	} );

	test( 'the order of the rows changes nothing', () => {
		const orders = [
			< T >( rows: readonly T[] ): readonly T[] => [ ...rows ].reverse(),
			< T >( rows: readonly T[] ): readonly T[] => [
				...rows.slice( 1 ),
				...rows.slice( 0, 1 ),
			],
		];
		for ( const order of orders ) {
			const again = plan(
				cases.map( ( c ) => ( {
					free: order( c.free ),
					linked: order( c.linked ),
					products: order( c.products ),
				} ) )
			);
			eachCase( results, again, ( before, after ) =>
				expect( sorted( after ) ).toEqual( sorted( before ) )
			);
		}
	} );
} );
