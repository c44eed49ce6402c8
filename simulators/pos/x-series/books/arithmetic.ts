import { decimal, divide, multiply, roundToCents, ZERO } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import type { Tax } from '../model.ts';

/** A line's price, per unit and for its quantity, with five places. */
export interface LineAmounts {
	readonly unitIncludingTax: Decimal;
	readonly unitExcludingTax: Decimal;
	readonly unitTax: Decimal;
	readonly includingTax: Decimal;
	readonly tax: Decimal;
}

/** What was paid, in whole cents; `including` = `excluding` + `tax`. */
export interface Totals {
	readonly including: Decimal;
	readonly excluding: Decimal;
	readonly tax: Decimal;
}

/** A tax may have several rates, local ones on top; they add up. */
export function sumOfRates( tax: Tax ): Decimal {
	return tax.rates.reduce( ( sum, rate ) => sum + rate.rate, ZERO );
}

/** 0.15 → 1.15 */
export function grossUp( rate: Decimal ): Decimal {
	return decimal( 1 ) + rate;
}

/**
 * @param quantity negative when goods come back; all line amounts follow its
 *                 sign, unit amounts do not.
 */
export function lineAmounts(
	unitIncludingTax: Decimal,
	rate: Decimal,
	quantity: Decimal
): LineAmounts {
	const unitExcludingTax = divide( unitIncludingTax, grossUp( rate ) );
	const unitTax = unitIncludingTax - unitExcludingTax;
	return {
		unitIncludingTax,
		unitExcludingTax,
		unitTax,
		includingTax: multiply( unitIncludingTax, quantity ),
		tax: multiply( unitTax, quantity ),
	};
}

/** Lines are added with five places and rounded once, at the end. */
export function totalsOf( lines: readonly LineAmounts[] ): Totals {
	const including = roundToCents(
		lines.reduce( ( sum, line ) => sum + line.includingTax, ZERO )
	);
	const tax = roundToCents( lines.reduce( ( sum, line ) => sum + line.tax, ZERO ) );
	return { including, excluding: including - tax, tax };
}

/**
 * What is left of a sale after some returns. The return that takes the last
 * unit back is worth exactly this, so that parts rounded one by one still add
 * up to what was paid.
 *
 * @param returned their totals, negative as booked.
 */
export function remainder( sale: Totals, returned: readonly Totals[] ): Totals {
	return returned.reduce(
		( left, one ) => ( {
			including: left.including + one.including,
			excluding: left.excluding + one.excluding,
			tax: left.tax + one.tax,
		} ),
		sale
	);
}

export function negative( totals: Totals ): Totals {
	return {
		including: -totals.including,
		excluding: -totals.excluding,
		tax: -totals.tax,
	};
}
