<?php
/**
 * A request that passed the contract.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

/** What a handler gets: body and query as the schemas promise them, nothing coerced. */
final class Input {

	/**
	 * Takes what was checked.
	 *
	 * @param array<string, mixed> $body     Decoded body; empty where the route has none.
	 * @param array<string, mixed> $query    Query with whole numbers as ints; empty where the route has none.
	 * @param string               $id       The `{id}` in the path, or the empty string.
	 * @param string               $instance The calling companion, or the empty string.
	 */
	public function __construct(
		public readonly array $body,
		public readonly array $query,
		public readonly string $id,
		public readonly string $instance
	) {
	}
}
