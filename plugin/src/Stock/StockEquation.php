<?php
/**
 * The stock equation.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Stock;

use TillSync\Stock\Lines\Line;
use TillSync\Support\Decimal;

/**
 * Level in the shop = POS level − buffer − Σ counted lines (taken − told, on the safe side). Whole numbers of 1/100000
 * throughout, so that everything adds up exactly. Pure: no clock, no database, no WordPress.
 *
 * What the POS was told is counted on the safe side. A sale lowers its level, so it counts as told only once it is surely in the
 * level that was read (seq ≤ as_of). A return raises its level, so it counts from the moment it is intended: the POS may have
 * booked it although its answer never came. The result is never above the truth and right once everything is settled.
 */
final class StockEquation {

	/**
	 * Evaluates the equation for one item.
	 *
	 * @param array<string, array{level: int, as_of: int}> $levels   The mirror's rows: outlet → level and the seq up to which bookings are surely in it.
	 * @param list<string>                                 $outlets  The chosen outlets. A chosen outlet without row counts nothing.
	 * @param bool                                         $tracked  False: the POS keeps no level of the item.
	 * @param int                                          $buffer   Units held back, 0 or more.
	 * @param list<Line>                                   $lines    Order lines of the item.
	 * @param bool                                         $integers True: the shop holds whole units only; the result is rounded towards −∞.
	 */
	public static function evaluate( array $levels, array $outlets, bool $tracked, int $buffer, array $lines, bool $integers ): Target {
		if ( ! $tracked ) {
			return new Target( Target::UNMANAGED );
		}
		$counted = array_intersect_key( $levels, array_flip( $outlets ) );
		if ( array() === $counted ) {
			// No outlet chosen, or no row of any: that is "not known", never "none left". A composite without level ends here too.
			return new Target( Target::UNKNOWN );
		}
		$pos = self::sum( array_column( $counted, 'level' ) );
		// A booking moves stock at one outlet, and which one is not the equation's business: it is settled once all rows are past it.
		$as_of = (int) min( array_column( $counted, 'as_of' ) );

		$untold  = array();
		$settled = array();
		foreach ( $lines as $line ) {
			if ( ! $line->counted ) {
				continue;
			}
			$taken     = self::taken( $line );
			$untold[]  = $taken - self::told( $line, $as_of );
			$settled[] = $taken - self::told( $line, PHP_INT_MAX );
		}
		$sold = null === $pos ? null : self::sum( $untold );
		$last = null === $pos ? null : self::sum( $settled );
		if ( null === $pos || null === $sold || null === $last ) {
			return new Target( Target::UNKNOWN );
		}
		$level = self::held_back( $pos - $sold, $buffer, $integers );
		return new Target(
			Target::LEVEL,
			$level,
			self::held_back( $pos - $last, $buffer, $integers ),
			$pos,
			$sold,
			$pos - $sold - self::held_back( $pos - $sold, $buffer, false )
		);
	}

	/**
	 * The level WooCommerce's stock status follows from, by its own rule: above the threshold or not.
	 *
	 * @param int $level     In 1/100000.
	 * @param int $threshold WooCommerce's "out of stock threshold", whole units.
	 */
	public static function in_stock( int $level, int $threshold ): bool {
		return intdiv( $level, Decimal::SCALE ) > $threshold;
	}

	/**
	 * Rounds towards −∞ to whole units.
	 *
	 * @param int $level In 1/100000.
	 */
	public static function floor( int $level ): int {
		$rest = $level % Decimal::SCALE;
		return $level - ( $rest < 0 ? $rest + Decimal::SCALE : $rest );
	}

	/**
	 * Takes the buffer off, never below min(0, level), and rounds.
	 *
	 * @param int  $level    Without buffer.
	 * @param int  $buffer   Units held back.
	 * @param bool $integers Whether to round to whole units.
	 */
	private static function held_back( int $level, int $buffer, bool $integers ): int {
		$rest = max( $level - $buffer, min( 0, $level ) );
		return $integers ? self::floor( $rest ) : $rest;
	}

	/**
	 * Units a line has taken. While WooCommerce has not said, an announced line counts in full for ten minutes, then nothing:
	 * its order may never reduce stock at all.
	 *
	 * @param Line $line A counted line.
	 */
	private static function taken( Line $line ): int {
		if ( null !== $line->taken ) {
			return $line->taken;
		}
		return null !== $line->age && $line->age <= Line::ANNOUNCED_SECONDS ? $line->qty : 0;
	}

	/**
	 * Units of a line that are told, on the safe side.
	 *
	 * @param Line $line  A counted line.
	 * @param int  $as_of Bookings up to this seq are surely in the POS's level.
	 */
	private static function told( Line $line, int $as_of ): int {
		$told = 0;
		foreach ( $line->bookings as list( $delta, $seq ) ) {
			if ( $delta < 0 || ( null !== $seq && $seq <= $as_of ) ) {
				$told += $delta;
			}
		}
		return $told;
	}

	/**
	 * A sum that is exact or null: beyond 64 bits PHP would go on with floats.
	 *
	 * @param array<int> $numbers Any.
	 */
	private static function sum( array $numbers ): ?int {
		$sum = array_sum( $numbers );
		return is_int( $sum ) && abs( $sum ) < 4 * 10 ** 18 ? $sum : null;
	}
}
