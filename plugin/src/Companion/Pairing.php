<?php
/**
 * The companion's credential.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Companion;

use TillSync\Activity\ActivityLog;
use TillSync\Install\Installer;
use TillSync\Support\Clock;
use TillSync\Support\Options;

/**
 * The user `tillsync-companion` with the role `tillsync_companion` and one application password. The password leaves the shop
 * once, inside the pairing string; WordPress stores only its hash.
 */
final class Pairing {

	private const LOGIN  = 'tillsync-companion';
	private const APP_ID = '6b0a6c0e-5f0e-4c57-9a0e-3a1d0f6f7d51';

	/** Takes its collaborators. */
	public function __construct( private Options $options, private Clock $clock, private Lease $lease, private ActivityLog $activity ) {
	}

	/** Whether there is a credential that works: made by us, and not revoked elsewhere since. */
	public function paired(): bool {
		$pairing = $this->options->pairing();
		return null !== $pairing && null !== \WP_Application_Passwords::get_user_application_password( $pairing['user_id'], $pairing['uuid'] );
	}

	/** Since when, as the contract writes it; null when not paired. */
	public function since(): ?string {
		return $this->paired() ? ( $this->options->pairing()['at'] ?? null ) : null;
	}

	/** Whether WordPress allows application passwords on this site (HTTPS, no plugin forbids them). */
	public function available(): bool {
		return wp_is_application_passwords_available();
	}

	/**
	 * Makes a new credential; the one before stops working.
	 *
	 * @return array{pairing: string, user: string, created_at: string}|null Null: application passwords are not available.
	 * @throws \RuntimeException When WordPress refuses to make the user or the password.
	 */
	public function create(): ?array {
		if ( ! $this->available() ) {
			return null;
		}
		$user = $this->user();
		if ( ! wp_is_application_passwords_available_for_user( $user ) ) {
			return null;
		}
		$before = $this->options->pairing();
		if ( null !== $before ) {
			// Perhaps of another user, who has got more roles since.
			\WP_Application_Passwords::delete_application_password( $before['user_id'], $before['uuid'] );
		}
		self::shut_out( $user->ID );
		$made = \WP_Application_Passwords::create_new_application_password(
			$user->ID,
			array(
				'name'   => 'TillSync',
				'app_id' => self::APP_ID,
			)
		);
		if ( is_wp_error( $made ) ) {
			throw new \RuntimeException( 'No application password: ' . $made->get_error_code() );
		}
		$at = (string) Clock::iso( $this->clock->sql() );
		$this->options->save_pairing(
			array(
				'user_id' => $user->ID,
				'uuid'    => (string) $made[1]['uuid'],
				'at'      => $at,
			)
		);
		$this->lease->end();
		$this->tell( 'paired' );
		return array(
			'pairing'    => PairingString::encode( self::root(), $user->user_login, (string) $made[0], $this->options->shop()['id'] ),
			'user'       => $user->user_login,
			'created_at' => $at,
		);
	}

	/**
	 * Revokes the credential and ends the lease.
	 *
	 * @return bool False: there was none.
	 */
	public function revoke(): bool {
		$pairing = $this->options->pairing();
		if ( null === $pairing ) {
			return false;
		}
		self::shut_out( $pairing['user_id'] );
		$this->options->save_pairing( null );
		$this->lease->end();
		$this->tell( 'revoked' );
		return true;
	}

	/**
	 * Keeps a companion from editing its own user, as WordPress lets everybody: with a password, an e-mail address or a second
	 * application password of its own making it would stay signed in after its credential was revoked. For `map_meta_cap`.
	 *
	 * @param array<mixed> $caps    What the user needs to have.
	 * @param string       $cap     What the user wants to do.
	 * @param int          $user_id The user.
	 * @return array<mixed>
	 */
	public static function forbid_own_account( array $caps, string $cap, int $user_id ): array {
		$user = 'edit_user' === $cap ? get_userdata( $user_id ) : false;
		return $user instanceof \WP_User && array( Installer::ROLE ) === array_values( $user->roles ) ? array( 'do_not_allow' ) : $caps;
	}

	/**
	 * Ends every way in that the user has: application passwords, the password, and with it sessions and reset links.
	 *
	 * @param int $user_id The user.
	 */
	private static function shut_out( int $user_id ): void {
		\WP_Application_Passwords::delete_all_application_passwords( $user_id );
		$user = get_userdata( $user_id );
		if ( $user instanceof \WP_User && array( Installer::ROLE ) === array_values( $user->roles ) ) {
			wp_set_password( wp_generate_password( 64 ), $user_id );
		}
	}

	/**
	 * The companion's user, made if need be. A user of that login who has more than our role, or none where anybody may have
	 * registered, belongs to somebody else and is left alone.
	 *
	 * @throws \RuntimeException When WordPress refuses.
	 */
	private function user(): \WP_User {
		$number = 1;
		do {
			$login = self::LOGIN . ( $number > 1 ? "-$number" : '' );
			$user  = get_user_by( 'login', $login );
			++$number;
		} while ( $user instanceof \WP_User && ! self::may_be_ours( $user ) );

		if ( ! $user instanceof \WP_User ) {
			$id = wp_insert_user(
				array(
					'user_login'   => $login,
					'user_pass'    => wp_generate_password( 64 ),
					'display_name' => 'TillSync companion',
					'description'  => __( 'Made by TillSync. The companion signs in with it; it may do nothing else in this shop.', 'tillsync' ),
					'role'         => Installer::ROLE,
				)
			);
			$user = is_wp_error( $id ) ? false : get_user_by( 'id', $id );
			if ( ! $user instanceof \WP_User ) {
				throw new \RuntimeException( 'No user: ' . ( is_wp_error( $id ) ? $id->get_error_code() : 'not found' ) );
			}
		}
		if ( is_multisite() && ! is_user_member_of_blog( $user->ID ) ) {
			add_user_to_blog( get_current_blog_id(), $user->ID, Installer::ROLE );
			$user = get_user_by( 'id', $user->ID );
		}
		if ( $user instanceof \WP_User && ! in_array( Installer::ROLE, $user->roles, true ) ) {
			$user->set_role( Installer::ROLE );
		}
		if ( ! $user instanceof \WP_User ) {
			throw new \RuntimeException( 'No user.' );
		}
		return $user;
	}

	/**
	 * The REST root. WordPress names it with http where a proxy hides the name of the server; whoever is here by https must not
	 * send the companion, and its credential, by http.
	 */
	private static function root(): string {
		return is_ssl() ? set_url_scheme( rest_url(), 'https' ) : rest_url();
	}

	/**
	 * Whether a user of our login may be taken for the one we made. In a network nobody can register such a login, and a user
	 * made by another site has no role in this one.
	 *
	 * @param \WP_User $user The user.
	 */
	private static function may_be_ours( \WP_User $user ): bool {
		return array( Installer::ROLE ) === array_values( $user->roles ) || ( is_multisite() && array() === $user->roles );
	}

	/**
	 * Records who did it.
	 *
	 * @param string $event `paired` or `revoked`.
	 */
	private function tell( string $event ): void {
		$this->activity->record(
			'companion',
			'info',
			null,
			null,
			null,
			array(
				'event' => $event,
				'user'  => wp_get_current_user()->display_name,
			)
		);
	}
}
