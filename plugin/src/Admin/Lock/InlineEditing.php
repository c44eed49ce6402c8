<?php
/**
 * Quick and bulk edit of linked products.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Admin\Lock;

use TillSync\Admin\Bundle;
use TillSync\Lock\FieldPolicy;

/**
 * What quick and bulk edit say of linked products. Both rows are printed once for the whole list, so only a script can disable what
 * the row at hand does not allow; where it does not run, the server puts back what it must.
 */
final class InlineEditing {

	private const HANDLE = 'tillsync-product-list';

	/** Takes its collaborators. */
	public function __construct( private Bundle $bundle, private FieldPolicy $policy, private PosLinks $pos, private ProductList $products ) {
	}

	/** Loads the script; for `admin_enqueue_scripts`. */
	public function enqueue(): void {
		if ( ProductList::SCREEN === ( get_current_screen()->id ?? null ) && $this->products->is_shown() ) {
			$this->bundle->enqueue( 'product-list', self::HANDLE, 'tillsyncProductList', $this->settings() );
		}
	}

	/** Prints what bulk edit does with linked products; the script puts their number in. */
	public function bulk_edit(): void {
		if ( $this->products->is_shown() ) {
			printf( '<p class="tillsync-bulk-edit" role="status">%s</p>', esc_html__( 'Linked products: only weight and categories will be changed.', 'tillsync' ) );
		}
	}

	/**
	 * What the script needs; read in `admin-src/product-list` as `window.tillsyncProductList`.
	 *
	 * @return array{locked: array<string, list<string>>, quickEdit: string, bulkEdit: string}
	 */
	private function settings(): array {
		return array(
			'locked'    => array(
				'simple'   => $this->locked( 'simple' ),
				'variable' => $this->locked( 'variable' ),
			),
			'quickEdit' => sprintf(
				/* translators: %s: name of the POS, for example Lightspeed Retail. */
				__( 'Managed by %1$s. Weight and categories are edited here, everything else in %1$s.', 'tillsync' ),
				$this->pos->pos_label()
			),
			'bulkEdit'  => sprintf(
				/* translators: 1: number of linked products, 2: number of selected products, 3: name of the POS. */
				__( 'Selected and managed by %3$s: %1$s of %2$s. Of these only weight and categories will be changed.', 'tillsync' ),
				'%1$s',
				'%2$s',
				$this->pos->pos_label()
			),
		);
	}

	/**
	 * Names of the controls that a kind of linked product locks; those that end in `*` stand for all that begin so.
	 *
	 * @param string $kind Kind.
	 * @return list<string>
	 */
	private function locked( string $kind ): array {
		$names = array_map( fn ( string $field ): array => $this->policy->names_of( $field, 'form' ), $this->policy->fields( $kind ) );
		return array_values( array_unique( array_merge( ...$names ) ) );
	}
}
