<?php
/**
 * Where the lock stands open.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/**
 * The writer's exemption from the lock: for named products, while a piece of work runs, and only inside this request. A product
 * that another plugin saves in reaction, and that is not named, stays locked. Pure.
 */
final class WriterScope {

	/**
	 * How many scopes are open for each product.
	 *
	 * @var array<int, int>
	 */
	private array $open = array();

	/**
	 * Runs work with the lock open for these products. Scopes may be nested; each closes what it opened, also when the work throws.
	 *
	 * @template T
	 * @param list<int>     $product_ids Products and variations.
	 * @param callable(): T $work        The work.
	 * @return T What the work returned.
	 */
	public function run( array $product_ids, callable $work ): mixed {
		foreach ( $product_ids as $id ) {
			$this->open[ $id ] = ( $this->open[ $id ] ?? 0 ) + 1;
		}
		try {
			return $work();
		} finally {
			foreach ( $product_ids as $id ) {
				if ( 0 === --$this->open[ $id ] ) {
					unset( $this->open[ $id ] );
				}
			}
		}
	}

	/**
	 * Whether the lock stands open for a product.
	 *
	 * @param int $product_id Product or variation.
	 */
	public function covers( int $product_id ): bool {
		return isset( $this->open[ $product_id ] );
	}
}
