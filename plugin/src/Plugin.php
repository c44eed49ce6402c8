<?php
/**
 * The plugin.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync;

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
		$this->services->installer()->upgrade();
		$this->hook_rest();
		$this->hook_stock();
		$this->hook_lock();
	}

	/**
	 * Activation and declarations; these run before WooCommerce is known to be there.
	 *
	 * @param string $file The main file.
	 */
	private function hook_lifecycle( string $file ): void {
		register_activation_hook( $file, fn ( bool $network = false ) => $this->services->installer()->activate( $network ) );
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
	}

	/** Order hooks of the ledger. */
	private function hook_stock(): void {
	}

	/** Ways in which a linked product could be changed. */
	private function hook_lock(): void {
	}
}
