<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use Automattic\WooCommerce\Admin\Notes\Notes;
use TillSync\Plugin;

require_once __DIR__ . '/LinkedShopTestCase.php';

/** The companion's silence: told once, taken back, and the shop heals without it. */
final class WatchdogTest extends LinkedShopTestCase {
	private const INSTANCE = '11111111-2222-4333-8444-555555555555';

	/** Seconds the clock was moved by in this test. */
	private int $moved = 0;

	protected function setUp(): void {
		parent::setUp();
		self::services()->options()->save_watch( array() );
		self::actAs( 'administrator' );
		self::assertNotNull( self::services()->pairing()->create() );
		$this->beat( '2026-01-01T00:00:00Z' );
	}

	protected function tearDown(): void {
		$this->move( -$this->moved );
		self::services()->pairing()->revoke();
		self::services()->watchdog()->look();
		parent::tearDown();
	}

	public function test_a_silence_of_fifteen_minutes_is_told_once_and_taken_back(): void {
		$mails = $this->mails();
		$this->move( 14 * MINUTE_IN_SECONDS );
		self::services()->watchdog()->look();
		self::assertSame( array(), $this->notes() );
		self::assertSame( 'good', self::services()->site_health()->test()['status'] );

		$this->move( 2 * MINUTE_IN_SECONDS );
		self::services()->watchdog()->look();
		$this->move( 10 * MINUTE_IN_SECONDS );
		self::services()->watchdog()->look();
		self::assertCount( 1, $this->notes() );
		self::assertSame( $mails + 1, $this->mails() );
		self::assertSame( 'critical', self::services()->site_health()->test()['status'] );
		self::assertSame( 'companion_silent', self::services()->overview()->answer()['status']['reason'] );

		$this->beat( '2026-01-01T00:30:00Z' );
		self::services()->watchdog()->look();
		self::assertSame( array(), $this->notes() );
		self::assertSame( $mails + 1, $this->mails() );
		self::assertSame( 'good', self::services()->site_health()->test()['status'] );
	}

	public function test_heartbeats_without_success_are_a_silence_too(): void {
		$this->move( 16 * MINUTE_IN_SECONDS );
		$this->beat( '2026-01-01T00:00:00Z' );
		self::services()->watchdog()->look();
		self::assertCount( 1, $this->notes() );
	}

	public function test_a_shop_that_is_not_paired_misses_nobody(): void {
		self::services()->pairing()->revoke();
		$this->move( DAY_IN_SECONDS );
		self::services()->watchdog()->look();
		self::assertSame( array(), $this->notes() );
		self::assertArrayNotHasKey( 'tillsync_companion', self::services()->site_health()->add( array() )['direct'] ?? array() );
	}

	public function test_a_level_edited_in_the_database_heals_while_no_companion_is_there(): void {
		global $wpdb;

		list( $product ) = self::linkedAt( '6' );
		$edit            = static fn () => $wpdb->update( $wpdb->postmeta, array( 'meta_value' => '99' ), array( 'post_id' => $product->get_id(), 'meta_key' => '_stock' ) );

		$edit();
		self::services()->watchdog()->look();
		self::assertSame( '99', $this->level( $product->get_id() ), 'A companion that is there checks itself.' );

		$this->move( 16 * MINUTE_IN_SECONDS );
		self::services()->watchdog()->look();
		self::assertLevelEverywhere( 6.0, $product->get_id() );
	}

	public function test_it_writes_no_level_before_orders_of_the_time_it_was_off_are_swept(): void {
		list( $product ) = self::linkedAt( '6' );
		self::storeBySql( $product->get_id(), '4' );
		self::services()->ledger()->require_sweep();
		$this->move( 16 * MINUTE_IN_SECONDS );
		// Each look at the orders takes longer than a call may work.
		$slow = function ( string $sql ): string {
			if ( str_contains( $sql, 'MAX(order_item_id)' ) ) {
				$this->move( 100 );
			}
			return $sql;
		};
		self::order( $product, 1 );
		add_filter( 'query', $slow );
		try {
			self::services()->watchdog()->look();
			self::assertTrue( self::services()->ledger()->sweep_waiting() );
			self::assertSame( '4', self::stored( $product->get_id() ) );
		} finally {
			remove_filter( 'query', $slow );
		}
		self::services()->watchdog()->look();
		self::assertFalse( self::services()->ledger()->sweep_waiting() );
		self::assertSame( '6', self::stored( $product->get_id() ) );
	}

	public function test_it_is_scheduled_once(): void {
		as_unschedule_all_actions( 'tillsync_watch' );
		self::services()->watchdog()->schedule();
		self::services()->watchdog()->schedule();
		self::assertCount( 1, as_get_scheduled_actions( array( 'hook' => 'tillsync_watch', 'status' => 'pending' ), 'ids' ) );
	}

	private function move( int $seconds ): void {
		$this->moved += $seconds;
		Plugin::services()->clock()->move( $seconds );
	}

	/** A heartbeat that tells of a success at this instant of the companion's clock. */
	private function beat( string $success_at ): void {
		self::assertTrue( self::services()->lease()->take( self::INSTANCE ) );
		self::services()->health()->store(
			array(
				'companion' => array(
					'version'      => '0.1.0',
					'poll_seconds' => 10,
				),
				'health'    => array(
					'pos'             => 'ok',
					'last_success_at' => $success_at,
				),
				'figures'   => array(
					'delay_median_ms'  => null,
					'delay_slowest_ms' => null,
				),
			)
		);
	}

	/** @return array<mixed> */
	private function notes(): array {
		return Notes::load_data_store()->get_notes_with_name( 'tillsync-companion-silent' );
	}

	/** Mails the shop has kept instead of sending them. */
	private function mails(): int {
		$file = dirname( ABSPATH ) . '/mail.jsonl';
		return is_file( $file ) ? count( (array) file( $file ) ) : 0;
	}

	private function level( int $product_id ): string {
		global $wpdb;
		return (string) $wpdb->get_var( $wpdb->prepare( "SELECT meta_value FROM {$wpdb->postmeta} WHERE post_id = %d AND meta_key = '_stock'", $product_id ) );
	}
}
