/** What the list of products hands over as `window.tillsyncProductList`. */
export interface ProductListSettings {
	/** Names of the controls that each kind of linked product locks; a `*` at the end stands for anything. */
	readonly locked: Readonly< Record< string, readonly string[] > >;
	/** What quick edit says of a linked product. */
	readonly quickEdit: string;
	/** What bulk edit says, with `%1$s` linked ones of `%2$s`. */
	readonly bulkEdit: string;
}

declare global {
	interface Window {
		tillsyncProductList?: ProductListSettings;
	}
}
