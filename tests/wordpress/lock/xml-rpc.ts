/**
 * A call of XML-RPC as text.
 */
function xmlValue( value: unknown ): string {
	if ( Array.isArray( value ) ) {
		return `<array><data>${ value.map( ( part ) => `<value>${ xmlValue( part ) }</value>` ).join( '' ) }</data></array>`;
	}
	if ( typeof value === 'object' && value !== null ) {
		return `<struct>${ Object.entries( value )
			.map(
				( [ name, part ] ) =>
					`<member><name>${ name }</name><value>${ xmlValue( part ) }</value></member>`
			)
			.join( '' ) }</struct>`;
	}
	return typeof value === 'number'
		? `<int>${ value }</int>`
		: `<string>${ String( value ) }</string>`;
}

/** The body of a call. */
export function xmlCall( method: string, values: readonly unknown[] ): string {
	return `<?xml version="1.0"?><methodCall><methodName>${ method }</methodName><params>${ values
		.map( ( value ) => `<param><value>${ xmlValue( value ) }</value></param>` )
		.join( '' ) }</params></methodCall>`;
}
