<?php
/**
 * The lock at every save of a product object.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Support\Log;

/**
 * Drops forbidden edits before a product is stored, whoever saves it: editor, quick edit, importer, other plugins. It never
 * throws: it also runs inside order processing, where WooCommerce swallows exceptions and leaves stock unreduced.
 */
final class CrudGuard {

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
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
			$kind = $this->changes->any( $product ) ? $this->products->kind_of( $product->get_id() ) : null;
			if ( null === $kind ) {
				return;
			}
			$forbidden = $this->changes->of( $product, $kind );
			$this->changes->drop( $product, $forbidden['props'], $forbidden['meta'] );
			$this->changes->settle_status( $product, $forbidden['props'] );
			$this->refusals->record( $product->get_id(), $forbidden['changes'] );
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Lock, saving a product' );
		}
	}
}
