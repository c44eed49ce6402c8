<?php
/**
 * The words for how a product stands with the POS.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Admin\Lock;

use TillSync\Catalogue\ListingStates;

/**
 * Says in WooCommerce's list of products what our own page says of an item. Texts are not escaped.
 *
 * @phpstan-import-type Listing from ListingStates
 */
final class ListingWords {

	/**
	 * How a product stands, in a few words.
	 *
	 * @param Listing $state State.
	 */
	public static function state( array $state ): string {
		if ( null === $state['variations'] ) {
			return match ( true ) {
				array() !== $state['problems'] => __( 'Needs attention', 'tillsync' ),
				$state['asked'] > 0            => __( 'Waiting for the first level', 'tillsync' ),
				default                        => __( 'Linked', 'tillsync' ),
			};
		}
		return sprintf(
			/* translators: 1: number of linked variations, 2: number of all of them. */
			_n( '%1$s of %2$s variation linked', '%1$s of %2$s variations linked', $state['variations'], 'tillsync' ),
			number_format_i18n( $state['linked'] ),
			number_format_i18n( $state['variations'] )
		);
	}

	/**
	 * What is more to be said: variations that wait, and one sentence for each problem.
	 *
	 * @param Listing $state State.
	 * @return list<string>
	 */
	public static function details( array $state ): array {
		$details = array();
		foreach ( $state['problems'] as $code => $links ) {
			$details[] = null === $state['variations']
				? self::problem( $code )
				: sprintf(
					/* translators: 1: number of variations, 2: what is the matter with them, a sentence. */
					_n( '%1$s variation: %2$s', '%1$s variations: %2$s', $links, 'tillsync' ),
					number_format_i18n( $links ),
					self::problem( $code )
				);
		}
		if ( null !== $state['variations'] && $state['asked'] > 0 ) {
			$details[] = sprintf(
				/* translators: %s: number of variations. */
				_n( '%s variation waits for its first level', '%s variations wait for their first level', $state['asked'], 'tillsync' ),
				number_format_i18n( $state['asked'] )
			);
		}
		return $details;
	}

	/**
	 * What is the matter with a link, as our own page says it.
	 *
	 * @param string $code Item code.
	 */
	private static function problem( string $code ): string {
		return match ( $code ) {
			'brake'           => __( 'Held back, because many products would change at once. Approve it on the Overview.', 'tillsync' ),
			'item_deleted'    => __( 'The till has deleted this item. Restore it there, or unlink the product.', 'tillsync' ),
			'item_unknown'    => __( 'The till does not know this item. Check that it still exists there.', 'tillsync' ),
			'outlet_unknown'  => __( 'The till does not have this outlet any more. Choose the outlets again under Settings.', 'tillsync' ),
			'level_unknown'   => __( 'The till does not say how many there are. The shop keeps its number until it does.', 'tillsync' ),
			'level_moved'     => __( 'The number in the shop changed at the same moment. TillSync tries again by itself.', 'tillsync' ),
			'not_reached'     => __( 'There was no time left for this one. TillSync comes back to it by itself.', 'tillsync' ),
			'defect'          => __( 'The shop failed while saving this product. See WooCommerce → Status → Logs.', 'tillsync' ),
			default           => __( 'Something is the matter with the link. See the Products page of TillSync.', 'tillsync' ),
		};
	}
}
