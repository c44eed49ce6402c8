<?php
/**
 * The ledger's statements.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock\Lines;

use TillSync\Stock\Ledger;
use TillSync\Support\Clock;
use TillSync\Support\Database;

/**
 * Reads and writes the table `ledger`. Nothing here decides what an order means; {@see Ledger} and {@see LedgerSweep} do.
 *
 * @phpstan-type Row array{line: OrderLine, qty: string, taken: ?string, announced: bool, standing: string, reason: string}
 */
final class LedgerRows {

	/** Most lines of one order that are looked at. */
	private const MOST_LINES = 2000;

	/**
	 * Lines with their ledger row and link. A variation's line names two products; parents are never linked, so at most one joins.
	 * The item kept on the line comes with the products it is or was linked to, one where the line keeps one item.
	 */
	private const SELECT = "SELECT i.order_item_id, i.order_id, MAX(k.product_id) AS product_id, MAX(k.item_id) AS link_item, MAX(k.orders_before) AS orders_before,
		MAX(l.item_id) AS line_item, MAX(l.taken) AS taken, MAX(l.standing) AS standing,
		MAX(CASE WHEN m.meta_key = '_qty' THEN m.meta_value END) AS qty,
		MAX(CASE WHEN m.meta_key = '_reduced_stock' THEN m.meta_value END) AS reduced,
		MAX(f.item_id) AS kept, MIN(COALESCE(f.product_id, f.former_product_id)) AS kept_from, MAX(COALESCE(f.product_id, f.former_product_id)) AS kept_to
		FROM {woocommerce_order_items} i
		LEFT JOIN {ledger} l ON l.order_item_id = i.order_item_id
		LEFT JOIN {woocommerce_order_itemmeta} m ON m.order_item_id = i.order_item_id
			AND m.meta_key IN ('_product_id', '_variation_id', '_qty', '_reduced_stock', '_tillsync_item_id')
		LEFT JOIN {links} k ON m.meta_key IN ('_product_id', '_variation_id') AND k.product_id = CAST(m.meta_value AS UNSIGNED)
		LEFT JOIN {links} f ON m.meta_key = '_tillsync_item_id' AND f.item_id = m.meta_value
		WHERE i.order_item_type = 'line_item' AND ";

	/** Takes the database and the time. */
	public function __construct( private Database $database, private Clock $clock ) {
	}

	/**
	 * The product lines of an order, in one query.
	 *
	 * @param int $order_id The order.
	 * @return list<OrderLine>
	 */
	public function of_order( int $order_id ): array {
		return $this->select( 'i.order_id = %d', $order_id, self::MOST_LINES );
	}

	/**
	 * The product lines of the order a line belongs to, in one query.
	 *
	 * @param int $order_item_id Any line of it.
	 * @return list<OrderLine>
	 */
	public function of_order_of( int $order_item_id ): array {
		return $this->select( 'i.order_id = (SELECT s.order_id FROM {woocommerce_order_items} s WHERE s.order_item_id = %d)', $order_item_id, self::MOST_LINES );
	}

	/**
	 * Lines in a range of ids, for the sweep.
	 *
	 * @param int $after Lines behind this id.
	 * @param int $until Up to and with this id.
	 * @return list<OrderLine> Only those that concern us.
	 */
	public function in_range( int $after, int $until ): array {
		return array_values(
			array_filter(
				$this->select( 'i.order_item_id > %d AND i.order_item_id <= ' . $until, $after, $until - $after ),
				static fn ( OrderLine $line ): bool => $line->concerns_us()
			)
		);
	}

	/**
	 * Stores rows in one statement. The item of a row that exists already stays what it is.
	 *
	 * @param list<Row> $rows None is fine.
	 */
	public function store( array $rows ): void {
		if ( array() === $rows ) {
			return;
		}
		$now    = $this->clock->sql();
		$tuples = array();
		foreach ( $rows as $row ) {
			$line     = $row['line'];
			$tuples[] = array(
				$line->order_item_id,
				$line->order_id,
				(int) $line->product_id,
				(string) $line->item_id,
				$row['qty'],
				$row['taken'],
				$row['announced'] ? $now : null,
				$row['standing'],
				$row['reason'],
				$now,
			);
		}
		$this->database->execute(
			'INSERT INTO {ledger} (order_item_id, order_id, product_id, item_id, qty, taken, announced_at, standing, reason, updated_at) VALUES '
			. $this->database->tuples( $tuples )
			. ' ON DUPLICATE KEY UPDATE qty = VALUES(qty), taken = VALUES(taken), announced_at = VALUES(announced_at),
			reason = IF(standing = VALUES(standing), reason, VALUES(reason)), standing = VALUES(standing), updated_at = VALUES(updated_at)'
		);
	}

	/**
	 * Notes what WooCommerce says a line has taken. A line excluded only because WooCommerce had never reduced it counts again:
	 * now it has.
	 *
	 * @param int    $order_item_id A line with a row.
	 * @param string $taken         Decimal.
	 */
	public function set_taken( int $order_item_id, string $taken ): void {
		$this->database->execute(
			'UPDATE {ledger} SET standing = IF(reason = %s, %s, standing), reason = IF(reason = %s, %s, reason),
			taken = %s, announced_at = NULL, updated_at = %s WHERE order_item_id = %d',
			Ledger::NEVER_REDUCED,
			Ledger::COUNTED,
			Ledger::NEVER_REDUCED,
			'',
			$taken,
			$this->clock->sql(),
			$order_item_id
		);
	}

	/**
	 * Excludes for ever lines the POS was never told of; lines with a booking stay as they are.
	 *
	 * @param string $column `order_id` or `order_item_id`.
	 * @param int    $id     Its value.
	 * @param string $reason Why.
	 * @return bool Whether any line changed.
	 */
	public function exclude_untold( string $column, int $id, string $reason ): bool {
		$column = 'order_id' === $column ? 'order_id' : 'order_item_id';
		return 0 < $this->database->execute(
			"UPDATE {ledger} l LEFT JOIN {bookings} b ON b.order_item_id = l.order_item_id
			SET l.standing = %s, l.reason = %s, l.announced_at = NULL, l.updated_at = %s
			WHERE l.$column = %d AND l.standing = %s AND b.id IS NULL",
			Ledger::EXCLUDED,
			$reason,
			$this->clock->sql(),
			$id,
			Ledger::COUNTED
		);
	}

	/**
	 * Asks WooCommerce's own record about lines announced more than ten minutes ago whose hook never came. Where it has no
	 * number either, WooCommerce never reduced the line, and it is excluded.
	 *
	 * @return bool Whether there was any.
	 */
	public function resolve_overdue(): bool {
		return 0 < $this->database->execute(
			"UPDATE {ledger} l
			LEFT JOIN {woocommerce_order_itemmeta} m ON m.order_item_id = l.order_item_id AND m.meta_key = '_reduced_stock'
			LEFT JOIN {bookings} b ON b.order_item_id = l.order_item_id
			SET l.taken = IF(m.meta_value IS NULL, 0, GREATEST(m.meta_value + 0, 0)),
				l.reason = IF(m.meta_value IS NULL AND b.id IS NULL, %s, l.reason),
				l.standing = IF(m.meta_value IS NULL AND b.id IS NULL, %s, l.standing),
				l.announced_at = NULL, l.updated_at = %s
			WHERE l.announced_at < %s",
			Ledger::NEVER_REDUCED,
			Ledger::EXCLUDED,
			$this->clock->sql(),
			$this->clock->sql( $this->clock->now() - Line::ANNOUNCED_SECONDS )
		);
	}

	/**
	 * Runs the query with a condition.
	 *
	 * @param string $where With one placeholder.
	 * @param int    $value For it.
	 * @param int    $limit Most lines.
	 * @return list<OrderLine>
	 */
	private function select( string $where, int $value, int $limit ): array {
		return array_map(
			array( OrderLine::class, 'of' ),
			$this->database->rows( self::SELECT . $where . ' GROUP BY i.order_item_id, i.order_id ORDER BY i.order_item_id LIMIT %d', $value, $limit )
		);
	}
}
