<?php
/**
 * The plugin.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync;

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use TillSync\Companion\Watchdog;
use TillSync\Install\Installer;
use TillSync\Install\Requirements;
use TillSync\Rest\AbstractController;

/**
 * The only list of hooks. Objects come from {@see Services}, each when its hook first runs.
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
		$problem = Requirements::problem();
		if ( null !== $problem ) {
			add_action( 'admin_notices', static fn () => Requirements::notice( $problem ) );
			return;
		}
		$this->services->installer()->upgrade();
		$this->hook_rest();
		$this->hook_admin();
		$this->hook_watchdog();
		$this->hook_stock();
		$this->hook_lock();
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
				Installer::in_each_site( $network, fn () => $this->services->ledger()->require_sweep() );
			}
		);
		register_deactivation_hook( $file, static fn ( bool $network = false ) => Installer::in_each_site( $network, array( Watchdog::class, 'unschedule' ) ) );
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

	/** The routes. */
	private function hook_rest(): void {
		add_action(
			'rest_api_init',
			function (): void {
				foreach ( $this->services->controllers() as $controller ) {
					$controller->register();
				}
			}
		);
		add_filter( 'rest_request_before_callbacks', fn ( mixed $response, mixed $handler, \WP_REST_Request $request ): mixed => AbstractController::name_broken_json( $response, $request, $this->services->contract() ), 10, 3 );
	}

	/** Page, notices, Site Health. */
	private function hook_admin(): void {
		if ( is_admin() ) {
			add_action( 'admin_menu', fn () => $this->services->page()->register() );
			add_action( 'admin_enqueue_scripts', fn ( string $screen ) => $this->services->page()->enqueue( $screen ) );
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
		add_action( 'admin_init', fn () => wp_doing_ajax() ? null : $this->services->watchdog()->schedule() );
	}

	/** Order hooks of the ledger. */
	private function hook_stock(): void {
	}

	/** Ways in which a linked product could be changed. */
	private function hook_lock(): void {
	}
}
