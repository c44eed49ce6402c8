<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use DOMDocument;
use DOMElement;
use DOMXPath;
use TillSync\Admin\Lock\EditorMarkup;
use TillSync\Lock\FieldPolicy;
use WC_Product;

require_once dirname( __DIR__ ) . '/LinkedShopTestCase.php';

/** What the product editor's HTML becomes for a linked product. */
final class EditorMarkupTest extends LinkedShopTestCase {
	/** Names in the box "Product data" that are nobody's field. */
	private const NO_FIELD = array( '_original_stock', 'woocommerce_meta_nonce', '_wp_http_referer' );

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		require_once ABSPATH . 'wp-admin/includes/meta-boxes.php';
		require_once WC_ABSPATH . 'includes/admin/wc-admin-functions.php';
		require_once WC_ABSPATH . 'includes/admin/wc-meta-box-functions.php';
		self::actAs( 'administrator' );
	}

	protected function tearDown(): void {
		unset( $GLOBALS['wp_meta_boxes'], $GLOBALS['post'], $GLOBALS['product_object'], $GLOBALS['thepostid'] );
		parent::tearDown();
	}

	public function test_a_control_is_locked_exactly_if_its_field_is_the_pos_s(): void {
		$tried = 0;
		foreach ( self::services()->contract()->ownership() as $field => $row ) {
			foreach ( $row['on'] as $kind ) {
				foreach ( $row['names']['form'] ?? array() as $name ) {
					$name = str_replace( '*', 'pa_colour', $name );
					foreach ( array( $name, "{$name}[0]", "{$name}[]" ) as $control ) {
						$this->assert_locked( 'pos' === $row['owner'], $control, $kind, $field );
						++$tried;
					}
				}
			}
		}
		self::assertGreaterThan( 500, $tried );
	}

	private function assert_locked( bool $locked, string $control, string $kind, string $field ): void {
		foreach ( array( '<input type="text" name="%s">', '<select name="%s"></select>', '<textarea name="%s"></textarea>' ) as $pattern ) {
			$html = self::markup()->foreign_box( sprintf( $pattern, $control ), $kind );
			self::assertSame( $locked, str_contains( $html, ' disabled' ), "$field of $kind: $html" );
			self::assertSame( $locked, str_contains( $html, 'aria-describedby="tillsync-managed"' ), "$field of $kind: $html" );
		}
		$hidden = self::markup()->foreign_box( sprintf( '<input type="hidden" name="%s">', $control ), $kind );
		self::assertSame( $locked, str_contains( $hidden, ' disabled' ), "$field of $kind: $hidden" );
		self::assertStringNotContainsString( 'aria-', $hidden );
	}

	public function test_what_describes_a_control_already_still_does(): void {
		$html = self::markup()->foreign_box( '<input name="_sku" class="short" aria-describedby="hint">', 'simple' );
		self::assertStringContainsString( 'aria-describedby="hint tillsync-managed"', $html );
		self::assertStringContainsString( 'class="short tillsync-locked"', $html );
	}

	public function test_controls_of_other_plugins_stay_as_they_are(): void {
		$html = '<input name="_other_plugin"><a href="#" class="delete" id="theirs">Delete</a><button class="insert">Insert</button>';
		self::assertSame( $html, self::markup()->foreign_box( $html, 'simple' ) );
		$panel = "<div class=\"panel\" id=\"their_panel\">$html</div>";
		self::assertSame( $panel, self::markup()->product_data( $panel, 'simple', 'managed' ) );
	}

	/** @return array<string, array{string, list<string>}> */
	public static function kinds(): array {
		return array(
			'simple'   => array( 'simple', array( '_weight', 'menu_order' ) ),
			// A parent has no price, level or download of its own that the POS could own.
			'variable' => array(
				'variable',
				array(
					'_virtual',
					'_downloadable',
					'_regular_price',
					'_sale_price',
					'_sale_price_dates_from',
					'_sale_price_dates_to',
					'_download_limit',
					'_download_expiry',
					'_stock',
					'_backorders',
					'_low_stock_amount',
					'_weight',
					'menu_order',
				),
			),
		);
	}

	/**
	 * WooCommerce's own box: a field it gets in a later version, and which the ownership table does not know, is found here.
	 *
	 * @dataProvider kinds
	 * @param list<string> $free Controls that stay enabled.
	 */
	public function test_product_data_of_woocommerce_is_known_control_by_control( string $kind, array $free ): void {
		$page    = self::read( self::markup()->product_data( $this->product_data( $kind ), $kind, 'managed by the till' ) );
		$enabled = array();
		$unnamed = array();
		foreach ( self::all( $page, '//input[not(@disabled)] | //select[not(@disabled)] | //textarea[not(@disabled)] | //button[not(@disabled)]' ) as $control ) {
			$name = $control->getAttribute( 'name' );
			if ( '' === $name ) {
				$unnamed[] = strtok( $control->getAttribute( 'class' ), ' ' );
			} elseif ( ! in_array( $name, self::NO_FIELD, true ) ) {
				$enabled[ $name ] = true;
			}
		}
		// WooCommerce 11 asks whether its own till app shows a product: nothing of the product itself.
		unset( $enabled['_visible_in_pos'] );
		self::assertSame( $free, array_keys( $enabled ) );
		self::assertEqualsCanonicalizing( 'simple' === $kind ? array( 'notice-dismiss' ) : array( 'notice-dismiss', 'select', 'page-selector', 'page-selector' ), $unnamed );
		self::assertGreaterThan( 20, count( self::all( $page, '//*[@disabled][contains(@class, "tillsync-locked")]' ) ) );
		self::assertSame( array(), self::all( $page, '//a[contains(@class, "sale_schedule") or contains(@class, "remove_row") or contains(@class, "delete") or contains(@class, "insert")]' ) );
	}

	public function test_tabs_with_nothing_left_to_the_shop_have_a_lock_that_says_so(): void {
		$page  = self::read( self::markup()->product_data( $this->product_data( 'simple' ), 'simple', 'managed by <the till>' ) );
		$tabs  = array();
		$words = array();
		foreach ( self::all( $page, '//ul[contains(@class, "wc-tabs")]/li/a[.//*[contains(@class, "dashicons-lock")]]' ) as $tab ) {
			$tabs[]  = $tab->getAttribute( 'href' );
			$words[] = trim( $tab->textContent );
		}
		self::assertSame( array( '#general_product_data', '#inventory_product_data', '#linked_product_data', '#product_attributes' ), $tabs );
		self::assertSame( 'General (managed by <the till>)', $words[0] );
	}

	public function test_of_the_bulk_actions_only_the_weight_s_stays(): void {
		$page = self::read( self::markup()->product_data( $this->product_data( 'variable' ), 'variable', 'managed' ) );
		$free = array_map( static fn ( DOMElement $option ): string => $option->getAttribute( 'value' ), self::all( $page, '//select[@id="field_to_edit"]//option[not(@disabled)]' ) );
		self::assertSame( array( 'variable_weight' ), $free );
		self::assertSame( array(), self::all( $page, '//button[contains(@class, "generate_variations") or contains(@class, "add_variation_manually")]' ) );
		self::assertCount( 1, self::all( $page, '//button[contains(@class, "save-variation-changes")][not(contains(@class, "tillsync-locked"))]' ) );
	}

	public function test_the_level_a_parent_has_of_its_own_is_not_lost_with_the_locked_control(): void {
		[ $parent, $variations ] = self::variableProduct( array( 3.0, 4.0 ) );
		$parent->set_manage_stock( true );
		$parent->set_stock_quantity( 7 );
		$parent->set_backorders( 'yes' );
		$parent->save();
		self::link( $variations[0] );
		$this->current( $parent );
		ob_start();
		\WC_Meta_Box_Product_Data::output( get_post( $parent->get_id() ) );
		$page = self::read( self::markup()->product_data( (string) ob_get_clean(), 'variable', 'managed' ) );
		self::assertCount( 1, self::all( $page, '//input[@type="hidden"][@name="_manage_stock"][@value="yes"][not(@disabled)]' ) );
		self::assertCount( 1, self::all( $page, '//input[@type="checkbox"][@name="_manage_stock"][@disabled]' ) );

		// A form without it, as a script or a hand may send it.
		$saved = new \WC_Product_Variable( $parent->get_id() );
		$saved->set_props( array( 'manage_stock' => false, 'stock_quantity' => null, 'backorders' => 'no', 'weight' => '2' ) );
		$saved->save();
		$stored = new \WC_Product_Variable( $parent->get_id() );
		self::assertSame( array( true, 7, 'yes', '2' ), array( $stored->get_manage_stock(), (int) $stored->get_stock_quantity(), $stored->get_backorders(), $stored->get_weight() ) );
	}

	public function test_of_variations_only_linked_ones_are_locked(): void {
		[ $parent, $variations ] = self::variableProduct( array( 3.0, 4.0 ) );
		[ $linked, $free ]       = array( $variations[0]->get_id(), $variations[1]->get_id() );
		self::link( $variations[0] );

		$bare = $this->variations( $parent );
		$html = self::services()->lock()->editor_screen()->variations( $bare );
		$page = self::read( $html );

		$enabled = array();
		foreach ( self::all( $page, sprintf( '//div[contains(@class, "woocommerce_variation ")][.//input[@value="%d"]]//*[@name][not(@disabled)]', $linked ) ) as $control ) {
			$enabled[] = strtok( $control->getAttribute( 'name' ), '[' );
		}
		self::assertSame( array( 'variable_post_id', 'variation_menu_order', 'variable_original_stock', 'variable_weight' ), $enabled );
		foreach ( array( 'remove_variation', 'upload_image_button' ) as $class ) {
			self::assertCount( 1, self::all( $page, "//a[contains(@class, '$class')]" ), "$class stays on the unlinked one" );
		}
		$own = static fn ( string $all ): string => substr( $all, (int) strpos( $all, "#$free " ), 15000 );
		self::assertSame( $own( $bare ), $own( $html ) );
	}

	public function test_variations_of_a_parent_without_links_stay_byte_by_byte(): void {
		$html = $this->variations( self::variableProduct( array( 3.0, 4.0 ) )[0] );
		self::assertStringContainsString( 'variable_sku[1]', $html );
		self::assertSame( $html, self::services()->lock()->editor_screen()->variations( $html ) );
	}

	/** @return array<string, array{string, bool, list<string>}> */
	public static function statuses(): array {
		return array(
			'published'                => array( 'publish', false, array( 'save' ) ),
			'draft, never public'      => array( 'draft', true, array( 'save', 'post_status', 'mm', 'jj', 'aa', 'hh', 'mn', 'publish' ) ),
			'draft, was public before' => array( 'draft', false, array( 'save' ) ),
		);
	}

	/**
	 * @dataProvider statuses
	 * @param list<string> $free Controls that stay enabled.
	 */
	public function test_publish_box( string $status, bool $awaits, array $free ): void {
		[ $product ] = self::linkedAt( '3' );
		$product->set_status( $status );
		wp_update_post( array( 'ID' => $product->get_id() ) );
		$post              = get_post( $product->get_id() );
		$post->post_status = $status;
		$GLOBALS['action'] = 'edit';
		$GLOBALS['post']   = $post;
		ob_start();
		post_submit_meta_box( $post );
		$page    = self::read( self::markup()->publish_box( (string) ob_get_clean(), 'simple', $awaits ) );
		$enabled = array_map( static fn ( DOMElement $control ): string => $control->getAttribute( 'name' ), self::all( $page, '//*[@name][not(@disabled)][not(@type="hidden")]' ) );
		self::assertSame( $free, array_values( array_unique( $enabled ) ) );
		self::assertCount( $awaits ? 1 : 0, self::all( $page, '//a[contains(@class, "edit-post-status")]' ) );
		self::assertSame( array(), self::all( $page, '//a[contains(@class, "edit-visibility") or contains(@class, "submitdelete")]' ) );
		// WordPress would miss the date where its copies came alone.
		self::assertCount( $awaits ? 5 : 0, self::all( $page, '//input[starts-with(@name, "hidden_")][string-length(@name) = 9][not(@disabled)]' ) );
	}

	public function test_texts_are_read_only_and_named_whatever_the_pos_is_called(): void {
		$screen = self::services()->lock()->editor_screen();
		$html   = sprintf( $screen->editor( '<textarea class="wp-editor-area" name="content" id="content">%s</textarea>' ), 'The &lt;text&gt; at 100 %' );
		self::assertStringContainsString( 'The &lt;text&gt; at 100 %', $html );
		self::assertMatchesRegularExpression( '/ readonly[ >]/', $html );
		self::assertStringContainsString( 'aria-label="Product description"', $html );
		self::assertSame( '<textarea name="other">%s</textarea>', $screen->editor( '<textarea name="other">%s</textarea>' ) );
		self::assertFalse( $screen->editor_settings( array( 'tinymce' => true ), 'excerpt' )['tinymce'] );
		self::assertSame( array( 'tinymce' => true ), $screen->editor_settings( array( 'tinymce' => true ), 'other' ) );
	}

	public function test_the_screen_of_a_product_that_is_not_linked_is_not_touched(): void {
		global $wp_meta_boxes;
		$callback      = static fn () => print( '<input name="_sku">' );
		$wp_meta_boxes = array( 'product' => array( 'side' => array( 'low' => array( 'x' => array( 'callback' => $callback ) ) ) ) );
		$product       = self::simpleProduct( 3.0 );
		self::assertFalse( self::services()->lock()->editor_screen()->open( get_post( $product->get_id() ) ) );
		self::assertSame( $callback, $wp_meta_boxes['product']['side']['low']['x']['callback'] );

		self::link( $product );
		self::assertTrue( self::services()->lock()->editor_screen()->open( get_post( $product->get_id() ) ) );
		ob_start();
		$wp_meta_boxes['product']['side']['low']['x']['callback']();
		self::assertStringContainsString( 'disabled', (string) ob_get_clean() );
	}

	private static function markup(): EditorMarkup {
		return new EditorMarkup( new FieldPolicy( self::services()->contract()->ownership() ) );
	}

	/** The box as WooCommerce prints it. */
	private function product_data( string $kind ): string {
		$product = 'simple' === $kind ? self::simpleProduct( 3.0 ) : self::variableProduct( array( 3.0, 4.0 ) )[0];
		$this->current( $product );
		ob_start();
		\WC_Meta_Box_Product_Data::output( get_post( $product->get_id() ) );
		return (string) ob_get_clean();
	}

	/** Variations as WooCommerce prints them. */
	private function variations( WC_Product $parent ): string {
		$this->current( $parent );
		$product_object = $parent;
		$base_cost      = null;
		ob_start();
		foreach ( wc_get_product( $parent->get_id() )->get_children() as $loop => $variation_id ) {
			$variation_object = wc_get_product( $variation_id );
			$variation        = get_post( $variation_id );
			$variation_data   = array();
			include WC_ABSPATH . 'includes/admin/meta-boxes/views/html-variation-admin.php';
		}
		return (string) ob_get_clean();
	}

	private function current( WC_Product $product ): void {
		$GLOBALS['post']           = get_post( $product->get_id() );
		$GLOBALS['thepostid']      = $product->get_id();
		$GLOBALS['product_object'] = $product;
	}

	private static function read( string $html ): DOMXPath {
		$document = new DOMDocument();
		libxml_use_internal_errors( true );
		$document->loadHTML( '<?xml encoding="utf-8"?><body>' . preg_replace( '~<script.*?</script>~s', '', $html ) );
		libxml_clear_errors();
		return new DOMXPath( $document );
	}

	/** @return list<DOMElement> */
	private static function all( DOMXPath $page, string $query ): array {
		$found = array();
		foreach ( $page->query( $query ) as $node ) {
			self::assertInstanceOf( DOMElement::class, $node );
			$found[] = $node;
		}
		return $found;
	}
}
