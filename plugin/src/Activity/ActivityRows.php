<?php
/**
 * The log as the page shows it.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Activity;

use TillSync\Support\Clock;
use TillSync\Lock\FieldLabels;
use TillSync\Support\Database;

/**
 * Reads the table `activity`, newest first.
 *
 * @phpstan-type Row array{id: int, at: string, kind: string, outcome: string, cause: ?string, item_id: ?string, product_id: ?int, name: ?string, edit_url: ?string, facts: object}
 */
final class ActivityRows {

	/** Takes the database. */
	public function __construct( private Database $database ) {
	}

	/**
	 * A page of the log.
	 *
	 * @param array<string, mixed> $query Of `GET /activity`, checked.
	 * @return array{items: list<Row>, next_before: ?int}
	 */
	public function page( array $query ): array {
		$per_page = is_int( $query['per_page'] ?? null ) ? $query['per_page'] : 25;
		$where    = array( '1 = 1' );
		$values   = array();
		if ( is_int( $query['before'] ?? null ) ) {
			$where[]  = 'a.id < %d';
			$values[] = $query['before'];
		}
		foreach ( array( 'kind', 'outcome' ) as $column ) {
			if ( is_string( $query[ $column ] ?? null ) ) {
				$where[]  = "a.$column = %s";
				$values[] = $query[ $column ];
			}
		}
		if ( is_string( $query['search'] ?? null ) && '' !== trim( $query['search'] ) ) {
			$where[] = "CONCAT_WS(' ', i.name, i.variant, i.sku, p.post_title, a.facts) LIKE %s";
			$values[] = $this->database->containing( trim( $query['search'] ) );
		}
		$rows = $this->read( implode( ' AND ', $where ), $values, $per_page + 1 );
		$more = count( $rows ) > $per_page;
		$rows = array_slice( $rows, 0, $per_page );
		return array(
			'items'       => $rows,
			'next_before' => $more ? $rows[ count( $rows ) - 1 ]['id'] : null,
		);
	}

	/**
	 * What happened to an item lately.
	 *
	 * @param string $item_id Item.
	 * @param int    $limit   Most entries.
	 * @return list<Row>
	 */
	public function of_item( string $item_id, int $limit ): array {
		return $this->read( 'a.item_id = %s', array( $item_id ), $limit );
	}

	/** When a level was last written or an item last changed; null: never. As the contract writes it. */
	public function last_change_at(): ?string {
		return Clock::iso( $this->database->value( "SELECT MAX(at) FROM {activity} WHERE kind IN ('level', 'catalogue')" ) );
	}

	/**
	 * How many levels were written since an instant.
	 *
	 * @param string $since As the database stores it.
	 */
	public function levels_written_since( string $since ): int {
		return (int) $this->database->value( "SELECT COUNT(*) FROM {activity} WHERE kind = 'level' AND outcome = 'ok' AND at >= %s", $since );
	}

	/**
	 * Reads entries with the names things have now.
	 *
	 * @param string                 $where  Condition.
	 * @param array<string|int|null> $values For its placeholders.
	 * @param int                    $limit  Most entries.
	 * @return list<Row>
	 */
	private function read( string $where, array $values, int $limit ): array {
		$rows = $this->database->rows(
			"SELECT a.id, a.at, a.kind, a.outcome, a.cause, a.item_id, a.product_id, a.facts, i.name, i.variant, p.post_title, p.post_type, p.post_parent
			FROM {activity} a
			LEFT JOIN {items} i ON i.id = a.item_id
			LEFT JOIN {posts} p ON p.ID = a.product_id
			WHERE $where ORDER BY a.id DESC LIMIT %d",
			...array_merge( $values, array( $limit ) )
		);
		return array_map( array( self::class, 'row_of' ), $rows );
	}

	/**
	 * One entry.
	 *
	 * @param array<string, string|null> $row Of the database.
	 * @return Row
	 */
	private static function row_of( array $row ): array {
		$name = $row['post_title'] ?? null;
		if ( null !== $row['name'] && '' !== $row['name'] ) {
			$name = $row['name'] . ( null === $row['variant'] || '' === $row['variant'] ? '' : ' – ' . $row['variant'] );
		}
		$post = 'product_variation' === $row['post_type'] ? $row['post_parent'] : $row['product_id'];
		return array(
			'id'         => (int) $row['id'],
			'at'         => (string) Clock::iso( $row['at'] ),
			'kind'       => (string) $row['kind'],
			'outcome'    => (string) $row['outcome'],
			'cause'      => $row['cause'],
			'item_id'    => $row['item_id'],
			'product_id' => null === $row['product_id'] ? null : (int) $row['product_id'],
			'name'       => $name,
			'edit_url'   => null === $row['post_type'] ? null : admin_url( "post.php?post=$post&action=edit" ),
			'facts'      => (object) self::facts_of( $row ),
		);
	}

	/**
	 * The facts of an entry, for whoever reads them now: labels of fields are stored in English.
	 *
	 * @param array<string, string|null> $row Of the database.
	 * @return array<mixed>
	 */
	private static function facts_of( array $row ): array {
		$facts = json_decode( (string) $row['facts'], true );
		$facts = is_array( $facts ) ? $facts : array();
		if ( 'refused' === $row['kind'] && is_string( $facts['fields'] ?? null ) ) {
			$facts['fields'] = FieldLabels::translated( $facts['fields'] );
		}
		return $facts;
	}
}
