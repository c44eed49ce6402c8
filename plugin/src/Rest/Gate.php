<?php
/**
 * What every controller needs.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

use TillSync\Companion\Lease;
use TillSync\Support\Contract;
use TillSync\Support\Database;
use TillSync\Support\Log;
use TillSync\Support\Options;

/** The collaborators of {@see AbstractController}, in one value. */
final class Gate {

	/** Takes them. */
	public function __construct(
		public readonly Contract $contract,
		public readonly Lease $lease,
		public readonly Database $database,
		public readonly Options $options,
		public readonly Log $log
	) {
	}
}
