<?php
/**
 * Levels.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

use TillSync\Stock\Ledger;
use TillSync\Stock\StockSync;

/**
 * `POST /stock` and `POST /stock/check`.
 *
 * @phpstan-import-type Level from \TillSync\Stock\LevelMirror
 */
final class StockController extends AbstractController {

	/** Takes its collaborators. */
	public function __construct( Gate $gate, private StockSync $sync, private Ledger $ledger ) {
		parent::__construct( $gate );
	}

	/** @inheritDoc */
	protected function handlers(): array {
		return array(
			'stock'       => fn ( Input $input ): array => $this->store( $input ),
			'stock_check' => fn ( Input $input ): array => $this->check( $input ),
		);
	}

	/**
	 * A page of levels.
	 *
	 * @param Input $input Checked.
	 * @return array<string, mixed>
	 * @throws ApiError While orders are being swept.
	 */
	private function store( Input $input ): array {
		$this->must_be_swept();
		/** @var list<Level> $levels */
		$levels = $input->body['levels'];
		/** @var array{from: string, to: string}|null $cursor */
		$cursor = $input->body['cursor'];
		/** @var list<array{id: string|null, reason: string}> $parked */
		$parked = $input->body['parked'];
		$as_of  = is_int( $input->body['as_of'] ) ? $input->body['as_of'] : 0;
		return array( 'items' => $this->sync->store( $levels, $as_of, $cursor, $parked ) );
	}

	/**
	 * A window of the check.
	 *
	 * @param Input $input Checked.
	 * @return array<string, mixed>
	 * @throws ApiError While orders are being swept.
	 */
	private function check( Input $input ): array {
		$this->must_be_swept();
		$after = $input->query['after'] ?? 0;
		return $this->sync->check( is_int( $after ) ? $after : 0 );
	}

	/**
	 * Goes on with the sweep that is due after the plugin was off.
	 *
	 * @throws ApiError While it is not done: a level written now could bring back units sold meanwhile.
	 */
	private function must_be_swept(): void {
		if ( ! $this->ledger->sweep() ) {
			throw new ApiError( 'sweeping' );
		}
	}
}
