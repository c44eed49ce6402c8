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

	/**
	 * What is known in this request: product id → item id, null: not linked.
	 *
	 * @var array<int, string|null>
	 */
	private array $items = array();

	/**
	 * Product ids whose variations were asked about in this request → whether any is linked.
	 *
	 * @var array<int, bool>
	 */
	private array $parents = array();

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
		if ( ! array_key_exists( $product_id, $this->items ) ) {
			$this->prime( array( $product_id ) );
		}
		return $this->items[ $product_id ];
	}

	/**
	 * Asks about many products in one query, for {@see Links::is_linked()} and {@see Links::item_of()}.
	 *
	 * @param list<int> $product_ids Products and variations.
	 */
	public function prime( array $product_ids ): void {
		$unknown = array_values( array_filter( array_unique( $product_ids ), fn ( int $id ): bool => ! array_key_exists( $id, $this->items ) ) );
		if ( array() === $unknown ) {
			return;
		}
		foreach ( $unknown as $id ) {
			$this->items[ $id ] = null;
		}
		$list = $this->database->list( $unknown );
		foreach ( $this->database->rows( "SELECT product_id, item_id FROM {links} WHERE product_id IN ($list)" ) as $row ) {
			$this->items[ (int) $row['product_id'] ] = (string) $row['item_id'];
		}
	}

	/**
	 * Whether any variation of a product is linked. Cached.
	 *
	 * @param int $parent_id A variable product.
	 */
	public function has_linked_variation( int $parent_id ): bool {
		return $this->parents[ $parent_id ] ??= $parent_id > 0
			&& null !== $this->database->value( 'SELECT 1 FROM {links} WHERE parent_id = %d AND product_id IS NOT NULL LIMIT 1', $parent_id );
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
	 * @param list<array{item_id: string, product_id: int, parent_id: int}> $pairs At least one.
	 * @return int The new version.
	 */
	public function link( array $pairs ): int {
		return $this->database->transaction(
			function () use ( $pairs ): int {
				$version = $this->database->next( 'links' );
				$now     = $this->clock->sql();
				$this->database->execute( 'DELETE FROM {links} WHERE product_id IS NULL AND item_id IN (' . $this->database->list( array_column( $pairs, 'item_id' ) ) . ')' );
				$rows = array_map(
					static fn ( array $pair ): array => array( $pair['item_id'], $pair['product_id'], $pair['parent_id'], 'asked', $version, $now ),
					$pairs
				);
				$this->database->execute( 'INSERT INTO {links} (item_id, product_id, parent_id, state, version, linked_at) VALUES ' . $this->database->tuples( $rows ) );
				$this->forget();
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
		return $this->database->transaction(
			function () use ( $item_ids ): int {
				$version = $this->database->next( 'links' );
				$this->database->execute(
					'UPDATE {links} SET former_product_id = product_id, product_id = NULL, state = %s, problem = NULL, version = %d
					WHERE product_id IS NOT NULL AND item_id IN (' . $this->database->list( $item_ids ) . ')',
					'unlinked',
					$version
				);
				$this->forget();
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

	/** Empties the caches of this request. */
	public function forget(): void {
		$this->items   = array();
		$this->parents = array();
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
