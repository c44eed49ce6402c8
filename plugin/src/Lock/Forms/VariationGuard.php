<?php
/**
 * The lock at the editor's requests for variations and attributes.
 *
 * @package TillSync
 */

// phpcs:disable WordPress.Security.NonceVerification, WordPress.Security.ValidatedSanitizedInput -- FormGuard::is_meant(), text() and ids() do both.

declare( strict_types=1 );

namespace TillSync\Lock\Forms;

use TillSync\Lock\Door;
use TillSync\Lock\FormGuard;
use TillSync\Lock\LockedChanges;
use TillSync\Lock\LockedProducts;
use TillSync\Lock\RefusalNotice;
use TillSync\Lock\RefusedChange;
use TillSync\Lock\Refusals;
use TillSync\Lock\Rest\LockedAnswer;

/**
 * Stands before WooCommerce's handlers. Where it refuses it answers in the form the editor's script can show; where nonce or
 * capability are missing it leaves the answer to WooCommerce.
 */
final class VariationGuard {

	/**
	 * Errors that WooCommerce's answer shows.
	 *
	 * @var list<string>
	 */
	private array $answered = array();

	/** Takes its collaborators. */
	public function __construct(
		private FormGuard $forms,
		private EditorGuard $editor,
		private LockedProducts $products,
		private LockedChanges $changes,
		private Refusals $refusals,
		private RefusalNotice $notice
	) {
	}

	/** Before variations are saved, or changed by a bulk action. */
	public function before_save( string $nonce_action ): void {
		$parent = self::id( 'product_id' );
		if ( self::may( $nonce_action ) && array() !== $this->products->among( array( $parent, ...FormGuard::ids( $_POST['variable_post_id'] ?? array() ) ) ) ) {
			$this->forms->begin( Door::VARIATIONS, $_POST, $parent );
			$this->editor->keep_type( $parent, 'product-type' );
		}
	}

	/** After variations were saved, before WooCommerce answers: the answer says what was not. */
	public function after_save(): void {
		$texts = array_map( 'esc_html', $this->notice->texts( $this->refusals->take_for_answer() ) );
		foreach ( $texts as $text ) {
			\WC_Admin_Meta_Boxes::add_error( $text );
		}
		$this->answered = array_merge( $this->answered, $texts );
	}

	/** When the request ends: WooCommerce keeps its errors for the next page, although it has answered them. */
	public function forget_answered(): void {
		if ( array() !== $this->answered ) {
			\WC_Admin_Meta_Boxes::$meta_box_errors = array_values( array_diff( \WC_Admin_Meta_Boxes::$meta_box_errors, $this->answered ) );
		}
	}

	/** Before one variation is added: the answer is put above the variations. */
	public function before_add(): void {
		if ( $this->refuses_new( 'add-variation' ) ) {
			// It would be shown a second time on the next page.
			$this->refusals->take_for_answer();
			echo '<div class="notice notice-warning inline"><p>' . esc_html( LockedAnswer::no_new_variations() ) . '</p></div>';
			wp_die();
		}
	}

	/** Before all variations are made: the script shows nothing but a number, so the reason comes with the next page. */
	public function before_link_all(): void {
		if ( $this->refuses_new( 'link-variations' ) ) {
			echo '0';
			wp_die();
		}
	}

	/** Before attributes are saved and variations made of them. */
	public function before_attributes_and_variations(): void {
		if ( $this->refuses_new( 'add-attributes-and-variations' ) ) {
			$this->refusals->take_for_answer();
			// Not the form WooCommerce uses: its script looks for `error` at the top alone.
			wp_send_json( array( 'error' => LockedAnswer::no_new_variations() ) );
		}
	}

	/** Before attributes are saved: refused as a whole where they would change. */
	public function before_attributes(): void {
		$product_id = self::id( 'post_id' );
		$kind       = self::may( 'save-attributes' ) && isset( $_POST['data'] ) ? $this->products->kind_of( $product_id ) : null;
		$product    = null === $kind ? null : wc_get_product( $product_id );
		if ( ! $product instanceof \WC_Product ) {
			return;
		}
		$this->forms->begin( Door::EDITOR );
		$this->editor->keep_type( $product_id, 'product_type' );
		parse_str( (string) wp_unslash( is_string( $_POST['data'] ) ? $_POST['data'] : '' ), $data );
		$wanted = \WC_Meta_Box_Product_Data::prepare_attributes( $data );
		$stored = $product->get_attributes( 'edit' );
		if ( $this->changes->differs( 'attributes', $stored, $wanted ) ) {
			$this->refusals->record( $product_id, array( RefusedChange::of( 'attributes', $stored, $wanted ) ) );
			$this->refusals->take_for_answer();
			wp_send_json( array( 'error' => $this->refusals->sentence( array( 'attributes' ) ) ) );
		}
	}

	/** Before variations are deleted: the linked ones are taken out of the request. */
	public function before_remove(): void {
		$ids    = FormGuard::ids( $_POST['variation_ids'] ?? array() );
		$locked = self::may( 'delete-variations' ) ? $this->products->among( $ids ) : array();
		if ( array() === $locked ) {
			return;
		}
		$this->forms->begin( Door::DELETE );
		foreach ( $locked as $id ) {
			$this->refusals->record( $id, array( RefusedChange::of( 'status', (string) get_post_status( $id ), 'deleted' ) ) );
		}
		$_POST['variation_ids'] = array_values( array_diff( $ids, $locked ) );
	}

	/** Before variations are shown, as happens after most of these requests: what was refused is said above them. */
	public function before_load(): void {
		if ( self::may( 'load-variations' ) ) {
			$this->notice->show();
		}
	}

	/** Whether a new variation is refused: recorded then. */
	private function refuses_new( string $nonce_action ): bool {
		$parent = self::id( 'post_id' );
		if ( ! self::may( $nonce_action ) || null === $this->products->kind_of( $parent ) ) {
			return false;
		}
		$this->forms->begin( Door::VARIATIONS );
		$this->refusals->record( $parent, array( RefusedChange::of( 'parent', '', get_the_title( $parent ) ) ) );
		return true;
	}

	/** Whether the request is meant and its sender may edit products. */
	private static function may( string $nonce_action ): bool {
		return FormGuard::is_meant( $_REQUEST['security'] ?? $_REQUEST['_ajax_nonce'] ?? '', $nonce_action ) && current_user_can( 'edit_products' );
	}

	/** An id of the request. */
	private static function id( string $name ): int {
		return FormGuard::ids( $_POST[ $name ] ?? 0 )[0] ?? 0;
	}
}
