import type { ProductListSettings } from '../../../admin-src/types/product-list-settings.ts';

const SETTINGS: ProductListSettings = {
	locked: {
		simple: [ 'post_title', '_sku', 'tax_input[product_tag]', 'attribute_*' ],
		variable: [ 'post_title' ],
	},
	quickEdit: 'Managed by the till.',
	bulkEdit: '%1$s of %2$s',
};

const CONTROLS = `
	<input type="hidden" name="post_title" value="kept">
	<label><span class="title">Title</span><input name="post_title"></label>
	<input name="_sku"><input name="_sku_suffix"><textarea name="tax_input[product_tag]"></textarea>
	<input name="tax_input[product_tag][]"><input name="tax_input[product_cat][]"><input name="_weight"><select name="attribute_colour"></select>
	<button type="button" class="cancel">Cancel</button>`;

const row = ( id: number, kind: string | null ): string => `
	<tr id="post-${ id }"><td><input type="checkbox" name="post[]" value="${ id }"></td>
	<td>${ kind === null ? '–' : `<div data-tillsync-kind="${ kind }">Linked</div>` }</td></tr>`;

/** The page as WordPress prints it, with the script in it. */
async function load( settings: ProductListSettings = SETTINGS ): Promise< void > {
	const rows = [
		row( 1, 'simple' ),
		row( 2, null ),
		row( 3, 'variable' ),
		row( 4, 'unheard of' ),
	];
	document.body.innerHTML = `<table><tbody id="the-list">${ rows.join( '' ) }</tbody></table>`;
	window.tillsyncProductList = settings;
	await run();
}

/** Runs the script as if the page had just been loaded. */
const run = (): Promise< void > =>
	jest.isolateModulesAsync( async () => {
		await import( '../../../admin-src/product-list/index.ts' );
	} );

/** Opens a row as WordPress's script does: a copy is put in, then gets its id, then its class. */
async function open( id: string, content: string ): Promise< HTMLElement > {
	document.querySelector( '.inline-editor' )?.remove();
	const edit = document.createElement( 'tr' );
	edit.innerHTML = `<td><div class="inline-edit-wrapper">${ content }</div></td>`;
	document.getElementById( 'the-list' )?.append( edit );
	edit.id = id;
	edit.classList.add( 'inline-editor' );
	await Promise.resolve();
	return edit;
}

const disabled = ( edit: Element ): ( string | null )[] =>
	[ ...edit.querySelectorAll( ':disabled' ) ].map( ( control ) =>
		control.getAttribute( 'name' )
	);

describe( 'quick edit in the list of products', () => {
	it( 'disables what the till owns, by name, and says why', async () => {
		await load();
		const edit = await open( 'edit-1', CONTROLS );
		expect( disabled( edit ) ).toEqual( [
			'post_title',
			'_sku',
			'tax_input[product_tag]',
			'tax_input[product_tag][]',
			'attribute_colour',
		] );
		const note = edit.querySelector( '.inline-edit-wrapper' )?.firstElementChild;
		expect( note ).toHaveTextContent( 'Managed by the till.' );
		expect( note ).toHaveFocus();
		expect( edit.querySelector( '[name="_sku"]' ) ).toHaveAttribute(
			'aria-describedby',
			note?.id
		);
	} );

	it( 'goes by the kind of the row', async () => {
		await load();
		expect( disabled( await open( 'edit-3', CONTROLS ) ) ).toEqual( [ 'post_title' ] );
	} );

	it.each( [
		[ 'a product that is not linked', 2 ],
		[ 'a kind it does not know', 4 ],
	] )( 'leaves %s alone, also right after a linked one', async ( _name, id ) => {
		await load();
		await open( 'edit-1', CONTROLS );
		const edit = await open( `edit-${ id }`, CONTROLS );
		expect( disabled( edit ) ).toEqual( [] );
		expect( edit.querySelector( '.notice' ) ).toBeNull();
	} );

	it( 'does it once, whatever else happens in the row', async () => {
		await load();
		const edit = await open( 'edit-1', CONTROLS );
		edit.append( document.createElement( 'td' ) );
		edit.classList.add( 'other' );
		await Promise.resolve();
		expect( edit.querySelectorAll( '.notice' ) ).toHaveLength( 1 );
	} );

	it( 'does nothing where the server said nothing', async () => {
		document.body.innerHTML = `<table><tbody id="the-list">${ row( 1, 'simple' ) }</tbody></table>`;
		delete window.tillsyncProductList;
		await run();
		expect( disabled( await open( 'edit-1', CONTROLS ) ) ).toEqual( [] );
	} );
} );

describe( 'bulk edit in the list of products', () => {
	const LINE = '<p class="tillsync-bulk-edit">Linked products: …</p><ul><li></li><li></li></ul>';
	const choose = ( ...ids: readonly number[] ): void => {
		for ( const box of document.querySelectorAll< HTMLInputElement >( '[name="post[]"]' ) ) {
			box.checked = ids.includes( Number( box.value ) );
		}
	};

	it( 'counts the linked ones among the selected', async () => {
		await load();
		choose( 1, 2, 3 );
		const edit = await open( 'bulk-edit', LINE );
		expect( edit.querySelector( 'p' ) ).toHaveTextContent( '2 of 3' );
		expect( edit.querySelector( 'p' ) ).toBeVisible();
	} );

	it( 'counts again when one is taken out, and falls silent when none is left', async () => {
		await load();
		choose( 1, 2 );
		const edit = await open( 'bulk-edit', LINE );
		expect( edit.querySelector( 'p' ) ).toHaveTextContent( '1 of 2' );
		choose( 2 );
		edit.querySelector( 'li' )?.remove();
		await Promise.resolve();
		expect( edit.querySelector( 'p' ) ).not.toBeVisible();
	} );
} );
