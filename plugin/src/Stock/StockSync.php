<?php
/**
 * Bringing levels from the mirror to the shop.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock;

use TillSync\Activity\ActivityLog;
use TillSync\Catalogue\Cursors;
use TillSync\Catalogue\Links;
use TillSync\Catalogue\Parked;
use TillSync\Support\Clock;
use TillSync\Support\Database;
use TillSync\Support\Decimal;
use TillSync\Support\Settings;

/**
 * The way of a level: mirror, equation, brake, writer. What is compared is always the shop's own level, never the last one of the
 * POS: an edit made in the shop is overwritten, too.
 *
 * @phpstan-import-type Level from LevelMirror
 * @phpstan-import-type Link from Links
 * @phpstan-import-type Arithmetic from LevelPlan
 * @phpstan-type Outcome array{item_id: string, product_id: ?int, name: string, outcome: string, from: ?string, to: ?string, code?: string}
 */
final class StockSync {

	/** Links looked at in one check. */
	public const WINDOW = 500;

	/** Takes its collaborators, and the seconds one request may work. */
	public function __construct(
		private Database $database,
		private LevelMirror $mirror,
		private LevelPlan $plan,
		private StockWriter $writer,
		private Brake $brake,
		private Ledger $ledger,
		private Links $links,
		private Cursors $cursors,
		private Parked $parked,
		private ActivityLog $activity,
		private Clock $clock,
		private int $seconds
	) {
	}

	/**
	 * Stores a page of levels with its cursor, in one transaction, and brings the linked items among them to the shop.
	 *
	 * @param list<Level>                                  $levels Rows of the POS.
	 * @param int                                          $as_of  Bookings up to this seq are surely in them.
	 * @param array{from: string, to: string}|null         $cursor Null: the rows are no piece of the feed.
	 * @param list<array{id: string|null, reason: string}> $parked Rows that could not be read.
	 * @return list<Outcome> One an item, in the order of first appearance.
	 */
	public function store( array $levels, int $as_of, ?array $cursor, array $parked ): array {
		$deadline = $this->clock->elapsed() + $this->seconds;
		$ids      = array_values( array_unique( array_column( $levels, 'item_id' ) ) );
		$fresh    = $this->database->transaction(
			function () use ( $levels, $as_of, $cursor, $parked, $ids ): array {
				$fresh = $this->mirror->store( $levels, $as_of );
				if ( null !== $cursor ) {
					$this->cursors->advance( 'inventory', $cursor['to'] );
				}
				// Parked is the item, of whose rows perhaps one could not be read: only all of them together, read by its id, clear it.
				if ( null === $cursor ) {
					$this->parked->clear( 'inventory', $ids );
				} else {
					$this->parked->hurry( 'inventory', $ids );
				}
				$this->parked->park( 'inventory', $parked );
				return $fresh;
			}
		);
		$links    = $this->links->of_items( array_values( array_filter( $ids, static fn ( string $id ): bool => $fresh[ $id ] ) ) );
		$brought  = $this->plan->ready() ? $this->bring( array_values( $links ), 'level', $deadline ) : array();
		$names    = $this->mirror->names( array_values( array_diff( $ids, array_keys( $brought ) ) ) );
		// Rows of an outlet the POS has not told of are kept, for it may tell of it later; but somebody should look.
		$known    = array_column( array_filter( $levels, fn ( array $level ): bool => $this->plan->knows_outlet( $level['outlet_id'] ) ), 'item_id', 'item_id' );
		$outcomes = array();
		foreach ( $ids as $id ) {
			$lost       = $fresh[ $id ] && ! isset( $known[ $id ] );
			$outcomes[] = $brought[ $id ] ?? array(
				'item_id'    => $id,
				'product_id' => isset( $links[ $id ] ) ? $links[ $id ]['product_id'] : null,
				'name'       => $names[ $id ] ?? '',
				'outcome'    => $lost ? 'rejected' : ( $fresh[ $id ] ? 'mirrored' : 'stale' ),
				'from'       => null,
				'to'         => null,
			) + ( $lost ? array( 'code' => 'outlet_unknown' ) : array() );
		}
		return $outcomes;
	}

	/**
	 * Compares a window of linked products with the mirror and repairs. Before outlets are chosen, and while levels wait for the
	 * sweep over orders, it looks at nothing.
	 *
	 * @param int $after Product id to start behind; 0: the beginning.
	 * @return array{checked: int, next_after: ?int, items: list<Outcome>} Only what was not equal; `next_after` null: the last window.
	 */
	public function check( int $after ): array {
		$deadline = $this->clock->elapsed() + $this->seconds;
		if ( 0 === $after ) {
			$this->ledger->resolve_overdue();
		}
		$links  = $this->links->window( $after, self::WINDOW );
		$unsafe = $this->ledger->sweep_waiting() && ! $this->ledger->sweep();
		if ( $unsafe || array() === $links || ! $this->plan->ready() ) {
			return array(
				'checked'    => 0,
				'next_after' => null,
				'items'      => array(),
			);
		}
		$brought = $this->bring( $links, 'check', $deadline );
		$next    = count( $links ) < self::WINDOW ? null : end( $links )['product_id'];
		$checked = 0;
		$items   = array();
		foreach ( $links as $link ) {
			$outcome = $brought[ $link['item_id'] ];
			if ( StockWriter::NOT_REACHED === $outcome['outcome'] ) {
				// The next window begins with the first product that was not reached.
				$next = min( $next ?? PHP_INT_MAX, $link['product_id'] - 1 );
				continue;
			}
			++$checked;
			if ( 'equal' !== $outcome['outcome'] ) {
				$items[] = $outcome;
			}
		}
		return array(
			'checked'    => $checked,
			'next_after' => $next,
			'items'      => $items,
		);
	}

	/**
	 * Evaluates, brakes, writes and notes.
	 *
	 * @param list<Link> $links    What to bring.
	 * @param string     $reason   What brings them: `level` or `check`.
	 * @param float      $deadline When to stop beginning.
	 * @return array<string, Outcome> By item.
	 */
	private function bring( array $links, string $reason, float $deadline ): array {
		if ( array() === $links ) {
			return array();
		}
		$cause    = $reason . ':' . wp_generate_uuid4();
		$steps    = $this->plan->steps( $links );
		$changes  = array();
		$harmless = array();
		foreach ( $steps as $step ) {
			if ( null !== $step->change ) {
				$changes[] = $step->change;
			} else {
				$harmless[] = $step->product_id;
			}
		}
		list( $pass, $held ) = $this->brake->sort( $changes, $harmless, $cause );
		$written             = $this->writer->write( $pass, $deadline );
		foreach ( $held as $change ) {
			$written[ $change->product_id ] = 'held';
		}
		$outcomes = array();
		foreach ( $steps as $step ) {
			$outcomes[ $step->item_id ] = self::outcome( $step, $written[ $step->product_id ] ?? null );
		}
		$this->note( $outcomes, $links, $cause );
		return $outcomes;
	}

	/**
	 * What became of one item, in the contract's form.
	 *
	 * @param Step        $step    What was to be done.
	 * @param string|null $written What the writer or the brake said; null: it was not asked.
	 * @return Outcome
	 */
	private static function outcome( Step $step, ?string $written ): array {
		list( $outcome, $code ) = match ( $written ) {
			null                     => array( $step->outcome, $step->code ),
			StockWriter::WRITTEN     => array( null === $step->change?->to ? 'unmanaged' : 'written', null ),
			StockWriter::CONFLICT    => array( 'conflict', 'level_moved' ),
			StockWriter::NOT_REACHED => array( 'not_reached', 'not_reached' ),
			'held'                   => array( 'held', 'brake' ),
			default                  => array( 'rejected', $written ),
		};
		$answer                 = array(
			'item_id'    => $step->item_id,
			'product_id' => $step->product_id,
			'name'       => $step->name,
			'outcome'    => $outcome,
			'from'       => $step->from,
			'to'         => $step->to,
		);
		return null === $code ? $answer : $answer + array( 'code' => $code );
	}

	/**
	 * Notes outcomes: on the links, in the activity log, and for the fingerprint where something is left to do.
	 *
	 * @param array<string, Outcome> $outcomes By item.
	 * @param list<Link>             $links    Their links.
	 * @param string                 $cause    Groups the entries.
	 */
	private function note( array $outcomes, array $links, string $cause ): void {
		$shown    = array_column( $links, 'shown', 'item_id' );
		$problems = array();
		$entries  = array();
		$stands   = array();
		$left     = false;
		foreach ( $outcomes as $item_id => $outcome ) {
			$item_id = (string) $item_id;
			if ( in_array( $outcome['outcome'], array( 'conflict', 'not_reached' ), true ) ) {
				$left = true;
				continue;
			}
			$problems[ $item_id ] = $outcome['code'] ?? null;
			$before               = $shown[ $item_id ] ?? null;
			if ( null !== $outcome['to'] && $before !== $outcome['to'] && in_array( $outcome['outcome'], array( 'written', 'equal' ), true ) ) {
				$stands[ (int) $outcome['product_id'] ] = $outcome['to'];
			}
			if ( in_array( $outcome['outcome'], array( 'written', 'unmanaged' ), true ) ) {
				$entries[] = array(
					// Put back is only what stood there before: anything else is a new level, whichever way it came.
					'kind'       => null !== $before && $before === $outcome['to'] ? 'check' : 'level',
					'outcome'    => 'ok',
					'cause'      => $cause,
					'item_id'    => $item_id,
					'product_id' => $outcome['product_id'],
					'facts'      => array_filter(
						array(
							'from' => $outcome['from'],
							'to'   => $outcome['to'],
						),
						static fn ( ?string $fact ): bool => null !== $fact
					),
				);
			}
		}
		$this->links->note_checked( $problems );
		$this->links->note_shown( $stands );
		$this->activity->record_many( $entries );
		if ( $left ) {
			$this->database->next( Ledger::COUNTER );
		}
	}

	/**
	 * What settings would do to the levels of the linked listings, and did when they were saved.
	 *
	 * @param Settings $settings The settings to be.
	 * @return array{changed: int, zeroed: int, examples: list<array{name: string, from: string, to: string}>}
	 */
	public function plan( Settings $settings ): array {
		$examples = array();
		$changed  = 0;
		$zeroed   = 0;
		foreach ( $this->planned( $settings ) as $step ) {
			++$changed;
			$zeroed    += null !== $step->change && $step->change->zeroes() ? 1 : 0;
			$examples[] = array(
				'name' => $step->name,
				'from' => (string) $step->from,
				'to'   => (string) $step->to,
			);
			if ( count( $examples ) > 200 ) {
				$examples = self::worst( $examples );
			}
		}
		return array(
			'changed'  => $changed,
			'zeroed'   => $zeroed,
			'examples' => self::worst( $examples ),
		);
	}

	/**
	 * Lets what {@see StockSync::plan()} showed pass the brake; to be called when the person saves the settings.
	 *
	 * @param Settings $settings The settings that are saved.
	 */
	public function approve_plan( Settings $settings ): void {
		$changes = array();
		foreach ( $this->planned( $settings ) as $step ) {
			if ( null !== $step->change && $step->change->zeroes() ) {
				$changes[] = $step->change;
			}
		}
		foreach ( array_chunk( $changes, self::WINDOW ) as $chunk ) {
			$this->brake->approve_plan( $chunk );
		}
	}

	/**
	 * Lets the first levels of new links pass the brake: the person who links has seen from which level to which.
	 *
	 * @param list<string> $item_ids Items just linked.
	 */
	public function approve_links( array $item_ids ): void {
		$links   = array_values( $this->links->of_items( $item_ids ) );
		$changes = array();
		foreach ( array() === $links ? array() : $this->plan->steps( $links ) as $step ) {
			if ( null !== $step->change && $step->change->zeroes() ) {
				$changes[] = $step->change;
			}
		}
		$this->brake->approve_plan( $changes );
	}

	/**
	 * Forgets what the brake holds for products just unlinked: nothing will be written to them.
	 *
	 * @param list<int> $product_ids Products and variations.
	 */
	public function let_go( array $product_ids ): void {
		$this->brake->let_go( $product_ids );
	}

	/**
	 * The level of an item with its arithmetic.
	 *
	 * @param string $item_id The item.
	 * @return Arithmetic
	 */
	public function arithmetic( string $item_id ): array {
		return $this->plan->arithmetic( $item_id, $this->links->of_items( array( $item_id ) )[ $item_id ] ?? null );
	}

	/**
	 * What the shop should show and does show, linked or not.
	 *
	 * @param list<string> $item_ids Items.
	 * @return array<string, array{target: ?string, shop: ?string}> Null: unknown, unmanaged, or not linked.
	 */
	public function targets( array $item_ids ): array {
		return $this->plan->targets( $item_ids, $this->links->of_items( $item_ids ) );
	}

	/**
	 * Steps that settings would cause, over all links.
	 *
	 * @param Settings $settings The settings to be.
	 * @return \Generator<Step>
	 */
	private function planned( Settings $settings ): \Generator {
		$links = array() === $settings->outlets ? array() : $this->links->window( 0, self::WINDOW );
		while ( array() !== $links ) {
			foreach ( $this->plan->steps( $links, $settings ) as $step ) {
				if ( null !== $step->change && null !== $step->from && null !== $step->to && $step->from !== $step->to ) {
					yield $step;
				}
			}
			$links = $this->links->window( end( $links )['product_id'], self::WINDOW );
		}
	}

	/**
	 * The 20 worst of examples: those that lose most first.
	 *
	 * @param list<array{name: string, from: string, to: string}> $examples Any number.
	 * @return list<array{name: string, from: string, to: string}>
	 */
	private static function worst( array $examples ): array {
		$loss = static fn ( array $example ): int => Decimal::scaled( $example['to'] ) - Decimal::scaled( $example['from'] );
		usort( $examples, static fn ( array $a, array $b ): int => $loss( $a ) <=> $loss( $b ) );
		return array_slice( $examples, 0, 20 );
	}
}
