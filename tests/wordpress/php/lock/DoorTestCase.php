<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use WC_Product;
use WC_Product_Attribute;
use WC_Product_External;
use WC_Product_Grouped;

require_once dirname( __DIR__ ) . '/LinkedShopTestCase.php';

/** A test of one door of the lock with every field of the ownership table: twins, of which one is linked, and all that is stored of them. */
abstract class DoorTestCase extends LinkedShopTestCase {
	/**
	 * The names a sort of door has for the fields of the POS, for each kind of product.
	 *
	 * @param string $sort `rest` or `csv`.
	 * @return list<array{kind: string, field: string, name: string}>
	 */
	protected static function names( string $sort ): array {
		$table = json_decode( (string) file_get_contents( dirname( \TillSync\PLUGIN_FILE ) . '/schemas/ownership.json' ), true );
		$names = array();
		foreach ( $table as $field => $row ) {
			foreach ( 'pos' === $row['owner'] ? $row['on'] : array() as $kind ) {
				foreach ( $row['names'][ $sort ] ?? array() as $name ) {
					$names[] = compact( 'kind', 'field', 'name' );
				}
			}
		}
		return $names;
	}

	/** A product of a kind, at 5, not linked; with the type a field needs. */
	protected static function product( string $kind, string $field = '' ): WC_Product {
		$product = match ( true ) {
			'variation' === $kind                          => self::variableProduct( array( 'stock_status' === $field ? null : 5.0, 5.0 ) )[1][0],
			'variable' === $kind && 'grouped' !== $field && 'external' !== $field => self::variableProduct( array( 5.0, 5.0 ) )[0],
			'external' === $field                          => self::bare( new WC_Product_External() ),
			'grouped' === $field                           => self::bare( new WC_Product_Grouped() ),
			// A status follows from the level, where there is one.
			default                                        => self::simpleProduct( 'stock_status' === $field ? null : 5.0 ),
		};
		return wc_get_product( $product->get_id() );
	}

	/** Links a product; the parent of variations by linking the first of them. */
	protected static function make_linked( WC_Product $product ): void {
		wp_cache_flush();
		$linked = $product->is_type( 'variable' ) ? wc_get_product( $product->get_children()[0] ) : $product;
		self::link( $linked );
		wp_cache_flush();
		self::services()->database()->execute( 'DELETE FROM {activity}' );
	}

	/**
	 * All that is stored of a product, except what changes with every save.
	 *
	 * @return array<string, mixed>
	 */
	protected static function stored_state( int $id ): array {
		global $wpdb;
		$post = (array) $wpdb->get_row( $wpdb->prepare( "SELECT * FROM {$wpdb->posts} WHERE ID = %d", $id ), ARRAY_A );
		unset( $post['post_modified'], $post['post_modified_gmt'] );
		$meta  = $wpdb->get_results( $wpdb->prepare( "SELECT meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id = %d ORDER BY meta_key, meta_id", $id ), ARRAY_N );
		$terms = $wpdb->get_col( $wpdb->prepare( "SELECT term_taxonomy_id FROM {$wpdb->term_relationships} WHERE object_id = %d ORDER BY term_taxonomy_id", $id ) );
		return compact( 'post', 'meta', 'terms' );
	}

	/** An image of the library. */
	protected static function image(): int {
		$file = wp_upload_bits( self::unique( 'image' ) . '.png', null, (string) base64_decode( 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', true ) );
		$id   = wp_insert_attachment( array( 'post_title' => "It's “fine”", 'post_mime_type' => 'image/png', 'post_status' => 'inherit', 'guid' => $file['url'] ), $file['file'] );
		update_post_meta( $id, '_wp_attachment_metadata', array( 'width' => 1, 'height' => 1, 'file' => _wp_relative_upload_path( $file['file'] ) ) );
		update_post_meta( $id, '_wp_attachment_image_alt', 'An image' );
		return $id;
	}

	/** A term; returns its id. */
	protected static function term( string $taxonomy ): int {
		return (int) wp_insert_term( self::unique( "It's R & D" ), $taxonomy )['term_id'];
	}

	/** A global attribute with two terms, not for variations. */
	protected static function global_attribute(): WC_Product_Attribute {
		$name     = self::unique( 'colour' );
		$id       = wc_create_attribute( array( 'name' => $name ) );
		$taxonomy = wc_attribute_taxonomy_name_by_id( $id );
		register_taxonomy( $taxonomy, 'product' );
		$GLOBALS['wc_product_attributes'][ $taxonomy ] = array_column( wc_get_attribute_taxonomies(), null, 'attribute_id' )[ $id ];
		$attribute = new WC_Product_Attribute();
		$attribute->set_id( $id );
		$attribute->set_name( $taxonomy );
		$attribute->set_options( array( (int) wp_insert_term( 'Zinc & tin', $taxonomy )['term_id'], (int) wp_insert_term( 'Amber', $taxonomy )['term_id'] ) );
		$attribute->set_visible( true );
		$attribute->set_position( 3 );
		return $attribute;
	}

	/** Where WooCommerce's REST API has a product. */
	protected static function route( WC_Product $product, string $version = 'v3' ): string {
		return $product->get_parent_id() > 0
			? "/wc/$version/products/{$product->get_parent_id()}/variations/{$product->get_id()}"
			: "/wc/$version/products/{$product->get_id()}";
	}

	/** Addresses the shop asks for while work runs; none of them is answered. */
	protected static function downloads( callable $work ): array {
		$asked = array();
		$watch = static function ( mixed $answer, mixed $arguments, string $url ) use ( &$asked ): \WP_Error {
			$asked[] = $url;
			return new \WP_Error( 'offline', 'No network in tests.' );
		};
		add_filter( 'pre_http_request', $watch, 10, 3 );
		try {
			$work();
		} finally {
			remove_filter( 'pre_http_request', $watch );
		}
		return $asked;
	}

	/** A published product without price or stock. */
	private static function bare( WC_Product $product ): WC_Product {
		$product->set_name( self::unique( 'product' ) );
		$product->save();
		return $product;
	}
}
