<?php
/**
 * The emitted contract.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Support;

/** Reads `plugin/schemas/`, which is emitted from the TypeScript contract. Each file is read once a request, when first needed. */
final class Contract {

	/**
	 * Files read so far.
	 *
	 * @var array<string, array<string, mixed>>
	 */
	private array $files = array();

	/**
	 * Takes the folder of the schemas.
	 *
	 * @param string $folder Without trailing slash.
	 */
	public function __construct( private string $folder ) {
	}

	/**
	 * One route of the table.
	 *
	 * @param string $name For example `links_change`.
	 * @return array{method: string, path: non-falsy-string, audience: string, lease: bool, body: bool, query: bool}
	 */
	public function route( string $name ): array {
		/** @var array<string, array{method: string, path: non-falsy-string, audience: string, lease: bool, body: bool, query: bool}> $routes */
		$routes = $this->file( 'routes' );
		return $routes[ $name ];
	}

	/**
	 * The schema of a route's body or query.
	 *
	 * @param string $route Its name.
	 * @param string $part  `body` or `query`.
	 * @return array<string, mixed>
	 */
	public function schema( string $route, string $part ): array {
		return $this->file( "$route.$part" );
	}

	/**
	 * Status and message of an error code; an unknown code is a 500.
	 *
	 * @param string $code One of the contract's error codes.
	 * @return array{status: int, message: string}
	 */
	public function error( string $code ): array {
		/** @var array<string, array{status: int, message: string}> $errors */
		$errors = $this->file( 'errors' )['errors'];
		return $errors[ $code ] ?? $errors['storage_failed'];
	}

	/**
	 * A whole number among the constants.
	 *
	 * @param string $name For example `max_rows`.
	 */
	public function number( string $name ): int {
		$value = $this->file( 'constants' )[ $name ];
		return is_int( $value ) ? $value : 0;
	}

	/**
	 * A text among the constants.
	 *
	 * @param string $name For example `namespace`.
	 * @return non-falsy-string
	 * @throws \RuntimeException When the plugin is incomplete.
	 */
	public function text( string $name ): string {
		$value = $this->file( 'constants' )[ $name ] ?? null;
		if ( ! is_string( $value ) || '' === $value || '0' === $value ) {
			throw new \RuntimeException( "The plugin's file schemas/constants.json lacks $name. Install the plugin again." );
		}
		return $value;
	}

	/**
	 * The settings of a new shop.
	 *
	 * @return array<string, mixed>
	 */
	public function default_settings(): array {
		$settings = $this->file( 'constants' )['default_settings'];
		return is_array( $settings ) ? $settings : array();
	}

	/**
	 * The ownership table, as emitted.
	 *
	 * @return array<mixed>
	 */
	public function ownership(): array {
		return $this->file( 'ownership' );
	}

	/**
	 * A file's content.
	 *
	 * @param string $name Without `.json`.
	 * @return array<string, mixed>
	 * @throws \RuntimeException When the plugin is incomplete.
	 */
	private function file( string $name ): array {
		if ( ! isset( $this->files[ $name ] ) ) {
			// phpcs:ignore WordPress.WP.AlternativeFunctions.file_get_contents_file_get_contents -- A file of the plugin.
			$content = json_decode( (string) file_get_contents( "{$this->folder}/$name.json" ), true );
			if ( ! is_array( $content ) ) {
				throw new \RuntimeException( "The plugin's file schemas/$name.json is missing or broken. Install the plugin again." );
			}
			$this->files[ $name ] = $content;
		}
		return $this->files[ $name ];
	}
}
