<?php
/**
 * What was built for wp-admin.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Admin;

/** The scripts and style sheets in `build/`, each under the name of its entry in `webpack.config.mjs`. */
final class Bundle {

	/** Takes the plugin's main file. */
	public function __construct( private string $file ) {
	}

	/**
	 * Whether an entry was built.
	 *
	 * @param string $entry Entry.
	 */
	public function is_built( string $entry ): bool {
		return null !== $this->asset( $entry );
	}

	/**
	 * Loads an entry's script, and its style sheet where it has one. Does nothing where it was not built.
	 *
	 * @param string           $entry    Entry.
	 * @param non-empty-string $handle   What script and style are called.
	 * @param string           $variable Name of the global variable the script reads its settings from.
	 * @param mixed            $settings The settings.
	 * @param list<string>     $styles   Handles of the style sheets that come first.
	 */
	public function enqueue( string $entry, string $handle, string $variable, mixed $settings, array $styles = array() ): void {
		$asset = $this->asset( $entry );
		if ( null === $asset ) {
			return;
		}
		wp_enqueue_script( $handle, plugins_url( "build/$entry.js", $this->file ), $asset['dependencies'], $asset['version'], array( 'in_footer' => true ) );
		if ( in_array( 'wp-i18n', $asset['dependencies'], true ) ) {
			wp_set_script_translations( $handle, 'tillsync', dirname( $this->file ) . '/languages' );
		}
		wp_add_inline_script( $handle, "window.$variable = " . wp_json_encode( $settings, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES ) . ';', 'before' );
		$sheet = is_rtl() && is_readable( $this->path( "$entry-rtl.css" ) ) ? "$entry-rtl.css" : "$entry.css";
		if ( is_readable( $this->path( $sheet ) ) ) {
			wp_enqueue_style( $handle, plugins_url( "build/$sheet", $this->file ), $styles, $asset['version'] );
		}
	}

	/**
	 * What the build says of an entry; null: not built.
	 *
	 * @param string $entry Entry.
	 * @return array{dependencies: list<non-empty-string>, version: string}|null
	 */
	private function asset( string $entry ): ?array {
		$file = $this->path( "$entry.asset.php" );
		if ( ! is_readable( $file ) || ! is_readable( $this->path( "$entry.js" ) ) ) {
			return null;
		}
		/** @var array{dependencies: list<non-empty-string>, version: string} $asset */
		$asset = require $file;
		return $asset;
	}

	/**
	 * Where a file of the build is.
	 *
	 * @param string $name Its name.
	 */
	private function path( string $name ): string {
		return dirname( $this->file ) . "/build/$name";
	}
}
