<?php
/**
 * The plugin.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync;

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use TillSync\Admin\Page;
use TillSync\Companion\Pairing;
use TillSync\Companion\Watchdog;
use TillSync\Hooks\LockHooks;
use TillSync\Install\Installer;
use TillSync\Install\Requirements;
use TillSync\Rest\AbstractController;
use TillSync\Stock\Ledger;

/**
 * The list of hooks, together with `Hooks/`. Objects come from {@see Services}, each when its hook first runs.
 */
final class Plugin {

	/** The running plugin. */
	private static ?Plugin $running = null;

	/** Takes the objects. */
	private function __construct( private Services $services ) {
	}

	/**
	 * Starts the plugin; called once from the main file.
	 *
	 * @param string $file The main file.
	 */
	public static function boot( string $file ): void {
		self::$running = new self( new Services( $file ) );
		self::$running->hook_lifecycle( $file );
		add_action( 'plugins_loaded', array( self::$running, 'start' ), 20 );
	}

	/** The objects of the running plugin, for tests and tools. */
	public static function services(): Services {
		if ( null === self::$running ) {
			throw new \LogicException( 'TillSync has not been started.' );
		}
		return self::$running->services;
	}

	/** Hooks of every request, once all plugins are loaded and if the requirements are met. */
	public function start(): void {
		if ( ! Requirements::met() ) {
			add_action( 'admin_notices', static fn () => Requirements::notice() );
			return;
		}
		$this->services->installer()->upgrade();
		$this->hook_rest();
		$this->hook_admin();
		$this->hook_watchdog();
		$this->hook_stock();
		( new LockHooks( $this->services ) )->add();
	}

	/**
	 * Activation, deactivation and declarations; these run before WooCommerce is known to be there.
	 *
	 * @param string $file The main file.
	 */
	private function hook_lifecycle( string $file ): void {
		register_activation_hook(
			$file,
			function ( bool $network = false ): void {
				$this->services->installer()->activate( $network );
				// Orders placed while the plugin was off matter only to what was linked before.
				Installer::in_each_site( $network, fn () => $this->services->links()->count() > 0 ? $this->services->ledger()->require_sweep() : null );
			}
		);
		register_deactivation_hook( $file, static fn ( bool $network = false ) => Installer::in_each_site( $network, array( Watchdog::class, 'unschedule' ) ) );
		// Behind WordPress, which makes and fills the site's own tables at 10.
		add_action( 'wp_initialize_site', fn ( \WP_Site $site ) => $this->services->installer()->site_made( (int) $site->blog_id ), 900 );
		add_filter( 'wpmu_drop_tables', static fn ( array $tables, mixed $site ): array => Installer::tables_of_site( $tables, (int) $site ), 10, 2 );
		add_action(
			'before_woocommerce_init',
			static function () use ( $file ): void {
				if ( class_exists( FeaturesUtil::class ) ) {
					foreach ( array( 'custom_order_tables', 'cart_checkout_blocks', 'product_instance_caching', 'cost_of_goods_sold', 'hpos_datastore_caching' ) as $feature ) {
						FeaturesUtil::declare_compatibility( $feature, $file, true );
					}
					FeaturesUtil::declare_compatibility( 'product_block_editor', $file, false );
				}
			}
		);
	}

	/** The routes, and what their user may do elsewhere. */
	private function hook_rest(): void {
		add_filter( 'map_meta_cap', static fn ( array $caps, string $cap, int $user_id ): array => Pairing::forbid_own_account( $caps, $cap, $user_id ), 10, 3 );
		add_action(
			'rest_api_init',
			function (): void {
				foreach ( $this->services->controllers() as $controller ) {
					$controller->register();
				}
			}
		);
		add_filter(
			'rest_request_before_callbacks',
			function ( mixed $response, mixed $handler, mixed $request ): mixed {
				return $request instanceof \WP_REST_Request ? AbstractController::name_broken_json( $response, $request, $this->services->contract() ) : $response;
			},
			10,
			3
		);
	}

	/** Page, notices, Site Health. */
	private function hook_admin(): void {
		if ( is_admin() ) {
			add_action( 'admin_menu', fn () => $this->services->page()->register() );
			add_action( 'admin_enqueue_scripts', fn ( string $screen ) => $this->services->page()->enqueue( $screen ) );
			// As in the block editor: the script would swap text of React's for pictures from outside, and React loses sight of it.
			// WooCommerce takes it out of its pages, too, but before it is in.
			add_action( 'load-' . Page::SCREEN, fn () => remove_action( 'admin_print_scripts', 'print_emoji_detection_script' ) );
			add_action( 'admin_notices', fn () => $this->services->page()->notice() );
			add_filter( 'plugin_action_links_' . plugin_basename( $this->services->file() ), fn ( array $links ): array => $this->services->page()->action_links( $links ) );
		}
		// Site Health's tests also run by REST and by cron.
		add_filter( 'site_status_tests', fn ( array $tests ): array => $this->services->site_health()->add( $tests ) );
		add_filter( 'debug_information', fn ( array $information ): array => $this->services->site_health()->information( $information ) );
	}

	/** The companion's silence. */
	private function hook_watchdog(): void {
		add_action( Watchdog::ACTION, fn () => $this->services->watchdog()->look() );
		add_action( 'action_scheduler_ensure_recurring_actions', fn () => $this->services->watchdog()->schedule() );
		// Where people come by after switching the plugin on and every day; asking costs queries, which other pages are spared.
		foreach ( array( 'plugins.php', 'index.php', Page::SCREEN ) as $screen ) {
			add_action( "load-$screen", fn () => $this->services->watchdog()->schedule() );
		}
	}

	/** Order hooks of the ledger. */
	private function hook_stock(): void {
		// WooCommerce reduces at priority 10: the line must be known before. Its filter covers reductions called for directly.
		foreach ( array( 'processing', 'on-hold', 'completed' ) as $status ) {
			add_action( "woocommerce_order_status_$status", fn ( mixed $order_id ) => $this->services->ledger()->announce( (int) $order_id ), 1 );
		}
		add_filter(
			'woocommerce_can_reduce_order_stock',
			function ( mixed $may, mixed $order ): mixed {
				if ( $may && $order instanceof \WC_Order ) {
					$this->services->ledger()->announce( $order->get_id() );
				}
				return $may;
			},
			PHP_INT_MAX,
			2
		);
		add_filter(
			'woocommerce_prevent_adjust_line_item_product_stock',
			function ( mixed $prevent, mixed $item, mixed $quantity ): mixed {
				if ( ! $prevent && $item instanceof \WC_Order_Item ) {
					$this->services->ledger()->adjust( $item, is_numeric( $quantity ) ? (float) $quantity : -1 );
				}
				return $prevent;
			},
			PHP_INT_MAX,
			3
		);

		// `_reduced_stock` is WooCommerce's own record: reducing, restoring, restocking a refund and edits of an order all write it.
		$changed = function ( mixed $meta_id, mixed $order_item_id, mixed $key, mixed $value ): void {
			if ( '_reduced_stock' === $key ) {
				$this->services->ledger()->taken( (int) $order_item_id, $value );
			}
		};
		add_action( 'added_order_item_meta', $changed, 1, 4 );
		add_action( 'updated_order_item_meta', $changed, 1, 4 );
		add_action( 'deleted_order_item_meta', fn ( mixed $ids, mixed $order_item_id, mixed $key ) => $changed( 0, $order_item_id, $key, null ), 1, 3 );

		add_action( 'woocommerce_new_order_item', fn ( mixed $id, mixed $item, mixed $order_id ) => $this->services->ledger()->line_made( (int) $order_id ), 1, 3 );
		add_action( 'woocommerce_new_order', fn ( mixed $order_id ) => $this->services->ledger()->order_made( (int) $order_id ), 1 );
		add_action( 'woocommerce_order_status_failed', fn ( mixed $order_id ) => $this->services->ledger()->exclude_order( (int) $order_id, Ledger::FAILED ), 1 );
		add_action( 'woocommerce_trash_order', fn ( mixed $order_id ) => $this->services->ledger()->exclude_order( (int) $order_id, Ledger::TRASHED ) );
		add_action( 'woocommerce_before_delete_order', fn ( mixed $order_id ) => $this->services->ledger()->exclude_order( (int) $order_id, Ledger::DELETED ) );
		add_action( 'woocommerce_before_delete_order_item', fn ( mixed $order_item_id ) => $this->services->ledger()->exclude_line( (int) $order_item_id ) );
		// Orders stored as posts also go to the trash past WooCommerce, from the list of orders.
		$gone = function ( mixed $post_id, string $reason ): void {
			if ( 'shop_order' === get_post_type( (int) $post_id ) ) {
				$this->services->ledger()->exclude_order( (int) $post_id, $reason );
			}
		};
		add_action( 'trashed_post', static fn ( mixed $post_id ) => $gone( $post_id, Ledger::TRASHED ) );
		add_action( 'before_delete_post', static fn ( mixed $post_id ) => $gone( $post_id, Ledger::DELETED ) );

		add_action(
			'woocommerce_checkout_create_order_line_item',
			function ( mixed $item ): void {
				if ( $item instanceof \WC_Order_Item_Product ) {
					$item_id = $this->services->ledger()->item_of( $item->get_variation_id() > 0 ? $item->get_variation_id() : $item->get_product_id() );
					if ( null !== $item_id ) {
						$item->add_meta_data( Ledger::LINE_META, $item_id, true );
					}
				}
			}
		);
	}
}
