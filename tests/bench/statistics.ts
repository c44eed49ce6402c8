/** The value below which `share` (0 to 1) of the values lie, by nearest rank; NaN for none. */
export function quantile( values: readonly number[], share: number ): number {
	const sorted = [ ...values ].sort( ( a, b ) => a - b );
	const rank = Math.max( 1, Math.ceil( share * sorted.length ) );
	return sorted[ rank - 1 ] ?? Number.NaN;
}

export function median( values: readonly number[] ): number {
	return quantile( values, 0.5 );
}
