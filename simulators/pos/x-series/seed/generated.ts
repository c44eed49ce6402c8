import type { SingleSpec } from './singles.ts';

const materials = [ 'Alloy', 'Canvas', 'Cork', 'Cotton', 'Flax', 'Nylon', 'Steel', 'Wool' ];
const things = [ 'Strap', 'Buckle', 'Hook', 'Pouch', 'Cover', 'Ring', 'Clip', 'Spacer', 'Sleeve' ];

/**
 * Plain items beyond the curated ones, for runs with many of them: item n is
 * always the same, has SKU "G00001" and so on, a level at each outlet and a
 * price that is no round number before tax.
 *
 * @param count how many; 0 for none.
 */
export function generatedSingles( count: number ): readonly SingleSpec[] {
	return Array.from( { length: count }, ( _, index ) => {
		const number = index + 1;
		const material = materials[ index % materials.length ] ?? '';
		const thing = things[ index % things.length ] ?? '';
		return {
			sku: `G${ String( number ).padStart( 5, '0' ) }`,
			name: `${ material } ${ thing } no. ${ number }`,
			type: 'Small parts',
			brand: 'Longcloud',
			tags: [],
			price: `${ 3 + ( index % 60 ) }.${ String( index % 10 ) }5`,
			cost: `${ 1 + ( index % 20 ) }.35`,
			grams: 5 + ( index % 90 ),
			description: '',
			codes: 'EAN',
		};
	} );
}
