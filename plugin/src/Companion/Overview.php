<?php
/**
 * Is it running, and what needs a person?
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Companion;

use TillSync\Activity\ActivityRows;
use TillSync\Catalogue\FullRead;
use TillSync\Catalogue\ItemList;
use TillSync\Catalogue\Links;
use TillSync\Catalogue\Parked;
use TillSync\Catalogue\Proposals;
use TillSync\Stock\Brake;
use TillSync\Stock\Ledger;
use TillSync\Support\Clock;
use TillSync\Support\Database;
use TillSync\Support\Options;

/**
 * Makes the answer of `GET /overview` of what the rooms know.
 *
 * @phpstan-import-type Held from Brake
 * @phpstan-type Status array{state: string, reason: string, since: ?string}
 * @phpstan-type Attention array{kind: string, since: ?string, count: int, hash: ?string, entries: list<array{item_id: string, name: string, from: ?string, to: ?string}>}
 */
final class Overview {

	/** Entries of the brake's list and of the log shown at most. */
	private const ENTRIES = 100;
	private const RECENT  = 10;

	/** Takes its collaborators. */
	public function __construct(
		private Database $database,
		private Options $options,
		private Clock $clock,
		private Health $health,
		private Pairing $pairing,
		private Links $links,
		private ItemList $items,
		private Proposals $proposals,
		private Parked $parked,
		private FullRead $full_read,
		private Brake $brake,
		private Ledger $ledger,
		private ActivityRows $activity
	) {
	}

	/**
	 * The answer.
	 *
	 * @return array<string, mixed>
	 */
	public function answer(): array {
		$this->proposals->refresh();
		$counts = $this->items->counts();
		$report = $this->health->report();
		$pos    = $this->options->pos();
		$seen   = $this->full_read->seen();
		$items  = array_sum( $counts );
		$held   = $this->brake->held();
		$midnight = ( new \DateTimeImmutable( '@' . $this->clock->now() ) )->setTimezone( wp_timezone() )->setTime( 0, 0 )->getTimestamp();
		return array(
			'status'    => $this->status( $held ),
			'figures'   => array(
				'items'                => $items,
				'linked'               => $this->links->count(),
				'last_success_at'      => $this->instant( $this->health->success_at() ),
				'last_change_at'       => $this->activity->last_change_at(),
				'delay_median_ms'      => $report['delay_median_ms'] ?? null,
				'delay_slowest_ms'     => $report['delay_slowest_ms'] ?? null,
				'levels_written_today' => $this->activity->levels_written_since( $this->clock->sql( $midnight ) ),
			),
			'pos'       => null === $pos ? null : array(
				'vendor_label' => $pos['vendor_label'] ?? '',
				'retailer'     => $pos['retailer'] ?? '',
			),
			'attention' => $this->attention( $held, $counts['proposed'] ),
			'recent'    => $this->activity->page( array( 'per_page' => self::RECENT ) )['items'],
			'full_read' => null === $seen ? null : array(
				'seen'  => $seen,
				'known' => $items,
			),
			'now'       => $this->instant( $this->clock->now() ),
		);
	}

	/**
	 * The status line: the most severe thing that is so.
	 *
	 * @param Held $held Of the brake.
	 * @return Status
	 */
	private function status( array $held ): array {
		$paired = $this->pairing->since();
		if ( $this->options->moved() ) {
			return self::state( 'needs_you', 'shop_moved', null );
		}
		if ( null === $paired ) {
			return self::state( 'not_connected', 'not_paired', null );
		}
		$paired_at = (int) strtotime( $paired );
		$seen_at   = $this->health->seen_at();
		if ( null === $seen_at || $seen_at < $paired_at ) {
			return self::state( 'not_connected', 'waiting_for_companion', $paired );
		}
		$silent = $this->health->silent_since( $paired_at );
		$pos    = $this->health->report()['pos'] ?? 'starting';
		if ( null !== $silent && ! $this->health->present() ) {
			return self::state( 'needs_you', 'companion_silent', $this->instant( $silent ) );
		}
		if ( ! $this->health->present() ) {
			return self::state( 'paused', 'waiting_for_companion', $this->instant( $seen_at ) );
		}
		if ( 'not_configured' === $pos || 'unauthorized' === $pos ) {
			return self::state( 'needs_you', "pos_$pos", $this->instant( $this->health->success_at() ) );
		}
		if ( ! $this->stock_managed() ) {
			return self::state( 'needs_you', 'stock_management_off', null );
		}
		if ( $this->outlets_missing() ) {
			return self::state( 'needs_you', 'outlets_not_chosen', null );
		}
		if ( null !== $held['hash'] ) {
			return self::state( 'needs_you', 'brake_held', $held['since'] );
		}
		if ( 'unavailable' === $pos ) {
			return self::state( 'paused', 'pos_unavailable', $this->instant( $this->health->success_at() ) );
		}
		if ( $this->ledger->sweep_waiting() ) {
			return self::state( 'paused', 'sweeping', null );
		}
		if ( null !== $silent ) {
			return self::state( 'needs_you', 'companion_silent', $this->instant( $silent ) );
		}
		return match ( $pos ) {
			'rate_limited' => self::state( 'running', 'pos_rate_limited', null ),
			'starting'     => self::state( 'running', 'starting', null ),
			default        => self::state( 'running', 'all_well', $this->instant( $this->health->success_at() ) ),
		};
	}

	/**
	 * What needs a person, most harmful first.
	 *
	 * @param Held $held     Of the brake.
	 * @param int  $proposed How many items are proposed.
	 * @return list<Attention>
	 */
	private function attention( array $held, int $proposed ): array {
		$list = array();
		if ( null !== $held['hash'] ) {
			$list[] = $this->held( $held );
		}
		if ( $this->options->moved() ) {
			$list[] = self::need( 'shop_moved' );
		}
		$paired = $this->pairing->since();
		$silent = null === $paired ? null : $this->health->silent_since( (int) strtotime( $paired ) );
		if ( null !== $silent ) {
			$list[] = self::need( 'companion_silent', 1, $this->instant( $silent ) );
		}
		if ( 'unauthorized' === ( $this->health->report()['pos'] ?? '' ) && null !== $paired ) {
			$list[] = self::need( 'pos_unauthorized', 1, $this->instant( $this->health->success_at() ) );
		}
		if ( ! $this->stock_managed() ) {
			$list[] = self::need( 'stock_management_off' );
		}
		if ( $this->outlets_missing() ) {
			$list[] = self::need( 'outlets_not_chosen' );
		}
		$unknown = $this->database->row( "SELECT COUNT(*) AS n, MIN(checked_at) AS since FROM {links} WHERE product_id IS NOT NULL AND problem = 'level_unknown'" );
		if ( (int) ( $unknown['n'] ?? 0 ) > 0 ) {
			$list[] = self::need( 'level_unknown', (int) ( $unknown['n'] ?? 0 ), Clock::iso( $unknown['since'] ?? null ) );
		}
		$parked = $this->parked->summary();
		if ( $parked['count'] > 0 ) {
			$list[] = self::need( 'parked', $parked['count'], $parked['since'] );
		}
		if ( $proposed > 0 ) {
			$list[] = self::need( 'proposals', $proposed );
		}
		return $list;
	}

	/**
	 * What the brake holds.
	 *
	 * @param Held $held Of the brake.
	 * @return Attention
	 */
	private function held( array $held ): array {
		return array(
			'kind'    => 'brake',
			'since'   => $held['since'],
			'count'   => count( $held['entries'] ),
			'hash'    => $held['hash'],
			'entries' => array_map(
				static fn ( array $entry ): array => array(
					'item_id' => $entry['item_id'],
					'name'    => $entry['name'],
					'from'    => $entry['from'],
					'to'      => $entry['to'],
				),
				array_slice( $held['entries'], 0, self::ENTRIES )
			),
		);
	}

	/** Whether WooCommerce manages stock at all. */
	private function stock_managed(): bool {
		return 'yes' === get_option( 'woocommerce_manage_stock' );
	}

	/** Whether the POS is known and none of its outlets was chosen. */
	private function outlets_missing(): bool {
		return null !== $this->options->pos() && array() === $this->options->settings()->outlets;
	}

	/**
	 * Seconds as the contract writes instants.
	 *
	 * @param int|null $at Seconds since 1970.
	 */
	private function instant( ?int $at ): ?string {
		return null === $at ? null : Clock::iso( $this->clock->sql( $at ) );
	}

	/**
	 * A status.
	 *
	 * @param string      $state  Of the contract.
	 * @param string      $reason Of the contract.
	 * @param string|null $since  Instant.
	 * @return Status
	 */
	private static function state( string $state, string $reason, ?string $since ): array {
		return array(
			'state'  => $state,
			'reason' => $reason,
			'since'  => $since,
		);
	}

	/**
	 * Something that needs a person.
	 *
	 * @param string      $kind  Of the contract.
	 * @param int         $count How many.
	 * @param string|null $since Instant.
	 * @return Attention
	 */
	private static function need( string $kind, int $count = 1, ?string $since = null ): array {
		return array(
			'kind'    => $kind,
			'since'   => $since,
			'count'   => $count,
			'hash'    => null,
			'entries' => array(),
		);
	}
}
