import { ask, itemNames, onPress, refreshItems, state } from './api-client.js';
import { byId, labelled, make, options, say } from './dom.js';

/** A field where a person types or picks an item. */
function itemPicker() {
	return make( 'input', { list: 'item-names', autocomplete: 'off', placeholder: 'Name or SKU' } );
}

function pickedItem( input ) {
	const text = input.value.trim();
	const names = itemNames();
	const found =
		names.get( text ) ??
		[ ...names.values() ].find( ( one ) => one.sku !== '' && one.sku === text ) ??
		[ ...names.values() ].find( ( one ) => one.name === text );
	if ( ! found ) {
		input.focus();
		throw new Error( text ? `There is no item “${ text }”.` : 'Choose an item.' );
	}
	return found;
}

/** Lines of item and number that a person can add to. */
function lineEditor( label, value ) {
	const list = make( 'div', { className: 'line-editor' } );
	const rows = [];
	const addRow = () => {
		const picker = itemPicker();
		const number = make( 'input', { type: 'number', step: 'any', value } );
		rows.push( { picker, number } );
		list.append(
			make(
				'div',
				{ className: 'two' },
				labelled( 'Item', picker ),
				labelled( label, number )
			)
		);
		return picker;
	};
	addRow();
	const more = make( 'button', { type: 'button', className: 'quiet' }, 'Add a line' );
	more.addEventListener( 'click', () => addRow().focus() );
	return {
		elements: [ list, more ],
		read: ( key ) =>
			rows
				.filter( ( row, index ) => index === 0 || row.picker.value.trim() !== '' )
				.map( ( row ) => ( {
					item: pickedItem( row.picker ).id,
					[ key ]: row.number.value,
				} ) ),
		reset: () => {
			rows.length = 0;
			list.replaceChildren();
			addRow();
		},
	};
}

function formCard( title, hint, elements, buttonText, action ) {
	const id = `form-${ title.toLowerCase().replaceAll( ' ', '-' ) }`;
	const button = make( 'button', { type: 'submit', className: 'primary' }, buttonText );
	const form = make(
		'form',
		{ className: 'card', 'aria-labelledby': id },
		make( 'h3', { id }, title ),
		make( 'p', { className: 'hint' }, hint ),
		...elements,
		make( 'div', { className: 'actions' }, button )
	);
	form.addEventListener( 'submit', ( event ) => event.preventDefault() );
	onPress( button, action );
	return form;
}

const outletSelects = [];

function outletSelect( chosen ) {
	const select = make(
		'select',
		{},
		...options(
			state.shop.outlets.map( ( outlet ) => [ outlet.id, outlet.name ] ),
			chosen
		)
	);
	outletSelects.push( select );
	return select;
}

/** Follows the outlet at the top, except where another one was chosen. */
export function changeOutlet( from, to ) {
	for ( const select of outletSelects ) {
		if ( select.value === from ) {
			select.value = to;
		}
	}
}

function goodsForm( { title, hint, path, label, key, value, button, outlets, extras = [], more } ) {
	const lines = lineEditor( label, value );
	const selects = Object.fromEntries(
		outlets.map( ( [ name ] ) => [
			name,
			outletSelect( name === 'to' ? state.shop.outlets.at( 1 )?.id : state.outlet ),
		] )
	);
	return formCard(
		title,
		hint,
		[
			make(
				'div',
				{ className: 'two' },
				...outlets.map( ( [ name, text ] ) => labelled( text, selects[ name ] ) )
			),
			...lines.elements,
			...extras,
		],
		button,
		async () => {
			const done = await ask( 'POST', path, {
				...Object.fromEntries(
					Object.entries( selects ).map( ( [ name, select ] ) => [ name, select.value ] )
				),
				lines: lines.read( key ),
				...( more ? more() : {} ),
			} );
			lines.reset();
			await refreshItems();
			say(
				`${ title } ${ done.reference } is done: ${ done.items } item${ done.items === 1 ? '' : 's' }.`
			);
		}
	);
}

export function startStockForms() {
	const zero = make( 'input', { type: 'checkbox' } );
	const reason = make(
		'select',
		{},
		...options(
			state.shop.adjustment_reasons.map( ( one ) => [
				one,
				one.toLowerCase().replaceAll( '_', ' ' ),
			] ),
			'DAMAGE'
		)
	);
	byId( 'stock-forms' ).replaceChildren(
		goodsForm( {
			title: 'Inventory count',
			hint: 'Completing it sets the counted levels.',
			path: 'count',
			label: 'Counted',
			key: 'counted',
			value: '0',
			button: 'Complete the count',
			outlets: [ [ 'outlet', 'Outlet' ] ],
			extras: [ labelled( 'Set everything not counted to zero', zero ) ],
			more: () => {
				const wanted = zero.checked;
				zero.checked = false;
				return { zero_uncounted: wanted };
			},
		} ),
		goodsForm( {
			title: 'Stock order',
			hint: 'Goods from a supplier arrive.',
			path: 'stock-order',
			label: 'Received',
			key: 'quantity',
			value: '1',
			button: 'Receive the order',
			outlets: [ [ 'outlet', 'Outlet' ] ],
		} ),
		goodsForm( {
			title: 'Stock transfer',
			hint: 'Goods go from one outlet to another.',
			path: 'transfer',
			label: 'Moved',
			key: 'quantity',
			value: '1',
			button: 'Send and receive',
			outlets: [
				[ 'from', 'From' ],
				[ 'to', 'To' ],
			],
		} ),
		goodsForm( {
			title: 'Stock adjustment',
			hint: 'Below zero takes goods away, above zero finds them.',
			path: 'adjust',
			label: 'Change',
			key: 'quantity',
			value: '-1',
			button: 'Adjust',
			outlets: [ [ 'outlet', 'Outlet' ] ],
			extras: [ labelled( 'Reason', reason ) ],
			more: () => ( { reason: reason.value } ),
		} )
	);
}

/** @param {string=} openId id of the item to begin with. */
export function startItemForm( openId ) {
	const picker = itemPicker();
	const name = make( 'input', { autocomplete: 'off' } );
	const price = make( 'input', { inputMode: 'decimal', autocomplete: 'off' } );
	const sku = make( 'input', { autocomplete: 'off' } );
	const about = make(
		'p',
		{ className: 'hint', role: 'status' },
		'Choose an item to change it.'
	);
	let loaded = null;

	const load = () => {
		const one = itemNames().get( picker.value.trim() ) ?? null;
		if ( one && one.id !== loaded?.id ) {
			show( one );
		}
	};
	const show = ( one ) => {
		loaded = one;
		name.value = one.family_name;
		price.value = one.price;
		sku.value = one.sku;
		const parts = [
			one.options.length > 0 ? 'Renaming it renames its whole family.' : '',
			one.active ? '' : 'Switched off.',
			one.deleted ? 'Deleted.' : '',
			one.composite ? 'A composite.' : '',
			one.tracked ? '' : 'Without a level.',
		];
		about.textContent = parts.filter( Boolean ).join( ' ' ) || 'A single item.';
	};
	picker.addEventListener( 'input', load );

	const act = async ( path, body, text ) => {
		const one = loaded && picker.value ? loaded : pickedItem( picker );
		const { items } = await ask( 'POST', `items/${ one.id }/${ path }`, body );
		await refreshItems();
		show( items.find( ( other ) => other.id === one.id ) ?? one );
		say( `${ items[ 0 ].name }: ${ text }.` );
	};
	const button = ( text, path, done, body = {} ) => {
		const element = make( 'button', { type: 'button' }, text );
		onPress( element, () => act( path, body, done ) );
		return element;
	};
	const form = formCard(
		'Change an item',
		'Saving makes a new version, also when nothing is different.',
		[
			labelled( 'Item', picker ),
			about,
			labelled( 'Name', name ),
			make(
				'div',
				{ className: 'two' },
				labelled( 'Price, tax included', price ),
				labelled( 'SKU', sku )
			),
		],
		'Save',
		() => {
			const one = pickedItem( picker );
			if ( one.id !== loaded?.id ) {
				show( one );
			}
			return act(
				'edit',
				{
					...( name.value === one.family_name ? {} : { name: name.value } ),
					...( sku.value === one.sku ? {} : { sku: sku.value } ),
					price: price.value,
				},
				'saved'
			);
		}
	);
	form.querySelector( '.actions' ).append(
		button( 'Switch off', 'deactivate', 'switched off' ),
		button( 'Switch on', 'activate', 'switched on' ),
		button( 'Delete', 'delete', 'deleted' ),
		button( 'Restore', 'restore', 'restored' )
	);
	byId( 'item-form' ).replaceChildren( form );
	for ( const [ text, one ] of itemNames() ) {
		if ( one.id === openId ) {
			picker.value = text;
			show( one );
		}
	}
}

/** The names offered while typing; a browser cannot show thousands anyway. */
export function drawItemNames() {
	byId( 'item-names' ).replaceChildren(
		...[ ...itemNames().keys() ].slice( 0, 500 ).map( ( value ) => make( 'option', { value } ) )
	);
}
