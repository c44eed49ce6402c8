<?php
/**
 * The lock at the list's trash.
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
 * Takes locked products out of what is to be trashed or deleted. WordPress would end with an error page at the first of them and
 * leave the rest of the selection undone. That they are kept whatever happens is {@see \TillSync\Lock\DeleteGuard}'s.
 */
final class TrashScreenGuard {

	/** Takes its collaborators. */
	public function __construct( private FormGuard $forms, private LockedProducts $products, private Refusals $refusals ) {
	}

	/** Before `post.php` trashes or deletes one product: back to where one came from. */
	public function before_one(): void {
		$action = isset( $_POST['deletepost'] ) ? 'delete' : FormGuard::text( $_REQUEST['action'] ?? '' );
		$id     = FormGuard::ids( $_POST['post_ID'] ?? $_GET['post'] ?? 0 )[0] ?? 0;
		$may    = in_array( $action, array( 'trash', 'delete' ), true ) && $this->may( $id, FormGuard::is_meant( $_REQUEST['_wpnonce'] ?? '', "$action-post_$id" ) );
		if ( ! $may || array() === $this->kept( array( $id ), $action ) ) {
			return;
		}
		$from = remove_query_arg( array( 'trashed', 'untrashed', 'deleted', 'ids' ), (string) wp_get_referer() );
		wp_safe_redirect( '' === $from ? admin_url( 'edit.php?post_type=product' ) : $from );
		exit;
	}

	/** Before `edit.php` trashes or deletes a selection, or empties the trash. */
	public function before_many(): void {
		$action = $this->bulk_action();
		if ( null === $action || ! FormGuard::is_meant( $_REQUEST['_wpnonce'] ?? '', 'bulk-posts' ) ) {
			return;
		}
		if ( 'delete_all' === $action ) {
			$this->before_emptying();
			return;
		}
		// In the order in which WordPress looks for them.
		foreach ( array( 'media', 'ids', 'post' ) as $name ) {
			if ( isset( $_REQUEST[ $name ] ) ) {
				$ids  = FormGuard::ids( $_REQUEST[ $name ] );
				$kept = $this->kept( array_values( array_filter( $ids, fn ( int $id ): bool => $this->may( $id, true ) ) ), $action );
				if ( array() !== $kept ) {
					$this->ask_for( array_values( array_diff( $ids, $kept ) ) );
				}
				return;
			}
		}
	}

	/** Emptying the trash collects products by itself; with a locked one in it, the others are asked for by their ids instead. */
	private function before_emptying(): void {
		global $wpdb;
		$status = (string) preg_replace( '/[^a-z0-9_-]+/i', '', FormGuard::text( $_REQUEST['post_status'] ?? '' ) );
		$rows   = $wpdb->get_col( $wpdb->prepare( "SELECT ID FROM $wpdb->posts WHERE post_type = 'product' AND post_status = %s", $status ) );
		$ids    = array_map( 'intval', array_values( $rows ) );
		$locked = array_filter( $this->products->among( $ids ), fn ( int $id ): bool => $this->may( $id, true ) );
		$kept   = $this->kept( array_values( $locked ), 'delete' );
		if ( array() !== $kept ) {
			unset( $_REQUEST['delete_all'], $_REQUEST['delete_all2'] );
			$_REQUEST['action'] = 'delete';
			$this->ask_for( array_values( array_diff( $ids, $kept ) ) );
		}
	}

	/**
	 * Puts ids into the request.
	 *
	 * @param list<int> $ids Products to go on with; none is fine.
	 */
	private function ask_for( array $ids ): void {
		unset( $_REQUEST['media'], $_REQUEST['ids'] );
		$_REQUEST['post'] = $ids;
	}

	/** `trash`, `delete`, `delete_all`, or null where the list is to do something else. Any list takes the ids of any posts. */
	private function bulk_action(): ?string {
		global $typenow;
		if ( isset( $_REQUEST['delete_all'] ) || isset( $_REQUEST['delete_all2'] ) ) {
			return 'product' === $typenow ? 'delete_all' : null;
		}
		if ( ! empty( $_REQUEST['filter_action'] ) ) {
			return null;
		}
		$action = FormGuard::text( $_REQUEST['action'] ?? '' );
		return in_array( $action, array( 'trash', 'delete' ), true ) ? $action : null;
	}

	/** Whether the request is meant, and its sender may edit the product: only then is anything recorded. */
	private function may( int $product_id, bool $is_meant ): bool {
		return $product_id > 0 && $is_meant && current_user_can( 'edit_post', $product_id );
	}

	/**
	 * Those of some products that are kept; recorded.
	 *
	 * @param list<int> $ids    Products.
	 * @param string    $action `trash` or `delete`.
	 * @return list<int>
	 */
	private function kept( array $ids, string $action ): array {
		$kept = $this->products->among( $ids );
		if ( array() !== $kept ) {
			$this->forms->begin( Door::DELETE );
		}
		foreach ( $kept as $id ) {
			$this->refusals->record( $id, array( RefusedChange::of( 'status', (string) get_post_status( $id ), 'trash' === $action ? 'trash' : 'deleted' ) ) );
		}
		return $kept;
	}
}
