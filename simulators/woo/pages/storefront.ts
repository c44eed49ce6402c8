import { fromUnits } from '../model/decimal.ts';
import type { Product, ShopState } from '../model/state.ts';
import { escapeHtml, htmlPage } from './html.ts';

const STYLE = `<style>
body { font: 16px/1.5 system-ui, sans-serif; color: #1e1e1e; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
a { color: #135e96; }
.stock { font-size: 1.25rem; font-weight: 600; }
form { margin-top: 2rem; padding: 1rem; border: 1px solid #949494; border-radius: 4px; }
label { display: block; margin-bottom: .5rem; }
input, select, button { font: inherit; padding: .25rem .5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; padding: .25rem .5rem; border-bottom: 1px solid #ddd; }
</style>`;

/** What a shop window says of a product’s stock, in WooCommerce’s words. */
export function stockText( product: Product ): string {
	if ( ! product.inStock ) {
		return 'Out of stock';
	}
	return product.manageStock && product.level !== null
		? `${ fromUnits( product.level ) } in stock`
		: 'In stock';
}

const EDIT_SCRIPT = `<script>
document.querySelector( 'form' ).addEventListener( 'submit', async ( event ) => {
	event.preventDefault();
	const form = event.currentTarget;
	const answer = await fetch( form.action, {
		method: 'PUT',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify( { level: form.elements.level.value, way: form.elements.way.value } ),
	} );
	const result = await answer.json();
	document.querySelector( '[role=status]' ).textContent = result.message;
	if ( result.taken ) {
		document.querySelector( '.stock' ).textContent = result.stock;
	}
} );
</script>`;

function editForm( product: Product ): string {
	const level = product.level === null ? '' : fromUnits( product.level );
	return `<form action="/shop-api/products/${ product.id }/level">
<label>Level <input name="level" inputmode="decimal" required value="${ level }"></label>
<label>How <select name="way">
<option value="editor">in the editor</option>
<option value="sql">straight in the database</option>
</select></label>
<button>Save</button>
<p role="status"></p>
</form>
${ EDIT_SCRIPT }`;
}

/** The plain page of one product; with `edit` the level can be changed as a shopkeeper would. */
export function productPage( product: Product, edit: boolean ): string {
	return htmlPage(
		product.name,
		`<main>
<p><a href="/shop">All products</a></p>
<h1>${ escapeHtml( product.name ) }</h1>
<p class="stock">${ escapeHtml( stockText( product ) ) }</p>
${ product.sku === '' ? '' : `<p>SKU: ${ escapeHtml( product.sku ) }</p>` }
${ edit ? editForm( product ) : `<p><a href="?edit=1">Edit the level in the shop</a></p>` }
</main>`,
		STYLE
	);
}

/** All products that can be bought, with their levels. */
export function shopPage( state: ShopState ): string {
	const rows = [ ...state.products.values() ]
		.filter( ( product ) => ! product.trashed && product.type !== 'variable' )
		.map(
			( product ) => `<tr>
<td><a href="/product/${ product.id }">${ escapeHtml( product.name ) }</a></td>
<td>${ escapeHtml( product.sku ) }</td>
<td>${ escapeHtml( stockText( product ) ) }</td>
</tr>`
		)
		.join( '\n' );
	return htmlPage(
		state.name,
		`<main>
<h1>${ escapeHtml( state.name ) }</h1>
<table>
<thead><tr><th scope="col">Product</th><th scope="col">SKU</th><th scope="col">Stock</th></tr></thead>
<tbody>
${ rows }
</tbody>
</table>
</main>`,
		STYLE
	);
}
