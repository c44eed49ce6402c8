import { ask, levelAt, refreshItems, state } from './api-client.js';
import { addToBasket, startBasket } from './basket.js';
import { byId, make, money, options, say } from './dom.js';
import { refreshFaults, startFaults } from './faults.js';
import { changeOutlet, drawItemNames, startItemForm, startStockForms } from './forms.js';
import { loadReceipts } from './receipts.js';

const SHOWN = 120;
const LOGGED = 100;

/** Cards by item id: kept, so that the focus stays while levels change. */
const cards = new Map();

function wanted( one ) {
	const search = byId( 'search' ).value.trim().toLowerCase();
	const type = byId( 'type' ).value;
	const text = [ one.name, one.sku, ...one.codes.map( ( code ) => code.code ) ].join( '\n' );
	return (
		one.active &&
		! one.deleted &&
		( type === '' || one.type === type ) &&
		text.toLowerCase().includes( search )
	);
}

function makeCard( id ) {
	const parts = {
		name: make( 'span', { className: 'name' } ),
		sku: make( 'span', { className: 'sku' } ),
		price: make( 'span', { className: 'price' } ),
		level: make( 'span', { className: 'level' } ),
	};
	const button = make(
		'button',
		{ type: 'button', className: 'item' },
		...Object.values( parts )
	);
	button.addEventListener( 'click', () =>
		addToBasket( state.items.find( ( one ) => one.id === id ) )
	);
	return { ...parts, element: make( 'li', {}, button ) };
}

function drawCard( one ) {
	const card = cards.get( one.id ) ?? makeCard( one.id );
	cards.set( one.id, card );
	const level = levelAt( one, state.outlet );
	card.name.textContent = one.name;
	card.sku.textContent = one.sku || 'no SKU';
	card.price.textContent = money( one.price );
	card.level.textContent = level === null ? 'no level' : `${ level } here`;
	card.level.dataset.state = level === null ? 'none' : Number( level ) > 0 ? 'some' : 'out';
	return card.element;
}

function drawGrid() {
	const found = state.items.filter( wanted );
	const elements = found.slice( 0, SHOWN ).map( drawCard );
	const grid = byId( 'grid' );
	const same =
		grid.children.length === elements.length &&
		elements.every( ( element, index ) => grid.children[ index ] === element );
	if ( ! same ) {
		grid.replaceChildren( ...elements );
	}
	byId( 'found' ).textContent =
		found.length > SHOWN
			? `${ SHOWN } of ${ found.length } items; search to narrow them down.`
			: `${ found.length } item${ found.length === 1 ? '' : 's' }`;
}

function drawTypes() {
	const types = [ ...new Set( state.items.map( ( one ) => one.type ) ) ].sort();
	byId( 'type' ).append(
		...options(
			types.map( ( type ) => [ type, type ] ),
			''
		)
	);
}

function startTabs() {
	const tabs = [ ...document.querySelectorAll( '[role="tab"]' ) ];
	const show = ( tab, focus ) => {
		for ( const one of tabs ) {
			const chosen = one === tab;
			one.setAttribute( 'aria-selected', String( chosen ) );
			one.tabIndex = chosen ? 0 : -1;
			byId( one.getAttribute( 'aria-controls' ) ).hidden = ! chosen;
		}
		if ( focus ) {
			tab.focus();
		}
		if ( tab.id === 'tab-receipts' ) {
			loadReceipts().catch( () => undefined );
		}
		if ( tab.id === 'tab-faults' ) {
			refreshFaults().catch( () => undefined );
		}
		history.replaceState( null, '', `#${ tab.getAttribute( 'aria-controls' ) }` );
	};
	tabs.forEach( ( tab, index ) => {
		tab.addEventListener( 'click', () => show( tab, false ) );
		tab.addEventListener( 'keydown', ( event ) => {
			const step = { ArrowRight: 1, ArrowLeft: -1 }[ event.key ];
			if ( step ) {
				event.preventDefault();
				show( tabs.at( ( index + step ) % tabs.length ), true );
			}
		} );
	} );
	const asked = location.pathname.startsWith( '/product/' ) ? '#items' : location.hash;
	const first = tabs.find( ( tab ) => `#${ tab.getAttribute( 'aria-controls' ) }` === asked );
	show( first ?? tabs[ 0 ], false );
	return ( name ) => show( byId( `tab-${ name }` ), true );
}

/** Shows each event as it comes and reads the items anew once for a bunch. */
function startLog() {
	let refresh = 0;
	const source = new EventSource( '/till/events' );
	const log = byId( 'log' );
	source.addEventListener( 'message', ( { data } ) => {
		const event = JSON.parse( data );
		log.prepend(
			make(
				'li',
				{ 'data-kind': event.kind },
				make(
					'time',
					{ dateTime: event.at, title: event.at },
					new Date( event.at ).toLocaleTimeString()
				),
				make( 'span', {}, event.text ),
				...( event.level_after === ''
					? []
					: [
							make(
								'span',
								{ className: 'levels' },
								`${ event.level_before } → ${ event.level_after }`
							),
						] )
			)
		);
		while ( log.children.length > LOGGED ) {
			log.lastChild.remove();
		}
		clearTimeout( refresh );
		refresh = setTimeout( () => refreshItems().catch( () => undefined ), 150 );
	} );
	source.addEventListener( 'error', () =>
		say( 'The till does not answer; trying again.', 'error' )
	);
	source.addEventListener( 'open', () => {
		if ( byId( 'say' ).dataset.kind === 'error' ) {
			say( '' );
		}
		log.replaceChildren();
	} );
}

async function start() {
	state.shop = await ask( 'GET', 'shop' );
	document.title = `Till · ${ state.shop.name }`;
	byId( 'shop-name' ).textContent = state.shop.name;
	state.outlet = state.shop.outlets[ 0 ].id;
	const outlet = byId( 'outlet' );
	outlet.replaceChildren(
		...options(
			state.shop.outlets.map( ( one ) => [ one.id, one.name ] ),
			state.outlet
		)
	);
	state.listeners.push( drawGrid, drawItemNames );
	await refreshItems();
	drawTypes();
	outlet.addEventListener( 'change', () => {
		changeOutlet( state.outlet, outlet.value );
		state.outlet = outlet.value;
		drawGrid();
	} );
	byId( 'search' ).addEventListener( 'input', drawGrid );
	byId( 'type' ).addEventListener( 'change', drawGrid );
	startStockForms();
	startItemForm( location.pathname.split( '/product/' )[ 1 ] );
	await startFaults();
	const show = startTabs();
	startBasket( () => show( 'receipts' ) );
	startLog();
	document.body.dataset.ready = 'yes';
}

start().catch( ( error ) => say( error.message, 'error' ) );
