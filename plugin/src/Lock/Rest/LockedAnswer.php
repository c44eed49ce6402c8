<?php
/**
 * What a caller of the REST API reads when the lock refuses.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock\Rest;

use TillSync\Lock\Door;
use TillSync\Lock\FieldPolicy;
use TillSync\Lock\RefusedChange;
use TillSync\Lock\Refusals;

/** Records refused changes and words them: 409 `pos_locked` with `fields`, a list of `{field, label}`. */
final class LockedAnswer {

	public const CODE   = 'pos_locked';
	public const STATUS = 409;

	/** Takes its collaborators. */
	public function __construct( private FieldPolicy $policy, private Refusals $refusals ) {
	}

	/**
	 * Refuses changes of a product.
	 *
	 * @param int                  $product_id Product or variation.
	 * @param list<RefusedChange>  $changes    At least one.
	 * @param array<string, mixed> $sent       What the caller sent: its names are used in the answer.
	 * @param string               $prefix     `wp:` where the caller speaks the words of `wp/v2`.
	 */
	public function refuse( int $product_id, array $changes, array $sent = array(), string $prefix = '' ): \WP_Error {
		$fields = RefusedChange::fields( $changes );
		return $this->error( $product_id, $changes, $this->refusals->sentence( $fields ), $sent, $prefix );
	}

	/**
	 * Refuses to make a variation of a product of which the POS keeps the variations.
	 *
	 * @param int   $parent_id The product.
	 * @param mixed $wanted    What was to be made, for the log.
	 */
	public function refuse_variation( int $parent_id, mixed $wanted ): \WP_Error {
		return $this->error( $parent_id, array( RefusedChange::of( 'parent', '', $wanted ) ), self::no_new_variations() );
	}

	/** Why a variation cannot be made. */
	public static function no_new_variations(): string {
		return __( 'The point of sale decides which variations this product has. Add them there, or unlink the product under WooCommerce → TillSync.', 'tillsync' );
	}

	/**
	 * Refuses to delete a product.
	 *
	 * @param int  $product_id Product or variation.
	 * @param bool $force      For good, and not into the trash.
	 */
	public function refuse_deletion( int $product_id, bool $force ): \WP_Error {
		return $this->error(
			$product_id,
			array( RefusedChange::of( 'status', (string) get_post_status( $product_id ), $force ? 'deleted' : 'trash' ) ),
			__( 'This product is linked to the point of sale. Unlink it first, under WooCommerce → TillSync; then it can be deleted.', 'tillsync' )
		);
	}

	/**
	 * Records and answers.
	 *
	 * @param int                  $product_id Product or variation.
	 * @param list<RefusedChange>  $changes    Refused.
	 * @param string               $message    What a person reads.
	 * @param array<string, mixed> $sent       What the caller sent.
	 * @param string               $prefix     See above.
	 */
	private function error( int $product_id, array $changes, string $message, array $sent = array(), string $prefix = '' ): \WP_Error {
		$this->refusals->record( $product_id, $changes, Door::REST );
		return new \WP_Error(
			self::CODE,
			$message,
			array(
				'status' => self::STATUS,
				'fields' => $this->fields( $changes, $sent, $prefix ),
			)
		);
	}

	/**
	 * The fields of changes, by the names the caller used.
	 *
	 * @param list<RefusedChange>  $changes Refused.
	 * @param array<string, mixed> $sent    What the caller sent.
	 * @param string               $prefix  See above.
	 * @return list<array{field: string, label: string}> Each name once.
	 */
	private function fields( array $changes, array $sent, string $prefix ): array {
		$fields = array();
		foreach ( $changes as $change ) {
			$name            = $this->name( $change, $sent, $prefix );
			$fields[ $name . ' ' . $change->field ] = array(
				'field' => $name,
				'label' => $this->refusals->label( $change->field ),
			);
		}
		return array_values( $fields );
	}

	/**
	 * The name the caller used for what was refused; where none was sent (a meta key stood for it), the first of its names.
	 *
	 * @param RefusedChange        $change Refused.
	 * @param array<string, mixed> $sent   What the caller sent.
	 * @param string               $prefix See above.
	 */
	private function name( RefusedChange $change, array $sent, string $prefix ): string {
		$names = array();
		foreach ( $this->policy->names_of( $change->field, 'rest' ) as $name ) {
			if ( str_starts_with( $name, 'wp:' ) === ( 'wp:' === $prefix ) ) {
				$names[] = substr( $name, strlen( $prefix ) );
			}
		}
		$used = array_values( array_filter( $names, static fn ( string $name ): bool => array_key_exists( $name, $sent ) ) );
		// A field may have several names; one that is called like the property is meant.
		$of_prop = array_values( array_filter( '' === $change->prop ? array() : $used, static fn ( string $name ): bool => str_starts_with( $name, $change->prop ) ) );
		return $of_prop[0] ?? $used[0] ?? $names[0] ?? $this->policy->rest_name( $change->field );
	}
}
