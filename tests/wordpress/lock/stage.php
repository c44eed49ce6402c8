<?php
/**
 * Products for trying the lock: pairs of twins, one linked and one not, equal in everything.
 *
 * Required inside a running shop with `$pairs` set: how many pairs of each kind. Prints JSON: the pairs, and what can be put into fields.
 */

declare( strict_types=1 );

use TillSync\Plugin;

require_once ABSPATH . 'wp-admin/includes/admin.php';

$admin = get_users( array( 'role' => 'administrator' ) )[0];
wp_set_current_user( $admin->ID );
update_option( 'woocommerce_feature_cost_of_goods_sold_enabled', 'yes' );
update_option( 'woocommerce_enable_reviews', 'yes' );

/** An image of the media library; its file is never asked for. */
$attachment = static function ( string $name ) use ( $admin ): int {
	$upload = wp_upload_bits( "$name.png", null, base64_decode( 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' ) );
	return wp_insert_attachment( array( 'post_title' => $name, 'post_mime_type' => 'image/png', 'post_author' => $admin->ID ), $upload['file'] );
};
$term       = static fn ( string $name, string $taxonomy ): int => (int) wp_insert_term( $name, $taxonomy )['term_id'];

$colour = wc_create_attribute( array( 'name' => 'Finish', 'slug' => 'finish' ) );
register_taxonomy( 'pa_finish', array( 'product' ), array( 'hierarchical' => false ) );

$aids = array();
foreach ( array( 'had', 'other' ) as $which ) {
	$other = new WC_Product_Simple();
	$other->set_name( "Stage $which" );
	$other->save();
	$family = new WC_Product_Variable();
	$family->set_name( "Stage family $which" );
	$family->save();
	$aids[ $which ] = array(
		'tag'      => $term( "Tag $which", 'product_tag' ),
		'brand'    => $term( "Brand $which", 'product_brand' ),
		'category' => $term( "Category $which", 'product_cat' ),
		'shipping' => $term( "Shipping $which", 'product_shipping_class' ),
		'finish'   => $term( "Finish $which", 'pa_finish' ),
		'image'    => $attachment( "image-$which" ),
		'picture'  => $attachment( "picture-$which" ),
		'product'  => $other->get_id(),
		'family'   => $family->get_id(),
	);
}
$had = $aids['had'];

/** What both twins have, so that every field has something to lose. */
$fill = static function ( WC_Product $product, string $name, int $number ) use ( $had ): void {
	$product->set_name( "Stage product $number" );
	$product->set_description( 'Text as it was.' );
	$product->set_sku( "stage-$name" );
	$product->set_global_unique_id( '978' . str_pad( (string) crc32( $name ), 10, '0', STR_PAD_LEFT ) );
	$product->set_weight( '1' );
	$product->set_length( '2' );
	$product->set_width( '3' );
	$product->set_height( '4' );
	$product->set_shipping_class_id( $had['shipping'] );
	$product->set_image_id( $had['image'] );
	$product->set_cogs_value( 4.0 );
	$product->set_date_created( '2025-02-03T04:05:06' );
	$product->set_stock_status( 'instock' );
};
$parent = static function ( WC_Product $product ) use ( $had ): void {
	$product->set_short_description( 'Few words as they were.' );
	$product->set_category_ids( array( $had['category'] ) );
	$product->set_tag_ids( array( $had['tag'] ) );
	$product->set_gallery_image_ids( array( $had['picture'] ) );
	$product->set_upsell_ids( array( $had['product'] ) );
	$product->set_cross_sell_ids( array( $had['product'] ) );
	$product->set_purchase_note( 'Thank you.' );
};
$sellable = static function ( WC_Product $product, bool $managed ): void {
	$product->set_regular_price( '10' );
	$product->set_sale_price( '8' );
	$product->set_manage_stock( $managed );
	if ( $managed ) {
		$product->set_stock_quantity( 5 );
		$product->set_low_stock_amount( 2 );
	}
};
$size = static function (): WC_Product_Attribute {
	$attribute = new WC_Product_Attribute();
	$attribute->set_name( 'Size' );
	$attribute->set_options( array( 'Small', 'Large' ) );
	$attribute->set_visible( true );
	$attribute->set_variation( true );
	return $attribute;
};

$made   = array(
	'simple'   => array(),
	'variable' => array(),
);
$links  = array();
$number = 0;
foreach ( array_keys( $made ) as $kind ) {
	for ( $pair = 0; $pair < $pairs; $pair++ ) {
		++$number;
		// The last pair manages no stock: only there can a stock status be chosen.
		$managed = $pair !== $pairs - 1;
		$row     = array( 'number' => $number );
		foreach ( array( 'linked', 'unlinked' ) as $side ) {
			$product = 'simple' === $kind ? new WC_Product_Simple() : new WC_Product_Variable();
			$fill( $product, "$side-$number", $number );
			$parent( $product );
			$attribute = $size();
			$attribute->set_variation( 'variable' === $kind );
			$product->set_attributes( array( $attribute ) );
			if ( 'simple' === $kind ) {
				$sellable( $product, $managed );
			}
			$product->save();
			wp_set_object_terms( $product->get_id(), array( $had['brand'] ), 'product_brand' );
			$target      = $product;
			$row[ $side ] = array( 'id' => $product->get_id() );
			if ( 'variable' === $kind ) {
				$variation = new WC_Product_Variation();
				$variation->set_parent_id( $product->get_id() );
				$variation->set_attributes( array( 'size' => 'Small' ) );
				$fill( $variation, "v-$side-$number", $number );
				$sellable( $variation, $managed );
				$variation->save();
				$target                    = $variation;
				$row[ $side ]['variation'] = $variation->get_id();
			}
			if ( 'linked' === $side ) {
				$links[] = array(
					'item_id'    => "stage-item-$number",
					'product_id' => $target->get_id(),
					'parent_id'  => $target->get_parent_id(),
				);
			}
		}
		$made[ $kind ][] = $row;
	}
}
foreach ( $made['variable'] as $row ) {
	WC_Product_Variable::sync( $row['linked']['id'] );
	WC_Product_Variable::sync( $row['unlinked']['id'] );
}

$services = Plugin::services();
foreach ( $links as $link ) {
	$services->database()->execute(
		'INSERT INTO {items} (id, version, name, tracked, changed_at) VALUES (%s, 1, %s, 1, %s)',
		$link['item_id'],
		$link['item_id'],
		'2026-01-01 00:00:00'
	);
}
foreach ( array_chunk( $links, 50 ) as $chunk ) {
	$services->links()->link( $chunk );
}

echo wp_json_encode(
	array(
		'pairs' => $made,
		'aids'  => $aids,
		'admin' => $admin->ID,
		'attribute' => $colour,
	)
);
