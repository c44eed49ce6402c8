<?php
/**
 * What moved.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Companion;

use TillSync\Stock\Fingerprint;
use TillSync\Support\Database;

/** The versions a heartbeat answers, so that an idle cycle needs no further request. */
final class Versions {

	/** Takes its collaborators. */
	public function __construct( private Database $database, private Fingerprint $fingerprint ) {
	}

	/**
	 * All of them.
	 *
	 * @return array{settings: int, links: int, outbox: int, commands: int, levels: string}
	 */
	public function all(): array {
		$counters = $this->database->counters();
		return array(
			'settings' => $counters['settings'] ?? 0,
			'links'    => $counters['links'] ?? 0,
			'outbox'   => $counters['outbox'] ?? 0,
			'commands' => $counters['commands'] ?? 0,
			'levels'   => $this->fingerprint->levels(),
		);
	}
}
