<?php
/**
 * The POS's levels as the shop keeps them.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock;

use TillSync\Support\Clock;
use TillSync\Support\Database;
use TillSync\Support\Decimal;

/**
 * The table `levels` (item × outlet), and what of `items` the equation needs.
 *
 * @phpstan-type Level array{item_id: string, outlet_id: string, level: string, version: string}
 * @phpstan-type Item array{name: string, tracked: bool, composite: bool, parked: bool, levels: array<string, array{level: int, as_of: int}>}
 */
final class LevelMirror {

	/** Takes the database and the time. */
	public function __construct( private Database $database, private Clock $clock ) {
	}

	/**
	 * Stores a page of levels in two statements. A lower version than the stored one changes nothing. `as_of` only rises: what
	 * was surely in an older level is in a newer one too, and the same version read again later has settled meanwhile.
	 *
	 * @param list<Level> $levels Rows of the POS.
	 * @param int         $as_of  Bookings up to this seq are surely in them.
	 * @return array<string, bool> Item → whether at least one of its rows was not older than the mirror's.
	 */
	public function store( array $levels, int $as_of ): array {
		if ( array() === $levels ) {
			return array();
		}
		$now  = $this->clock->sql();
		$rows = array();
		foreach ( $levels as $level ) {
			$rows[] = array( $level['item_id'], $level['outlet_id'], $level['level'], $level['version'], $as_of, $now );
		}
		// MySQL assigns from left to right: the version, which the others are compared with, comes last.
		$this->database->execute(
			'INSERT INTO {levels} (item_id, outlet_id, level, version, as_of, read_at) VALUES ' . $this->database->tuples( $rows )
			. ' ON DUPLICATE KEY UPDATE level = IF(VALUES(version) >= version, VALUES(level), level),
			as_of = IF(VALUES(version) >= version, GREATEST(as_of, VALUES(as_of)), as_of),
			read_at = IF(VALUES(version) >= version, VALUES(read_at), read_at),
			version = GREATEST(version, VALUES(version))'
		);
		$stored = array();
		$list   = $this->database->list( array_values( array_unique( array_column( $levels, 'item_id' ) ) ) );
		foreach ( $this->database->rows( "SELECT item_id, outlet_id, version FROM {levels} WHERE item_id IN ($list)" ) as $row ) {
			$stored[ $row['item_id'] . '|' . $row['outlet_id'] ] = (int) $row['version'];
		}
		$fresh = array();
		foreach ( $levels as $level ) {
			$id           = $level['item_id'];
			$fresh[ $id ] = ( $fresh[ $id ] ?? false ) || (int) $level['version'] >= ( $stored[ $id . '|' . $level['outlet_id'] ] ?? 0 );
		}
		return $fresh;
	}

	/**
	 * What people call items: name with variant.
	 *
	 * @param list<string> $item_ids Items.
	 * @return array<string, string> Items never seen are missing.
	 */
	public function names( array $item_ids ): array {
		$names = array();
		foreach ( $this->database->rows( 'SELECT id, name, variant FROM {items} WHERE id IN (' . $this->database->list( $item_ids ) . ')' ) as $row ) {
			$names[ (string) $row['id'] ] = self::name( $row );
		}
		return $names;
	}

	/**
	 * Name with variant.
	 *
	 * @param array<string, string|null> $row Of `items`.
	 */
	private static function name( array $row ): string {
		return trim( $row['name'] . ( '' === (string) $row['variant'] ? '' : ' / ' . $row['variant'] ) );
	}

	/**
	 * What the mirror knows of items, in one query. An item it has never seen counts as tracked. `parked`: one of its levels
	 * could not be read, so that the stored ones may be old.
	 *
	 * @param list<string> $item_ids Items.
	 * @return array<string, Item> Every id asked for.
	 */
	public function read( array $item_ids ): array {
		$items = array();
		foreach ( $item_ids as $id ) {
			$items[ $id ] = array(
				'name'      => '',
				'tracked'   => true,
				'composite' => false,
				'parked'    => false,
				'levels'    => array(),
			);
		}
		if ( array() === $item_ids ) {
			return $items;
		}
		$list = $this->database->list( $item_ids );
		foreach ( $this->database->rows(
			"SELECT i.id, i.name, i.variant, i.tracked, i.composite, p.item_id AS parked, l.outlet_id, l.level, l.as_of
			FROM {items} i LEFT JOIN {levels} l ON l.item_id = i.id
			LEFT JOIN {parked} p ON p.feed = 'inventory' AND p.item_id = i.id WHERE i.id IN ($list)
			UNION ALL SELECT l.item_id, '', '', 1, 0, NULL, l.outlet_id, l.level, l.as_of
			FROM {levels} l LEFT JOIN {items} i ON i.id = l.item_id WHERE i.id IS NULL AND l.item_id IN ($list)"
		) as $row ) {
			$id           = (string) $row['id'];
			$items[ $id ] = array(
				'name'      => self::name( $row ),
				'tracked'   => '1' === $row['tracked'],
				'composite' => '1' === $row['composite'],
				'parked'    => null !== $row['parked'],
				'levels'    => $items[ $id ]['levels'],
			);
			if ( null !== $row['outlet_id'] ) {
				$items[ $id ]['levels'][ $row['outlet_id'] ] = array(
					'level' => Decimal::scaled( (string) $row['level'] ),
					'as_of' => (int) $row['as_of'],
				);
			}
		}
		return $items;
	}
}
