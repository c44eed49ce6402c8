<?php
/**
 * The lock at terms.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Support\Log;

/**
 * Puts terms of linked products back. WordPress has no way to refuse them, so what was given or taken is noted while it happens
 * and undone as soon as the call is over. Creating, renaming and deleting terms themselves is out of the lock's reach.
 */
final class TermGuard {

	/** The mark of the catalogue for what is out of stock. It stands where the stored stock status says so, and nowhere else. */
	private const OUT_OF_STOCK = 'outofstock';

	/** Fields of single terms of `product_visibility`; its other terms follow from ratings. */
	private const VISIBILITY = array(
		self::OUT_OF_STOCK     => 'stock_status',
		'featured'             => 'featured',
		'exclude-from-search'  => 'visibility',
		'exclude-from-catalog' => 'visibility',
	);

	/**
	 * What the running calls did to linked products: object → taxonomy → term taxonomy ids.
	 *
	 * @var array<int, array<string, array{added: list<int>, removed: list<int>}>>
	 */
	private array $moved = array();

	/**
	 * Terms that are being deleted, by term id.
	 *
	 * @var array<int, true>
	 */
	private array $dying = array();

	/**
	 * Products whose type was put back in this request, by id.
	 *
	 * @var array<int, true>
	 */
	private array $retyped = array();

	/** Whether terms are being put back: that is no attempt. */
	private bool $restoring = false;

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private FieldPolicy $policy,
		private Refusals $refusals,
		private Log $log
	) {
	}

	/**
	 * A term was given to an object; `wp_set_object_terms` is still running.
	 *
	 * @param int    $object_id Object.
	 * @param int    $tt_id     Term taxonomy id.
	 * @param string $taxonomy  Taxonomy.
	 */
	public function added( int $object_id, int $tt_id, string $taxonomy ): void {
		if ( null !== $this->kind_of( $object_id, $taxonomy ) ) {
			$this->note( $object_id, $taxonomy, array( $tt_id ), array() );
		}
	}

	/**
	 * Terms are about to be taken from an object, also such as it does not have.
	 *
	 * @param int          $object_id Object.
	 * @param array<mixed> $tt_ids    Term taxonomy ids.
	 * @param string       $taxonomy  Taxonomy.
	 */
	public function before_removal( int $object_id, array $tt_ids, string $taxonomy ): void {
		if ( null === $this->kind_of( $object_id, $taxonomy ) ) {
			return;
		}
		$had = wp_get_object_terms( $object_id, $taxonomy, array( 'fields' => 'tt_ids' ) );
		$had = is_array( $had ) ? array_map( 'intval', $had ) : array();
		$this->note( $object_id, $taxonomy, array(), array_values( array_intersect( $had, $tt_ids ) ) );
	}

	/**
	 * Terms were taken from an object.
	 *
	 * @param int    $object_id Object.
	 * @param string $taxonomy  Taxonomy.
	 */
	public function after_removal( int $object_id, string $taxonomy ): void {
		if ( isset( $this->moved[ $object_id ][ $taxonomy ] ) && ! self::is_setting() ) {
			$this->after_set( $object_id, $taxonomy );
		}
	}

	/**
	 * After terms of an object were set: what the call did is undone. Never throws.
	 *
	 * @param int    $object_id Object.
	 * @param string $taxonomy  Taxonomy.
	 */
	public function after_set( int $object_id, string $taxonomy ): void {
		$moved = $this->moved[ $object_id ][ $taxonomy ] ?? null;
		$kind  = null === $moved || $this->restoring ? null : $this->kind_of( $object_id, $taxonomy );
		if ( null === $moved || null === $kind ) {
			return;
		}
		unset( $this->moved[ $object_id ][ $taxonomy ] );
		$this->restoring = true;
		try {
			$this->undo( $object_id, $taxonomy, $kind, $moved );
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Lock, terms of a product' );
		} finally {
			$this->restoring = false;
		}
	}

	/** Undoes what calls did that WordPress broke off half way, for example at a name that is too long; at the end of the request. */
	public function finish(): void {
		foreach ( $this->moved as $object_id => $taxonomies ) {
			foreach ( array_keys( $taxonomies ) as $taxonomy ) {
				$this->after_set( $object_id, $taxonomy );
			}
		}
	}

	/**
	 * After a product object was saved. One of another class than the product's type has worked out the selling price in its own
	 * way, or deleted it; where the type was put back, the price is worked out anew. Never throws.
	 *
	 * @param int $product_id Product.
	 */
	public function after_save( int $product_id ): void {
		if ( ! isset( $this->retyped[ $product_id ] ) ) {
			return;
		}
		unset( $this->retyped[ $product_id ] );
		try {
			$product = wc_get_product( $product_id );
			if ( $product instanceof \WC_Product_Variable ) {
				\WC_Product_Variable::sync( $product );
			} elseif ( $product instanceof \WC_Product ) {
				update_post_meta( $product_id, '_price', $product->is_on_sale( 'edit' ) ? $product->get_sale_price( 'edit' ) : $product->get_regular_price( 'edit' ) );
				$store = new \WC_Product_Data_Store_CPT();
				\Closure::bind( fn () => $this->update_lookup_table( $product_id, 'wc_product_meta_lookup' ), $store, $store::class )();
				wc_delete_product_transients( $product_id );
			}
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Lock, type of a product' );
		}
	}

	/**
	 * A term is about to be deleted: no product gets it back.
	 *
	 * @param int $term_id Term.
	 */
	public function term_dies( int $term_id ): void {
		$this->dying[ $term_id ] = true;
	}

	/**
	 * A term was deleted.
	 *
	 * @param int $term_id Term.
	 */
	public function term_died( int $term_id ): void {
		unset( $this->dying[ $term_id ] );
	}

	/**
	 * The kind of a locked product whose terms of a taxonomy are locked, or null. Costs nothing for other taxonomies.
	 *
	 * @param int    $object_id Object; need not be a post.
	 * @param string $taxonomy  Taxonomy.
	 */
	private function kind_of( int $object_id, string $taxonomy ): ?string {
		if ( $this->restoring || ! $this->is_watched( $taxonomy ) ) {
			return null;
		}
		$kind = in_array( get_post_type( $object_id ), LockedProducts::POST_TYPES, true ) ? $this->products->kind_of( $object_id ) : null;
		return null !== $kind && null !== $this->policy->field_of( 'taxonomies', $taxonomy, $kind ) ? $kind : null;
	}

	/**
	 * Whether a taxonomy is locked for any kind of product.
	 *
	 * @param string $taxonomy Taxonomy.
	 */
	private function is_watched( string $taxonomy ): bool {
		foreach ( array( 'simple', 'variable', 'variation' ) as $kind ) {
			if ( null !== $this->policy->field_of( 'taxonomies', $taxonomy, $kind ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Notes what a running call did.
	 *
	 * @param int       $object_id Object.
	 * @param string    $taxonomy  Taxonomy.
	 * @param list<int> $added     Given.
	 * @param list<int> $removed   Taken.
	 */
	private function note( int $object_id, string $taxonomy, array $added, array $removed ): void {
		$moved = $this->moved[ $object_id ][ $taxonomy ] ?? array(
			'added'   => array(),
			'removed' => array(),
		);

		$this->moved[ $object_id ][ $taxonomy ] = array(
			'added'   => array_merge( $moved['added'], $added ),
			'removed' => array_merge( $moved['removed'], $removed ),
		);
	}

	/**
	 * Whether the removal that is going on is a part of `wp_set_object_terms`, whose own end comes later.
	 */
	private static function is_setting(): bool {
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_debug_backtrace -- WordPress has no other sign of it.
		$functions = array_column( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS, 12 ), 'function' );
		$removal   = array_search( 'wp_remove_object_terms', $functions, true );
		return is_int( $removal ) && 'wp_set_object_terms' === ( $functions[ $removal + 1 ] ?? '' );
	}

	/**
	 * Undoes what a call did to locked terms, and records it.
	 *
	 * @param int                                         $object_id Product or variation.
	 * @param string                                      $taxonomy  Taxonomy.
	 * @param string                                      $kind      Kind.
	 * @param array{added: list<int>, removed: list<int>} $moved     What it did.
	 */
	private function undo( int $object_id, string $taxonomy, string $kind, array $moved ): void {
		$out     = 'product_visibility' === $taxonomy && self::OUT_OF_STOCK === get_post_meta( $object_id, '_stock_status', true );
		$added   = $this->locked_terms( array_diff( $moved['added'], $moved['removed'] ), $taxonomy, $kind, $out ? self::OUT_OF_STOCK : '' );
		$removed = $this->locked_terms( array_diff( $moved['removed'], $moved['added'] ), $taxonomy, $kind, $out ? '' : self::OUT_OF_STOCK );
		if ( array() === $added && array() === $removed ) {
			return;
		}
		$to = $this->terms_of( $object_id, $taxonomy );
		if ( array() !== $removed ) {
			wp_set_object_terms( $object_id, array_column( $removed, 'term_id' ), $taxonomy, true );
		}
		if ( array() !== $added ) {
			wp_remove_object_terms( $object_id, array_column( $added, 'term_id' ), $taxonomy );
		}
		if ( 'product_type' === $taxonomy ) {
			$this->retyped[ $object_id ] = true;
			\WC_Cache_Helper::invalidate_cache_group( "product_$object_id" );
		}
		clean_object_term_cache( $object_id, (string) get_post_type( $object_id ) );
		$this->refusals->record( $object_id, $this->changes( $taxonomy, $kind, $this->terms_of( $object_id, $taxonomy ), $to ) );
	}

	/**
	 * Terms among ids that are locked and not being deleted.
	 *
	 * @param array<int, int> $tt_ids   Term taxonomy ids.
	 * @param string          $taxonomy Taxonomy.
	 * @param string          $kind     Kind.
	 * @param string          $passes   Slug of a term that may be moved so after all; empty: none.
	 * @return list<\WP_Term>
	 */
	private function locked_terms( array $tt_ids, string $taxonomy, string $kind, string $passes ): array {
		$terms = array();
		foreach ( array_unique( $tt_ids ) as $tt_id ) {
			$term = get_term_by( 'term_taxonomy_id', $tt_id, $taxonomy );
			if ( $term instanceof \WP_Term && $passes !== $term->slug && ! isset( $this->dying[ $term->term_id ] ) && null !== $this->field_of( $taxonomy, $term->slug, $kind ) ) {
				$terms[] = $term;
			}
		}
		return $terms;
	}

	/**
	 * The locked field a term belongs to, or null.
	 *
	 * @param string $taxonomy Taxonomy.
	 * @param string $slug     Term.
	 * @param string $kind     Kind.
	 */
	private function field_of( string $taxonomy, string $slug, string $kind ): ?string {
		if ( 'product_visibility' !== $taxonomy ) {
			return $this->policy->field_of( 'taxonomies', $taxonomy, $kind );
		}
		$field = self::VISIBILITY[ $slug ] ?? null;
		return null !== $field && in_array( $field, $this->policy->fields( $kind ), true ) ? $field : null;
	}

	/**
	 * The terms an object has.
	 *
	 * @param int    $object_id Product or variation.
	 * @param string $taxonomy  Taxonomy.
	 * @return array<string, string> Slug → name.
	 */
	private function terms_of( int $object_id, string $taxonomy ): array {
		$terms = wp_get_object_terms( $object_id, $taxonomy );
		return is_array( $terms ) ? array_column( array_filter( $terms, static fn ( mixed $term ): bool => $term instanceof \WP_Term ), 'name', 'slug' ) : array();
	}

	/**
	 * What was refused, in words.
	 *
	 * @param string                $taxonomy Taxonomy.
	 * @param string                $kind     Kind.
	 * @param array<string, string> $from     Terms as they are again.
	 * @param array<string, string> $to       Terms as they were to be.
	 * @return list<RefusedChange>
	 */
	private function changes( string $taxonomy, string $kind, array $from, array $to ): array {
		if ( 'product_visibility' !== $taxonomy ) {
			$field = $this->policy->field_of( 'taxonomies', $taxonomy, $kind );
			return null === $field ? array() : array( RefusedChange::of( $field, array_values( $from ), array_values( $to ) ) );
		}
		$changes = array();
		if ( isset( $from['featured'] ) !== isset( $to['featured'] ) ) {
			$changes[] = RefusedChange::of( 'featured', isset( $from['featured'] ), isset( $to['featured'] ) );
		}
		if ( isset( $from[ self::OUT_OF_STOCK ] ) !== isset( $to[ self::OUT_OF_STOCK ] ) ) {
			$status    = static fn ( array $terms ): string => isset( $terms[ self::OUT_OF_STOCK ] ) ? self::OUT_OF_STOCK : 'instock';
			$changes[] = RefusedChange::of( 'stock_status', $status( $from ), $status( $to ) );
		}
		if ( self::visibility( $from ) !== self::visibility( $to ) ) {
			$changes[] = RefusedChange::of( 'visibility', self::visibility( $from ), self::visibility( $to ) );
		}
		return $changes;
	}

	/**
	 * What WooCommerce calls the catalog visibility that terms stand for.
	 *
	 * @param array<string, string> $terms Slug → name.
	 */
	private static function visibility( array $terms ): string {
		return match ( true ) {
			isset( $terms['exclude-from-search'], $terms['exclude-from-catalog'] ) => 'hidden',
			isset( $terms['exclude-from-search'] )                                 => 'catalog',
			isset( $terms['exclude-from-catalog'] )                                => 'search',
			default                                                                => 'visible',
		};
	}
}
