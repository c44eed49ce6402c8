<?php
/**
 * The lock at trash and deletion.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Support\Log;

/** Keeps linked products out of the trash. */
final class DeleteGuard {

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private Refusals $refusals,
		private Log $log
	) {
	}
}
