<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use WC_Product;
use WC_Product_Download;

require_once __DIR__ . '/DoorTestCase.php';

/** The CSV importer, with files as people upload them. */
final class ImportLockTest extends DoorTestCase {
	/** Columns the importer does not have for a kind, or that only say of which product a row is. */
	private const NOT_READ = array( 'slug', 'attributes', 'attributes:*', 'downloads', 'grouped_products' );

	protected function setUp(): void {
		parent::setUp();
		require_once WC()->plugin_path() . '/includes/import/class-wc-product-csv-importer.php';
		require_once WC()->plugin_path() . '/includes/export/class-wc-product-csv-exporter.php';
		require_once WC()->plugin_path() . '/includes/admin/importers/class-wc-product-csv-importer-controller.php';
		require_once WC()->plugin_path() . '/includes/admin/class-wc-admin-brands.php'; // Reads and writes the column of brands.
		update_option( 'woocommerce_feature_cost_of_goods_sold_enabled', 'no' );
	}

	/** @return array<string, array{string, string, string}> */
	public static function columns(): array {
		$cases = array();
		foreach ( self::names( 'csv' ) as $row ) {
			$ignored = 'variation' === $row['kind'] ? array( 'default_attributes', 'type' ) : array( 'parent_id' );
			if ( ! in_array( $row['name'], array_merge( self::NOT_READ, $ignored ), true ) && ! ( 'variable' === $row['kind'] && 'stock_status' === $row['name'] ) ) {
				$cases[ "{$row['kind']}: {$row['name']}" ] = array( $row['kind'], $row['field'], $row['name'] );
			}
		}
		foreach ( array( 'simple', 'variable' ) as $kind ) {
			$cases[ "$kind: attributes" ] = array( $kind, 'attributes', 'attributes' );
			$cases[ "$kind: meta" ]       = array( $kind, 'linked_products', 'meta' );
		}
		$cases['variation: attributes'] = array( 'variation', 'attributes', 'attributes' );
		$cases['simple: downloads']     = array( 'simple', 'downloads', 'downloads' );
		return $cases;
	}

	/** @dataProvider columns */
	public function test_a_column_fails_the_row_of_a_linked_product_and_changes_its_twin( string $kind, string $field, string $column ): void {
		self::actAs( 'administrator' );
		if ( 'cost' === $field ) {
			update_option( 'woocommerce_feature_cost_of_goods_sold_enabled', 'yes' );
		}
		$twin   = self::product( $kind, $field );
		$before = self::stored_state( $twin->get_id() );
		$report = self::import( array( array( 'id' => $twin->get_id() ) + self::sample( $column, $twin ) ) );
		self::assertSame( array(), $report['failed'], 'the twin' );
		self::assertNotSame( $before, self::stored_state( $twin->get_id() ), 'the sample changes something' );

		$product = self::product( $kind, $field );
		$sample  = self::sample( $column, $product );
		self::make_linked( $product );
		$before = self::stored_state( $product->get_id() );
		$asked  = self::downloads(
			static function () use ( &$report, $product, $sample ): void {
				$report = self::import( array( array( 'id' => $product->get_id(), 'weight' => '88' ) + $sample ) );
			}
		);
		self::assertSame( array(), $asked );
		self::assertSame( array(), $report['updated'] );
		self::assertCount( 1, $report['failed'] );
		self::assertStringContainsString( self::services()->lock()->refusals()->label( $field ), $report['failed'][0]->get_error_message() );
		self::assertSame( $before, self::stored_state( $product->get_id() ) );
		$told = array_column( array_map( static fn ( array $row ): array => json_decode( (string) $row['facts'], true ), self::activity( 'refused' ) ), null, 'field' );
		self::assertSame( 'importer', $told[ $field ]['door'] ?? null );
	}

	/** @return array<string, array{string, string}> */
	public static function found_by(): array {
		return array(
			'simple by id'     => array( 'simple', 'id' ),
			'simple by SKU'    => array( 'simple', 'sku' ),
			'variation by id'  => array( 'variation', 'id' ),
			'variation by SKU' => array( 'variation', 'sku' ),
		);
	}

	/** @dataProvider found_by */
	public function test_a_row_with_the_shops_columns_passes_and_any_other_fails( string $kind, string $by ): void {
		self::actAs( 'administrator' );
		$product = self::product( $kind );
		self::make_linked( $product );
		$key    = array( $by => 'id' === $by ? $product->get_id() : $product->get_sku() );
		$report = self::import( array( $key + array( 'weight' => '3.5', 'category_ids' => 'Tea > Green', 'menu_order' => 3 ) ) );
		self::assertSame( array( $product->get_id() ), $report['updated'], (string) wp_json_encode( $report ) );
		$stored = wc_get_product( $product->get_id() );
		self::assertSame( array( '3.5', 3 ), array( $stored->get_weight(), $stored->get_menu_order() ) );
		$report = self::import( array( $key + array( 'weight' => '9', 'regular_price' => '1' ) ) );
		self::assertCount( 1, $report['failed'] );
		self::assertSame( '3.5', wc_get_product( $product->get_id() )->get_weight() );
	}

	/** @return array<string, array{string}> */
	public static function kinds(): array {
		return array( 'simple' => array( 'simple' ), 'variable' => array( 'variable' ), 'variation' => array( 'variation' ) );
	}

	/** @dataProvider kinds */
	public function test_an_exported_file_imported_again_changes_nothing_but_the_shops_columns( string $kind ): void {
		self::actAs( 'administrator' );
		$product = self::rich( $kind );
		self::make_linked( $product );
		$id     = $product->get_id();
		$before = self::stored_state( $id );
		$file   = self::exported( $product );
		$asked  = self::downloads(
			static function () use ( &$report, $file ): void {
				$report = self::run_file( $file );
			}
		);
		self::assertSame( array(), $asked );
		self::assertContains( $id, $report['updated'], (string) wp_json_encode( array_map( static fn ( \WP_Error $error ): string => $error->get_error_message(), $report['failed'] ) ) );
		self::assertSame( $before, self::stored_state( $id ) );
		self::assertSame( array(), self::activity( 'refused' ) );
	}

	public function test_a_new_variation_of_a_managed_product_fails_and_elsewhere_is_made(): void {
		self::actAs( 'administrator' );
		$parent = self::product( 'variable' );
		$parent->set_sku( self::unique( 'family' ) );
		$parent->save();
		$other = self::product( 'variable' );
		self::make_linked( $parent );
		$row    = static fn ( WC_Product $of ): array => array( 'type' => 'variation', 'sku' => self::unique( 'new' ), 'parent_id' => 'id:' . $of->get_id(), 'regular_price' => '4' );
		$report = self::import( array( $row( $parent ), $row( $other ) ), false );
		self::assertCount( 1, $report['failed'] );
		self::assertCount( 1, $report['imported_variations'] );
		self::assertCount( 2, wc_get_product( $parent->get_id() )->get_children() );
		self::assertCount( 3, wc_get_product( $other->get_id() )->get_children() );
	}

	public function test_new_products_are_nobodys_business(): void {
		self::actAs( 'administrator' );
		$sku    = self::unique( 'new' );
		$report = self::import( array( array( 'type' => 'simple', 'sku' => $sku, 'name' => 'New', 'regular_price' => '4', 'stock_quantity' => '7' ) ), false );
		self::assertCount( 1, $report['imported'] );
		self::assertSame( 7, wc_get_product( wc_get_product_id_by_sku( $sku ) )->get_stock_quantity() );
	}

	public function test_a_draft_is_published_once(): void {
		self::actAs( 'administrator' );
		$product = self::product( 'simple' );
		$product->set_status( 'draft' );
		$product->save();
		self::make_linked( $product );
		self::services()->database()->execute( 'UPDATE {links} SET public_since = NULL' );
		$report = self::import( array( array( 'id' => $product->get_id(), 'published' => '1', 'weight' => '2' ) ) );
		self::assertSame( array( $product->get_id() ), $report['updated'] );
		self::assertSame( array( 'publish', '2' ), array( get_post_status( $product->get_id() ), wc_get_product( $product->get_id() )->get_weight() ) );
		self::services()->links()->note_public( array( $product->get_id() ) );
		self::assertCount( 1, self::import( array( array( 'id' => $product->get_id(), 'published' => '-1' ) ) )['failed'] );
	}

	/**
	 * Imports rows from a file.
	 *
	 * @param list<array<string, mixed>> $rows   Column key → value; the same keys in each.
	 * @param bool                       $update Whether existing products are updated, or new ones made.
	 * @return array<string, list<mixed>>
	 */
	private static function import( array $rows, bool $update = true ): array {
		$file   = (string) wp_tempnam( 'import.csv' ) . '.csv';
		$handle = fopen( $file, 'w' );
		foreach ( array( array_keys( $rows[0] ), ...array_map( 'array_values', $rows ) ) as $line ) {
			fputcsv( $handle, $line, ',', '"', "\0" );
		}
		fclose( $handle );
		$keys = array_keys( $rows[0] );
		return self::run_importer( $file, array_combine( $keys, $keys ), $update );
	}

	/** @return array<string, list<mixed>> Imports a file with the columns the importer finds by itself. */
	private static function run_file( string $file ): array {
		$controller = new \WC_Product_CSV_Importer_Controller();
		$headers    = ( new \WC_Product_CSV_Importer( $file, array( 'lines' => 1 ) ) )->get_raw_keys();
		$mapping    = \Closure::bind( static fn (): array => $controller->auto_map_columns( $headers, false ), null, \WC_Product_CSV_Importer_Controller::class )();
		return self::run_importer( $file, array_combine( $headers, $mapping ), true );
	}

	/**
	 * @param array<string, string> $mapping Heading → column key.
	 * @return array<string, list<mixed>>
	 */
	private static function run_importer( string $file, array $mapping, bool $update ): array {
		wp_cache_flush();
		$options = array( 'parse' => true, 'mapping' => array( 'from' => array_keys( $mapping ), 'to' => array_values( $mapping ) ), 'update_existing' => $update );
		return ( new \WC_Product_CSV_Importer( $file, $options ) )->import();
	}

	/** A file WooCommerce exports, with custom meta. */
	private static function exported( WC_Product $product ): string {
		$exporter = new \WC_Product_CSV_Exporter();
		$exporter->enable_meta_export( true );
		$exporter->set_limit( 500 );
		if ( $product->is_type( 'variation' ) ) {
			$exporter->set_product_types_to_export( array( 'variation' ) );
		}
		add_filter( 'woocommerce_product_export_product_query_args', $only = static fn ( array $args ): array => array( 'include' => array( $product->get_id() ) ) + $args );
		$text = \Closure::bind(
			static function () use ( $exporter ): string {
				$exporter->prepare_data_to_export();
				return $exporter->export_column_headers() . $exporter->get_csv_data();
			},
			null,
			\WC_CSV_Exporter::class
		)();
		remove_filter( 'woocommerce_product_export_product_query_args', $only );
		$file = (string) wp_tempnam( 'export.csv' ) . '.csv';
		file_put_contents( $file, $text );
		return $file;
	}

	/** A product that has something in every column that could be written differently. */
	private static function rich( string $kind ): WC_Product {
		$product = self::product( $kind );
		$product->set_description( "One & two\n\nIt's “three” <b>four</b>, five" );
		$product->set_weight( '1.25' );
		$product->set_height( '3' );
		$product->set_image_id( self::image() );
		if ( 'variation' !== $kind ) {
			$product->set_name( 'Tea & "Coffee" – it\'s, so' );
			$product->set_short_description( "Short\n& sweet" );
			$product->set_purchase_note( "Thanks\n\n& \"don't\" bye" );
			$product->set_gallery_image_ids( array( self::image(), self::image() ) );
			$product->set_tag_ids( array( self::term( 'product_tag' ), self::term( 'product_tag' ) ) );
			$product->set_upsell_ids( array( self::simpleProduct( 1.0 )->get_id() ) );
			$product->set_attributes( array_merge( array_values( $product->get_attributes() ), array( self::global_attribute() ) ) );
			wp_set_object_terms( $product->get_id(), array( self::term( 'product_brand' ) ), 'product_brand' );
		}
		if ( 'variable' !== $kind ) {
			$file = new WC_Product_Download();
			$file->set_id( wp_generate_uuid4() );
			$file->set_name( 'Manual' );
			$file->set_file( wp_get_attachment_url( self::image() ) );
			$product->set_downloadable( true );
			$product->set_downloads( array( $file ) );
			$product->set_shipping_class_id( self::term( 'product_shipping_class' ) );
			$product->set_sale_price( '8.50' );
			$product->set_date_on_sale_to( '2031-02-03T04:05:06' );
		} else {
			$product->set_default_attributes( array( 'size' => 'Size 0' ) );
		}
		$product->save();
		update_post_meta( $product->get_id(), 'own_note', 'mine' );
		return wc_get_product( $product->get_id() );
	}

	/**
	 * Columns that change one thing.
	 *
	 * @return array<string, string>
	 */
	private static function sample( string $column, WC_Product $product ): array {
		$value = match ( $column ) {
			'name', 'description', 'short_description', 'purchase_note', 'sku', 'button_text', 'tag_ids', 'tag_ids_spaces', 'shipping_class_id', 'brand_ids' => self::unique( 'other' ),
			'type'                   => $product->is_type( 'variable' ) ? 'simple' : 'external',
			'parent_id'              => 'id:' . self::product( 'variable' )->get_id(),
			'published'              => '0',
			'catalog_visibility'     => 'hidden',
			'featured', 'sold_individually' => '1',
			'global_unique_id'       => (string) random_int( 1000000, 99999999 ),
			'regular_price'          => '12.5',
			'sale_price'             => '2.5',
			'date_on_sale_from'      => '2021-01-02',
			'date_on_sale_to'        => '2031-01-02',
			'tax_status'             => 'none',
			'tax_class'              => 'reduced-rate',
			'stock_quantity'         => '99',
			'manage_stock'           => $product->get_manage_stock() ? '0' : '1',
			'stock_status'           => '0',
			'backorders'             => 'notify',
			'low_stock_amount'       => '3',
			'length', 'width', 'height' => '3',
			'images'                 => (string) wp_get_attachment_url( self::image() ) . ', ' . wp_get_attachment_url( self::image() ),
			'virtual', 'downloadable' => '1',
			'download_limit', 'download_expiry' => '4',
			'product_url'            => 'https://elsewhere.example.test/',
			'children', 'upsell_ids', 'cross_sell_ids' => 'id:' . self::simpleProduct( 1.0 )->get_id(),
			'reviews_allowed'        => $product->get_reviews_allowed() ? '0' : '1',
			'cogs_value'             => '3.5',
			default                  => '',
		};
		return match ( $column ) {
			'attributes' => array( 'attributes:name1' => $product->is_type( 'variation' ) ? 'Size' : 'Colour', 'attributes:value1' => $product->is_type( 'variation' ) ? 'Size 1' : 'Red' ) + ( $product->is_type( 'variation' ) ? array( 'parent_id' => 'id:' . $product->get_parent_id() ) : array() ),
			'downloads'  => array( 'downloads:id1' => '', 'downloads:name1' => 'Manual', 'downloads:url1' => (string) wp_get_attachment_url( self::image() ) ),
			'meta'       => array( 'meta:_crosssell_ids' => '77' ),
			'virtual', 'downloadable' => array( $column => $value ),
			'children'   => array( 'grouped_products' => $value ),
			default      => array( $column => $value ),
		};
	}
}
