<?php
/**
 * Options of attributes as terms.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/**
 * WooCommerce stores the options of a global attribute as term ids and takes them as names. This reads names as ids, without
 * creating a term: a name no term has stays a name, and so differs.
 */
final class AttributeTerms {

	/**
	 * Attributes with ids of terms as options.
	 *
	 * @param mixed $attributes A list of `WC_Product_Attribute`; anything else is handed back as it is.
	 */
	public static function of( mixed $attributes ): mixed {
		if ( ! is_array( $attributes ) ) {
			return $attributes;
		}
		$read = static fn ( mixed $attribute ): mixed => $attribute instanceof \WC_Product_Attribute && $attribute->is_taxonomy() ? self::with_ids( $attribute ) : $attribute;
		return array_map( $read, $attributes );
	}

	/** One attribute with ids; the one that is given stays as it is. */
	private static function with_ids( \WC_Product_Attribute $attribute ): \WC_Product_Attribute {
		$options = array();
		foreach ( $attribute->get_options() as $option ) {
			$term      = is_int( $option ) ? null : get_term_by( 'name', (string) $option, $attribute->get_name() );
			$options[] = $term instanceof \WP_Term ? $term->term_id : $option;
		}
		$read = clone $attribute;
		$read->set_options( $options );
		return $read;
	}
}
