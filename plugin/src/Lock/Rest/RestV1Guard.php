<?php
/**
 * The lock at WooCommerce's oldest REST routes.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock\Rest;

use TillSync\Lock\LockedProducts;
use TillSync\Lock\RefusedChange;

/**
 * Guards `wc/v1`. It saves a product in pieces, first the post, then images and all else, then each of its variations, and asks
 * only once, before the first piece; so everything is looked at there. What it is answered it saves without looking, so an error
 * must be thrown.
 */
final class RestV1Guard {

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private RestGuard $guard,
		private LockedAnswer $answer
	) {
	}

	/**
	 * Before a product is saved.
	 *
	 * @param mixed $product The object.
	 * @param mixed $request The request.
	 * @return mixed The object.
	 * @throws \WC_Data_Exception When a locked field would change; its data have the fields.
	 */
	public function before_insert( mixed $product, mixed $request ): mixed {
		if ( ! $product instanceof \WC_Product || ! $request instanceof \WP_REST_Request ) {
			return $product;
		}
		$id   = $product->get_id();
		$kind = $this->products->kind_of( $id );
		if ( null !== $kind ) {
			foreach ( self::dates_as_answered( $id, $request->get_params() ) as $name ) {
				unset( $request[ $name ] );
			}
			$changes = $this->guard->of_request( self::as_it_would_be( $product, $request ), $kind, $request, 1 );
			if ( array() !== $changes ) {
				self::refuse( $this->answer->refuse( $id, $changes, $this->guard->sent( $request ) ) );
			}
		}
		if ( is_array( $request['variations'] ) && $product->is_type( 'variable' ) ) {
			$look = fn ( mixed $sent ): mixed => is_array( $sent ) ? $this->variation( $id, $kind, $sent ) : $sent;
			$request->set_param( 'variations', array_map( $look, $request['variations'] ) );
		}
		return $product;
	}

	/**
	 * Looks at one of the variations inside a product.
	 *
	 * @param int                  $parent_id   The product.
	 * @param string|null          $parent_kind Its kind; null: free.
	 * @param array<string, mixed> $sent        What was sent for the variation.
	 * @return array<string, mixed> To be sent on.
	 * @throws \WC_Data_Exception When it is refused.
	 */
	private function variation( int $parent_id, ?string $parent_kind, array $sent ): array {
		$id   = absint( $sent['id'] ?? 0 );
		$kind = $this->products->kind_of( $id );
		if ( null === $kind ) {
			if ( null !== $parent_kind && ( 0 === $id || wp_get_post_parent_id( $id ) !== $parent_id ) ) {
				self::refuse( $this->answer->refuse_variation( $parent_id, $sent['sku'] ?? '' ) );
			}
			return $sent;
		}
		$sent  = array_diff_key( $sent, array_flip( self::dates_as_answered( $id, $sent ) ) );
		$later = array(
			'id'         => $id,
			'product_id' => $parent_id,
		) + $sent;
		if ( isset( $sent['visible'] ) ) {
			$later['status'] = false === $sent['visible'] ? 'private' : 'publish';
		}
		if ( isset( $sent['in_stock'] ) ) {
			$later['stock_status'] = true === $sent['in_stock'] ? 'instock' : 'outofstock';
		}
		if ( isset( $sent['image'] ) && is_array( $sent['image'] ) ) {
			$image          = current( $sent['image'] );
			$later['image'] = is_array( $image ) ? array( 'position' => 0 ) + $image : null;
			unset( $sent['image'] );
		}
		unset( $later['menu_order'] );
		$request = new \WP_REST_Request( 'PUT' );
		$request->set_body_params( $later );
		// The next version makes the same object of the same fields; its filter, and so our guard, looks at it.
		$this->guard->withhold_from( $request, 2 );
		$prepared = self::protected_call( \WC_REST_Product_Variations_V2_Controller::class, 'prepare_object_for_database', array( $request ) );
		if ( is_wp_error( $prepared ) ) {
			self::refuse( $prepared );
		}
		return $sent;
	}

	/**
	 * Dates of a sale that were sent as this version answers them, which is the day alone.
	 *
	 * @param int                  $id   Product or variation.
	 * @param array<string, mixed> $sent What was sent.
	 * @return list<string> Their names.
	 */
	private static function dates_as_answered( int $id, array $sent ): array {
		$names = array(
			'date_on_sale_from' => '_sale_price_dates_from',
			'date_on_sale_to'   => '_sale_price_dates_to',
		);
		foreach ( $names as $name => $key ) {
			$stored = get_post_meta( $id, $key, true );
			if ( ! isset( $sent[ $name ] ) || ! is_numeric( $stored ) || gmdate( 'Y-m-d', (int) $stored ) !== $sent[ $name ] ) {
				unset( $names[ $name ] );
			}
		}
		return array_keys( $names );
	}

	/**
	 * The product as all pieces together would leave it; the one that was given stays as it is.
	 *
	 * @param \WC_Product                            $product From the first piece.
	 * @param \WP_REST_Request<array<string, mixed>> $request The request.
	 */
	private static function as_it_would_be( \WC_Product $product, \WP_REST_Request $request ): \WC_Product {
		$later = self::protected_call( \WC_REST_Products_V1_Controller::class, 'set_product_meta', array( clone $product, $request ) );
		return $later instanceof \WC_Product ? $later : $product;
	}

	/**
	 * Calls what WooCommerce would call, on a controller that adds no hooks of its own.
	 *
	 * @param class-string $controller The controller.
	 * @param string       $method     Protected and without effect on the shop.
	 * @param list<mixed>  $arguments  Its arguments.
	 */
	private static function protected_call( string $controller, string $method, array $arguments ): mixed {
		$object = ( new \ReflectionClass( $controller ) )->newInstanceWithoutConstructor();
		return \Closure::bind( static fn (): mixed => $object->$method( ...$arguments ), null, $controller )();
	}

	/**
	 * Throws what the routes of this version turn into an answer with our code, status and fields.
	 *
	 * @param \WP_Error $error The error.
	 * @throws \WC_Data_Exception Always.
	 */
	private static function refuse( \WP_Error $error ): never {
		$data = (array) $error->get_error_data();
		// phpcs:ignore WordPress.Security.EscapeOutput.ExceptionNotEscaped -- Read by a program, out of JSON.
		throw new \WC_Data_Exception( (string) $error->get_error_code(), $error->get_error_message(), (int) ( $data['status'] ?? LockedAnswer::STATUS ), $data );
	}
}
