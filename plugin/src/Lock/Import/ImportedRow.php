<?php
/**
 * A row of the importer for a linked product.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock\Import;

use TillSync\Lock\FieldPolicy;
use TillSync\Lock\LockedChanges;
use TillSync\Lock\Meaning;
use TillSync\Lock\RefusedChange;

/** Compares a row with what is stored, without saving, downloading or creating anything. */
final class ImportedRow {

	/** Columns that are not properties of a product → field of the ownership table. */
	private const COLUMNS = array(
		'type'                  => 'type',
		'raw_image_id'          => 'image',
		'raw_gallery_image_ids' => 'gallery',
		'raw_attributes'        => 'attributes',
		'brand_ids'             => 'brand',
	);

	/** What an exporter writes for a status, as the importer reads it again; any other status is written as a draft. */
	private const EXPORTED_STATUSES = array( 'draft', 'private', 'publish' );

	/** The product as stored, with the row's values set on it and never saved. */
	private \WC_Product $product;

	/** Why the row's values cannot be set at all; null: they can. */
	private ?\WP_Error $error = null;

	/**
	 * Reads a row.
	 *
	 * @param LockedChanges        $changes What may not be changed.
	 * @param FieldPolicy          $policy  Which fields are locked.
	 * @param int                  $id      Linked product or variation.
	 * @param string               $kind    Its kind.
	 * @param array<string, mixed> $row     Parsed columns.
	 */
	public function __construct( private LockedChanges $changes, private FieldPolicy $policy, private int $id, private string $kind, private array $row ) {
		// An object of its own: another may be kept for the whole request.
		$class = \WC_Product_Factory::get_product_classname( $id, (string) \WC_Product_Factory::get_product_type( $id ) );
		$fresh = new $class( $id );
		assert( $fresh instanceof \WC_Product );
		$this->product = $fresh;
		$status        = $this->product->get_status( 'edit' );
		if ( ( $row['status'] ?? null ) === $this->status_if_exported( $status ) ) {
			$this->row['status'] = $status;
		}
		$this->set_values();
	}

	/**
	 * What the row would change and may not.
	 *
	 * @return list<RefusedChange>
	 * @throws \Exception When the importer could not set the row's values.
	 */
	public function refused(): array {
		if ( null !== $this->error ) {
			throw new \Exception( esc_html( $this->error->get_error_message() ) );
		}
		return array_merge(
			$this->of_type(),
			$this->changes->any( $this->product ) ? $this->changes->of( $this->product, $this->kind )['changes'] : array(),
			$this->of_files(),
			$this->of_brands(),
			$this->of_meta()
		);
	}

	/**
	 * The columns to be processed: those of the shop, and what may be changed after all, such as publishing a draft.
	 *
	 * @return array<string, mixed>
	 */
	public function allowed(): array {
		$row     = array( 'id' => $this->id ) + $this->row;
		$dropped = $this->changes->of( $this->product, $this->kind )['props'];
		foreach ( array_keys( $row ) as $column ) {
			$prop   = (string) $column;
			$field  = self::COLUMNS[ $prop ] ?? $this->policy->field_of( 'props', $prop, $this->kind );
			$passes = array_key_exists( $prop, $this->product->get_changes() ) && ! in_array( $prop, $dropped, true );
			if ( null !== $field && in_array( $field, $this->policy->fields( $this->kind ), true ) && ! $passes ) {
				unset( $row[ $column ] );
			}
		}
		$row['id'] = $this->id;
		if ( isset( $row['meta_data'] ) && is_array( $row['meta_data'] ) ) {
			$row['meta_data'] = array_values( array_filter( $row['meta_data'], fn ( mixed $meta ): bool => null === $this->meta_field( $meta ) ) );
		}
		return $row;
	}

	/** Sets the row's values as the importer does. */
	private function set_values(): void {
		$props = array_diff_key( $this->row, self::COLUMNS + array_flip( array( 'id', 'meta_data', 'downloads', 'cogs_value' ) ) );
		if ( 'external' === $this->product->get_type() ) {
			unset( $props['manage_stock'], $props['stock_status'], $props['backorders'], $props['low_stock_amount'] );
		}
		if ( array_key_exists( 'cogs_value', $this->row ) ) {
			$this->product->set_cogs_value( is_numeric( $this->row['cogs_value'] ) ? (float) $this->row['cogs_value'] : null );
		}
		$result = $this->product->set_props( $props );
		if ( is_wp_error( $result ) ) {
			$this->error = $result;
		}
		$attributes = $this->row['raw_attributes'] ?? null;
		if ( is_array( $attributes ) ) {
			ImportedAttributes::set( $this->product, $attributes );
		}
	}

	/**
	 * The type of product.
	 *
	 * @return list<RefusedChange>
	 */
	private function of_type(): array {
		$type = $this->row['type'] ?? null;
		return null === $type || $this->product->get_type() === $type ? array() : array( RefusedChange::of( 'type', $this->product->get_type(), $type ) );
	}

	/**
	 * Images and downloads.
	 *
	 * @return list<RefusedChange>
	 */
	private function of_files(): array {
		$found = array();
		$image = $this->row['raw_image_id'] ?? null;
		if ( is_string( $image ) && '' !== $image && ! ImportedImages::are( array( (int) $this->product->get_image_id( 'edit' ) ), array( $image ) ) ) {
			$found[] = RefusedChange::of( 'image', $this->product->get_image_id( 'edit' ), $image );
		}
		$gallery = $this->row['raw_gallery_image_ids'] ?? null;
		$stored  = array_values( array_map( 'intval', $this->product->get_gallery_image_ids( 'edit' ) ) );
		if ( 'variation' !== $this->kind && is_array( $gallery ) && ! ImportedImages::are( $stored, array_values( $gallery ) ) ) {
			$found[] = RefusedChange::of( 'gallery', $stored, $gallery );
		}
		$downloads = $this->row['downloads'] ?? null;
		$files     = $this->product->get_downloads( 'edit' );
		if ( null !== $downloads && in_array( 'downloads', $this->policy->fields( $this->kind ), true ) && Meaning::differs( 'downloads', $files, $downloads ) ) {
			$found[] = RefusedChange::of( 'downloads', $files, $downloads );
		}
		return $found;
	}

	/**
	 * Brands: ids where WooCommerce has read the column (11 and newer), else its text, which it reads after the row is saved. An
	 * empty column is not read.
	 *
	 * @return list<RefusedChange>
	 */
	private function of_brands(): array {
		$asked = $this->row['brand_ids'] ?? '';
		if ( array() === $asked || '' === $asked || ! ( is_array( $asked ) || is_string( $asked ) ) || 'variation' === $this->kind ) {
			return array();
		}
		$stored = wp_get_object_terms( $this->id, 'product_brand', array( 'fields' => 'ids' ) );
		$wanted = is_array( $asked ) ? array_map( 'absint', $asked ) : self::brands_called( $asked );
		return Meaning::differs( 'brand_ids', is_array( $stored ) ? $stored : array(), $wanted ) ? array( RefusedChange::of( 'brand', $stored, $asked ) ) : array();
	}

	/**
	 * Ids of brands as a column names them; -1 for one that does not exist.
	 *
	 * @param string $text Names between commas, parents before `>`.
	 * @return list<int>
	 */
	private static function brands_called( string $text ): array {
		$ids = array();
		foreach ( explode( ',', html_entity_decode( $text ) ) as $path ) {
			$id = 0;
			foreach ( array_map( 'trim', explode( '>', $path ) ) as $name ) {
				$term = term_exists( $name, 'product_brand', 0 === $id ? null : $id );
				$id   = is_array( $term ) ? (int) $term['term_id'] : -1;
			}
			$ids[] = $id;
		}
		return $ids;
	}

	/**
	 * Meta under locked keys.
	 *
	 * @return list<RefusedChange>
	 */
	private function of_meta(): array {
		$found = array();
		foreach ( is_array( $this->row['meta_data'] ?? null ) ? $this->row['meta_data'] : array() as $meta ) {
			$field = $this->meta_field( $meta );
			if ( null !== $field ) {
				$stored = get_post_meta( $this->id, (string) $meta['key'], true );
				if ( Meaning::differs( 'meta', $stored, $meta['value'] ?? '' ) ) {
					$found[] = RefusedChange::of( $field, $stored, $meta['value'] ?? '' );
				}
			}
		}
		return $found;
	}

	/** The locked field a meta column belongs to; null: none. */
	private function meta_field( mixed $meta ): ?string {
		return is_array( $meta ) && is_string( $meta['key'] ?? null ) ? $this->policy->field_of( 'meta', $meta['key'], $this->kind ) : null;
	}

	/** The status the importer would read of what the exporter writes for a stored one. */
	private function status_if_exported( string $status ): string {
		if ( 'variation' === $this->kind && 'draft' === get_post_status( (int) wp_get_post_parent_id( $this->id ) ) ) {
			return 'publish';
		}
		return in_array( $status, self::EXPORTED_STATUSES, true ) ? $status : 'draft';
	}
}
