<?php
/**
 * The lock at terms.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Support\Log;

/** Puts terms of linked products back. */
final class TermGuard {

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private FieldPolicy $policy,
		private Refusals $refusals,
		private Log $log
	) {
	}

	/**
	 * After terms of an object were set.
	 *
	 * @param int       $object_id Object.
	 * @param list<int> $ids       Term taxonomy ids it was given.
	 * @param string    $taxonomy  Taxonomy.
	 * @param bool      $append    Whether they were added to those it had.
	 * @param list<int> $before    Term taxonomy ids it had.
	 */
	public function after_set( int $object_id, array $ids, string $taxonomy, bool $append, array $before ): void {
	}
}
