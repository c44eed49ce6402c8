<?php
/**
 * The lock at the importer.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock\Import;

use TillSync\Lock\Door;
use TillSync\Lock\FieldPolicy;
use TillSync\Lock\LockedChanges;
use TillSync\Lock\LockedProducts;
use TillSync\Lock\RefusedChange;
use TillSync\Lock\Refusals;
use TillSync\Lock\Rest\LockedAnswer;

/**
 * Looks at each row of the CSV importer before anything of it is saved or downloaded. A row that would change what the POS owns is
 * failed as a whole, with the reason in the importer's list; of any other only the shop's columns go on, so that a file that was
 * exported and is imported again changes nothing else.
 */
final class ImportGuard {

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private LockedChanges $changes,
		private FieldPolicy $policy,
		private Refusals $refusals
	) {
	}

	/**
	 * Before a row is processed; the importer catches what is thrown and lists the row as failed.
	 *
	 * @param mixed $row Parsed columns.
	 * @return mixed What is to be processed.
	 * @throws \Exception When the row is refused.
	 */
	public function before_process( mixed $row ): mixed {
		if ( ! is_array( $row ) ) {
			return $row;
		}
		$id   = self::id_of( $row );
		$kind = $this->products->kind_of( $id );
		if ( null === $kind ) {
			$this->keep_variations_out( $id, $row );
			return $row;
		}
		$imported = new ImportedRow( $this->changes, $this->policy, $id, $kind, $row );
		$refused  = $imported->refused();
		if ( array() !== $refused ) {
			$this->refusals->record( $id, $refused, Door::IMPORTER );
			throw new \Exception( esc_html( $this->refusals->sentence( RefusedChange::fields( $refused ) ) ), (int) LockedAnswer::STATUS );
		}
		return $imported->allowed();
	}

	/**
	 * The product a row is for, as the importer finds it; 0: a new one.
	 *
	 * @param array<string, mixed> $row Parsed columns.
	 */
	private static function id_of( array $row ): int {
		$id  = absint( $row['id'] ?? 0 );
		$sku = $row['sku'] ?? '';
		return 0 === $id && is_string( $sku ) && '' !== $sku ? (int) wc_get_product_id_by_sku( $sku ) : $id;
	}

	/**
	 * Fails a row that would give a new variation to a product of which the POS keeps the variations.
	 *
	 * @param int                  $id  The product; 0: a new one.
	 * @param array<string, mixed> $row Parsed columns.
	 * @throws \Exception When it would.
	 */
	private function keep_variations_out( int $id, array $row ): void {
		$parent = isset( $row['parent_id'] ) && is_numeric( $row['parent_id'] ) ? (int) $row['parent_id'] : 0;
		$is_one = 'variation' === ( $row['type'] ?? ( 0 === $id ? '' : \WC_Product_Factory::get_product_type( $id ) ) );
		if ( ! $is_one || 0 === $parent || null === $this->products->kind_of( $parent ) ) {
			return;
		}
		// The importer makes an empty one for a row it will come to, so that other rows can refer to it.
		if ( 0 === $id || 'importing' === get_post_status( $id ) || wp_get_post_parent_id( $id ) !== $parent ) {
			$this->refusals->record( $parent, array( RefusedChange::of( 'parent', '', $row['sku'] ?? '' ) ), Door::IMPORTER );
			throw new \Exception( esc_html( LockedAnswer::no_new_variations() ), (int) LockedAnswer::STATUS );
		}
	}
}
