<?php
/**
 * What was not saved, on the next page.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/** Keeps, per person, the fields that a form did not get saved, and shows them once. */
final class RefusalNotice {

	/** Takes the policy. */
	public function __construct( private FieldPolicy $policy ) {
	}

	/**
	 * Keeps what was refused until the person's next page.
	 *
	 * @param int                      $user_id Person.
	 * @param array<int, list<string>> $refused Product or variation → fields of the ownership table.
	 */
	public function keep( int $user_id, array $refused ): void {
	}

	/** Prints what was kept for the person who is logged in, and forgets it. */
	public function show(): void {
	}
}
