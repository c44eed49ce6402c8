<?php
/**
 * What the importer does with linked products.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Admin\Lock;

use TillSync\Catalogue\Links;

/** Tells on WooCommerce's importer what becomes of rows of linked products. */
final class ImporterNote {

	/** WordPress's name of the screen. */
	private const SCREEN = 'product_page_product_importer';

	/** Takes its collaborators. */
	public function __construct( private Links $links, private PosLinks $pos ) {
	}

	/** Prints the note on the importer's screen, where anything is linked; for `admin_notices`. */
	public function show(): void {
		if ( self::SCREEN !== get_current_screen()?->id || 0 === $this->links->count() ) {
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
}
