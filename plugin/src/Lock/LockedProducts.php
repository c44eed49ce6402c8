<?php
/**
 * Which products are locked.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Catalogue\Links;
use TillSync\Install\Installer;
use TillSync\Support\Log;
use TillSync\Support\StorageFailed;

/** What every guard asks first: is this product linked, as what, and has the writer opened the lock for it. */
final class LockedProducts {

	/** Post types that can be linked. */
	public const POST_TYPES = array( 'product', 'product_variation' );

	/** States in which a listing waits for the shopkeeper to publish it for the first time. */
	private const UNPUBLISHED = array( 'auto-draft', 'draft', 'pending', 'future' );

	/** Whether this request has logged already that the table cannot be read. */
	private bool $logged = false;

	/** Takes its collaborators. */
	public function __construct( private Links $links, private WriterScope $scope, private Log $log ) {
	}

	/**
	 * What a product is to the lock now: `simple`, `variation`, `variable`, or null where everything may be changed: not linked, or
	 * opened for the writer. One query for a product not asked about before, else none. Where the table cannot be read nothing is
	 * locked: a shop whose tables are damaged must still be able to save its products. Never throws.
	 *
	 * @param int $product_id Product or variation; 0: one that does not exist yet.
	 */
	public function kind_of( int $product_id ): ?string {
		if ( $product_id <= 0 || $this->scope->covers( $product_id ) || ! Installer::is_on() ) {
			return null;
		}
		try {
			return $this->links->kind_of( $product_id );
		} catch ( StorageFailed $error ) {
			$this->cannot_be_read( $error );
			return null;
		}
	}

	/**
	 * Those of some products that are locked now, in their order. One query for all. Never throws.
	 *
	 * @param list<int> $product_ids Products and variations.
	 * @return list<int>
	 */
	public function among( array $product_ids ): array {
		if ( ! Installer::is_on() ) {
			return array();
		}
		try {
			$this->links->prime( $product_ids );
		} catch ( StorageFailed $error ) {
			$this->cannot_be_read( $error );
			return array();
		}
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
		if ( Installer::is_on() && null !== $this->links->kind_of( $product_id ) ) {
			$this->links->note_public( array( $product_id ) );
		}
	}

	/**
	 * Logs that the table cannot be read; once a request, as a save asks many times.
	 *
	 * @param StorageFailed $error What the database said.
	 */
	private function cannot_be_read( StorageFailed $error ): void {
		if ( ! $this->logged ) {
			$this->logged = true;
			$this->log->thrown( $error, 'Lock, reading the links' );
		}
	}
}
