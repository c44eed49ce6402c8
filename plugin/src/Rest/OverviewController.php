<?php
/**
 * GET /overview
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

use TillSync\Companion\Overview;

/** Status, figures and what needs attention. */
final class OverviewController extends AbstractController {

	/** Takes its collaborators. */
	public function __construct( Gate $gate, private Overview $overview ) {
		parent::__construct( $gate );
	}

	/** {@inheritDoc} */
	protected function handlers(): array {
		return array( 'overview' => fn (): array => $this->overview->answer() );
	}
}
