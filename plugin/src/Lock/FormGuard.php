<?php
/**
 * The lock at the forms of wp-admin.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

/**
 * Knows which form of wp-admin is being saved, and what it sent. Locked controls are disabled and therefore not sent, which
 * WordPress takes for "empty": only a field whose control was sent is one somebody wanted to change. WordPress writes into
 * `$_POST` while it saves, so what came in is noted before anything else happens.
 */
final class FormGuard {

	/** Doors at which every change is meant: they ask for one thing, or leave out what nobody chose. */
	private const ALL_MEANT = array( Door::BULK_EDIT, Door::LIST, Door::DELETE );

	/** Names that are hidden inputs, sent by the locked editor as well; the values they go with are not. */
	private const ALWAYS_SENT = array( 'attribute_names', 'attribute_position' );

	/** Controls that an editor without our lock always sends: it was opened before the product was linked, and all of it is meant. */
	private const OPEN_EDITOR = array( 'product-type', '_visibility', '_sku', '_regular_price', '_stock_status' );

	/** What changes a field beside its own control. */
	private const BUTTONS = array( 'status' => array( 'publish', 'saveasdraft', 'saveasprivate', 'pending', 'advanced' ) );

	/** The form being saved: one of {@see Door::FORMS}. */
	private ?string $door = null;

	/** The product the form is of; 0: more than one. */
	private int $product_id = 0;

	/**
	 * What the form sent, as it came in.
	 *
	 * @var array<array-key, mixed>
	 */
	private array $sent = array();

	/** Takes the policy. */
	public function __construct( private FieldPolicy $policy ) {
	}

	/**
	 * Notes that a form which concerns a locked product is being saved. Whoever calls has looked at nonce and capability.
	 *
	 * @param string                  $door       Of {@see Door::FORMS}.
	 * @param array<array-key, mixed> $sent       Everything the form sent.
	 * @param int                     $product_id The product it is of; 0: more than one.
	 */
	public function begin( string $door, array $sent = array(), int $product_id = 0 ): void {
		$this->door       = $door;
		$this->sent       = $sent;
		$this->product_id = $product_id;
	}

	/**
	 * The form by which a product is being saved in this request: a door of {@see Door::FORMS}, or null where there is none, or it is
	 * the form of another product.
	 *
	 * @param int $product_id Product or variation.
	 */
	public function form( int $product_id ): ?string {
		$is_of_it = 0 === $this->product_id || $product_id === $this->product_id || null !== $this->row_of( $product_id )
			|| wp_get_post_parent_id( $product_id ) === $this->product_id;
		return $is_of_it ? $this->door : null;
	}

	/**
	 * Whether the form sent a control of a field for a product. True where no form is being saved, for a product the form is not of,
	 * where something else wants the change, and for an editor that was opened before the product was linked.
	 *
	 * @param int    $product_id Product or variation.
	 * @param string $field      Field of the ownership table.
	 */
	public function posted( int $product_id, string $field ): bool {
		if ( null === $this->door || in_array( $this->door, self::ALL_MEANT, true ) ) {
			return true;
		}
		$row = $this->row_of( $product_id );
		if ( null !== $row ) {
			return $this->sent_in_row( $field, $row, $product_id );
		}
		$is_of_the_form = $product_id === $this->product_id && ( Door::VARIATIONS !== $this->door || isset( $this->sent['variable_post_id'] ) );
		return ! $is_of_the_form || $this->is_open_editor() || $this->sent_at_all( $field );
	}

	/**
	 * Whether a nonce of a request is good.
	 *
	 * @param mixed  $nonce  As it came in.
	 * @param string $action What it is for.
	 */
	public static function is_meant( mixed $nonce, string $action ): bool {
		return is_string( $nonce ) && false !== wp_verify_nonce( sanitize_text_field( wp_unslash( $nonce ) ), $action );
	}

	/**
	 * A text of a request, slashes and markup gone; empty where it is none.
	 *
	 * @param mixed $value As it came in.
	 */
	public static function text( mixed $value ): string {
		return is_scalar( $value ) ? sanitize_text_field( wp_unslash( (string) $value ) ) : '';
	}

	/**
	 * Ids of a request.
	 *
	 * @param mixed $ids One or more, or a list with commas.
	 * @return list<int>
	 */
	public static function ids( mixed $ids ): array {
		$ids = is_array( $ids ) ? $ids : explode( ',', self::text( $ids ) );
		return array_values( array_filter( array_map( static fn ( mixed $id ): int => is_scalar( $id ) ? (int) $id : 0, $ids ), static fn ( int $id ): bool => $id > 0 ) );
	}

	/** Whether an editor was sent in which nothing was disabled: a box without a tick is one somebody has unticked. */
	private function is_open_editor(): bool {
		return Door::EDITOR === $this->door && array() === array_diff_key( array_flip( self::OPEN_EDITOR ), $this->sent );
	}

	/** The row of a variation in the form, or null when the form has none for it. */
	private function row_of( int $product_id ): int|string|null {
		foreach ( (array) ( $this->sent['variable_post_id'] ?? array() ) as $row => $id ) {
			if ( is_scalar( $id ) && (int) $id === $product_id ) {
				return $row;
			}
		}
		return null;
	}

	/** Whether a control of the product's own was sent; posts may also be sent by the names of their columns. */
	private function sent_at_all( string $field ): bool {
		$names = array_merge( $this->policy->names_of( $field, 'form' ), $this->policy->names_of( $field, 'columns' ), self::BUTTONS[ $field ] ?? array() );
		foreach ( $names as $name ) {
			if ( str_ends_with( $name, '*' ) ) {
				// `attribute_*` are variations' own; a product's begin otherwise.
				if ( 'attribute_*' !== $name && $this->any_begins( rtrim( $name, '*' ) ) ) {
					return true;
				}
			} elseif ( 1 === preg_match( '/^([^\[]+)\[([^\]]+)\]$/', $name, $parts ) ) {
				$group = $this->sent[ $parts[1] ] ?? null;
				if ( is_array( $group ) && self::says_something( $group[ $parts[2] ] ?? null ) ) {
					return true;
				}
			} elseif ( isset( $this->sent[ $name ] ) && ! in_array( $name, self::ALWAYS_SENT, true ) ) {
				return true;
			}
		}
		return false;
	}

	/** Whether a control in a variation's row was sent; files come by the variation's id. */
	private function sent_in_row( string $field, int|string $row, int $variation_id ): bool {
		foreach ( $this->policy->names_of( $field, 'form' ) as $name ) {
			if ( 'attribute_*' === $name ) {
				foreach ( $this->sent as $key => $values ) {
					if ( is_array( $values ) && str_starts_with( (string) $key, 'attribute_' ) && isset( $values[ $row ] ) ) {
						return true;
					}
				}
				continue;
			}
			$values = $this->sent[ $name ] ?? null;
			$key    = str_starts_with( $name, '_wc_variation_' ) ? $variation_id : $row;
			$is_row = str_starts_with( $name, 'variable_' ) || str_starts_with( $name, '_wc_variation_' ) || 'upload_image_id' === $name;
			if ( $is_row && is_array( $values ) && isset( $values[ $key ] ) ) {
				return true;
			}
		}
		return false;
	}

	/** Whether the name of anything sent begins so. */
	private function any_begins( string $start ): bool {
		foreach ( array_keys( $this->sent ) as $name ) {
			if ( str_starts_with( (string) $name, $start ) ) {
				return true;
			}
		}
		return false;
	}

	/** Terms come with an empty one that WordPress's own form always sends. */
	private static function says_something( mixed $terms ): bool {
		foreach ( (array) $terms as $term ) {
			if ( ! in_array( $term, array( null, '', '0', 0 ), true ) ) {
				return true;
			}
		}
		return false;
	}
}
