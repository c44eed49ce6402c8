<?php
/**
 * The lock at REST routes as such.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock\Rest;

use TillSync\Lock\LockedProducts;

/**
 * What must be looked at before a route's own code runs: images before they are downloaded, making of variations, autosaves,
 * deletion. A caller who may not edit a product is answered as without us. Which product a request is for is read as the routes
 * read it: an id in the body goes before the one in the address.
 */
final class RouteGuard {

	/** Products and variations of WooCommerce; the version is empty for `wc-analytics`. */
	private const WOOCOMMERCE = '#^/(?:wc/v(?<version>\d+)|wc-analytics)/products'
		. '(?:/(?<product>\d+))?(?<variations>/variations)?(?:/(?<variation>\d+))?(?<action>/batch|/generate)?$#D';

	/** Methods that change one product, or many in a batch. */
	private const WRITES = array( 'POST', 'PUT', 'PATCH' );

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private RestGuard $guard,
		private WpRestGuard $posts,
		private LockedAnswer $answer
	) {
	}

	/**
	 * Whether a request could be of interest at all; costs next to nothing.
	 *
	 * @param \WP_REST_Request<array<string, mixed>> $request Any request.
	 */
	public static function concerns( \WP_REST_Request $request ): bool {
		return ! in_array( $request->get_method(), array( 'GET', 'HEAD', 'OPTIONS' ), true ) && str_contains( $request->get_route(), '/product' );
	}

	/**
	 * Before permissions are looked at, where the capability to delete a linked product is denied to all.
	 *
	 * @param mixed                                  $response An answer somebody else has given already, or null.
	 * @param \WP_REST_Request<array<string, mixed>> $request  The request.
	 * @return mixed The answer; ours where a linked product would be deleted.
	 */
	public function before_callbacks( mixed $response, \WP_REST_Request $request ): mixed {
		if ( is_wp_error( $response ) || 'DELETE' !== $request->get_method() ) {
			return $response;
		}
		$id = $this->is_for_one( $request->get_route() ) ? absint( $request['id'] ) : 0;
		if ( 0 === $id || null === $this->products->kind_of( $id ) || ! current_user_can( 'edit_post', $id ) ) {
			return $response;
		}
		return $this->answer->refuse_deletion( $id, (bool) $request['force'] );
	}

	/**
	 * Before a route's code runs; permissions have been looked at.
	 *
	 * @param mixed                                  $result  An answer somebody else has given already, or null.
	 * @param \WP_REST_Request<array<string, mixed>> $request The request; images and the like are taken out of it.
	 * @return mixed The answer, or null: go on.
	 */
	public function before_dispatch( mixed $result, \WP_REST_Request $request ): mixed {
		if ( null !== $result || ! in_array( $request->get_method(), self::WRITES, true ) ) {
			return $result;
		}
		if ( 1 !== preg_match( self::WOOCOMMERCE, $request->get_route(), $route ) ) {
			return $this->posts->before_autosave( $request );
		}
		$version = (int) ( $route['version'] ?? '' );
		$version = 0 === $version ? 3 : $version;
		$action  = $route['action'] ?? '';
		if ( '/generate' === $action ) {
			$parent = absint( $request['product_id'] );
			return null === $this->products->kind_of( $parent ) ? null : $this->answer->refuse_variation( $parent, __( 'all variations', 'tillsync' ) );
		}
		if ( '/batch' === $action ) {
			$items = $request['update'];
			if ( is_array( $items ) && array() !== $items ) {
				$request->set_param( 'update', array_map( fn ( mixed $item ): mixed => is_array( $item ) ? $this->guard->withhold( $item, $version ) : $item, $items ) );
			}
			return null;
		}
		if ( absint( $request['id'] ) > 0 ) {
			$this->guard->withhold_from( $request, $version );
		}
		return null;
	}

	/**
	 * Whether WooCommerce's routes may delete a product.
	 *
	 * @param mixed $permission What was decided so far.
	 * @param int   $object_id  The object.
	 * @param mixed $post_type  Its type.
	 * @return mixed false for a linked product.
	 */
	public function permission( mixed $permission, int $object_id, mixed $post_type ): mixed {
		$deletes = $permission && in_array( $post_type, LockedProducts::POST_TYPES, true );
		return $deletes && null !== $this->products->kind_of( $object_id ) ? false : $permission;
	}

	/**
	 * After a route's code ran: in the answer to a batch, those that were not deleted because they are linked say so.
	 *
	 * @param mixed                                  $response The answer.
	 * @param \WP_REST_Request<array<string, mixed>> $request  The request.
	 * @return mixed The answer.
	 */
	public function after_callbacks( mixed $response, \WP_REST_Request $request ): mixed {
		$batch = 1 === preg_match( self::WOOCOMMERCE, $request->get_route(), $route ) && '/batch' === ( $route['action'] ?? '' );
		$data  = $response instanceof \WP_HTTP_Response ? $response->get_data() : $response;
		if ( ! $batch || ! is_array( $data ) || ! is_array( $data['delete'] ?? null ) ) {
			return $response;
		}
		foreach ( $data['delete'] as $index => $item ) {
			$id = is_array( $item ) && isset( $item['error'] ) ? absint( is_array( $item['id'] ?? 0 ) ? $item['id']['id'] ?? 0 : $item['id'] ?? 0 ) : 0;
			if ( 0 !== $id && null !== $this->products->kind_of( $id ) && current_user_can( 'edit_post', $id ) ) {
				$error                              = $this->answer->refuse_deletion( $id, true );
				$data['delete'][ $index ]['error'] = array(
					'code'    => $error->get_error_code(),
					'message' => $error->get_error_message(),
					'data'    => $error->get_error_data(),
				);
			}
		}
		if ( $response instanceof \WP_HTTP_Response ) {
			$response->set_data( $data );
			return $response;
		}
		return $data;
	}

	/** Whether a route is for one product or variation. */
	private function is_for_one( string $route ): bool {
		if ( 1 === preg_match( self::WOOCOMMERCE, $route, $parts ) ) {
			return '' === ( $parts['action'] ?? '' ) && '' !== ( '' === ( $parts['variations'] ?? '' ) ? $parts['product'] ?? '' : $parts['variation'] ?? '' );
		}
		return $this->posts->is_for_one( $route );
	}
}
