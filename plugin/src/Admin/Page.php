<?php
/**
 * The page under WooCommerce.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Admin;

/** Registers WooCommerce → TillSync and loads the built page. */
final class Page {

	public const PATH = '/tillsync';

	private const HANDLE = 'tillsync-admin';

	/** The hook suffix of WooCommerce's own pages, of which ours is one. */
	public const SCREEN = 'woocommerce_page_wc-admin';

	/** Takes what was built. */
	public function __construct( private Bundle $bundle ) {
	}

	/** Adds the page to the menu; for `admin_menu`. */
	public function register(): void {
		if ( function_exists( 'wc_admin_register_page' ) ) {
			wc_admin_register_page(
				array(
					'id'         => 'tillsync',
					'title'      => __( 'TillSync', 'tillsync' ),
					'parent'     => 'woocommerce',
					'path'       => self::PATH,
					'capability' => 'manage_woocommerce',
				)
			);
		}
	}

	/**
	 * Loads script and style; for `admin_enqueue_scripts`. All pages of WooCommerce's admin app are one document: a click in
	 * the menu leads from another of them to ours without loading anew, so the script has to be there already.
	 *
	 * @param string $screen Hook suffix.
	 */
	public function enqueue( string $screen ): void {
		if ( self::SCREEN !== $screen || ! current_user_can( 'manage_woocommerce' ) ) {
			return;
		}
		$this->bundle->enqueue( 'index', self::HANDLE, 'tillsyncSettings', $this->settings(), array( 'wp-components', 'wc-components' ) );
	}

	/** Says what to do where the page was not built; for `admin_notices`. */
	public function notice(): void {
		$screen = get_current_screen();
		$shown  = null !== $screen && ( 'plugins' === $screen->id || $this->is_ours() );
		if ( $shown && current_user_can( 'manage_woocommerce' ) && ! $this->bundle->is_built( 'index' ) ) {
			wp_admin_notice(
				wp_kses(
					/* translators: %s: a command. */
					sprintf( __( 'The page of TillSync was not built. Run %s in the project, or install the released plugin.', 'tillsync' ), '<code>npm run build</code>' ),
					array( 'code' => array() )
				),
				array( 'type' => 'error' )
			);
		}
	}

	/**
	 * Puts "Open" in front of the plugin's links on the Plugins screen.
	 *
	 * @param array<string, string> $links Links so far.
	 * @return array<string, string>
	 */
	public function action_links( array $links ): array {
		return array( 'tillsync' => sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Settings', 'tillsync' ) ) ) + $links;
	}

	/** The page's address. */
	public static function url(): string {
		return admin_url( 'admin.php?page=wc-admin&path=' . rawurlencode( self::PATH ) );
	}

	/** Whether the current request shows our page. */
	private function is_ours(): bool {
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended, WordPress.Security.ValidatedSanitizedInput -- Only compared.
		return 'wc-admin' === ( $_GET['page'] ?? '' ) && self::PATH === ( $_GET['path'] ?? '' );
	}

	/**
	 * What the page needs to start; read in `admin-src` as `window.tillsyncSettings`. Where the REST routes are and who asks is
	 * told by WordPress itself, in its script `wp-api-fetch`.
	 *
	 * @return array{version: string, adminUrl: string}
	 */
	private function settings(): array {
		return array(
			'version'  => \TillSync\VERSION,
			'adminUrl' => admin_url(),
		);
	}
}
