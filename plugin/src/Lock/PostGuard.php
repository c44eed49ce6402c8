<?php
/**
 * The lock at posts.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Support\Log;

/** Keeps stored columns of linked products, whoever updates the post. */
final class PostGuard {

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private LockedChanges $changes,
		private FieldPolicy $policy,
		private Refusals $refusals,
		private Log $log
	) {
	}

	/**
	 * Before a post is stored.
	 *
	 * @param array<string, mixed> $data    Columns, slashed.
	 * @param array<string, mixed> $postarr What the caller gave, with `ID`.
	 * @return array<string, mixed> Columns to store.
	 */
	public function before_insert( array $data, array $postarr ): array {
		return $data;
	}
}
