<?php
/**
 * Site Health and System Status.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Admin;

use TillSync\Companion\Health;
use TillSync\Companion\Pairing;
use TillSync\Companion\Watchdog;
use TillSync\Support\Options;

/** Shows in WordPress's own places whether the companion is there. */
final class SiteHealth {

	/** Takes its collaborators. */
	public function __construct( private Pairing $pairing, private Watchdog $watchdog, private Health $health, private Options $options ) {
	}

	/**
	 * Adds our test; for `site_status_tests`.
	 *
	 * @param array<string, array<string, mixed>> $tests Tests so far.
	 * @return array<string, array<string, mixed>>
	 */
	public function add( array $tests ): array {
		if ( $this->pairing->paired() ) {
			$tests['direct']['tillsync_companion'] = array(
				'label' => __( 'TillSync companion', 'tillsync' ),
				'test'  => array( $this, 'test' ),
			);
		}
		return $tests;
	}

	/**
	 * The test.
	 *
	 * @return array<string, mixed>
	 */
	public function test(): array {
		$silent = $this->watchdog->silent_since();
		return array(
			'label'       => null === $silent ? __( 'The till is connected to the shop', 'tillsync' ) : __( 'The till has not been heard of lately', 'tillsync' ),
			'status'      => null === $silent ? 'good' : 'critical',
			'badge'       => array(
				'label' => 'TillSync',
				'color' => 'blue',
			),
			'description' => '<p>' . esc_html(
				null === $silent
					? __( 'The TillSync companion reads the point of sale and keeps the levels in the shop true.', 'tillsync' )
					: sprintf(
						/* translators: %s: time span such as "20 minutes". */
						__( 'The TillSync companion has had no success for %s. Levels in the shop may be out of date. Check that it is running and connected.', 'tillsync' ),
						human_time_diff( $silent )
					)
			) . '</p>',
			'actions'     => sprintf( '<p><a href="%s">%s</a></p>', esc_url( Page::url() ), esc_html__( 'Open TillSync', 'tillsync' ) ),
			'test'        => 'tillsync_companion',
		);
	}

	/**
	 * Adds our section to the information for support; for `debug_information`.
	 *
	 * @param array<string, array<string, mixed>> $information Sections so far.
	 * @return array<string, array<string, mixed>>
	 */
	public function information( array $information ): array {
		$seen   = $this->health->seen_at();
		$report = $this->health->report();

		$information['tillsync'] = array(
			'label'  => 'TillSync',
			'fields' => array(
				'version'   => array(
					'label' => __( 'Version', 'tillsync' ),
					'value' => \TillSync\VERSION,
				),
				'paired'    => array(
					'label' => __( 'Companion paired', 'tillsync' ),
					'value' => $this->pairing->paired() ? __( 'Yes', 'tillsync' ) : __( 'No', 'tillsync' ),
				),
				'companion' => array(
					'label' => __( 'Companion version', 'tillsync' ),
					'value' => $report['version'] ?? '–',
				),
				'seen'      => array(
					'label' => __( 'Last heartbeat', 'tillsync' ),
					'value' => null === $seen ? '–' : gmdate( 'c', $seen ),
				),
				'pos'       => array(
					'label' => __( 'Point of sale', 'tillsync' ),
					'value' => (string) ( $this->options->pos()['vendor_label'] ?? '–' ),
				),
				'outlets'   => array(
					'label' => __( 'Outlets counted', 'tillsync' ),
					'value' => count( $this->options->settings()->outlets ),
				),
			),
		);
		return $information;
	}
}
