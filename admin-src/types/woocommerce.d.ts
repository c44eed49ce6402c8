/**
 * The part of WooCommerce's admin that the page touches: one filter. Its packages come from the shop at run time
 * and cannot be installed beside ours.
 */
interface WooCommerceAdminPage {
	/** Component WooCommerce renders for the path; it gets the query of the address. */
	readonly container: import( 'react' ).ComponentType< { query?: Record< string, string > } >;
	readonly path: string;
	readonly breadcrumbs: readonly string[];
	/** Menu that is open while the page shows. */
	readonly wpOpenMenu: string;
	readonly capability: string;
	readonly navArgs: { readonly id: string };
}
