<?php
/**
 * The lock at WooCommerce's REST routes.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock\Rest;

use TillSync\Lock\FieldPolicy;
use TillSync\Lock\LockedChanges;
use TillSync\Lock\LockedProducts;
use TillSync\Lock\Meaning;
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
	 * What was taken out of requests of this process before WooCommerce could act on it, and the changes it would have made.
	 *
	 * @var array<int, array{sent: array<string, mixed>, changes: list<RefusedChange>}>
	 */
	private array $withheld = array();

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private LockedChanges $changes,
		private FieldPolicy $policy,
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
			$sent[ self::NOTE ] = count( $this->withheld );
			$this->withheld[]    = array(
				'sent'    => $asks,
				'changes' => $found,
			);
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
		return array() === $changes ? $product : $this->answer->refuse( $product->get_id(), $changes, $this->sent( $request ) );
	}

	/**
	 * Everything a request would change and may not.
	 *
	 * @param \WC_Product                            $product Made of the request, not saved.
	 * @param string                                 $kind    Kind.
	 * @param \WP_REST_Request<array<string, mixed>> $request The request.
	 * @param int                                    $version Of the API.
	 * @return list<RefusedChange>
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
		$changes = array_merge( $changes, $this->note( $request )['changes'] );
		return array_merge( $changes, $this->of_meta( $product->get_id(), $kind, $request['meta_data'], RefusedChange::fields( $changes ) ) );
	}

	/**
	 * Meta under locked keys of which nothing is left in the object: WooCommerce hands some to methods that write at once, where
	 * another guard stops them.
	 *
	 * @param int          $id   Product or variation.
	 * @param string       $kind Kind.
	 * @param mixed        $meta `meta_data`.
	 * @param list<string> $seen Fields that were found to change already.
	 * @return list<RefusedChange>
	 */
	private function of_meta( int $id, string $kind, mixed $meta, array $seen ): array {
		$found = array();
		foreach ( is_array( $meta ) ? $meta : array() as $entry ) {
			$key   = is_array( $entry ) && is_string( $entry['key'] ?? null ) ? $entry['key'] : '';
			$field = '' === $key ? null : $this->policy->field_of( 'meta', $key, $kind );
			if ( null === $field || in_array( $field, $seen, true ) ) {
				continue;
			}
			$stored = get_post_meta( $id, $key, true );
			if ( Meaning::differs( 'level' === $field ? 'stock_quantity' : 'meta', $stored, $entry['value'] ?? '' ) ) {
				$found[] = RefusedChange::of( $field, $stored, $entry['value'] ?? '' );
			}
		}
		return $found;
	}

	/**
	 * What was sent in a request, together with what was taken out of it.
	 *
	 * @param \WP_REST_Request<array<string, mixed>> $request The request.
	 * @return array<string, mixed>
	 */
	public function sent( \WP_REST_Request $request ): array {
		return $request->get_params() + $this->note( $request )['sent'];
	}

	/**
	 * The note about what was taken out of a request.
	 *
	 * @param \WP_REST_Request<array<string, mixed>> $request The request.
	 * @return array{sent: array<string, mixed>, changes: list<RefusedChange>}
	 */
	private function note( \WP_REST_Request $request ): array {
		$number = $request[ self::NOTE ];
		$none   = array(
			'sent'    => array(),
			'changes' => array(),
		);
		return is_int( $number ) ? $this->withheld[ $number ] ?? $none : $none;
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
		return $this->answer->refuse_variation( $parent_id, $product->get_attributes( 'edit' ) );
	}
}
