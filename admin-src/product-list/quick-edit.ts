import type { ProductListSettings } from '../types/product-list-settings.ts';
import { isNamed, kindOfRow } from './rows.ts';

const NOTE = 'tillsync-quick-edit-note';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function makeNote( text: string ): HTMLElement {
	const note = document.createElement( 'div' );
	note.id = NOTE;
	note.className = 'notice notice-info inline tillsync-quick-edit-note';
	// The script that opened the row put the focus on the name, which is locked now.
	note.tabIndex = -1;
	const words = document.createElement( 'p' );
	words.textContent = text;
	note.append( words );
	return note;
}

/**
 * Disables what may not be edited of a linked product in the row of quick edit that was just opened, says why, and puts the focus
 * there. The row is a fresh copy each time, so that the next product starts with all its controls.
 *
 * @param row      Row of quick edit, `#edit-<product>`.
 * @param settings What the server said.
 * @return Whether the product is linked.
 */
export function lockQuickEdit( row: HTMLElement, settings: ProductListSettings ): boolean {
	const id = row.id.replace( /^edit-/, '' );
	const kind = kindOfRow( document.getElementById( `post-${ id }` ) );
	const locked = kind === null ? undefined : settings.locked[ kind ];
	if ( locked === undefined || row.querySelector( `#${ NOTE }` ) !== null ) {
		return false;
	}
	for ( const control of row.querySelectorAll< Control >( 'input, select, textarea' ) ) {
		if ( control.type !== 'hidden' && isNamed( control.name, locked ) ) {
			control.disabled = true;
			control.setAttribute( 'aria-describedby', NOTE );
			control.closest( 'label' )?.classList.add( 'tillsync-locked' );
		}
	}
	const note = makeNote( settings.quickEdit );
	( row.querySelector( '.inline-edit-wrapper' ) ?? row ).prepend( note );
	note.focus();
	return true;
}
