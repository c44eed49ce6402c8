<?php
/**
 * What was not saved, on the next page.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Admin\Lock\PosLinks;
use TillSync\Lock\Rest\LockedAnswer;

/**
 * Keeps, per person and site, what a form did not get done, and shows it once on the next page of wp-admin that shows notices:
 * `fields` of the ownership table that were not saved, by product; products that were not trashed or deleted but `kept`; and those
 * left `without_new` variations.
 *
 * @phpstan-type Refused array{fields: array<int, list<string>>, kept: list<int>, without_new: list<int>}
 */
final class RefusalNotice {

	/** User option. */
	public const OPTION = 'tillsync_refused';

	/** Products of a notice that are named. */
	private const NAMED = 3;

	/** Products kept for one person at most. */
	private const MOST = 200;

	/** Takes its collaborators. */
	public function __construct( private FieldPolicy $policy, private PosLinks $pos ) {
	}

	/**
	 * Keeps what was refused until the person's next page, together with what is kept already.
	 *
	 * @param int     $user_id Person.
	 * @param Refused $refused What was refused.
	 */
	public function keep( int $user_id, array $refused ): void {
		$kept = self::kept( $user_id );
		foreach ( $refused['fields'] as $product_id => $fields ) {
			$kept['fields'][ $product_id ] = array_values( array_unique( array_merge( $kept['fields'][ $product_id ] ?? array(), $fields ) ) );
		}
		$kept['fields'] = array_slice( $kept['fields'], 0, self::MOST, true );
		foreach ( array( 'kept', 'without_new' ) as $list ) {
			$kept[ $list ] = array_slice( array_values( array_unique( array_merge( $kept[ $list ], $refused[ $list ] ) ) ), 0, self::MOST );
		}
		update_user_option( $user_id, self::OPTION, $kept );
	}

	/** Prints what was kept for the person who is logged in, and forgets it. Nothing where the page hides notices. */
	public function show(): void {
		$user_id = get_current_user_id();
		$kept    = self::kept( $user_id );
		if ( self::is_empty( $kept ) || self::page_hides_notices() ) {
			return;
		}
		delete_user_option( $user_id, self::OPTION );
		foreach ( $this->texts( $kept ) as $text ) {
			wp_admin_notice(
				esc_html( $text ),
				array(
					'type'               => 'warning',
					'dismissible'        => true,
					'additional_classes' => array( 'tillsync-refused' ),
				)
			);
		}
	}

	/**
	 * What was refused, in sentences.
	 *
	 * @param Refused $refused What was refused.
	 * @return list<string> Not escaped; at most one for each kind.
	 */
	public function texts( array $refused ): array {
		return array_values(
			array_filter(
				array(
					$this->not_saved( $refused['fields'] ),
					$this->not_deleted( $refused['kept'] ),
					array() === $refused['without_new'] ? '' : LockedAnswer::no_new_variations(),
				),
				static fn ( string $text ): bool => '' !== $text
			)
		);
	}

	/**
	 * Which fields were not saved, and why.
	 *
	 * @param array<int, list<string>> $fields Product → fields.
	 */
	private function not_saved( array $fields ): string {
		if ( array() === $fields ) {
			return '';
		}
		$labels = implode( ', ', array_map( array( $this, 'label' ), array_values( array_unique( array_merge( ...array_values( $fields ) ) ) ) ) );
		$names  = $this->names( array_keys( $fields ) );
		if ( 1 === count( $fields ) ) {
			/* translators: 1: name of the POS, 2: list of field names, 3: name of a product */
			return sprintf( __( 'Not saved, because that is decided in %1$s: %2$s – “%3$s”.', 'tillsync' ), $this->pos->pos_label(), $labels, $names );
		}
		return sprintf(
			/* translators: 1: number of products, 2: name of the POS, 3: list of field names, 4: list of product names */
			_n(
				'%1$d linked product: only weight and categories were saved. Not saved, because that is decided in %2$s: %3$s – %4$s.',
				'%1$d linked products: only weight and categories were saved. Not saved, because that is decided in %2$s: %3$s – %4$s.',
				count( $fields ),
				'tillsync'
			),
			count( $fields ),
			$this->pos->pos_label(),
			$labels,
			$names
		);
	}

	/**
	 * Which products were kept, and what to do first.
	 *
	 * @param list<int> $kept Products.
	 */
	private function not_deleted( array $kept ): string {
		if ( array() === $kept ) {
			return '';
		}
		return sprintf(
			/* translators: 1: number of products, 2: name of the POS, 3: list of product names */
			_n(
				'%1$d product was kept, because it is linked to %2$s: %3$s. Unlink it first, under WooCommerce → TillSync.',
				'%1$d products were kept, because they are linked to %2$s: %3$s. Unlink them first, under WooCommerce → TillSync.',
				count( $kept ),
				'tillsync'
			),
			count( $kept ),
			$this->pos->pos_label(),
			$this->names( $kept )
		);
	}

	/**
	 * Names of products; of many, the first ones.
	 *
	 * @param list<int> $product_ids Products.
	 */
	private function names( array $product_ids ): string {
		$names = array();
		foreach ( array_slice( $product_ids, 0, self::NAMED ) as $id ) {
			$name    = html_entity_decode( wp_strip_all_tags( get_the_title( $id ) ), ENT_QUOTES, 'UTF-8' );
			$names[] = '' === $name ? "#$id" : $name;
		}
		$more = count( $product_ids ) - count( $names );
		/* translators: 1: list of product names, 2: number of products that are not named */
		return 0 === $more ? implode( ', ', $names ) : sprintf( _n( '%1$s and %2$d more', '%1$s and %2$d more', $more, 'tillsync' ), implode( ', ', $names ), $more );
	}

	/** What a person calls a field, in their language. The labels are in the file of texts. */
	private function label( string $field ): string {
		return FieldLabels::translated( $this->policy->label( $field ) );
	}

	/** WooCommerce's own pages and the block editor put notices out of sight; what is printed there is seen by nobody. */
	private static function page_hides_notices(): bool {
		$screen = function_exists( 'get_current_screen' ) ? get_current_screen() : null;
		return null !== $screen && ( 'woocommerce_page_wc-admin' === $screen->id || $screen->is_block_editor() );
	}

	/**
	 * What is kept for a person.
	 *
	 * @return Refused
	 */
	private static function kept( int $user_id ): array {
		$kept   = $user_id > 0 ? get_user_option( self::OPTION, $user_id ) : false;
		$fields = array();
		foreach ( is_array( $kept ) && is_array( $kept['fields'] ?? null ) ? $kept['fields'] : array() as $id => $names ) {
			$fields[ (int) $id ] = array_values( array_filter( (array) $names, 'is_string' ) );
		}
		$ids = static fn ( string $list ): array => is_array( $kept ) && is_array( $kept[ $list ] ?? null ) ? array_values( array_filter( $kept[ $list ], 'is_int' ) ) : array();
		return array(
			'fields'      => $fields,
			'kept'        => $ids( 'kept' ),
			'without_new' => $ids( 'without_new' ),
		);
	}

	/**
	 * Whether nothing was refused.
	 *
	 * @param Refused $refused What was refused.
	 */
	public static function is_empty( array $refused ): bool {
		return array() === $refused['fields'] && array() === $refused['kept'] && array() === $refused['without_new'];
	}
}
