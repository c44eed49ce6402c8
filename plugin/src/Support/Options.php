<?php
/**
 * The plugin's options.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Support;

/** Everything the plugin keeps in `wp_options`: settings, the shop's identity, what the POS is, and the pairing. State of the sync is in tables. */
final class Options {

	private const SETTINGS  = 'tillsync_settings';
	private const SHOP      = 'tillsync_shop';
	private const POS       = 'tillsync_pos';
	private const POS_NAMES = 'tillsync_pos_names';
	private const PAIRING   = 'tillsync_pairing';
	private const FULL_READ = 'tillsync_full_read';
	private const SCHEMA    = 'tillsync_schema';
	private const SWEEP     = 'tillsync_sweep';
	private const WATCH     = 'tillsync_watch';
	private const PROPOSALS = 'tillsync_proposals';

	/** Every option, for uninstalling. */
	public const NAMES = array( self::SETTINGS, self::SHOP, self::POS, self::POS_NAMES, self::PAIRING, self::FULL_READ, self::SCHEMA, self::SWEEP, self::WATCH, self::PROPOSALS );

	/** The settings; defaults where nothing was saved. */
	public function settings(): Settings {
		return Settings::from_array( $this->array( self::SETTINGS ) );
	}

	/**
	 * Stores the settings. Their version is the counter `settings`, which the caller raises.
	 *
	 * @param Settings $settings All of them.
	 */
	public function save_settings( Settings $settings ): void {
		update_option( self::SETTINGS, $settings->to_array(), true );
	}

	/**
	 * The shop's identity: random id, and the home URL it was made for. Empty strings before activation.
	 *
	 * @return array{id: string, url: string}
	 */
	public function shop(): array {
		$shop = $this->array( self::SHOP );
		return array(
			'id'  => is_string( $shop['id'] ?? null ) ? $shop['id'] : '',
			'url' => is_string( $shop['url'] ?? null ) ? $shop['url'] : '',
		);
	}

	/**
	 * Stores the shop's identity.
	 *
	 * @param string $id  Random id.
	 * @param string $url Home URL it belongs to.
	 */
	public function save_shop( string $id, string $url ): void {
		update_option(
			self::SHOP,
			array(
				'id'  => $id,
				'url' => $url,
			),
			true
		);
	}

	/** Whether the home URL is another than the one the shop id was made for. The scheme and a trailing slash do not count. */
	public function moved(): bool {
		$known = $this->shop()['url'];
		return '' !== $known && self::address( $known ) !== self::address( (string) get_option( 'home' ) );
	}

	/**
	 * What the POS is, as `PUT /pos` sent it; null until then.
	 *
	 * @return array<string, mixed>|null
	 */
	public function pos(): ?array {
		$pos = $this->array( self::POS );
		return array() === $pos ? null : $pos;
	}

	/**
	 * Stores what the POS is.
	 *
	 * @param array<string, mixed> $pos The body of `PUT /pos`.
	 */
	public function save_pos( array $pos ): void {
		update_option( self::POS, $pos, false );
		update_option( self::POS_NAMES, self::names_of( $pos ), true );
	}

	/**
	 * What the POS is called and where it shows an item; `label` is empty until the POS has introduced itself. Kept apart from the
	 * whole description, which is long: this is loaded with every request and costs no query.
	 *
	 * @return array{label: string, item_url: ?string}
	 */
	public function pos_names(): array {
		$names = $this->array( self::POS_NAMES );
		return self::names_of( array() === $names ? $this->pos() ?? array() : $names );
	}

	/**
	 * The names in a description of a POS.
	 *
	 * @param array<string, mixed> $pos A description, or what is kept of it.
	 * @return array{label: string, item_url: ?string}
	 */
	private static function names_of( array $pos ): array {
		$label = $pos['vendor_label'] ?? $pos['label'] ?? null;
		$url   = $pos['item_url'] ?? null;
		return array(
			'label'    => is_string( $label ) ? $label : '',
			'item_url' => is_string( $url ) ? $url : null,
		);
	}

	/**
	 * The pairing: user, id of the application password, and since when; null when not paired. Never the password.
	 *
	 * @return array{user_id: int, uuid: string, at: string}|null
	 */
	public function pairing(): ?array {
		$pairing = $this->array( self::PAIRING );
		return is_int( $pairing['user_id'] ?? null ) && is_string( $pairing['uuid'] ?? null ) && is_string( $pairing['at'] ?? null )
			? array(
				'user_id' => $pairing['user_id'],
				'uuid'    => $pairing['uuid'],
				'at'      => $pairing['at'],
			)
			: null;
	}

	/**
	 * Stores or forgets the pairing.
	 *
	 * @param array{user_id: int, uuid: string, at: string}|null $pairing Null: not paired any more.
	 */
	public function save_pairing( ?array $pairing ): void {
		if ( null === $pairing ) {
			delete_option( self::PAIRING );
			return;
		}
		update_option( self::PAIRING, $pairing, false );
	}

	/**
	 * The full read: `run` under way (null: none), second of its last page, items it has shown, second at which the last complete one ended.
	 *
	 * @return array{run: ?string, at: int, seen: int, ended_at: ?int}
	 */
	public function full_read(): array {
		$read = $this->array( self::FULL_READ );
		return array(
			'run'      => is_string( $read['run'] ?? null ) ? $read['run'] : null,
			'at'       => is_int( $read['at'] ?? null ) ? $read['at'] : 0,
			'seen'     => is_int( $read['seen'] ?? null ) ? $read['seen'] : 0,
			'ended_at' => is_int( $read['ended_at'] ?? null ) ? $read['ended_at'] : null,
		);
	}

	/**
	 * Stores how the full read stands.
	 *
	 * @param array{run: ?string, at: int, seen: int, ended_at: ?int} $read As {@see Options::full_read()} gives it.
	 */
	public function save_full_read( array $read ): void {
		update_option( self::FULL_READ, $read, false );
	}

	/** Of which state of items, links and products the stored proposals are; empty: none were worked out. */
	public function proposals_stamp(): string {
		$stamp = get_option( self::PROPOSALS, '' );
		return is_string( $stamp ) ? $stamp : '';
	}

	/**
	 * Stores the stamp.
	 *
	 * @param string $stamp Of the state.
	 */
	public function save_proposals_stamp( string $stamp ): void {
		update_option( self::PROPOSALS, $stamp, false );
	}

	/** The version of the tables as installed; 0: none. */
	public function schema(): int {
		$version = get_option( self::SCHEMA, 0 );
		return is_numeric( $version ) ? (int) $version : 0;
	}

	/**
	 * Stores the version of the tables.
	 *
	 * @param int $version Of {@see \TillSync\Install\Tables::VERSION}.
	 */
	public function save_schema( int $version ): void {
		update_option( self::SCHEMA, $version, true );
	}

	/**
	 * How far the sweep over orders has come, or when the last one ended; empty: one is due. The ledger decides the form.
	 *
	 * @return array<string, mixed>
	 */
	public function sweep(): array {
		return $this->array( self::SWEEP );
	}

	/**
	 * Stores how far the sweep has come.
	 *
	 * @param array<string, mixed> $state As the ledger wants it.
	 */
	public function save_sweep( array $state ): void {
		update_option( self::SWEEP, $state, true );
	}

	/**
	 * What the watchdog has told people already.
	 *
	 * @return array<string, mixed>
	 */
	public function watch(): array {
		return $this->array( self::WATCH );
	}

	/**
	 * Stores what the watchdog has told.
	 *
	 * @param array<string, mixed> $state Empty: nothing is being told.
	 */
	public function save_watch( array $state ): void {
		update_option( self::WATCH, $state, false );
	}

	/**
	 * An option that holds an array.
	 *
	 * @param string $name Its name.
	 * @return array<string, mixed>
	 */
	private function array( string $name ): array {
		$value = get_option( $name, array() );
		return is_array( $value ) ? $value : array();
	}

	/**
	 * An address without scheme and trailing slash, in lower case.
	 *
	 * @param string $url A URL.
	 */
	private static function address( string $url ): string {
		return strtolower( untrailingslashit( (string) preg_replace( '#^https?://#i', '', $url ) ) );
	}
}
