<?php
/**
 * The lock's objects.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync;

use TillSync\Admin\Lock\EditorMarkup;
use TillSync\Admin\Lock\EditorScreen;
use TillSync\Admin\Lock\ImporterNote;
use TillSync\Admin\Lock\InlineEditing;
use TillSync\Admin\Lock\ProductList;
use TillSync\Catalogue\ListingStates;
use TillSync\Lock\CrudGuard;
use TillSync\Lock\DeleteGuard;
use TillSync\Lock\Door;
use TillSync\Lock\FieldPolicy;
use TillSync\Lock\FormGuard;
use TillSync\Lock\Forms\BulkEditGuard;
use TillSync\Lock\Forms\EditorGuard;
use TillSync\Lock\Forms\TrashScreenGuard;
use TillSync\Lock\Forms\VariationGuard;
use TillSync\Lock\Import\ImportGuard;
use TillSync\Lock\LockedChanges;
use TillSync\Lock\LockedProducts;
use TillSync\Lock\MetaGuard;
use TillSync\Lock\PostGuard;
use TillSync\Lock\RefusalNotice;
use TillSync\Lock\Refusals;
use TillSync\Lock\Rest\LockedAnswer;
use TillSync\Lock\Rest\RequestedImages;
use TillSync\Lock\Rest\RestGuard;
use TillSync\Lock\Rest\RestV1Guard;
use TillSync\Lock\Rest\RouteGuard;
use TillSync\Lock\Rest\WpRestGuard;
use TillSync\Lock\StockQueryGuard;
use TillSync\Lock\TermGuard;

/**
 * Builds the guards and what the lock shows, each by hand when it is first asked for, like {@see Services}. What they remember of a
 * request goes by product ids, so each site of a network that is switched to has its own.
 */
final class LockServices {

	/**
	 * What was built so far, by site and class.
	 *
	 * @var array<int, array<class-string, object>>
	 */
	private array $built = array();

	/** Which fields are locked: the same in every site. */
	private ?FieldPolicy $policy = null;

	/** Takes the plugin's objects. */
	public function __construct( private Services $services ) {
	}

	/** Which fields are locked. */
	private function field_policy(): FieldPolicy {
		return $this->policy ??= new FieldPolicy( $this->services->contract()->ownership() );
	}

	/** Which products are locked. */
	private function locked_products(): LockedProducts {
		return $this->once( LockedProducts::class, fn () => new LockedProducts( $this->services->links(), $this->services->writer_scope(), $this->services->log() ) );
	}

	/** What may not be changed. */
	private function locked_changes(): LockedChanges {
		return $this->once( LockedChanges::class, fn () => new LockedChanges( $this->field_policy(), $this->locked_products() ) );
	}

	/** What the lock tells people. */
	public function refusals(): Refusals {
		return $this->once(
			Refusals::class,
			fn () => new Refusals(
				$this->services->activity(),
				$this->services->links(),
				$this->field_policy(),
				$this->form_guard(),
				new Door( $this->form_guard() ),
				$this->refusal_notice(),
				$this->services->log()
			)
		);
	}

	/** What was not saved, on the next page. */
	public function refusal_notice(): RefusalNotice {
		return $this->once( RefusalNotice::class, fn () => new RefusalNotice( $this->field_policy(), $this->services->pos_links() ) );
	}

	/** The lock at the forms of wp-admin. */
	public function form_guard(): FormGuard {
		return $this->once( FormGuard::class, fn () => new FormGuard( $this->field_policy() ) );
	}

	/** The lock at the editor and quick edit. */
	public function editor_guard(): EditorGuard {
		return $this->once( EditorGuard::class, fn () => new EditorGuard( $this->form_guard(), $this->locked_products(), $this->refusals() ) );
	}

	/** The lock at bulk edit. */
	public function bulk_edit_guard(): BulkEditGuard {
		return $this->once(
			BulkEditGuard::class,
			fn () => new BulkEditGuard( $this->form_guard(), $this->field_policy(), $this->locked_products(), $this->locked_changes(), $this->refusals() )
		);
	}

	/** The lock at the editor's requests for variations. */
	public function variation_guard(): VariationGuard {
		return $this->once(
			VariationGuard::class,
			fn () => new VariationGuard( $this->form_guard(), $this->editor_guard(), $this->locked_products(), $this->locked_changes(), $this->refusals(), $this->refusal_notice() )
		);
	}

	/** The lock at the list's trash. */
	public function trash_screen_guard(): TrashScreenGuard {
		return $this->once( TrashScreenGuard::class, fn () => new TrashScreenGuard( $this->form_guard(), $this->locked_products(), $this->refusals() ) );
	}

	/** The lock at saves of product objects. */
	public function crud_guard(): CrudGuard {
		return $this->once( CrudGuard::class, fn () => new CrudGuard( $this->locked_products(), $this->locked_changes(), $this->refusals(), $this->services->log() ) );
	}

	/** The lock at levels set by SQL. */
	public function stock_query_guard(): StockQueryGuard {
		return $this->once( StockQueryGuard::class, fn () => new StockQueryGuard( $this->locked_products(), $this->refusals(), $this->services->log() ) );
	}

	/** What the lock answers by REST. */
	private function locked_answer(): LockedAnswer {
		return $this->once( LockedAnswer::class, fn () => new LockedAnswer( $this->field_policy(), $this->refusals() ) );
	}

	/** The lock at WooCommerce's REST routes. */
	public function rest_guard(): RestGuard {
		return $this->once(
			RestGuard::class,
			fn () => new RestGuard( $this->locked_products(), $this->locked_changes(), $this->field_policy(), new RequestedImages(), $this->locked_answer() )
		);
	}

	/** The lock at WooCommerce's oldest REST routes. */
	public function rest_v1_guard(): RestV1Guard {
		return $this->once( RestV1Guard::class, fn () => new RestV1Guard( $this->locked_products(), $this->rest_guard(), $this->locked_answer() ) );
	}

	/** The lock at WordPress's REST routes. */
	public function wp_rest_guard(): WpRestGuard {
		return $this->once( WpRestGuard::class, fn () => new WpRestGuard( $this->locked_products(), $this->locked_changes(), $this->field_policy(), $this->locked_answer() ) );
	}

	/** The lock at REST routes as such. */
	public function route_guard(): RouteGuard {
		return $this->once( RouteGuard::class, fn () => new RouteGuard( $this->locked_products(), $this->rest_guard(), $this->wp_rest_guard(), $this->locked_answer() ) );
	}

	/** The lock at posts. */
	public function post_guard(): PostGuard {
		return $this->once(
			PostGuard::class,
			fn () => new PostGuard(
				$this->locked_products(),
				$this->locked_changes(),
				$this->field_policy(),
				$this->refusals(),
				$this->services->database(),
				$this->services->log()
			)
		);
	}

	/** The lock at post meta. */
	public function meta_guard(): MetaGuard {
		return $this->once(
			MetaGuard::class,
			fn () => new MetaGuard(
				$this->locked_products(),
				$this->locked_changes(),
				$this->field_policy(),
				$this->refusals(),
				$this->services->database(),
				$this->services->log()
			)
		);
	}

	/** The lock at terms. */
	public function term_guard(): TermGuard {
		return $this->once( TermGuard::class, fn () => new TermGuard( $this->locked_products(), $this->field_policy(), $this->refusals(), $this->services->log() ) );
	}

	/** The lock at trash and deletion. */
	public function delete_guard(): DeleteGuard {
		return $this->once( DeleteGuard::class, fn () => new DeleteGuard( $this->locked_products(), $this->refusals() ) );
	}

	/** The lock at the importer. */
	public function import_guard(): ImportGuard {
		return $this->once( ImportGuard::class, fn () => new ImportGuard( $this->locked_products(), $this->locked_changes(), $this->field_policy(), $this->refusals() ) );
	}

	/** The editor of a linked product. */
	public function editor_screen(): EditorScreen {
		return $this->once(
			EditorScreen::class,
			fn () => new EditorScreen( new EditorMarkup( $this->field_policy() ), $this->locked_products(), $this->services->pos_links(), $this->services->file() )
		);
	}

	/** The note on the importer's screen. */
	public function importer_note(): ImporterNote {
		return $this->once( ImporterNote::class, fn () => new ImporterNote( $this->services->links(), $this->services->pos_links(), $this->services->log() ) );
	}

	/** Linked products in the list of products. */
	public function product_list(): ProductList {
		return $this->once(
			ProductList::class,
			fn () => new ProductList( $this->services->links(), new ListingStates( $this->services->database() ), $this->services->pos_links(), $this->services->log() )
		);
	}

	/** Quick and bulk edit of linked products. */
	public function inline_editing(): InlineEditing {
		return $this->once(
			InlineEditing::class,
			fn () => new InlineEditing( $this->services->bundle(), $this->field_policy(), $this->services->pos_links(), $this->product_list() )
		);
	}

	/**
	 * Runs work in every site in which the lock was asked for anything in this request.
	 *
	 * @param callable( self ): void $work What to do; must not throw.
	 */
	public function in_each_site( callable $work ): void {
		foreach ( array_keys( $this->built ) as $site ) {
			$elsewhere = is_multisite() && get_current_blog_id() !== $site;
			if ( $elsewhere ) {
				switch_to_blog( $site );
			}
			$work( $this );
			if ( $elsewhere ) {
				restore_current_blog();
			}
		}
	}

	/**
	 * Builds an object once in each site.
	 *
	 * @template T of object
	 * @param class-string<T> $name  Its class.
	 * @param callable(): T   $build Makes it.
	 * @return T
	 */
	private function once( string $name, callable $build ): object {
		/** @var T $object */
		$object = $this->built[ get_current_blog_id() ][ $name ] ??= $build();
		return $object;
	}
}
