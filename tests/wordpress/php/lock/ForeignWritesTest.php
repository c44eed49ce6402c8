<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use Automattic\WooCommerce\Admin\Notes\Note;
use Automattic\WooCommerce\Admin\Notes\Notes;
use TillSync\Activity\ForeignWrites;
use TillSync\Lock\RefusedChange;

require_once dirname( __DIR__ ) . '/LinkedShopTestCase.php';

/** The Inbox note about changes that something tries again and again. */
final class ForeignWritesTest extends LinkedShopTestCase {
	private const NAME = 'tillsync-foreign-writes';

	/** Seconds the clock was moved by in this test. */
	private int $moved = 0;

	protected function setUp(): void {
		parent::setUp();
		ForeignWrites::remove_note();
	}

	protected function tearDown(): void {
		$this->move( -$this->moved );
		ForeignWrites::remove_note();
		parent::tearDown();
	}

	public function test_a_program_that_refuses_thousands_keeps_what_can_be_told_alone(): void {
		$refusals = self::services()->lock()->refusals();
		for ( $id = 1; $id <= 300; $id++ ) {
			$refusals->record( 1000000 + $id, array( RefusedChange::of( 'name', 'a', 'b' ) ) );
		}
		$kept = \Closure::bind( static fn (): int => count( $refusals->collected ), null, $refusals::class )();
		$refusals->flush();
		self::assertSame( array( 200, '200' ), array( $kept, self::services()->database()->value( "SELECT COUNT(*) FROM {activity} WHERE kind = 'refused'" ) ) );
	}

	public function test_the_third_save_of_a_day_makes_one_note(): void {
		$this->refused( 'code', 'Bargains' );
		$this->refused( 'cron', 'Bargains', 2 );
		$this->look();
		self::assertNull( $this->note(), 'two saves are no habit' );
		$this->refused( 'rest', null, 2 );
		$this->look();
		$note = $this->note();
		self::assertNotNull( $note );
		self::assertStringContainsString( 'at 2 products within a day: Bargains, a program that uses the REST API.', $note->get_content() );
		self::assertSame( 'warning', $note->get_type() );
		$actions = $note->get_actions();
		self::assertSame( array( 'See the activity', admin_url( 'admin.php?page=wc-admin&path=/tillsync&tab=activity&view=refused' ) ), array( $actions[0]->label, $actions[0]->query ) );
		$this->look();
		self::assertSame( $note->get_id(), $this->note()?->get_id(), 'looking again makes no other' );
	}

	public function test_several_fields_of_one_save_are_one(): void {
		$product = self::linkedAt( '5' )[0];
		$product = wc_get_product( $product->get_id() );
		$product->set_regular_price( '1' );
		$product->set_sku( self::unique( 'other' ) );
		$product->set_name( 'Other' );
		$product->save();
		self::assertCount( 3, self::activity( 'refused' ) );
		$this->look();
		self::assertNull( $this->note() );
	}

	/**
	 * @testWith ["editor"]
	 *           ["bulk_edit"]
	 *           ["importer"]
	 *           [null]
	 */
	public function test_what_a_person_was_told_of_is_none( ?string $door ): void {
		foreach ( array( 1, 2, 3, 4 ) as $save ) {
			$this->refused( $door, null, $save );
		}
		$this->look();
		self::assertNull( $this->note() );
	}

	public function test_it_is_renewed_each_day_and_removed_after_a_day_without(): void {
		$this->thrice();
		$this->look();
		$first = (int) $this->note()?->get_id();
		self::assertGreaterThan( 0, $first );

		$this->move( DAY_IN_SECONDS - 60 );
		$this->thrice();
		$this->look();
		self::assertSame( $first, $this->note()?->get_id(), 'one a day' );

		$this->move( 120 );
		$this->look();
		$second = (int) $this->note()?->get_id();
		self::assertGreaterThan( $first, $second );

		$this->move( HOUR_IN_SECONDS );
		$this->refused( 'code', 'Bargains' );
		$this->move( DAY_IN_SECONDS - 60 );
		$this->look();
		self::assertSame( $second, $this->note()?->get_id(), 'it is not over yet' );
		$this->move( 120 );
		$this->look();
		self::assertNull( $this->note() );
	}

	public function test_a_note_somebody_dismissed_does_not_come_back_the_same_day(): void {
		$this->thrice();
		$this->look();
		$note = $this->note();
		self::assertNotNull( $note );
		$note->set_is_deleted( true );
		$note->save();
		$this->refused( 'code', 'Bargains' );
		$this->look();
		self::assertTrue( (bool) $this->note()?->get_is_deleted() );
	}

	public function test_the_name_of_a_plugin_is_text(): void {
		$this->thrice( '<b onclick="x()">Bargains</b>' );
		$this->look();
		self::assertStringContainsString( '&lt;b onclick', (string) $this->note()?->get_content() );
	}

	private function thrice( string $plugin = 'Bargains' ): void {
		for ( $save = 0; $save < 3; ++$save ) {
			$this->refused( 'code', $plugin );
		}
	}

	/** A save of which a field was refused. */
	private function refused( ?string $door, ?string $plugin, int $product_id = 1 ): void {
		$facts = array_filter( array( 'field' => 'level', 'fields' => 'Stock quantity', 'door' => $door, 'plugin' => $plugin ) );
		self::services()->activity()->record( 'refused', 'info', self::unique( 'save' ), null, $product_id, $facts );
	}

	private function look(): void {
		self::services()->watchdog()->look();
	}

	private function move( int $seconds ): void {
		$this->moved += $seconds;
		self::services()->clock()->move( $seconds );
	}

	private function note(): ?Note {
		$notes = Notes::load_data_store()->get_notes_with_name( self::NAME );
		self::assertLessThanOrEqual( 1, count( $notes ) );
		$note = Notes::get_note_by_name( self::NAME );
		return $note instanceof Note ? $note : null;
	}
}
