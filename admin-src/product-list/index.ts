/**
 * WooCommerce's list of products: quick and bulk edit know linked products.
 *
 * Both are opened by scripts of WordPress and WooCommerce, which put a row into the list. The list is watched for such rows
 * instead of their buttons, so that the order in which the scripts listen does not matter.
 */
import { countBulkEdit } from './bulk-edit.ts';
import { lockQuickEdit } from './quick-edit.ts';
import './style.scss';

const list = document.getElementById( 'the-list' );
const settings = window.tillsyncProductList;

if ( list !== null && settings !== undefined ) {
	const look = (): void => {
		const open = list.querySelector< HTMLElement >( 'tr.inline-editor' );
		if ( open?.id === 'bulk-edit' ) {
			countBulkEdit( open, settings );
		} else if ( open !== null ) {
			lockQuickEdit( open, settings );
		}
	};
	new MutationObserver( look ).observe( list, {
		childList: true,
		subtree: true,
		attributes: true,
		attributeFilter: [ 'class', 'id' ],
	} );
}
