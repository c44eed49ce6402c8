<?php
/**
 * Access to the shop's database.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Support;

/**
 * A thin, typed layer over `$wpdb` that throws instead of returning false.
 *
 * Statements name our tables in braces: `SELECT * FROM {links} WHERE item_id = %s`; `{posts}`, `{postmeta}` and the other
 * tables of WordPress that `$wpdb` has a property for work the same way, also `{wc_product_meta_lookup}`. Values go through
 * placeholders (`%s`, `%d`) or, for lists of rows, through {@see Database::literal()}, {@see Database::list()} and
 * {@see Database::tuples()}, whose results are safe to put into a statement.
 */
final class Database {

	/** How many transactions are open around one another; only the outermost one is real. */
	private int $depth = 0;

	/**
	 * Work for the end of the open transaction.
	 *
	 * @var list<callable(): void>
	 */
	private array $after_commit = array();

	/** Statements run so far, for the benches and the tests of cost. */
	private int $statements = 0;

	/** Takes the connection WordPress made. */
	public function __construct( private \wpdb $wpdb ) {
	}

	/**
	 * The full name of a table.
	 *
	 * @param string $name One of ours ({@see \TillSync\Install\Tables::NAMES}) or of WordPress, without prefix.
	 */
	public function table( string $name ): string {
		if ( in_array( $name, \TillSync\Install\Tables::NAMES, true ) ) {
			return $this->wpdb->prefix . 'tillsync_' . $name;
		}
		$known = $this->wpdb->$name ?? null;
		return is_string( $known ) ? $known : $this->wpdb->prefix . $name;
	}

	/**
	 * All rows of a query, each column a string or null.
	 *
	 * @param string          $sql       With `{table}` names and placeholders.
	 * @param string|int|null ...$values For the placeholders; a null becomes the empty string, use a literal instead.
	 * @return list<array<string, string|null>>
	 * @throws StorageFailed When the database refuses.
	 */
	public function rows( string $sql, string|int|null ...$values ): array {
		$rows = $this->wpdb->get_results( $this->prepared( $sql, $values ), ARRAY_A );
		$this->must_have_worked();
		return is_array( $rows ) ? array_values( $rows ) : array();
	}

	/**
	 * The first row, or null.
	 *
	 * @param string          $sql       With `{table}` names and placeholders.
	 * @param string|int|null ...$values For the placeholders.
	 * @return array<string, string|null>|null
	 * @throws StorageFailed When the database refuses.
	 */
	public function row( string $sql, string|int|null ...$values ): ?array {
		return $this->rows( $sql, ...$values )[0] ?? null;
	}

	/**
	 * The first column of the first row, or null.
	 *
	 * @param string          $sql       With `{table}` names and placeholders.
	 * @param string|int|null ...$values For the placeholders.
	 * @throws StorageFailed When the database refuses.
	 */
	public function value( string $sql, string|int|null ...$values ): ?string {
		$row = $this->row( $sql, ...$values );
		return null === $row ? null : ( array_values( $row )[0] ?? null );
	}

	/**
	 * The first column of all rows, nulls left out.
	 *
	 * @param string          $sql       With `{table}` names and placeholders.
	 * @param string|int|null ...$values For the placeholders.
	 * @return list<string>
	 * @throws StorageFailed When the database refuses.
	 */
	public function column( string $sql, string|int|null ...$values ): array {
		$column = array();
		foreach ( $this->rows( $sql, ...$values ) as $row ) {
			$first = array_values( $row )[0] ?? null;
			if ( null !== $first ) {
				$column[] = $first;
			}
		}
		return $column;
	}

	/**
	 * Runs a statement that changes something.
	 *
	 * @param string          $sql       With `{table}` names and placeholders.
	 * @param string|int|null ...$values For the placeholders.
	 * @return int Rows changed, as MySQL counts them (an upsert that changed a row counts 2).
	 * @throws StorageFailed When the database refuses.
	 */
	public function execute( string $sql, string|int|null ...$values ): int {
		$result = $this->wpdb->query( $this->prepared( $sql, $values ) );
		$this->must_have_worked();
		if ( false === $result ) {
			// $wpdb refuses a statement with characters its tables cannot hold without setting last_error.
			throw new StorageFailed( 'The statement holds text that does not fit the character set of the table.' );
		}
		return is_int( $result ) ? $result : 0;
	}

	/** The AUTO_INCREMENT value of the last insert. */
	public function insert_id(): int {
		return (int) $this->wpdb->insert_id;
	}

	/** Statements run so far in this request by this object. */
	public function statements(): int {
		return $this->statements;
	}

	/**
	 * Runs the work in a transaction: all of it is stored, or nothing. Inside another one it becomes part of that.
	 *
	 * @template T
	 * @param callable(): T $work What to do.
	 * @return T What the work returned.
	 * @throws \Throwable What the work threw, after rolling back.
	 */
	public function transaction( callable $work ): mixed {
		if ( $this->depth > 0 ) {
			return $work();
		}
		$this->execute( 'START TRANSACTION' );
		$this->depth = 1;
		try {
			$result = $work();
			$this->execute( 'COMMIT' );
			return $result;
		} catch ( \Throwable $error ) {
			$this->wpdb->query( 'ROLLBACK' );
			throw $error;
		} finally {
			$this->depth        = 0;
			$after              = $this->after_commit;
			$this->after_commit = array();
			array_map( static fn ( callable $work ) => $work(), $after );
		}
	}

	/** Whether a transaction is open. */
	public function in_transaction(): bool {
		return $this->depth > 0;
	}

	/**
	 * Runs work when the open transaction has ended, or at once where none is open. It also runs after a rollback: it may only
	 * undo what caches hold.
	 *
	 * @param callable(): void $work The work; must not throw.
	 */
	public function after_commit( callable $work ): void {
		if ( ! $this->in_transaction() ) {
			$work();
			return;
		}
		$this->after_commit[] = $work;
	}

	/**
	 * Raises a counter by one, atomically, and answers the new value. Inside a transaction the counter's row stays locked until
	 * its end, so that rows stamped with the value become visible in the order of their values.
	 *
	 * @param string $counter `seq`, `links`, `commands`, `settings` or `outbox`.
	 */
	public function next( string $counter ): int {
		$this->execute(
			'INSERT INTO {counters} (name, value) VALUES (%s, LAST_INSERT_ID(1)) ON DUPLICATE KEY UPDATE value = LAST_INSERT_ID(value + 1)',
			$counter
		);
		return (int) $this->value( 'SELECT LAST_INSERT_ID()' );
	}

	/**
	 * A counter's value; 0 when it never moved.
	 *
	 * @param string $counter Its name.
	 */
	public function current( string $counter ): int {
		return (int) ( $this->value( 'SELECT value FROM {counters} WHERE name = %s', $counter ) ?? 0 );
	}

	/**
	 * All counters, name → value.
	 *
	 * @return array<string, int>
	 */
	public function counters(): array {
		$counters = array();
		foreach ( $this->rows( 'SELECT name, value FROM {counters}' ) as $row ) {
			$counters[ (string) $row['name'] ] = (int) $row['value'];
		}
		return $counters;
	}

	/**
	 * A value as SQL text, quoted and escaped; null as NULL.
	 *
	 * @param string|int|bool|null $value The value.
	 */
	public function literal( string|int|bool|null $value ): string {
		return match ( true ) {
			null === $value   => 'NULL',
			is_bool( $value ) => $value ? '1' : '0',
			is_int( $value )  => (string) $value,
			default           => (string) $this->wpdb->prepare( '%s', $value ),
		};
	}

	/**
	 * The inside of `IN (…)`; for an empty list NULL, which matches nothing.
	 *
	 * @param array<string|int> $values The values.
	 */
	public function list( array $values ): string {
		return array() === $values ? 'NULL' : implode( ', ', array_map( fn ( string|int $value ): string => $this->literal( $value ), $values ) );
	}

	/**
	 * Rows for `INSERT … VALUES`: `(…), (…)`.
	 *
	 * @param array<array<string|int|bool|null>> $rows At least one row.
	 */
	public function tuples( array $rows ): string {
		return implode(
			', ',
			array_map( fn ( array $row ): string => '(' . implode( ', ', array_map( fn ( string|int|bool|null $value ): string => $this->literal( $value ), $row ) ) . ')', $rows )
		);
	}

	/**
	 * Text for a `LIKE` that finds it anywhere, its own wildcards escaped. Goes through a placeholder.
	 *
	 * @param string $text What a person typed.
	 */
	public function containing( string $text ): string {
		return '%' . $this->wpdb->esc_like( $text ) . '%';
	}

	/**
	 * Puts table names and values in.
	 *
	 * @param string                 $sql    With `{table}` names and placeholders.
	 * @param array<string|int|null> $values For the placeholders.
	 * @throws StorageFailed When the statement is malformed.
	 */
	private function prepared( string $sql, array $values ): string {
		++$this->statements;
		// Quoted text is skipped: a name in braces that came from a person is not a table.
		$sql = preg_replace_callback( "/'(?:[^'\\\\]++|\\\\.)*+'(*SKIP)(*FAIL)|\{([a-z_]+)\}/s", fn ( array $match ): string => $this->table( $match[1] ), $sql );
		if ( null === $sql ) {
			throw new StorageFailed( 'The statement could not be read: ' . preg_last_error_msg() );
		}
		// phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- This is where statements are prepared.
		return array() === $values ? $sql : (string) $this->wpdb->prepare( $sql, $values );
	}

	/**
	 * Throws what the database said.
	 *
	 * @throws StorageFailed When the last statement failed.
	 */
	private function must_have_worked(): void {
		if ( '' !== $this->wpdb->last_error ) {
			throw new StorageFailed( $this->wpdb->last_error );
		}
	}
}
