import { ask, onPress } from './api-client.js';
import { byId, labelled, make, options, say } from './dom.js';

/** What people read for each fault; `fields` beyond how often it strikes. */
const FAULTS = [
	{ name: 'latency_ms', text: 'Latency, ms', max: 60000 },
	{ name: 'inventory_lag_seconds', text: 'Levels appear later, s', max: 120 },
	{ name: 'clock_skew_seconds', text: 'Clock ahead (−: behind), s', min: -600, max: 600 },
	{ name: 'expired_token', text: 'Token expired (401)', flag: true },
	{ name: 'server_error', text: 'Server error', choice: [ 'status', [ 500, 502, 503, 504 ] ] },
	{
		name: 'rate_limited',
		text: 'Too many requests (429)',
		extra: [ 'retry_after_seconds', 'Wait, s' ],
	},
	{ name: 'cut_body', text: 'Answer cut in half', choice: [ 'how', [ 'break', 'short' ] ] },
	{ name: 'time_out', text: 'Never answers' },
	{ name: 'empty_feed', text: 'Lists are empty' },
	{ name: 'unreadable_row', text: 'Unreadable row', ids: true },
	{ name: 'late_row', text: 'Late row with a lower version', extra: [ 'seconds', 'Late by, s' ] },
	{ name: 'missing_row', text: 'Rows missing from lists', ids: true },
	{ name: 'forbidden', text: 'Forbidden (403): users, taxes …' },
];

const RESOURCES = [
	'',
	'products',
	'inventory',
	'outlets',
	'registers',
	'payment_types',
	'taxes',
	'users',
	'retailer',
];

function wordList( list ) {
	return make( 'input', { value: list.join( ' ' ), autocomplete: 'off', placeholder: 'none' } );
}

/** Words apart by blanks or commas. */
function words( input ) {
	return input.value.split( /[\s,]+/ ).filter( Boolean );
}

function number( value, { min = 0, max = 1000000, step = '1' } = {} ) {
	return make( 'input', {
		type: 'number',
		min: String( min ),
		max: String( max ),
		step,
		value: String( value ),
	} );
}

/** One fault's controls, and how to read them. */
function faultRow( fault, values ) {
	const value = values[ fault.name ];
	if ( fault.flag ) {
		const box = make( 'input', { type: 'checkbox', checked: value } );
		return { element: labelled( fault.text, box ), read: () => box.checked };
	}
	if ( typeof value === 'number' ) {
		const input = number( value, fault );
		return { element: labelled( fault.text, input ), read: () => Number( input.value ) };
	}
	if ( Array.isArray( value ) ) {
		const input = wordList( value );
		return { element: labelled( fault.text, input ), read: () => words( input ) };
	}
	if ( ! ( 'next' in value ) ) {
		const input = wordList( value.ids );
		return {
			element: labelled( `${ fault.text }, ids`, input ),
			read: () => ( { ids: words( input ) } ),
		};
	}
	const next = number( value.next );
	const rate = number( value.rate, { max: 1, step: '0.05' } );
	const only = make(
		'select',
		{},
		...options(
			RESOURCES.map( ( one ) => [ one, one || 'all' ] ),
			value.only
		)
	);
	const fields = [
		labelled( 'The next', next ),
		labelled( 'Share', rate ),
		labelled( 'Only', only ),
	];
	const read = {
		next: () => Number( next.value ),
		rate: () => Number( rate.value ),
		only: () => only.value,
	};
	if ( fault.ids ) {
		const input = wordList( value.ids );
		fields.push( labelled( 'Ids', input ) );
		read.ids = () => words( input );
	}
	if ( fault.choice ) {
		const [ key, allowed ] = fault.choice;
		const select = make(
			'select',
			{},
			...options(
				allowed.map( ( one ) => [ String( one ), String( one ) ] ),
				String( value[ key ] )
			)
		);
		fields.push( labelled( key === 'how' ? 'How' : 'Status', select ) );
		read[ key ] = () =>
			typeof value[ key ] === 'number' ? Number( select.value ) : select.value;
	}
	if ( fault.extra ) {
		const [ key, text ] = fault.extra;
		const input = number( value[ key ], { max: 3600 } );
		fields.push( labelled( text, input ) );
		read[ key ] = () => Number( input.value );
	}
	return {
		element: make(
			'fieldset',
			{},
			make( 'legend', {}, fault.text ),
			make( 'div', { className: 'fields' }, ...fields )
		),
		read: () =>
			Object.fromEntries( Object.entries( read ).map( ( [ key, get ] ) => [ key, get() ] ) ),
	};
}

/** The names of the faults that are on, as people read them. */
function active( values ) {
	return FAULTS.filter( ( { name } ) => {
		const value = values[ name ];
		if ( Array.isArray( value ) ) {
			return value.length > 0;
		}
		return typeof value === 'object'
			? value.next > 0 || value.rate > 0 || value.ids?.length > 0
			: Boolean( value );
	} ).map( ( { text } ) => text );
}

function warn( values ) {
	const names = active( values );
	const place = byId( 'warning' );
	place.hidden = names.length === 0;
	place.textContent = names.length > 0 ? `Faults on: ${ names.join( ' · ' ) }` : '';
}

function drawFaults( values ) {
	warn( values );
	const rows = FAULTS.map( ( fault ) => [ fault.name, faultRow( fault, values ) ] );
	const apply = make( 'button', { type: 'submit', className: 'primary' }, 'Apply' );
	const clear = make( 'button', { type: 'button' }, 'All off' );
	onPress( apply, async () => {
		const wanted = Object.fromEntries( rows.map( ( [ name, row ] ) => [ name, row.read() ] ) );
		warn( await ask( 'PUT', 'faults', wanted ) );
		say( 'The faults are set.' );
	} );
	onPress( clear, async () => {
		drawFaults( await ask( 'DELETE', 'faults' ) );
		say( 'All faults are off.' );
		byId( 'fault-form' ).querySelector( 'button' ).focus();
	} );
	byId( 'fault-form' ).replaceChildren(
		...rows.map( ( [ , row ] ) => row.element ),
		make( 'div', { className: 'actions' }, apply, clear )
	);
}

function drawSwitches( { values, allowed } ) {
	const rows = Object.entries( values ).map( ( [ name, value ] ) => {
		const choices = allowed[ name ];
		const control =
			choices === 'page'
				? number( value, { min: 1, max: 5000 } )
				: make(
						'select',
						{},
						...options(
							choices.map( ( one ) => [
								String( one ),
								String( one ).replaceAll( '_', ' ' ),
							] ),
							String( value )
						)
					);
		const read = () =>
			choices === 'page'
				? Number( control.value )
				: choices.find( ( one ) => String( one ) === control.value );
		return { name, read, element: labelled( sentence( name ), control ) };
	} );
	const apply = make( 'button', { type: 'submit', className: 'primary' }, 'Apply' );
	const reset = make( 'button', { type: 'button' }, 'As at the start' );
	onPress( apply, async () => {
		await ask(
			'PUT',
			'switches',
			Object.fromEntries( rows.map( ( row ) => [ row.name, row.read() ] ) )
		);
		say( 'The switches are set.' );
	} );
	onPress( reset, async () => {
		drawSwitches( await ask( 'DELETE', 'switches' ) );
		say( 'The switches are as at the start.' );
	} );
	byId( 'switch-form' ).replaceChildren(
		...rows.map( ( row ) => row.element ),
		make( 'div', { className: 'actions' }, apply, reset )
	);
}

function sentence( name ) {
	const text = name.replaceAll( '_', ' ' );
	return text[ 0 ].toUpperCase() + text.slice( 1 );
}

export async function startFaults() {
	for ( const id of [ 'fault-form', 'switch-form' ] ) {
		byId( id ).addEventListener( 'submit', ( event ) => event.preventDefault() );
	}
	drawFaults( await ask( 'GET', 'faults' ) );
	drawSwitches( await ask( 'GET', 'switches' ) );
}

/** Redraws what a test or another page may have changed. */
export async function refreshFaults() {
	drawFaults( await ask( 'GET', 'faults' ) );
}
