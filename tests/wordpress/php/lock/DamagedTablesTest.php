<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use WC_Product;

require_once dirname( __DIR__ ) . '/LinkedShopTestCase.php';

/** A shop whose link table cannot be read: nothing is locked, and everything can be saved. */
final class DamagedTablesTest extends LinkedShopTestCase {

	private const REST = array( 'wc/v3', 'wc/v2', 'wc/v1' );

	private WC_Product $product;

	protected function setUp(): void {
		parent::setUp();
		$this->product = self::simpleProduct( 5.0 );
		self::actAs( 'administrator' );
		$GLOBALS['wpdb']->suppress_errors( true );
		self::services()->database()->execute( 'RENAME TABLE {links} TO {links_damaged}' );
		self::services()->links()->forget();
	}

	protected function tearDown(): void {
		self::services()->database()->execute( 'RENAME TABLE {links_damaged} TO {links}' );
		self::services()->links()->forget();
		$GLOBALS['wpdb']->suppress_errors( false );
		$_POST    = array();
		$_REQUEST = array();
		parent::tearDown();
	}

	public function test_other_code_saves(): void {
		$this->product->set_regular_price( '77' );
		$this->product->set_stock_quantity( 8 );
		$this->product->set_tag_ids( array( wp_insert_term( self::unique( 'tag' ), 'product_tag' )['term_id'] ) );
		$this->product->save();
		self::assertSame( '77', get_post_meta( $this->product->get_id(), '_regular_price', true ) );
		self::assertLevelEverywhere( 8.0, $this->product->get_id() );
	}

	/** @return array<string, array{string}> */
	public static function namespaces(): array {
		return array_combine( self::REST, array_map( static fn ( string $name ): array => array( $name ), self::REST ) );
	}

	/** @dataProvider namespaces */
	public function test_rest_saves( string $namespace ): void {
		$id     = $this->product->get_id();
		$answer = self::rest( 'PUT', "/$namespace/products/$id", array( 'regular_price' => '77', 'images' => array() ) );
		self::assertSame( array( 200, '77' ), array( $answer->get_status(), get_post_meta( $id, '_regular_price', true ) ) );
		$answer = self::rest( 'POST', "/$namespace/products/batch", array( 'update' => array( array( 'id' => $id, 'regular_price' => '78' ) ) ) );
		self::assertSame( array( 200, '78' ), array( $answer->get_status(), get_post_meta( $id, '_regular_price', true ) ) );
		self::assertSame( 200, self::rest( 'DELETE', "/$namespace/products/$id", null, array( 'force' => true ) )->get_status() );
	}

	public function test_wordpress_saves(): void {
		$id = $this->product->get_id();
		self::assertSame( 200, self::rest( 'POST', "/wp/v2/product/$id", array( 'title' => 'New' ) )->get_status() );
		self::assertSame( 'New', get_post_field( 'post_title', $id ) );
		self::assertNotFalse( wp_trash_post( $id ) );
	}

	public function test_the_importer_goes_on(): void {
		$row = array( 'id' => $this->product->get_id(), 'regular_price' => '5' );
		self::assertSame( $row, self::services()->lock()->import_guard()->before_process( $row ) );
	}

	/** @return array<string, array{callable( int ): void}> */
	public static function forms(): array {
		$lock = static fn () => self::services()->lock();
		return array(
			'editor'     => array(
				static function ( int $id ) use ( $lock ): void {
					$_POST    = array( 'post_ID' => $id );
					$_REQUEST = array( 'action' => 'editpost', '_wpnonce' => wp_create_nonce( "update-post_$id" ) );
					$lock()->editor_guard()->before_editor();
				},
			),
			'quick edit' => array(
				static function ( int $id ) use ( $lock ): void {
					$_POST    = array( 'post_ID' => $id );
					$_REQUEST = array( '_inline_edit' => wp_create_nonce( 'inlineeditnonce' ) );
					$lock()->editor_guard()->before_quick_edit();
				},
			),
			'bulk edit'  => array(
				static function ( int $id ) use ( $lock ): void {
					$_REQUEST = array( 'bulk_edit' => 'Update', '_wpnonce' => wp_create_nonce( 'bulk-posts' ), 'post' => array( $id ), 'woocommerce_quick_edit_nonce' => 'kept' );
					$lock()->bulk_edit_guard()->before();
					$lock()->bulk_edit_guard()->before_product( $id );
					self::assertSame( 'kept', $_REQUEST['woocommerce_quick_edit_nonce'] );
				},
			),
			'variations' => array(
				static function ( int $id ) use ( $lock ): void {
					$_POST    = array( 'product_id' => $id );
					$_REQUEST = array( 'security' => wp_create_nonce( 'save-variations' ) );
					$lock()->variation_guard()->before_save( 'save-variations' );
				},
			),
			'trash'      => array(
				static function ( int $id ) use ( $lock ): void {
					$_REQUEST = array( 'action' => 'trash', 'post' => array( $id ), '_wpnonce' => wp_create_nonce( 'bulk-posts' ) );
					$lock()->trash_screen_guard()->before_many();
					self::assertSame( array( $id ), $_REQUEST['post'] );
				},
			),
		);
	}

	/**
	 * @dataProvider forms
	 * @param callable( int ): void $send Sends the form.
	 */
	public function test_a_form_goes_on( callable $send ): void {
		$send( $this->product->get_id() );
		self::assertNull( self::services()->lock()->form_guard()->form( $this->product->get_id() ) );
	}

	public function test_screens_are_those_of_a_shop_without_links(): void {
		$list = self::services()->lock()->product_list();
		self::assertFalse( self::services()->lock()->editor_screen()->open( get_post( $this->product->get_id() ) ) );
		self::assertSame( array( 'edit' => '' ), $list->row_actions( array( 'edit' => '' ), get_post( $this->product->get_id() ) ) );
		self::assertSame( array( 'name' => '' ), $list->columns( array( 'name' => '' ) ) );
		set_current_screen( 'product_page_product_importer' );
		ob_start();
		self::services()->lock()->importer_note()->show();
		self::assertSame( '', ob_get_clean() );
	}
}
