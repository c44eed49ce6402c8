/** Attribute of a cell by which the server says that the row's product is linked, and as what. */
const KIND = 'data-tillsync-kind';

/** What the product of a row is to the lock, or null where it is not linked. */
export function kindOfRow( row: Element | null ): string | null {
	return row?.querySelector( `[${ KIND }]` )?.getAttribute( KIND ) ?? null;
}

/** Whether the name of a control is among those of the ownership table: `a` is also `a[]` and `a[1]`, and `a*` all that begins so. */
export function isNamed( name: string, names: readonly string[] ): boolean {
	return names.some( ( known ) =>
		known.endsWith( '*' )
			? name.startsWith( known.slice( 0, -1 ) )
			: name === known || name.startsWith( `${ known }[` )
	);
}
