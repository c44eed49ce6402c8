<?php
/**
 * How products of the shop stand with the POS.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Catalogue;

use TillSync\Support\Database;

/**
 * The states of many products at once, as WooCommerce's list of products shows them: a product that is linked itself, or a parent
 * with what is linked below it.
 *
 * @phpstan-type Listing array{item_id: string, linked: int, asked: int, variations: ?int, problems: array<string, int>}
 */
final class ListingStates {

	/** Ways to filter a list of products by. */
	public const FILTERS = array( 'managed', 'unlinked', 'attention' );

	/** What is wrong with a link, most urgent first; null: nothing. */
	private const CODE = "CASE WHEN b.product_id IS NOT NULL THEN 'brake' WHEN i.deleted_at IS NOT NULL THEN 'item_deleted' ELSE l.problem END";

	/** Where that comes from. */
	private const FROM = "{links} l
		LEFT JOIN {brake} b ON b.product_id = l.product_id AND b.state = 'held'
		LEFT JOIN {items} i ON i.id = l.item_id";

	/** Takes the database. */
	public function __construct( private Database $database ) {
	}

	/** Whether any product is linked; one query. */
	public function any(): bool {
		return null !== $this->database->value( 'SELECT 1 FROM {links} WHERE product_id IS NOT NULL LIMIT 1' );
	}

	/**
	 * How products stand; those that are not linked, nor any of their variations, are missing. One query, none for an empty list.
	 *
	 * `item_id` is the item, of a parent that of its first linked variation. `variations`: how many a parent has, null for a product
	 * that is linked itself. `asked`: how many of `linked` wait for their first level. `problems`: item code → how many have it.
	 *
	 * @param list<int> $product_ids Products.
	 * @return array<int, Listing>
	 */
	public function of( array $product_ids ): array {
		if ( array() === $product_ids ) {
			return array();
		}
		$list = $this->database->list( $product_ids );
		$code = self::CODE;
		$from = self::FROM;
		$rows = $this->database->rows(
			"SELECT listed, below, state, code, COUNT(*) AS links, MIN(product_id) AS first_product,
				SUBSTRING_INDEX(GROUP_CONCAT(item_id ORDER BY product_id SEPARATOR '\\n'), '\\n', 1) AS item_id,
				IF(below, (
					SELECT COUNT(*) FROM {posts} v WHERE v.post_parent = listed AND v.post_type = 'product_variation' AND v.post_status IN ('publish', 'private')
				), NULL) AS variations
			FROM (
				SELECT l.product_id AS listed, 0 AS below, l.state, $code AS code, l.product_id, l.item_id FROM $from WHERE l.product_id IN ($list)
				UNION ALL
				SELECT l.parent_id, 1, l.state, $code, l.product_id, l.item_id FROM $from WHERE l.parent_id IN ($list) AND l.product_id IS NOT NULL
			) links
			GROUP BY listed, below, state, code
			ORDER BY first_product"
		);
		$states = array();
		foreach ( $rows as $row ) {
			$id    = (int) $row['listed'];
			$links = (int) $row['links'];
			$state = $states[ $id ] ?? array(
				'item_id'    => (string) $row['item_id'],
				'linked'     => 0,
				'asked'      => 0,
				'variations' => null === $row['variations'] ? null : (int) $row['variations'],
				'problems'   => array(),
			);

			$state['linked'] += $links;
			if ( null !== $row['code'] ) {
				$state['problems'][ $row['code'] ] = ( $state['problems'][ $row['code'] ] ?? 0 ) + $links;
			} elseif ( 'asked' === $row['state'] ) {
				$state['asked'] += $links;
			}
			$states[ $id ] = $state;
		}
		return $states;
	}

	/**
	 * A condition on a table of products, for a statement of WordPress's.
	 *
	 * @param string $filter   One of {@see ListingStates::FILTERS}.
	 * @param string $id_column The products' id, for example `wp_posts.ID`; not escaped here.
	 * @return string SQL, with the names of tables put in.
	 */
	public function condition( string $filter, string $id_column ): string {
		$links = $this->database->table( 'links' );
		$from  = strtr(
			self::FROM,
			array(
				'{links}' => $links,
				'{brake}' => $this->database->table( 'brake' ),
				'{items}' => $this->database->table( 'items' ),
			)
		);
		$where = 'attention' === $filter ? ' AND (' . self::CODE . ') IS NOT NULL' : '';
		$from  = 'attention' === $filter ? $from : "$links l";
		// Two, because a key serves only one of the columns at a time.
		$is = "(EXISTS (SELECT 1 FROM $from WHERE l.product_id = $id_column$where)
			OR EXISTS (SELECT 1 FROM $from WHERE l.parent_id = $id_column AND l.product_id IS NOT NULL$where))";
		return 'unlinked' === $filter ? "NOT $is" : $is;
	}
}
