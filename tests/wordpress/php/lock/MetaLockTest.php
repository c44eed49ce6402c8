<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use WC_Data_Store;
use WC_Product_Variable;

require_once __DIR__ . '/BackstopTestCase.php';

/** What may not be changed of a linked product by the meta API. */
final class MetaLockTest extends BackstopTestCase {
	/** Values no product of these tests has; every other key gets a number. */
	private const OTHERS = array(
		'_tax_status'              => 'shipping',
		'_tax_class'               => 'reduced-rate',
		'_manage_stock'            => 'flip',
		'_sold_individually'       => 'flip',
		'_virtual'                 => 'flip',
		'_downloadable'            => 'flip',
		'_cogs_value_is_additive'  => 'flip',
		'_stock_status'            => 'onbackorder',
		'_backorders'              => 'notify',
		'_product_attributes'      => array( 'colour' => array( 'name' => 'Colour', 'value' => 'Red', 'position' => 0, 'is_visible' => 1, 'is_variation' => 0, 'is_taxonomy' => 0 ) ),
		'_default_attributes'      => array( 'size' => 'XXL' ),
		'_upsell_ids'              => array( 987 ),
		'_crosssell_ids'           => array( 987 ),
		'_children'                => array( 987 ),
		'_downloadable_files'      => array( 'a' => array( 'id' => 'a', 'name' => 'A', 'file' => 'https://example.test/a.pdf', 'enabled' => true ) ),
	);

	/** @dataProvider kinds */
	public function test_locked_keys_stay( string $kind ): void {
		$free   = self::product( $kind, false );
		$linked = self::product( $kind, true );
		$before = self::snapshot( $linked );
		foreach ( self::keys( $kind ) as $key => $field ) {
			$value = self::another( $free, $key );
			update_post_meta( $free, $key, $value );
			self::assertEquals( $value, get_post_meta( $free, $key, true ), "$key: an unlinked product takes it." );
			if ( 'variable' === $kind && '_stock_status' === $key ) {
				continue; // Follows from the variations and is let through.
			}
			foreach ( array( $key, strtoupper( $key ), "$key " ) as $spelling ) {
				self::assertFalse( update_post_meta( $linked, $spelling, $value ), $spelling );
				self::assertFalse( add_post_meta( $linked, $spelling, $value ), $spelling );
			}
			self::assertSame( array( $field ), self::refused(), $key );
			self::forget_what_was_told();
			add_post_meta( $free, $key, $value );
			self::assertCount( 2, get_post_meta( $free, $key ) );
			delete_post_meta( $free, $key );
			self::assertSame( array(), get_post_meta( $free, $key ) );
		}
		self::assertSame( $before, self::snapshot( $linked ) );
		self::assertSame( array(), self::refused() );
	}

	/** @dataProvider kinds */
	public function test_locked_keys_cannot_be_deleted_where_they_say_something( string $kind ): void {
		$id   = self::product( $kind, false );
		$keys = self::keys( $kind );
		// Without a row the status is "in stock", which follows from the level of these products.
		unset( $keys['_stock_status'] );
		$values = array();
		foreach ( array_keys( $keys ) as $key ) {
			$values[ $key ] = 'flip' === ( self::OTHERS[ $key ] ?? '' ) ? 'yes' : self::another( $id, $key );
			update_post_meta( $id, $key, $values[ $key ] );
		}
		self::link( 'variable' === $kind ? wc_get_product( self::variation_of( $id ) ) : wc_get_product( $id ) );
		self::refused();
		$before = self::snapshot( $id );
		foreach ( $keys as $key => $field ) {
			self::assertFalse( delete_post_meta( $id, $key ), $key );
			self::assertFalse( delete_post_meta( $id, $key, $values[ $key ] ), $key );
			self::assertSame( array( $field ), self::refused(), $key );
			delete_post_meta( $id, $key, 'no such value' );
			delete_post_meta_by_key( $key );
			self::forget_what_was_told();
			self::refused();
		}
		self::assertSame( $before, self::snapshot( $id ) );
	}

	/** @dataProvider kinds */
	public function test_what_is_stored_or_assumed_may_be_written_again( string $kind ): void {
		$id = self::product( $kind, true );
		foreach ( get_post_meta( $id ) as $key => $values ) {
			update_post_meta( $id, $key, wp_slash( maybe_unserialize( $values[0] ) ) );
		}
		update_post_meta( $id, '_tax_status', 'taxable' );
		update_post_meta( $id, '_sold_individually', 'no' );
		delete_post_meta( $id, '_sale_price_dates_from' );
		delete_post_meta( $id, '_purchase_note' );
		if ( 'variable' !== $kind ) {
			update_post_meta( $id, '_regular_price', '10.00' );
			update_post_meta( $id, '_stock', '5.000000' );
		}
		self::assertSame( array(), self::refused() );
		update_post_meta( $id, '_weight', '3' );
		update_post_meta( $id, 'total_sales', '9' );
		update_post_meta( $id, '_edit_lock', '1:1' );
		self::assertSame( array( '3', '9' ), array_map( static fn ( string $key ): string => get_post_meta( $id, $key, true ), array( '_weight', 'total_sales' ) ) );
		self::assertSame( array(), self::refused() );
	}

	public function test_the_selling_price_is_one_of_the_two_prices(): void {
		foreach ( array( 'simple', 'variation' ) as $kind ) {
			$id  = self::product( $kind, true );
			$row = (int) $GLOBALS['wpdb']->get_var( $GLOBALS['wpdb']->prepare( "SELECT meta_id FROM {$GLOBALS['wpdb']->postmeta} WHERE post_id = %d AND meta_key = '_price'", $id ) );
			self::services()->writer_scope()->run( array( $id ), static fn () => update_post_meta( $id, '_sale_price', '8' ) );
			$before = self::snapshot( $id );
			foreach ( array( '_price', '_PRICE ' ) as $key ) {
				self::assertFalse( update_post_meta( $id, $key, '0.01' ), $key );
				self::assertFalse( add_post_meta( $id, $key, '0.01' ), $key );
			}
			self::assertFalse( delete_post_meta( $id, '_price' ) );
			delete_post_meta_by_key( '_price' );
			update_metadata_by_mid( 'post', $row, '0.01' );
			self::assertSame( $before, self::snapshot( $id ) );
			self::assertSame( array( 'price' ), array_values( array_unique( self::refused() ) ) );
			update_post_meta( $id, '_price', '8.00' );
			self::assertSame( '8.00', get_post_meta( $id, '_price', true ), 'the sale price' );
			update_post_meta( $id, '_price', '10' );
			self::assertSame( '10', get_post_meta( $id, '_price', true ), 'the regular price' );
			self::assertSame( array(), self::refused() );
			self::forget_what_was_told();
		}
	}

	public function test_the_selling_price_of_parents_and_groups_is_not_looked_at(): void {
		$id = self::product( 'variable', true );
		update_post_meta( $id, '_price', '9' );
		self::assertSame( '9', get_post_meta( $id, '_price', true ) );
		$group = new \WC_Product_Grouped();
		$group->save();
		self::link( $group );
		add_post_meta( $group->get_id(), '_price', '4' );
		delete_post_meta( $group->get_id(), '_price' );
		add_post_meta( $group->get_id(), '_price', '3' );
		self::assertSame( array( '3' ), get_post_meta( $group->get_id(), '_price' ) );
		self::assertSame( array(), self::refused() );
	}

	public function test_filters_that_hand_on_null_open_nothing(): void {
		$id      = self::product( 'simple', true );
		$before  = self::snapshot( $id );
		$filters = array( 'update_post_metadata', 'add_post_metadata', 'delete_post_metadata' );
		foreach ( $filters as $filter ) {
			add_filter( $filter, '__return_null', 9999 );
		}
		try {
			foreach ( array( '_stock', '_sku', '_regular_price' ) as $key ) {
				self::assertFalse( update_post_meta( $id, $key, '66' ), $key );
				self::assertFalse( add_post_meta( $id, $key, '66' ), $key );
				self::assertFalse( delete_post_meta( $id, $key ), $key );
			}
		} finally {
			foreach ( $filters as $filter ) {
				remove_filter( $filter, '__return_null', 9999 );
			}
		}
		self::assertSame( $before, self::snapshot( $id ) );
		self::assertSame( array( 'level', 'regular_price', 'sku' ), self::refused() );
	}

	/** @dataProvider kinds */
	public function test_by_the_id_of_a_row( string $kind ): void {
		global $wpdb;
		$id     = self::product( $kind, true );
		$row    = (int) $wpdb->get_var( $wpdb->prepare( "SELECT meta_id FROM {$wpdb->postmeta} WHERE post_id = %d AND meta_key = '_sku'", $id ) );
		$own    = (int) add_post_meta( $id, 'own_key', 'own' );
		$before = self::snapshot( $id );
		self::assertGreaterThan( 0, $row );
		delete_metadata_by_mid( 'post', $row );
		self::assertSame( $before, self::snapshot( $id ), 'deleted first' );
		update_metadata_by_mid( 'post', $row, 'other' );
		self::assertSame( $before, self::snapshot( $id ), 'value' );
		update_metadata_by_mid( 'post', $row, 'other', 'renamed_key' );
		self::assertSame( $before, self::snapshot( $id ), 'renamed' );
		update_metadata_by_mid( 'post', $own, 'L', 'attribute_size' );
		self::assertSame( $before, self::snapshot( $id ), 'made one of ours' );
		update_metadata_by_mid( 'post', $row, get_metadata_by_mid( 'post', $row )->meta_value );
		self::assertSame( array( 'attributes', 'sku' ), self::refused() );
		delete_metadata_by_mid( 'post', $row );
		self::assertSame( $before, self::snapshot( $id ), 'deleted' );
		update_metadata_by_mid( 'post', $own, 'more', 'own_key' );
		self::assertSame( 'more', get_post_meta( $id, 'own_key', true ) );
		delete_metadata_by_mid( 'post', $own );
		self::assertSame( '', get_post_meta( $id, 'own_key', true ) );
	}

	public function test_deleting_a_key_everywhere_empties_the_products_of_the_shop(): void {
		$linked = self::product( 'simple', true );
		$free   = self::product( 'simple', false );
		$before = self::snapshot( $linked );
		self::assertTrue( delete_post_meta_by_key( '_sku' ) );
		self::assertSame( '', get_post_meta( $free, '_sku', true ) );
		self::assertSame( $before, self::snapshot( $linked ) );
		self::assertSame( array( 'sku' ), self::refused() );
	}

	public function test_a_deleted_image_goes_from_linked_products_too(): void {
		$id    = self::product( 'simple', false );
		$image = wp_insert_attachment( array( 'post_title' => 'Image', 'post_mime_type' => 'image/png' ), 'image.png' );
		update_post_meta( $id, '_thumbnail_id', $image );
		self::link( wc_get_product( $id ) );
		self::assertFalse( delete_post_thumbnail( $id ) );
		self::assertSame( array( 'image' ), self::refused() );
		wp_delete_attachment( $image, true );
		self::assertSame( '', get_post_meta( $id, '_thumbnail_id', true ) );
	}

	/** @return array<string, array{string}> */
	public static function sold(): array {
		return array(
			'simple'    => array( 'simple' ),
			'variation' => array( 'variation' ),
		);
	}

	/** @dataProvider sold */
	public function test_the_data_store_called_past_the_save( string $kind ): void {
		$change = static function ( int $id ): void {
			$product = wc_get_product( $id );
			$product->set_regular_price( '1' );
			$product->set_sale_price( '0.5' );
			$product->set_stock_quantity( 99 );
			$product->set_sku( self::unique( 'stolen' ) );
			$product->set_tax_class( 'reduced-rate' );
			$product->set_weight( '4' );
			WC_Data_Store::load( 'variation' === $product->get_type() ? 'product-variation' : 'product' )->update( $product );
		};
		$free = self::product( $kind, false );
		$change( $free );
		self::assertSame( array( '1', '0.5', '99' ), array_map( static fn ( string $key ): string => get_post_meta( $free, $key, true ), array( '_regular_price', '_price', '_stock' ) ) );

		$id = self::product( $kind, true );
		$change( $id );
		wp_cache_flush();
		$product = wc_get_product( $id );
		self::assertSame( array( '10', '10', '', '4' ), array( $product->get_price(), $product->get_regular_price(), $product->get_sale_price(), $product->get_weight() ) );
		self::assertLevelEverywhere( 5.0, $id );
		self::assertSame( array( 'level', 'regular_price', 'sale_price', 'sku', 'tax_class' ), self::refused() );
	}

	/** @dataProvider sold */
	public function test_orders_move_levels_as_ever( string $kind ): void {
		$free   = self::levels_of_an_order( self::product( $kind, false ) );
		$linked = self::levels_of_an_order( self::product( $kind, true ) );
		self::assertSame( array( 0.0, 5.0, 2.0, 3.0, 1.0, 5.0, 2.0, 0.0 ), $free );
		self::assertSame( $free, $linked );
		self::assertSame( array(), self::refused() );
	}

	/**
	 * The level after each step of orders: paid, cancelled, paid, refunded with restock, edited, increased, decreased, sold out.
	 *
	 * @return list<float>
	 */
	private static function levels_of_an_order( int $id ): array {
		require_once WC()->plugin_path() . '/includes/admin/wc-admin-functions.php';
		$levels = array();
		$look   = static function () use ( $id, &$levels ): void {
			wp_cache_flush();
			$levels[] = (float) wc_get_product( $id )->get_stock_quantity();
			self::assertLevelEverywhere( $levels[ count( $levels ) - 1 ], $id );
		};
		$order  = self::paidOrder( wc_get_product( $id ), 5 );
		$look();
		$order->update_status( 'cancelled' );
		$look();
		$order = self::paidOrder( wc_get_product( $id ), 3 );
		$look();
		$line = current( $order->get_items() );
		wc_create_refund(
			array(
				'order_id'      => $order->get_id(),
				'amount'        => 10,
				'restock_items' => true,
				'line_items'    => array( $line->get_id() => array( 'qty' => 1, 'refund_total' => 10 ) ),
			)
		);
		$look();
		wc_maybe_adjust_line_item_product_stock( wc_get_order( $order->get_id() )->get_item( $line->get_id() ), 5 );
		$look();
		wc_update_product_stock( $id, 4, 'increase' );
		$look();
		wc_update_product_stock( $id, 3, 'decrease' );
		$look();
		self::paidOrder( wc_get_product( $id ), 2 );
		$look();
		return $levels;
	}

	public function test_a_level_without_a_row_gets_one_by_an_order(): void {
		global $wpdb;
		$id = self::product( 'simple', true );
		$wpdb->delete( $wpdb->postmeta, array( 'post_id' => $id, 'meta_key' => '_stock' ) );
		wp_cache_flush();
		wc_update_product_stock( $id, 2, 'decrease' );
		self::assertEquals( -2, get_post_meta( $id, '_stock', true ) );
		self::assertSame( array(), self::refused() );
	}

	public function test_a_parent_that_manages_stock_passes_its_status_on(): void {
		foreach ( array( false, true ) as $linked ) {
			list( $parent, $variations ) = self::variableProduct( array( null, null ) );
			$parent = wc_get_product( $parent->get_id() );
			$parent->set_manage_stock( true );
			$parent->set_stock_quantity( 2 );
			$parent->save();
			if ( $linked ) {
				self::link( $variations[0], false );
			}
			// As in another request: an object made before does not know that its parent manages its stock.
			wp_cache_flush();
			self::paidOrder( wc_get_product( $variations[0]->get_id() ), 2 );
			self::assertEquals( 0, get_post_meta( $parent->get_id(), '_stock', true ) );
			self::assertSame( 'outofstock', get_post_meta( $parent->get_id(), '_stock_status', true ) );
			self::assertSame( 'outofstock', get_post_meta( $variations[0]->get_id(), '_stock_status', true ) );
		}
		self::assertSame( array(), self::refused() );
		self::assertFalse( update_post_meta( $variations[0]->get_id(), '_stock_status', 'instock' ) );
		self::assertSame( array( 'stock_status' ), self::refused() );
	}

	public function test_syncing_a_parent_passes(): void {
		$id = self::product( 'variable', true );
		foreach ( wc_get_product( $id )->get_children() as $child ) {
			self::services()->writer_scope()->run( array( $child ), static fn () => wc_update_product_stock( $child, 0, 'set' ) );
		}
		WC_Product_Variable::sync( $id );
		self::assertSame( 'outofstock', get_post_meta( $id, '_stock_status', true ) );
		self::assertSame( array( '10' ), get_post_meta( $id, '_price' ) );
		self::assertSame( array(), self::refused() );
	}

	public function test_attributes_stored_by_an_old_version_are_filed_anew_by_woocommerce(): void {
		$id        = self::product( 'variable', false );
		$variation = self::variation_of( $id );
		$row       = array( 'name' => 'Inch/cm', 'value' => '1 | 2', 'position' => 0, 'is_visible' => 1, 'is_variation' => 1, 'is_taxonomy' => 0 );
		update_post_meta( $id, '_product_attributes', array( 'inchcm' => $row ) );
		update_post_meta( $variation, 'attribute_inchcm', '2' );
		self::link( wc_get_product( $variation ) );
		wp_cache_flush();
		wc_get_product( $id );
		self::assertSame( '2', get_post_meta( $variation, 'attribute_inch-cm', true ) );
		self::assertSame( array( 'inch-cm' ), array_keys( get_post_meta( $id, '_product_attributes', true ) ) );
		self::assertSame( array(), self::refused() );
		update_post_meta( $variation, 'attribute_inch-cm', '1' );
		self::assertSame( array( 'attributes' ), self::refused() );
	}

	public function test_the_writer_and_other_posts_pass(): void {
		$id = self::product( 'simple', true );
		self::services()->writer_scope()->run( array( $id ), static fn () => update_post_meta( $id, '_regular_price', '12' ) );
		self::assertSame( '12', get_post_meta( $id, '_regular_price', true ) );
		$page   = wp_insert_post( array( 'post_title' => 'Page', 'post_type' => 'page' ) );
		$before = self::services()->database()->statements();
		update_post_meta( $page, '_thumbnail_id', 3 );
		update_post_meta( $page, '_sku', 'x' );
		self::assertSame( $before, self::services()->database()->statements() );
		self::assertSame( '3', get_post_meta( $page, '_thumbnail_id', true ) );
	}

	/**
	 * The locked keys of a kind.
	 *
	 * @return array<string, string> Key → field.
	 */
	private static function keys( string $kind ): array {
		$keys = array();
		foreach ( self::names( 'meta' ) as list( $on, $field, $key ) ) {
			if ( $kind === $on ) {
				$keys[ str_replace( '*', 'size', $key ) ] = $field;
			}
		}
		return $keys;
	}

	/** A value the product has not got under a key. */
	private static function another( int $id, string $key ): mixed {
		$value = self::OTHERS[ $key ] ?? '77';
		return 'flip' !== $value ? $value : ( 'yes' === get_post_meta( $id, $key, true ) ? 'no' : 'yes' );
	}
}
