<?php
/**
 * Hooks of the lock.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Hooks;

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
		add_action( 'shutdown', fn () => $this->services->refusals()->flush(), 0 );
	}

	/** Saves of product objects, and levels set by SQL. */
	private function saves(): void {
		$before_save = function ( mixed $product ): void {
			if ( $product instanceof \WC_Product ) {
				$this->services->crud_guard()->before_save( $product );
			}
		};
		add_action( 'woocommerce_before_product_object_save', $before_save, PHP_INT_MAX );
		add_action( 'woocommerce_before_product_variation_object_save', $before_save, PHP_INT_MAX );
		add_filter(
			'woocommerce_update_product_stock_query',
			fn ( mixed $sql, mixed $id, mixed $level, mixed $operation ): mixed => $this->services->stock_query_guard()->filter( $sql, (int) $id, $level, $operation ),
			PHP_INT_MAX,
			4
		);
	}

	/** Posts, their meta and their terms. */
	private function posts(): void {
	}

	/** Trash and deletion. */
	private function deletion(): void {
	}

	/** REST routes of WooCommerce and WordPress. */
	private function rest(): void {
		$before_insert = fn ( mixed $product ): mixed => $this->services->rest_guard()->before_insert( $product );
		add_filter( 'woocommerce_rest_pre_insert_product_object', $before_insert, PHP_INT_MAX );
		add_filter( 'woocommerce_rest_pre_insert_product_variation_object', $before_insert, PHP_INT_MAX );
		add_filter( 'woocommerce_rest_pre_insert_product', fn ( mixed $product ): mixed => $this->services->rest_guard()->before_insert_v1( $product ), PHP_INT_MAX );
	}

	/** The CSV importer. */
	private function importer(): void {
	}

	/** Forms of wp-admin: editor, variations, quick and bulk edit, the list's links. */
	private function forms(): void {
	}

	/** What the shopkeeper sees. */
	private function screens(): void {
	}
}
