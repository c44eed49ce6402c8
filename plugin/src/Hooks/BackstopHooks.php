<?php
/**
 * Hooks of the lock behind all forms and routes.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Hooks;

use TillSync\Lock\DeleteGuard;
use TillSync\Lock\MetaGuard;
use TillSync\Lock\PostGuard;
use TillSync\Lock\TermGuard;
use TillSync\LockServices;
use TillSync\Services;

/** Posts, meta, terms and deletion, whoever calls WordPress's functions. */
final class BackstopHooks {

	/** Takes the objects. */
	public function __construct( private Services $services ) {
	}

	/** Posts, their meta and their terms. */
	public function posts(): void {
		$guard = fn (): PostGuard => $this->services->lock()->post_guard();
		add_filter(
			'wp_insert_post_data',
			static fn ( mixed $data, mixed $postarr ): mixed => is_array( $data ) && is_array( $postarr ) ? $guard()->before_insert( $data, $postarr ) : $data,
			PHP_INT_MAX,
			2
		);
		add_action(
			'transition_post_status',
			static fn ( mixed $to, mixed $from, mixed $post ) => $post instanceof \WP_Post ? $guard()->after_transition( (string) $to, (string) $from, $post ) : null,
			PHP_INT_MIN,
			3
		);
		$this->meta();
		$this->rows();
		$this->terms();
	}

	/**
	 * Meta by key. Before WooCommerce, whose own filter at 10 writes numbers by itself; and once more at the end, because many a
	 * filter forgets what was decided before it and hands on null.
	 */
	private function meta(): void {
		foreach ( array( 9, PHP_INT_MAX ) as $priority ) {
			$this->meta_at( $priority );
		}
	}

	/**
	 * The filters of meta by key.
	 *
	 * @param int $priority Their priority.
	 */
	private function meta_at( int $priority ): void {
		$guard = fn (): MetaGuard => $this->services->lock()->meta_guard();
		add_filter(
			'update_post_metadata',
			static fn ( mixed $check, mixed $id, mixed $key, mixed $value, mixed $previous ): mixed => $guard()->before_update( $check, (int) $id, $key, $value, $previous ),
			$priority,
			5
		);
		add_filter(
			'add_post_metadata',
			static fn ( mixed $check, mixed $id, mixed $key, mixed $value, mixed $unique ): mixed => $guard()->before_add( $check, (int) $id, $key, $value, (bool) $unique ),
			$priority,
			5
		);
		add_filter(
			'delete_post_metadata',
			static fn ( mixed $check, mixed $id, mixed $key, mixed $value, mixed $all ): mixed => $guard()->before_delete( $check, (int) $id, $key, $value, (bool) $all ),
			$priority,
			5
		);
	}

	/** Meta by the id of a row. */
	private function rows(): void {
		$guard = fn (): MetaGuard => $this->services->lock()->meta_guard();
		$begin = static function ( mixed $check, mixed $meta_id ) use ( $guard ): mixed {
			$guard()->before_row( (int) $meta_id );
			return $check;
		};
		add_filter( 'update_post_metadata_by_mid', $begin, 9, 2 );
		add_filter( 'delete_post_metadata_by_mid', $begin, 9, 2 );
		$changes = static fn ( mixed $ids, mixed $post_id ) => $guard()->row_changes( self::row( $ids ), (int) $post_id );
		add_action( 'update_post_meta', $changes, PHP_INT_MAX, 2 );
		add_action( 'delete_post_meta', $changes, PHP_INT_MAX, 2 );
		add_action(
			'updated_post_meta',
			static fn ( mixed $id, mixed $post_id, mixed $key, mixed $value ) => $guard()->row_changed( self::row( $id ), (string) $key, $value ),
			PHP_INT_MIN,
			4
		);
		add_action( 'deleted_post_meta', static fn ( mixed $ids ) => $guard()->row_changed( self::row( $ids ), null, null ), PHP_INT_MIN );
	}

	/** Terms of products. */
	private function terms(): void {
		$guard = fn (): TermGuard => $this->services->lock()->term_guard();
		add_action(
			'added_term_relationship',
			static fn ( mixed $id, mixed $tt_id, mixed $taxonomy ) => $guard()->added( (int) $id, (int) $tt_id, (string) $taxonomy ),
			PHP_INT_MAX,
			3
		);
		add_action(
			'delete_term_relationships',
			static fn ( mixed $id, mixed $tt_ids, mixed $taxonomy ) => $guard()->before_removal( (int) $id, (array) $tt_ids, (string) $taxonomy ),
			PHP_INT_MAX,
			3
		);
		add_action(
			'deleted_term_relationships',
			static fn ( mixed $id, mixed $tt_ids, mixed $taxonomy ) => $guard()->after_removal( (int) $id, (string) $taxonomy ),
			PHP_INT_MAX,
			3
		);
		add_action(
			'set_object_terms',
			static fn ( mixed $id, mixed $terms, mixed $tt_ids, mixed $taxonomy ) => $guard()->after_set( (int) $id, (string) $taxonomy ),
			PHP_INT_MIN,
			4
		);
		add_action( 'pre_delete_term', static fn ( mixed $term_id ) => $guard()->term_dies( (int) $term_id ), PHP_INT_MIN );
		add_action( 'delete_term', static fn ( mixed $term_id ) => $guard()->term_died( (int) $term_id ), PHP_INT_MAX );
		add_action(
			'woocommerce_after_product_object_save',
			static fn ( mixed $product ) => $product instanceof \WC_Product ? $guard()->after_save( $product->get_id() ) : null,
			1
		);
		// Before what was refused is told.
		add_action( 'shutdown', fn () => $this->services->lock()->in_each_site( static fn ( LockServices $lock ) => $lock->term_guard()->finish() ), -1 );
	}

	/** Trash and deletion. */
	public function deletion(): void {
		$guard = fn (): DeleteGuard => $this->services->lock()->delete_guard();
		$posts = array(
			'pre_trash_post'  => 'trash',
			'pre_delete_post' => 'deleted',
		);
		foreach ( $posts as $hook => $to ) {
			add_filter(
				$hook,
				static fn ( mixed $check, mixed $post ): mixed => $post instanceof \WP_Post ? $guard()->before_post_goes( $check, $post, $to ) : $check,
				PHP_INT_MAX,
				2
			);
		}
		$before = static fn ( mixed $check, mixed $product, mixed $force ): mixed => $product instanceof \WC_Product
			? $guard()->before_product_goes( $check, $product, (bool) $force )
			: $check;
		add_filter( 'woocommerce_pre_delete_product', $before, PHP_INT_MAX, 3 );
		add_filter( 'woocommerce_pre_delete_product_variation', $before, PHP_INT_MAX, 3 );
		add_filter(
			'map_meta_cap',
			static fn ( mixed $caps, mixed $cap, mixed $user_id, mixed $args ): mixed => is_array( $caps ) ? $guard()->caps( $caps, (string) $cap, (array) $args ) : $caps,
			PHP_INT_MAX,
			4
		);
		add_filter(
			'woocommerce_delete_variations_on_product_type_change',
			static fn ( mixed $deletes, mixed $product ): mixed => $product instanceof \WC_Product ? $guard()->deletes_variations( $deletes, $product ) : $deletes,
			PHP_INT_MAX,
			2
		);
	}

	/**
	 * The row WordPress means, which hands out one id or a list; 0 for several.
	 *
	 * @param mixed $ids Meta id, or several.
	 */
	private static function row( mixed $ids ): int {
		return is_array( $ids ) ? ( 1 === count( $ids ) ? (int) reset( $ids ) : 0 ) : (int) $ids;
	}
}
