/** The language of the page around us, for number formats; undefined: the browser's. */
const language = (): string | undefined => document.documentElement.lang || undefined;

/** A whole number as people write it, for example `1,204`. */
export function formatCount( value: number ): string {
	return new Intl.NumberFormat( language() ).format( value );
}

/**
 * A level as people write it: no trailing zeros, a real minus sign. The digits are those of the string; nothing is rounded.
 *
 * @param level Decimal string with at most 5 places.
 */
export function formatLevel( level: string ): string {
	// The format takes a string as it stands, which a number of so many digits would not survive.
	return new Intl.NumberFormat( language(), { maximumFractionDigits: 5 } )
		.format( level as Intl.StringNumericLiteral )
		.replace( '-', '−' );
}

/**
 * A price as people write it.
 *
 * @param price    Decimal string.
 * @param currency ISO 4217; null: unknown, the bare number shows.
 */
export function formatPrice( price: string, currency: string | null ): string {
	return new Intl.NumberFormat(
		language(),
		currency === null
			? { minimumFractionDigits: 2, maximumFractionDigits: 5 }
			: { style: 'currency', currency }
	).format( price as Intl.StringNumericLiteral );
}

/** Whether a decimal string is below zero. */
export function isNegative( value: string ): boolean {
	return /^-(?=.*[1-9])/.test( value );
}

/** Whether a decimal string is zero, in any spelling. */
export function isZero( value: string ): boolean {
	return ! /[1-9]/.test( value );
}
