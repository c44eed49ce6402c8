<?php
/**
 * What people call the fields.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/** Labels of the ownership table in the reader's language. The file of texts is made with all of them (`npm run texts`). */
final class FieldLabels {

	/**
	 * A label in the language of whoever reads the page.
	 *
	 * @param string $label In English, as the ownership table has it.
	 */
	public static function translated( string $label ): string {
		return translate( $label, 'tillsync' ); // phpcs:ignore WordPress.WP.I18n -- The texts are known, see above.
	}
}
