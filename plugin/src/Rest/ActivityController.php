<?php
/**
 * POST /activity, GET /activity
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

use TillSync\Activity\ActivityLog;
use TillSync\Activity\ActivityRows;
use TillSync\Support\Clock;

/** The shopkeeper's log. */
final class ActivityController extends AbstractController {

	/** Takes its collaborators. */
	public function __construct( Gate $gate, private ActivityLog $log, private ActivityRows $rows, private Clock $clock ) {
		parent::__construct( $gate );
	}

	/** {@inheritDoc} */
	protected function handlers(): array {
		return array(
			'activity_store' => fn ( Input $input ): array => $this->store( $input ),
			'activity_list'  => fn ( Input $input ): array => $this->rows->page( $input->query ),
		);
	}

	/**
	 * Stores what only the companion knows. Its clock may be wrong: a time to come is taken for now.
	 *
	 * @param Input $input The request.
	 * @return array{stored: int}
	 */
	private function store( Input $input ): array {
		/** @var list<array{id: string, at: string, kind: string, outcome: string, item_id: ?string, facts: array<string, string|int|float|bool>}> $events */
		$events  = $input->body['events'];
		$now     = $this->clock->sql();
		$entries = array();
		foreach ( $events as $event ) {
			$entries[] = array(
				'event_id' => strtolower( $event['id'] ),
				'at'       => min( $now, (string) Clock::from_iso( $event['at'] ) ),
				'kind'     => $event['kind'],
				'outcome'  => $event['outcome'],
				'item_id'  => $event['item_id'],
				'facts'    => $event['facts'],
			);
		}
		return array( 'stored' => $this->log->record_many( $entries ) );
	}
}
