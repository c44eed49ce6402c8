<?php
/**
 * What somebody wants to change and may not.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Stock\Reading\ShopLevel;

/**
 * Looks at the pending edits of a product object and finds those the lock forbids. The object's own properties are read through
 * a bound closure: its getters apply filters and read meta, and a setter would leave the key among the changes, so that the
 * store writes the old value again, over what an order did meanwhile.
 */
final class LockedChanges {

	/** Fields WooCommerce itself changes when a scheduled sale begins or ends. */
	private const SALE_FIELDS = array( 'regular_price', 'sale_price', 'sale_dates' );

	/** WooCommerce's scheduled actions by which it does: once a day, and from 10.5 also at the product's own moments. */
	private const SALE_ACTIONS = array( 'woocommerce_scheduled_sales', 'wc_product_start_scheduled_sale', 'wc_product_end_scheduled_sale' );

	/** Properties that arrive with slashes: WooCommerce stores three by `wp_update_post()`, which expects them; the importer's note has them, too. */
	private const SLASHED = array( 'name', 'description', 'short_description', 'purchase_note' );

	/** Texts that may have markup. */
	private const HTML = array( 'description', 'short_description', 'purchase_note' );

	/** Properties that WooCommerce empties where stock is not managed. */
	private const WITH_MANAGEMENT = array( 'stock_quantity', 'backorders', 'low_stock_amount' );

	/** Takes its collaborators. */
	public function __construct( private FieldPolicy $policy, private LockedProducts $products ) {
	}

	/**
	 * Whether any locked property or meta of any kind of product is among the pending edits; costs no query.
	 *
	 * @param \WC_Product $product About to be saved.
	 */
	public function any( \WC_Product $product ): bool {
		$edits = self::edits( $product );
		foreach ( array( 'simple', 'variable', 'variation' ) as $kind ) {
			foreach ( array_keys( $edits['changes'] ) as $prop ) {
				if ( null !== $this->policy->field_of( 'props', (string) $prop, $kind ) ) {
					return true;
				}
			}
			if ( array() !== $this->stray_meta( $edits['meta_data'], $kind ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The forbidden edits of a locked product.
	 *
	 * @param \WC_Product $product About to be saved.
	 * @param string      $kind    What it is to the lock; not what the object claims to be, which a request may have made so.
	 * @return array{props: list<string>, meta: list<int>, changes: list<RefusedChange>} Properties and positions of meta to drop, whether
	 *                                                                               their values differ or not; changes of meaning.
	 */
	public function of( \WC_Product $product, string $kind ): array {
		$edits   = self::edits( $product );
		$props   = array();
		$changes = array();
		$read    = null;
		foreach ( $edits['changes'] as $prop => $wanted ) {
			$prop   = (string) $prop;
			$field  = $this->policy->field_of( 'props', $prop, $kind );
			$stored = $edits['data'][ $prop ] ?? null;
			if ( null === $field || $this->lets_through( $product->get_id(), $kind, $prop, $stored, $wanted ) ) {
				continue;
			}
			$props[] = $prop;
			if ( $this->differs( $prop, $stored, $wanted ) ) {
				$read ??= self::stored( $product->get_id(), $kind );
				if ( $this->differs( $prop, self::as_read( $read, $prop ), $wanted ) ) {
					$changes[] = RefusedChange::of( $field, $stored, $wanted, $prop );
				}
			}
		}
		if ( in_array( 'manage_stock', $props, true ) ) {
			// WooCommerce has emptied these because stock was no longer to be managed. On a parent they are the shop's, and stay.
			array_push( $props, ...array_diff( array_intersect( self::WITH_MANAGEMENT, array_keys( $edits['changes'] ) ), $props ) );
		}
		$stray = $this->stray_meta( $edits['meta_data'], $kind );
		foreach ( $stray as $position => $field ) {
			$changes[] = RefusedChange::of( $field, '', $edits['meta_data'][ $position ]->value ?? '' );
		}
		return array(
			'props'   => $props,
			'meta'    => array_keys( $stray ),
			'changes' => $changes,
		);
	}

	/**
	 * Takes edits back, so that the store does not see them.
	 *
	 * @param \WC_Product  $product The product.
	 * @param list<string> $props   Properties.
	 * @param list<int>    $meta    Positions of meta.
	 */
	public function drop( \WC_Product $product, array $props, array $meta ): void {
		\Closure::bind(
			static function () use ( $product, $props, $meta ): void {
				foreach ( $props as $prop ) {
					unset( $product->changes[ $prop ] );
				}
				foreach ( $meta as $position ) {
					$entry = $product->meta_data[ $position ] ?? null;
					if ( null === $entry ) {
						continue;
					}
					if ( empty( $entry->id ) ) {
						unset( $product->meta_data[ $position ] );
					} else {
						$entry->value = $entry->get_data()['value'];
					}
				}
			},
			null,
			\WC_Product::class
		)();
	}

	/**
	 * Puts the stock status that follows from the stored level among the edits where another one was dropped: somebody else's wish may
	 * have stood in the place of the status an order or the writer was about to store.
	 *
	 * @param \WC_Product  $product The product, after {@see LockedChanges::drop()}.
	 * @param list<string> $props   Properties that were dropped.
	 */
	public function settle_status( \WC_Product $product, array $props ): void {
		if ( in_array( 'stock_status', $props, true ) ) {
			$status = self::status_of_the_level( $product->get_id() );
			if ( null !== $status && $status !== self::edits( $product )['data']['stock_status'] ) {
				$product->set_stock_status( $status );
			}
		}
	}

	/**
	 * Whether two values of a property mean different things, a text as it is stored and as WordPress renders it being one: the
	 * REST API answers rendered texts, and whoever sends them back has changed nothing.
	 *
	 * @param string $prop   Property.
	 * @param mixed  $stored What is stored.
	 * @param mixed  $wanted What is to be.
	 */
	public function differs( string $prop, mixed $stored, mixed $wanted ): bool {
		if ( 'shipping_class_id' === $prop && is_numeric( $wanted ) && ! term_exists( (int) $wanted, 'product_shipping_class' ) ) {
			// The editor's "no shipping class" arrives as -1, of which WooCommerce makes 1.
			$wanted = 0;
		}
		if ( 'attributes' === $prop ) {
			$stored = AttributeTerms::of( $stored );
			$wanted = AttributeTerms::of( $wanted );
		}
		if ( ! Meaning::differs( $prop, $stored, $wanted ) ) {
			return false;
		}
		if ( ! is_string( $stored ) || ! is_string( $wanted ) ) {
			return true;
		}
		// The REST API and the importer give these texts slashes, which the store takes off again; what had some of its own loses them on the way.
		$bare = in_array( $prop, self::SLASHED, true ) ? wp_unslash( $wanted ) : $wanted;
		foreach ( array( $stored, ...self::renderings( $prop, $stored ) ) as $form ) {
			if ( ! Meaning::differs( $prop, $form, $wanted ) || ! Meaning::differs( $prop, $form, $bare ) || ! Meaning::differs( $prop, wp_unslash( $form ), $bare ) ) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether WooCommerce or the shopkeeper may make this change after all: the stock status that follows from the stored level
	 * (orders arrive so), scheduled sales, and publishing a draft for the first time.
	 *
	 * @param int    $product_id The product.
	 * @param string $kind       Kind.
	 * @param string $prop       Property.
	 * @param mixed  $stored     What is stored.
	 * @param mixed  $wanted     New value.
	 */
	public function lets_through( int $product_id, string $kind, string $prop, mixed $stored, mixed $wanted ): bool {
		if ( in_array( $this->policy->field_of( 'props', $prop, $kind ), self::SALE_FIELDS, true ) ) {
			return array() !== array_filter( self::SALE_ACTIONS, static fn ( string $action ): bool => (bool) doing_action( $action ) );
		}
		return match ( $prop ) {
			'stock_status' => 'variable' === $kind || self::status_of_the_level( $product_id ) === $wanted,
			'status'       => $this->products->may_become( $product_id, (string) Meaning::shown( $stored ), (string) Meaning::shown( $wanted ) ),
			'date_created' => $this->products->awaits_publishing( $product_id, (string) get_post_status( $product_id ) ),
			'slug'         => '' === Meaning::of( 'slug', $stored ) && $this->products->awaits_publishing( $product_id, (string) get_post_status( $product_id ) ),
			default        => false,
		};
	}

	/**
	 * A product as it is stored, read anew.
	 *
	 * @param int    $product_id The product.
	 * @param string $kind       Kind.
	 */
	private static function stored( int $product_id, string $kind ): \WC_Product {
		return match ( $kind ) {
			'variable'  => new \WC_Product_Variable( $product_id ),
			'variation' => new \WC_Product_Variation( $product_id ),
			default     => new \WC_Product_Simple( $product_id ),
		};
	}

	/**
	 * A property as WooCommerce hands it out, which for a variation may be its parent's: whoever sends that back changes nothing.
	 *
	 * @param \WC_Product $product As stored.
	 * @param string      $prop    Property.
	 */
	private static function as_read( \WC_Product $product, string $prop ): mixed {
		$getter = array( $product, "get_$prop" );
		return is_callable( $getter ) ? $getter() : null;
	}

	/**
	 * The stock status WooCommerce would make of the stored level; null where stock is not managed. From the database and not from
	 * the object: whoever set a level by SQL has changed the object, too.
	 *
	 * @param int $product_id The product.
	 */
	private static function status_of_the_level( int $product_id ): ?string {
		$shop  = new ShopLevel(
			'yes' === get_post_meta( $product_id, '_manage_stock', true ),
			self::text( get_post_meta( $product_id, '_stock', true ) ),
			'',
			! in_array( get_post_meta( $product_id, '_backorders', true ), array( 'no', '' ), true )
		);
		$level = $shop->level();
		return null === $level ? null : $shop->status_at( $level, absint( get_option( 'woocommerce_notify_no_stock_amount', 0 ) ) );
	}

	/**
	 * A text in the forms in which WordPress and WooCommerce hand it out, and in those in which they take these back: without markup
	 * that a text may not have.
	 *
	 * @param string $prop   Property.
	 * @param string $stored As stored.
	 * @return list<string>
	 */
	private static function renderings( string $prop, string $stored ): array {
		$forms = match ( $prop ) {
			'description'       => array( $stored, wpautop( do_shortcode( $stored ) ), (string) wc_format_content( $stored ) ),
			// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- WooCommerce's.
			'short_description' => array( $stored, (string) apply_filters( 'woocommerce_short_description', $stored ) ),
			'purchase_note'     => array( $stored, wpautop( do_shortcode( wp_kses_post( $stored ) ) ) ),
			'name'              => array( wptexturize( $stored ), wp_strip_all_tags( $stored ) ),
			default             => array( sanitize_text_field( $stored ) ),
		};
		return in_array( $prop, self::HTML, true ) ? array_merge( $forms, array_map( 'wp_kses_post', $forms ) ) : $forms;
	}

	/**
	 * Meta under a locked key that was added or changed beside WooCommerce's own properties.
	 *
	 * @param array<int, \WC_Meta_Data>|null $meta Of the object; null: not read.
	 * @param string                         $kind Kind.
	 * @return array<int, string> Position → field.
	 */
	private function stray_meta( ?array $meta, string $kind ): array {
		$stray = array();
		foreach ( $meta ?? array() as $position => $entry ) {
			$field = $this->policy->field_of( 'meta', (string) $entry->key, $kind );
			if ( null !== $field && ( empty( $entry->id ) || array() !== $entry->get_changes() ) ) {
				$stray[ $position ] = $field;
			}
		}
		return $stray;
	}

	/**
	 * The protected state of a product object.
	 *
	 * @param \WC_Product $product The product.
	 * @return array{changes: array<string, mixed>, data: array<string, mixed>, meta_data: array<int, \WC_Meta_Data>|null}
	 */
	private static function edits( \WC_Product $product ): array {
		/** @var array{changes: array<string, mixed>, data: array<string, mixed>, meta_data: array<int, \WC_Meta_Data>|null} $state */
		$state = \Closure::bind( static fn (): array => get_object_vars( $product ), null, \WC_Product::class )();
		return array(
			'changes'   => $state['changes'],
			'data'      => $state['data'],
			'meta_data' => $state['meta_data'],
		);
	}

	/** A meta value as text; null where it is none. */
	private static function text( mixed $value ): ?string {
		return is_scalar( $value ) ? (string) $value : null;
	}
}
