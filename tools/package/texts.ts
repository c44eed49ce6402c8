import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file translators start from, relative to the workspace. */
export const TEXTS = 'plugin/languages/tillsync.pot';

/** The ownership table as the plugin reads it; it translates the fields' labels. */
const OWNERSHIP = 'schemas/ownership.json';

/** The script WordPress loads translations for; the page's other pieces read theirs from the same texts. */
const PAGE_SCRIPT = 'build/index.js';

/** A remark for translators, or a call of one of the translating functions with one text or two. */
const REMARK_OR_CALL =
	/\/\*\s*translators:\s*([^*]*?)\s*\*\/|\b(?:__|_n|esc_html__|esc_attr__)\(\s*'((?:[^'\\]|\\.)*)'(?:,\s*'((?:[^'\\]|\\.)*)')?/g;

const PLACEHOLDER = /%(?:\d+\$)?[sd]/;

/** Code between a remark and its text, in characters: the call it stands before, and the opening of an inner one. */
const REMARK_REACHES = 160;

export interface TextSource {
	/** Of the plugin, as the file names it behind `#:`. */
	readonly reference: string;
	readonly language: 'php' | 'javascript';
	readonly code: string;
}

interface Text {
	readonly singular: string;
	readonly plural: string | null;
	readonly remarks: Set< string >;
	readonly references: Set< string >;
	readonly languages: Set< string >;
}

const DOMAIN = 'tillsync';

const unescaped = ( literal: string ): string => literal.replace( /\\(['\\])/g, '$1' );
const quoted = ( text: string ): string =>
	`"${ text.replace( /\\/g, '\\\\' ).replace( /"/g, '\\"' ) }"`;

/** Puts what one source says into the collection. */
function collect( { code, reference, language }: TextSource, texts: Map< string, Text > ): void {
	let remark: { readonly text: string; readonly end: number } | null = null;
	for ( const match of code.matchAll( REMARK_OR_CALL ) ) {
		const [ whole, said, first, second ] = match;
		if ( said !== undefined ) {
			remark = { text: said, end: match.index + whole.length };
			continue;
		}
		const singular = unescaped( first ?? '' );
		const plural = second === undefined || second === DOMAIN ? null : unescaped( second );
		const key = `${ singular }\0${ plural ?? '' }`;
		const text = texts.get( key ) ?? {
			singular,
			plural,
			remarks: new Set(),
			references: new Set(),
			languages: new Set(),
		};
		texts.set( key, text );
		text.references.add( reference );
		if ( PLACEHOLDER.test( singular ) || PLACEHOLDER.test( plural ?? '' ) ) {
			text.languages.add( language );
			if ( remark && match.index - remark.end <= REMARK_REACHES ) {
				text.remarks.add( remark.text );
			}
		}
		remark = null;
	}
}

function entry( { singular, plural, remarks, references, languages }: Text ): string {
	return [
		...[ ...remarks ].map( ( remark ) => `#. translators: ${ remark }` ),
		...[ ...references ].map( ( reference ) => `#: ${ reference }` ),
		...( languages.size > 0
			? [ `#, ${ [ ...languages ].map( ( name ) => `${ name }-format` ).join( ', ' ) }` ]
			: [] ),
		`msgid ${ quoted( singular ) }`,
		...( plural === null
			? [ 'msgstr ""' ]
			: [ `msgid_plural ${ quoted( plural ) }`, 'msgstr[0] ""', 'msgstr[1] ""' ] ),
	].join( '\n' );
}

/**
 * The texts of all sources as a .pot file: each once, in the order of the sources, with the remarks for translators.
 * Texts are found where they stand as literals in single quotes, which the linters ask for anyway.
 */
export function textsFile( sources: readonly TextSource[], version: string ): string {
	const texts = new Map< string, Text >();
	sources.forEach( ( source ) => collect( source, texts ) );
	const head = [
		'# Texts of TillSync for WooCommerce, GPL-2.0-or-later. Made by npm run texts.',
		'msgid ""',
		'msgstr ""',
		`"Project-Id-Version: TillSync for WooCommerce ${ version }\\n"`,
		'"MIME-Version: 1.0\\n"',
		'"Content-Type: text/plain; charset=UTF-8\\n"',
		'"Content-Transfer-Encoding: 8bit\\n"',
		'"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"',
	].join( '\n' );
	return `${ [ head, ...[ ...texts.values() ].map( entry ) ].join( '\n\n' ) }\n`;
}

/** The labels of the ownership table, as the calls that translate them would read if they named them. */
export function labelSource( ownership: string ): TextSource {
	const fields = Object.values( JSON.parse( ownership ) as Record< string, { label: string } > );
	return {
		reference: OWNERSHIP,
		language: 'php',
		code: fields
			.map(
				( { label } ) => `__( '${ label.replace( /[\\']/g, '\\$&' ) }', '${ DOMAIN }' );`
			)
			.join( '\n' ),
	};
}

/** Every source a person's text can stand in: the plugin's PHP, its table of fields, and the page. */
export function textSources( root: string ): TextSource[] {
	const files = ( folder: string, pattern: RegExp ) =>
		readdirSync( join( root, folder ), { recursive: true, encoding: 'utf8' } )
			.map( ( path ) => path.replaceAll( '\\', '/' ) )
			.filter( ( path ) => pattern.test( path ) )
			.sort();
	const read = ( ...path: string[] ) => readFileSync( join( root, ...path ), 'utf8' );
	return [
		...files( 'plugin/src', /\.php$/ ).map( ( path ): TextSource => ( {
			reference: `src/${ path }`,
			language: 'php',
			code: read( 'plugin/src', path ),
		} ) ),
		labelSource( read( 'plugin', OWNERSHIP ) ),
		...files( 'admin-src', /\.tsx?$/ ).map( ( path ): TextSource => ( {
			reference: PAGE_SCRIPT,
			language: 'javascript',
			code: read( 'admin-src', path ),
		} ) ),
	];
}
