<?php
/**
 * Images, tags and brands a REST request asks for.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock\Rest;

use TillSync\Lock\Meaning;
use TillSync\Lock\RefusedChange;

/**
 * Compares what WooCommerce would download, rename or create before it asks whether the product may be saved, and brands, which
 * it sets after the save. Reads only.
 */
final class RequestedImages {

	/**
	 * Changes of images: of ids and their order, of an image that has no id yet, of the name or the alternative text of one.
	 *
	 * @param int    $product_id Product or variation.
	 * @param mixed  $images     `images`, or a variation's `image` in a list.
	 * @param int    $version    Of the API: 1 and 2 go by `position`, later ones by the order in the list.
	 * @param string $kind       Kind of the product; a variation has no gallery.
	 * @return list<RefusedChange>
	 */
	public function changes( int $product_id, mixed $images, int $version, string $kind ): array {
		$stored = self::stored( $product_id, $kind );
		$wanted = self::wanted( is_array( $images ) ? array_filter( $images ) : array(), $version, $stored );
		$same   = self::shown( $stored ) === array_merge( array_filter( array( $wanted['image'] ) ), $wanted['gallery'] );
		$found  = array();
		$first  = $same || $stored['image'] === $wanted['image'] || self::is_inherited( $product_id, $stored['image'], $wanted['image'] );
		if ( ! $first || self::describes_anew( $images, array( $stored['image'] ) ) ) {
			$found[] = RefusedChange::of( 'image', $stored['image'], $wanted['image'] );
		}
		if ( 'variation' !== $kind && ( self::describes_anew( $images, $stored['gallery'] ) || ! ( $same || $stored['gallery'] === $wanted['gallery'] ) ) ) {
			$found[] = RefusedChange::of( 'gallery', $stored['gallery'], $wanted['gallery'] );
		}
		return $found;
	}

	/**
	 * The change of tags where one is asked for by a name no tag has: WooCommerce would create it.
	 *
	 * @param int   $product_id Product.
	 * @param mixed $tags       `tags`.
	 * @return list<RefusedChange>
	 */
	public function new_tags( int $product_id, mixed $tags ): array {
		foreach ( is_array( $tags ) ? $tags : array() as $tag ) {
			$name = is_array( $tag ) ? $tag['name'] ?? null : null;
			if ( is_string( $name ) && '' !== $name && ! term_exists( $name, 'product_tag' ) ) {
				return array( RefusedChange::of( 'tags', wc_get_product_term_ids( $product_id, 'product_tag' ), array_column( (array) $tags, 'name' ) ) );
			}
		}
		return array();
	}

	/**
	 * The change of brands; none where an empty list is sent, which WooCommerce does not look at.
	 *
	 * @param int   $product_id Product.
	 * @param mixed $brands     `brands`: ids, or objects with an id.
	 * @return list<RefusedChange>
	 */
	public function brands( int $product_id, mixed $brands ): array {
		$id_of  = static fn ( mixed $brand ): int => absint( is_array( $brand ) ? $brand['id'] ?? 0 : $brand );
		$wanted = array_map( $id_of, is_array( $brands ) ? $brands : array( $brands ) );
		$stored = wp_get_object_terms( $product_id, 'product_brand', array( 'fields' => 'ids' ) );
		$stored = is_array( $stored ) ? $stored : array();
		if ( array() === $wanted || ! Meaning::differs( 'brand_ids', $stored, $wanted ) ) {
			return array();
		}
		return array( RefusedChange::of( 'brand', $stored, $wanted ) );
	}

	/**
	 * The images a product has.
	 *
	 * @param int    $product_id Product or variation.
	 * @param string $kind       Kind.
	 * @return array{image: int, gallery: list<int>} 0: none.
	 */
	public static function stored( int $product_id, string $kind ): array {
		$gallery = 'variation' === $kind ? '' : get_post_meta( $product_id, '_product_image_gallery', true );
		return array(
			'image'   => absint( get_post_meta( $product_id, '_thumbnail_id', true ) ),
			'gallery' => array_values( array_filter( wp_parse_id_list( is_string( $gallery ) ? $gallery : '' ) ) ),
		);
	}

	/** Whether a variation without an image of its own was sent its parent's, which is what it answers. */
	private static function is_inherited( int $product_id, int $stored, int|string $wanted ): bool {
		$parent_id = 0 === $stored ? (int) wp_get_post_parent_id( $product_id ) : 0;
		return 0 !== $parent_id && absint( get_post_meta( $parent_id, '_thumbnail_id', true ) ) === $wanted;
	}

	/**
	 * The images the API answers: those the library still has.
	 *
	 * @param array{image: int, gallery: list<int>} $stored As stored.
	 * @return list<int>
	 */
	private static function shown( array $stored ): array {
		$ids = array_merge( array( $stored['image'] ), $stored['gallery'] );
		return array_values( array_filter( $ids, static fn ( int $id ): bool => 0 !== $id && is_array( wp_get_attachment_image_src( $id, 'full' ) ) ) );
	}

	/**
	 * The images a product would have.
	 *
	 * @param array<int|string, mixed>              $images  As sent.
	 * @param int                                   $version Of the API.
	 * @param array{image: int, gallery: list<int>} $stored  Now.
	 * @return array{image: int|string, gallery: list<int|string>} The address of an image that is not in the library yet.
	 */
	private static function wanted( array $images, int $version, array $stored ): array {
		$places = array();
		$ids    = array();
		foreach ( array_values( $images ) as $index => $image ) {
			$id = self::id( $image );
			if ( 0 !== $id ) {
				$ids[]    = $id;
				$places[] = $version < 3 && is_array( $image ) && isset( $image['position'] ) ? absint( $image['position'] ) : ( 1 === $version ? PHP_INT_MAX : $index );
			}
		}
		asort( $places );
		$ordered = array_values( array_map( static fn ( int $key ): int|string => $ids[ $key ], array_keys( $places ) ) );
		if ( 1 === $version && array() !== $images ) {
			// The oldest version leaves alone what it was sent nothing for.
			$has_first = in_array( 0, $places, true );
			$rest      = array_slice( $ordered, $has_first ? 1 : 0 );
			return array(
				'image'   => $has_first ? $ordered[0] : $stored['image'],
				'gallery' => array() === $rest ? $stored['gallery'] : $rest,
			);
		}
		return array(
			'image'   => $ordered[0] ?? 0,
			'gallery' => array_slice( $ordered, 1 ),
		);
	}

	/** The id of an image, the address of one without, 0 where it is none: older versions answer a placeholder. */
	private static function id( mixed $image ): int|string {
		if ( ! is_array( $image ) ) {
			return 0;
		}
		$id  = absint( $image['id'] ?? 0 );
		$src = is_string( $image['src'] ?? null ) ? $image['src'] : '';
		return 0 !== $id ? $id : ( '' === $src || wc_placeholder_img_src() === $src ? 0 : $src );
	}

	/**
	 * Whether another name or alternative text is sent for one of these images.
	 *
	 * @param mixed     $images As sent.
	 * @param list<int> $ids    Images.
	 */
	private static function describes_anew( mixed $images, array $ids ): bool {
		foreach ( is_array( $images ) ? $images : array() as $image ) {
			$id = self::id( $image );
			// A product without an image has the id 0, and so has the placeholder it is shown with, which has a name.
			if ( ! is_int( $id ) || 0 === $id || ! in_array( $id, $ids, true ) || ! is_array( $image ) ) {
				continue;
			}
			$alt  = get_post_meta( $id, '_wp_attachment_image_alt', true );
			$name = get_post_field( 'post_title', $id );
			if ( ! empty( $image['alt'] ) && Meaning::differs( 'alt', $alt, $image['alt'] ) ) {
				return true;
			}
			if ( ! empty( $image['name'] ) && Meaning::differs( 'name', $name, $image['name'] ) && Meaning::differs( 'name', get_the_title( $id ), $image['name'] ) ) {
				return true;
			}
		}
		return false;
	}
}
