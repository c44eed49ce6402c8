<?php
/**
 * The lock at every save of a product object.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Catalogue\Links;
use TillSync\Support\Log;

/**
 * Drops forbidden edits before a product is stored, whoever saves it: editor, quick edit, importer, other plugins. It never
 * throws: it also runs inside order processing, where WooCommerce swallows exceptions and leaves stock unreduced.
 */
final class CrudGuard {

	/** Takes its collaborators. */
	public function __construct(
		private Links $links,
		private WriterScope $scope,
		private LockedChanges $changes,
		private Refusals $refusals,
		private Log $log
	) {
	}

	/**
	 * Before a product or variation is saved. Costs nothing where no locked field is changed, and one query where the product is not linked.
	 *
	 * @param \WC_Product $product The product.
	 */
	public function before_save( \WC_Product $product ): void {
		try {
			$id = $product->get_id();
			if ( 0 === $id || $this->scope->covers( $id ) || ! $this->changes->any( $product ) || ! $this->links->is_linked( $id ) ) {
				return;
			}
			$forbidden = $this->changes->of( $product );
			$this->changes->drop( $product, $forbidden['props'], $forbidden['meta'] );
			$this->refusals->record( $id, $forbidden['fields'], 'save' );
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Lock, saving a product' );
		}
	}
}
