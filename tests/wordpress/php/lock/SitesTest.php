<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use TillSync\Install\Installer;
use TillSync\Install\Tables;
use TillSync\Lock\Door;
use TillSync\LockServices;

require_once dirname( __DIR__ ) . '/LinkedShopTestCase.php';

/**
 * Sites of a network in which products have the same ids. There is no network here: only the number of the current site is another
 * one, as after `switch_to_blog()`.
 */
final class SitesTest extends LinkedShopTestCase {
	private const ELSEWHERE = 7;

	protected function tearDown(): void {
		$GLOBALS['blog_id'] = self::ELSEWHERE;
		self::services()->lock()->refusals()->flush();
		$GLOBALS['blog_id'] = 1;
		parent::tearDown();
	}

	public function test_the_scope_of_the_writer_opens_no_product_of_another_site(): void {
		$product = self::linkedAt( '5' )[0];
		$id      = $product->get_id();
		self::services()->writer_scope()->run(
			array( $id ),
			static function () use ( $id ): void {
				$GLOBALS['blog_id'] = self::ELSEWHERE;
				update_post_meta( $id, '_regular_price', '77' );
				$GLOBALS['blog_id'] = 1;
			}
		);
		self::assertSame( '10', get_post_meta( $id, '_regular_price', true ) );
	}

	public function test_what_was_refused_is_told_in_the_site_it_was_refused_in(): void {
		$product = self::linkedAt( '5' )[0];
		$id      = $product->get_id();
		update_post_meta( $id, '_regular_price', '77' );
		$GLOBALS['blog_id'] = self::ELSEWHERE;
		update_post_meta( $id, '_regular_price', '78' );
		$GLOBALS['blog_id'] = 1;
		self::assertSame( array( '77' ), self::wanted(), 'the first site tells its own' );
		$GLOBALS['blog_id'] = self::ELSEWHERE;
		self::assertSame( array( '77', '78' ), self::wanted(), 'the other one has not forgotten it for being the same product and field' );
	}

	public function test_a_form_of_one_site_is_no_form_of_another(): void {
		self::services()->lock()->form_guard()->begin( Door::EDITOR, array(), 12 );
		$here               = self::services()->lock()->form_guard()->form( 12 );
		$GLOBALS['blog_id'] = self::ELSEWHERE;
		$there              = self::services()->lock()->form_guard()->form( 12 );
		$GLOBALS['blog_id'] = 1;
		\Closure::bind(
			function (): void {
				$this->door = null;
			},
			self::services()->lock()->form_guard(),
			\TillSync\Lock\FormGuard::class
		)();
		self::assertSame( array( Door::EDITOR, null ), array( $here, $there ) );
	}

	public function test_the_end_of_a_request_comes_to_each_site_that_was_asked_about(): void {
		$lock = new LockServices( self::services() );
		$seen = 0;
		$lock->in_each_site(
			static function () use ( &$seen ): void {
				++$seen;
			}
		);
		self::assertSame( 0, $seen, 'a request that asked nothing' );
		$lock->refusals();
		$GLOBALS['blog_id'] = self::ELSEWHERE;
		$lock->refusals();
		$lock->in_each_site(
			static function () use ( &$seen ): void {
				++$seen;
			}
		);
		self::assertSame( 2, $seen );
	}

	public function test_the_tables_of_a_site_go_with_it(): void {
		$tables = Installer::tables_of_site( array( 'wp_posts' ), 1 );
		self::assertCount( 1 + count( Tables::NAMES ), $tables );
		self::assertContains( $GLOBALS['wpdb']->prefix . 'tillsync_links', $tables );
	}

	/** @return list<string> Values the activity log says were refused. */
	private static function wanted(): array {
		return array_map( static fn ( array $row ): string => (string) json_decode( (string) $row['facts'], true )['to'], self::activity( 'refused' ) );
	}
}
