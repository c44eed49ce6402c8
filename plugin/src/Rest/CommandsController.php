<?php
/**
 * POST /commands
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

use TillSync\Companion\Commands;
use TillSync\Stock\Brake;

/** Asks the companion for something, or releases what the brake holds. */
final class CommandsController extends AbstractController {

	/** Takes its collaborators. */
	public function __construct( Gate $gate, private Commands $commands, private Brake $brake ) {
		parent::__construct( $gate );
	}

	/** {@inheritDoc} */
	protected function handlers(): array {
		return array( 'commands' => fn ( Input $input ): array => $this->command( $input->body ) );
	}

	/**
	 * Carries out or passes on. Approving also asks for a check, which writes what was released.
	 *
	 * @param array<string, mixed> $body Of the request.
	 * @return array{id: ?int, state: string, message: string}
	 * @throws ApiError When the frozen list is another by now, or there is no such item.
	 */
	private function command( array $body ): array {
		$kind = is_string( $body['kind'] ) ? $body['kind'] : '';
		if ( 'approve_brake' === $kind ) {
			if ( $this->gate->options->moved() ) {
				throw new ApiError( 'shop_moved' );
			}
			if ( ! $this->brake->approve( is_string( $body['hash'] ) ? $body['hash'] : '' ) ) {
				throw new ApiError( 'plan_stale' );
			}
			$this->commands->ask( 'check', null );
			return array(
				'id'      => null,
				'state'   => 'done',
				'message' => '',
			);
		}
		$item_id = is_string( $body['item_id'] ?? null ) ? $body['item_id'] : null;
		if ( null !== $item_id && null === $this->gate->database->value( 'SELECT 1 FROM {items} WHERE id = %s', $item_id ) ) {
			throw new ApiError( 'not_found' );
		}
		return $this->commands->ask( $kind, $item_id );
	}
}
