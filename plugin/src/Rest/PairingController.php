<?php
/**
 * POST /pairing, DELETE /pairing
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

use TillSync\Companion\Pairing;
use TillSync\Companion\Watchdog;

/** Makes and revokes the companion's credential. */
final class PairingController extends AbstractController {

	/** Takes its collaborators. */
	public function __construct( Gate $gate, private Pairing $pairing, private Watchdog $watchdog ) {
		parent::__construct( $gate );
	}

	/** {@inheritDoc} */
	protected function handlers(): array {
		return array(
			'pairing_create' => fn (): array => $this->create(),
			'pairing_revoke' => fn (): array => array( 'revoked' => $this->pairing->revoke() ),
		);
	}

	/**
	 * A new credential.
	 *
	 * @return array{pairing: string, user: string, created_at: string}
	 * @throws ApiError When WordPress allows no application passwords, or it is open whether this shop is a copy.
	 */
	private function create(): array {
		if ( $this->gate->options->moved() ) {
			throw new ApiError( 'shop_moved' );
		}
		$made = $this->pairing->create();
		if ( null === $made ) {
			throw new ApiError( 'pairing_unavailable' );
		}
		$this->watchdog->schedule();
		return $made;
	}
}
