<?php
/**
 * The lock at the product editor.
 *
 * @package TillSync
 */

// phpcs:disable WordPress.Security.NonceVerification, WordPress.Security.ValidatedSanitizedInput -- FormGuard::is_meant(), text() and ids() do both.

declare( strict_types=1 );

namespace TillSync\Lock\Forms;

use TillSync\Lock\Door;
use TillSync\Lock\FormGuard;
use TillSync\Lock\LockedProducts;
use TillSync\Lock\RefusedChange;
use TillSync\Lock\Refusals;

/**
 * Prepares what the editor and quick edit sent for a locked product, before WordPress reads it. Values that differ are put back
 * where they are stored; this is about what could not be put back there, and about controls whose absence WordPress does not
 * expect.
 */
final class EditorGuard {

	/** Parts of a date as the form names them. */
	private const DATE = array( 'aa', 'mm', 'jj', 'hh', 'mn' );

	/** Takes its collaborators. */
	public function __construct( private FormGuard $forms, private LockedProducts $products, private Refusals $refusals ) {
	}

	/** Before `post.php` saves anything. */
	public function before_editor(): void {
		$id     = FormGuard::ids( $_POST['post_ID'] ?? 0 )[0] ?? 0;
		$nonce  = $_REQUEST['_wpnonce'] ?? '';
		$action = FormGuard::text( $_REQUEST['action'] ?? '' );
		$meant  = FormGuard::is_meant( $nonce, "update-post_$id" ) || ( 'postajaxpost' === $action && FormGuard::is_meant( $nonce, 'add-' . (string) get_post_type( $id ) ) );
		if ( 0 === $id || ! $meant || ! current_user_can( 'edit_post', $id ) || null === $this->products->kind_of( $id ) ) {
			return;
		}
		$this->forms->begin( Door::EDITOR, $_POST, $id );
		$this->keep_type( $id, 'product-type' );
		self::keep_date();
		// WooCommerce renames variations by SQL from one of these to the other; WordPress reads the second alone, and it is put back.
		$_POST['original_post_title'] = $_POST['post_title'] ?? '';
	}

	/** Before quick edit saves anything. */
	public function before_quick_edit(): void {
		$id    = FormGuard::ids( $_POST['post_ID'] ?? 0 )[0] ?? 0;
		$meant = FormGuard::is_meant( $_REQUEST['_inline_edit'] ?? '', 'inlineeditnonce' );
		if ( 0 === $id || ! $meant || ! current_user_can( 'edit_post', $id ) || null === $this->products->kind_of( $id ) ) {
			return;
		}
		$this->forms->begin( Door::QUICK_EDIT, $_POST, $id );
		self::keep_date();
		$_POST['_status'] ??= (string) get_post_status( $id );
	}

	/**
	 * Before a link or a small request changes one thing of a product, which is put back where it is stored.
	 *
	 * @param string       $door    Of {@see Door}.
	 * @param string       $name    What the request calls the product's id.
	 * @param list<string> $actions What its nonce may be for; `%d` stands for the id.
	 */
	public function before_link( string $door, string $name, array $actions ): void {
		$id    = FormGuard::ids( $_REQUEST[ $name ] ?? 0 )[0] ?? 0;
		$nonce = $_REQUEST['_wpnonce'] ?? $_REQUEST['_ajax_nonce'] ?? '';
		$meant = array_filter( $actions, static fn ( string $action ): bool => FormGuard::is_meant( $nonce, sprintf( $action, $id ) ) );
		if ( 0 !== $id && array() !== $meant && current_user_can( 'edit_post', $id ) && null !== $this->products->kind_of( $id ) ) {
			$this->forms->begin( $door );
		}
	}

	/**
	 * Puts the type of a locked product into the request: of another one, WooCommerce would make an object of another class and
	 * save that.
	 *
	 * @param int    $product_id The product.
	 * @param string $name       What the request calls it.
	 */
	public function keep_type( int $product_id, string $name ): void {
		$wanted = sanitize_title( FormGuard::text( $_POST[ $name ] ?? '' ) );
		$stored = (string) \WC_Product_Factory::get_product_type( $product_id );
		if ( '' !== $wanted && $wanted !== $stored ) {
			$this->refusals->record( $product_id, array( RefusedChange::of( 'type', $stored, $wanted ) ) );
			$_POST[ $name ] = $stored;
		}
	}

	/** A date of which parts are missing is none: WordPress would take today for them. */
	private static function keep_date(): void {
		if ( array() === array_diff_key( array_flip( self::DATE ), $_POST ) ) {
			return;
		}
		unset( $_POST['edit_date'] );
		foreach ( self::DATE as $part ) {
			unset( $_POST[ "hidden_$part" ] );
		}
	}
}
