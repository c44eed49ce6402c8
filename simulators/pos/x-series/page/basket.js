import { ask, item, onPress, refreshItems, state } from './api-client.js';
import { byId, make, money, options, say } from './dom.js';

/** Item id → quantity as typed. */
const basket = new Map();

export function basketLines() {
	return [ ...basket ].map( ( [ id, quantity ] ) => ( { item: id, quantity } ) );
}

export function emptyBasket() {
	basket.clear();
	draw();
}

export function addToBasket( one ) {
	basket.set( one.id, String( Number( basket.get( one.id ) ?? 0 ) + 1 ) );
	draw();
	say( `${ one.name } is in the basket.` );
}

function drawTotal() {
	const total = [ ...basket ].reduce(
		( sum, [ id, quantity ] ) => sum + Number( item( id )?.price ?? 0 ) * Number( quantity ),
		0
	);
	byId( 'basket-total' ).textContent = `${ state.shop.currency } ${ money( total ) }`;
	byId( 'basket-empty' ).hidden = basket.size > 0;
}

function draw() {
	byId( 'basket-lines' ).replaceChildren(
		...[ ...basket ].map( ( [ id, quantity ] ) => {
			const one = item( id );
			const input = make( 'input', {
				type: 'number',
				min: '0.00001',
				step: 'any',
				value: quantity,
				'aria-label': `Quantity of ${ one.name }`,
			} );
			input.addEventListener( 'input', () => {
				basket.set( id, input.value );
				drawTotal();
			} );
			const remove = make(
				'button',
				{ type: 'button', className: 'quiet', 'aria-label': `Take out ${ one.name }` },
				'✕'
			);
			remove.addEventListener( 'click', () => {
				basket.delete( id );
				draw();
				byId( 'search' ).focus();
			} );
			return make(
				'li',
				{},
				make( 'span', { className: 'name' }, one.name ),
				remove,
				input,
				make( 'span', { className: 'price' }, money( one.price ) )
			);
		} )
	);
	drawTotal();
}

async function sellAs( path, verb ) {
	if ( basket.size === 0 ) {
		throw new Error( 'The basket is empty.' );
	}
	const customer = byId( 'customer' ).value;
	const asked = {
		outlet: state.outlet,
		lines: basketLines(),
		...( customer ? { customer } : {} ),
	};
	const document = await ask( 'POST', path, {
		...asked,
		...( await chosenPayment( asked ) ),
	} );
	emptyBasket();
	await refreshItems();
	say(
		`${ verb }: receipt ${ document.reference }, ${ state.shop.currency } ${ document.totals.including_tax }.`
	);
}

/** Card is what the till takes by itself; its total needs no arithmetic here. */
async function chosenPayment( { lines } ) {
	const type = byId( 'payment' ).value;
	if ( byId( 'payment' ).selectedOptions[ 0 ]?.textContent === 'Card' ) {
		return {};
	}
	const total = lines.reduce(
		( sum, line ) => sum + exact( item( line.item ).price, line.quantity ),
		0n
	);
	const cents = ( total + 50_000_000n ) / 100_000_000n;
	return {
		payments: [
			{ type, amount: `${ cents / 100n }.${ String( cents % 100n ).padStart( 2, '0' ) }` },
		],
	};
}

/** Price times quantity in units of 0.0000000001. */
function exact( price, quantity ) {
	const scaled = ( text ) => {
		const [ whole, fraction = '' ] = String( text ).split( '.' );
		return (
			BigInt( whole || '0' ) * 100_000n + BigInt( fraction.padEnd( 5, '0' ).slice( 0, 5 ) )
		);
	};
	return scaled( price ) * scaled( quantity );
}

export function startBasket( showReceipts ) {
	byId( 'payment' ).replaceChildren(
		...options(
			state.shop.payment_types.map( ( type ) => [ type.id, type.name ] ),
			state.shop.payment_types.find( ( type ) => type.name === 'Card' )?.id
		)
	);
	byId( 'customer' ).append(
		...options(
			state.shop.customers.map( ( one ) => [ one.id, one.name ] ),
			''
		)
	);
	byId( 'basket' ).addEventListener( 'submit', ( event ) => event.preventDefault() );
	onPress( byId( 'sell-now' ), () => sellAs( 'sell', 'Sold' ) );
	onPress( byId( 'close-service' ), () => sellAs( 'service-order', 'Service order closed' ) );
	byId( 'go-refund' ).addEventListener( 'click', showReceipts );
	byId( 'go-exchange' ).addEventListener( 'click', () => {
		if ( basket.size === 0 ) {
			say( 'Put what the customer gets into the basket first.', 'error' );
			return;
		}
		showReceipts();
	} );
	byId( 'clear-basket' ).addEventListener( 'click', () => {
		emptyBasket();
		say( 'The basket is empty.' );
	} );
	state.listeners.push( drawTotal );
	draw();
}
