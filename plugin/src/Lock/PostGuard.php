<?php
/**
 * The lock at posts.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Support\Database;
use TillSync\Support\Log;

/**
 * Keeps the stored columns of linked products, whoever updates the post: `wp_update_post`, `wp/v2`, XML-RPC, quick and bulk edit,
 * WP-CLI. What may pass: the first publishing of a draft with its date and address, the way out of the trash, and every column
 * the POS does not own.
 */
final class PostGuard {

	/** States in which customers or the shop's people can see a product. */
	private const PUBLIC = array( 'publish', 'private' );

	/** What WordPress stores where a draft has no date yet. */
	private const NO_DATE = '0000-00-00 00:00:00';

	/** What WordPress adds to the address of a post in the trash. */
	private const TRASHED = '__trashed';

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
	 * Before a post is stored. Every locked column of a linked product gets its stored value back, byte for byte; those that would
	 * have got another meaning are recorded. Never throws.
	 *
	 * @param array<string, mixed> $data    Columns, slashed.
	 * @param array<string, mixed> $postarr What the caller gave, with `ID`; 0 or none for a new post.
	 * @return array<string, mixed> Columns to store, slashed.
	 */
	public function before_insert( array $data, array $postarr ): array {
		try {
			$id     = is_numeric( $postarr['ID'] ?? null ) ? (int) $postarr['ID'] : 0;
			$stored = $id > 0 ? get_post( $id ) : null;
			if ( ! $stored instanceof \WP_Post || ! in_array( $stored->post_type, LockedProducts::POST_TYPES, true ) ) {
				return $data;
			}
			$kind = $this->products->kind_of( $id );
			return null === $kind ? $data : $this->kept( $data, $postarr, $stored, $kind );
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Lock, updating a post' );
			return $data;
		}
	}

	/**
	 * After the status of a post changed. `wp_publish_post` and scheduled publishing write it past every filter: what is forbidden
	 * is put back here. A product that became public is noted, as it is published by the shop only once. Never throws.
	 *
	 * @param string   $to   New status.
	 * @param string   $from Old status.
	 * @param \WP_Post $post The post; it tells the status that holds when this returns.
	 */
	public function after_transition( string $to, string $from, \WP_Post $post ): void {
		if ( $to === $from || 'new' === $from || ! in_array( $post->post_type, LockedProducts::POST_TYPES, true ) ) {
			return;
		}
		try {
			$kind = $this->products->kind_of( $post->ID );
			if ( null !== $kind && ! $this->products->may_become( $post->ID, $from, $to ) ) {
				$this->database->execute( 'UPDATE {posts} SET post_status = %s WHERE ID = %d AND post_status = %s', $from, $post->ID, $to );
				clean_post_cache( $post->ID );
				$post->post_status = $from; // @phpstan-ignore assign.propertyType (never empty)
				$this->refusals->record( $post->ID, array( RefusedChange::of( 'status', $from, $to ) ) );
			} elseif ( in_array( $to, self::PUBLIC, true ) ) {
				$this->products->became_public( $post->ID );
			}
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Lock, status of a post' );
		}
	}

	/**
	 * The columns with what is locked put back.
	 *
	 * @param array<string, mixed> $data    Columns, slashed.
	 * @param array<string, mixed> $postarr What the caller gave.
	 * @param \WP_Post             $stored  As stored.
	 * @param string               $kind    Kind.
	 * @return array<string, mixed>
	 */
	private function kept( array $data, array $postarr, \WP_Post $stored, string $kind ): array {
		$row     = $this->before_the_trash( $stored, $data );
		$wanted  = wp_unslash( $data );
		$changes = array();
		foreach ( array_keys( $data ) as $column ) {
			$field = 'post_type' === $column ? 'type' : $this->policy->field_of( 'columns', $column, $kind );
			if ( null === $field || ! array_key_exists( $column, $row ) || $this->passes( $column, $row, $wanted, $kind ) ) {
				continue;
			}
			$data[ $column ] = is_string( $row[ $column ] ) ? wp_slash( $row[ $column ] ) : $row[ $column ];
			if ( ! $this->made_by_wordpress( $column, $row, $wanted, $postarr ) && $this->differs( $column, $field, $row, $wanted[ $column ] ) ) {
				$changes[ $field ] = RefusedChange::of( $field, $row[ $column ], $wanted[ $column ] );
			}
		}
		if ( $row['post_name'] !== $stored->post_name ) {
			// Marked for a trash it does not go to; also where the address itself is not locked.
			$data['post_name'] = wp_slash( $row['post_name'] );
		}
		if ( isset( $changes['name'] ) && '' === $row['post_name'] && '' === (string) ( $postarr['post_name'] ?? '' ) ) {
			// The address was made of a title that is not going to be stored; WordPress makes another one of the right title.
			$data['post_name'] = '';
		}
		$this->refusals->record( $stored->ID, array_values( $changes ) );
		return $data;
	}

	/**
	 * The stored columns. Before it asks us, WordPress marks the address of a product that is to go to the trash; where it does not
	 * go there, the address is what it was.
	 *
	 * @param \WP_Post             $stored As stored now.
	 * @param array<string, mixed> $data   Columns to be, slashed.
	 * @return array<string, mixed>
	 */
	private function before_the_trash( \WP_Post $stored, array $data ): array {
		$row = get_object_vars( $stored );
		if ( 'trash' === ( $data['post_status'] ?? '' ) && 'trash' !== $stored->post_status && str_ends_with( $stored->post_name, self::TRASHED ) ) {
			$slug = get_post_meta( $stored->ID, '_wp_desired_post_slug', true );
			if ( is_string( $slug ) && '' !== $slug ) {
				$row['post_name'] = $slug;
				delete_post_meta( $stored->ID, '_wp_desired_post_slug' );
			}
		}
		return $row;
	}

	/**
	 * Whether the shop may change a locked column after all.
	 *
	 * @param string               $column Column.
	 * @param array<string, mixed> $row    As stored.
	 * @param array<string, mixed> $wanted As it is to be.
	 * @param string               $kind   Kind.
	 */
	private function passes( string $column, array $row, array $wanted, string $kind ): bool {
		$id = (int) $row['ID'];
		return match ( $column ) {
			'post_status'                => $this->changes->lets_through( $id, $kind, 'status', $row[ $column ], $wanted[ $column ] ),
			'post_date', 'post_date_gmt' => self::NO_DATE === $row['post_date_gmt']
				|| $this->changes->lets_through( $id, $kind, 'date_created', $row[ $column ], $wanted[ $column ] ),
			'post_name'                  => self::leaves_the_trash( $row, $wanted ) || $this->changes->lets_through( $id, $kind, 'slug', $row[ $column ], $wanted[ $column ] ),
			default                      => false,
		};
	}

	/**
	 * Whether the address loses nothing but the mark of the trash.
	 *
	 * @param array<string, mixed> $row    As stored.
	 * @param array<string, mixed> $wanted As it is to be.
	 */
	private static function leaves_the_trash( array $row, array $wanted ): bool {
		$slug = (string) $row['post_name'];
		return 'trash' === $row['post_status'] && 'trash' !== $wanted['post_status'] && str_ends_with( $slug, self::TRASHED )
			&& str_starts_with( (string) $wanted['post_name'], substr( $slug, 0, -strlen( self::TRASHED ) ) );
	}

	/**
	 * Whether a column changes without anybody's wish: WordPress empties the address of a pending product of somebody who may not
	 * publish and marks that of a product in the trash, WooCommerce empties the parent of a variable product, and one of the two
	 * dates follows from the other and the time zone.
	 *
	 * @param string               $column  Column.
	 * @param array<string, mixed> $row     As stored.
	 * @param array<string, mixed> $wanted  As it is to be.
	 * @param array<string, mixed> $postarr What the caller gave.
	 */
	private function made_by_wordpress( string $column, array $row, array $wanted, array $postarr ): bool {
		return match ( $column ) {
			'post_name'     => '' === $wanted[ $column ] || 'trash' === $wanted['post_status'],
			'post_parent'   => 0 === (int) $wanted[ $column ] && (int) ( $postarr[ $column ] ?? 0 ) === (int) $row[ $column ],
			'post_date'     => ( $wanted['post_date_gmt'] ?? null ) === $row['post_date_gmt'],
			'post_date_gmt' => ( $wanted['post_date'] ?? null ) === $row['post_date'],
			default         => false,
		};
	}

	/**
	 * Whether a column would mean something else. A text that only went through the filters every text goes through, for example
	 * those that take markup from people who may not use it, means the same.
	 *
	 * @param string               $column Column.
	 * @param string               $field  Field.
	 * @param array<string, mixed> $row    As stored.
	 * @param mixed                $wanted As it is to be.
	 */
	private function differs( string $column, string $field, array $row, mixed $wanted ): bool {
		$before = $row[ $column ];
		if ( 'comment_status' === $column ) {
			return ( 'open' === $before ) !== ( 'open' === $wanted );
		}
		$prop = $this->policy->names_of( $field, 'props' )[0] ?? $column;
		if ( ! $this->changes->differs( $prop, $before, $wanted ) ) {
			return false;
		}
		$filtered = is_string( $before ) ? wp_unslash( sanitize_post_field( $column, wp_slash( $before ), (int) $row['ID'], 'db' ) ) : $before;
		return $this->changes->differs( $prop, $filtered, $wanted );
	}
}
