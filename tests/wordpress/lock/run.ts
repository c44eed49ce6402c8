/**
 * Tries a door at twins and says what is wrong: a line for each field that got through, was not recorded, or is no change at all.
 */
import type { FieldName } from '@tillsync/contract';
import type { Deed, Door, Visitor } from './doors.ts';
import {
	fieldOf,
	fieldsOn,
	isNoWay,
	type Answer,
	type Beyond,
	type Kind,
	type Payload,
	type Request,
} from './fields.ts';
import { PAIRS, type Refusal, type Snapshot, type Stage, type Twins } from './stage.ts';

interface Attempt {
	readonly twins: Twins;
	readonly fields: readonly FieldName[];
	readonly linked: Request;
	readonly unlinked: Request;
}

/** The fields of a kind a door leads to. */
export function fieldsAt(
	door: Door,
	kind: Kind,
	stage: Pick< Stage, 'twins' >
): readonly FieldName[] {
	const { linked } = stage.twins( kind, 0 );
	return fieldsOn( kind ).filter( ( field ) => {
		const way = door.ways[ field ];
		if ( way === undefined ) {
			throw new Error(
				`${ door.id } has neither a way to ${ field } nor a reason for having none.`
			);
		}
		return ! isNoWay( way( linked ) );
	} );
}

function attempts( door: Door, kind: Kind, stage: Stage ): readonly Attempt[] {
	const fields = fieldsAt( door, kind, stage );
	const groups = ( door.together?.( kind ) ?? [] ).map( ( group ) =>
		group.filter( ( field ) => fields.includes( field ) )
	);
	const grouped = new Set( groups.flat() );
	const alone = fields
		.filter( ( field ) => ! grouped.has( field ) )
		.map( ( field ) => [ field ] );
	return [ ...groups.filter( ( group ) => group.length > 0 ), ...alone ].map( ( group, pair ) => {
		// A stock status can be chosen only where no stock is managed.
		const twins = stage.twins( kind, group.includes( 'stock_status' ) ? PAIRS - 1 : pair );
		const request = ( target: Twins[ 'linked' ] ): Request => ( {
			target,
			fields: group,
			payload: Object.assign(
				{},
				...group.map( ( field ) => door.ways[ field ]?.( target ) as Payload )
			) as Payload,
		} );
		return {
			twins,
			fields: group,
			linked: request( twins.linked ),
			unlinked: request( twins.unlinked ),
		};
	} );
}

const changed = < F extends FieldName | Beyond >(
	before: Snapshot,
	after: Snapshot,
	fields: readonly F[]
): F[] => fields.filter( ( field ) => before[ field ] !== after[ field ] );

const short = ( text: string ): string => text.replaceAll( /\s+/g, ' ' ).slice( 0, 160 );

/**
 * Sends what a door can carry, at each kind's linked and unlinked twins.
 *
 * @returns What is wrong, one line each; empty when the door holds.
 */
export async function tryDoor(
	door: Door,
	kind: Kind,
	stage: Stage,
	visitor: Visitor
): Promise< readonly string[] > {
	await stage.restore();
	const list = attempts( door, kind, stage );
	const targets = list.flatMap( ( { linked, unlinked } ) => [ linked.target, unlinked.target ] );
	const before = await stage.look( targets );
	const answers = await door.send(
		visitor,
		list.flatMap( ( { linked, unlinked } ) => [ linked, unlinked ] )
	);
	const after = await stage.look( targets );
	const refusals = await stage.refusals();
	const wrong: string[] = [];
	list.forEach( ( attempt, index ) => {
		const at = ( offset: number ) => 2 * index + offset;
		const say = ( line: string ): number =>
			wrong.push( `${ line } ${ short( JSON.stringify( attempt.linked.payload ) ) }` );
		const all = fieldsOn( kind );
		const wanted = attempt.fields.filter( ( field ) => fieldOf( field ).owner === 'pos' );
		const own = attempt.fields.filter( ( field ) => fieldOf( field ).owner === 'shop' );

		const free = changed( before[ at( 1 ) ]!, after[ at( 1 ) ]!, all );
		for ( const field of attempt.fields.filter( ( name ) => ! free.includes( name ) ) ) {
			say(
				`${ field }: no change of an unlinked product: ${ short( answers[ at( 1 ) ]?.text ?? '' ) }`
			);
		}
		if ( refusals.some( ( { productId } ) => productId === attempt.unlinked.target.id ) ) {
			say( `${ attempt.fields.join() }: recorded for an unlinked product` );
		}

		const past = changed( before[ at( 0 ) ]!, after[ at( 0 ) ]!, all );
		for ( const field of attempt.fields.filter(
			( name ) => door.gaps?.[ name ] !== undefined
		) ) {
			if ( ! past.includes( field ) ) {
				say( `${ field }: no gap any more: take it from the door` );
			}
		}
		for ( const field of past.filter(
			( name ) => fieldOf( name ).owner === 'pos' && door.gaps?.[ name ] === undefined
		) ) {
			say(
				`${ field }: got through${ attempt.fields.includes( field ) ? '' : ` with ${ attempt.fields.join() }` }: ${ short( before[ at( 0 ) ]?.[ field ] ?? '' ) } -> ${ short( after[ at( 0 ) ]?.[ field ] ?? '' ) }`
			);
		}
		const refusedWhole = door.outcome === 'refused' && wanted.length > 0;
		for ( const field of own.filter( ( name ) => past.includes( name ) === refusedWhole ) ) {
			say(
				`${ field }: ${ refusedWhole ? 'saved with a refused request' : 'not saved' }: ${ short( answers[ at( 0 ) ]?.text ?? '' ) }`
			);
		}
		wrong.push(
			...told( door, attempt, answers[ at( 0 ) ]!, refusals, wanted ).map(
				( line ) => `${ line } ${ short( JSON.stringify( attempt.linked.payload ) ) }`
			)
		);
	} );
	return [ ...wrong, ...complaints( door, visitor ) ];
}

/** What is missing of telling: the labels in the answer, the entries in the log; or told where nothing was to tell. */
function told(
	door: Door,
	attempt: Attempt,
	answer: Answer,
	refusals: readonly Refusal[],
	wanted: readonly FieldName[]
): readonly string[] {
	const wrong: string[] = [];
	const rows = refusals.filter( ( { productId } ) => productId === attempt.linked.target.id );
	if ( wanted.length === 0 && rows.length > 0 ) {
		wrong.push( `${ attempt.fields.join() }: recorded though nothing was refused` );
	}
	for ( const field of wanted.filter( ( name ) => door.silent?.includes( name ) !== true ) ) {
		const row = rows.find( ( refusal ) => refusal.field === field );
		if ( row === undefined ) {
			wrong.push(
				`${ field }: not recorded, only ${ JSON.stringify( rows.map( ( entry ) => entry.field ) ) }`
			);
		} else if ( row.door !== door.door || row.from === row.to ) {
			wrong.push( `${ field }: recorded as ${ JSON.stringify( row ) }` );
		}
		if ( door.outcome !== 'put back' && ! answer.text.includes( fieldOf( field ).label ) ) {
			wrong.push(
				`${ field }: not named in the answer: ${ answer.status } ${ short( answer.text ) }`
			);
		}
	}
	if ( door.outcome === 'refused' ) {
		const expected = wanted.length === 0 ? 200 : ( door.status ?? 409 );
		if ( answer.status !== expected ) {
			wrong.push(
				`${ attempt.fields.join() }: answered ${ answer.status } ${ short( answer.text ) }`
			);
		}
	}
	return wrong;
}

/** What PHP and WordPress complained of. */
function complaints( door: Door | Deed, { shop }: Visitor ): readonly string[] {
	const lines = shop
		.debugLog()
		.split( /\n(?=\[)/ )
		.filter( ( line ) => line.trim() !== '' && door.complains?.test( line ) !== true );
	return lines.length === 0 ? [] : [ `debug log: ${ lines.join( '\n' ).slice( 0, 600 ) }` ];
}

/** Does a deed to the first pair of twins; answers what is wrong. */
export async function tryDeed(
	deed: Deed,
	kind: Kind,
	stage: Stage,
	visitor: Visitor
): Promise< readonly string[] > {
	await stage.restore();
	const { linked, unlinked } = stage.twins( kind, 0 );
	const targets = [ linked, unlinked ];
	const fields = [ ...fieldsOn( kind ), 'existence', 'variations' ] as const;
	const before = await stage.look( targets );
	const answers = await deed.send(
		visitor,
		targets.map( ( target ) => ( { target, fields: [ deed.changes ], payload: {} } ) )
	);
	const after = await stage.look( targets );
	const refusals = await stage.refusals();
	const wrong: string[] = [];
	const [ past, free ] = [ 0, 1 ].map( ( index ) =>
		changed( before[ index ]!, after[ index ]!, fields )
	) as [ string[], string[] ];
	if ( ! free.includes( deed.changes ) ) {
		wrong.push(
			`nothing happens to an unlinked product: ${ short( answers[ 1 ]?.text ?? '' ) }`
		);
	}
	if ( past.length > 0 ) {
		wrong.push( `got through: ${ past.join() }: ${ short( answers[ 0 ]?.text ?? '' ) }` );
	}
	if ( deed.status !== undefined && answers[ 0 ]?.status !== deed.status ) {
		wrong.push(
			`answered ${ String( answers[ 0 ]?.status ) } ${ short( answers[ 0 ]?.text ?? '' ) }`
		);
	}
	if (
		! refusals.some( ( { productId, door } ) => productId === linked.id && door === deed.door )
	) {
		wrong.push( `not recorded: ${ short( JSON.stringify( refusals ) ) }` );
	}
	if ( refusals.some( ( { productId } ) => productId === unlinked.id ) ) {
		wrong.push( 'recorded for an unlinked product' );
	}
	return [ ...wrong, ...complaints( deed, visitor ) ];
}
