<?php
/**
 * Products of a test shop, made by WooCommerce's own objects.
 *
 * @package TillSync
 */

declare( strict_types=1 );

/**
 * Creates the products and says how many there are.
 *
 * @param array<int, array<string, mixed>> $products See `ShopProduct` in catalogue.ts.
 * @return array{productCount: int, itemCount: int} Items are what holds a level: simple products and variations.
 */
function tillsync_shop_seed( array $products ): array {
	global $wpdb;

	$items = 0;
	wp_defer_term_counting( true );
	// One commit instead of thousands.
	$wpdb->query( 'START TRANSACTION' );
	foreach ( $products as $product ) {
		if ( isset( $product['variations'] ) ) {
			$items += tillsync_shop_seed_variable( $product );
		} else {
			tillsync_shop_seed_fields( new WC_Product_Simple(), $product )->save();
			++$items;
		}
	}
	$wpdb->query( 'COMMIT' );
	wp_defer_term_counting( false );

	return array(
		'productCount' => count( $products ),
		'itemCount'    => $items,
	);
}

/**
 * Sets what a simple product and a variation have in common.
 *
 * @template T of WC_Product
 * @param T                    $product The new product.
 * @param array<string, mixed> $fields  Name, sku, price, gtin, stock.
 * @return T
 */
function tillsync_shop_seed_fields( WC_Product $product, array $fields ): WC_Product {
	$product->set_name( (string) $fields['name'] );
	$product->set_sku( (string) ( $fields['sku'] ?? '' ) );
	$product->set_regular_price( (string) $fields['price'] );
	if ( isset( $fields['gtin'] ) ) {
		$product->set_global_unique_id( (string) $fields['gtin'] );
	}
	if ( isset( $fields['stock'] ) ) {
		$product->set_manage_stock( true );
		$product->set_stock_quantity( $fields['stock'] );
	}
	return $product;
}

/**
 * Creates one variable product with its variations.
 *
 * @param array<string, mixed> $fields Name, sku and variations with their attributes.
 * @return int Number of variations.
 */
function tillsync_shop_seed_variable( array $fields ): int {
	$options = array();
	foreach ( $fields['variations'] as $variation ) {
		foreach ( $variation['attributes'] as $name => $option ) {
			$options[ $name ][ $option ] = true;
		}
	}
	$attributes = array();
	foreach ( $options as $name => $values ) {
		$attribute = new WC_Product_Attribute();
		$attribute->set_name( (string) $name );
		$attribute->set_options( array_map( 'strval', array_keys( $values ) ) );
		$attribute->set_position( count( $attributes ) );
		$attribute->set_visible( true );
		$attribute->set_variation( true );
		$attributes[] = $attribute;
	}
	$parent = new WC_Product_Variable();
	$parent->set_name( (string) $fields['name'] );
	if ( isset( $fields['sku'] ) ) {
		$parent->set_sku( (string) $fields['sku'] );
	}
	$parent->set_attributes( $attributes );
	$parent_id = $parent->save();

	foreach ( $fields['variations'] as $variation ) {
		$child = new WC_Product_Variation();
		$child->set_parent_id( $parent_id );
		$chosen = array();
		foreach ( $variation['attributes'] as $name => $option ) {
			$chosen[ sanitize_title( (string) $name ) ] = (string) $option;
		}
		$child->set_attributes( $chosen );
		tillsync_shop_seed_fields( $child, array( 'name' => $fields['name'] ) + $variation )->save();
	}
	WC_Product_Variable::sync( $parent_id );
	return count( $fields['variations'] );
}
