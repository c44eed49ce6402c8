import { z } from 'zod';
import { ACTIVITY_KINDS } from './activity.ts';
import { ERRORS, ITEM_CODES } from './errors.ts';
import { LEASE_SECONDS } from './heartbeat.ts';
import {
	BATCH_SECONDS,
	CONTRACT_HEADER,
	CONTRACT_VERSION,
	Decimal,
	INSTANCE_HEADER,
	Instant,
	InstanceId,
	NAMESPACE,
	PosId,
	Version,
} from './primitives.ts';
import { ROUTES, type Route } from './routes.ts';

interface Schema {
	readonly type?: string | readonly string[];
	readonly pattern?: string;
	readonly format?: string;
	readonly enum?: readonly unknown[];
	readonly const?: string | number | boolean | null;
	readonly anyOf?: readonly Schema[];
	readonly oneOf?: readonly Schema[];
	readonly properties?: Readonly< Record< string, Schema > >;
	readonly required?: readonly string[];
	readonly items?: Schema;
	readonly additionalProperties?: Schema | boolean;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly minLength?: number;
	readonly maxLength?: number;
	readonly minItems?: number;
	readonly maxItems?: number;
}

const schemaOf = ( type: z.ZodType, io: 'input' | 'output' ): Schema =>
	z.toJSONSchema( type, { io } ) as Schema;

/** What the contract calls the texts of a certain form. */
const FORMS = new Map(
	(
		[
			[ Decimal, 'decimal' ],
			[ PosId, 'POS id' ],
			[ Version, 'version' ],
			[ Instant, 'instant' ],
			[ InstanceId, 'UUID' ],
		] as const
	 ).map( ( [ type, name ] ) => [ schemaOf( type, 'input' ).pattern, name ] )
);

/** Largest whole number JavaScript keeps exactly: said by nobody, meant by "any". */
const ANY = Number.MAX_SAFE_INTEGER;

function range( from: number | undefined, to: number | undefined, unit = '' ): string {
	const low = from === undefined || from <= -ANY ? '' : String( from );
	const high = to === undefined || to >= ANY ? '' : String( to );
	if ( low === '' && high === '' ) {
		return '';
	}
	const text =
		low === '' || low === '0'
			? `up to ${ high }`
			: high === ''
				? `from ${ low }`
				: `${ low } to ${ high }`;
	return high === '' && ( low === '0' || low === '' ) ? ', 0 or more' : `, ${ text }${ unit }`;
}

/** A type in a few words: `decimal or null`, `list of up to 500`. */
function typeText( schema: Schema ): string {
	const choices = schema.anyOf ?? schema.oneOf;
	if ( choices ) {
		return choices.map( typeText ).join( ' or ' );
	}
	if ( schema.const !== undefined ) {
		return `\`${ String( schema.const ) }\``;
	}
	if ( schema.enum ) {
		return schema.enum.map( ( value ) => `\`${ String( value ) }\`` ).join( ', ' );
	}
	if ( Array.isArray( schema.type ) ) {
		return ( schema.type as string[] )
			.map( ( type ) => typeText( { ...schema, type } ) )
			.join( ' or ' );
	}
	switch ( schema.type ) {
		case 'array':
			return `list${ range( schema.minItems, schema.maxItems, ' entries' ) }`;
		case 'object':
			return typeof schema.additionalProperties === 'object' ? 'map' : 'object';
		case 'integer':
			return `whole number${ range( schema.minimum, schema.maximum ) }`;
		case 'string':
			return (
				FORMS.get( schema.pattern ) ??
				`text${ range( schema.minLength, schema.maxLength, ' characters' ) }`
			);
		case 'boolean':
			return 'true or false';
		default:
			return schema.type === 'null' ? 'null' : 'any';
	}
}

/** A line per field, nested ones with their path. */
function rows( schema: Schema, path = '' ): string[] {
	const own = ( schema.anyOf ?? schema.oneOf ?? [ schema ] ).flatMap( ( choice ): string[] => {
		const below = Object.entries( choice.properties ?? {} ).flatMap( ( [ name, field ] ) => {
			const at = path === '' ? name : `${ path }.${ name }`;
			const optional = choice.required?.includes( name ) ? '' : ' (optional)';
			return [
				`| \`${ at }\` | ${ typeText( field ) }${ optional } |`,
				...rows( field, at ),
			];
		} );
		return choice.items ? [ ...below, ...rows( choice.items, `${ path }[]` ) ] : below;
	} );
	return [ ...new Set( own ) ];
}

function fields( title: string, type: z.ZodType | undefined, io: 'input' | 'output' ): string[] {
	const lines = type ? rows( schemaOf( type, io ) ) : [];
	return lines.length > 0
		? [ `${ title }:`, '', '| field | value |', '| --- | --- |', ...lines, '' ]
		: [];
}

function section( name: string, route: Route ): string[] {
	const who =
		route.audience === 'admin'
			? 'Asked by the admin page (`manage_woocommerce`).'
			: `Asked by the companion (\`manage_tillsync\`)${ route.lease ? ', which must hold the lease' : '' }.`;
	return [
		`### ${ route.method } ${ route.path }`,
		'',
		`${ route.does } ${ who } Name in the code: \`${ name }\`.`,
		'',
		...fields( 'Query', route.query, 'input' ),
		...fields( 'Body', route.body, 'input' ),
		...fields( 'Answer', route.answer, 'output' ),
	];
}

/**
 * The reference page of the REST API, as Markdown: `docs/rest-api.md` is this text. Made of the route table and the
 * schemas alone, so that it says what is enforced. Deterministic.
 */
export function restApiPage(): string {
	const routes = Object.entries( ROUTES ) as [ string, Route ][];
	const errors = Object.entries( ERRORS );
	return [
		'# REST API',
		'',
		'<!-- Made from contract/src by `npm run schemas`; edits here are lost. -->',
		'',
		`Namespace \`${ NAMESPACE }\` below the shop’s REST root; contract version ${ CONTRACT_VERSION }. Bodies are JSON. Requests are strict: a wrong type, a missing field and an unknown field are refused, nothing is converted. Readers of answers ignore what they do not know.`,
		'',
		'| value | form |',
		'| --- | --- |',
		'| decimal | text, at most 12 digits before and 5 after the point: `"7"`, `"-0.5"`; never a float |',
		'| POS id | text of letters, digits, `_`, `.`, `:`, `-`, at most 64; opaque |',
		'| version | whole number below 10^18 as text |',
		'| instant | ISO 8601 in UTC with a `Z` |',
		'',
		`**Companion routes** take Basic authentication with the application password of the companion’s user, and on every call \`${ INSTANCE_HEADER }\` (a UUID the running companion gives itself) and \`${ CONTRACT_HEADER }\` (the contract version it speaks). One companion at a time holds the lease, for ${ LEASE_SECONDS } seconds after its last call. **Admin routes** take the cookie of a signed-in shop manager with a REST nonce.`,
		'',
		`**Batches** answer per item; one bad item never fails the others. After ${ BATCH_SECONDS } seconds a batch starts no further item and answers \`not_reached\` for the rest. Every write may be repeated.`,
		'',
		'**Errors** have WordPress’s shape: `{"code", "message", "data": {"status", "fields": [{"field", "code", "message"}]}}`. WordPress’s own codes (`rest_no_route`, `rest_cookie_invalid_nonce` …) occur as well.',
		'',
		'## Routes',
		'',
		'| route | who | lease | does |',
		'| --- | --- | --- | --- |',
		...routes.map(
			( [ , { method, path, audience, lease, does } ] ) =>
				`| \`${ method } ${ path }\` | ${ audience } | ${ lease ? 'yes' : '' } | ${ does } |`
		),
		'',
		...routes.flatMap( ( [ name, route ] ) => section( name, route ) ),
		'## Error codes',
		'',
		'| code | status | message |',
		'| --- | --- | --- |',
		...errors.map(
			( [ code, { status, message } ] ) => `| \`${ code }\` | ${ status } | ${ message } |`
		),
		'',
		'## Item codes',
		'',
		'Why a single item of a batch was no plain success:',
		'',
		...ITEM_CODES.map( ( code ) => `- \`${ code }\`` ),
		'',
		'## Kinds of activity',
		'',
		...ACTIVITY_KINDS.map( ( kind ) => `- \`${ kind }\`` ),
		'',
	].join( '\n' );
}
