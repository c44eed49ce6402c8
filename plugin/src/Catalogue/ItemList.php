<?php
/**
 * POS items as the page lists them.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Catalogue;

use TillSync\Support\Clock;
use TillSync\Support\Database;
use TillSync\Support\Decimal;
use TillSync\Support\Options;

/**
 * Searches, filters, sorts and pages the mirror in the database. An item that the POS deleted and that is not linked is not listed.
 *
 * @phpstan-import-type Card from ProductCards
 * @phpstan-type Row array{
 *   id: string, family_id: ?string, name: string, variant: string, sku: string, gtin: string, image_url: ?string, price: ?string,
 *   pos_level: ?string, tracked: bool, state: string, code: ?string, product: ?Card,
 *   proposal: array{product: Card, by: string}|null, changed_at: ?string, pos_url: ?string
 * }
 */
final class ItemList {

	public const STATES = array( 'not_in_shop', 'proposed', 'asked', 'in_shop', 'held', 'problem' );

	/** The state of a row, most urgent first. */
	private const STATE = "CASE
		WHEN l.product_id IS NULL THEN IF(i.proposed_product_id IS NULL, 'not_in_shop', 'proposed')
		WHEN b.product_id IS NOT NULL THEN 'held'
		WHEN i.deleted_at IS NOT NULL OR p.ID IS NULL OR p.post_status = 'trash' OR l.problem IS NOT NULL THEN 'problem'
		WHEN l.state = 'asked' THEN 'asked'
		ELSE 'in_shop' END";

	/** Why it is held or a problem. */
	private const CODE = "CASE
		WHEN l.product_id IS NULL THEN NULL
		WHEN b.product_id IS NOT NULL THEN 'brake'
		WHEN i.deleted_at IS NOT NULL THEN 'item_deleted'
		WHEN p.ID IS NULL OR p.post_status = 'trash' THEN 'product_unknown'
		ELSE l.problem END";

	/** Where the states come from. */
	private const FROM = "{items} i
		LEFT JOIN {links} l ON l.item_id = i.id AND l.product_id IS NOT NULL
		LEFT JOIN {brake} b ON b.product_id = l.product_id AND b.state = 'held'
		LEFT JOIN {posts} p ON p.ID = l.product_id";

	private const LISTED = '(i.deleted_at IS NULL OR l.product_id IS NOT NULL)';

	/** Takes its collaborators. */
	public function __construct(
		private Database $database,
		private Options $options,
		private Proposals $proposals,
		private ProductCards $cards
	) {
	}

	/**
	 * A page of items, with the number of items in each state.
	 *
	 * @param array<string, mixed> $query Of `GET /catalogue`, checked.
	 * @return array{items: list<Row>, total: int, pages: int, counts: array<string, int>}
	 */
	public function page( array $query ): array {
		$this->proposals->refresh();
		$where  = array( self::LISTED );
		$values = array();
		foreach ( self::words( $query['search'] ?? '' ) as $word ) {
			$where[]  = "CONCAT_WS(' ', i.name, i.variant, i.sku, i.gtin) LIKE %s";
			$values[] = $this->database->containing( $word );
		}
		if ( is_string( $query['state'] ?? null ) ) {
			$where[]  = self::STATE . ' = %s';
			$values[] = $query['state'];
		}
		if ( is_int( $query['product'] ?? null ) ) {
			$where[]  = '(l.product_id = %d OR l.parent_id = %d)';
			$values[] = $query['product'];
			$values[] = $query['product'];
		}
		$per_page = is_int( $query['per_page'] ?? null ) ? $query['per_page'] : 25;
		$page     = is_int( $query['page'] ?? null ) ? $query['page'] : 1;
		$filter   = implode( ' AND ', $where );
		$counts   = $this->counts();
		$total    = count( $where ) > 1 ? (int) $this->database->value( 'SELECT COUNT(*) FROM ' . self::FROM . " WHERE $filter", ...$values ) : array_sum( $counts );
		$orderby  = is_string( $query['orderby'] ?? null ) ? $query['orderby'] : 'name';
		$order    = 'desc' === ( $query['order'] ?? 'asc' ) ? 'DESC' : 'ASC';
		$rows     = $this->database->rows(
			$this->select() . $this->level_join( $orderby ) . " WHERE $filter ORDER BY " . self::ordering( $orderby, $order ) . ' LIMIT %d OFFSET %d',
			...array_merge( $values, array( $per_page, ( $page - 1 ) * $per_page ) )
		);
		return array(
			'items'  => $this->finished( $rows ),
			'total'  => $total,
			'pages'  => (int) ceil( $total / $per_page ),
			'counts' => $counts,
		);
	}

	/**
	 * One item; null when the mirror has never seen it.
	 *
	 * @param string $id Item.
	 * @return Row|null
	 */
	public function one( string $id ): ?array {
		if ( null === $this->database->value( 'SELECT 1 FROM {items} WHERE id = %s', $id ) ) {
			return null;
		}
		$this->proposals->refresh();
		return $this->finished( $this->database->rows( $this->select() . ' WHERE i.id = %s', $id ) )[0] ?? null;
	}

	/**
	 * How many items there are in each state.
	 *
	 * @return array<string, int>
	 */
	public function counts(): array {
		$counts = array_fill_keys( self::STATES, 0 );
		foreach ( $this->database->rows( 'SELECT ' . self::STATE . ' AS state, COUNT(*) AS n FROM ' . self::FROM . ' WHERE ' . self::LISTED . ' GROUP BY 1' ) as $row ) {
			$counts[ (string) $row['state'] ] = (int) $row['n'];
		}
		return $counts;
	}

	/** The columns of a row. */
	private function select(): string {
		return 'SELECT i.id, i.family_id, i.name, i.variant, i.sku, i.gtin, i.image_url, i.price_including_tax, i.price_excluding_tax, i.tracked,
			i.changed_at, i.proposed_product_id, i.proposed_by, l.product_id, ' . self::STATE . ' AS state, ' . self::CODE . ' AS code FROM ' . self::FROM;
	}

	/**
	 * The sums of the levels, joined only where they are sorted by.
	 *
	 * @param string $orderby Of the query.
	 */
	private function level_join( string $orderby ): string {
		if ( 'pos_level' !== $orderby ) {
			return '';
		}
		$outlets = $this->database->list( $this->options->settings()->outlets );
		return " LEFT JOIN (SELECT item_id, SUM(level) AS pos_level FROM {levels} WHERE outlet_id IN ($outlets) GROUP BY item_id) s ON s.item_id = i.id";
	}

	/**
	 * What to sort by; unknown levels come last either way.
	 *
	 * @param string $orderby Of the query.
	 * @param string $order   `ASC` or `DESC`.
	 */
	private static function ordering( string $orderby, string $order ): string {
		return match ( $orderby ) {
			'sku'       => "i.sku = '', i.sku $order, i.id",
			'pos_level' => "s.pos_level IS NULL OR i.tracked = 0, s.pos_level $order, i.name, i.id",
			'changed'   => "i.changed_at $order, i.name, i.id",
			default     => "i.name $order, i.variant $order, i.id",
		};
	}

	/**
	 * Rows of the database as rows of the page.
	 *
	 * @param list<array<string, string|null>> $rows Of {@see ItemList::select()}.
	 * @return list<Row>
	 */
	private function finished( array $rows ): array {
		$products = array();
		foreach ( $rows as $row ) {
			$products[] = (int) ( $row['product_id'] ?? $row['proposed_product_id'] ?? 0 );
		}
		$cards    = $this->cards->of( array_values( array_filter( $products ) ) );
		$levels   = $this->levels( array_map( static fn ( array $row ): string => (string) $row['id'], $rows ) );
		$item_url = $this->options->pos()['item_url'] ?? null;
		$finished = array();
		foreach ( $rows as $row ) {
			$id         = (string) $row['id'];
			$proposed   = 'proposed' === $row['state'] ? ( $cards[ (int) $row['proposed_product_id'] ] ?? null ) : null;
			$finished[] = array(
				'id'         => $id,
				'family_id'  => $row['family_id'],
				'name'       => (string) $row['name'],
				'variant'    => (string) $row['variant'],
				'sku'        => (string) $row['sku'],
				'gtin'       => (string) $row['gtin'],
				'image_url'  => $row['image_url'],
				'price'      => Decimal::normal( $row['price_including_tax'] ?? $row['price_excluding_tax'] ),
				'pos_level'  => '1' === $row['tracked'] ? ( $levels[ $id ] ?? null ) : null,
				'tracked'    => '1' === $row['tracked'],
				'state'      => (string) $row['state'],
				'code'       => $row['code'],
				'product'    => null === $row['product_id'] ? null : ( $cards[ (int) $row['product_id'] ] ?? null ),
				'proposal'   => null === $proposed ? null : array(
					'product' => $proposed,
					'by'      => (string) $row['proposed_by'],
				),
				'changed_at' => Clock::iso( $row['changed_at'] ),
				'pos_url'    => is_string( $item_url ) ? str_replace( '{id}', rawurlencode( $id ), $item_url ) : null,
			);
		}
		return $finished;
	}

	/**
	 * Sums over the chosen outlets.
	 *
	 * @param list<string> $ids Items.
	 * @return array<string, string>
	 */
	private function levels( array $ids ): array {
		$outlets = $this->options->settings()->outlets;
		$levels  = array();
		if ( array() !== $ids && array() !== $outlets ) {
			$where = 'item_id IN (' . $this->database->list( $ids ) . ') AND outlet_id IN (' . $this->database->list( $outlets ) . ')';
			foreach ( $this->database->rows( "SELECT item_id, SUM(level) AS total FROM {levels} WHERE $where GROUP BY item_id" ) as $row ) {
				$levels[ (string) $row['item_id'] ] = (string) Decimal::normal( $row['total'] );
			}
		}
		return $levels;
	}

	/**
	 * The words of a search.
	 *
	 * @param mixed $search What a person typed.
	 * @return list<string>
	 */
	private static function words( mixed $search ): array {
		$words = is_string( $search ) ? preg_split( '/\s+/u', trim( $search ), 8, PREG_SPLIT_NO_EMPTY ) : false;
		return is_array( $words ) ? $words : array();
	}
}
