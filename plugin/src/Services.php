<?php
/**
 * The plugin's objects.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync;

use TillSync\Activity\ActivityLog;
use TillSync\Activity\ActivityRows;
use TillSync\Activity\ForeignWrites;
use TillSync\Admin\Bundle;
use TillSync\Admin\Lock\PosLinks;
use TillSync\Admin\Page;
use TillSync\Admin\SiteHealth;
use TillSync\Catalogue\Cursors;
use TillSync\Catalogue\FullRead;
use TillSync\Catalogue\ItemList;
use TillSync\Catalogue\LinkChange;
use TillSync\Catalogue\Links;
use TillSync\Catalogue\Mirror;
use TillSync\Catalogue\Parked;
use TillSync\Catalogue\ProductCards;
use TillSync\Catalogue\Proposals;
use TillSync\Companion\Commands;
use TillSync\Companion\Health;
use TillSync\Companion\Lease;
use TillSync\Companion\Overview;
use TillSync\Companion\Pairing;
use TillSync\Companion\Versions;
use TillSync\Companion\Watchdog;
use TillSync\Install\Installer;
use TillSync\Lock\WriterScope;
use TillSync\Rest\ActivityController;
use TillSync\Rest\CatalogueController;
use TillSync\Rest\CommandsController;
use TillSync\Rest\Gate;
use TillSync\Rest\HeartbeatController;
use TillSync\Rest\LinksController;
use TillSync\Rest\OverviewController;
use TillSync\Rest\PairingController;
use TillSync\Rest\PosController;
use TillSync\Rest\SettingsController;
use TillSync\Rest\ShopController;
use TillSync\Rest\StockController;
use TillSync\Stock\Brake;
use TillSync\Stock\BrakeNotice;
use TillSync\Stock\Fingerprint;
use TillSync\Stock\Ledger;
use TillSync\Stock\LevelMirror;
use TillSync\Stock\LevelPlan;
use TillSync\Stock\Lines\LedgerLines;
use TillSync\Stock\Lines\LedgerRows;
use TillSync\Stock\Lines\LedgerSweep;
use TillSync\Stock\Reading\LevelsThenLedger;
use TillSync\Stock\Reading\ShopLevels;
use TillSync\Stock\StockSync;
use TillSync\Stock\StockWriter;
use TillSync\Support\Clock;
use TillSync\Support\Contract;
use TillSync\Support\Database;
use TillSync\Support\Log;
use TillSync\Support\Options;

/** Builds each object by hand when it is first asked for, so that a visitor's request pays for nothing it does not use. */
final class Services {

	/**
	 * What was built so far, by class.
	 *
	 * @var array<class-string, object>
	 */
	private array $built = array();

	/** Takes the plugin's main file. */
	public function __construct( private string $file ) {
	}

	/** The plugin's main file. */
	public function file(): string {
		return $this->file;
	}

	/** The time. */
	public function clock(): Clock {
		return $this->once( Clock::class, fn () => new Clock() );
	}

	/** The log. */
	public function log(): Log {
		return $this->once( Log::class, fn () => new Log() );
	}

	/** The options. */
	public function options(): Options {
		return $this->once( Options::class, fn () => new Options() );
	}

	/** The database. */
	public function database(): Database {
		return $this->once(
			Database::class,
			static function (): Database {
				global $wpdb;
				return new Database( $wpdb );
			}
		);
	}

	/** The emitted contract. */
	public function contract(): Contract {
		return $this->once( Contract::class, fn () => new Contract( dirname( $this->file ) . '/schemas' ) );
	}

	/** Activation and removal. */
	public function installer(): Installer {
		return $this->once( Installer::class, fn () => new Installer( $this->database(), $this->options() ) );
	}

	/** The shopkeeper's log. */
	public function activity(): ActivityLog {
		return $this->once( ActivityLog::class, fn () => new ActivityLog( $this->database(), $this->clock() ) );
	}

	/** The feeds' cursors. */
	public function cursors(): Cursors {
		return $this->once( Cursors::class, fn () => new Cursors( $this->database(), $this->clock() ) );
	}

	/** The link table. */
	public function links(): Links {
		return $this->once( Links::class, fn () => new Links( $this->database(), $this->clock() ) );
	}

	/** The parked rows. */
	public function parked(): Parked {
		return $this->once( Parked::class, fn () => new Parked( $this->database(), $this->clock(), $this->activity() ) );
	}

	/** The full read. */
	public function full_read(): FullRead {
		return $this->once( FullRead::class, fn () => new FullRead( $this->options(), $this->clock() ) );
	}

	/** The mirror of POS items. */
	public function mirror(): Mirror {
		return $this->once( Mirror::class, fn () => new Mirror( $this->database(), $this->clock(), $this->cursors(), $this->parked(), $this->activity(), $this->full_read() ) );
	}

	/** Proposals of links. */
	public function proposals(): Proposals {
		return $this->once( Proposals::class, fn () => new Proposals( $this->database(), $this->options() ) );
	}

	/** Products as cards. */
	public function cards(): ProductCards {
		return $this->once( ProductCards::class, fn () => new ProductCards( $this->database(), $this->links() ) );
	}

	/** POS items as the page lists them. */
	public function items(): ItemList {
		return $this->once( ItemList::class, fn () => new ItemList( $this->database(), $this->options(), $this->proposals(), $this->cards() ) );
	}

	/** Linking and unlinking. */
	public function link_change(): LinkChange {
		return $this->once( LinkChange::class, fn () => new LinkChange( $this->database(), $this->links(), $this->stock_sync(), $this->ledger(), $this->activity() ) );
	}

	/** The log as the page shows it. */
	public function activity_rows(): ActivityRows {
		return $this->once( ActivityRows::class, fn () => new ActivityRows( $this->database() ) );
	}

	/** The lease. */
	public function lease(): Lease {
		return $this->once( Lease::class, fn () => new Lease( $this->database(), $this->clock(), $this->contract()->number( 'lease_seconds' ) ) );
	}

	/** The companion's credential. */
	public function pairing(): Pairing {
		return $this->once( Pairing::class, fn () => new Pairing( $this->options(), $this->clock(), $this->lease(), $this->activity() ) );
	}

	/** How the companion is doing. */
	public function health(): Health {
		return $this->once( Health::class, fn () => new Health( $this->database(), $this->clock() ) );
	}

	/** Commands to the companion. */
	public function commands(): Commands {
		return $this->once( Commands::class, fn () => new Commands( $this->database(), $this->clock(), $this->activity() ) );
	}

	/** What moved. */
	public function versions(): Versions {
		return $this->once( Versions::class, fn () => new Versions( $this->database(), $this->fingerprint() ) );
	}

	/** Watches the companion. */
	public function watchdog(): Watchdog {
		return $this->once(
			Watchdog::class,
			fn () => new Watchdog(
				$this->options(),
				$this->clock(),
				$this->health(),
				$this->pairing(),
				$this->stock_sync(),
				$this->commands(),
				$this->activity(),
				new ForeignWrites( $this->database(), $this->clock(), $this->log() ),
				$this->log()
			)
		);
	}

	/** Status, figures, attention. */
	public function overview(): Overview {
		return $this->once(
			Overview::class,
			fn () => new Overview(
				$this->database(),
				$this->options(),
				$this->clock(),
				$this->health(),
				$this->pairing(),
				$this->links(),
				$this->items(),
				$this->proposals(),
				$this->parked(),
				$this->full_read(),
				$this->brake(),
				$this->ledger(),
				$this->activity_rows()
			)
		);
	}

	/** The lock's objects. */
	public function lock(): LockServices {
		return $this->once( LockServices::class, fn () => new LockServices( $this ) );
	}

	/** The scope in which linked products may be written. */
	public function writer_scope(): WriterScope {
		return $this->once( WriterScope::class, fn () => new WriterScope( get_current_blog_id( ... ) ) );
	}

	/** What order lines take out of stock. */
	public function ledger(): Ledger {
		return $this->once(
			Ledger::class,
			function (): Ledger {
				$rows = new LedgerRows( $this->database(), $this->clock() );
				$sweep = new LedgerSweep( $this->database(), $rows, $this->options(), $this->clock() );
				return new Ledger( $this->database(), $rows, $sweep, $this->links(), $this->log() );
			}
		);
	}

	/** The brake in front of the writer. */
	public function brake(): Brake {
		return $this->once(
			Brake::class,
			fn () => new Brake( $this->database(), $this->links(), $this->options(), $this->activity(), $this->clock(), new BrakeNotice( $this->log() ) )
		);
	}

	/** What tells whether a stored level moved. */
	public function fingerprint(): Fingerprint {
		return $this->once( Fingerprint::class, fn () => new Fingerprint( $this->database(), $this->clock() ) );
	}

	/** Levels from the mirror to the shop. */
	public function stock_sync(): StockSync {
		return $this->once(
			StockSync::class,
			function (): StockSync {
				$database = $this->database();
				$mirror   = new LevelMirror( $database, $this->clock() );
				$shop     = new ShopLevels( $database );
				$lines    = new LedgerLines( $database, $this->clock() );
				return new StockSync(
					$database,
					$mirror,
					new LevelPlan( $mirror, new LevelsThenLedger( $shop, $lines ), $shop, $lines, $this->options() ),
					new StockWriter( $database, $this->writer_scope(), $this->clock(), $this->log() ),
					$this->brake(),
					$this->ledger(),
					$this->links(),
					$this->cursors(),
					$this->parked(),
					$this->activity(),
					$this->clock(),
					$this->contract()->number( 'batch_seconds' )
				);
			}
		);
	}

	/** The page under WooCommerce. */
	public function page(): Page {
		return $this->once( Page::class, fn () => new Page( $this->bundle() ) );
	}

	/** The ways from a product to the POS. */
	public function pos_links(): PosLinks {
		return $this->once( PosLinks::class, fn () => new PosLinks( $this->options(), $this->links() ) );
	}

	/** What was built for wp-admin. */
	public function bundle(): Bundle {
		return $this->once( Bundle::class, fn () => new Bundle( $this->file ) );
	}

	/** Site Health. */
	public function site_health(): SiteHealth {
		return $this->once( SiteHealth::class, fn () => new SiteHealth( $this->pairing(), $this->watchdog(), $this->health(), $this->options() ) );
	}

	/** What every controller needs. */
	public function gate(): Gate {
		return $this->once( Gate::class, fn () => new Gate( $this->contract(), $this->lease(), $this->database(), $this->options(), $this->log() ) );
	}

	/**
	 * The controllers of all routes.
	 *
	 * @return list<Rest\AbstractController>
	 */
	public function controllers(): array {
		$gate = $this->gate();
		return array(
			new ShopController( $gate, $this->cursors(), $this->versions(), $this->full_read() ),
			new HeartbeatController( $gate, $this->health(), $this->commands(), $this->versions(), $this->cursors(), $this->parked(), $this->full_read(), $this->ledger() ),
			new PosController( $gate ),
			new CatalogueController( $gate, $this->mirror(), $this->items(), $this->cards(), $this->stock_sync(), $this->activity_rows() ),
			new LinksController( $gate, $this->links(), $this->link_change() ),
			new StockController( $gate, $this->stock_sync(), $this->ledger() ),
			new CommandsController( $gate, $this->commands(), $this->brake() ),
			new ActivityController( $gate, $this->activity(), $this->activity_rows(), $this->clock() ),
			new OverviewController( $gate, $this->overview() ),
			new SettingsController( $gate, $this->stock_sync(), $this->pairing(), $this->health(), $this->activity(), $this->clock() ),
			new PairingController( $gate, $this->pairing(), $this->watchdog() ),
		);
	}

	/**
	 * Builds an object once.
	 *
	 * @template T of object
	 * @param class-string<T> $name  Its class.
	 * @param callable(): T   $build Makes it.
	 * @return T
	 */
	private function once( string $name, callable $build ): object {
		/** @var T $object */
		$object = $this->built[ $name ] ??= $build();
		return $object;
	}
}
