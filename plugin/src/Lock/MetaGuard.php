<?php
/**
 * The lock at post meta.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Support\Log;

/** Drops writes of locked meta keys of linked products. */
final class MetaGuard {

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
	 * Before a meta value is added or updated.
	 *
	 * @param mixed $check   What a filter before decided; null: nothing.
	 * @param int   $post_id Post.
	 * @param mixed $key     Meta key.
	 * @param mixed $value   Value, slashes gone.
	 * @return mixed null: let it through.
	 */
	public function before_write( mixed $check, int $post_id, mixed $key, mixed $value ): mixed {
		return $check;
	}
}
