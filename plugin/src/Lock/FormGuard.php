<?php
/**
 * The lock at the forms of wp-admin.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/**
 * Knows which form of wp-admin is being saved. Locked controls are disabled and therefore not sent, which WordPress takes for
 * "empty": only a field whose control was sent is one somebody wanted to change.
 */
final class FormGuard {

	/** Takes the policy. */
	public function __construct( private FieldPolicy $policy ) {
	}

	/** The form being saved in this request: a door of {@see Door::FORMS}, or null. */
	public function form(): ?string {
		return null;
	}

	/**
	 * Whether the form sent a control of a field for a product. True where no form is being saved.
	 *
	 * @param int    $product_id Product or variation.
	 * @param string $field      Field of the ownership table.
	 */
	public function posted( int $product_id, string $field ): bool {
		return true;
	}
}
