<?php
/**
 * Images in a row of the importer.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock\Import;

/** Tells whether addresses or file names mean images a product has, by the importer's own rules and without a download. */
final class ImportedImages {

	/**
	 * Whether a list of addresses means a list of images, in this order.
	 *
	 * @param list<int>   $ids       Images a product has; 0: none.
	 * @param list<mixed> $addresses Addresses or file names, as the importer reads them.
	 */
	public static function are( array $ids, array $addresses ): bool {
		// The exporter leaves out what the library has no longer.
		$ids = array_values( array_filter( $ids, static fn ( int $id ): bool => 0 !== $id && false !== wp_get_attachment_url( $id ) ) );
		if ( count( $ids ) !== count( $addresses ) ) {
			return false;
		}
		foreach ( $ids as $index => $id ) {
			if ( ! is_string( $addresses[ $index ] ) || ! self::is( $id, $addresses[ $index ] ) ) {
				return false;
			}
		}
		return true;
	}

	/** Whether an address or file name means an image. */
	private static function is( int $id, string $address ): bool {
		$source = (string) get_post_meta( $id, '_wc_attachment_source', true );
		$image  = wp_get_attachment_image_src( $id, 'full' );
		if ( in_array( $address, array( $source, wp_get_attachment_url( $id ), is_array( $image ) ? $image[0] : null ), true ) ) {
			return true;
		}
		$uploads = wp_upload_dir( null, false )['baseurl'] . '/';
		if ( str_contains( $address, '://' ) && ! str_contains( $address, $uploads ) ) {
			return false;
		}
		$file     = str_replace( $uploads, '', $address );
		$attached = (string) get_post_meta( $id, '_wp_attached_file', true );
		return $attached === $file || str_ends_with( $attached, "/$file" ) || str_ends_with( $source, "/$file" );
	}
}
