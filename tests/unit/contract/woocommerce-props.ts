/**
 * Every property of WC_Product’s data in WooCommerce 10.2, those of its kinds included
 * (`$data` and `$extra_data` of the product classes, `$parent_data` of variations left out: it is the parent’s).
 */
export const PRODUCT_PROPS: readonly string[] = [
	'name',
	'slug',
	'date_created',
	'date_modified',
	'status',
	'featured',
	'catalog_visibility',
	'description',
	'short_description',
	'sku',
	'global_unique_id',
	'price',
	'regular_price',
	'sale_price',
	'date_on_sale_from',
	'date_on_sale_to',
	'total_sales',
	'tax_status',
	'tax_class',
	'manage_stock',
	'stock_quantity',
	'stock_status',
	'backorders',
	'low_stock_amount',
	'sold_individually',
	'weight',
	'length',
	'width',
	'height',
	'upsell_ids',
	'cross_sell_ids',
	'parent_id',
	'reviews_allowed',
	'purchase_note',
	'attributes',
	'default_attributes',
	'menu_order',
	'post_password',
	'virtual',
	'downloadable',
	'category_ids',
	'tag_ids',
	'shipping_class_id',
	'downloads',
	'image_id',
	'gallery_image_ids',
	'download_limit',
	'download_expiry',
	'rating_counts',
	'average_rating',
	'review_count',
	'cogs_value',
	// External products.
	'product_url',
	'button_text',
	// Grouped products.
	'children',
	// Variations.
	'cogs_value_is_additive',
];

/**
 * Names that two fields rightly share, with the reason: the guard must then look at the value, not at the name.
 */
export const SHARED_NAMES: Readonly< Record< string, string > > = {
	'taxonomies product_visibility':
		'one taxonomy holds catalog visibility, featured and out of stock as terms',
	'rest images': 'the first image is the product image, the rest is the gallery',
	'csv images': 'the first image is the product image, the rest is the gallery',
	'form visibility': 'public, private and with a password are one choice in the Publish box',
	'form grouped_products': 'membership seen from both sides',
};
