<?php
/**
 * Rules of a test shop: it sends no mail, calls nobody outside, and guards the linked plugin.
 *
 * @package TillSync
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

// Mail is kept as one JSON line each instead of being sent.
add_filter(
	'pre_wp_mail',
	static function ( $short_circuit, array $mail ) {
		unset( $short_circuit );
		$line = wp_json_encode(
			array(
				'to'      => $mail['to'],
				'subject' => $mail['subject'],
				'message' => $mail['message'],
			)
		);
		file_put_contents( TILLSYNC_SHOP_FOLDER . '/mail.jsonl', $line . "\n", FILE_APPEND | LOCK_EX );
		return true;
	},
	10,
	2
);

// Only this machine can be reached.
add_filter(
	'pre_http_request',
	static function ( $answer, array $arguments, string $url ) {
		unset( $arguments );
		$host = (string) wp_parse_url( $url, PHP_URL_HOST );
		if ( in_array( $host, array( '127.0.0.1', 'localhost', '::1' ), true ) ) {
			return $answer;
		}
		return new WP_Error( 'http_request_not_executed', 'This shop does not call other machines.' );
	},
	10,
	3
);

// The same for the catalogues of plugins and themes, which otherwise warn in the debug log.
foreach ( array( 'plugins_api', 'themes_api' ) as $catalogue ) {
	add_filter( $catalogue, static fn() => new WP_Error( 'http_request_not_executed', 'This shop does not call other machines.' ) );
}

// WordPress warns in the debug log when it cannot ask for updates; this shop never asks.
foreach ( array( 'update_core', 'update_plugins', 'update_themes' ) as $kind ) {
	add_filter(
		'pre_site_transient_' . $kind,
		static fn() => (object) array(
			'last_checked'    => time(),
			'version_checked' => get_bloginfo( 'version' ),
			'updates'         => array(),
			'response'        => array(),
			'no_update'       => array(),
			'translations'    => array(),
			'checked'         => array(),
		)
	);
}

add_action(
	'init',
	static function (): void {
		remove_action( 'init', 'wp_schedule_update_checks' );
		foreach ( array( 'load-plugins.php', 'load-update.php', 'load-update-core.php', 'admin_init' ) as $hook ) {
			remove_action( $hook, 'wp_update_plugins' );
			remove_action( $hook, 'wp_update_themes' );
			remove_action( $hook, '_maybe_update_core' );
			remove_action( $hook, '_maybe_update_plugins' );
			remove_action( $hook, '_maybe_update_themes' );
		}
		remove_action( 'wp_dashboard_setup', 'wp_check_browser_version' );
	},
	1
);

// Deleting a plugin deletes files: through the link those of the working copy, through the
// hard links those of the source folders.
add_filter(
	'map_meta_cap',
	static fn( array $caps, string $cap ): array => 'delete_plugins' === $cap || 'delete_themes' === $cap ? array( 'do_not_allow' ) : $caps,
	10,
	2
);
