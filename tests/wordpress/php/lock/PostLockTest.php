<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

require_once __DIR__ . '/BackstopTestCase.php';

/** What may not be changed of a linked product by updating its post. */
final class PostLockTest extends BackstopTestCase {
	/** Another value of each column. */
	private const OTHERS = array(
		'post_title'     => 'Another title',
		'post_name'      => 'another-address',
		'post_content'   => 'Another text',
		'post_excerpt'   => 'Another short text',
		'post_parent'    => 1,
		'post_status'    => 'private',
		'post_password'  => 'another',
		'post_date'      => '2020-02-02 02:02:02',
		'post_date_gmt'  => '2020-02-02 02:02:02',
		'comment_status' => 'closed',
	);

	/** @dataProvider kinds */
	public function test_locked_columns_stay( string $kind ): void {
		$free   = self::product( $kind, false );
		$linked = self::product( $kind, true );
		$before = self::snapshot( $linked );
		foreach ( self::names( 'columns' ) as list( $on, $field, $column ) ) {
			if ( $kind !== $on ) {
				continue;
			}
			self::assertArrayHasKey( $column, self::OTHERS, 'The test knows another value of each column.' );
			$was = self::post( $free )->$column;
			self::update( $free, $column );
			self::assertNotSame( (string) $was, (string) self::post( $free )->$column, "$column: an unlinked product takes it" );
			self::assertStringStartsWith( (string) self::OTHERS[ $column ], (string) self::post( $free )->$column );
			// As it was, for the next column; the two dates come together.
			$free = 'post_date' === $column ? self::product( $kind, false ) : $free;
			wp_update_post( array( 'ID' => $free, $column => wp_slash( $was ) ) );
			self::assertSame( array(), self::refused() );
			self::forget_what_was_told();
			self::update( $linked, $column );
			self::assertSame( $before, self::snapshot( $linked ), $column );
			self::assertSame( array( $field ), self::refused(), $column );
			self::forget_what_was_told();
		}
	}

	/** @dataProvider kinds */
	public function test_what_the_pos_does_not_own_passes( string $kind ): void {
		$id = self::product( $kind, true );
		wp_update_post( array( 'ID' => $id, 'menu_order' => 7, 'post_title' => 'Another', 'post_excerpt' => 'Another' ) );
		self::assertSame( 7, self::post( $id )->menu_order );
		self::assertSame( 'variation' === $kind, 'Another' === self::post( $id )->post_title );
		self::assertSame( 'variation' === $kind ? array() : array( 'name', 'short_description' ), self::refused(), 'WooCommerce makes a variation\'s title itself.' );
	}

	/** @dataProvider kinds */
	public function test_what_is_stored_may_be_sent_again( string $kind ): void {
		$id = self::product( $kind, true );
		wp_update_post( array( 'ID' => $id, 'post_title' => wp_slash( 'variation' === $kind ? '' : "Tom's \"5\\\" & <i>more</i>" ) ) );
		self::refused();
		$before = self::snapshot( $id );
		foreach ( array( 'administrator', 'shop_manager', 'author' ) as $role ) {
			self::actAs( $role );
			wp_update_post( wp_slash( get_post( $id, ARRAY_A ) ) );
			$content = self::post( $id )->post_content;
			foreach ( array( str_replace( "\n", "\r\n", $content ), wpautop( $content ), esc_html( $content ), " $content " ) as $same ) {
				wp_update_post( array( 'ID' => $id, 'post_content' => wp_slash( $same ) ) );
			}
			self::assertSame( $before, self::snapshot( $id ) );
			self::assertSame( array(), self::refused(), $role );
		}
	}

	public function test_text_that_loses_forbidden_markup_is_the_same_text(): void {
		$id = self::product( 'simple', false );
		kses_remove_filters();
		wp_update_post( array( 'ID' => $id, 'post_title' => 'Big <video> name', 'post_content' => '<form>Text</form> <script>1</script>' ) );
		self::link( wc_get_product( $id ) );
		$before = self::snapshot( $id );
		kses_init_filters();
		try {
			$post = self::post( $id );
			wp_update_post( wp_slash( array( 'ID' => $id, 'post_title' => $post->post_title, 'post_content' => $post->post_content ) ) );
			self::assertSame( $before, self::snapshot( $id ) );
			self::assertSame( array(), self::refused() );
			wp_update_post( wp_slash( array( 'ID' => $id, 'post_content' => $post->post_content . ' more' ) ) );
			self::assertSame( $before, self::snapshot( $id ) );
			self::assertSame( array( 'description' ), self::refused() );
		} finally {
			kses_remove_filters();
		}
	}

	public function test_a_text_with_slashes_and_quotes_is_put_back_as_it_was(): void {
		$id   = self::product( 'simple', false );
		$text = 'C:\\new "quoted" it\'s \\\\ two';
		wp_update_post( wp_slash( array( 'ID' => $id, 'post_content' => $text, 'post_title' => $text ) ) );
		self::link( wc_get_product( $id ) );
		wp_update_post( array( 'ID' => $id, 'post_content' => 'Another', 'post_title' => 'Another' ) );
		self::assertSame( array( $text, $text ), array( self::post( $id )->post_content, self::post( $id )->post_title ) );
		self::assertSame( array( 'description', 'name' ), self::refused() );
	}

	public function test_an_insert_that_leaves_columns_out_wipes_nothing(): void {
		$id     = self::product( 'simple', true );
		$before = self::snapshot( $id );
		wp_insert_post( array( 'ID' => $id, 'post_type' => 'product', 'post_title' => 'Only a title' ) );
		self::assertSame( $before, self::snapshot( $id ) );
		self::assertContains( 'status', self::refused() );
	}

	/** @dataProvider kinds */
	public function test_the_trash_by_its_status_leaves_no_trace( string $kind ): void {
		$id     = self::product( $kind, true );
		$before = self::snapshot( $id );
		wp_update_post( array( 'ID' => $id, 'post_status' => 'trash' ) );
		self::assertSame( $before, self::snapshot( $id ) );
		self::assertSame( array( 'status' ), self::refused() );
	}

	/** @dataProvider kinds */
	public function test_out_of_the_trash_is_open( string $kind ): void {
		$id     = self::product( $kind, false );
		$before = self::snapshot( $id );
		wp_trash_post( $id );
		self::assertSame( 'trash', self::post( $id )->post_status );
		self::link( wc_get_product( $id )->is_type( 'variable' ) ? wc_get_product( self::variation_of( $id ) ) : wc_get_product( $id ) );
		wp_untrash_post( $id );
		self::assertSame( $before['columns'], self::snapshot( $id )['columns'] );
		self::assertSame( array(), self::refused() );
	}

	public function test_a_password_is_not_told(): void {
		$id = self::product( 'simple', true );
		wp_update_post( array( 'ID' => $id, 'post_password' => 'very-secret' ) );
		self::assertStringNotContainsString( 'very-secret', (string) self::activity( 'refused' )[0]['facts'] );
		self::assertSame( array( 'password' ), self::refused() );
	}

	public function test_another_post_type_is_no_way_out(): void {
		$id = self::product( 'simple', true );
		wp_update_post( array( 'ID' => $id, 'post_type' => 'page' ) );
		self::assertSame( 'product', self::post( $id )->post_type );
		self::assertSame( array( 'type' ), self::refused() );
	}

	public function test_a_draft_is_published_once(): void {
		$id = self::draft()->get_id();
		wp_update_post( array( 'ID' => $id, 'post_status' => 'pending' ) );
		wp_update_post( array( 'ID' => $id, 'post_status' => 'publish', 'post_title' => 'Another' ) );
		$post = self::post( $id );
		self::assertSame( 'publish', $post->post_status );
		self::assertSame( sanitize_title( $post->post_title ), $post->post_name, 'The address is of the title that is stored.' );
		self::assertNotSame( '0000-00-00 00:00:00', $post->post_date_gmt );
		self::assertSame( array( 'name' ), self::refused() );

		wp_update_post( array( 'ID' => $id, 'post_status' => 'draft' ) );
		self::assertSame( 'publish', self::post( $id )->post_status, 'Hiding is the POS\'s.' );
		self::services()->writer_scope()->run( array( $id ), static fn () => wp_update_post( array( 'ID' => $id, 'post_status' => 'draft' ) ) );
		self::assertSame( 'draft', self::post( $id )->post_status );
		foreach ( array( static fn () => wp_update_post( array( 'ID' => $id, 'post_status' => 'publish' ) ), static fn () => wp_publish_post( $id ) ) as $number => $publish ) {
			self::forget_what_was_told();
			$publish();
			self::assertSame( 'draft', self::post( $id )->post_status, "way $number: showing again is the POS's" );
		}
		self::assertSame( array( 'status', 'status', 'status' ), self::refused(), 'hidden, shown, shown' );
	}

	public function test_a_draft_may_be_scheduled_and_is_published_by_cron(): void {
		$id   = self::draft()->get_id();
		$date = gmdate( 'Y-m-d H:i:s', time() + 3600 );
		wp_update_post( array( 'ID' => $id, 'post_status' => 'publish', 'post_date' => get_date_from_gmt( $date ), 'post_date_gmt' => $date, 'edit_date' => true ) );
		self::assertSame( array( 'future', $date ), array( self::post( $id )->post_status, self::post( $id )->post_date_gmt ) );
		self::assertFalse( self::services()->links()->was_public( $id ) );
		global $wpdb;
		$wpdb->update( $wpdb->posts, array( 'post_date_gmt' => gmdate( 'Y-m-d H:i:s', time() - 60 ) ), array( 'ID' => $id ) );
		clean_post_cache( $id );
		check_and_publish_future_post( $id );
		self::assertSame( 'publish', self::post( $id )->post_status );
		self::assertTrue( self::services()->links()->was_public( $id ) );
		self::assertSame( array(), self::refused() );
	}

	public function test_xml_rpc_changes_nothing(): void {
		require_once ABSPATH . WPINC . '/class-IXR.php';
		require_once ABSPATH . WPINC . '/class-wp-xmlrpc-server.php';
		$user   = wp_get_current_user();
		$id     = self::product( 'simple', true );
		$before = self::snapshot( $id );
		wp_set_password( 'secret', $user->ID );
		$change = array(
			'post_title'    => 'Another',
			'post_content'  => 'Another',
			'post_status'   => 'draft',
			'terms_names'   => array( 'product_tag' => array( 'another-tag' ) ),
			'custom_fields' => array( array( 'key' => 'attribute_size', 'value' => 'XXL' ) ),
		);
		$answer = ( new \wp_xmlrpc_server() )->wp_editPost( array( 1, $user->user_login, 'secret', $id, $change ) );
		self::assertTrue( $answer );
		self::assertSame( $before, self::snapshot( $id ) );
		self::assertSame( array( 'attributes', 'description', 'name', 'status', 'tags' ), self::refused() );
		self::assertNotTrue( ( new \wp_xmlrpc_server() )->wp_deletePost( array( 1, $user->user_login, 'secret', $id ) ) );
		self::assertSame( $before, self::snapshot( $id ) );
	}

	public function test_unlinked_costs_one_query_at_most(): void {
		$id = self::product( 'simple', false );
		self::services()->links()->forget();
		$before = self::services()->database()->statements();
		wp_update_post( array( 'ID' => $id, 'post_title' => 'Another', 'post_status' => 'private' ) );
		self::assertLessThanOrEqual( 1, self::services()->database()->statements() - $before );
		wp_insert_post( array( 'post_title' => 'A page', 'post_type' => 'page', 'post_status' => 'publish' ) );
		self::assertLessThanOrEqual( 1, self::services()->database()->statements() - $before );
	}

	private static function update( int $id, string $column ): void {
		// Each of the two dates is worked out of the other.
		$dates = array( 'post_date' => self::OTHERS['post_date'], 'post_date_gmt' => self::OTHERS['post_date_gmt'], 'edit_date' => true );
		wp_update_post( array( 'ID' => $id ) + ( isset( $dates[ $column ] ) ? $dates : array( $column => self::OTHERS[ $column ] ) ) );
	}
}
