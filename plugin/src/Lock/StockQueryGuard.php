<?php
/**
 * The lock at levels written by SQL.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Support\Log;

/**
 * WooCommerce writes levels by one SQL statement, past the save of the object. `increase` and `decrease` are orders and pass;
 * `set` is somebody's wish for an absolute level, for example bulk edit, and does nothing for a linked product.
 */
final class StockQueryGuard {

	/** A statement that does nothing. */
	private const NOTHING = 'DO 0';

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private Refusals $refusals,
		private Log $log
	) {
	}

	/**
	 * Replaces a forbidden statement.
	 *
	 * @param mixed $sql        The statement; a filter before may have made anything of it.
	 * @param int   $product_id Product or variation.
	 * @param mixed $level      New level.
	 * @param mixed $operation  `set`, `increase` or `decrease`.
	 * @return mixed The statement to run.
	 */
	public function filter( mixed $sql, int $product_id, mixed $level, mixed $operation ): mixed {
		try {
			$kind = 'set' === $operation ? $this->products->kind_of( $product_id ) : null;
			if ( null === $kind || 'variable' === $kind ) {
				return $sql;
			}
			// Bulk edit sets every product to the level it has; that is nothing to speak of.
			$stored = get_post_meta( $product_id, '_stock', true );
			if ( Meaning::differs( 'stock_quantity', $stored, $level ) ) {
				$this->refusals->record( $product_id, array( RefusedChange::of( 'level', $stored, $level ) ) );
			}
			return self::NOTHING;
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Lock, setting a level' );
			return $sql;
		}
	}
}
