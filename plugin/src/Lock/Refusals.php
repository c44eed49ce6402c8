<?php
/**
 * Telling what the lock refused.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Activity\ActivityLog;
use TillSync\Catalogue\Links;

/** Labels of locked fields in the reader's language, and one entry in the activity log per request and product. */
final class Refusals {

	/**
	 * Products told of in this request.
	 *
	 * @var array<int, true>
	 */
	private array $told = array();

	/** Takes its collaborators. */
	public function __construct( private ActivityLog $activity, private Links $links, private FieldPolicy $policy ) {
	}

	/**
	 * Records that a change was refused or dropped.
	 *
	 * @param int          $product_id The product.
	 * @param list<string> $fields     Fields of the ownership table.
	 * @param string       $through    The way it came: `rest`, `save` or `stock`.
	 */
	public function record( int $product_id, array $fields, string $through ): void {
		if ( isset( $this->told[ $product_id ] ) || array() === $fields ) {
			return;
		}
		$this->told[ $product_id ] = true;
		$user                      = wp_get_current_user();
		$facts                     = array(
			'fields'  => mb_substr( implode( ', ', array_map( array( $this, 'label' ), $fields ) ), 0, 300 ),
			'through' => $through,
		);
		if ( $user->exists() ) {
			$facts['user'] = mb_substr( $user->display_name, 0, 300 );
		}
		$this->activity->record( 'refused', 'info', null, $this->links->item_of( $product_id ), $product_id, $facts );
	}

	/**
	 * What a person calls a field.
	 *
	 * @param string $field Of the ownership table.
	 */
	public function label( string $field ): string {
		return match ( $field ) {
			'sku'              => __( 'SKU', 'tillsync' ),
			'regular_price'    => __( 'Regular price', 'tillsync' ),
			'sale_price'       => __( 'Sale price', 'tillsync' ),
			'sale_dates'       => __( 'Sale dates', 'tillsync' ),
			'level'            => __( 'Stock quantity', 'tillsync' ),
			'manage_stock'     => __( 'Stock management', 'tillsync' ),
			'stock_status'     => __( 'Stock status', 'tillsync' ),
			'backorders'       => __( 'Backorders', 'tillsync' ),
			'low_stock_amount' => __( 'Low stock threshold', 'tillsync' ),
			default            => $this->policy->label( $field ),
		};
	}
}
