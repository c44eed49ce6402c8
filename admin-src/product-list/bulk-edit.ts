import type { ProductListSettings } from '../types/product-list-settings.ts';
import { kindOfRow } from './rows.ts';

/**
 * Says in the open row of bulk edit how many of the selected products are linked; says nothing where none is.
 *
 * @param row      Row of bulk edit.
 * @param settings What the server said.
 */
export function countBulkEdit( row: Element, settings: ProductListSettings ): void {
	const line = row.querySelector< HTMLElement >( '.tillsync-bulk-edit' );
	const chosen = [
		...document.querySelectorAll< HTMLInputElement >(
			'#the-list input[name="post[]"]:checked'
		),
	];
	const linked = chosen.filter( ( box ) => kindOfRow( box.closest( 'tr' ) ) !== null ).length;
	const text = settings.bulkEdit
		.replace( '%1$s', linked.toLocaleString() )
		.replace( '%2$s', chosen.length.toLocaleString() );
	if ( line === null ) {
		return;
	}
	line.hidden = linked === 0;
	// Only what is new is written: the list is being watched.
	if ( line.textContent !== text ) {
		line.textContent = text;
	}
}
