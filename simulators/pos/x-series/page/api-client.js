import { say } from './dom.js';

/**
 * Asks the till. Says what is wrong and throws when it refuses.
 */
export async function ask( method, path, body ) {
	const response = await fetch( `/till/${ path }`, {
		method,
		...( body === undefined
			? {}
			: { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify( body ) } ),
	} ).catch( () => null );
	const answer = response ? await response.json().catch( () => null ) : null;
	if ( ! response || ! response.ok || answer === null ) {
		const message = answer?.error?.message ?? 'The till does not answer.';
		say( message, 'error' );
		throw new Error( message );
	}
	return answer;
}

/** Does something for a button: no second press meanwhile, errors are said. */
export function onPress( button, action ) {
	button.addEventListener( 'click', async ( event ) => {
		event.preventDefault();
		if ( button.getAttribute( 'aria-disabled' ) === 'true' ) {
			return;
		}
		// Not `disabled`: the focus would be lost.
		button.setAttribute( 'aria-disabled', 'true' );
		try {
			await action();
		} catch ( error ) {
			say( error.message, 'error' );
		} finally {
			button.removeAttribute( 'aria-disabled' );
		}
	} );
}

/** Everything the page shows; `listeners` are called when it changed. */
export const state = { shop: null, items: [], outlet: '', listeners: [] };

export async function refreshItems() {
	state.items = ( await ask( 'GET', 'items' ) ).items;
	state.listeners.forEach( ( listener ) => listener() );
}

export function item( id ) {
	return state.items.find( ( one ) => one.id === id );
}

/** Items as a person picks them: the text to type → the item. */
export function itemNames() {
	const names = new Map();
	for ( const one of state.items ) {
		const plain = one.sku ? `${ one.name } (${ one.sku })` : one.name;
		names.set( names.has( plain ) ? `${ plain } ${ one.id }` : plain, one );
	}
	return names;
}

/** The level at an outlet; null where none is kept. */
export function levelAt( one, outletId ) {
	return one.levels.find( ( level ) => level.outlet_id === outletId )?.level ?? null;
}
