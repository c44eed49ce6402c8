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

	/** Takes the policy. */
	public function __construct( private FieldPolicy $policy ) {
	}

	/**
	 * Whether any locked property or meta is among the pending edits; costs no query.
	 *
	 * @param \WC_Product $product About to be saved.
	 */
	public function any( \WC_Product $product ): bool {
		$edits = self::edits( $product );
		foreach ( array_keys( $edits['changes'] ) as $prop ) {
			if ( null !== $this->policy->field_of_prop( (string) $prop, self::kind( $product ) ) ) {
				return true;
			}
		}
		return array() !== $this->stray_meta( $edits['meta_data'], self::kind( $product ) );
	}

	/**
	 * The forbidden edits of a linked product.
	 *
	 * @param \WC_Product $product About to be saved.
	 * @return array{props: list<string>, meta: list<int>, fields: list<string>} Properties and positions of meta to drop, whether their
	 *                                                                         values differ or not; fields whose values do differ.
	 */
	public function of( \WC_Product $product ): array {
		$edits  = self::edits( $product );
		$kind   = self::kind( $product );
		$props  = array();
		$fields = array();
		foreach ( $edits['changes'] as $prop => $wanted ) {
			$prop  = (string) $prop;
			$field = $this->policy->field_of_prop( $prop, $kind );
			if ( null === $field || $this->is_let_through( $product, $field, $prop, $wanted ) ) {
				continue;
			}
			$props[] = $prop;
			if ( $this->policy->differs( $prop, $edits['data'][ $prop ] ?? null, $wanted ) ) {
				$fields[] = $field;
			}
		}
		$stray = $this->stray_meta( $edits['meta_data'], $kind );
		return array(
			'props'  => $props,
			'meta'   => array_keys( $stray ),
			'fields' => array_values( array_unique( array_merge( $fields, array_values( $stray ) ) ) ),
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
	 * Whether WooCommerce itself needs this change: the status that follows from the stored level (orders arrive so), and scheduled sales.
	 *
	 * @param \WC_Product $product The product.
	 * @param string      $field   Field.
	 * @param string      $prop    Property.
	 * @param mixed       $wanted  New value.
	 */
	private function is_let_through( \WC_Product $product, string $field, string $prop, mixed $wanted ): bool {
		if ( in_array( $field, self::SALE_FIELDS, true ) ) {
			return (bool) doing_action( 'woocommerce_scheduled_sales' );
		}
		if ( 'stock_status' !== $prop ) {
			return false;
		}
		if ( $product->is_type( 'variable' ) ) {
			return true;
		}
		// From the database and not from the object: whoever set a level by SQL has changed the object, too.
		$id    = $product->get_id();
		$shop  = new ShopLevel(
			'yes' === get_post_meta( $id, '_manage_stock', true ),
			self::text( get_post_meta( $id, '_stock', true ) ),
			'',
			! in_array( get_post_meta( $id, '_backorders', true ), array( 'no', '' ), true )
		);
		$level = $shop->level();
		return null !== $level && $shop->status_at( $level, absint( get_option( 'woocommerce_notify_no_stock_amount', 0 ) ) ) === $wanted;
	}

	/**
	 * Meta under a locked key that was added or changed beside WooCommerce's own properties.
	 *
	 * @param array<int, \WC_Meta_Data>|null $meta Of the object; null: not read.
	 * @param string                         $kind Type of the product.
	 * @return array<int, string> Position → field.
	 */
	private function stray_meta( ?array $meta, string $kind ): array {
		$stray = array();
		foreach ( $meta ?? array() as $position => $entry ) {
			$field = $this->policy->field_of_meta( (string) $entry->key, $kind );
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

	/** The kind of listing. Only simple products and variations are linked: whatever else the object claims to be, a request made it so. */
	private static function kind( \WC_Product $product ): string {
		return $product->is_type( 'variation' ) ? 'variation' : 'simple';
	}

	/** A meta value as text; null where it is none. */
	private static function text( mixed $value ): ?string {
		return is_scalar( $value ) ? (string) $value : null;
	}
}
