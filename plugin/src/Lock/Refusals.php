<?php
/**
 * Telling what the lock refused.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Lock;

use TillSync\Activity\ActivityLog;
use TillSync\Catalogue\Links;
use TillSync\Support\Log;

/**
 * Collects what was refused in this request, a field of a product once, and tells of it when the request ends: in the activity log,
 * and on the person's next page in wp-admin. One statement each, however many there are.
 */
final class Refusals {

	/** Entries of one request in the activity log at most; of those that no form is to be answered, no more are kept. */
	private const MOST = 200;

	/**
	 * Refused in this request and not told yet: product id → field → change and door.
	 *
	 * @var array<int, array<string, array{change: RefusedChange, door: string, plugin: string|null}>>
	 */
	private array $collected = array();

	/**
	 * Told already in this request.
	 *
	 * @var array<int, array<string, true>>
	 */
	private array $told = array();

	/**
	 * Product ids about which the answer to this request says everything, so that no page has to.
	 *
	 * @var array<int, true>
	 */
	private array $answered = array();

	/** Takes its collaborators. */
	public function __construct(
		private ActivityLog $activity,
		private Links $links,
		private FieldPolicy $policy,
		private FormGuard $forms,
		private Door $door,
		private RefusalNotice $notice,
		private Log $log
	) {
	}

	/**
	 * Notes that changes were refused or put back. What a form did not send is left out, unless another plugin's code is running:
	 * nobody wanted it.
	 *
	 * @param int                 $product_id Product or variation.
	 * @param list<RefusedChange> $changes    None is fine.
	 * @param string|null         $door       Of {@see Door}; null: found out.
	 */
	public function record( int $product_id, array $changes, ?string $door = null ): void {
		$new    = array();
		$plugin = false;
		foreach ( $changes as $change ) {
			if ( isset( $this->told[ $product_id ][ $change->field ] ) ) {
				continue;
			}
			// Beside the form, other code may want something of the product while it is saved.
			$meant = $this->forms->posted( $product_id, $change->field );
			if ( ! $meant && false === $plugin ) {
				$plugin = $this->door->plugin();
			}
			if ( $meant || is_string( $plugin ) ) {
				$this->told[ $product_id ][ $change->field ] = true;
				$new[]                                       = compact( 'change', 'meant' );
			}
		}
		if ( array() === $new ) {
			return;
		}
		$door ??= $this->door->current( $product_id );
		$form   = in_array( $door, Door::FORMS, true );
		if ( ! $form && false === $plugin ) {
			$plugin = $this->door->plugin();
		}
		foreach ( $new as [ 'change' => $change, 'meant' => $meant ] ) {
			if ( ! $form && count( $this->collected ) >= self::MOST ) {
				// An import of thousands of rows, or a program that runs for days.
				break;
			}
			$this->collected[ $product_id ][ $change->field ] = array(
				'change' => $change,
				'door'   => $meant ? $door : Door::CODE,
				'plugin' => ( $form && $meant ) || ! is_string( $plugin ) ? null : $plugin,
			);
		}
		if ( Door::CLI === $door && class_exists( \WP_CLI::class ) ) {
			\WP_CLI::warning( $this->sentence( RefusedChange::fields( array_column( $new, 'change' ) ) ) );
		}
	}

	/**
	 * What the person behind this request's form should be told of, for an answer that tells it at once; the next page does not tell
	 * it again.
	 *
	 * @return array{fields: array<int, list<string>>, kept: list<int>, without_new: list<int>} As {@see RefusalNotice::texts()} takes it.
	 */
	public function take_for_answer(): array {
		$refused        = $this->for_person();
		$this->answered = array_fill_keys( array_keys( $this->collected ), true ) + $this->answered;
		return $refused;
	}

	/**
	 * What was refused at a form and not answered: fields that were not saved, products that were not trashed or deleted, and those
	 * that did not get another variation.
	 *
	 * @return array{fields: array<int, list<string>>, kept: list<int>, without_new: list<int>}
	 */
	private function for_person(): array {
		$refused = array(
			'fields'      => array(),
			'kept'        => array(),
			'without_new' => array(),
		);
		foreach ( array_diff_key( $this->collected, $this->answered ) as $product_id => $fields ) {
			foreach ( $fields as $field => $entry ) {
				if ( ! in_array( $entry['door'], Door::FORMS, true ) ) {
					continue;
				}
				if ( 'status' === $field && in_array( $entry['change']->to, array( 'trash', 'deleted' ), true ) ) {
					$refused['kept'][] = $product_id;
				} elseif ( 'parent' === $field && '' === $entry['change']->from ) {
					$refused['without_new'][] = $product_id;
				} else {
					$refused['fields'][ $product_id ][] = $field;
				}
			}
		}
		return $refused;
	}

	/** Tells what was collected; at the end of the request. Never throws. */
	public function flush(): void {
		if ( array() === $this->collected ) {
			return;
		}
		try {
			$this->tell();
		} catch ( \Throwable $error ) {
			$this->log->thrown( $error, 'Lock, telling what was refused' );
		}
		$this->collected = array();
	}

	/** Writes the log and the person's notice. */
	private function tell(): void {
		$entries = array();
		$cause   = wp_generate_uuid4();
		$user    = wp_get_current_user();
		foreach ( $this->collected as $product_id => $fields ) {
			foreach ( $fields as $field => $refused ) {
				$entries[] = array(
					'kind'       => 'refused',
					'outcome'    => 'info',
					'cause'      => $cause,
					'item_id'    => $this->links->item_of( $product_id ),
					'product_id' => $product_id,
					'facts'      => array_filter(
						array(
							'field'  => $field,
							'fields' => $this->policy->label( $field ),
							'from'   => $refused['change']->from,
							'to'     => $refused['change']->to,
							'door'   => $refused['door'],
							'user'   => $user->exists() ? mb_substr( $user->display_name, 0, 300 ) : '',
							'plugin' => mb_substr( $refused['plugin'] ?? '', 0, 300 ),
						),
						static fn ( string $fact ): bool => '' !== $fact
					),
				);
			}
		}
		$this->activity->record_many( array_slice( $entries, 0, self::MOST ) );
		$notices = $this->for_person();
		if ( $user->exists() && ! RefusalNotice::is_empty( $notices ) ) {
			$this->notice->keep( $user->ID, $notices );
		}
	}

	/**
	 * What a person calls a field, in their language. The labels are in the file of texts (`npm run texts`).
	 *
	 * @param string $field Field of the ownership table.
	 */
	public function label( string $field ): string {
		return FieldLabels::translated( $this->policy->label( $field ) );
	}

	/**
	 * One sentence for a person: which fields, and what to do.
	 *
	 * @param list<string> $fields At least one.
	 */
	public function sentence( array $fields ): string {
		return sprintf(
			/* translators: %s: list of field names */
			__( 'The point of sale decides these fields of this product: %s. Change them there, or unlink the product under WooCommerce → TillSync.', 'tillsync' ),
			implode( ', ', array_map( array( $this, 'label' ), $fields ) )
		);
	}
}
