<?php
/**
 * Catching up with orders.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock\Lines;

use Automattic\WooCommerce\Utilities\OrderUtil;
use TillSync\Stock\Ledger;
use TillSync\Support\Clock;
use TillSync\Support\Database;
use TillSync\Support\Options;

/**
 * Compares the ledger with WooCommerce's own record of every order line that can concern us. It goes by line ids and not by
 * dates: WooCommerce does not move an order's date when it changes a line. Bounded per call.
 *
 * After the plugin was off, levels wait for it: one written before it is done could bring back units sold meanwhile. Once a day
 * it runs beside the work, for changes that came past all hooks.
 */
final class LedgerSweep {

	/** Line ids looked at in one query, and seconds one call may take. */
	private const WINDOW         = 5000;
	private const SECONDS        = 5.0;
	private const SECONDS_BESIDE = 1.0;

	/** Seconds after which the next one begins. */
	private const EVERY = 86400;

	/** Takes its collaborators. */
	public function __construct( private Database $database, private LedgerRows $rows, private Options $options, private Clock $clock ) {
	}

	/** Makes a sweep due for which levels have to wait. */
	public function begin(): void {
		$this->options->save_sweep( self::state( -1, true ) );
	}

	/** Whether a sweep is under way for which levels wait. */
	public function waiting(): bool {
		return true === ( $this->options->sweep()['waiting'] ?? false );
	}

	/**
	 * Goes on for a few seconds at most.
	 *
	 * @return bool Whether levels may be written.
	 */
	public function go_on(): bool {
		$state = $this->options->sweep();
		$ended = is_int( $state['ended'] ?? null ) ? $state['ended'] : null;
		if ( null !== $ended && $this->clock->now() - $ended < self::EVERY ) {
			return true;
		}
		$waiting  = null === $ended && false !== ( $state['waiting'] ?? true );
		$deadline = $this->clock->elapsed() + ( $waiting ? self::SECONDS : self::SECONDS_BESIDE );
		$after    = is_int( $state['after'] ?? null ) ? $state['after'] : -1;
		$after    = $after < 0 ? $this->start() : $after;
		$last     = (int) $this->database->value( 'SELECT COALESCE(MAX(order_item_id), 0) FROM {woocommerce_order_items}' );
		while ( null !== $after && $after < $last ) {
			if ( $this->clock->elapsed() > $deadline ) {
				$this->options->save_sweep( self::state( $after, $waiting ) );
				return ! $waiting;
			}
			$until = min( $last, $after + self::WINDOW );
			$this->compare( $this->rows->in_range( $after, $until ) );
			$after = $until;
		}
		$this->exclude_what_is_gone();
		$this->database->next( Ledger::COUNTER );
		$this->options->save_sweep( array( 'ended' => $this->clock->now() ) );
		return true;
	}

	/**
	 * A sweep under way, as it is stored.
	 *
	 * @param int  $after   Line id it has come to; -1: it has not begun.
	 * @param bool $waiting Whether levels wait for it.
	 * @return array{after: int, waiting: bool}
	 */
	private static function state( int $after, bool $waiting ): array {
		return array(
			'after'   => $after,
			'waiting' => $waiting,
		);
	}

	/** The line id behind which lines can concern us; null: nothing is linked and nothing was. */
	private function start(): ?int {
		$row = $this->database->row(
			'SELECT (SELECT MIN(order_item_id) FROM {ledger}) AS known,
			(SELECT MIN(i.order_item_id) FROM {woocommerce_order_items} i
				WHERE i.order_id > (SELECT MIN(k.orders_before) FROM {links} k WHERE k.product_id IS NOT NULL)) AS unknown'
		);
		$ids = array_filter( array( $row['known'] ?? null, $row['unknown'] ?? null ), static fn ( ?string $id ): bool => null !== $id );
		return array() === $ids ? null : (int) min( array_map( 'intval', $ids ) ) - 1;
	}

	/**
	 * Puts right what differs.
	 *
	 * @param list<OrderLine> $lines Lines that concern us.
	 */
	private function compare( array $lines ): void {
		$new = array();
		foreach ( $lines as $line ) {
			$reduced = $line->reduced ?? '0';
			if ( ! $line->known ) {
				if ( '0' !== $reduced ) {
					$new[] = Ledger::row( $line, $reduced, false );
				}
			} elseif ( null !== $line->taken && $line->taken !== $reduced ) {
				$this->rows->set_taken( $line->order_item_id, $reduced );
			}
		}
		$this->rows->store( $new );
	}

	/** Excludes lines that were deleted, and those of orders that failed or went to the trash, unless the POS was told of them. */
	private function exclude_what_is_gone(): void {
		$exclude = fn ( string $join, string $where, string $reason ): int => $this->database->execute(
			"UPDATE {ledger} l LEFT JOIN {bookings} b ON b.order_item_id = l.order_item_id $join
			SET l.standing = %s, l.reason = %s, l.announced_at = NULL, l.updated_at = %s
			WHERE l.standing = %s AND b.id IS NULL AND $where",
			Ledger::EXCLUDED,
			$reason,
			$this->clock->sql(),
			Ledger::COUNTED
		);
		$exclude( 'LEFT JOIN {woocommerce_order_items} i ON i.order_item_id = l.order_item_id', 'i.order_item_id IS NULL', Ledger::DELETED );

		$hpos   = OrderUtil::custom_orders_table_usage_is_enabled();
		$orders = $hpos ? '{wc_orders}' : '{posts}';
		$status = $hpos ? 'o.status' : 'o.post_status';
		$exclude( "JOIN $orders o ON o.ID = l.order_id", "$status = 'trash'", Ledger::TRASHED );
		$exclude( "JOIN $orders o ON o.ID = l.order_id", "$status = 'wc-failed'", Ledger::FAILED );
	}
}
