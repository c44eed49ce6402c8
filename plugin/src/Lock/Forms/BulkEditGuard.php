<?php
/**
 * The lock at bulk edit.
 *
 * @package TillSync
 */

// phpcs:disable WordPress.Security.NonceVerification, WordPress.Security.ValidatedSanitizedInput -- FormGuard::is_meant(), text() and ids() do both.

declare( strict_types=1 );

namespace TillSync\Lock\Forms;

use TillSync\Lock\Door;
use TillSync\Lock\FieldPolicy;
use TillSync\Lock\FormGuard;
use TillSync\Lock\LockedChanges;
use TillSync\Lock\LockedProducts;
use TillSync\Lock\RefusedChange;
use TillSync\Lock\Refusals;

/**
 * WooCommerce's bulk edit writes levels by SQL before it saves the product, for every product and whatever was chosen: a locked
 * product must not reach it. Its nonce is taken away while the product's turn lasts; the weight is saved here, categories by
 * WordPress.
 */
final class BulkEditGuard {

	/** What bulk edit calls a property whose value it takes as it is; nothing chosen is nothing sent. */
	private const CHOICES = array(
		'_tax_status'        => 'tax_status',
		'_visibility'        => 'catalog_visibility',
		'_featured'          => 'featured',
		'_sold_individually' => 'sold_individually',
		'_manage_stock'      => 'manage_stock',
		'_backorders'        => 'backorders',
		'_stock_status'      => 'stock_status',
	);

	/** The nonce taken away, while a locked product has its turn. */
	private mixed $nonce = null;

	/** Takes its collaborators. */
	public function __construct(
		private FormGuard $forms,
		private FieldPolicy $policy,
		private LockedProducts $products,
		private LockedChanges $changes,
		private Refusals $refusals
	) {
	}

	/** Before the list of products saves anything. */
	public function before(): void {
		if ( ! isset( $_REQUEST['bulk_edit'] ) || ! FormGuard::is_meant( $_REQUEST['_wpnonce'] ?? '', 'bulk-posts' ) || ! current_user_can( 'edit_products' ) ) {
			return;
		}
		if ( array() !== $this->products->among( FormGuard::ids( $_REQUEST['media'] ?? $_REQUEST['ids'] ?? $_REQUEST['post'] ?? '' ) ) ) {
			$this->forms->begin( Door::BULK_EDIT, $_REQUEST );
			$_REQUEST['_status'] ??= '-1';
		}
	}

	/**
	 * Before WooCommerce's handler of quick and bulk edit.
	 *
	 * @param int $product_id The product that was just saved as a post.
	 */
	public function before_product( int $product_id ): void {
		$nonce = $_REQUEST['woocommerce_quick_edit_nonce'] ?? null;
		// Quick edit passes: it only sets properties, and they are dropped one by one.
		if ( null === $nonce || ! empty( $_REQUEST['woocommerce_quick_edit'] ) ) {
			return;
		}
		$kind = $this->products->kind_of( $product_id );
		if ( null === $kind ) {
			return;
		}
		$this->nonce = $nonce;
		unset( $_REQUEST['woocommerce_quick_edit_nonce'] );
		$product = FormGuard::is_meant( $nonce, 'woocommerce_quick_edit_nonce' ) && current_user_can( 'edit_post', $product_id ) ? wc_get_product( $product_id ) : null;
		if ( ! $product instanceof \WC_Product ) {
			return;
		}
		$refused = array();
		foreach ( $this->wanted( $product ) as $prop => $value ) {
			$field  = $this->policy->field_of( 'props', $prop, $kind );
			$stored = $product->{"get_$prop"}( 'edit' );
			if ( null !== $field && $this->changes->differs( $prop, $stored, $value ) ) {
				$refused[] = RefusedChange::of( $field, $stored, $value );
			}
		}
		$this->refusals->record( $product_id, $refused, Door::BULK_EDIT );
		if ( ! empty( $_REQUEST['change_weight'] ) && isset( $_REQUEST['_weight'] ) ) {
			$product->set_weight( FormGuard::text( $_REQUEST['_weight'] ) );
			$product->save();
		}
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- WooCommerce's, which other plugins save their own bulk fields by.
		do_action( 'woocommerce_product_bulk_edit_save', $product );
	}

	/** After WooCommerce's handler: the next product may be one it is to save. */
	public function after_product(): void {
		if ( null !== $this->nonce ) {
			$_REQUEST['woocommerce_quick_edit_nonce'] = $this->nonce;
			$this->nonce                              = null;
		}
	}

	/**
	 * What bulk edit would make of a product, as far as something was chosen.
	 *
	 * @param \WC_Product $product The product.
	 * @return array<string, mixed> Property → value.
	 */
	private function wanted( \WC_Product $product ): array {
		$text   = static fn ( string $name ): string => FormGuard::text( $_REQUEST[ $name ] ?? '' );
		$wanted = array();
		foreach ( self::CHOICES as $name => $prop ) {
			if ( '' !== $text( $name ) ) {
				$wanted[ $prop ] = $text( $name );
			}
		}
		if ( '' !== $text( '_tax_class' ) ) {
			$wanted['tax_class'] = sanitize_title( $text( '_tax_class' ) );
		}
		if ( '' !== $text( '_shipping_class' ) ) {
			$class                       = get_term_by( 'slug', $text( '_shipping_class' ), 'product_shipping_class' );
			$wanted['shipping_class_id'] = $class instanceof \WP_Term ? $class->term_id : 0;
		}
		foreach ( array( 'length', 'width', 'height' ) as $prop ) {
			if ( '' !== $text( 'change_dimensions' ) && isset( $_REQUEST[ "_$prop" ] ) ) {
				$wanted[ $prop ] = $text( "_$prop" );
			}
		}
		foreach ( array( 'regular_price', 'sale_price' ) as $prop ) {
			if ( '' !== $text( "change_$prop" ) && isset( $_REQUEST[ "_$prop" ] ) ) {
				$wanted[ $prop ] = $this->changed( (string) $product->{"get_$prop"}( 'edit' ), (int) $text( "change_$prop" ), $text( "_$prop" ) );
			}
		}
		if ( '' !== $text( 'change_stock' ) && isset( $_REQUEST['_stock'] ) ) {
			$wanted['stock_quantity'] = $this->changed( (string) $product->get_stock_quantity( 'edit' ), (int) $text( 'change_stock' ), $text( '_stock' ) );
		}
		if ( '1' === $text( 'change_cogs_value' ) && is_callable( array( $product, 'get_cogs_value' ) ) ) {
			$wanted['cogs_value'] = $text( '_cogs_value' );
		}
		return $wanted;
	}

	/**
	 * A number as bulk edit changes it, in the words of whoever reads of it: `12`, or `+5%`.
	 *
	 * @param string $stored What is stored.
	 * @param int    $way    1: to this value; 2: up by it; 3: down by it; 4: to the regular price less it.
	 * @param string $amount Number, or percentage.
	 */
	private function changed( string $stored, int $way, string $amount ): string {
		$number = (string) wc_format_decimal( $amount );
		if ( 1 === $way ) {
			return $number;
		}
		return '' === $number || 0.0 === (float) $number ? $stored : ( 2 === $way ? '+' : '−' ) . $number . ( str_contains( $amount, '%' ) ? '%' : '' );
	}
}
