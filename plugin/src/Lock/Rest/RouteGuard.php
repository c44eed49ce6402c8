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
 * deletion. A caller who may not edit a product is answered as without us.
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
		$id = $this->deleted( $request->get_route() );
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
			$parent = (int) ( $route['product'] ?? 0 );
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
	 * Whether WooCommerce's routes may do something with a product.
	 *
	 * @param mixed $permission What was decided so far.
	 * @param mixed $context    `read`, `create`, `edit`, `delete` or `batch`.
	 * @param int   $object_id  The object.
	 * @param mixed $post_type  Its type.
	 * @return mixed false for the deletion of a linked product.
	 */
	public function permission( mixed $permission, mixed $context, int $object_id, mixed $post_type ): mixed {
		$deletes = $permission && 'delete' === $context && in_array( $post_type, LockedProducts::POST_TYPES, true );
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

	/** The product or variation a route deletes; 0: none. */
	private function deleted( string $route ): int {
		if ( 1 === preg_match( self::WOOCOMMERCE, $route, $parts ) ) {
			return '' === ( $parts['action'] ?? '' ) ? (int) ( '' === ( $parts['variations'] ?? '' ) ? $parts['product'] ?? 0 : $parts['variation'] ?? 0 ) : 0;
		}
		return $this->posts->id_of( $route );
	}
}
