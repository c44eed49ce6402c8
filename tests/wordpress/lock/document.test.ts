/**
 * docs/lock.md says what the tests try. After a change: `LOCK_DOCUMENT=write npx jest -c tests/jest.config.mjs --selectProjects
 * wordpress tests/wordpress/lock/document.test.ts`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWNERSHIP, type FieldName } from '@tillsync/contract';
import { DOORS } from './every-door.ts';
import { fieldsOn, KINDS, type Kind, type Target } from './fields.ts';
import { fieldsAt } from './run.ts';
import { filled, PARTS } from './document.ts';

const FILE = join( __dirname, '..', '..', '..', 'docs', 'lock.md' );

const aids = {
	tag: 1,
	brand: 2,
	category: 3,
	shipping: 4,
	finish: 5,
	image: 6,
	picture: 7,
	product: 8,
	family: 9,
};

const target = ( kind: Kind ): Target => ( {
	kind,
	id: 1,
	parentId: kind === 'variation' ? 2 : 0,
	childId: 0,
	linked: true,
	number: '1',
	unique: '1',
	had: aids,
	other: aids,
} );

const twins = ( kind: Kind ) => ( { linked: target( kind ), unlinked: target( kind ) } );

test( 'docs/lock.md is made of the doors and fields there are', () => {
	const text = readFileSync( FILE, 'utf8' );
	if ( process.env[ 'LOCK_DOCUMENT' ] === 'write' ) {
		writeFileSync( FILE, filled( text ) );
	}
	for ( const name of Object.keys( PARTS ) ) {
		expect( text ).toContain( `<!-- made: ${ name } -->` );
	}
	expect( readFileSync( FILE, 'utf8' ) ).toBe( filled( text ) );
} );

test.each( DOORS.fields.map( ( door ) => [ door.id, door ] as const ) )(
	'%s has a way to every field, or a reason for having none',
	( _id, door ) => {
		for ( const kind of door.kinds ) {
			expect( { kind, leadsTo: fieldsAt( door, kind, { twins } ).length } ).not.toEqual( {
				kind,
				leadsTo: 0,
			} );
		}
	}
);

test.each(
	KINDS.flatMap( ( kind ) =>
		fieldsOn( kind ).map( ( field ) => [ field, kind ] as [ FieldName, Kind ] )
	)
)( 'some door leads to %s of a %s product', ( field, kind ) => {
	const doors = DOORS.fields.filter(
		( door ) =>
			door.kinds.includes( kind ) && fieldsAt( door, kind, { twins } ).includes( field )
	);
	expect( { field, kind, doors: doors.length } ).not.toEqual( { field, kind, doors: 0 } );
} );

test( 'no door knows a field the ownership table does not have', () => {
	const known = Object.keys( OWNERSHIP );
	for ( const { id, ways } of DOORS.fields ) {
		expect( {
			id,
			unknown: Object.keys( ways ).filter( ( field ) => ! known.includes( field ) ),
		} ).toEqual( {
			id,
			unknown: [],
		} );
	}
} );
