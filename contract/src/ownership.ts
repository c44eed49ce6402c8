/**
 * Who owns each field of a linked product, and every name WooCommerce and WordPress give it.
 *
 * This table is the one home of that knowledge: guards, refusals, help texts and tests are made from it
 * (`plugin/schemas/ownership.json`). Adding a field here is enough to have it guarded wherever its names lead.
 * Names as in WooCommerce 10.2 and WordPress 6.8.
 */

/**
 * Who decides a field of a linked product. `pos`: the POS, and the lock holds it. `shop`: the shopkeeper. `derived`: WooCommerce
 * works it out of other values or of what customers do; nobody types it and nothing holds it.
 */
export type Owner = 'pos' | 'shop' | 'derived';

export interface Field {
	readonly owner: Owner;
	/** What a person calls it; translated in the plugin. */
	readonly label: string;
	/** Kinds of listing that have the field at all. */
	readonly on: readonly ( 'simple' | 'variable' | 'variation' )[];
	readonly names: {
		/** Property names of WC_Product’s data (`get_changes()` keys). */
		readonly props?: readonly string[];
		/** Columns of wp_posts. */
		readonly columns?: readonly string[];
		/** Post meta keys. A trailing `*` stands for any suffix. */
		readonly meta?: readonly string[];
		readonly taxonomies?: readonly string[];
		/** Fields of `wc/v3` products; `wp/v2` ones are prefixed `wp:`. */
		readonly rest?: readonly string[];
		/** Column keys of the CSV importer. */
		readonly csv?: readonly string[];
		/** Names of form controls in the classic editor; `variable_…` and quick/bulk edit ones included. */
		readonly form?: readonly string[];
	};
}

const ALL = [ 'simple', 'variable', 'variation' ] as const;
const PARENTS = [ 'simple', 'variable' ] as const;
const SELLABLE = [ 'simple', 'variation' ] as const;

export const OWNERSHIP = {
	name: {
		owner: 'pos',
		label: 'Name',
		on: PARENTS,
		names: {
			props: [ 'name' ],
			columns: [ 'post_title' ],
			rest: [ 'name', 'wp:title' ],
			csv: [ 'name' ],
			form: [ 'post_title' ],
		},
	},
	slug: {
		owner: 'pos',
		label: 'Permalink',
		on: PARENTS,
		names: {
			props: [ 'slug' ],
			columns: [ 'post_name' ],
			rest: [ 'slug', 'wp:slug' ],
			csv: [ 'slug' ],
			form: [ 'post_name' ],
		},
	},
	description: {
		owner: 'pos',
		label: 'Description',
		on: ALL,
		names: {
			props: [ 'description' ],
			columns: [ 'post_content' ],
			meta: [ '_variation_description' ],
			rest: [ 'description', 'wp:content' ],
			csv: [ 'description' ],
			form: [ 'content', 'variable_description' ],
		},
	},
	short_description: {
		owner: 'pos',
		label: 'Short description',
		on: PARENTS,
		names: {
			props: [ 'short_description' ],
			columns: [ 'post_excerpt' ],
			rest: [ 'short_description', 'wp:excerpt' ],
			csv: [ 'short_description' ],
			form: [ 'excerpt' ],
		},
	},
	type: {
		owner: 'pos',
		label: 'Product type',
		on: ALL,
		names: {
			taxonomies: [ 'product_type' ],
			rest: [ 'type' ],
			csv: [ 'type' ],
			form: [ 'product-type', 'product_type' ],
		},
	},
	parent: {
		owner: 'pos',
		label: 'Parent product',
		on: ALL,
		names: {
			props: [ 'parent_id' ],
			columns: [ 'post_parent' ],
			rest: [ 'parent_id' ],
			csv: [ 'parent_id', 'grouped_products' ],
			form: [ 'parent_id', 'grouped_products' ],
		},
	},
	status: {
		owner: 'pos',
		label: 'Status',
		on: ALL,
		names: {
			props: [ 'status' ],
			columns: [ 'post_status' ],
			rest: [ 'status', 'wp:status' ],
			csv: [ 'published' ],
			form: [ 'post_status', '_status', 'visibility', 'keep_private', 'variable_enabled' ],
		},
	},
	visibility: {
		owner: 'pos',
		label: 'Catalog visibility',
		on: PARENTS,
		names: {
			props: [ 'catalog_visibility' ],
			taxonomies: [ 'product_visibility' ],
			rest: [ 'catalog_visibility' ],
			csv: [ 'catalog_visibility' ],
			form: [ '_visibility' ],
		},
	},
	featured: {
		owner: 'pos',
		label: 'Featured',
		on: PARENTS,
		names: {
			props: [ 'featured' ],
			taxonomies: [ 'product_visibility' ],
			rest: [ 'featured' ],
			csv: [ 'featured' ],
			form: [ '_featured' ],
		},
	},
	password: {
		owner: 'pos',
		label: 'Password',
		on: PARENTS,
		names: {
			props: [ 'post_password' ],
			columns: [ 'post_password' ],
			rest: [ 'post_password', 'wp:password' ],
			form: [ 'post_password', 'visibility' ],
		},
	},
	date_created: {
		owner: 'pos',
		label: 'Publishing date',
		on: PARENTS,
		names: {
			props: [ 'date_created' ],
			columns: [ 'post_date', 'post_date_gmt' ],
			rest: [ 'date_created', 'date_created_gmt', 'wp:date', 'wp:date_gmt' ],
			form: [ 'aa', 'mm', 'jj', 'hh', 'mn' ],
		},
	},
	sku: {
		owner: 'pos',
		label: 'SKU',
		on: ALL,
		names: {
			props: [ 'sku' ],
			meta: [ '_sku' ],
			rest: [ 'sku' ],
			csv: [ 'sku' ],
			form: [ '_sku', 'variable_sku' ],
		},
	},
	gtin: {
		owner: 'pos',
		label: 'GTIN, UPC, EAN or ISBN',
		on: ALL,
		names: {
			props: [ 'global_unique_id' ],
			meta: [ '_global_unique_id' ],
			rest: [ 'global_unique_id' ],
			csv: [ 'global_unique_id' ],
			form: [ '_global_unique_id', 'variable_global_unique_id' ],
		},
	},
	regular_price: {
		owner: 'pos',
		label: 'Regular price',
		on: SELLABLE,
		names: {
			props: [ 'regular_price' ],
			meta: [ '_regular_price' ],
			rest: [ 'regular_price' ],
			csv: [ 'regular_price' ],
			form: [ '_regular_price', 'variable_regular_price', 'change_regular_price' ],
		},
	},
	sale_price: {
		owner: 'pos',
		label: 'Sale price',
		on: SELLABLE,
		names: {
			props: [ 'sale_price' ],
			meta: [ '_sale_price' ],
			rest: [ 'sale_price' ],
			csv: [ 'sale_price' ],
			form: [ '_sale_price', 'variable_sale_price', 'change_sale_price' ],
		},
	},
	sale_dates: {
		owner: 'pos',
		label: 'Sale dates',
		on: SELLABLE,
		names: {
			props: [ 'date_on_sale_from', 'date_on_sale_to' ],
			meta: [ '_sale_price_dates_from', '_sale_price_dates_to' ],
			rest: [
				'date_on_sale_from',
				'date_on_sale_from_gmt',
				'date_on_sale_to',
				'date_on_sale_to_gmt',
			],
			csv: [ 'date_on_sale_from', 'date_on_sale_to' ],
			form: [
				'_sale_price_dates_from',
				'_sale_price_dates_to',
				'variable_sale_price_dates_from',
				'variable_sale_price_dates_to',
			],
		},
	},
	price: {
		owner: 'derived',
		label: 'Price',
		on: ALL,
		names: {
			props: [ 'price' ],
			meta: [ '_price' ],
			rest: [ 'price', 'price_html', 'on_sale' ],
		},
	},
	tax_status: {
		owner: 'pos',
		label: 'Tax status',
		on: PARENTS,
		names: {
			props: [ 'tax_status' ],
			meta: [ '_tax_status' ],
			rest: [ 'tax_status' ],
			csv: [ 'tax_status' ],
			form: [ '_tax_status', 'tax_status' ],
		},
	},
	tax_class: {
		owner: 'pos',
		label: 'Tax class',
		on: ALL,
		names: {
			props: [ 'tax_class' ],
			meta: [ '_tax_class' ],
			rest: [ 'tax_class' ],
			csv: [ 'tax_class' ],
			form: [ '_tax_class', 'variable_tax_class', 'tax_class' ],
		},
	},
	level: {
		owner: 'pos',
		label: 'Stock quantity',
		on: SELLABLE,
		names: {
			props: [ 'stock_quantity' ],
			meta: [ '_stock' ],
			rest: [ 'stock_quantity' ],
			csv: [ 'stock_quantity' ],
			form: [ '_stock', 'variable_stock', 'change_stock' ],
		},
	},
	manage_stock: {
		owner: 'pos',
		label: 'Stock management',
		on: ALL,
		names: {
			props: [ 'manage_stock' ],
			meta: [ '_manage_stock' ],
			rest: [ 'manage_stock' ],
			csv: [ 'manage_stock' ],
			form: [ '_manage_stock', 'variable_manage_stock' ],
		},
	},
	stock_status: {
		owner: 'pos',
		label: 'Stock status',
		on: ALL,
		names: {
			props: [ 'stock_status' ],
			meta: [ '_stock_status' ],
			taxonomies: [ 'product_visibility' ],
			rest: [ 'stock_status', 'in_stock' ],
			csv: [ 'stock_status' ],
			form: [ '_stock_status', 'variable_stock_status' ],
		},
	},
	backorders: {
		owner: 'pos',
		label: 'Backorders',
		on: SELLABLE,
		names: {
			props: [ 'backorders' ],
			meta: [ '_backorders' ],
			rest: [ 'backorders', 'backorders_allowed', 'backordered' ],
			csv: [ 'backorders' ],
			form: [ '_backorders', 'variable_backorders' ],
		},
	},
	low_stock_amount: {
		owner: 'pos',
		label: 'Low stock threshold',
		on: SELLABLE,
		names: {
			props: [ 'low_stock_amount' ],
			meta: [ '_low_stock_amount' ],
			rest: [ 'low_stock_amount' ],
			csv: [ 'low_stock_amount' ],
			form: [ '_low_stock_amount', 'variable_low_stock_amount' ],
		},
	},
	sold_individually: {
		owner: 'pos',
		label: 'Sold individually',
		on: PARENTS,
		names: {
			props: [ 'sold_individually' ],
			meta: [ '_sold_individually' ],
			rest: [ 'sold_individually' ],
			csv: [ 'sold_individually' ],
			form: [ '_sold_individually' ],
		},
	},
	weight: {
		owner: 'shop',
		label: 'Weight',
		on: ALL,
		names: {
			props: [ 'weight' ],
			meta: [ '_weight' ],
			rest: [ 'weight' ],
			csv: [ 'weight' ],
			form: [ '_weight', 'variable_weight', 'change_weight' ],
		},
	},
	categories: {
		owner: 'shop',
		label: 'Categories',
		on: PARENTS,
		names: {
			props: [ 'category_ids' ],
			taxonomies: [ 'product_cat' ],
			rest: [ 'categories', 'wp:product_cat' ],
			csv: [ 'category_ids' ],
			form: [ 'tax_input[product_cat]', 'newproduct_cat', 'newproduct_cat_parent' ],
		},
	},
	dimensions: {
		owner: 'pos',
		label: 'Dimensions',
		on: ALL,
		names: {
			props: [ 'length', 'width', 'height' ],
			meta: [ '_length', '_width', '_height' ],
			rest: [ 'dimensions' ],
			csv: [ 'length', 'width', 'height' ],
			form: [
				'_length',
				'_width',
				'_height',
				'variable_length',
				'variable_width',
				'variable_height',
				'change_dimensions',
			],
		},
	},
	shipping_class: {
		owner: 'pos',
		label: 'Shipping class',
		on: ALL,
		names: {
			props: [ 'shipping_class_id' ],
			taxonomies: [ 'product_shipping_class' ],
			rest: [ 'shipping_class', 'shipping_class_id' ],
			csv: [ 'shipping_class_id' ],
			form: [ 'product_shipping_class', 'variable_shipping_class', '_shipping_class' ],
		},
	},
	tags: {
		owner: 'pos',
		label: 'Tags',
		on: PARENTS,
		names: {
			props: [ 'tag_ids' ],
			taxonomies: [ 'product_tag' ],
			rest: [ 'tags', 'wp:product_tag' ],
			csv: [ 'tag_ids', 'tag_ids_spaces' ],
			form: [ 'tax_input[product_tag]', 'newtag[product_tag]' ],
		},
	},
	brand: {
		owner: 'pos',
		label: 'Brand',
		on: PARENTS,
		names: {
			taxonomies: [ 'product_brand' ],
			rest: [ 'brands', 'wp:product_brand' ],
			csv: [ 'brand_ids' ],
			form: [ 'tax_input[product_brand]' ],
		},
	},
	attributes: {
		owner: 'pos',
		label: 'Attributes',
		on: ALL,
		names: {
			props: [ 'attributes', 'default_attributes' ],
			meta: [ '_product_attributes', '_default_attributes', 'attribute_*' ],
			taxonomies: [ 'pa_*' ],
			rest: [ 'attributes', 'default_attributes' ],
			csv: [ 'attributes', 'attributes:*' ],
			form: [
				'attribute_names',
				'attribute_values',
				'attribute_visibility',
				'attribute_variation',
				'attribute_position',
				'default_attribute_*',
				'attribute_*',
			],
		},
	},
	image: {
		owner: 'pos',
		label: 'Product image',
		on: ALL,
		names: {
			props: [ 'image_id' ],
			meta: [ '_thumbnail_id' ],
			rest: [ 'images', 'image', 'wp:featured_media' ],
			csv: [ 'images' ],
			form: [ '_thumbnail_id', 'upload_image_id' ],
		},
	},
	gallery: {
		owner: 'pos',
		label: 'Product gallery',
		on: PARENTS,
		names: {
			props: [ 'gallery_image_ids' ],
			meta: [ '_product_image_gallery' ],
			rest: [ 'images' ],
			csv: [ 'images' ],
			form: [ 'product_image_gallery' ],
		},
	},
	virtual: {
		owner: 'pos',
		label: 'Virtual',
		on: SELLABLE,
		names: {
			props: [ 'virtual' ],
			meta: [ '_virtual' ],
			rest: [ 'virtual' ],
			csv: [ 'virtual' ],
			form: [ '_virtual', 'variable_is_virtual' ],
		},
	},
	downloads: {
		owner: 'pos',
		label: 'Downloads',
		on: SELLABLE,
		names: {
			props: [ 'downloadable', 'downloads', 'download_limit', 'download_expiry' ],
			meta: [ '_downloadable', '_downloadable_files', '_download_limit', '_download_expiry' ],
			rest: [ 'downloadable', 'downloads', 'download_limit', 'download_expiry' ],
			csv: [ 'downloadable', 'downloads', 'download_limit', 'download_expiry' ],
			form: [
				'_downloadable',
				'_wc_file_names',
				'_wc_file_urls',
				'_wc_file_hashes',
				'_wc_variation_file_names',
				'_wc_variation_file_urls',
				'_wc_variation_file_hashes',
				'_download_limit',
				'_download_expiry',
				'variable_is_downloadable',
				'variable_download_limit',
				'variable_download_expiry',
			],
		},
	},
	external: {
		owner: 'pos',
		label: 'External product link',
		on: PARENTS,
		names: {
			props: [ 'product_url', 'button_text' ],
			meta: [ '_product_url', '_button_text' ],
			rest: [ 'external_url', 'button_text' ],
			csv: [ 'product_url', 'button_text' ],
			form: [ '_product_url', '_button_text' ],
		},
	},
	grouped: {
		owner: 'pos',
		label: 'Grouped products',
		on: PARENTS,
		names: {
			props: [ 'children' ],
			meta: [ '_children' ],
			rest: [ 'grouped_products' ],
			csv: [ 'children' ],
			form: [ 'grouped_products' ],
		},
	},
	linked_products: {
		owner: 'pos',
		label: 'Upsells and cross-sells',
		on: PARENTS,
		names: {
			props: [ 'upsell_ids', 'cross_sell_ids' ],
			meta: [ '_upsell_ids', '_crosssell_ids' ],
			rest: [ 'upsell_ids', 'cross_sell_ids' ],
			csv: [ 'upsell_ids', 'cross_sell_ids' ],
			form: [ 'upsell_ids', 'crosssell_ids' ],
		},
	},
	purchase_note: {
		owner: 'pos',
		label: 'Purchase note',
		on: PARENTS,
		names: {
			props: [ 'purchase_note' ],
			meta: [ '_purchase_note' ],
			rest: [ 'purchase_note' ],
			csv: [ 'purchase_note' ],
			form: [ '_purchase_note' ],
		},
	},
	// Dragging one product renumbers all of them, and the POS has no order of the shop’s shelves (ADR 0017).
	menu_order: {
		owner: 'shop',
		label: 'Menu order',
		on: ALL,
		names: {
			props: [ 'menu_order' ],
			columns: [ 'menu_order' ],
			rest: [ 'menu_order', 'wp:menu_order' ],
			csv: [ 'menu_order' ],
			form: [ 'menu_order', 'variation_menu_order' ],
		},
	},
	reviews_allowed: {
		owner: 'pos',
		label: 'Reviews allowed',
		on: PARENTS,
		names: {
			props: [ 'reviews_allowed' ],
			columns: [ 'comment_status' ],
			rest: [ 'reviews_allowed', 'wp:comment_status' ],
			csv: [ 'reviews_allowed' ],
			form: [ 'comment_status' ],
		},
	},
	cost: {
		owner: 'pos',
		label: 'Cost of goods',
		on: ALL,
		names: {
			props: [ 'cogs_value', 'cogs_value_is_additive' ],
			meta: [ '_cogs_total_value', '_cogs_value_is_additive' ],
			rest: [ 'cost_of_goods_sold' ],
			csv: [ 'cogs_value' ],
			form: [ '_cogs_value', 'variable_cost_value', 'change_cogs_value' ],
		},
	},
	sales_figures: {
		owner: 'derived',
		label: 'Sales figures',
		on: ALL,
		names: { props: [ 'total_sales' ], meta: [ 'total_sales' ], rest: [ 'total_sales' ] },
	},
	ratings: {
		owner: 'derived',
		label: 'Ratings',
		on: PARENTS,
		names: {
			props: [ 'rating_counts', 'average_rating', 'review_count' ],
			meta: [ '_wc_rating_count', '_wc_average_rating', '_wc_review_count' ],
			rest: [ 'average_rating', 'rating_count' ],
		},
	},
	date_modified: {
		owner: 'derived',
		label: 'Last modified',
		on: ALL,
		names: {
			props: [ 'date_modified' ],
			columns: [ 'post_modified', 'post_modified_gmt' ],
			rest: [ 'date_modified', 'date_modified_gmt', 'wp:modified', 'wp:modified_gmt' ],
		},
	},
} as const satisfies Record< string, Field >;

export type FieldName = keyof typeof OWNERSHIP;

/** Fields the shop keeps on a linked product. */
export const SHOP_FIELDS = ( Object.keys( OWNERSHIP ) as FieldName[] ).filter(
	( name ) => OWNERSHIP[ name ].owner === 'shop'
);
