<?php
/**
 * The lock at WooCommerce's REST routes.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/**
 * Refuses where the caller can read an answer: 409 `pos_locked` with the fields. A product sent back as it was read passes. In a
 * batch only the item concerned is refused.
 */
final class RestGuard {

	private const CODE   = 'pos_locked';
	private const STATUS = 409;

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private LockedChanges $changes,
		private FieldPolicy $policy,
		private Refusals $refusals
	) {
	}

	/**
	 * `wc/v2`, `wc/v3` and `wc-analytics`: before an object made of a request is saved.
	 *
	 * @param mixed $product The object, or an error of somebody else.
	 * @return mixed The object, or our error.
	 */
	public function before_insert( mixed $product ): mixed {
		$fields = $product instanceof \WC_Product ? $this->forbidden( $product ) : array();
		return array() === $fields ? $product : new \WP_Error(
			self::CODE,
			$this->refusals->sentence( $fields ),
			array(
				'status' => self::STATUS,
				'fields' => array_map(
					fn ( string $field ): array => array(
						'field' => $this->policy->rest_name( $field ),
						'label' => $this->refusals->label( $field ),
					),
					$fields
				),
			)
		);
	}

	/**
	 * `wc/v1`, which saves whatever this filter returns without looking: an error must be thrown.
	 *
	 * @param mixed $product The object.
	 * @return mixed The object.
	 * @throws \WC_REST_Exception When a locked field would change.
	 */
	public function before_insert_v1( mixed $product ): mixed {
		$fields = $product instanceof \WC_Product ? $this->forbidden( $product ) : array();
		if ( array() !== $fields ) {
			throw new \WC_REST_Exception( self::CODE, $this->refusals->sentence( $fields ), self::STATUS );
		}
		return $product;
	}

	/**
	 * Locked fields a prepared object would change; records them.
	 *
	 * @param \WC_Product $product The object.
	 * @return list<string>
	 */
	private function forbidden( \WC_Product $product ): array {
		$kind = $this->changes->any( $product ) ? $this->products->kind_of( $product->get_id() ) : null;
		if ( null === $kind ) {
			return array();
		}
		$changes = $this->changes->of( $product, $kind )['changes'];
		$this->refusals->record( $product->get_id(), $changes, Door::REST );
		return RefusedChange::fields( $changes );
	}
}
