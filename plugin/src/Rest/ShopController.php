<?php
/**
 * GET /shop
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

use Automattic\WooCommerce\Utilities\OrderUtil;
use TillSync\Catalogue\Cursors;
use TillSync\Catalogue\FullRead;
use TillSync\Companion\Versions;

/** What the shop is, its settings, and where reading stands. */
final class ShopController extends AbstractController {

	/** Takes its collaborators. */
	public function __construct( Gate $gate, private Cursors $cursors, private Versions $versions, private FullRead $full_read ) {
		parent::__construct( $gate );
	}

	/** {@inheritDoc} */
	protected function handlers(): array {
		return array( 'shop' => fn (): array => $this->shop() );
	}

	/**
	 * The answer.
	 *
	 * @return array<string, mixed>
	 */
	private function shop(): array {
		$hold    = get_option( 'woocommerce_hold_stock_minutes' );
		$options = $this->gate->options;
		return array(
			'shop_id'      => $options->shop()['id'],
			'url'          => home_url( '/' ),
			'name'         => wp_specialchars_decode( (string) get_option( 'blogname' ), ENT_QUOTES ),
			'contract'     => array(
				'current' => $this->gate->contract->number( 'contract' ),
				'oldest'  => $this->gate->contract->number( 'oldest_contract' ),
			),
			'software'     => array(
				'plugin'      => \TillSync\VERSION,
				'wordpress'   => (string) get_bloginfo( 'version' ),
				'woocommerce' => WC()->version,
				'php'         => PHP_VERSION,
				'hpos'        => OrderUtil::custom_orders_table_usage_is_enabled(),
			),
			'currency'     => get_woocommerce_currency(),
			'tax'          => array(
				'enabled'            => wc_tax_enabled(),
				'prices_include_tax' => wc_prices_include_tax(),
				'classes'            => $this->tax_classes(),
			),
			'weight_unit'  => (string) get_option( 'woocommerce_weight_unit' ),
			'gateways'     => $this->gateways(),
			'shipping_methods' => $this->shipping_methods(),
			'stock'        => array(
				'managed'         => 'yes' === get_option( 'woocommerce_manage_stock' ),
				'hold_minutes'    => is_numeric( $hold ) ? (int) $hold : null,
				'no_stock_amount' => (int) get_option( 'woocommerce_notify_no_stock_amount', 0 ),
				'decimals'        => self::decimals(),
			),
			'cursors'      => $this->cursors->states(),
			'settings'     => $options->settings()->to_array(),
			'versions'     => $this->versions->all(),
			'moved'        => $options->moved(),
			'full_read_at' => $this->full_read->ended_at(),
		);
	}

	/** Whether the shop can hold fractions of a unit: WooCommerce's own rounding filter was taken off. */
	private static function decimals(): bool {
		return 0.5 === (float) wc_stock_amount( 0.5 );
	}

	/**
	 * The tax classes, the standard one first.
	 *
	 * @return list<array{slug: string, name: string}>
	 */
	private function tax_classes(): array {
		$classes = array(
			array(
				'slug' => 'standard',
				'name' => __( 'Standard', 'tillsync' ),
			),
		);
		foreach ( \WC_Tax::get_tax_rate_classes() as $class ) {
			$classes[] = array(
				'slug' => (string) $class->slug,
				'name' => (string) $class->name,
			);
		}
		return $classes;
	}

	/**
	 * The payment gateways.
	 *
	 * @return list<array{id: string, title: string, enabled: bool}>
	 */
	private function gateways(): array {
		$gateways = array();
		foreach ( WC()->payment_gateways()->payment_gateways() as $gateway ) {
			$gateways[] = array(
				'id'      => (string) $gateway->id,
				'title'   => wp_strip_all_tags( (string) $gateway->get_title() ),
				'enabled' => 'yes' === $gateway->enabled,
			);
		}
		return $gateways;
	}

	/**
	 * The kinds of shipping.
	 *
	 * @return list<array{id: string, title: string}>
	 */
	private function shipping_methods(): array {
		$methods = array();
		foreach ( WC()->shipping()->load_shipping_methods() as $method ) {
			$methods[] = array(
				'id'    => (string) $method->id,
				'title' => wp_strip_all_tags( (string) $method->get_method_title() ),
			);
		}
		return $methods;
	}
}
