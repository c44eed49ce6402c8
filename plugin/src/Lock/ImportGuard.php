<?php
/**
 * The lock at the importer.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/** Refuses rows of the CSV importer that would change locked fields. */
final class ImportGuard {

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private LockedChanges $changes,
		private FieldPolicy $policy,
		private Refusals $refusals
	) {
	}
}
