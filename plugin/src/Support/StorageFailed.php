<?php
/**
 * A refused statement.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Support;

/** The database refused a statement. The message is for the log, never for an answer. */
final class StorageFailed extends \RuntimeException {
}
