<?php
/**
 * Attributes in a row of the importer.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock\Import;

/**
 * Sets attributes on a product as the importer does, which would create a global attribute that is missing, and would save the
 * parent of a variation; this does neither. What would be created differs from everything that is stored.
 *
 * @phpstan-type Raw array{name: string, value?: array<int, string>, visible?: bool, taxonomy?: bool, default?: string}
 */
final class ImportedAttributes {

	/**
	 * Sets attributes.
	 *
	 * @param \WC_Product         $product Product or variation; never saved.
	 * @param array<int, mixed[]> $raw     Of the row.
	 */
	public static function set( \WC_Product $product, array $raw ): void {
		/** @var array<int, Raw> $raw */
		if ( $product instanceof \WC_Product_Variation ) {
			self::set_of_variation( $product, $raw );
		} else {
			self::set_of_product( $product, $raw );
		}
	}

	/**
	 * Attributes with options, and the defaults of a variable product.
	 *
	 * @param \WC_Product     $product The product.
	 * @param array<int, Raw> $raw     Of the row.
	 */
	private static function set_of_product( \WC_Product $product, array $raw ): void {
		$stored     = $product->get_attributes( 'edit' );
		$attributes = array();
		$defaults   = array();
		foreach ( $raw as $position => $one ) {
			$id   = self::id( $one );
			$name = $id > 0 ? wc_attribute_taxonomy_name_by_id( $id ) : $one['name'];
			if ( $id > 0 ? empty( $one['value'] ) : ! isset( $one['value'] ) ) {
				continue;
			}
			$options   = $one['value'] ?? array();
			$variation = self::is_for_variations( $stored, $name );
			$default   = $one['default'] ?? '';
			if ( '' !== $default && in_array( $default, $options, true ) ) {
				$defaults[ $id > 0 ? $name : sanitize_title( $name ) ] = $id > 0 ? self::slug( $default, $name ) : $default;
				$variation = true;
			}
			if ( $id > 0 ) {
				$options = array_filter( array_map( 'wc_sanitize_term_text_based', $options ), static fn ( string $option ): bool => '' !== $option );
			}
			$attribute = new \WC_Product_Attribute();
			$attribute->set_id( $id );
			$attribute->set_name( $name );
			$attribute->set_options( $options );
			$attribute->set_position( $position );
			$attribute->set_visible( $one['visible'] ?? true );
			$attribute->set_variation( $variation );
			$attributes[] = $attribute;
		}
		$product->set_attributes( $attributes );
		if ( $product->is_type( 'variable' ) ) {
			$product->set_default_attributes( $defaults );
		}
	}

	/**
	 * The values of a variation. One for an attribute its parent does not have for variations would change the parent.
	 *
	 * @param \WC_Product_Variation $variation The variation.
	 * @param array<int, Raw>       $raw       Of the row.
	 */
	private static function set_of_variation( \WC_Product_Variation $variation, array $raw ): void {
		$parent = wc_get_product( $variation->get_parent_id( 'edit' ) );
		$known  = $parent instanceof \WC_Product ? $parent->get_attributes( 'edit' ) : array();
		$values = array();
		foreach ( $raw as $one ) {
			$id        = self::id( $one );
			$name      = $id > 0 ? wc_attribute_taxonomy_name_by_id( $id ) : sanitize_title( $one['name'] );
			$attribute = $known[ $name ] ?? null;
			if ( ! $attribute instanceof \WC_Product_Attribute ) {
				continue;
			}
			$value = (string) current( $one['value'] ?? array( '' ) );
			$values[ sanitize_title( $attribute->get_name() ) ] = $attribute->is_taxonomy() ? self::slug( $value, $name ) : $value;
		}
		$variation->set_attributes( $values );
	}

	/**
	 * The id of a global attribute by its label or name; 0 where it is none, or not there yet.
	 *
	 * @param Raw $one One attribute.
	 */
	private static function id( array $one ): int {
		if ( empty( $one['taxonomy'] ) ) {
			return 0;
		}
		$name = array_search( $one['name'], wp_list_pluck( wc_get_attribute_taxonomies(), 'attribute_label', 'attribute_name' ), true );
		return wc_attribute_taxonomy_id_by_name( false === $name ? wc_sanitize_taxonomy_name( $one['name'] ) : (string) $name );
	}

	/**
	 * Whether a product has an attribute for its variations.
	 *
	 * @param array<string, mixed> $stored Its attributes.
	 * @param string               $name   Name.
	 */
	private static function is_for_variations( array $stored, string $name ): bool {
		foreach ( $stored as $attribute ) {
			if ( $attribute instanceof \WC_Product_Attribute && $attribute->get_name() === $name ) {
				return $attribute->get_variation();
			}
		}
		return false;
	}

	/** The slug of a term by its name, or the one it would get. */
	private static function slug( string $name, string $taxonomy ): string {
		$term = get_term_by( 'name', $name, $taxonomy );
		return $term instanceof \WP_Term ? $term->slug : sanitize_title( $name );
	}
}
