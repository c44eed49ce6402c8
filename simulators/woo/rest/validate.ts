import { z } from 'zod';
import type { FieldError } from '@tillsync/contract';
import { refuse } from './refusal.ts';

type Field = z.infer< typeof FieldError >;
type Issue = z.core.$ZodIssue;

/** `levels.3.version`: where in the request it is; the request itself is `body`. */
const pathText = ( path: readonly PropertyKey[] ): string =>
	path.map( String ).join( '.' ) || 'body';

function isMissing( value: unknown, path: readonly PropertyKey[] ): boolean {
	let at = value;
	for ( const key of path ) {
		if ( typeof at !== 'object' || at === null || ! ( key in at ) ) {
			return true;
		}
		at = ( at as Record< PropertyKey, unknown > )[ key ];
	}
	return false;
}

const TOO_BIG: Record< string, string > = { array: 'too_many', string: 'too_long' };
const TOO_SMALL: Record< string, string > = { array: 'too_few', string: 'too_short' };

/** What is wrong, in the words the plugin uses. */
function codeOf( issue: Issue ): string {
	switch ( issue.code ) {
		case 'invalid_type':
			return 'wrong_type';
		case 'invalid_format':
			return 'wrong_form';
		case 'too_big':
			return TOO_BIG[ issue.origin ] ?? 'out_of_range';
		case 'too_small':
			return TOO_SMALL[ issue.origin ] ?? 'out_of_range';
		default:
			return 'not_allowed';
	}
}

function fieldErrors( issue: Issue, value: unknown ): Field[] {
	if ( issue.code === 'unrecognized_keys' ) {
		return issue.keys.map( ( key ) => {
			const field = pathText( [ ...issue.path, key ] );
			return {
				field,
				code: 'unknown_field',
				message: `${ field } is not a field of this request.`,
			};
		} );
	}
	const field = pathText( issue.path );
	return isMissing( value, issue.path )
		? [ { field, code: 'missing', message: `${ field } is missing.` } ]
		: [ { field, code: codeOf( issue ), message: `${ field }: ${ issue.message }.` } ];
}

const isTooLong = ( issue: Issue ): boolean => issue.code === 'too_big' && issue.origin === 'array';

/**
 * Reads a value by a schema of the contract, strictly.
 * Refuses with `too_many_items` when a list is too long, else with `invalid_request`; both name the fields.
 */
export function readStrictly( schema: z.ZodType, value: unknown ): unknown {
	const read = schema.safeParse( value );
	if ( read.success ) {
		return read.data;
	}
	const fields = read.error.issues.flatMap( ( issue ) => fieldErrors( issue, value ) );
	return refuse(
		read.error.issues.some( isTooLong ) ? 'too_many_items' : 'invalid_request',
		fields
	);
}

/**
 * The query as values, by the types of the schema: `"5"` is the number 5 where a whole number belongs.
 * Names that start with an underscore and `rest_route` are WordPress’s own and are left out.
 */
export function readQuery( schema: z.ZodType | undefined, query: URLSearchParams ): unknown {
	const { properties = {} } = ( schema ? z.toJSONSchema( schema, { io: 'input' } ) : {} ) as {
		properties?: Record< string, { type?: string } >;
	};
	const values: Record< string, unknown > = {};
	for ( const [ name, text ] of query ) {
		if ( name.startsWith( '_' ) || name === 'rest_route' ) {
			continue;
		}
		const isNumber = properties[ name ]?.type === 'integer' && /^-?[0-9]+$/.test( text );
		values[ name ] = isNumber ? Number( text ) : text;
	}
	return schema ? readStrictly( schema, values ) : values;
}
