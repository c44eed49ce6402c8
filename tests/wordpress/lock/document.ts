/**
 * The tables of docs/lock.md, made from the ownership table and the list of doors.
 */
import { OWNERSHIP, type FieldName } from '@tillsync/contract';
import { DOORS } from './every-door.ts';
import { fieldOf, type Kind, type Outcome } from './fields.ts';

const KIND_NAMES: Readonly< Record< Kind, string > > = {
	simple: 'simple',
	variable: 'variable',
	variation: 'variation',
};

const OUTCOMES: Readonly< Record< Outcome, string > > = {
	refused: 'Refused as a whole: nothing of the request is saved, the answer names the fields',
	'put back, with a notice':
		'The rest is saved, locked fields stay as they were, a notice names them once',
	'put back': 'The rest is saved, locked fields stay as they were; the activity log tells',
	'found by the check': 'Found and put back by the next check',
};

function table( heads: readonly string[], rows: readonly ( readonly string[] )[] ): string {
	return [ heads, heads.map( () => '---' ), ...rows ]
		.map( ( row ) => `| ${ row.join( ' | ' ) } |` )
		.join( '\n' );
}

function ownedBy( owner: string ): string {
	const rows = ( Object.keys( OWNERSHIP ) as FieldName[] )
		.filter( ( name ) => fieldOf( name ).owner === owner )
		.map( ( name ) => {
			const { label, on, names } = fieldOf( name );
			return [
				label,
				on.map( ( kind ) => KIND_NAMES[ kind ] ).join( ', ' ),
				( names.rest ?? [] )
					.filter( ( rest ) => ! rest.startsWith( 'wp:' ) )
					.map( ( rest ) => `\`${ rest }\`` )
					.join( ', ' ),
			];
		} );
	return table( [ 'Field', 'On', 'In `wc/v3`' ], rows );
}

/** Every generated part of docs/lock.md by the name of its marker. */
export const PARTS: Readonly< Record< string, string > > = {
	locked: ownedBy( 'pos' ),
	free: ownedBy( 'shop' ),
	doors: table(
		[ 'Door', 'On', 'What happens', 'Activity log' ],
		DOORS.fields.map( ( { title, kinds, outcome, door } ) => [
			title,
			kinds.map( ( kind ) => KIND_NAMES[ kind ] ).join( ', ' ),
			OUTCOMES[ outcome ],
			`\`${ door }\``,
		] )
	),
	gaps: DOORS.fields
		.flatMap( ( { title, gaps = {} } ) =>
			Object.entries( gaps ).map(
				( [ field, what ] ) =>
					`- ${ title }, ${ fieldOf( field as FieldName ).label.toLowerCase() }: ${ what }.`
			)
		)
		.join( '\n' ),
	deeds: table(
		[ 'Door', 'On', 'What happens', 'Activity log' ],
		DOORS.deeds.map( ( { title, kinds, outcome, status, door } ) => [
			title,
			kinds.map( ( kind ) => KIND_NAMES[ kind ] ).join( ', ' ),
			outcome === 'refused'
				? `Refused with ${ status ?? 409 }`
				: outcome === 'put back'
					? 'Does not happen; the activity log tells'
					: 'Does not happen; the person is told',
			`\`${ door }\``,
		] )
	),
};

/** A document with its generated parts as they must be. */
export function filled( text: string ): string {
	return Object.entries( PARTS ).reduce(
		( whole, [ name, part ] ) =>
			whole.replace(
				new RegExp( `(<!-- made: ${ name } -->\n)[\\s\\S]*?(\n<!-- end -->)` ),
				( _match, start: string, end: string ) => `${ start }\n${ part }\n${ end }`
			),
		text
	);
}
