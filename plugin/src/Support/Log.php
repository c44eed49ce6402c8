<?php
/**
 * The shop's log.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Support;

/** Writes to WooCommerce → Status → Logs under the source `tillsync`. Never credentials, addresses or request bodies. */
final class Log {

	/**
	 * Something a developer has to look at.
	 *
	 * @param string               $message What failed.
	 * @param array<string, mixed> $context Ids and figures.
	 */
	public function error( string $message, array $context = array() ): void {
		$this->write( 'error', $message, $context );
	}

	/**
	 * Something that went on but should not happen.
	 *
	 * @param string               $message What happened.
	 * @param array<string, mixed> $context Ids and figures.
	 */
	public function warning( string $message, array $context = array() ): void {
		$this->write( 'warning', $message, $context );
	}

	/**
	 * Logs an exception with its place and trace (without arguments, which could hold secrets).
	 *
	 * @param \Throwable           $error   What was thrown.
	 * @param string               $doing   What was being done, for example the route.
	 * @param array<string, mixed> $context Ids and figures.
	 */
	public function thrown( \Throwable $error, string $doing, array $context = array() ): void {
		$trace = array();
		foreach ( array_slice( $error->getTrace(), 0, 12 ) as $frame ) {
			$trace[] = ( $frame['class'] ?? '' ) . ( $frame['type'] ?? '' ) . $frame['function'] . ':' . ( $frame['line'] ?? 0 );
		}
		$this->write(
			'error',
			sprintf( '%s: %s: %s (%s:%d)', $doing, get_class( $error ), $error->getMessage(), basename( $error->getFile() ), $error->getLine() ),
			$context + array( 'trace' => $trace )
		);
	}

	/**
	 * Hands over to WooCommerce's logger, or to PHP's log while WooCommerce is not there.
	 *
	 * @param string               $level   `error` or `warning`.
	 * @param string               $message The line.
	 * @param array<string, mixed> $context Ids and figures.
	 */
	private function write( string $level, string $message, array $context ): void {
		if ( function_exists( 'wc_get_logger' ) ) {
			wc_get_logger()->log( $level, $message, array( 'source' => 'tillsync' ) + $context );
			return;
		}
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- There is no other log yet.
		error_log( 'TillSync: ' . $message );
	}
}
