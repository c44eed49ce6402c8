<?php
/**
 * Where the lock stands open.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/**
 * The writer's exemption from the lock: for named products of one site, while a piece of work runs, and only inside this request.
 * A product that another plugin saves in reaction, and that is not named, stays locked; so does the product of another site of the
 * network that happens to have the same id. Pure.
 */
final class WriterScope {

	/**
	 * How many scopes are open for each product, by site and product.
	 *
	 * @var array<string, int>
	 */
	private array $open = array();

	/**
	 * Takes what knows the site.
	 *
	 * @param \Closure(): int $site Says which site of a network is the current one.
	 */
	public function __construct( private \Closure $site ) {
	}

	/**
	 * Runs work with the lock open for these products. Scopes may be nested; each closes what it opened, also when the work throws.
	 *
	 * @template T
	 * @param list<int>     $product_ids Products and variations.
	 * @param callable(): T $work        The work.
	 * @return T What the work returned.
	 */
	public function run( array $product_ids, callable $work ): mixed {
		// Named once: the work may end in another site than it began in.
		$keys = array_map( array( $this, 'key' ), $product_ids );
		foreach ( $keys as $key ) {
			$this->open[ $key ] = ( $this->open[ $key ] ?? 0 ) + 1;
		}
		try {
			return $work();
		} finally {
			foreach ( $keys as $key ) {
				if ( 0 === --$this->open[ $key ] ) {
					unset( $this->open[ $key ] );
				}
			}
		}
	}

	/**
	 * Whether the lock stands open for a product of the current site.
	 *
	 * @param int $product_id Product or variation.
	 */
	public function covers( int $product_id ): bool {
		return isset( $this->open[ $this->key( $product_id ) ] );
	}

	/**
	 * The name of a product of the current site.
	 *
	 * @param int $product_id Product or variation.
	 */
	private function key( int $product_id ): string {
		return ( $this->site )() . ":$product_id";
	}
}
