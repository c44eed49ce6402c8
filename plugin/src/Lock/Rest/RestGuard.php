<?php
/**
 * The lock at WooCommerce's REST routes.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock\Rest;

use TillSync\Lock\LockedChanges;
use TillSync\Lock\LockedProducts;
use TillSync\Lock\RefusedChange;

/**
 * Refuses where the caller can read an answer: 409 `pos_locked` with the fields. A product sent back as it was read passes. In a
 * batch only the item concerned is refused. This class guards `wc/v2`, `wc/v3` and `wc-analytics`, which make an object of each
 * request and ask before they save it.
 */
final class RestGuard {

	/** What a request carries where something was taken out of it: the number of the note about it. */
	private const NOTE = 'tillsync_withheld';

	/**
	 * Changes that were taken out of requests of this process before WooCommerce could act on them.
	 *
	 * @var array<int, list<RefusedChange>>
	 */
	private array $withheld = array();

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private LockedChanges $changes,
		private RequestedImages $images,
		private LockedAnswer $answer
	) {
	}

	/**
	 * Takes images, tags and brands out of what was sent for a linked product, unless WooCommerce may see them: it would download
	 * or create them before it asks whether to save. What differs is noted, and refused with the rest of the request.
	 *
	 * @param array<string, mixed> $sent    Sent, of one product or variation, with `id`.
	 * @param int                  $version Of the API.
	 * @return array<string, mixed> To be sent on; equal to what was sent where the product is not linked.
	 */
	public function withhold( array $sent, int $version ): array {
		$id   = absint( is_scalar( $sent['id'] ?? 0 ) ? $sent['id'] ?? 0 : 0 );
		$asks = array_intersect_key( $sent, array_flip( array( 'images', 'image', 'tags', 'brands' ) ) );
		$kind = array() === $asks ? null : $this->products->kind_of( $id );
		if ( null === $kind ) {
			return $sent;
		}
		$found = array();
		foreach ( array_filter( $asks, static fn ( mixed $value ): bool => null !== $value ) as $name => $value ) {
			$changes = match ( true ) {
				'brands' === $name                             => $this->images->brands( $id, $value ),
				'tags' === $name                               => $this->images->new_tags( $id, $value ),
				'images' === $name && 'variation' !== $kind    => $this->images->changes( $id, $value, $version, $kind ),
				'image' === $name && 'variation' === $kind     => $this->images->changes( $id, array( $value ), $version, $kind ),
				default                                        => null,
			};
			if ( null !== $changes && ( 'tags' !== $name || array() !== $changes ) ) {
				unset( $sent[ $name ] );
				$found = array_merge( $found, $changes );
			}
		}
		if ( array() !== $found ) {
			$this->withheld[]    = $found;
			$sent[ self::NOTE ] = (int) array_key_last( $this->withheld );
		}
		return $sent;
	}

	/**
	 * Does the same to a request for one product.
	 *
	 * @param \WP_REST_Request<array<string, mixed>> $request The request; changed where needed.
	 * @param int                                    $version Of the API.
	 */
	public function withhold_from( \WP_REST_Request $request, int $version ): void {
		$sent = $request->get_params();
		$kept = $this->withhold( $sent, $version );
		foreach ( array_keys( array_diff_key( $sent, $kept ) ) as $name ) {
			unset( $request[ $name ] );
		}
		if ( isset( $kept[ self::NOTE ] ) ) {
			$request->set_param( self::NOTE, $kept[ self::NOTE ] );
		}
	}

	/**
	 * Before an object made of a request is saved.
	 *
	 * @param mixed $product The object, or an error of somebody else.
	 * @param mixed $request The request.
	 * @return mixed The object, or our error.
	 */
	public function before_insert( mixed $product, mixed $request ): mixed {
		// A copy takes what was sent; the product it is made of is not saved.
		if ( ! $product instanceof \WC_Product || ! $request instanceof \WP_REST_Request || str_ends_with( $request->get_route(), '/duplicate' ) ) {
			return $product;
		}
		$kind = $this->products->kind_of( $product->get_id() );
		if ( null === $kind ) {
			return $this->before_insert_of_free( $product );
		}
		$changes = $this->of_request( $product, $kind, $request, 3 );
		return array() === $changes ? $product : $this->answer->refuse( $product->get_id(), $changes, $request->get_params() );
	}

	/**
	 * Everything a request would change and may not.
	 *
	 * @param \WC_Product                            $product Made of the request, not saved.
	 * @param string                                 $kind    Kind.
	 * @param \WP_REST_Request<array<string, mixed>> $request The request.
	 * @param int                                    $version Of the API.
	 * @return list<RefusedChange> A field once.
	 */
	public function of_request( \WC_Product $product, string $kind, \WP_REST_Request $request, int $version ): array {
		// Whoever calls a controller without a route comes past what looks at routes.
		$this->withhold_from( $request, $version );
		$changes = $this->changes->any( $product ) ? $this->changes->of( $product, $kind )['changes'] : array();
		$type    = $request['type'];
		$stored  = (string) \WC_Product_Factory::get_product_type( $product->get_id() );
		if ( 'variation' !== $kind && is_string( $type ) && '' !== $type && $type !== $stored ) {
			array_unshift( $changes, RefusedChange::of( 'type', $stored, $type ) );
		}
		$once = array();
		foreach ( array_merge( $changes, $this->noted( $request ) ) as $change ) {
			$once[ $change->field ] ??= $change;
		}
		return array_values( $once );
	}

	/**
	 * The changes that were taken out of a request.
	 *
	 * @param \WP_REST_Request<array<string, mixed>> $request The request.
	 * @return list<RefusedChange>
	 */
	private function noted( \WP_REST_Request $request ): array {
		$note = $request[ self::NOTE ];
		return is_int( $note ) ? $this->withheld[ $note ] ?? array() : array();
	}

	/**
	 * A product that is not linked may do as it likes, except become a variation of one whose variations the POS keeps.
	 *
	 * @param \WC_Product $product The object; new or stored.
	 * @return mixed The object, or our error.
	 */
	private function before_insert_of_free( \WC_Product $product ): mixed {
		if ( ! $product instanceof \WC_Product_Variation || ! array_key_exists( 'parent_id', $product->get_changes() ) ) {
			return $product;
		}
		$parent_id = $product->get_parent_id( 'edit' );
		$stored    = (int) wp_get_post_parent_id( $product->get_id() );
		if ( $parent_id === $stored || null === $this->products->kind_of( $parent_id ) ) {
			return $product;
		}
		return $this->answer->refuse_variation( $parent_id, implode( ', ', array_map( 'strval', $product->get_attributes( 'edit' ) ) ) );
	}
}
