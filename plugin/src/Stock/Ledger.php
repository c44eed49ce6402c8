<?php
/**
 * What order lines take out of the shop's stock.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock;

use TillSync\Catalogue\Links;
use TillSync\Stock\Lines\LedgerRows;
use TillSync\Stock\Lines\LedgerSweep;
use TillSync\Stock\Lines\OrderLine;
use TillSync\Support\Database;
use TillSync\Support\Decimal;
use TillSync\Support\Log;

/**
 * Follows WooCommerce's own record of each line, the order item meta `_reduced_stock`, from the moment before it takes units.
 *
 * WooCommerce lowers `_stock` first and saves `_reduced_stock` afterwards. Between the two the ledger must know of the units
 * already, or a level written meanwhile would bring them back: so a line is *announced* before WooCommerce reduces it (taken not
 * yet known, counts in full), and *taken* follows every change of the meta, whoever makes it: reducing, restoring, restocking a
 * refund, an edit of the order. An order without linked products costs one query here.
 *
 * Every public method is called from order processing and never throws: WooCommerce swallows exceptions there and goes on
 * without reducing stock.
 */
final class Ledger {

	public const COUNTED  = 'counted';
	public const EXCLUDED = 'excluded';

	/** Reasons for being excluded. */
	public const BEFORE_LINK   = 'before_link';
	public const NEVER_REDUCED = 'never_reduced';
	public const FAILED        = 'failed';
	public const TRASHED       = 'trashed';
	public const DELETED       = 'deleted';

	/** Where checkout keeps the POS's id on an order line. */
	public const LINE_META = '_tillsync_item_id';

	/** Raised when a target may have moved although no stored level has. */
	public const COUNTER = 'levels';

	/**
	 * Lines met in this request: order item id → whether the ledger has a row, null when the line concerns us but has none.
	 *
	 * @var array<int, bool|null>
	 */
	private array $met = array();

	/**
	 * Orders looked at in this request of which no line concerns us.
	 *
	 * @var array<int, true>
	 */
	private array $idle = array();

	/** Takes its collaborators. */
	public function __construct(
		private Database $database,
		private LedgerRows $rows,
		private LedgerSweep $sweep,
		private Links $links,
		private Log $log
	) {
	}

	/**
	 * A draft has become an order. Its number may be from before a product was linked; the order itself is not.
	 *
	 * @param int $order_id The order.
	 */
	public function order_made( int $order_id ): void {
		$this->safely(
			'noting a new order',
			function () use ( $order_id ): void {
				$rows = array();
				foreach ( $this->lines( $order_id ) as $line ) {
					if ( ! $line->known && $line->existed ) {
						$rows[] = self::row( $line, $line->reduced ?? '0', false, self::COUNTED );
					}
				}
				$this->store( $rows );
			}
		);
	}

	/**
	 * A line was added to an order: what is remembered of the order in this request holds no more.
	 *
	 * @param int $order_id The order.
	 */
	public function line_made( int $order_id ): void {
		unset( $this->idle[ $order_id ] );
	}

	/**
	 * WooCommerce is about to take an order's units: the order reached a paid status, or its reduction was called for directly.
	 *
	 * @param int $order_id The order.
	 */
	public function announce( int $order_id ): void {
		$this->safely(
			'announcing an order',
			function () use ( $order_id ): void {
				$rows  = array();
				$never = null;
				foreach ( $this->lines( $order_id ) as $line ) {
					if ( self::EXCLUDED === $line->standing ) {
						continue;
					}
					// WooCommerce reduces a line once, and takes a stored 0 for "not yet".
					if ( null !== $line->reduced && 0 !== Decimal::scaled( $line->reduced ) ) {
						if ( $line->reduced !== $line->taken ) {
							$rows[] = self::row( $line, $line->reduced, false );
						}
						continue;
					}
					$never ??= $this->reduced_already( $order_id );
					$rows[]  = $never
						? self::row( $line, $line->reduced ?? '0', false, self::EXCLUDED, self::NEVER_REDUCED )
						: self::row( $line, null, true );
				}
				$this->store( $rows );
			}
		);
	}

	/**
	 * An order line's quantity is about to be edited by hand; where that takes more units, the line is announced.
	 *
	 * @param \WC_Order_Item $item     The line, still with its old record.
	 * @param int|float      $quantity New quantity; below 0: the line's own.
	 */
	public function adjust( \WC_Order_Item $item, int|float $quantity ): void {
		$this->safely(
			'announcing an edited order line',
			function () use ( $item, $quantity ): void {
				$wanted = (float) wc_stock_amount( $quantity >= 0 ? $quantity : $item->get_quantity() );
				$taken  = (float) wc_stock_amount( (float) $item->get_meta( '_reduced_stock' ) );
				$more   = $wanted - (float) wc_stock_amount( (float) $item->get_meta( '_restock_refunded_items' ) ) - $taken;
				if ( $item->get_id() <= 0 || $more <= 0 ) {
					return;
				}
				$qty = Decimal::normal( number_format( $taken + $more, 5, '.', '' ) ) ?? '0';
				foreach ( $this->meet( $this->rows->of_order_of( $item->get_id() ) ) as $line ) {
					if ( $line->order_item_id === $item->get_id() && self::EXCLUDED !== $line->standing ) {
						$this->store( array( array( 'qty' => $qty ) + self::row( $line, null, true ) ) );
					}
				}
			}
		);
	}

	/**
	 * WooCommerce changed its record of a line.
	 *
	 * @param int    $order_item_id The line.
	 * @param mixed  $reduced       New value of `_reduced_stock`; null: it was deleted, the line takes nothing any more.
	 */
	public function taken( int $order_item_id, mixed $reduced ): void {
		$this->safely(
			'noting what an order line took',
			function () use ( $order_item_id, $reduced ): void {
				$taken = null === $reduced ? '0' : OrderLine::units( is_scalar( $reduced ) ? (string) $reduced : null ) ?? '0';
				if ( ! array_key_exists( $order_item_id, $this->met ) ) {
					$this->meet( $this->rows->of_order_of( $order_item_id ) );
				}
				// A line the query does not show is no product line: none of ours.
				$row = array_key_exists( $order_item_id, $this->met ) ? $this->met[ $order_item_id ] : false;
				if ( true === $row ) {
					$this->rows->set_taken( $order_item_id, $taken );
				} elseif ( null === $row ) {
					$this->add( $order_item_id, $taken );
				}
			}
		);
	}

	/**
	 * An order will not be sent: it failed or went to the trash. Units the POS was told of stay counted.
	 *
	 * @param int    $order_id The order.
	 * @param string $reason   One of the reasons.
	 */
	public function exclude_order( int $order_id, string $reason ): void {
		$this->safely( 'excluding an order', fn () => $this->rows->exclude_untold( 'order_id', $order_id, $reason ) && $this->moved() );
	}

	/**
	 * A line is deleted.
	 *
	 * @param int $order_item_id The line; other kinds of order items are no harm.
	 */
	public function exclude_line( int $order_item_id ): void {
		if ( false === ( $this->met[ $order_item_id ] ?? null ) ) {
			return;
		}
		$this->safely( 'excluding an order line', fn () => $this->rows->exclude_untold( 'order_item_id', $order_item_id, self::DELETED ) && $this->moved() );
	}

	/**
	 * The POS's id of a line at checkout, to be kept on it; null when its product is not linked.
	 *
	 * @param int $product_id Product or variation.
	 */
	public function item_of( int $product_id ): ?string {
		$found = null;
		$this->safely(
			'asking for a link',
			function () use ( $product_id, &$found ): void {
				$found = $this->links->item_of( $product_id );
			}
		);
		return $found;
	}

	/**
	 * A product was linked: orders that exist already are the POS's business no more than before, so they are never counted.
	 * Lines that have a row keep their standing.
	 *
	 * @param string $item_id    The item.
	 * @param int    $product_id The product or variation.
	 */
	public function product_linked( string $item_id, int $product_id ): void {
		$this->database->execute(
			'UPDATE {links} SET orders_before = (SELECT COALESCE(MAX(order_id), 0) FROM {woocommerce_order_items}) WHERE item_id = %s AND product_id = %d',
			$item_id,
			$product_id
		);
		$this->forget();
	}

	/**
	 * A product was unlinked. Its lines keep their standing; they mean nothing until it is linked again.
	 *
	 * @param string $item_id    The item.
	 * @param int    $product_id The product or variation it was linked to.
	 */
	public function product_unlinked( string $item_id, int $product_id ): void {
		$this->forget();
	}

	/** The plugin was off: before any level is written, orders have to be looked through for what was missed. */
	public function require_sweep(): void {
		$this->sweep->begin();
	}

	/**
	 * Goes on with the sweep, for a few seconds at most.
	 *
	 * @return bool True: nothing (more) to sweep. False: levels must not be written yet.
	 */
	public function sweep(): bool {
		return $this->sweep->go_on();
	}

	/** Whether levels are waiting for the sweep. */
	public function sweep_waiting(): bool {
		return $this->sweep->waiting();
	}

	/** Settles lines that were announced and never confirmed; see {@see LedgerRows::resolve_overdue()}. */
	public function resolve_overdue(): void {
		$this->rows->resolve_overdue();
	}

	/** Adds a line that takes units without having been announced. */
	private function add( int $order_item_id, string $taken ): void {
		foreach ( $this->rows->of_order_of( $order_item_id ) as $line ) {
			if ( $line->order_item_id === $order_item_id && $line->concerns_us() ) {
				$this->store( array( self::row( $line, $taken, false ) ) );
			}
		}
	}

	/**
	 * The lines of an order that concern us; one query, and none for an order that was looked at in this request in vain.
	 *
	 * @param int $order_id The order.
	 * @return list<OrderLine>
	 */
	private function lines( int $order_id ): array {
		if ( isset( $this->idle[ $order_id ] ) ) {
			return array();
		}
		$lines = $this->rows->of_order( $order_id );
		$ours  = $this->meet( $lines );
		// An order without lines is being made; they are about to come.
		if ( array() === $ours && array() !== $lines ) {
			$this->idle[ $order_id ] = true;
		}
		return $ours;
	}

	/** Forgets what was met in this request. */
	private function forget(): void {
		$this->met  = array();
		$this->idle = array();
	}

	/**
	 * Remembers lines for the rest of the request.
	 *
	 * @param list<OrderLine> $lines Of an order.
	 * @return list<OrderLine> Those that concern us.
	 */
	private function meet( array $lines ): array {
		$ours = array();
		foreach ( $lines as $line ) {
			$this->met[ $line->order_item_id ] = $line->known ? true : ( $line->concerns_us() ? null : false );
			if ( $line->concerns_us() ) {
				$ours[] = $line;
			}
		}
		return $ours;
	}

	/**
	 * Stores rows and remembers that they exist.
	 *
	 * @param list<array{line: OrderLine, qty: string, taken: ?string, announced: bool, standing: string, reason: string}> $rows None is fine.
	 */
	private function store( array $rows ): void {
		$this->rows->store( $rows );
		foreach ( $rows as $row ) {
			$this->met[ $row['line']->order_item_id ] = true;
		}
	}

	/**
	 * A row for a line. A standing once given stays; a line of an order from before the link is excluded.
	 *
	 * @param OrderLine   $line      The line.
	 * @param string|null $taken     Units; null: not known yet.
	 * @param bool        $announced Whether it is announced now.
	 * @param string|null $standing  A standing that overrides.
	 * @param string      $reason    Its reason.
	 * @return array{line: OrderLine, qty: string, taken: ?string, announced: bool, standing: string, reason: string}
	 */
	public static function row( OrderLine $line, ?string $taken, bool $announced, ?string $standing = null, string $reason = '' ): array {
		if ( null === $standing && ! $line->known && $line->existed ) {
			$standing = self::EXCLUDED;
			$reason   = self::BEFORE_LINK;
		}
		$standing ??= '' === $line->standing ? self::COUNTED : $line->standing;
		return array(
			'line'      => $line,
			'qty'       => $line->qty,
			'taken'     => $taken,
			'announced' => $announced && self::COUNTED === $standing,
			'standing'  => $standing,
			'reason'    => $reason,
		);
	}

	/** Whether WooCommerce has reduced the order's stock before, and so will not again. */
	private function reduced_already( int $order_id ): bool {
		$order = wc_get_order( $order_id );
		if ( ! $order instanceof \WC_Order ) {
			return false;
		}
		/** @var \WC_Order_Data_Store_CPT $store */
		$store = $order->get_data_store();
		return (bool) $store->get_stock_reduced( $order_id );
	}

	/** Tells the fingerprint that a target moved without any stored level. */
	private function moved(): bool {
		return 0 < $this->database->next( self::COUNTER );
	}

	/**
	 * Runs work that must not disturb an order.
	 *
	 * @param string           $doing For the log.
	 * @param callable(): mixed $work  The work.
	 */
	private function safely( string $doing, callable $work ): void {
		try {
			$work();
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, "Ledger, $doing" );
		}
	}
}
