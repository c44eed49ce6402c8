/**
 * Forms of wp-admin as a browser reads and sends them, without a browser.
 */
import { JSDOM, VirtualConsole } from 'jsdom';

/** What a form would send: pairs in the order of the page; a name may come more than once. */
export type FormFields = readonly ( readonly [ name: string, value: string ] )[];

/** Wanted values by name: one, several, or null for "not sent". */
export type FormChanges = Readonly< Record< string, string | readonly string[] | null > >;

/** Parses a page; nothing in it runs, and what its style sheets get wrong is nobody's business here. */
function parse( html: string ): JSDOM[ 'window' ] {
	return new JSDOM( html, { virtualConsole: new VirtualConsole() } ).window;
}

/**
 * What a browser would send for a form without touching it: enabled controls with their values, no buttons. What a script would add
 * or change on the page is not there.
 *
 * @param html     The page.
 * @param selector The form, or any element whose controls are wanted.
 * @throws Error when the page has no such element.
 */
export function readForm( html: string, selector: string ): FormFields {
	const window = parse( html );
	const { document } = window;
	const found = document.querySelector( selector );
	if ( found === null ) {
		throw new Error( `The page has no ${ selector }: ${ textOf( html ).slice( 0, 300 ) }` );
	}
	let form = found.closest( 'form' );
	if ( found !== form ) {
		// A part of a form, or controls without one, as in a row of quick edit.
		form = document.createElement( 'form' );
		form.append( found.cloneNode( true ) );
	}
	return [ ...new window.FormData( form ).entries() ].map( ( [ name, value ] ) => [
		name,
		typeof value === 'string' ? value.replaceAll( /\r\n?|\n/g, '\r\n' ) : '',
	] );
}

/** Fields with some values changed: where a name is sent already it keeps its place, else it comes last. */
export function withChanges( fields: FormFields, changes: FormChanges ): FormFields {
	const wanted = new Map(
		Object.entries( changes ).map( ( [ name, value ] ) => [
			name,
			value === null ? [] : [ value ].flat(),
		] )
	);
	const sent = fields.flatMap( ( [ name, value ] ): FormFields => {
		const values = wanted.get( name );
		if ( values === undefined ) {
			return [ [ name, value ] ];
		}
		wanted.set( name, [] );
		return values.map( ( changed ) => [ name, changed ] );
	} );
	const added = [ ...wanted ].flatMap( ( [ name, values ] ) =>
		values.map( ( value ) => [ name, value ] as const )
	);
	return [ ...sent, ...added ];
}

/** The value of a field, or undefined when it is not sent; the last one where there are several, as PHP reads it. */
export function valueOf( fields: FormFields, name: string ): string | undefined {
	return fields.findLast( ( [ known ] ) => known === name )?.[ 1 ];
}

/**
 * A value WordPress handed to the page's scripts, for example `load_variations_nonce`.
 *
 * @throws Error when the page has none of that name.
 */
export function scriptValue( html: string, name: string ): string {
	const value = new RegExp( `"${ name }":"([^"]*)"` ).exec( html )?.[ 1 ];
	if ( value === undefined ) {
		throw new Error( `The page hands no ${ name } to its scripts.` );
	}
	return value;
}

/** The notices of a page in wp-admin as text, in the order of the page; templates of its scripts left out. */
export function noticesOf( html: string ): readonly string[] {
	const { document } = parse( html );
	return [ ...document.querySelectorAll( 'div.notice, div.updated, div.error' ) ].map(
		( notice ) => notice.textContent.replaceAll( /\s+/g, ' ' ).trim()
	);
}

/** The address of the first link whose address contains all of these texts, or undefined. */
export function linkWith( html: string, ...parts: readonly string[] ): string | undefined {
	const { document } = parse( html );
	return [ ...document.querySelectorAll( 'a[href]' ) ]
		.map( ( link ) => link.getAttribute( 'href' ) ?? '' )
		.find( ( href ) => parts.every( ( part ) => href.includes( part ) ) );
}

/** A page's text without markup, scripts and styles. */
export function textOf( html: string ): string {
	const { document } = parse( html );
	document.querySelectorAll( 'script, style, template' ).forEach( ( part ) => part.remove() );
	return document.body.textContent.replaceAll( /\s+/g, ' ' ).trim();
}
