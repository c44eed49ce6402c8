<?php
/**
 * The brake.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock;

use TillSync\Activity\ActivityLog;
use TillSync\Catalogue\Links;
use TillSync\Support\Clock;
use TillSync\Support\Database;
use TillSync\Support\Decimal;
use TillSync\Support\Options;

/**
 * Stands before the one writer. Harmful writes of an hour beyond a share of the linked listings are held until a person approves
 * exactly the list that was shown; everything else goes on. A held listing keeps its old level.
 *
 * Today one kind of write counts as harmful: `zero`, a product that can be bought would be sold out. Further kinds (hiding,
 * repricing) are rows of the same table under their own kind and count together.
 *
 * @phpstan-type Held array{hash: ?string, since: ?string, entries: list<array{item_id: string, product_id: int, name: string, from: ?string, to: ?string}>}
 * @phpstan-type Row array{product_id: int, item_id: string, kind: string, state: string, to: string, at: string, approved_at: ?string}
 */
final class Brake {

	public const ZERO = 'zero';

	private const HELD     = 'held';
	private const APPROVED = 'approved';
	private const PASSED   = 'passed';

	/** Seconds over which harmful writes are counted, and for which an approval holds. */
	private const WINDOW   = 3600;
	private const APPROVAL = 86400;

	/** Takes its collaborators. */
	public function __construct(
		private Database $database,
		private Links $links,
		private Options $options,
		private ActivityLog $activity,
		private Clock $clock,
		private BrakeNotice $notice
	) {
	}

	/**
	 * Sorts changes into those that may be written and those that are held.
	 *
	 * @param list<Change> $changes  What is about to be written.
	 * @param list<int>    $harmless Products that were looked at and need no harmful write (any more): what was held for them is forgotten.
	 * @param string|null  $cause    For the activity log.
	 * @return array{list<Change>, list<Change>} May be written; held.
	 */
	public function sort( array $changes, array $harmless, ?string $cause ): array {
		$rows = $this->rows();
		$pass = array();
		$held = array();
		$new  = array();
		foreach ( $changes as $change ) {
			$row = $rows[ $change->product_id ] ?? null;
			if ( ! $change->zeroes() ) {
				$harmless[] = $change->product_id;
				$pass[]     = $change;
			} elseif ( $change->planned || ( null !== $row && $this->is_approved( $row ) ) ) {
				$pass[] = $change;
			} elseif ( null !== $row && self::PASSED !== $row['state'] ) {
				$held[] = $change;
			} else {
				$new[] = $change;
			}
		}
		$this->forget( $harmless, $rows );
		if ( array() !== $new && $this->is_too_much( $new, $rows ) ) {
			$this->hold( $new, $held, $rows, $cause );
			return array( $pass, array_merge( $held, $new ) );
		}
		$this->store( $new, self::PASSED );
		$this->store( $held, self::HELD );
		return array( array_merge( $pass, $new ), $held );
	}

	/**
	 * The list that waits for a person.
	 *
	 * @return Held
	 */
	public function held(): array {
		$rows    = $this->database->rows(
			'SELECT b.product_id, b.item_id, b.kind, b.level_from, b.level_to, b.at, i.name, i.variant FROM {brake} b LEFT JOIN {items} i ON i.id = b.item_id
			WHERE b.state = %s OR (b.state = %s AND b.approved_at <= %s) ORDER BY b.product_id, b.kind',
			self::HELD,
			self::APPROVED,
			$this->clock->sql( $this->clock->now() - self::APPROVAL )
		);
		$entries = array();
		$frozen  = '';
		$since   = null;
		foreach ( $rows as $row ) {
			$to        = Decimal::normal( $row['level_to'] );
			$frozen   .= "{$row['kind']}|{$row['product_id']}|{$row['item_id']}|$to\n";
			$since     = null === $since ? $row['at'] : min( $since, (string) $row['at'] );
			$entries[] = array(
				'item_id'    => (string) $row['item_id'],
				'product_id' => (int) $row['product_id'],
				'name'       => trim( $row['name'] . ( '' === (string) $row['variant'] ? '' : ' / ' . $row['variant'] ) ),
				'from'       => Decimal::normal( $row['level_from'] ),
				'to'         => $to,
			);
		}
		return array(
			'hash'    => array() === $rows ? null : hash( 'sha256', $frozen ),
			'since'   => Clock::iso( $since ),
			'entries' => $entries,
		);
	}

	/**
	 * Releases the list with this hash. What was held is written by the next check; the approval holds for 24 hours.
	 *
	 * @param string $hash As {@see Brake::held()} gave it.
	 * @return bool False: the list is another one by now, nothing was released.
	 */
	public function approve( string $hash ): bool {
		$held = $this->held();
		if ( null === $held['hash'] || ! hash_equals( $held['hash'], $hash ) ) {
			return false;
		}
		$this->database->execute(
			'UPDATE {brake} SET state = %s, approved_at = %s
			WHERE state IN (%s, %s) AND product_id IN (' . $this->database->list( array_column( $held['entries'], 'product_id' ) ) . ')',
			self::APPROVED,
			$this->clock->sql(),
			self::HELD,
			self::APPROVED
		);
		$this->database->next( Ledger::COUNTER );
		$user = wp_get_current_user();
		$this->activity->record(
			'approved',
			'ok',
			null,
			null,
			null,
			array(
				'count' => count( $held['entries'] ),
				'user'  => $user->exists() ? $user->display_name : '',
			)
		);
		$this->notice->withdraw();
		return true;
	}

	/**
	 * Lets the harmful changes of a plan pass that a person has seen and confirmed on our page.
	 *
	 * @param list<Change> $changes The plan's changes.
	 */
	public function approve_plan( array $changes ): void {
		$this->store( array_values( array_filter( $changes, static fn ( Change $change ): bool => $change->zeroes() ) ), self::APPROVED );
	}

	/**
	 * Lets go of what is held or approved for products that are not linked any more.
	 *
	 * @param list<int> $product_ids Products and variations.
	 */
	public function let_go( array $product_ids ): void {
		$this->forget( $product_ids, $this->rows() );
	}

	/**
	 * What is held, approved, or passed within the hour: product → row.
	 *
	 * @return array<int, Row>
	 */
	private function rows(): array {
		$rows = array();
		foreach ( $this->database->rows(
			'SELECT product_id, item_id, kind, state, level_to, at, approved_at FROM {brake} WHERE kind = %s AND (state IN (%s, %s) OR at > %s)',
			self::ZERO,
			self::HELD,
			self::APPROVED,
			$this->clock->sql( $this->clock->now() - self::WINDOW )
		) as $row ) {
			$rows[ (int) $row['product_id'] ] = array(
				'product_id'  => (int) $row['product_id'],
				'item_id'     => (string) $row['item_id'],
				'kind'        => (string) $row['kind'],
				'state'       => (string) $row['state'],
				'to'          => (string) $row['level_to'],
				'at'          => (string) $row['at'],
				'approved_at' => $row['approved_at'],
			);
		}
		return $rows;
	}

	/**
	 * Whether a person has approved it within the last 24 hours.
	 *
	 * @param Row $row Of the table.
	 */
	private function is_approved( array $row ): bool {
		return self::APPROVED === $row['state'] && (string) $row['approved_at'] > $this->clock->sql( $this->clock->now() - self::APPROVAL );
	}

	/**
	 * Whether harmful writes of the last hour and these together are beyond the limit. A product counts once; approved ones do not.
	 *
	 * @param list<Change>    $fresh Harmful changes not seen before.
	 * @param array<int, Row> $rows  What is known.
	 */
	private function is_too_much( array $fresh, array $rows ): bool {
		$since    = $this->clock->sql( $this->clock->now() - self::WINDOW );
		$products = array();
		foreach ( $rows as $id => $row ) {
			if ( self::APPROVED !== $row['state'] && $row['at'] > $since ) {
				$products[ $id ] = true;
			}
		}
		foreach ( $fresh as $change ) {
			$products[ $change->product_id ] = true;
		}
		$count    = count( $products );
		$settings = $this->options->settings();
		return $count >= $settings->brake_at_least && $count * 100 > $settings->brake_percent * $this->links->count();
	}

	/**
	 * Holds changes and says so, once for a list.
	 *
	 * @param list<Change>    $fresh Newly held.
	 * @param list<Change>    $held  Held before, with their present levels.
	 * @param array<int, Row> $rows  What was known.
	 * @param string|null     $cause For the activity log.
	 */
	private function hold( array $fresh, array $held, array $rows, ?string $cause ): void {
		$this->store( array_merge( $held, $fresh ), self::HELD );
		$this->activity->record( 'held', 'held', $cause, null, null, array( 'count' => count( $fresh ) ) );
		$before = array_filter( $rows, static fn ( array $row ): bool => self::HELD === $row['state'] );
		if ( array() === $before ) {
			$this->notice->tell( count( $fresh ) );
		}
	}

	/**
	 * Stores rows in one statement. A held row keeps the moment since when it is held.
	 *
	 * @param list<Change> $changes None is fine.
	 * @param string       $state   Their state.
	 */
	private function store( array $changes, string $state ): void {
		if ( array() === $changes ) {
			return;
		}
		$now  = $this->clock->sql();
		$rows = array();
		foreach ( $changes as $change ) {
			$from   = $change->shop->level();
			$rows[] = array(
				$change->product_id,
				$change->item_id,
				self::ZERO,
				$state,
				null === $from ? null : Decimal::text( $from ),
				null === $change->to ? null : Decimal::text( $change->to ),
				$now,
				self::APPROVED === $state ? $now : null,
			);
		}
		$this->database->execute(
			'INSERT INTO {brake} (product_id, item_id, kind, state, level_from, level_to, at, approved_at) VALUES ' . $this->database->tuples( $rows )
			. " ON DUPLICATE KEY UPDATE at = IF(state = 'held' AND VALUES(state) = 'held', at, VALUES(at)), item_id = VALUES(item_id), state = VALUES(state),
			level_from = VALUES(level_from), level_to = VALUES(level_to), approved_at = VALUES(approved_at)"
		);
	}

	/**
	 * Forgets what was held or approved for products that need no harmful write any more, and what passed more than an hour ago.
	 *
	 * @param list<int>       $harmless Products.
	 * @param array<int, Row> $rows     What is known.
	 */
	private function forget( array $harmless, array $rows ): void {
		$gone = array();
		$left = false;
		foreach ( $rows as $id => $row ) {
			if ( self::PASSED === $row['state'] ) {
				continue;
			}
			if ( in_array( $id, $harmless, true ) ) {
				$gone[] = $id;
			} elseif ( self::HELD === $row['state'] ) {
				$left = true;
			}
		}
		if ( array() !== $gone ) {
			$this->database->execute(
				'DELETE FROM {brake} WHERE (state IN (%s, %s) AND product_id IN (' . $this->database->list( $gone ) . ')) OR (state = %s AND at <= %s)',
				self::HELD,
				self::APPROVED,
				self::PASSED,
				$this->clock->sql( $this->clock->now() - self::WINDOW )
			);
			if ( ! $left ) {
				$this->notice->withdraw();
			}
		}
	}
}
