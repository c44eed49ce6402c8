<?php
/**
 * The lock at post meta.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Support\Database;
use TillSync\Support\Log;

/**
 * Drops writes of locked meta keys of linked products, whoever makes them. A write that means what is stored already passes
 * untouched: WooCommerce's data store adds missing defaults so.
 *
 * What is dropped is answered with false, as WordPress says that nothing was written. Callers rely on it: after true WooCommerce
 * would work out the selling price anew, of prices that were not stored, and `add_metadata` hands the answer out as the id of a row.
 *
 * Orders write levels by SQL and are not seen here. Writes by the id of a row ({@see MetaGuard::before_row()}) are put back rather
 * than refused, because WordPress does not say whose row it is before it is about to change it.
 *
 * @phpstan-type Row array{id: int, post_id: int, key: string, value: string}
 */
final class MetaGuard {

	/** The row that is being changed by its id; 0: none. */
	private int $by_id = 0;

	/**
	 * That row as it was, where it is one of a linked product.
	 *
	 * @var Row|null
	 */
	private ?array $row = null;

	/** Takes its collaborators. */
	public function __construct(
		private LockedProducts $products,
		private LockedChanges $changes,
		private FieldPolicy $policy,
		private Refusals $refusals,
		private Database $database,
		private Log $log
	) {
	}

	/**
	 * Before a meta value is updated.
	 *
	 * @param mixed $check    What a filter before decided; null: nothing.
	 * @param int   $post_id  Post.
	 * @param mixed $key      Meta key.
	 * @param mixed $value    Value, slashes gone.
	 * @param mixed $previous Only rows with this value are to change; empty: all.
	 * @return mixed false: dropped; else `$check`.
	 */
	public function before_update( mixed $check, int $post_id, mixed $key, mixed $value, mixed $previous ): mixed {
		if ( null !== $check ) {
			return $check;
		}
		return $this->refuses( $post_id, $key, static fn ( array $stored ): mixed => self::concerns( $stored, $previous ) ? $value : $stored[0] ) ? false : $check;
	}

	/**
	 * Before a meta value is added.
	 *
	 * @param mixed $check   What a filter before decided; null: nothing.
	 * @param int   $post_id Post.
	 * @param mixed $key     Meta key.
	 * @param mixed $value   Value, slashes gone.
	 * @param bool  $unique  Whether WordPress itself leaves it at a key that is there.
	 * @return mixed false: dropped; else `$check`.
	 */
	public function before_add( mixed $check, int $post_id, mixed $key, mixed $value, bool $unique ): mixed {
		if ( null !== $check || ( $unique && is_string( $key ) && metadata_exists( 'post', $post_id, $key ) ) ) {
			return $check;
		}
		// WooCommerce makes a row of 0 where none is, right before an order changes the level by SQL.
		if ( $unique && '_stock' === $key && 0 === $value ) {
			return $check;
		}
		return $this->refuses( $post_id, $key, static fn (): mixed => $value ) ? false : $check;
	}

	/**
	 * Before meta values are deleted.
	 *
	 * @param mixed $check   What a filter before decided; null: nothing.
	 * @param int   $post_id Post; 0 where all posts are meant.
	 * @param mixed $key     Meta key.
	 * @param mixed $value   Only rows with this value go; empty: all.
	 * @param bool  $all     Whether the rows of all posts go.
	 * @return mixed false: dropped; true: done, but for linked products; else `$check`.
	 */
	public function before_delete( mixed $check, int $post_id, mixed $key, mixed $value, bool $all ): mixed {
		if ( null !== $check ) {
			return $check;
		}
		if ( $all ) {
			return is_string( $key ) ? $this->before_delete_everywhere( $key, $value ) : $check;
		}
		return $this->refuses( $post_id, $key, static fn ( array $stored ): mixed => self::concerns( $stored, $value ) ? null : $stored[0] ) ? false : $check;
	}

	/**
	 * Before a row is changed or deleted by its id.
	 *
	 * @param int $meta_id Row.
	 */
	public function before_row( int $meta_id ): void {
		$this->by_id = $meta_id;
		$this->row   = null;
	}

	/**
	 * A row is about to be changed or deleted, by its id or not. Costs a query only by its id and for a linked product.
	 *
	 * @param int $meta_id Row.
	 * @param int $post_id Its post.
	 */
	public function row_changes( int $meta_id, int $post_id ): void {
		if ( $meta_id !== $this->by_id || $meta_id <= 0 ) {
			return;
		}
		try {
			if ( null !== $this->kind_of( $post_id ) ) {
				$row       = $this->database->row( 'SELECT meta_key, meta_value FROM {postmeta} WHERE meta_id = %d', $meta_id );
				$this->row = null === $row ? null : array(
					'id'      => $meta_id,
					'post_id' => $post_id,
					'key'     => (string) $row['meta_key'],
					'value'   => (string) $row['meta_value'],
				);
			}
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Lock, meta by its id' );
		}
	}

	/**
	 * A row was changed or deleted: by its id, it is put back where it or its new key is locked.
	 *
	 * @param int         $meta_id Row.
	 * @param string|null $key     Its key now; null: it is gone.
	 * @param mixed       $value   Its value now.
	 */
	public function row_changed( int $meta_id, ?string $key, mixed $value ): void {
		$row = $this->row;
		if ( null === $row || $row['id'] !== $meta_id ) {
			return;
		}
		$this->by_id = 0;
		$this->row   = null;
		try {
			$kind = $this->kind_of( $row['post_id'] );
			if ( null === $kind ) {
				return;
			}
			$same_key = null !== $key && strtolower( $key ) === strtolower( $row['key'] );
			$change   = $this->change( $row['post_id'], $kind, $row['key'], maybe_unserialize( $row['value'] ), $same_key ? $value : null );
			if ( ! $same_key && null !== $key ) {
				$change ??= $this->change( $row['post_id'], $kind, $key, null, $value );
			}
			if ( null !== $change ) {
				$this->database->execute(
					'INSERT INTO {postmeta} (meta_id, post_id, meta_key, meta_value) VALUES (%d, %d, %s, %s)
					ON DUPLICATE KEY UPDATE meta_key = VALUES(meta_key), meta_value = VALUES(meta_value)',
					$row['id'],
					$row['post_id'],
					$row['key'],
					$row['value']
				);
				wp_cache_delete( $row['post_id'], 'post_meta' );
				$this->refusals->record( $row['post_id'], array( $change ) );
			}
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Lock, meta by its id' );
		}
	}

	/**
	 * Whether a write is dropped; recorded.
	 *
	 * @param int                                  $post_id Post.
	 * @param mixed                                $key     Meta key.
	 * @param callable( array{0: mixed} ): mixed $wanted  Makes of the stored value what is to be; null: none.
	 */
	private function refuses( int $post_id, mixed $key, callable $wanted ): bool {
		if ( ! is_string( $key ) || ! $this->is_watched( $key ) ) {
			return false;
		}
		try {
			$kind = $this->kind_of( $post_id );
			if ( null === $kind ) {
				return false;
			}
			$stored = get_metadata_raw( 'post', $post_id, self::canonical( $key ), true );
			$change = $this->change( $post_id, $kind, $key, $stored, $wanted( array( $stored ) ) );
			if ( null !== $change ) {
				$this->refusals->record( $post_id, array( $change ) );
			}
			return null !== $change;
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Lock, writing meta' );
			return false;
		}
	}

	/**
	 * `delete_post_meta_by_key()`: the rows of linked products stay, the others go one product after the other. Where no linked
	 * product has the key, WordPress goes on by itself. An image that is deleted is out of the lock's reach: WordPress takes it
	 * from all posts.
	 *
	 * @param string $key   Meta key.
	 * @param mixed  $value Only rows with this value go; empty: all.
	 */
	private function before_delete_everywhere( string $key, mixed $value ): ?bool {
		if ( ! $this->is_watched( $key ) || ( '_thumbnail_id' === $key && '' !== $value ) ) {
			return null;
		}
		try {
			$kept = array();
			$ids  = array_map( 'intval', $this->database->column( 'SELECT DISTINCT post_id FROM {postmeta} WHERE meta_key = %s', $key ) );
			foreach ( $ids as $id ) {
				$kind = $this->kind_of( $id );
				if ( null !== $kind && ( SellingPrice::KEY === self::canonical( $key ) || null !== $this->policy->field_of( 'meta', $key, $kind ) ) ) {
					$kept[ $id ] = true;
				}
			}
			if ( array() === $kept ) {
				return null;
			}
			$deleted = false;
			foreach ( $ids as $id ) {
				// Each is asked about on its own again, which records what stays.
				$deleted = delete_metadata( 'post', $id, wp_slash( $key ), wp_slash( $value ) ) || $deleted;
			}
			return $deleted;
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Lock, deleting meta of all products' );
			return null;
		}
	}

	/**
	 * What would change, or null where nothing locked does.
	 *
	 * @param int    $post_id Product or variation.
	 * @param string $kind    Kind.
	 * @param string $key     Meta key.
	 * @param mixed  $stored  Stored value; null: none.
	 * @param mixed  $wanted  Value to be; null: none.
	 */
	private function change( int $post_id, string $kind, string $key, mixed $stored, mixed $wanted ): ?RefusedChange {
		if ( SellingPrice::KEY === self::canonical( $key ) ) {
			return SellingPrice::may_become( $post_id, $kind, $stored, $wanted ) ? null : RefusedChange::of( SellingPrice::FIELD, $stored, $wanted );
		}
		$field = $this->policy->field_of( 'meta', $key, $kind );
		if ( null === $field ) {
			return null;
		}
		$prop = $this->prop_of( $field, self::canonical( $key ) );
		if ( null === $prop ) {
			// The key in other letters, which the database takes for the same; nobody honest writes it.
			return RefusedChange::of( $field, $stored, $wanted );
		}
		$stored ??= self::missing( $prop, $kind );
		$wanted ??= self::missing( $prop, $kind );
		if ( 'attributes' === $prop && is_array( $stored ) && is_array( $wanted ) ) {
			// They go by their names; what they are filed under is WooCommerce's, which has changed it before.
			$stored = array_values( $stored );
			$wanted = array_values( $wanted );
		}
		$passes = ! $this->changes->differs( $prop, $stored, $wanted ) || $this->changes->lets_through( $post_id, $kind, $prop, $stored, $wanted )
			|| ( 'stock_status' === $prop && self::follows_from_the_parent( $post_id, $wanted ) )
			|| ( str_starts_with( $prop, 'attribute_' ) && self::is_filed_anew( $post_id, $prop, $stored, $wanted ) );
		return $passes ? null : RefusedChange::of( $field, $stored, $wanted );
	}

	/**
	 * The kind of a locked product, or null. Posts that are no products cost nothing.
	 *
	 * @param int $post_id Post.
	 */
	private function kind_of( int $post_id ): ?string {
		return in_array( get_post_type( $post_id ), LockedProducts::POST_TYPES, true ) ? $this->products->kind_of( $post_id ) : null;
	}

	/**
	 * Whether a key is locked for any kind of product.
	 *
	 * @param string $key Meta key.
	 */
	private function is_watched( string $key ): bool {
		if ( SellingPrice::KEY === self::canonical( $key ) ) {
			return true;
		}
		foreach ( array( 'simple', 'variable', 'variation' ) as $kind ) {
			if ( null !== $this->policy->field_of( 'meta', $key, $kind ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The property a key stores: in the table the keys of a field stand in the order of its properties. A key under `*` stands for
	 * itself.
	 *
	 * @param string $field Field.
	 * @param string $key   Meta key, canonical.
	 * @return string|null null: none of the field's keys.
	 */
	private function prop_of( string $field, string $key ): ?string {
		$keys     = $this->policy->names_of( $field, 'meta' );
		$position = array_search( $key, $keys, true );
		if ( is_int( $position ) ) {
			return $this->policy->names_of( $field, 'props' )[ $position ] ?? $key;
		}
		foreach ( $keys as $name ) {
			if ( str_ends_with( $name, '*' ) && str_starts_with( $key, rtrim( $name, '*' ) ) ) {
				return $key;
			}
		}
		return null;
	}

	/**
	 * A key as WooCommerce spells it: the database takes no notice of case, nor of spaces at the end.
	 *
	 * @param string $key Meta key.
	 */
	private static function canonical( string $key ): string {
		return strtolower( rtrim( $key, ' ' ) );
	}

	/**
	 * What WooCommerce reads where a key is missing.
	 *
	 * @param string $prop Property.
	 * @param string $kind Kind.
	 */
	private static function missing( string $prop, string $kind ): mixed {
		if ( 'variation' === $kind && 'tax_class' === $prop ) {
			return 'parent';
		}
		return ( new \WC_Product_Simple() )->get_data()[ $prop ] ?? '';
	}

	/**
	 * Whether a write or deletion that is for one value only concerns the stored one.
	 *
	 * @param array{0: mixed} $stored Stored value.
	 * @param mixed           $only   The one value; empty: any.
	 */
	private static function concerns( array $stored, mixed $only ): bool {
		return '' === $only || null === $only || false === $only || maybe_serialize( $stored[0] ) === (string) maybe_serialize( $only );
	}

	/**
	 * Whether a variation gets the value it has of an attribute under the attribute's present name: whenever WooCommerce reads a
	 * parent whose attributes were stored by a version that spelled names with a slash otherwise.
	 *
	 * @param int    $post_id Variation.
	 * @param string $key     Meta key.
	 * @param mixed  $stored  Its value under this name.
	 * @param mixed  $wanted  The value to be.
	 */
	private static function is_filed_anew( int $post_id, string $key, mixed $stored, mixed $wanted ): bool {
		$rows = '' === $stored ? get_post_meta( (int) wp_get_post_parent_id( $post_id ), '_product_attributes', true ) : null;
		foreach ( is_array( $rows ) ? $rows : array() as $old => $row ) {
			$name = is_array( $row ) && is_string( $row['name'] ?? null ) ? $row['name'] : '';
			if ( str_contains( $name, '/' ) && 'attribute_' . sanitize_title( $name ) === $key ) {
				return get_post_meta( $post_id, "attribute_$old", true ) === $wanted;
			}
		}
		return false;
	}

	/**
	 * Whether a variation's stock status is that of a parent that manages the stock of both.
	 *
	 * @param int   $post_id Product or variation.
	 * @param mixed $status  The status.
	 */
	private static function follows_from_the_parent( int $post_id, mixed $status ): bool {
		$parent = (int) wp_get_post_parent_id( $post_id );
		return $parent > 0 && 'yes' === get_post_meta( $parent, '_manage_stock', true ) && 'yes' !== get_post_meta( $post_id, '_manage_stock', true )
			&& get_post_meta( $parent, '_stock_status', true ) === $status;
	}
}
