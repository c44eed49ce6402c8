<?php
/**
 * Which products are locked.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Catalogue\Links;

/** What every guard asks first: is this product linked, as what, and has the writer opened the lock for it. */
final class LockedProducts {

	/** Post types that can be linked. */
	public const POST_TYPES = array( 'product', 'product_variation' );

	/** States in which a listing waits for the shopkeeper to publish it for the first time. */
	private const UNPUBLISHED = array( 'auto-draft', 'draft', 'pending', 'future' );

	/** Takes its collaborators. */
	public function __construct( private Links $links, private WriterScope $scope ) {
	}

	/**
	 * What a product is to the lock now: `simple`, `variation`, `variable`, or null where everything may be changed: not linked, or
	 * opened for the writer. One query for a product not asked about before, else none.
	 *
	 * @param int $product_id Product or variation; 0: one that does not exist yet.
	 */
	public function kind_of( int $product_id ): ?string {
		return $product_id <= 0 || $this->scope->covers( $product_id ) ? null : $this->links->kind_of( $product_id );
	}

	/**
	 * Those of some products that are locked now, in their order. One query for all.
	 *
	 * @param list<int> $product_ids Products and variations.
	 * @return list<int>
	 */
	public function among( array $product_ids ): array {
		$this->links->prime( $product_ids );
		return array_values( array_filter( $product_ids, fn ( int $id ): bool => null !== $this->kind_of( $id ) ) );
	}

	/**
	 * Whether a linked product may go from one status to another. A listing that was never public may be edited as a draft,
	 * scheduled and published by the shop, once; out of the trash it may always come. Everything else is the POS's.
	 *
	 * @param int    $product_id Linked product.
	 * @param string $from       Status now.
	 * @param string $to         Status to be.
	 */
	public function may_become( int $product_id, string $from, string $to ): bool {
		if ( $from === $to ) {
			return true;
		}
		if ( 'trash' === $from ) {
			return true;
		}
		return in_array( $from, self::UNPUBLISHED, true )
			&& ( 'publish' === $to || in_array( $to, self::UNPUBLISHED, true ) )
			&& ! $this->links->was_public( $product_id );
	}

	/**
	 * Whether a linked product is a draft that was never public: its date and its first address come when it is published.
	 *
	 * @param int    $product_id Linked product.
	 * @param string $status     Status now.
	 */
	public function awaits_publishing( int $product_id, string $status ): bool {
		return in_array( $status, self::UNPUBLISHED, true ) && ! $this->links->was_public( $product_id );
	}

	/**
	 * A product has become public.
	 *
	 * @param int $product_id Product or variation.
	 */
	public function became_public( int $product_id ): void {
		if ( null !== $this->links->kind_of( $product_id ) ) {
			$this->links->note_public( array( $product_id ) );
		}
	}
}
