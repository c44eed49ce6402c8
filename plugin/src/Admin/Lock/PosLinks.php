<?php
/**
 * The ways from a linked product to the POS and to its link.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Admin\Lock;

use TillSync\Admin\Page;
use TillSync\Catalogue\Links;
use TillSync\Support\Options;

/** What the POS is called, where it shows a product, and where a product is unlinked. Nothing here is escaped. */
final class PosLinks {

	/** Takes its collaborators. */
	public function __construct( private Options $options, private Links $links ) {
	}

	/** What the POS is called in a sentence: `Lightspeed Retail`, or "the point of sale" before it has introduced itself. No query. */
	public function pos_label(): string {
		// The addition in brackets tells editions apart; nobody says it in a sentence.
		$label = trim( (string) preg_replace( '/\s*\([^()]*\)\s*$/u', '', $this->options->pos_names()['label'] ) );
		return '' === $label ? __( 'the point of sale', 'tillsync' ) : $label;
	}

	/**
	 * Where the POS shows a product; for a parent, the first of its linked variations. Null where the product is not linked or the
	 * POS has no such address. At most one query.
	 *
	 * @param int $product_id Product or variation.
	 */
	public function open_url( int $product_id ): ?string {
		$item = $this->links->item_of( $product_id ) ?? ( 'variable' === $this->links->kind_of( $product_id ) ? $this->links->first_item_below( $product_id ) : null );
		return null === $item ? null : $this->item_url( $item );
	}

	/**
	 * Where the POS shows an item, or null where it has no such address. No query.
	 *
	 * @param string $item_id Item.
	 */
	public function item_url( string $item_id ): ?string {
		$pattern = $this->options->pos_names()['item_url'];
		return null === $pattern ? null : str_replace( '{id}', rawurlencode( $item_id ), $pattern );
	}

	/**
	 * Our page with the question whether to unlink a product, for a parent all its linked variations. Opening it changes nothing. No
	 * query.
	 *
	 * @param int $product_id Product or variation.
	 */
	public function unlink_url( int $product_id ): string {
		return add_query_arg(
			array(
				'tab'    => 'products',
				'unlink' => $product_id,
			),
			Page::url()
		);
	}
}
