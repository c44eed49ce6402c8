<?php
/**
 * A refused request.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

/** Thrown by a handler to refuse the whole request with a code of the contract; status and message come from the error table. */
final class ApiError extends \RuntimeException {

	/**
	 * Takes the code and the fields that are wrong.
	 *
	 * @param string                                                    $error_code One of the contract's error codes.
	 * @param list<array{field: string, code: string, message: string}> $fields     Which fields, if any.
	 */
	public function __construct( public readonly string $error_code, public readonly array $fields = array() ) {
		parent::__construct( $error_code );
	}
}
