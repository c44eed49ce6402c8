import { ask, onPress, refreshItems, state } from './api-client.js';
import { basketLines, emptyBasket } from './basket.js';
import { byId, make, say } from './dom.js';

let documents = [];
let chosen = '';

/** How much of a line has not come back yet. */
function open( sale, line ) {
	const back = documents
		.filter( ( one ) => one.return_of === sale.reference )
		.flatMap( ( one ) => one.lines )
		.filter( ( one ) => one.item_id === line.item_id )
		.reduce( ( sum, one ) => sum + Number( one.quantity ), 0 );
	return Number( ( Number( line.quantity ) + back ).toFixed( 5 ) );
}

function drawList() {
	const list = byId( 'receipt-list' );
	if ( documents.length === 0 ) {
		list.replaceChildren( make( 'p', { className: 'hint' }, 'Nothing has been sold yet.' ) );
		return;
	}
	list.replaceChildren(
		...[ ...documents ].reverse().map( ( one ) => {
			const button = make(
				'button',
				{
					type: 'button',
					className: 'receipt',
					'aria-pressed': String( one.reference === chosen ),
				},
				make( 'strong', {}, one.reference ),
				make(
					'span',
					{},
					one.kind === 'sale' ? one.outlet.name : `returns ${ one.return_of }`
				),
				make( 'span', { className: 'price' }, one.totals.including_tax )
			);
			button.addEventListener( 'click', () => {
				chosen = one.reference;
				for ( const other of list.children ) {
					other.setAttribute( 'aria-pressed', String( other === button ) );
				}
				drawReceipt();
			} );
			return button;
		} )
	);
}

function drawReceipt() {
	const place = byId( 'receipt' );
	const sale = documents.find( ( one ) => one.reference === chosen );
	if ( ! sale ) {
		place.replaceChildren( make( 'p', { className: 'hint' }, 'No receipt is chosen.' ) );
		return;
	}
	const lines = sale.lines.map( ( line ) => {
		const rest = sale.kind === 'sale' ? open( sale, line ) : 0;
		const input = make( 'input', {
			type: 'number',
			min: '0',
			max: String( rest ),
			step: 'any',
			value: String( rest ),
			'aria-label': `How many of ${ line.name } come back`,
		} );
		return { line, rest, input };
	} );
	const back = () =>
		lines
			.filter( ( { rest, input } ) => rest > 0 && Number( input.value ) > 0 )
			.map( ( { line, input } ) => ( { item: line.item_id, quantity: input.value } ) );
	const refund = make( 'button', { type: 'button', className: 'primary' }, 'Refund' );
	onPress( refund, async () => {
		const made = await ask( 'POST', 'refund', { sale: chosen, lines: back() } );
		await loadReceipts();
		await refreshItems();
		say( `Refunded ${ made.totals.including_tax }: receipt ${ made.reference }.` );
	} );
	const exchange = make( 'button', { type: 'button' }, 'Exchange for the basket' );
	onPress( exchange, async () => {
		if ( basketLines().length === 0 ) {
			throw new Error( 'Put what the customer gets into the basket first.' );
		}
		const { returned, sold } = await ask( 'POST', 'exchange', {
			sale: chosen,
			returned: back(),
			sold: basketLines(),
		} );
		emptyBasket();
		await loadReceipts();
		await refreshItems();
		say( `Exchanged: receipts ${ returned.reference } and ${ sold.reference }.` );
	} );
	const anyLeft = lines.some( ( { rest } ) => rest > 0 );
	place.replaceChildren(
		make( 'h3', {}, `${ sale.kind === 'sale' ? 'Sale' : 'Return' } ${ sale.reference }` ),
		make(
			'ul',
			{ className: 'lines' },
			...lines.map( ( { line, rest, input } ) =>
				make(
					'li',
					{},
					make( 'span', { className: 'name' }, `${ line.quantity } × ${ line.name }` ),
					...( rest > 0 ? [ input ] : [] ),
					make(
						'span',
						{ className: 'price' },
						Number( line.total_including_tax ).toFixed( 2 )
					)
				)
			)
		),
		make(
			'p',
			{ className: 'total' },
			make( 'span', {}, `Total, ${ sale.totals.tax } of it tax` ),
			make( 'output', {}, `${ state.shop.currency } ${ sale.totals.including_tax }` )
		),
		anyLeft
			? make( 'div', { className: 'actions' }, refund, exchange )
			: make(
					'p',
					{ className: 'hint' },
					sale.kind === 'sale' ? 'All of it came back.' : 'A return cannot be refunded.'
				)
	);
}

/** Reads the books anew, keeping the chosen receipt. */
export async function loadReceipts() {
	documents = ( await ask( 'GET', 'books' ) ).documents;
	if ( ! documents.some( ( one ) => one.reference === chosen ) ) {
		chosen = documents.filter( ( one ) => one.kind === 'sale' ).at( -1 )?.reference ?? '';
	}
	drawList();
	drawReceipt();
}
