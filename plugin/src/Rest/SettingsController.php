<?php
/**
 * GET /settings, PUT /settings, POST /settings/address
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

use TillSync\Activity\ActivityLog;
use TillSync\Companion\Health;
use TillSync\Companion\Pairing;
use TillSync\Stock\StockSync;
use TillSync\Support\Clock;
use TillSync\Support\Settings;

/** What the shopkeeper decides. */
final class SettingsController extends AbstractController {

	/** Takes its collaborators. */
	public function __construct(
		Gate $gate,
		private StockSync $stock,
		private Pairing $pairing,
		private Health $health,
		private ActivityLog $activity,
		private Clock $clock
	) {
		parent::__construct( $gate );
	}

	/** {@inheritDoc} */
	protected function handlers(): array {
		return array(
			'settings_read' => fn (): array => $this->read(),
			'settings_save' => fn ( Input $input ): array => $this->save( $input->body ),
			'address'       => fn ( Input $input ): array => $this->address( 'copy' === $input->body['choice'] ),
		);
	}

	/**
	 * Settings, with what the forms need.
	 *
	 * @return array<string, mixed>
	 */
	private function read(): array {
		$options = $this->gate->options;
		$pos     = $options->pos();
		$seen    = $this->health->seen_at();
		return array(
			'version'  => $this->gate->database->current( 'settings' ),
			'settings' => $options->settings()->to_array(),
			'pos'      => null === $pos ? null : array_intersect_key( $pos, array_flip( array( 'vendor', 'vendor_label', 'retailer', 'currency', 'outlets', 'registers' ) ) ),
			'shop'     => array(
				'currency'      => get_woocommerce_currency(),
				'url'           => home_url( '/' ),
				'moved_from'    => $options->moved() ? $options->shop()['url'] : null,
				'https'         => wp_is_using_https(),
				'stock_managed' => 'yes' === get_option( 'woocommerce_manage_stock' ),
			),
			'pairing'  => array(
				'paired'            => $this->pairing->paired(),
				'since'             => $this->pairing->since(),
				'last_seen'         => null === $seen ? null : Clock::iso( $this->clock->sql( $seen ) ),
				'companion_version' => $this->health->report()['version'] ?? null,
				'available'         => $this->pairing->available(),
			),
		);
	}

	/**
	 * Saves all settings, or says what saving would change.
	 *
	 * @param array<string, mixed> $body Of the request.
	 * @return array{version: int, saved: bool, plan: array<mixed>}
	 * @throws ApiError When they do not fit together, or were changed elsewhere meanwhile.
	 */
	private function save( array $body ): array {
		$settings = Settings::from_array( is_array( $body['settings'] ) ? $body['settings'] : array() );
		$this->must_fit_together( $settings );
		$database = $this->gate->database;
		if ( $database->current( 'settings' ) !== $body['version'] ) {
			throw new ApiError( 'plan_stale' );
		}
		$plan = $this->stock->plan( $settings );
		if ( true === ( $body['dry_run'] ?? false ) ) {
			return array(
				'version' => $database->current( 'settings' ),
				'saved'   => false,
				'plan'    => $plan,
			);
		}
		$version = $database->transaction(
			function () use ( $database, $settings, $body ): int {
				$version = $database->next( 'settings' );
				// Read again under the lock of the counter: another tab may have saved since.
				if ( $version - 1 !== $body['version'] ) {
					throw new ApiError( 'plan_stale' );
				}
				$before  = $this->gate->options->settings()->to_array();
				$changed = array_keys( array_filter( $settings->to_array(), static fn ( mixed $value, string $key ): bool => $value !== $before[ $key ], ARRAY_FILTER_USE_BOTH ) );
				// What the person saw as the plan must not be held by the brake afterwards.
				$this->stock->approve_plan( $settings );
				$this->gate->options->save_settings( $settings );
				$this->activity->record(
					'settings',
					'ok',
					null,
					null,
					null,
					array(
						'fields' => implode( ', ', $changed ),
						'user'   => wp_get_current_user()->display_name,
					)
				);
				return $version;
			}
		);
		return array(
			'version' => $version,
			'saved'   => true,
			'plan'    => $plan,
		);
	}

	/**
	 * Throws where settings contradict one another or the POS.
	 *
	 * @param Settings $settings All of them.
	 * @throws ApiError With the fields.
	 */
	private function must_fit_together( Settings $settings ): void {
		$pos = $this->gate->options->pos();
		if ( null === $pos ) {
			if ( array() !== $settings->outlets || null !== $settings->register ) {
				throw new ApiError( 'pos_unknown' );
			}
			return;
		}
		$outlets   = array_column( is_array( $pos['outlets'] ?? null ) ? $pos['outlets'] : array(), 'id' );
		$registers = array_column( is_array( $pos['registers'] ?? null ) ? $pos['registers'] : array(), 'outlet_id', 'id' );
		$wrong     = array();
		foreach ( $settings->outlets as $index => $outlet ) {
			if ( ! in_array( $outlet, $outlets, true ) ) {
				$wrong[] = self::field( "settings.outlets.$index", 'outlet_unknown', __( 'The POS has no such outlet. Choose again from the list.', 'tillsync' ) );
			} elseif ( array_search( $outlet, $settings->outlets, true ) !== $index ) {
				$wrong[] = self::field( "settings.outlets.$index", 'duplicate', __( 'An outlet can be counted only once.', 'tillsync' ) );
			}
		}
		if ( null !== $settings->register ) {
			if ( ! isset( $registers[ $settings->register ] ) ) {
				$wrong[] = self::field( 'settings.register', 'register_unknown', __( 'The POS has no such register. Choose again from the list.', 'tillsync' ) );
			} elseif ( ! in_array( $registers[ $settings->register ], $settings->outlets, true ) ) {
				$wrong[] = self::field( 'settings.register', 'register_outside', __( 'The register that books web orders must stand in one of the chosen outlets.', 'tillsync' ) );
			}
		}
		if ( array() !== $wrong ) {
			throw new ApiError( 'settings_invalid', $wrong );
		}
	}

	/**
	 * The shop's address changed: it moved (keeps its id), or it is a copy (a new id, not paired).
	 *
	 * @param bool $copy Which of the two.
	 * @return array{shop_id: string, paired: bool}
	 * @throws ApiError When a shop whose address is unchanged is called a copy.
	 */
	private function address( bool $copy ): array {
		$options = $this->gate->options;
		$home    = (string) get_option( 'home' );
		if ( $copy && ! $options->moved() ) {
			throw new ApiError( 'settings_invalid', array( self::field( 'choice', 'not_moved', __( 'The address of this shop has not changed.', 'tillsync' ) ) ) );
		}
		if ( $copy ) {
			$options->save_shop( wp_generate_uuid4(), $home );
			$this->pairing->revoke();
		} elseif ( $options->moved() ) {
			$options->save_shop( $options->shop()['id'], $home );
		}
		return array(
			'shop_id' => $options->shop()['id'],
			'paired'  => $this->pairing->paired(),
		);
	}

	/**
	 * A wrong field.
	 *
	 * @param string $field   Path.
	 * @param string $code    Which way.
	 * @param string $message Sentence.
	 * @return array{field: string, code: string, message: string}
	 */
	private static function field( string $field, string $code, string $message ): array {
		return array(
			'field'   => $field,
			'code'    => $code,
			'message' => $message,
		);
	}
}
