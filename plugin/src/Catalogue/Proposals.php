<?php
/**
 * Keeping the proposals.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Catalogue;

use TillSync\Support\Database;
use TillSync\Support\Options;

/**
 * Stores what {@see ProposalPlan} works out in the mirror's columns `proposed_product_id` and `proposed_by`, so that the
 * Products page can filter, count and page by it in SQL. Worked out anew only when items, links or products have changed.
 */
final class Proposals {

	/** Rows updated in one statement. */
	private const BATCH = 500;

	/** Takes its collaborators. */
	public function __construct( private Database $database, private Options $options ) {
	}

	/** Brings the proposals up to date; three cheap queries when nothing has changed. */
	public function refresh(): void {
		$stamp = $this->stamp();
		if ( $stamp === $this->options->proposals_stamp() ) {
			return;
		}
		list( $free, $linked, $known ) = $this->items();
		$plan = ProposalPlan::plan( $free, $linked, $this->products() );
		$this->store( $plan, $known );
		$this->options->save_proposals_stamp( $stamp );
	}

	/** A text that changes whenever a key, a link or a product's state does. */
	private function stamp(): string {
		$items    = $this->database->row( 'SELECT COUNT(*) AS n, BIT_XOR(CRC32(CONCAT_WS(0x1f, id, sku, gtin, deleted_at IS NULL))) AS x FROM {items}' );
		$products = $this->database->row(
			'SELECT COUNT(*) AS n, BIT_XOR(CRC32(CONCAT_WS(0x1f, p.ID, p.post_type, p.post_status, p.post_parent, l.sku, l.global_unique_id))) AS x, MAX(p.post_modified_gmt) AS m
			FROM {posts} p JOIN {wc_product_meta_lookup} l ON l.product_id = p.ID'
		);
		return md5( (string) wp_json_encode( array( $items, $products, $this->database->current( 'links' ) ) ) );
	}

	/**
	 * Items: the free ones and the linked ones with their keys, and what is stored of proposals now.
	 *
	 * @return array{array<string, array{sku: string, gtin: string}>, array<string, array{sku: string, gtin: string}>, array<string, string>}
	 */
	private function items(): array {
		$free   = array();
		$linked = array();
		$known  = array();
		foreach ( $this->database->rows(
			'SELECT i.id, i.sku, i.gtin, i.proposed_product_id, i.proposed_by, i.deleted_at, l.product_id
			FROM {items} i LEFT JOIN {links} l ON l.item_id = i.id'
		) as $row ) {
			$id   = (string) $row['id'];
			$keys = array(
				'sku'  => (string) $row['sku'],
				'gtin' => (string) $row['gtin'],
			);
			if ( null !== $row['product_id'] ) {
				$linked[ $id ] = $keys;
			} elseif ( null === $row['deleted_at'] ) {
				$free[ $id ] = $keys;
			}
			if ( null !== $row['proposed_product_id'] ) {
				$known[ $id ] = $row['proposed_product_id'] . ' ' . $row['proposed_by'];
			}
		}
		return array( $free, $linked, $known );
	}

	/**
	 * Simple products and variations that are not linked and not in the trash, with their keys.
	 *
	 * @return array<int, array{sku: string, gtin: string}>
	 */
	private function products(): array {
		$products = array();
		foreach ( $this->database->rows(
			"SELECT p.ID AS id, m.sku, m.global_unique_id AS gtin
			FROM {posts} p
			JOIN {wc_product_meta_lookup} m ON m.product_id = p.ID
			LEFT JOIN {links} l ON l.product_id = p.ID
			LEFT JOIN {posts} parent ON parent.ID = p.post_parent
			LEFT JOIN (
				SELECT r.object_id, MAX(t.slug) AS slug FROM {term_relationships} r
				JOIN {term_taxonomy} x ON x.term_taxonomy_id = r.term_taxonomy_id AND x.taxonomy = 'product_type'
				JOIN {terms} t ON t.term_id = x.term_id
				GROUP BY r.object_id
			) kind ON kind.object_id = p.ID
			WHERE l.product_id IS NULL AND p.post_status NOT IN ('trash', 'auto-draft')
			AND ((p.post_type = 'product' AND COALESCE(kind.slug, 'simple') = 'simple')
			OR (p.post_type = 'product_variation' AND parent.post_type = 'product' AND parent.post_status NOT IN ('trash', 'auto-draft')))"
		) as $row ) {
			$products[ (int) $row['id'] ] = array(
				'sku'  => (string) $row['sku'],
				'gtin' => (string) $row['gtin'],
			);
		}
		return $products;
	}

	/**
	 * Writes the differences.
	 *
	 * @param array<string, array{product_id: int, by: string}> $plan  By item.
	 * @param array<string, string>                             $known What is stored: item → `product by`.
	 */
	private function store( array $plan, array $known ): void {
		$gone = array_map( 'strval', array_keys( array_diff_key( $known, $plan ) ) );
		foreach ( array_chunk( $gone, self::BATCH ) as $ids ) {
			$this->database->execute( 'UPDATE {items} SET proposed_product_id = NULL, proposed_by = NULL WHERE id IN (' . $this->database->list( $ids ) . ')' );
		}
		$changed = array();
		foreach ( $plan as $item_id => $proposal ) {
			if ( ( $known[ $item_id ] ?? '' ) !== $proposal['product_id'] . ' ' . $proposal['by'] ) {
				$changed[ (string) $item_id ] = $proposal;
			}
		}
		foreach ( array_chunk( $changed, self::BATCH, true ) as $batch ) {
			$products = '';
			$keys     = '';
			foreach ( $batch as $item_id => $proposal ) {
				$when      = ' WHEN ' . $this->database->literal( (string) $item_id ) . ' THEN ';
				$products .= $when . $proposal['product_id'];
				$keys     .= $when . $this->database->literal( $proposal['by'] );
			}
			$this->database->execute(
				"UPDATE {items} SET proposed_product_id = CASE id$products END, proposed_by = CASE id$keys END
				WHERE id IN (" . $this->database->list( array_map( 'strval', array_keys( $batch ) ) ) . ')'
			);
		}
	}
}
