<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use TillSync\Install\Tables;
use TillSync\Plugin;
use WP_REST_Request;
use WP_REST_Response;

/** Bad input: every route answers it with a clear code and a 4xx, and stores nothing. */
final class RoutesTest extends ShopTestCase {
	private const INSTANCE = '11111111-2222-4333-8444-555555555555';

	/** A request of each route that would be accepted. */
	private const GOOD = array(
		'heartbeat'       => array(
			'companion' => array(
				'version'      => '0.1.0',
				'node'         => '20.0.0',
				'poll_seconds' => 10,
			),
			'health'    => array(
				'pos'              => 'ok',
				'parked'           => 0,
				'last_success_at'  => null,
				'pos_wait_seconds' => null,
			),
			'figures'   => array(
				'delay_median_ms'  => null,
				'delay_slowest_ms' => null,
				'levels_written'   => 0,
				'memory_mb'        => 1,
				'pos_requests'     => 0,
			),
			'done'      => array(),
		),
		'pos'             => array(
			'vendor'        => 'x-series',
			'vendor_label'  => 'Till',
			'retailer'      => 'Retailer',
			'currency'      => 'NZD',
			'item_url'      => null,
			'outlets'       => array(),
			'registers'     => array(),
			'payment_types' => array(),
			'taxes'         => array(),
			'users'         => array(),
			'capabilities'  => array(
				'settle_seconds' => 60,
				'fields'         => array(),
			),
		),
		'catalogue_store' => array(
			'cursor' => array(
				'from' => '0',
				'to'   => '9',
			),
			'items'  => array(
				array(
					'id'      => 'item',
					'version' => '1',
				),
			),
			'parked' => array(),
		),
		'stock'           => array(
			'as_of'  => 0,
			'cursor' => array(
				'from' => '0',
				'to'   => '9',
			),
			'levels' => array(
				array(
					'item_id'   => 'item',
					'outlet_id' => 'outlet',
					'level'     => '1',
					'version'   => '1',
				),
			),
			'parked' => array(),
		),
		'activity_store'  => array(
			'events' => array(
				array(
					'id'      => self::INSTANCE,
					'at'      => '2026-01-01T00:00:00Z',
					'kind'    => 'failure',
					'outcome' => 'failed',
					'item_id' => null,
					'facts'   => array( 'reason' => 'x' ),
				),
			),
		),
		'links_change'    => array(
			'action' => 'link',
			'pairs'  => array(
				array(
					'item_id'    => 'item',
					'product_id' => 1,
				),
			),
		),
		'commands'        => array( 'kind' => 'check' ),
		'settings_save'   => array(
			'version'  => 0,
			'settings' => array(
				'outlets'                  => array(),
				'register'                 => null,
				'buffer'                   => 3,
				'brake'                    => array(
					'percent'  => 20,
					'at_least' => 5,
				),
				'remove_data_on_uninstall' => true,
			),
		),
		'address'         => array( 'choice' => 'copy' ),
	);

	/** Lists that have a limit: route, path to the list. */
	private const LISTS = array(
		'heartbeat'       => array( 'done' ),
		'pos'             => array( 'outlets', 'registers', 'payment_types', 'taxes', 'users' ),
		'catalogue_store' => array( 'items', 'parked', 'not_found' ),
		'stock'           => array( 'levels', 'parked' ),
		'activity_store'  => array( 'events' ),
		'links_change'    => array( 'pairs' ),
	);

	/** @var array<string, int> Role → user. */
	private static array $users = array();

	/** @return array<string, array<string, mixed>> The contract's table. */
	private static function routes(): array {
		return (array) json_decode( (string) file_get_contents( dirname( __DIR__, 3 ) . '/plugin/schemas/routes.json' ), true );
	}

	/** @return array<string, mixed> */
	private static function schema( string $name ): array {
		return (array) json_decode( (string) file_get_contents( dirname( __DIR__, 3 ) . "/plugin/schemas/$name.json" ), true );
	}

	/** @return array<string, array{string}> */
	public function all_routes(): array {
		$cases = array();
		foreach ( array_keys( self::routes() ) as $name ) {
			$cases[ $name ] = array( $name );
		}
		return $cases;
	}

	/** @return array<string, array{string, mixed, string, string, int}> Route, body, field, code, status. */
	public function bad_bodies(): array {
		$cases = array();
		foreach ( self::GOOD as $name => $good ) {
			$schema = self::schema( "$name.body" );
			foreach ( (array) ( $schema['required'] ?? array() ) as $field ) {
				$cases[ "$name: $field is missing" ] = array( $name, array_diff_key( $good, array( $field => true ) ), $field, 'invalid_request', 400 );
			}
			foreach ( array_keys( $good ) as $field ) {
				$cases[ "$name: $field has another type" ] = array( $name, array( $field => 1.5 ) + $good, $field, 'invalid_request', 400 );
			}
			$cases[ "$name: an unknown field" ] = array( $name, array( 'surprise' => 1 ) + $good, 'surprise', 'invalid_request', 400 );
			foreach ( self::LISTS[ $name ] ?? array() as $list ) {
				$limit = $schema['properties'][ $list ]['maxItems'];
				$one   = $good[ $list ][0] ?? 'x';
				$cases[ "$name: too many $list" ] = array( $name, array( $list => array_fill( 0, $limit + 1, $one ) ) + $good, $list, 'too_many_items', 413 );
			}
		}
		$level = self::GOOD['stock']['levels'][0];
		foreach ( array( '', 'seven', '1e3', '+1', '01', '1.000001', '1,5', '١', 5, null ) as $value ) {
			$wrong = array( 'levels' => array( array( 'level' => $value ) + $level ) ) + self::GOOD['stock'];

			$cases[ 'stock: a level of ' . wp_json_encode( $value ) ] = array( 'stock', $wrong, 'levels.0.level', 'invalid_request', 400 );
		}
		$pair = array(
			'item_id'    => 'item',
			'product_id' => '1',
		);

		$cases['commands: a kind nobody knows']   = array( 'commands', array( 'kind' => 'sell_shop' ), 'kind', 'invalid_request', 400 );
		$cases['links: a product id as text']     = array( 'links_change', array( 'pairs' => array( $pair ) ) + self::GOOD['links_change'], 'pairs.0.product_id', 'invalid_request', 400 );
		return $cases;
	}

	/** @return array<string, array{string, array<string, string>, string}> Route, query, field. */
	public function bad_queries(): array {
		return array(
			'links: after is a word'        => array( 'links_changed', array( 'after' => 'x' ), 'after' ),
			'links: after is a fraction'    => array( 'links_changed', array( 'after' => '1.0' ), 'after' ),
			'check: after is negative'      => array( 'stock_check', array( 'after' => '-1' ), 'after' ),
			'catalogue: page 0'             => array( 'catalogue_list', array( 'page' => '0' ), 'page' ),
			'catalogue: 1000 a page'        => array( 'catalogue_list', array( 'per_page' => '1000' ), 'per_page' ),
			'catalogue: unknown state'      => array( 'catalogue_list', array( 'state' => "x' OR 1=1 --" ), 'state' ),
			'catalogue: unknown order'      => array( 'catalogue_list', array( 'orderby' => 'password' ), 'orderby' ),
			'catalogue: unknown parameter'  => array( 'catalogue_list', array( 'sort' => 'name' ), 'sort' ),
			'activity: unknown kind'        => array( 'activity_list', array( 'kind' => 'gossip' ), 'kind' ),
			'activity: before is a word'    => array( 'activity_list', array( 'before' => 'now' ), 'before' ),
			'shop products: no search'      => array( 'shop_products', array(), 'search' ),
			'shop products: a long search'  => array( 'shop_products', array( 'search' => str_repeat( 'x', 101 ) ), 'search' ),
		);
	}

	/** @return array<string, array{string, mixed, string, int}> Route, body, code, status. */
	public function unknown_things(): array {
		return array(
			'an item nobody knows'              => array( 'catalogue_detail', null, 'not_found', 404 ),
			'reading an item nobody knows anew' => array( 'commands', array( 'kind' => 'sync_item', 'item_id' => 'nobody' ), 'not_found', 404 ),
			'approving a list nobody was shown' => array( 'commands', array( 'kind' => 'approve_brake', 'hash' => str_repeat( 'a', 64 ) ), 'plan_stale', 409 ),
			'settings of another tab'           => array( 'settings_save', array( 'version' => 99999 ) + self::GOOD['settings_save'], 'plan_stale', 409 ),
			'a copy of a shop that never moved' => array( 'address', array( 'choice' => 'copy' ), 'settings_invalid', 400 ),
		);
	}

	/** @dataProvider bad_bodies */
	public function test_a_body_that_does_not_fit_stores_nothing( string $route, mixed $body, string $field, string $code, int $status ): void {
		$before = $this->stored();
		$answer = $this->ask( $route, $body );
		$this->assertRefused( $answer, $code, $status );
		self::assertContains( $field, array_column( $answer->get_data()['data']['fields'], 'field' ) );
		self::assertSame( $before, $this->stored() );
	}

	/**
	 * @dataProvider bad_queries
	 * @param array<string, string> $query
	 */
	public function test_a_query_that_does_not_fit_is_refused( string $route, array $query, string $field ): void {
		$answer = $this->ask( $route, null, $query );
		$this->assertRefused( $answer, 'invalid_request', 400 );
		self::assertSame( $field, $answer->get_data()['data']['fields'][0]['field'] );
	}

	/** @dataProvider unknown_things */
	public function test_what_nobody_knows_is_refused( string $route, mixed $body, string $code, int $status ): void {
		$before = $this->stored();
		$this->assertRefused( $this->ask( $route, $body ), $code, $status );
		self::assertSame( $before, $this->stored() );
	}

	/** @dataProvider all_routes */
	public function test_nobody_is_refused( string $route ): void {
		$before = $this->stored();
		$this->assertRefused( $this->ask( $route, self::GOOD[ $route ] ?? null, array(), '' ), 'not_signed_in', 401 );
		self::assertSame( $before, $this->stored() );
	}

	/** @dataProvider all_routes */
	public function test_a_customer_and_the_other_side_are_refused( string $route ): void {
		$other  = 'companion' === self::routes()[ $route ]['audience'] ? 'shop_manager' : 'tillsync_companion';
		$before = $this->stored();
		foreach ( array( 'customer', 'editor', $other ) as $role ) {
			$this->assertRefused( $this->ask( $route, self::GOOD[ $route ] ?? null, array(), $role ), 'not_allowed', 403 );
		}
		self::assertSame( $before, $this->stored() );
	}

	/** @dataProvider all_routes */
	public function test_broken_json_is_refused( string $route ): void {
		if ( ! self::routes()[ $route ]['body'] ) {
			self::assertArrayNotHasKey( $route, self::GOOD );
			return;
		}
		foreach ( array( '{"a":', '', "\xff" ) as $text ) {
			$this->assertRefused( $this->send( $route, $text, array(), null ), 'invalid_json', 400 );
		}
		foreach ( array( '[]', '"x"', '5', 'null' ) as $text ) {
			$this->assertRefused( $this->send( $route, $text, array(), null ), 'invalid_request', 400 );
		}
	}

	public function test_every_route_with_a_body_has_an_example_here(): void {
		$with_body = array_keys( array_filter( self::routes(), static fn ( array $route ): bool => $route['body'] ) );
		self::assertEqualsCanonicalizing( $with_body, array_keys( self::GOOD ) );
	}

	/** @dataProvider all_routes */
	public function test_a_companion_without_headers_is_refused( string $route ): void {
		if ( 'companion' !== self::routes()[ $route ]['audience'] ) {
			self::assertSame( 'admin', self::routes()[ $route ]['audience'] );
			return;
		}
		$body = self::GOOD[ $route ] ?? null;
		$this->assertRefused( $this->ask( $route, $body, array(), null, array( 'X-TillSync-Contract' => '1' ) ), 'instance_missing', 400 );
		$this->assertRefused( $this->ask( $route, $body, array(), null, array( 'X-TillSync-Contract' => '1', 'X-TillSync-Instance' => 'me' ) ), 'instance_missing', 400 );
		$this->assertRefused( $this->ask( $route, $body, array(), null, array( 'X-TillSync-Instance' => self::INSTANCE ) ), 'contract_too_old', 409 );
		$this->assertRefused( $this->ask( $route, $body, array(), null, array( 'X-TillSync-Contract' => '2', 'X-TillSync-Instance' => self::INSTANCE ) ), 'contract_too_new', 409 );
	}

	/** @dataProvider all_routes */
	public function test_writing_without_the_lease_is_refused( string $route ): void {
		if ( ! self::routes()[ $route ]['lease'] ) {
			self::assertFalse( self::routes()[ $route ]['lease'] );
			return;
		}
		Plugin::services()->lease()->end();
		$before = $this->stored();
		$this->assertRefused( $this->send( $route, $this->text( $route, null ), array(), null ), 'lease_missing', 409 );
		self::assertTrue( Plugin::services()->lease()->take( '99999999-2222-4333-8444-555555555555' ) );
		$this->assertRefused( $this->send( $route, $this->text( $route, null ), array(), null ), 'other_companion', 409 );
		Plugin::services()->lease()->end();
		self::assertSame( $before, $this->stored() );
	}

	public function test_an_exception_is_answered_without_its_text(): void {
		global $wpdb;

		$wpdb->query( "RENAME TABLE {$wpdb->prefix}tillsync_parked TO {$wpdb->prefix}tillsync_parked_away" );
		$shown = $wpdb->suppress_errors( true );
		try {
			$answer = $this->ask( 'heartbeat', self::GOOD['heartbeat'] );
		} finally {
			$wpdb->suppress_errors( $shown );
			$wpdb->query( "RENAME TABLE {$wpdb->prefix}tillsync_parked_away TO {$wpdb->prefix}tillsync_parked" );
		}
		$this->assertRefused( $answer, 'storage_failed', 500 );
		self::assertStringNotContainsString( 'parked', (string) wp_json_encode( $answer->get_data() ) );
	}

	private function assertRefused( WP_REST_Response $answer, string $code, int $status ): void {
		$data = $answer->get_data();
		$found = array( $data['code'] ?? null, $answer->get_status(), $data['data']['status'] ?? null );
		self::assertSame( array( $code, $status, $status ), $found, (string) wp_json_encode( $data ) );
		self::assertNotSame( '', $data['message'] );
	}

	/**
	 * Asks a route with the lease, where it needs one.
	 *
	 * @param array<string, string>      $query   Query.
	 * @param string|null                $role    Null: the role the route is for.
	 * @param array<string, string>|null $headers Null: those the route needs.
	 */
	private function ask( string $route, mixed $body, array $query = array(), ?string $role = null, ?array $headers = null ): WP_REST_Response {
		if ( self::routes()[ $route ]['lease'] ) {
			Plugin::services()->lease()->take( self::INSTANCE );
		}
		return $this->send( $route, $this->text( $route, $body ), $query, $role, $headers );
	}

	private function text( string $route, mixed $body ): ?string {
		if ( ! self::routes()[ $route ]['body'] ) {
			return null;
		}
		$text = (string) wp_json_encode( $body ?? self::GOOD[ $route ] );
		return '[]' === $text ? '{}' : $text;
	}

	/**
	 * @param array<string, string>      $query
	 * @param array<string, string>|null $headers
	 */
	private function send( string $name, ?string $body, array $query, ?string $role, ?array $headers = null ): WP_REST_Response {
		$route = self::routes()[ $name ];
		$role ??= 'companion' === $route['audience'] ? 'tillsync_companion' : 'shop_manager';
		// A user of each role is made once; hundreds of requests need no more.
		self::$users[ $role ] ??= self::actAs( $role );
		wp_set_current_user( self::$users[ $role ] );
		$request = new WP_REST_Request( $route['method'], '/wc-tillsync/v1' . str_replace( '{id}', 'nobody', $route['path'] ) );
		$request->set_query_params( $query );
		$headers ??= array(
			'X-TillSync-Contract' => '1',
			'X-TillSync-Instance' => self::INSTANCE,
		);
		foreach ( $headers as $header => $value ) {
			$request->set_header( $header, $value );
		}
		if ( null !== $body ) {
			$request->set_header( 'Content-Type', 'application/json' );
			$request->set_body( $body );
		}
		return rest_ensure_response( rest_get_server()->dispatch( $request ) );
	}

	/** What the plugin has stored: a checksum of each table but the lease's, and its options. */
	private function stored(): string {
		global $wpdb;

		$tables = array_map( static fn ( string $name ): string => $wpdb->prefix . 'tillsync_' . $name, array_diff( Tables::NAMES, array( 'companion' ) ) );
		$sums   = $wpdb->get_results( 'CHECKSUM TABLE ' . implode( ', ', $tables ), ARRAY_N );
		$more   = $wpdb->get_results( "SELECT option_name, option_value FROM {$wpdb->options} WHERE option_name LIKE 'tillsync%' ORDER BY option_name", ARRAY_N );
		return (string) wp_json_encode( array( $sums, $more ) );
	}
}
