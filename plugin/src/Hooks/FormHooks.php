<?php
/**
 * Hooks of the lock at the forms of wp-admin.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Hooks;

use TillSync\Lock\Door;
use TillSync\Services;

/** Before the handlers of WordPress and WooCommerce, and what the person sees afterwards. */
final class FormHooks {

	/** Before any handler, and before whoever prepares the answer's markup. */
	private const FIRST = 0;

	/** Takes the objects. */
	public function __construct( private Services $services ) {
	}

	/** Adds the hooks; once a request. */
	public function add(): void {
		$this->editor();
		$this->variations();
		$this->product_list();
		add_action( 'admin_notices', fn () => $this->services->lock()->refusal_notice()->show() );
	}

	/** The editor. */
	private function editor(): void {
		add_action(
			'load-post.php',
			function (): void {
				$this->services->lock()->trash_screen_guard()->before_one();
				$this->services->lock()->editor_guard()->before_editor();
			},
			self::FIRST
		);
		add_action(
			'wp_ajax_set-post-thumbnail',
			fn () => $this->services->lock()->editor_guard()->before_link( Door::EDITOR, 'post_id', array( 'set_post_thumbnail-%d', 'update-post_%d' ) ),
			self::FIRST
		);
	}

	/** The editor's requests for variations and attributes. */
	private function variations(): void {
		$guard = fn () => $this->services->lock()->variation_guard();
		add_action( 'wp_ajax_woocommerce_save_variations', static fn () => $guard()->before_save( 'save-variations' ), self::FIRST );
		add_action( 'wp_ajax_woocommerce_bulk_edit_variations', static fn () => $guard()->before_save( 'bulk-edit-variations' ), self::FIRST );
		add_action(
			'woocommerce_ajax_save_product_variations',
			static function () use ( $guard ): void {
				$guard()->after_save();
				// WooCommerce stores its errors at 10.
				add_action( 'shutdown', static fn () => $guard()->forget_answered(), 1 );
			},
			PHP_INT_MAX
		);
		add_action( 'wp_ajax_woocommerce_add_variation', static fn () => $guard()->before_add(), self::FIRST );
		add_action( 'wp_ajax_woocommerce_link_all_variations', static fn () => $guard()->before_link_all(), self::FIRST );
		add_action( 'wp_ajax_woocommerce_add_attributes_and_variations', static fn () => $guard()->before_attributes_and_variations(), self::FIRST );
		add_action( 'wp_ajax_woocommerce_save_attributes', static fn () => $guard()->before_attributes(), self::FIRST );
		add_action( 'wp_ajax_woocommerce_remove_variations', static fn () => $guard()->before_remove(), self::FIRST );
		add_action( 'wp_ajax_woocommerce_load_variations', static fn () => $guard()->before_load(), self::FIRST );
	}

	/** The list of products. */
	private function product_list(): void {
		add_action( 'wp_ajax_inline-save', fn () => $this->services->lock()->editor_guard()->before_quick_edit(), self::FIRST );
		add_action(
			'load-edit.php',
			function (): void {
				$this->services->lock()->trash_screen_guard()->before_many();
				$this->services->lock()->bulk_edit_guard()->before();
			},
			self::FIRST
		);
		// WooCommerce's handler is at 10.
		add_action( 'woocommerce_product_bulk_and_quick_edit', fn ( mixed $id ) => $this->services->lock()->bulk_edit_guard()->before_product( (int) $id ), 5 );
		add_action( 'woocommerce_product_bulk_and_quick_edit', fn () => $this->services->lock()->bulk_edit_guard()->after_product(), 20 );
		add_action(
			'wp_ajax_woocommerce_feature_product',
			fn () => $this->services->lock()->editor_guard()->before_link( Door::LIST, 'product_id', array( 'woocommerce-feature-product' ) ),
			self::FIRST
		);
	}
}
