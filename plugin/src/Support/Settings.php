<?php
/**
 * What the shopkeeper has decided.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Support;

/** The settings as one value. Pure. */
final class Settings {

	/**
	 * Takes every setting.
	 *
	 * @param list<string> $outlets                  Outlets whose levels are summed; empty: none chosen, no level is written.
	 * @param string|null  $register                 Register that will book web orders; null: not chosen.
	 * @param int          $buffer                   Units kept back from the web, 0–9999.
	 * @param int          $brake_percent            Share of linked listings that may be zeroed within an hour, 1–100.
	 * @param int          $brake_at_least           Never held below this many listings, 1–1000.
	 * @param bool         $remove_data_on_uninstall Whether the tables go when the plugin is deleted.
	 */
	public function __construct(
		public readonly array $outlets,
		public readonly ?string $register,
		public readonly int $buffer,
		public readonly int $brake_percent,
		public readonly int $brake_at_least,
		public readonly bool $remove_data_on_uninstall
	) {
	}

	/**
	 * Settings from the contract's form; what is missing or of another type takes the default.
	 *
	 * @param array<string, mixed> $from For example the body of `PUT /settings`, or what the option holds.
	 */
	public static function from_array( array $from ): self {
		$brake   = is_array( $from['brake'] ?? null ) ? $from['brake'] : array();
		$outlets = array();
		foreach ( is_array( $from['outlets'] ?? null ) ? $from['outlets'] : array() as $outlet ) {
			if ( is_string( $outlet ) ) {
				$outlets[] = $outlet;
			}
		}
		return new self(
			$outlets,
			is_string( $from['register'] ?? null ) ? $from['register'] : null,
			is_int( $from['buffer'] ?? null ) ? $from['buffer'] : 0,
			is_int( $brake['percent'] ?? null ) ? $brake['percent'] : 20,
			is_int( $brake['at_least'] ?? null ) ? $brake['at_least'] : 5,
			true === ( $from['remove_data_on_uninstall'] ?? false )
		);
	}

	/**
	 * The contract's form.
	 *
	 * @return array{outlets: list<string>, register: ?string, buffer: int, brake: array{percent: int, at_least: int}, remove_data_on_uninstall: bool}
	 */
	public function to_array(): array {
		return array(
			'outlets'                  => $this->outlets,
			'register'                 => $this->register,
			'buffer'                   => $this->buffer,
			'brake'                    => array(
				'percent'  => $this->brake_percent,
				'at_least' => $this->brake_at_least,
			),
			'remove_data_on_uninstall' => $this->remove_data_on_uninstall,
		);
	}
}
