<?php
/**
 * What the importer does with linked products.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Admin\Lock;

use TillSync\Catalogue\Links;
use TillSync\Support\Log;
use TillSync\Support\StorageFailed;

/** Tells on WooCommerce's importer what becomes of rows of linked products. */
final class ImporterNote {

	/** WordPress's name of the screen. */
	private const SCREEN = 'product_page_product_importer';

	/** Takes its collaborators. */
	public function __construct( private Links $links, private PosLinks $pos, private Log $log ) {
	}

	/** Prints the note on the importer's screen, where anything is linked; for `admin_notices`. */
	public function show(): void {
		if ( self::SCREEN !== get_current_screen()?->id || ! $this->is_anything_linked() ) {
			return;
		}
		wp_admin_notice(
			sprintf(
				/* translators: %s: what the point of sale is called */
				esc_html__( 'Rows of products managed by %s: only weight and categories are imported. Rows that would change anything else are listed as failed.', 'tillsync' ),
				esc_html( $this->pos->pos_label() )
			),
			array( 'type' => 'info' )
		);
	}

	/** Whether any product is linked; one query. */
	private function is_anything_linked(): bool {
		try {
			return $this->links->count() > 0;
		} catch ( StorageFailed $error ) {
			$this->log->thrown( $error, 'Note on the importer' );
			return false;
		}
	}
}
