<?php
/**
 * The one writer of levels.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock;

use TillSync\Lock\WriterScope;
use TillSync\Support\Clock;
use TillSync\Support\Database;
use TillSync\Support\Decimal;
use TillSync\Support\Log;

/**
 * Writes levels where WooCommerce keeps them, many in one statement.
 *
 * A level is swapped only while it still is what was read: an order in between changes it, and the swap leaves it alone. A product
 * is saved as an object only where its stock status changes, because that costs 60 queries and more; the save recomputes the
 * status, the visibility term, the lookup row and the mails, and does not write the level again. Plain level changes neither
 * touch the product's modification date nor send webhooks.
 */
final class StockWriter {

	public const WRITTEN     = 'written';
	public const CONFLICT    = 'conflict';
	public const NOT_REACHED = 'not_reached';
	public const UNKNOWN     = 'product_unknown';
	public const DEFECT      = 'defect';

	/** Levels in one statement. */
	private const CHUNK = 100;

	/** Takes its collaborators. */
	public function __construct( private Database $database, private WriterScope $scope, private Clock $clock, private Log $log ) {
	}

	/**
	 * Writes changes. The lock stands open only where a product is saved with other stock management than it has; a status that
	 * follows from the level passes it anyway, and whatever other plugins do in reaction is guarded.
	 *
	 * @param list<Change> $changes  What to write; products differ.
	 * @param float        $deadline On {@see Clock::elapsed()}: nothing is begun after it.
	 * @return array<int, string> Product → one of the constants.
	 */
	public function write( array $changes, float $deadline ): array {
		$outcomes = array();
		$plain    = array();
		$saved    = array();
		foreach ( $changes as $change ) {
			$outcomes[ $change->product_id ] = self::NOT_REACHED;
			if ( $change->flips || $change->by_setters() ) {
				$saved[] = $change;
			} else {
				$plain[] = $change;
			}
		}
		foreach ( array_chunk( $plain, self::CHUNK ) as $chunk ) {
			if ( $this->clock->elapsed() > $deadline ) {
				break;
			}
			$outcomes = $this->swap_many( $chunk ) + $outcomes;
		}
		$parents = array();
		foreach ( $saved as $change ) {
			if ( $this->clock->elapsed() > $deadline ) {
				break;
			}
			$outcomes[ $change->product_id ] = $this->save( $change );
			if ( self::WRITTEN === $outcomes[ $change->product_id ] && $change->parent_id > 0 ) {
				$parents[] = $change->parent_id;
			}
		}
		$swapped = array_filter( $changes, array( self::class, 'swaps' ) );
		$this->finish( array_values( $swapped ), $outcomes, array_values( array_unique( $parents ) ) );
		return $outcomes;
	}

	/**
	 * Swaps levels of one chunk in one statement; a second one only when a swap was lost.
	 *
	 * @param list<Change> $chunk Changes that keep the stock status.
	 * @return array<int, string>
	 */
	private function swap_many( array $chunk ): array {
		$to   = '';
		$from = '';
		$ids  = array();
		foreach ( $chunk as $change ) {
			$to   .= " WHEN {$change->product_id} THEN " . $this->database->literal( Decimal::text( (int) $change->to ) );
			$from .= " WHEN {$change->product_id} THEN " . $this->database->literal( $change->shop->raw );
			$ids[] = $change->product_id;
		}
		$list    = $this->database->list( $ids );
		$swapped = $this->database->execute(
			"UPDATE {postmeta} SET meta_value = CASE post_id$to END
			WHERE meta_key = '_stock' AND post_id IN ($list) AND meta_value = CASE post_id$from END"
		);
		$stored  = array();
		if ( count( $chunk ) !== $swapped ) {
			foreach ( $this->database->rows( "SELECT post_id, meta_value FROM {postmeta} WHERE meta_key = '_stock' AND post_id IN ($list)" ) as $row ) {
				$stored[ (int) $row['post_id'] ] = (string) $row['meta_value'];
			}
		}
		$outcomes = array();
		foreach ( $chunk as $change ) {
			// A level an order has lowered after a swap that succeeded looks lost too; it comes round again like any other.
			$kept                            = array() === $stored || Decimal::text( (int) $change->to ) === ( $stored[ $change->product_id ] ?? null );
			$outcomes[ $change->product_id ] = $kept ? self::WRITTEN : self::CONFLICT;
		}
		// From the stored level and not from our number: an order may have lowered it already.
		$this->database->execute(
			"UPDATE {wc_product_meta_lookup} k JOIN {postmeta} m ON m.post_id = k.product_id AND m.meta_key = '_stock'
			SET k.stock_quantity = m.meta_value + 0 WHERE k.product_id IN ($list)"
		);
		wp_cache_delete_multiple( $ids, 'post_meta' );
		foreach ( $ids as $id ) {
			wp_cache_delete( "product-$id", 'products' );
			\WC_Cache_Helper::invalidate_cache_group( "product_$id" );
		}
		return $outcomes;
	}

	/** Whether a change writes a level by SQL. */
	private static function swaps( Change $change ): bool {
		return ! $change->by_setters() && $change->shop->level() !== $change->to;
	}

	/**
	 * Writes one product whose status changes or whose management is switched.
	 *
	 * @param Change $change The change.
	 */
	private function save( Change $change ): string {
		try {
			if ( self::swaps( $change ) ) {
				if ( array( $change->product_id => self::WRITTEN ) !== $this->swap_many( array( $change ) ) ) {
					return self::CONFLICT;
				}
			}
			wp_cache_delete( $change->product_id, 'post_meta' );
			clean_post_cache( $change->product_id );
			$product = wc_get_product( $change->product_id );
			if ( ! $product instanceof \WC_Product ) {
				return self::UNKNOWN;
			}
			if ( null === $change->to ) {
				$product->set_manage_stock( false );
				$product->set_stock_status( 'instock' );
			} elseif ( $change->by_setters() ) {
				$product->set_manage_stock( true );
				// WooCommerce stores the number as it is given here: a text keeps every digit.
				$product->set_stock_quantity( Decimal::text( $change->to ) ); // @phpstan-ignore argument.type
			}
			if ( $change->by_setters() ) {
				$this->scope->run( array( $change->product_id ), static fn () => $product->save() );
			} else {
				$product->save();
			}
			return self::WRITTEN;
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Writing a level', array( 'product' => $change->product_id ) );
			return self::DEFECT;
		}
	}

	/**
	 * What follows a batch, once: WooCommerce's hooks, parents, and its transients.
	 *
	 * @param list<Change>       $swapped  Changes whose level is written by swap; WooCommerce tells of the others itself.
	 * @param array<int, string> $outcomes What became of all.
	 * @param list<int>          $parents  Products whose variations changed their status.
	 */
	private function finish( array $swapped, array $outcomes, array $parents ): void {
		$written = array_filter( $outcomes, static fn ( string $outcome ): bool => self::WRITTEN === $outcome );
		if ( array() === $written ) {
			return;
		}
		$listeners = has_action( 'woocommerce_product_set_stock' ) || has_action( 'woocommerce_variation_set_stock' );
		if ( $listeners || has_action( 'woocommerce_updated_product_stock' ) ) {
			// WooCommerce 11 itself listens and looks at each product: in one query, not in one a level.
			_prime_post_caches( array_keys( $written ), $listeners, $listeners );
		}
		foreach ( $swapped as $change ) {
			if ( isset( $written[ $change->product_id ] ) ) {
				$this->announce( $change, $listeners );
			}
		}
		foreach ( $parents as $parent_id ) {
			try {
				$parent = wc_get_product( $parent_id );
				if ( $parent instanceof \WC_Product_Variable ) {
					\WC_Product_Variable::sync( $parent );
				}
			} catch ( \Throwable $error ) {
				$this->log->thrown( $error, 'Syncing a parent', array( 'product' => $parent_id ) );
			}
		}
		wc_delete_product_transients();
	}

	/**
	 * Tells other plugins of a level written by SQL, as WooCommerce does. Objects are built only when somebody listens.
	 *
	 * @param Change $change    The change.
	 * @param bool   $listeners Whether anybody listens to the hook that carries an object.
	 */
	private function announce( Change $change, bool $listeners ): void {
		try {
			// phpcs:disable WordPress.NamingConventions.PrefixAllGlobals -- WooCommerce's own hooks.
			do_action( 'woocommerce_updated_product_stock', $change->product_id );
			$product = $listeners ? wc_get_product( $change->product_id ) : null;
			if ( $product instanceof \WC_Product ) {
				do_action( $product->is_type( 'variation' ) ? 'woocommerce_variation_set_stock' : 'woocommerce_product_set_stock', $product );
			}
			// phpcs:enable
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'A listener of a written level', array( 'product' => $change->product_id ) );
		}
	}
}
