<?php
/**
 * Hooks of the lock.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Hooks;

use TillSync\Lock\Rest\RouteGuard;
use TillSync\LockServices;
use TillSync\Services;

/** Every way in which a linked product could be changed, and what stands in it. */
final class LockHooks {

	/** Takes the objects. */
	public function __construct( private Services $services ) {
	}

	/** Adds the hooks; once a request. */
	public function add(): void {
		$this->saves();
		$this->posts();
		$this->deletion();
		$this->rest();
		$this->importer();
		if ( is_admin() ) {
			$this->forms();
			$this->screens();
		}
		add_action( 'shutdown', fn () => $this->services->lock()->in_each_site( static fn ( LockServices $lock ) => $lock->refusals()->flush() ), 0 );
	}

	/** Saves of product objects, and levels set by SQL. */
	private function saves(): void {
		$before_save = function ( mixed $product ): void {
			if ( $product instanceof \WC_Product ) {
				$this->services->lock()->crud_guard()->before_save( $product );
			}
		};
		add_action( 'woocommerce_before_product_object_save', $before_save, PHP_INT_MAX );
		add_action( 'woocommerce_before_product_variation_object_save', $before_save, PHP_INT_MAX );
		add_filter(
			'woocommerce_update_product_stock_query',
			fn ( mixed $sql, mixed $id, mixed $level, mixed $operation ): mixed => $this->services->lock()->stock_query_guard()->filter( $sql, (int) $id, $level, $operation ),
			PHP_INT_MAX,
			4
		);
	}

	/** Posts, their meta and their terms. */
	private function posts(): void {
		( new BackstopHooks( $this->services ) )->posts();
	}

	/** Trash and deletion. */
	private function deletion(): void {
		( new BackstopHooks( $this->services ) )->deletion();
	}

	/** REST routes of WooCommerce and WordPress. */
	private function rest(): void {
		$before_insert = fn ( mixed $product, mixed $request ): mixed => $this->services->lock()->rest_guard()->before_insert( $product, $request );
		add_filter( 'woocommerce_rest_pre_insert_product_object', $before_insert, PHP_INT_MAX, 2 );
		add_filter( 'woocommerce_rest_pre_insert_product_variation_object', $before_insert, PHP_INT_MAX, 2 );
		add_filter(
			'woocommerce_rest_pre_insert_product',
			fn ( mixed $product, mixed $request ): mixed => $this->services->lock()->rest_v1_guard()->before_insert( $product, $request ),
			PHP_INT_MAX,
			2
		);
		$before_post = fn ( mixed $prepared, mixed $request ): mixed => $this->services->lock()->wp_rest_guard()->before_insert( $prepared, $request );
		add_filter( 'rest_pre_insert_product', $before_post, PHP_INT_MAX, 2 );
		add_filter( 'rest_pre_insert_product_variation', $before_post, PHP_INT_MAX, 2 );

		$routes = fn () => $this->services->lock()->route_guard();
		add_filter(
			'rest_request_before_callbacks',
			static fn ( mixed $response, mixed $handler, \WP_REST_Request $request ): mixed => RouteGuard::concerns( $request )
				? $routes()->before_callbacks( $response, $request )
				: $response,
			PHP_INT_MAX,
			3
		);
		add_filter(
			'rest_dispatch_request',
			static fn ( mixed $result, \WP_REST_Request $request ): mixed => RouteGuard::concerns( $request )
				? $routes()->before_dispatch( $result, $request )
				: $result,
			PHP_INT_MAX,
			2
		);
		add_filter(
			'rest_request_after_callbacks',
			static fn ( mixed $response, mixed $handler, \WP_REST_Request $request ): mixed => RouteGuard::concerns( $request )
				? $routes()->after_callbacks( $response, $request )
				: $response,
			PHP_INT_MAX,
			3
		);
		add_filter(
			'woocommerce_rest_check_permissions',
			static fn ( mixed $permission, mixed $context, mixed $id, mixed $type ): mixed => 'delete' === $context
				? $routes()->permission( $permission, (int) $id, $type )
				: $permission,
			PHP_INT_MAX,
			4
		);
	}

	/** The CSV importer. */
	private function importer(): void {
		add_filter( 'woocommerce_product_import_process_item_data', fn ( mixed $row ): mixed => $this->services->lock()->import_guard()->before_process( $row ), PHP_INT_MAX );
	}

	/** Forms of wp-admin: editor, variations, quick and bulk edit, the list's links. */
	private function forms(): void {
		( new FormHooks( $this->services ) )->add();
	}

	/** What the shopkeeper sees. */
	private function screens(): void {
		$this->product_list();
		$this->editor();
		add_action( 'admin_notices', fn () => $this->services->lock()->importer_note()->show() );
	}

	/** The product editor. */
	private function editor(): void {
		add_action(
			'add_meta_boxes_product',
			function ( mixed $post ): void {
				if ( $post instanceof \WP_Post && $this->services->lock()->editor_screen()->open( $post ) ) {
					$this->locked_editor();
				}
			},
			PHP_INT_MAX
		);
		add_filter( 'get_sample_permalink_html', fn ( string $html, int $id ): string => $this->services->lock()->editor_screen()->permalink( $html, $id ), PHP_INT_MAX, 2 );
		add_filter(
			'admin_post_thumbnail_html',
			fn ( string $html, int $id, mixed $image ): string => $this->services->lock()->editor_screen()->thumbnail( $html, $id, (int) $image ),
			PHP_INT_MAX,
			3
		);
		add_action( 'wp_ajax_woocommerce_load_variations', fn () => ob_start( fn ( string $html ): string => $this->services->lock()->editor_screen()->variations( $html ) ), 1 );
		add_action( 'woocommerce_variation_header', fn ( \WP_Post $variation ) => $this->services->lock()->editor_screen()->variation_badge( $variation->ID ) );
	}

	/** The editor of a product that is locked. */
	private function locked_editor(): void {
		$screen = $this->services->lock()->editor_screen();
		add_action( 'admin_enqueue_scripts', fn () => $screen->enqueue() );
		add_action( 'edit_form_top', fn () => $screen->top(), PHP_INT_MAX );
		add_action( 'edit_form_after_title', fn () => $screen->after_title(), PHP_INT_MIN );
		add_filter( 'wp_editor_settings', fn ( array $settings, string $id ): array => $screen->editor_settings( $settings, $id ), PHP_INT_MAX, 2 );
		add_filter( 'the_editor', fn ( string $html ): string => $screen->editor( $html ), PHP_INT_MAX );
	}

	/** The list of products. */
	private function product_list(): void {
		add_action( 'wp', fn () => $this->services->lock()->product_list()->prime() );
		add_filter( 'posts_where', fn ( string $where, \WP_Query $query ): string => $this->services->lock()->product_list()->where( $where, $query ), 10, 2 );
		add_filter( 'woocommerce_products_admin_list_table_filters', fn ( array $filters ): array => $this->services->lock()->product_list()->filters( $filters ) );
		// Behind WooCommerce, which puts its own columns and links first.
		add_filter( 'manage_product_posts_columns', fn ( array $columns ): array => $this->services->lock()->product_list()->columns( $columns ), 20 );
		add_action( 'manage_product_posts_custom_column', fn ( string $column, int $id ) => $this->services->lock()->product_list()->column( $column, $id ), 10, 2 );
		add_action( 'manage_product_posts_custom_column', fn ( string $column, int $id ) => $this->services->lock()->product_list()->open_star( $column, $id ), PHP_INT_MIN, 2 );
		add_action( 'manage_product_posts_custom_column', fn ( string $column, int $id ) => $this->services->lock()->product_list()->close_star( $column, $id ), PHP_INT_MAX, 2 );
		add_filter( 'post_row_actions', fn ( array $actions, \WP_Post $post ): array => $this->services->lock()->product_list()->row_actions( $actions, $post ), 110, 2 );
		add_action( 'woocommerce_product_bulk_edit_start', fn () => $this->services->lock()->inline_editing()->bulk_edit() );
		add_action( 'admin_enqueue_scripts', fn () => $this->services->lock()->inline_editing()->enqueue() );
	}
}
