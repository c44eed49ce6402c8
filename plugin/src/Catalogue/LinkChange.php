<?php
/**
 * Linking and unlinking.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Catalogue;

use TillSync\Activity\ActivityLog;
use TillSync\Stock\Ledger;
use TillSync\Stock\StockSync;
use TillSync\Support\Database;

/**
 * Checks pairs of item and product one by one, and links or unlinks those that pass in one transaction.
 *
 * @phpstan-type Pair array{item_id: string, product_id: int}
 * @phpstan-type Outcome array{item_id: string, product_id: int, outcome: string, code?: string, name: string, from: ?string, to: ?string}
 */
final class LinkChange {

	/** Takes its collaborators. */
	public function __construct(
		private Database $database,
		private Links $links,
		private StockSync $stock,
		private Ledger $ledger,
		private ActivityLog $activity
	) {
	}

	/**
	 * Links pairs. The POS owns the product's level, SKU and prices from then on; its first level is written by the next check.
	 *
	 * @param list<Pair> $pairs   Up to 50.
	 * @param bool       $dry_run Whether only to say what would happen.
	 * @return array{version: int, items: list<Outcome>}
	 */
	public function link( array $pairs, bool $dry_run ): array {
		$products = $this->products( $pairs );
		$items    = $this->items( array_column( $pairs, 'item_id' ) );
		$taken    = $this->links->of_items( array_column( $pairs, 'item_id' ) );
		$codes    = array();
		$accepted = array();
		$met      = array();
		foreach ( $pairs as $index => $pair ) {
			$product = $products[ $pair['product_id'] ] ?? null;
			$code    = isset( $met[ $pair['item_id'] ] )
				? 'duplicate'
				: $this->objection( $pair, $product, $items[ $pair['item_id'] ] ?? null, $taken[ $pair['item_id'] ]['product_id'] ?? null );
			if ( null === $code && in_array( $pair['product_id'], array_column( $accepted, 'product_id' ), true ) ) {
				$code = 'product_taken';
			}
			$met[ $pair['item_id'] ] = true;
			$codes[ $index ]         = $code;
			if ( null === $code && $product instanceof \WC_Product ) {
				$parent     = $product->is_type( 'variation' ) ? $product->get_parent_id() : 0;
				$accepted[] = $pair + array(
					'parent_id' => $parent,
					'public'    => ! in_array( 0 === $parent ? $product->get_status() : get_post_status( $parent ), array( 'draft', 'pending', 'future' ), true ),
				);
			}
		}
		$version = $this->links->version();
		if ( ! $dry_run && array() !== $accepted ) {
			$version = $this->database->transaction(
				function () use ( $accepted ): int {
					$version = $this->links->link( $accepted );
					foreach ( $accepted as $pair ) {
						$this->ledger->product_linked( $pair['item_id'], $pair['product_id'] );
					}
					$this->tell( 'link', $accepted );
					return $version;
				}
			);
			$this->stock->approve_links( array_column( $accepted, 'item_id' ) );
		}
		$targets = $this->stock->targets( array_column( $pairs, 'item_id' ) );
		return array(
			'version' => $version,
			'items'   => array_map(
				function ( int $index, array $pair ) use ( $codes, $products, $targets ): array {
					$code = $codes[ $index ];
					$from = $this->level_of( $products[ $pair['product_id'] ] ?? null );
					if ( null !== $code && 'unchanged' !== $code ) {
						return $this->outcome( $pair, $products, 'rejected', $code, $from, $from );
					}
					return $this->outcome( $pair, $products, 'unchanged' === $code ? 'unchanged' : 'linked', null, $from, $targets[ $pair['item_id'] ]['target'] ?? null );
				},
				array_keys( $pairs ),
				$pairs
			),
		);
	}

	/**
	 * Unlinks pairs. The values stay as they stand and may be edited in the shop again.
	 *
	 * @param list<Pair> $pairs   Up to 50.
	 * @param bool       $dry_run Whether only to say what would happen.
	 * @return array{version: int, items: list<Outcome>}
	 */
	public function unlink( array $pairs, bool $dry_run ): array {
		$products = $this->products( $pairs );
		$taken    = $this->links->of_items( array_column( $pairs, 'item_id' ) );
		$accepted = array();
		$outcomes = array();
		foreach ( $pairs as $pair ) {
			$from = $this->level_of( $products[ $pair['product_id'] ] ?? null );
			$code = null;
			if ( isset( $accepted[ $pair['item_id'] ] ) ) {
				$code = 'duplicate';
			} elseif ( ( $taken[ $pair['item_id'] ]['product_id'] ?? null ) !== $pair['product_id'] ) {
				$code = 'not_linked';
			} else {
				$accepted[ $pair['item_id'] ] = $pair;
			}
			$outcomes[] = $this->outcome( $pair, $products, null === $code ? 'unlinked' : 'rejected', $code, $from, $from );
		}
		$version = $this->links->version();
		if ( ! $dry_run && array() !== $accepted ) {
			$version = $this->database->transaction(
				function () use ( $accepted ): int {
					$version = $this->links->unlink( array_map( 'strval', array_keys( $accepted ) ) );
					foreach ( $accepted as $pair ) {
						$this->ledger->product_unlinked( $pair['item_id'], $pair['product_id'] );
					}
					$this->stock->let_go( array_values( array_column( $accepted, 'product_id' ) ) );
					$this->tell( 'unlink', array_values( $accepted ) );
					return $version;
				}
			);
		}
		return array(
			'version' => $version,
			'items'   => $outcomes,
		);
	}

	/**
	 * Why a pair cannot be linked: an item code, `unchanged` when it is linked already, or null.
	 *
	 * @param Pair                            $pair    Item and product.
	 * @param \WC_Product|null                $product The product, if there is one.
	 * @param array<string, string|null>|null $item    id and deleted_at, if the mirror has it.
	 * @param int|null                        $holder  The product the item is linked to.
	 */
	private function objection( array $pair, ?\WC_Product $product, ?array $item, ?int $holder ): ?string {
		if ( null === $item ) {
			return 'item_unknown';
		}
		if ( null === $product ) {
			return 'product_unknown';
		}
		if ( $holder === $pair['product_id'] ) {
			return 'unchanged';
		}
		if ( null !== $item['deleted_at'] ) {
			return 'item_deleted';
		}
		if ( $product->is_type( 'variable' ) ) {
			return 'product_is_parent';
		}
		if ( ! $product->is_type( array( 'simple', 'variation' ) ) ) {
			return 'product_type';
		}
		if ( null !== $holder ) {
			return 'item_taken';
		}
		return $this->links->is_linked( $pair['product_id'] ) ? 'product_taken' : null;
	}

	/**
	 * The products of the pairs, those in the trash (or of a parent in the trash) left out.
	 *
	 * @param list<Pair> $pairs Item and product.
	 * @return array<int, \WC_Product>
	 */
	private function products( array $pairs ): array {
		$ids = array_column( $pairs, 'product_id' );
		_prime_post_caches( $ids, true, true );
		$this->links->forget();
		$this->links->prime( $ids );
		$products = array();
		foreach ( $ids as $id ) {
			$product = wc_get_product( $id );
			if ( ! $product instanceof \WC_Product || in_array( $product->get_status(), array( 'trash', 'auto-draft' ), true ) ) {
				continue;
			}
			if ( ! $product->is_type( 'variation' ) || ( $product->get_parent_id() > 0 && 'trash' !== get_post_status( $product->get_parent_id() ) ) ) {
				$products[ $id ] = $product;
			}
		}
		return $products;
	}

	/**
	 * What the mirror knows of items.
	 *
	 * @param list<string> $ids Items.
	 * @return array<string, array<string, string|null>>
	 */
	private function items( array $ids ): array {
		$items = array();
		foreach ( $this->database->rows( 'SELECT id, deleted_at FROM {items} WHERE id IN (' . $this->database->list( $ids ) . ')' ) as $row ) {
			$items[ (string) $row['id'] ] = $row;
		}
		return $items;
	}

	/**
	 * The stored level of a product.
	 *
	 * @param \WC_Product|null $product The product.
	 */
	private function level_of( ?\WC_Product $product ): ?string {
		return null === $product ? null : ProductCards::level( $product );
	}

	/**
	 * One answer.
	 *
	 * @param Pair                    $pair     Item and product.
	 * @param array<int, \WC_Product> $products The products of all pairs.
	 * @param string                  $outcome  What became of it.
	 * @param string|null             $code     Why not.
	 * @param string|null             $from     Level now.
	 * @param string|null             $to       Level to come.
	 * @return Outcome
	 */
	private function outcome( array $pair, array $products, string $outcome, ?string $code, ?string $from, ?string $to ): array {
		$product = $products[ $pair['product_id'] ] ?? null;
		return array(
			'item_id'    => $pair['item_id'],
			'product_id' => $pair['product_id'],
			'outcome'    => $outcome,
		) + ( null === $code ? array() : array( 'code' => $code ) ) + array(
			'name' => null === $product ? '' : wp_strip_all_tags( html_entity_decode( $product->get_name(), ENT_QUOTES, 'UTF-8' ) ),
			'from' => $from,
			'to'   => $to,
		);
	}

	/**
	 * Records what was done, and by whom.
	 *
	 * @param string                                            $kind  `link` or `unlink`.
	 * @param list<array{item_id: string, product_id: int, ...}> $pairs Item and product.
	 */
	private function tell( string $kind, array $pairs ): void {
		$cause = wp_generate_uuid4();
		$user  = wp_get_current_user()->display_name;
		$this->activity->record_many(
			array_map(
				static fn ( array $pair ): array => array(
					'kind'       => $kind,
					'outcome'    => 'ok',
					'cause'      => $cause,
					'item_id'    => $pair['item_id'],
					'product_id' => $pair['product_id'],
					'facts'      => array( 'user' => $user ),
				),
				$pairs
			)
		);
	}
}
