<?php
/**
 * The link table.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Catalogue;

use TillSync\Support\Clock;
use TillSync\Support\Database;
use TillSync\Support\Decimal;

/**
 * The table `links`: which item of the POS is which product or variation. The identity of both sides; SKU and barcode only
 * propose. A link is effective from the moment its row exists (state `asked`); `linked` says that its first level is written.
 * An unlinked row stays without product, so that the companion hears of it.
 *
 * @phpstan-type Link array{item_id: string, product_id: int, parent_id: int, state: string, problem: ?string, version: int, linked_at: string, checked_at: ?string, shown: ?string}
 */
final class Links {

	private const COLUMNS = 'item_id, product_id, parent_id, state, problem, version, linked_at, checked_at, shown';

	/** Group of the object cache, and the entry in it that says what the others are worth: `version:moment` of the last change. */
	private const CACHE = 'tillsync_links';
	private const STATE = 'state';

	/**
	 * Seconds an entry lives. A request that dies, or whose cache does not answer, between storing a change and telling of it leaves
	 * the others in ignorance so long.
	 */
	private const LIFE = 10 * MINUTE_IN_SECONDS;

	/** Whether this request changed the table in a transaction that is still open: then only the table tells the truth. */
	private bool $changed = false;

	/** Takes the database and the time. */
	public function __construct( private Database $database, private Clock $clock ) {
	}

	/**
	 * Whether a product or variation is linked. Cached; one query for a product not asked about before.
	 *
	 * @param int $product_id Product or variation.
	 */
	public function is_linked( int $product_id ): bool {
		return null !== $this->item_of( $product_id );
	}

	/**
	 * The item a product or variation is linked to, or null. Cached.
	 *
	 * @param int $product_id Product or variation.
	 */
	public function item_of( int $product_id ): ?string {
		return $this->known( array( $product_id ) )[ $product_id ]['item'];
	}

	/**
	 * What a product is to the lock: `simple` or `variation` where it is linked itself, `variable` where one of its variations is,
	 * null where neither. Cached; one query for a product not asked about before.
	 *
	 * @param int $product_id Product or variation.
	 */
	public function kind_of( int $product_id ): ?string {
		return $this->known( array( $product_id ) )[ $product_id ]['kind'];
	}

	/**
	 * The item of the first linked variation of a parent, or null where none is linked. Not cached.
	 *
	 * @param int $parent_id Parent.
	 */
	public function first_item_below( int $parent_id ): ?string {
		return $this->database->value( 'SELECT item_id FROM {links} WHERE parent_id = %d AND product_id IS NOT NULL ORDER BY product_id LIMIT 1', $parent_id );
	}

	/**
	 * Whether a linked product has been public since it was linked. Not cached.
	 *
	 * @param int $product_id Product, variation, or parent of linked variations.
	 */
	public function was_public( int $product_id ): bool {
		$sql = 'SELECT 1 FROM {links} WHERE public_since IS NOT NULL AND ( product_id = %d OR parent_id = %d ) LIMIT 1';
		return null !== $this->database->value( $sql, $product_id, $product_id );
	}

	/**
	 * Notes that linked products are public now; what is noted already stays.
	 *
	 * @param list<int> $product_ids Products, variations, or parents of linked variations.
	 */
	public function note_public( array $product_ids ): void {
		$list = $this->database->list( $product_ids );
		$this->database->execute(
			"UPDATE {links} SET public_since = %s
			WHERE public_since IS NULL AND product_id IS NOT NULL AND ( product_id IN ($list) OR parent_id IN ($list) )",
			$this->clock->sql()
		);
	}

	/**
	 * Asks about many products in one query, for {@see Links::item_of()} and {@see Links::kind_of()}.
	 *
	 * @param list<int> $product_ids Products and variations.
	 */
	public function prime( array $product_ids ): void {
		$this->known( $product_ids );
	}

	/**
	 * What is known of products, from the object cache and for the rest from the table.
	 *
	 * The state is read before the table. Whoever changes the table names a new state after its commit: what was read before it is
	 * stored under a name nobody asks for any more. A transaction, ours or another plugin's, may show an older table than the one the
	 * state stands for; what is read in one is not kept.
	 *
	 * @param list<int> $product_ids Products and variations.
	 * @return array<int, array{item: string|null, kind: string|null}>
	 */
	private function known( array $product_ids ): array {
		$state = self::state();
		$keys  = array();
		foreach ( $product_ids as $id ) {
			$keys[ $id ] = "$id:$state";
		}
		$known  = array();
		$cached = $this->changed ? array() : wp_cache_get_multiple( array_values( $keys ), self::CACHE );
		foreach ( $keys as $id => $key ) {
			if ( is_array( $cached[ $key ] ?? false ) ) {
				/** @var array{item: string|null, kind: string|null} $entry */
				$entry        = $cached[ $key ];
				$known[ $id ] = $entry;
			}
		}
		$unknown = array_values( array_diff( array_keys( $keys ), array_keys( $known ) ) );
		if ( array() === $unknown ) {
			return $known;
		}
		$read = $this->read( $unknown );
		if ( $read['version'] >= (int) $state && ! $this->database->in_transaction() ) {
			foreach ( $read['known'] as $id => $entry ) {
				wp_cache_set( $keys[ $id ], $entry, self::CACHE, self::LIFE );
			}
		}
		return $known + $read['known'];
	}

	/**
	 * What the table knows of products, in one query.
	 *
	 * @param list<int> $ids Products and variations.
	 * @return array{version: int, known: array<int, array{item: string|null, kind: string|null}>} With the version of the table that was seen.
	 */
	private function read( array $ids ): array {
		$list    = $this->database->list( $ids );
		$version = 0;
		$known   = array_fill_keys(
			$ids,
			array(
				'item' => null,
				'kind' => null,
			)
		);
		$rows    = $this->database->rows(
			"SELECT product_id, item_id, parent_id FROM {links} WHERE product_id IN ($list)
			UNION ALL SELECT DISTINCT parent_id, NULL, 0 FROM {links} WHERE parent_id IN ($list) AND product_id IS NOT NULL
			UNION ALL SELECT NULL, NULL, value FROM {counters} WHERE name = 'links'"
		);
		foreach ( $rows as $row ) {
			if ( null === $row['product_id'] ) {
				$version = (int) $row['parent_id'];
				continue;
			}
			$known[ (int) $row['product_id'] ] = array(
				'item' => $row['item_id'],
				'kind' => null === $row['item_id'] ? 'variable' : ( '0' === $row['parent_id'] ? 'simple' : 'variation' ),
			);
		}
		return compact( 'version', 'known' );
	}

	/** The state that what is cached belongs to; begins with the version of the table that it stands for at least. */
	private static function state(): string {
		$state = wp_cache_get( self::STATE, self::CACHE );
		if ( ! is_string( $state ) ) {
			$state = '0:' . microtime();
			wp_cache_set( self::STATE, $state, self::CACHE, self::LIFE );
		}
		return $state;
	}

	/**
	 * Links of the given items, keyed by item; items without a link are missing.
	 *
	 * @param list<string> $item_ids Items.
	 * @return array<string, Link>
	 */
	public function of_items( array $item_ids ): array {
		$links = array();
		$columns = self::COLUMNS;
		$list    = $this->database->list( $item_ids );
		foreach ( $this->database->rows( "SELECT $columns FROM {links} WHERE product_id IS NOT NULL AND item_id IN ($list)" ) as $row ) {
			$links[ (string) $row['item_id'] ] = self::link_of( $row );
		}
		return $links;
	}

	/**
	 * A window of links by product id, for the check.
	 *
	 * @param int $after Product id to start behind; 0: the beginning.
	 * @param int $limit Most links.
	 * @return list<Link>
	 */
	public function window( int $after, int $limit ): array {
		$columns = self::COLUMNS;
		return array_map(
			array( self::class, 'link_of' ),
			$this->database->rows( "SELECT $columns FROM {links} WHERE product_id > %d ORDER BY product_id LIMIT %d", $after, $limit )
		);
	}

	/**
	 * Rows changed since a version, unlinked ones too, oldest first; their product is the former one.
	 *
	 * @param int $after Version.
	 * @param int $limit Most rows.
	 * @return list<Link>
	 */
	public function changed( int $after, int $limit ): array {
		return array_map(
			array( self::class, 'link_of' ),
			$this->database->rows(
				'SELECT item_id, COALESCE(product_id, former_product_id) AS product_id, parent_id, state, problem, version, linked_at, checked_at, shown
				FROM {links} WHERE version > %d ORDER BY version, item_id LIMIT %d',
				$after,
				$limit
			)
		);
	}

	/** How many products and variations are linked. */
	public function count(): int {
		return (int) $this->database->value( 'SELECT COUNT(*) FROM {links} WHERE product_id IS NOT NULL' );
	}

	/** The version of the whole table. */
	public function version(): int {
		return $this->database->current( 'links' );
	}

	/**
	 * Makes links in state `asked`, all with one new version. The pairs were checked by the caller; a product or item that is
	 * taken meanwhile throws, and the caller's transaction takes everything back.
	 *
	 * @param list<array{item_id: string, product_id: int, parent_id: int, public?: bool}> $pairs At least one; `public`: whether the
	 *                                                                              product is (or was) no draft, which is assumed.
	 * @return int The new version.
	 */
	public function link( array $pairs ): int {
		return $this->changing(
			function () use ( $pairs ): int {
				$version = $this->database->next( 'links' );
				$now     = $this->clock->sql();
				$items   = $this->database->list( array_column( $pairs, 'item_id' ) );
				$this->database->execute( "DELETE FROM {links} WHERE product_id IS NULL AND item_id IN ($items)" );
				$rows    = array_map(
					static function ( array $pair ) use ( $version, $now ): array {
						return array( $pair['item_id'], $pair['product_id'], $pair['parent_id'], 'asked', $version, $now, $pair['public'] ?? true ? $now : null );
					},
					$pairs
				);
				$columns = 'item_id, product_id, parent_id, state, version, linked_at, public_since';
				$this->database->execute( "INSERT INTO {links} ($columns) VALUES " . $this->database->tuples( $rows ) );
				return $version;
			}
		);
	}

	/**
	 * Unlinks items, all with one new version. Items without a link are left alone.
	 *
	 * @param list<string> $item_ids At least one.
	 * @return int The new version.
	 */
	public function unlink( array $item_ids ): int {
		return $this->changing(
			function () use ( $item_ids ): int {
				$version = $this->database->next( 'links' );
				$this->database->execute(
					'UPDATE {links} SET former_product_id = product_id, product_id = NULL, state = %s, problem = NULL, version = %d
					WHERE product_id IS NOT NULL AND item_id IN (' . $this->database->list( $item_ids ) . ')',
					'unlinked',
					$version
				);
				return $version;
			}
		);
	}

	/**
	 * Notes the outcome of comparing or writing levels: checked now, problem gone or named, and `asked` becomes `linked` where a
	 * level could be told. One statement for each distinct outcome.
	 *
	 * @param array<string, string|null> $problems Item → item code of the problem, null: none.
	 */
	public function note_checked( array $problems ): void {
		$groups = array();
		foreach ( $problems as $item_id => $problem ) {
			$groups[ $problem ?? '' ][] = (string) $item_id;
		}
		foreach ( $groups as $problem => $item_ids ) {
			$list = $this->database->list( $item_ids );
			if ( '' === $problem ) {
				$this->database->execute(
					"UPDATE {links} SET checked_at = %s, problem = NULL, state = IF(state = 'asked', 'linked', state) WHERE item_id IN ($list)",
					$this->clock->sql()
				);
			} else {
				$this->database->execute( "UPDATE {links} SET checked_at = %s, problem = %s WHERE item_id IN ($list)", $this->clock->sql(), (string) $problem );
			}
		}
	}

	/**
	 * Notes the levels that stand in the shop now, written or found right.
	 *
	 * @param array<int, string> $levels Linked product → decimal; those that are not what was noted before.
	 */
	public function note_shown( array $levels ): void {
		if ( array() === $levels ) {
			return;
		}
		$cases = '';
		foreach ( $levels as $product_id => $level ) {
			$cases .= " WHEN $product_id THEN " . $this->database->literal( $level );
		}
		$this->database->execute( "UPDATE {links} SET shown = CASE product_id $cases END WHERE product_id IN (" . $this->database->list( array_keys( $levels ) ) . ')' );
	}

	/**
	 * Changes the table, and makes what is cached worthless when the change can be seen by others.
	 *
	 * @param callable(): int $work The change.
	 */
	private function changing( callable $work ): int {
		return $this->database->transaction(
			function () use ( $work ): int {
				$version       = 0;
				$this->changed = true;
				$this->database->after_commit(
					function () use ( &$version ): void {
						$this->forget( $version );
					}
				);
				$version = $work();
				return $version;
			}
		);
	}

	/**
	 * Makes everything cached worthless, in all requests.
	 *
	 * @param int $version Of the table: what shows an older one will not be kept. 0: whatever it shows will.
	 */
	public function forget( int $version = 0 ): void {
		$this->changed = false;
		wp_cache_set( self::STATE, ( $version > 0 ? max( $version, (int) self::state() ) : 0 ) . ':' . microtime(), self::CACHE, self::LIFE );
	}

	/**
	 * A row as a link.
	 *
	 * @param array<string, string|null> $row Of the table.
	 * @return Link
	 */
	private static function link_of( array $row ): array {
		return array(
			'item_id'    => (string) $row['item_id'],
			'product_id' => (int) $row['product_id'],
			'parent_id'  => (int) $row['parent_id'],
			'state'      => (string) $row['state'],
			'problem'    => $row['problem'],
			'version'    => (int) $row['version'],
			'linked_at'  => (string) $row['linked_at'],
			'checked_at' => $row['checked_at'],
			'shown'      => Decimal::normal( $row['shown'] ),
		);
	}
}
