<?php
/**
 * POST /heartbeat
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

use TillSync\Catalogue\Cursors;
use TillSync\Catalogue\FullRead;
use TillSync\Catalogue\Parked;
use TillSync\Companion\Commands;
use TillSync\Companion\Health;
use TillSync\Companion\Versions;
use TillSync\Stock\Ledger;

/** Takes or renews the lease; health and figures in, versions and commands out. An idle cycle is this one request. */
final class HeartbeatController extends AbstractController {

	/** Takes its collaborators. */
	public function __construct(
		Gate $gate,
		private Health $health,
		private Commands $commands,
		private Versions $versions,
		private Cursors $cursors,
		private Parked $parked,
		private FullRead $full_read,
		private Ledger $ledger
	) {
		parent::__construct( $gate );
	}

	/** {@inheritDoc} */
	protected function handlers(): array {
		return array( 'heartbeat' => fn ( Input $input ): array => $this->heartbeat( $input ) );
	}

	/**
	 * The answer.
	 *
	 * @param Input $input The request.
	 * @return array<string, mixed>
	 * @throws ApiError When another companion holds the lease.
	 */
	private function heartbeat( Input $input ): array {
		if ( ! $this->gate->lease->take( $input->instance ) ) {
			throw new ApiError( 'other_companion' );
		}
		/** @var list<array{id: int, outcome: string, message: string}> $done */
		$done = $input->body['done'];
		$this->health->store( $input->body );
		$this->commands->finish( $done );
		// An idle companion asks for nothing else that would bring the sweep on.
		$this->ledger->sweep();
		$leaving = true === ( $input->body['leaving'] ?? false );
		$answer  = array(
			'lease_seconds' => $leaving ? 0 : $this->gate->contract->number( 'lease_seconds' ),
			'versions'      => $this->versions->all(),
			'cursors'       => $this->cursors->states(),
			'commands'      => $leaving ? array() : $this->commands->fetch(),
			'parked'        => $leaving ? array() : $this->parked->due(),
			'full_read_due' => $this->full_read->due(),
		);
		if ( $leaving ) {
			$this->gate->lease->leave( $input->instance );
		}
		return $answer;
	}
}
