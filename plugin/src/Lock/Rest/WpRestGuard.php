<?php
/**
 * The lock at WordPress's REST routes.
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
 * Guards `wp/v2`, where products are posts and no hook of WooCommerce is called. A text sent back as it was rendered is no change,
 * and is taken out of the request, so that the stored one stays.
 */
final class WpRestGuard {

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private LockedChanges $changes,
		private FieldPolicy $policy,
		private LockedAnswer $answer
	) {
	}

	/**
	 * Before a post made of a request is stored.
	 *
	 * @param mixed $prepared Columns, as an object; or an error of somebody else.
	 * @param mixed $request  The request.
	 * @return mixed The columns, or our error.
	 */
	public function before_insert( mixed $prepared, mixed $request ): mixed {
		$id   = $prepared instanceof \stdClass ? (int) ( $prepared->ID ?? 0 ) : 0;
		$kind = $this->products->kind_of( $id );
		if ( null === $kind || ! $prepared instanceof \stdClass || ! $request instanceof \WP_REST_Request ) {
			return $prepared;
		}
		$changes = array_merge(
			$this->of_columns( $id, $kind, $prepared ),
			$this->of_terms( $id, $kind, $request ),
			$this->of_meta( $id, $kind, $request )
		);
		return array() === $changes ? $prepared : $this->answer->refuse( $id, $changes, $request->get_params(), 'wp:' );
	}

	/**
	 * Before an autosave, which WordPress makes without looking whether the columns are an error, and writes straight into a draft.
	 *
	 * @param \WP_REST_Request<array<string, mixed>> $request Any request.
	 * @return \WP_Error|null Our error; null: go on.
	 */
	public function before_autosave( \WP_REST_Request $request ): ?\WP_Error {
		$route = $request->get_route();
		$saves = str_ends_with( $route, '/autosaves' ) && $this->is_for_one( substr( $route, 0, -strlen( '/autosaves' ) ) );
		$id    = $saves ? absint( $request['id'] ) : 0;
		if ( null === $this->products->kind_of( $id ) ) {
			return null;
		}
		$controller = get_post_type_object( (string) get_post_type( $id ) )?->get_rest_controller();
		if ( ! $controller instanceof \WP_REST_Posts_Controller ) {
			return null;
		}
		$prepared = \Closure::bind( static fn (): mixed => $controller->prepare_item_for_database( $request ), null, \WP_REST_Posts_Controller::class )();
		return is_wp_error( $prepared ) ? $prepared : null;
	}

	/**
	 * Whether a route is for one product or variation.
	 *
	 * @param string $route For example `/wp/v2/product/12`.
	 */
	public function is_for_one( string $route ): bool {
		foreach ( LockedProducts::POST_TYPES as $type ) {
			$items = rest_get_route_for_post_type_items( $type );
			if ( '' !== $items && 1 === preg_match( '#^' . preg_quote( $items, '#' ) . '/\d+$#D', $route ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Columns of the post.
	 *
	 * @param int       $id       Product or variation.
	 * @param string    $kind     Kind.
	 * @param \stdClass $prepared Columns to be stored; those that are equal but for their rendering are taken out.
	 * @return list<RefusedChange>
	 */
	private function of_columns( int $id, string $kind, \stdClass $prepared ): array {
		$post  = get_post( $id );
		$found = array();
		foreach ( get_object_vars( $prepared ) as $column => $wanted ) {
			$field = $this->policy->field_of( 'columns', (string) $column, $kind );
			if ( null === $field || ! $post instanceof \WP_Post ) {
				continue;
			}
			$stored = self::value( $post->$column );
			$wanted = self::value( $wanted );
			$prop   = $this->policy->names_of( $field, 'props' )[0] ?? $field;
			if ( ! Meaning::differs( $prop, $stored, $wanted ) || $this->changes->lets_through( $id, $kind, $prop, $stored, $wanted ) ) {
				continue;
			}
			if ( ! $this->changes->differs( $prop, $stored, $wanted ) || self::is_rendering( $post, (string) $column, (string) $wanted ) ) {
				unset( $prepared->$column );
			} else {
				$found[ $field ] ??= RefusedChange::of( $field, $stored, $wanted );
			}
		}
		return array_values( $found );
	}

	/**
	 * Terms and the image, which are set after the post is stored.
	 *
	 * @param int                                    $id      Product or variation.
	 * @param string                                 $kind    Kind.
	 * @param \WP_REST_Request<array<string, mixed>> $request The request.
	 * @return list<RefusedChange>
	 */
	private function of_terms( int $id, string $kind, \WP_REST_Request $request ): array {
		$found = array();
		foreach ( get_object_taxonomies( (string) get_post_type( $id ), 'objects' ) as $taxonomy ) {
			$name  = is_string( $taxonomy->rest_base ) && '' !== $taxonomy->rest_base ? $taxonomy->rest_base : $taxonomy->name;
			$field = $taxonomy->show_in_rest && isset( $request[ $name ] ) ? $this->policy->field_of( 'taxonomies', $taxonomy->name, $kind ) : null;
			if ( null === $field ) {
				continue;
			}
			$stored = wp_get_object_terms( $id, $taxonomy->name, array( 'fields' => 'ids' ) );
			$stored = is_array( $stored ) ? $stored : array();
			if ( Meaning::differs( 'tag_ids', $stored, $request[ $name ] ) ) {
				$found[] = RefusedChange::of( $field, $stored, $request[ $name ] );
			}
		}
		$image = $request['featured_media'];
		if ( null !== $image && Meaning::differs( 'image_id', get_post_meta( $id, '_thumbnail_id', true ), $image ) ) {
			$found[] = RefusedChange::of( 'image', get_post_meta( $id, '_thumbnail_id', true ), $image );
		}
		return $found;
	}

	/**
	 * Meta another plugin lets this route write. What is equal is taken out of the request: WordPress would make a row of "nothing".
	 *
	 * @param int                                    $id      Product or variation.
	 * @param string                                 $kind    Kind.
	 * @param \WP_REST_Request<array<string, mixed>> $request The request.
	 * @return list<RefusedChange>
	 */
	private function of_meta( int $id, string $kind, \WP_REST_Request $request ): array {
		$found = array();
		$sent  = is_array( $request['meta'] ) ? $request['meta'] : array();
		$kept  = $sent;
		foreach ( $sent as $name => $wanted ) {
			foreach ( self::meta_keys( $id, (string) $name ) as $key ) {
				$field  = $this->policy->field_of( 'meta', $key, $kind );
				$stored = null === $field ? null : get_post_meta( $id, $key, true );
				if ( null !== $field && Meaning::differs( $key, $stored, $wanted ) ) {
					$found[ $field ] ??= RefusedChange::of( $field, $stored, $wanted );
				} elseif ( null !== $field ) {
					unset( $kept[ $name ] );
				}
			}
		}
		if ( $kept !== $sent ) {
			$request->set_param( 'meta', $kept );
		}
		return array_values( $found );
	}

	/**
	 * The keys behind a name in `meta`: a registration may show a key under another name.
	 *
	 * @param int    $id   Product or variation.
	 * @param string $name The name.
	 * @return list<string>
	 */
	private static function meta_keys( int $id, string $name ): array {
		$keys = array();
		$type = (string) get_post_type( $id );
		foreach ( get_registered_meta_keys( 'post' ) + get_registered_meta_keys( 'post', $type ) as $key => $registered ) {
			$shown = is_array( $registered['show_in_rest'] ?? null ) ? $registered['show_in_rest']['name'] ?? $key : $key;
			if ( ! empty( $registered['show_in_rest'] ) && $shown === $name ) {
				$keys[] = (string) $key;
			}
		}
		return $keys;
	}

	/** A column's value; the zero date is none. */
	private static function value( mixed $value ): mixed {
		return '0000-00-00 00:00:00' === $value ? '' : $value;
	}

	/** Whether a text is the stored one as this API renders it. */
	private static function is_rendering( \WP_Post $post, string $column, string $wanted ): bool {
		// phpcs:disable WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- Core's.
		$rendered = match ( $column ) {
			'post_title'   => get_the_title( $post ),
			'post_content' => (string) apply_filters( 'the_content', $post->post_content ),
			'post_excerpt' => (string) apply_filters( 'the_excerpt', apply_filters( 'get_the_excerpt', $post->post_excerpt, $post ) ),
			default        => null,
		};
		// phpcs:enable
		return null !== $rendered && ! Meaning::differs( $column, $rendered, $wanted );
	}
}
