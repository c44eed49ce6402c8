<?php
/**
 * POST /catalogue, GET /catalogue, GET /catalogue/{id}, GET /shop-products
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Rest;

use TillSync\Activity\ActivityRows;
use TillSync\Catalogue\ItemList;
use TillSync\Catalogue\Mirror;
use TillSync\Catalogue\ProductCards;
use TillSync\Stock\StockSync;

/** The mirror of POS items: stored by the companion, listed for the page. */
final class CatalogueController extends AbstractController {

	/** Entries of an item's history. */
	private const HISTORY = 20;

	/** Takes its collaborators. */
	public function __construct(
		Gate $gate,
		private Mirror $mirror,
		private ItemList $items,
		private ProductCards $cards,
		private StockSync $stock,
		private ActivityRows $activity
	) {
		parent::__construct( $gate );
	}

	/** {@inheritDoc} */
	protected function handlers(): array {
		return array(
			'catalogue_store'  => fn ( Input $input ): array => $this->mirror->store( $input->body ),
			'catalogue_list'   => fn ( Input $input ): array => $this->items->page( $input->query ),
			'catalogue_detail' => fn ( Input $input ): array => $this->detail( $input->id ),
			'shop_products'    => fn ( Input $input ): array => array(
				'items' => $this->cards->search( is_string( $input->query['search'] ) ? $input->query['search'] : '' ),
			),
		);
	}

	/**
	 * One item, its level with the arithmetic, and what happened to it lately.
	 *
	 * @param string $id Item.
	 * @return array<string, mixed>
	 * @throws ApiError When the mirror has never seen it.
	 */
	private function detail( string $id ): array {
		$item = $this->items->one( $id );
		if ( null === $item ) {
			throw new ApiError( 'not_found' );
		}
		return array(
			'item'       => $item,
			'arithmetic' => $this->stock->arithmetic( $id ),
			'history'    => $this->activity->of_item( $id, self::HISTORY ),
		);
	}
}
