import type { CatalogueDetail } from '@tillsync/contract';
import { __, sprintf } from '@wordpress/i18n';
import { formatLevel, isNegative, isZero } from '../../components/words/numbers.ts';

export type Arithmetic = CatalogueDetail[ 'arithmetic' ];

/** Places a level can have. */
const PLACES = 5;

/** A decimal string in hundred-thousandths, exactly. */
function units( level: string ): bigint {
	const [ whole = '0', places = '' ] = level.replace( '-', '' ).split( '.' );
	const value = BigInt( whole + places.padEnd( PLACES, '0' ).slice( 0, PLACES ) );
	return level.startsWith( '-' ) ? -value : value;
}

interface Term {
	readonly value: string;
	readonly text: ( value: string ) => string;
	readonly subtract: boolean;
}

function termsOf( { outlets, buffer, sold_untold: sold }: Arithmetic ): Term[] {
	const counted = outlets.flatMap< Term >( ( { level, name, counted: counts } ) =>
		! counts || level === null
			? []
			: [
					{
						value: level,
						subtract: false,
						text: ( value ) =>
							/* translators: 1: units, 2: outlet. */
							sprintf( __( '%1$s in %2$s', 'tillsync' ), value, name ),
					},
				]
	);
	return [
		...counted,
		...( isZero( buffer )
			? []
			: [
					{
						value: buffer,
						subtract: true,
						/* translators: %s: units kept back. */
						text: ( value: string ) => sprintf( __( '%s safety', 'tillsync' ), value ),
					},
				] ),
		...( isZero( sold )
			? []
			: [
					{
						value: sold,
						subtract: true,
						text: ( value: string ) =>
							sprintf(
								/* translators: %s: units. */
								__( '%s sold on the web and not yet at the till', 'tillsync' ),
								value
							),
					},
				] ),
	];
}

/**
 * Why the shop shows its number, as one line: `9 in Queen Street + 2 in Harbour − 1 safety = 10`.
 * Null when no number can be told.
 */
export function arithmeticLine( arithmetic: Arithmetic ): string | null {
	const { target } = arithmetic;
	const terms = termsOf( arithmetic );
	if ( target === null || terms.length === 0 ) {
		return null;
	}
	const line = terms.reduce( ( text, { value, subtract, text: words }, index ) => {
		const minus = subtract !== isNegative( value );
		const absolute = formatLevel( value.replace( '-', '' ) );
		const sign = index === 0 ? ( minus ? '−' : '' ) : minus ? ' − ' : ' + ';
		return text + sign + words( absolute );
	}, '' );
	const exact = terms.reduce(
		( sum, { value, subtract } ) => ( subtract ? sum - units( value ) : sum + units( value ) ),
		0n
	);
	return units( target ) === exact
		? `${ line } = ${ formatLevel( target ) }`
		: sprintf(
				/* translators: 1: a sum, 2: its result as a whole number. */
				__( '%1$s, rounded down = %2$s', 'tillsync' ),
				line,
				formatLevel( target )
			);
}

/** One sentence on whether shop and till agree. */
export function agreementSentence( { target, shop }: Arithmetic, tracked: boolean ): string {
	if ( ! tracked ) {
		return __(
			'The till keeps no number for this item; a linked product is simply in stock.',
			'tillsync'
		);
	}
	if ( target === null ) {
		return __( 'The till does not say how many there are.', 'tillsync' );
	}
	if ( shop === null ) {
		/* translators: %s: units. */
		return sprintf( __( 'The shop would show %s.', 'tillsync' ), formatLevel( target ) );
	}
	return units( target ) === units( shop )
		? /* translators: %s: units. */
			sprintf( __( 'The shop shows %s, as it should.', 'tillsync' ), formatLevel( shop ) )
		: sprintf(
				/* translators: 1: units now, 2: units it should be. */
				__(
					'The shop shows %1$s and should show %2$s. TillSync puts it right with the next check.',
					'tillsync'
				),
				formatLevel( shop ),
				formatLevel( target )
			);
}
