/**
 * Makes an element. Properties are set, `data`, `aria-…` and `for` as
 * attributes; children may be elements or texts, texts are never read as HTML.
 */
export function make( tag, properties = {}, ...children ) {
	const element = document.createElement( tag );
	for ( const [ name, value ] of Object.entries( properties ) ) {
		if ( /^(?:aria-|data-|for$|role$|list$)/.test( name ) ) {
			element.setAttribute( name, value );
		} else {
			element[ name ] = value;
		}
	}
	element.append( ...children );
	return element;
}

export function byId( id ) {
	return document.getElementById( id );
}

/** A control with its label around it. */
export function labelled( text, control ) {
	return make( 'label', {}, make( 'span', {}, text ), control );
}

export function options( values, chosen ) {
	return values.map( ( [ value, text ] ) =>
		make( 'option', { value, selected: value === chosen }, text )
	);
}

let saidUntil = 0;

/** Says something to the eye, for a while, and to the screen reader. */
export function say( text, kind = 'done' ) {
	const place = byId( 'say' );
	place.textContent = text;
	place.dataset.kind = kind;
	clearTimeout( saidUntil );
	saidUntil = setTimeout( () => place.replaceChildren(), kind === 'error' ? 12_000 : 5_000 );
}

/** "7.50" for the decimal "7.5", rounded to cents. */
export function money( amount ) {
	return Number( amount ).toFixed( 2 );
}
