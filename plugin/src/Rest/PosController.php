<?php
/**
 * PUT /pos
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

/** What the POS is, for the forms. */
final class PosController extends AbstractController {

	/** {@inheritDoc} */
	protected function handlers(): array {
		return array( 'pos' => fn ( Input $input ): array => $this->store( $input ) );
	}

	/**
	 * Stores the description whole.
	 *
	 * @param Input $input The request.
	 * @return array{changed: bool}
	 */
	private function store( Input $input ): array {
		$changed = $this->gate->options->pos() !== $input->body;
		if ( $changed ) {
			$this->gate->options->save_pos( $input->body );
		}
		return array( 'changed' => $changed );
	}
}
