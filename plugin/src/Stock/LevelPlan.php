<?php
/**
 * Evaluating links.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock;

use TillSync\Catalogue\Links;
use TillSync\Stock\Lines\LedgerLines;
use TillSync\Stock\Lines\Line;
use TillSync\Stock\Reading\Reading;
use TillSync\Stock\Reading\ShopLevel;
use TillSync\Stock\Reading\ShopLevels;
use TillSync\Support\Clock;
use TillSync\Support\Decimal;
use TillSync\Support\Options;
use TillSync\Support\Settings;

/**
 * Reads everything the equation needs for many items in a handful of queries, evaluates it and says what is to be done. Writes nothing.
 *
 * @phpstan-import-type Link from Links
 * @phpstan-import-type Item from LevelMirror
 * @phpstan-type Outlet array{id: string, name: string, level: ?string, counted: bool}
 * @phpstan-type Arithmetic array{outlets: list<Outlet>, buffer: string, sold_untold: string, target: ?string, shop: ?string, checked_at: ?string}
 */
final class LevelPlan {

	/** Takes its collaborators. */
	public function __construct(
		private LevelMirror $mirror,
		private Reading $reading,
		private ShopLevels $shop,
		private LedgerLines $ledger,
		private Options $options
	) {
	}

	/** Whether outlets are chosen, without which no level can be told. */
	public function ready(): bool {
		return array() !== $this->options->settings()->outlets;
	}

	/**
	 * Whether the POS has told of an outlet; true as long as it has told of none.
	 *
	 * @param string $outlet_id The outlet.
	 */
	public function knows_outlet( string $outlet_id ): bool {
		$outlets = $this->options->pos()['outlets'] ?? null;
		return ! is_array( $outlets ) || in_array( $outlet_id, array_column( $outlets, 'id' ), true );
	}

	/**
	 * What is to be done about links.
	 *
	 * @param list<Link>    $links    At least one.
	 * @param Settings|null $settings Settings to evaluate with; null: those of the shop.
	 * @return list<Step> One a link.
	 */
	public function steps( array $links, ?Settings $settings = null ): array {
		$settings ??= $this->options->settings();
		$products   = array_combine( array_column( $links, 'item_id' ), array_column( $links, 'product_id' ) );
		// The mirror first: a booking made since then counts on the safe side.
		$items               = $this->mirror->read( array_column( $links, 'item_id' ) );
		list( $shop, $lines ) = $this->reading->read( $products );
		$integers            = $this->shop->integers();
		$threshold           = $this->shop->threshold();
		$steps               = array();
		foreach ( $links as $link ) {
			$id      = $link['item_id'];
			$target  = $this->target( $items[ $id ], $settings, $lines[ $id ] ?? array(), $integers );
			$steps[] = self::step( $link, $items[ $id ]['name'], $target, $shop[ $link['product_id'] ] ?? null, $threshold );
		}
		return $steps;
	}

	/**
	 * The level of an item with its arithmetic, as the side panel shows it.
	 *
	 * @param string    $item_id The item.
	 * @param Link|null $link    Its link.
	 * @return Arithmetic
	 */
	public function arithmetic( string $item_id, ?array $link ): array {
		$settings = $this->options->settings();
		$item     = $this->mirror->read( array( $item_id ) )[ $item_id ];
		$target   = $this->target( $item, $settings, $this->ledger->read( array( $item_id ) )[ $item_id ] ?? array(), $this->shop->integers() );
		$names    = array();
		$pos      = $this->options->pos()['outlets'] ?? null;
		foreach ( is_array( $pos ) ? $pos : array() as $outlet ) {
			$names[ (string) $outlet['id'] ] = (string) $outlet['name'];
		}
		$outlets = array();
		foreach ( array_keys( $names + $item['levels'] ) as $outlet_id ) {
			$outlet_id = (string) $outlet_id;
			$level     = $item['levels'][ $outlet_id ]['level'] ?? null;
			$outlets[] = array(
				'id'      => $outlet_id,
				'name'    => $names[ $outlet_id ] ?? $outlet_id,
				'level'   => null === $level ? null : Decimal::text( $level ),
				'counted' => in_array( $outlet_id, $settings->outlets, true ),
			);
		}
		return array(
			'outlets'     => $outlets,
			'buffer'      => Decimal::text( $target->buffer ),
			'sold_untold' => Decimal::text( $target->untold ),
			'target'      => self::text( $target ),
			'shop'        => null === $link ? null : self::shown( $this->shop->read( array( $link['product_id'] ) )[ $link['product_id'] ] ?? null ),
			'checked_at'  => Clock::iso( $link['checked_at'] ?? null ),
		);
	}

	/**
	 * What the shop should show and does show.
	 *
	 * @param list<string>        $item_ids Items.
	 * @param array<string, Link> $links    Those that are linked.
	 * @return array<string, array{target: ?string, shop: ?string}>
	 */
	public function targets( array $item_ids, array $links ): array {
		$settings = $this->options->settings();
		$items    = $this->mirror->read( $item_ids );
		$shop     = $this->shop->read( array_values( array_column( $links, 'product_id' ) ) );
		$lines    = $this->ledger->read( $item_ids );
		$integers = $this->shop->integers();
		$targets  = array();
		foreach ( $item_ids as $id ) {
			$targets[ $id ] = array(
				'target' => self::text( $this->target( $items[ $id ], $settings, $lines[ $id ] ?? array(), $integers ) ),
				'shop'   => isset( $links[ $id ] ) ? self::shown( $shop[ $links[ $id ]['product_id'] ] ?? null ) : null,
			);
		}
		return $targets;
	}

	/**
	 * Evaluates the equation for one item. A sum of which one part could not be read is unknown as a whole.
	 *
	 * @param Item       $item     From the mirror.
	 * @param Settings   $settings Outlets and buffer.
	 * @param list<Line> $lines    Its order lines.
	 * @param bool       $integers Whether the shop holds whole units.
	 */
	private function target( array $item, Settings $settings, array $lines, bool $integers ): Target {
		if ( $item['tracked'] && $item['parked'] ) {
			return new Target( Target::UNKNOWN );
		}
		return StockEquation::evaluate( $item['levels'], $settings->outlets, $item['tracked'], $settings->buffer * Decimal::SCALE, $lines, $integers );
	}

	/**
	 * Compares what should be with what is.
	 *
	 * @param Link           $link      The link.
	 * @param string         $name      The item's name.
	 * @param Target         $target    What should be.
	 * @param ShopLevel|null $shop      What is; null: no such product.
	 * @param int            $threshold WooCommerce's out of stock threshold.
	 */
	private static function step( array $link, string $name, Target $target, ?ShopLevel $shop, int $threshold ): Step {
		$from = self::shown( $shop );
		$text = self::text( $target );
		$done = static fn ( string $outcome, ?string $code = null ): Step => new Step( $link['item_id'], $link['product_id'], $name, $from, $text, null, $outcome, $code );
		if ( null === $shop ) {
			return $done( 'rejected', 'product_unknown' );
		}
		if ( Target::UNKNOWN === $target->kind ) {
			return $done( 'unknown', 'level_unknown' );
		}
		$level = $shop->level();
		if ( Target::UNMANAGED === $target->kind ) {
			if ( ! $shop->managed && 'instock' === $shop->status ) {
				return $done( 'equal' );
			}
			$to    = null;
			$flips = true;
		} else {
			$to     = $target->level;
			$status = $shop->status_at( $to, $threshold );
			$flips  = null === $level || $shop->status !== $status;
			if ( ! $flips && $level === $to ) {
				return $done( 'equal' );
			}
			$sells_out = $flips && $level !== $to && 'instock' === $shop->status;
			if ( $sells_out && null !== $level && 'instock' === $shop->status_at( $target->settled, $threshold ) ) {
				// Only sales the POS has booked and its level may already hold make it look sold out: WooCommerce has taken those units itself.
				return $done( 'conflict', 'level_moved' );
			}
		}
		$change = new Change( $link['item_id'], $link['product_id'], $link['parent_id'], $shop, $to, $flips, 'asked' === $link['state'] );
		return new Step( $link['item_id'], $link['product_id'], $name, $from, $text, $change );
	}

	/** A target as text; null where no level can be told. */
	private static function text( Target $target ): ?string {
		return Target::LEVEL === $target->kind ? Decimal::text( $target->level ) : null;
	}

	/** A shop's level as text; null where none is managed. */
	private static function shown( ?ShopLevel $shop ): ?string {
		$level = $shop?->level();
		return null === $level ? null : Decimal::text( $level );
	}
}
