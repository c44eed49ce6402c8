<?php
/**
 * Linked products in WooCommerce's list of products.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Admin\Lock;

use TillSync\Catalogue\Links;
use TillSync\Catalogue\ListingStates;
use TillSync\Support\Log;
use TillSync\Support\StorageFailed;

/**
 * The list's column, its filter, and the links of a row. A shop in which nothing is linked has the list it always had. A list of
 * any length costs at most two queries. Where our tables cannot be read it is as if nothing were linked.
 *
 * @phpstan-import-type Listing from ListingStates
 */
final class ProductList {

	/** The column, and the name of the filter in the address. */
	public const COLUMN = 'tillsync';

	/** Id of the screen. */
	public const SCREEN = 'edit-product';

	/** Whether anything is linked; null: not known yet. */
	private ?bool $shown = null;

	/**
	 * States read so far; null: not linked.
	 *
	 * @var array<int, Listing|null>
	 */
	private array $states = array();

	/** Takes its collaborators. */
	public function __construct( private Links $links, private ListingStates $listings, private PosLinks $pos, private Log $log ) {
	}

	/** Asks about all products of the list at once, after WordPress has found them; for `wp`. */
	public function prime(): void {
		if ( ! self::is_here() ) {
			return;
		}
		global $wp_query;
		$this->read( array_values( array_map( static fn ( mixed $post ): int => $post instanceof \WP_Post ? $post->ID : (int) $post, $wp_query->posts ?? array() ) ) );
	}

	/** Whether the list shows anything of ours: whether anything in the shop is linked. */
	public function is_shown(): bool {
		try {
			return $this->shown ??= array() !== array_filter( $this->states ) || $this->listings->any();
		} catch ( StorageFailed $error ) {
			$this->log->thrown( $error, 'List of products' );
			$this->shown = false;
			return false;
		}
	}

	/**
	 * Puts the column behind that of the stock; where there is none, at the end.
	 *
	 * @param array<string, string> $columns Columns so far.
	 * @return array<string, string>
	 */
	public function columns( array $columns ): array {
		if ( ! $this->is_shown() ) {
			return $columns;
		}
		$position = array_search( 'is_in_stock', array_keys( $columns ), true );
		$behind   = false === $position ? count( $columns ) : $position + 1;
		return array_slice( $columns, 0, $behind, true )
			+ array( self::COLUMN => esc_html__( 'Point of sale', 'tillsync' ) )
			+ array_slice( $columns, $behind, null, true );
	}

	/**
	 * Prints a row's cell.
	 *
	 * @param string $column     Column.
	 * @param int    $product_id Product.
	 */
	public function column( string $column, int $product_id ): void {
		if ( self::COLUMN !== $column ) {
			return;
		}
		$state = $this->state_of( $product_id );
		if ( null === $state ) {
			printf( '<span class="na" aria-hidden="true">&ndash;</span><span class="screen-reader-text">%s</span>', esc_html__( 'Not linked', 'tillsync' ) );
			return;
		}
		$tone = match ( true ) {
			array() !== $state['problems'] => 'warning',
			$state['asked'] > 0            => 'clock',
			default                        => 'lock',
		};
		// The script that opens quick and bulk edit knows linked rows by the kind.
		printf(
			'<div class="tillsync-listing is-%1$s" data-tillsync-kind="%2$s"><span class="dashicons dashicons-%1$s" aria-hidden="true"></span><span>%3$s</span>',
			esc_attr( $tone ),
			esc_attr( null === $state['variations'] ? 'simple' : 'variable' ),
			esc_html( ListingWords::state( $state ) )
		);
		foreach ( ListingWords::details( $state ) as $detail ) {
			printf( '<span class="tillsync-listing__detail">%s</span>', esc_html( $detail ) );
		}
		echo '</div>';
	}

	/**
	 * Begins a row's cell of a column that is a button of WooCommerce's: the star.
	 *
	 * @param string $column     Column.
	 * @param int    $product_id Product.
	 */
	public function open_star( string $column, int $product_id ): void {
		if ( 'featured' === $column && null !== $this->state_of( $product_id ) ) {
			ob_start();
		}
	}

	/**
	 * Ends such a cell: of a linked product the star says what is, and is no button.
	 *
	 * @param string $column     Column.
	 * @param int    $product_id Product.
	 */
	public function close_star( string $column, int $product_id ): void {
		if ( 'featured' === $column && null !== $this->state_of( $product_id ) ) {
			// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- What WooCommerce printed, without its link.
			echo preg_replace( '#</?a\b[^>]*>#i', '', (string) ob_get_clean() );
		}
	}

	/**
	 * A linked product cannot be thrown away here: instead, where it is edited and how it is unlinked.
	 *
	 * @param array<string, string> $actions Links of a row.
	 * @param \WP_Post              $post    The product.
	 * @return array<string, string>
	 */
	public function row_actions( array $actions, \WP_Post $post ): array {
		$state = 'product' === $post->post_type ? $this->state_of( $post->ID ) : null;
		if ( null === $state ) {
			return $actions;
		}
		unset( $actions['trash'], $actions['delete'] );
		$name = _draft_or_post_title( $post );
		$url  = $this->pos->item_url( $state['item_id'] );
		if ( null !== $url ) {
			/* translators: %s: name of the POS, for example Lightspeed Retail. */
			$text                     = sprintf( __( 'Open in %s', 'tillsync' ), $this->pos->pos_label() );
			$actions['tillsync_open'] = sprintf(
				'<a href="%s" target="_blank" rel="noopener noreferrer" aria-label="%s">%s</a>',
				esc_url( $url ),
				/* translators: 1: product, 2: name of the POS. */
				esc_attr( sprintf( __( 'Open &#8220;%1$s&#8221; in %2$s (in a new tab)', 'tillsync' ), $name, $this->pos->pos_label() ) ),
				esc_html( $text )
			);
		}
		if ( current_user_can( 'manage_woocommerce' ) ) {
			$actions['tillsync_unlink'] = sprintf(
				'<a href="%s" aria-label="%s">%s</a>',
				esc_url( $this->pos->unlink_url( $post->ID ) ),
				/* translators: 1: product, 2: name of the POS. */
				esc_attr( sprintf( __( 'Unlink &#8220;%1$s&#8221; from %2$s', 'tillsync' ), $name, $this->pos->pos_label() ) ),
				esc_html__( 'Unlink', 'tillsync' )
			);
		}
		return $actions;
	}

	/**
	 * Adds the filter to those above the list.
	 *
	 * @param array<string, callable> $filters What prints each.
	 * @return array<string, callable>
	 */
	public function filters( array $filters ): array {
		if ( $this->is_shown() ) {
			$filters[ self::COLUMN ] = array( $this, 'filter' );
		}
		return $filters;
	}

	/** Prints the filter. */
	public function filter(): void {
		/* translators: %s: name of the POS, for example Lightspeed Retail. */
		$managed = sprintf( __( 'Managed by %s', 'tillsync' ), $this->pos->pos_label() );
		$options = array(
			''          => __( 'Filter by point of sale', 'tillsync' ),
			'managed'   => $managed,
			'unlinked'  => __( 'Not linked', 'tillsync' ),
			'attention' => __( 'Needs attention', 'tillsync' ),
		);
		printf(
			'<label class="screen-reader-text" for="filter-by-tillsync">%1$s</label><select name="%2$s" id="filter-by-tillsync">',
			esc_html__( 'Filter by point of sale', 'tillsync' ),
			esc_attr( self::COLUMN )
		);
		foreach ( $options as $value => $text ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $value ), selected( $value, self::chosen() ?? '', false ), esc_html( $text ) );
		}
		echo '</select>';
	}

	/**
	 * Narrows the list down to what the filter says, before it is counted and cut into pages.
	 *
	 * @param string    $where Conditions so far.
	 * @param \WP_Query $query The query.
	 */
	public function where( string $where, \WP_Query $query ): string {
		$filter = self::chosen();
		if ( null === $filter || ! $query->is_main_query() || ! self::is_here() ) {
			return $where;
		}
		global $wpdb;
		return "$where AND " . $this->listings->condition( $filter, "$wpdb->posts.ID" );
	}

	/**
	 * How a product stands, or null where it is not linked.
	 *
	 * @param int $product_id Product.
	 * @return Listing|null
	 */
	private function state_of( int $product_id ): ?array {
		if ( ! array_key_exists( $product_id, $this->states ) ) {
			$this->read( array( $product_id ) );
		}
		return $this->states[ $product_id ];
	}

	/**
	 * Reads how products stand: one query for all, and one more where any is linked.
	 *
	 * @param list<int> $ids Products.
	 */
	private function read( array $ids ): void {
		if ( array() === $ids ) {
			return;
		}
		$states = array();
		try {
			$this->links->prime( $ids );
			$linked = array_values( array_filter( $ids, fn ( int $id ): bool => null !== $this->links->kind_of( $id ) ) );
			$states = $this->listings->of( $linked );
		} catch ( StorageFailed $error ) {
			$this->log->thrown( $error, 'List of products' );
		}
		$this->states += $states + array_fill_keys( $ids, null );
	}

	/** What the filter is set to, or null. */
	private static function chosen(): ?string {
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended, WordPress.Security.ValidatedSanitizedInput -- Only compared, and changes nothing.
		$wanted = $_GET[ self::COLUMN ] ?? null;
		return in_array( $wanted, ListingStates::FILTERS, true ) ? $wanted : null;
	}

	/** Whether the list of products is being made. */
	private static function is_here(): bool {
		return self::SCREEN === ( get_current_screen()->id ?? null );
	}
}
