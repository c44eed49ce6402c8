<?php
/**
 * The lock at trash and deletion.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/**
 * Keeps linked products, and parents of linked variations, out of the trash and in the database, until they are unlinked. The way
 * out of the trash is open: it only brings a product nearer to what the POS has. An unlinked variation may go, also from a parent
 * the POS manages.
 */
final class DeleteGuard {

	/** Takes its collaborators. */
	public function __construct( private LockedProducts $products, private Refusals $refusals ) {
	}

	/**
	 * Before a post goes to the trash or is deleted.
	 *
	 * @param mixed    $check What a filter before decided; null: nothing.
	 * @param \WP_Post $post  The post.
	 * @param string   $to    What becomes of it: `trash` or `deleted`.
	 * @return mixed false: refused, as WordPress says that it did not work; else `$check`.
	 */
	public function before_post_goes( mixed $check, \WP_Post $post, string $to ): mixed {
		if ( null !== $check || ! in_array( $post->post_type, LockedProducts::POST_TYPES, true ) ) {
			return $check;
		}
		return $this->refuses( $post->ID, $post->post_status, $to ) ? false : $check;
	}

	/**
	 * Before WooCommerce deletes a product object. Without this it would go on after WordPress refused, and empty the object.
	 *
	 * @param mixed       $check   What a filter before decided; null: nothing.
	 * @param \WC_Product $product The product.
	 * @param bool        $force   Whether past the trash.
	 * @return mixed false: refused; else `$check`.
	 */
	public function before_product_goes( mixed $check, \WC_Product $product, bool $force ): mixed {
		if ( null !== $check ) {
			return $check;
		}
		return $this->refuses( $product->get_id(), $product->get_status( 'edit' ), $force ? 'deleted' : 'trash' ) ? false : $check;
	}

	/**
	 * What a user needs to delete a post: nobody may delete a locked one, so that no link offers it and the REST API answers 403.
	 * Asks only about products, and only about deleting. WordPress asks for the same capability to bring a post back from the trash:
	 * that is allowed, and that it is not deleted for good from there is seen to above.
	 *
	 * @param array<mixed>      $caps Needed capabilities so far.
	 * @param string            $cap  Capability asked for.
	 * @param array<int, mixed> $args The post first.
	 * @return array<mixed>
	 */
	public function caps( array $caps, string $cap, array $args ): array {
		if ( 'delete_post' !== $cap && 'delete_product' !== $cap ) {
			return $caps;
		}
		$post = $args[0] ?? null;
		$post = $post instanceof \WP_Post || is_numeric( $post ) ? get_post( $post instanceof \WP_Post ? $post : (int) $post ) : null;
		$asks = $post instanceof \WP_Post && 'trash' !== $post->post_status && in_array( $post->post_type, LockedProducts::POST_TYPES, true );
		if ( $asks && $this->is_locked( $post->ID ) ) {
			$caps[] = 'do_not_allow';
		}
		return $caps;
	}

	/**
	 * Whether WooCommerce deletes all variations of a product because its type changed. Where the type is put back, they stay.
	 *
	 * @param mixed       $deletes What WooCommerce or a filter before decided.
	 * @param \WC_Product $product The product.
	 */
	public function deletes_variations( mixed $deletes, \WC_Product $product ): bool {
		return $deletes && ! $this->is_locked( $product->get_id() );
	}

	/**
	 * Whether a product may not go; recorded.
	 *
	 * @param int    $product_id Product or variation.
	 * @param string $from       Its status.
	 * @param string $to         What was to become of it.
	 */
	private function refuses( int $product_id, string $from, string $to ): bool {
		if ( ! $this->is_locked( $product_id ) ) {
			return false;
		}
		$this->refusals->record( $product_id, array( RefusedChange::of( 'status', $from, $to ) ) );
		return true;
	}

	/**
	 * Whether a product is locked.
	 *
	 * @param int $product_id Product or variation.
	 */
	private function is_locked( int $product_id ): bool {
		return null !== $this->products->kind_of( $product_id );
	}
}
