<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use TillSync\Plugin;
use WP_Application_Passwords;
use WP_User;

/** The companion's user can do nothing that outlives its credential. */
final class CompanionAccountTest extends ShopTestCase {
	protected function tearDown(): void {
		Plugin::services()->pairing()->revoke();
		parent::tearDown();
	}

	public function test_the_companion_cannot_change_its_own_user(): void {
		$user = $this->paired();
		wp_set_current_user( $user->ID );
		foreach ( array( array( 'password' => 'its-own-password' ), array( 'email' => 'own@example.test' ) ) as $change ) {
			self::assertSame( 403, self::rest( 'POST', '/wp/v2/users/me', $change )->get_status() );
		}
		$passwords = "/wp/v2/users/{$user->ID}/application-passwords";
		self::assertSame( 403, self::rest( 'POST', $passwords, array( 'name' => 'another' ) )->get_status() );
		self::assertSame( 403, self::rest( 'DELETE', $passwords )->get_status() );
		self::assertFalse( wp_check_password( 'its-own-password', (string) get_userdata( $user->ID )->user_pass ) );
		self::assertCount( 1, WP_Application_Passwords::get_user_application_passwords( $user->ID ) );
	}

	public function test_others_edit_their_users_as_before(): void {
		$user = $this->paired();
		$own  = self::actAs( 'shop_manager' );
		self::assertTrue( current_user_can( 'edit_user', $own ) );
		self::actAs( 'administrator' );
		self::assertTrue( current_user_can( 'edit_user', $user->ID ) );
	}

	/** @return array<string, array{string}> */
	public static function ends(): array {
		return array(
			'revoking'      => array( 'revoke' ),
			'pairing again' => array( 'create' ),
		);
	}

	/** @dataProvider ends */
	public function test_nothing_signs_in_after( string $end ): void {
		$user = $this->paired();
		wp_set_password( 'known-to-somebody', $user->ID );
		WP_Application_Passwords::create_new_application_password( $user->ID, array( 'name' => 'another' ) );
		Plugin::services()->pairing()->$end();
		clean_user_cache( $user->ID );
		self::assertTrue( is_wp_error( wp_authenticate_username_password( null, $user->user_login, 'known-to-somebody' ) ) );
		self::assertCount( 'create' === $end ? 1 : 0, WP_Application_Passwords::get_user_application_passwords( $user->ID ) );
	}

	public function test_a_user_somebody_else_registered_is_not_taken(): void {
		foreach ( get_users( array( 'role' => 'tillsync_companion' ) ) as $user ) {
			wp_delete_user( $user->ID );
		}
		$stranger = wp_insert_user(
			array(
				'user_login' => 'tillsync-companion',
				'user_pass'  => 'known-to-its-owner',
				'user_email' => self::unique( 'owner' ) . '@example.test',
				'role'       => '',
			)
		);
		self::assertIsInt( $stranger );
		try {
			self::assertNotSame( $stranger, $this->paired()->ID );
			self::assertFalse( user_can( $stranger, 'manage_tillsync' ) );
		} finally {
			wp_delete_user( $stranger );
		}
	}

	public function test_the_credential_before_ends_with_the_next_whoever_holds_it(): void {
		$former = $this->paired();
		$former->add_role( 'customer' );
		try {
			self::assertNotSame( $former->ID, $this->paired()->ID );
			self::assertSame( array(), WP_Application_Passwords::get_user_application_passwords( $former->ID ) );
		} finally {
			wp_delete_user( $former->ID );
		}
	}

	public function test_what_was_asked_for_by_https_leads_to_https(): void {
		$server  = $_SERVER;
		$_SERVER = array_merge( $server, array( 'HTTPS' => 'on', 'SERVER_NAME' => 'behind-the-proxy.test' ) );
		try {
			$made = Plugin::services()->pairing()->create();
		} finally {
			$_SERVER = $server;
		}
		self::assertIsArray( $made );
		$payload = explode( '.', $made['pairing'] )[1];
		$content = json_decode( (string) base64_decode( strtr( $payload, '-_', '+/' ), true ), true );
		self::assertStringStartsWith( 'https://', $content['root'] );
	}

	/** Pairs and answers the companion's user. */
	private function paired(): WP_User {
		$made = Plugin::services()->pairing()->create();
		self::assertIsArray( $made );
		$user = get_user_by( 'login', $made['user'] );
		self::assertInstanceOf( WP_User::class, $user );
		return $user;
	}
}
