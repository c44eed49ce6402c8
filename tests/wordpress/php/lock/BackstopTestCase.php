<?php

declare( strict_types=1 );

namespace TillSync\Tests\WordPress;

use WC_Product;
use WP_Post;

require_once dirname( __DIR__ ) . '/LinkedShopTestCase.php';

/** Products of every kind, linked and not, with all that is stored of them. */
abstract class BackstopTestCase extends LinkedShopTestCase {
	/** Columns that move with every update; WordPress encodes the guid of a variation once more. */
	private const MOVING = array( 'post_modified', 'post_modified_gmt', 'guid' );

	protected function setUp(): void {
		parent::setUp();
		self::actAs( 'administrator' );
	}

	/** @return array<string, array{string}> */
	public static function kinds(): array {
		return array(
			'simple'    => array( 'simple' ),
			'variable'  => array( 'variable' ),
			'variation' => array( 'variation' ),
		);
	}

	/**
	 * The names one sort has for locked fields: kind, field, name.
	 *
	 * @param string $sort `columns`, `meta` or `taxonomies`.
	 * @return array<string, array{string, string, string}>
	 */
	protected static function names( string $sort ): array {
		$names     = array();
		$ownership = json_decode( (string) file_get_contents( dirname( \TillSync\PLUGIN_FILE ) . '/schemas/ownership.json' ), true );
		foreach ( $ownership as $field => $row ) {
			foreach ( 'pos' === $row['owner'] ? $row['on'] : array() as $kind ) {
				foreach ( $row['names'][ $sort ] ?? array() as $name ) {
					$names[ "$kind: $name ($field)" ] = array( $kind, $field, $name );
				}
			}
		}
		return $names;
	}

	/** The id of a product of a kind, at 5 where it has a level. */
	protected static function product( string $kind, bool $linked ): int {
		if ( 'simple' === $kind ) {
			$product = self::simpleProduct( 5.0 );
			$listing = $product;
		} else {
			list( $parent, $variations ) = self::variableProduct( array( 5.0, 5.0 ) );
			$listing                     = $variations[0];
			$product                     = 'variable' === $kind ? $parent : $listing;
		}
		$written = wc_get_product( $product->get_id() );
		$written->set_description( "First\n\n<b>second</b> & third" );
		$written->set_weight( '1' );
		$written->set_sku( self::unique( 'own' ) );
		$written->save();
		if ( $linked ) {
			self::link( $listing );
			self::services()->database()->execute( 'DELETE FROM {activity}' );
		}
		return $product->get_id();
	}

	/** A linked draft that was never public. */
	protected static function draft(): WC_Product {
		$product = new \WC_Product_Simple();
		$product->set_name( self::unique( 'draft' ) );
		$product->set_regular_price( '10' );
		$product->set_status( 'draft' );
		$product->save();
		self::services()->database()->execute(
			"INSERT INTO {items} (id, version, name, tracked, changed_at) VALUES (%s, 1, 'Draft', 0, '2026-01-01 00:00:00')",
			'draft-' . $product->get_id()
		);
		self::services()->links()->link(
			array(
				array(
					'item_id'    => 'draft-' . $product->get_id(),
					'product_id' => $product->get_id(),
					'parent_id'  => 0,
					'public'     => false,
				),
			)
		);
		return $product;
	}

	/**
	 * All that is stored of a product but the moment of its last change.
	 *
	 * @return array{columns: array<string, mixed>, meta: list<string>, terms: list<string>}
	 */
	protected static function snapshot( int $id ): array {
		global $wpdb;
		$columns = array_diff_key( (array) $wpdb->get_row( $wpdb->prepare( "SELECT * FROM {$wpdb->posts} WHERE ID = %d", $id ), ARRAY_A ), array_flip( self::MOVING ) );
		$meta    = $wpdb->get_col( $wpdb->prepare( "SELECT CONCAT( meta_id, ' ', meta_key, '=', meta_value ) FROM {$wpdb->postmeta} WHERE post_id = %d ORDER BY meta_id", $id ) );
		$terms   = $wpdb->get_results(
			$wpdb->prepare(
				"SELECT x.taxonomy, t.slug FROM {$wpdb->term_relationships} r JOIN {$wpdb->term_taxonomy} x USING ( term_taxonomy_id ) LEFT JOIN {$wpdb->terms} t USING ( term_id )
				WHERE r.object_id = %d ORDER BY x.taxonomy, t.slug",
				$id
			)
		);
		return array(
			'columns' => $columns,
			'meta'    => $meta,
			'terms'   => array_map( static fn ( object $term ): string => "$term->taxonomy: $term->slug", $terms ),
		);
	}

	/**
	 * The fields that were refused so far, sorted; the log is empty then.
	 *
	 * @return list<string>
	 */
	protected static function refused(): array {
		$fields = array_map( static fn ( array $entry ): string => json_decode( (string) $entry['facts'], true )['field'], self::activity( 'refused' ) );
		self::services()->database()->execute( 'DELETE FROM {activity}' );
		sort( $fields );
		return $fields;
	}

	/** As if another request began: what was told once is told again. */
	protected static function forget_what_was_told(): void {
		$refusals = self::services()->lock()->refusals();
		$refusals->flush();
		( new \ReflectionProperty( $refusals, 'told' ) )->setValue( $refusals, array() );
	}

	/** A variation of a parent, whatever the state of both. */
	protected static function variation_of( int $parent ): int {
		return (int) get_posts( array( 'post_parent' => $parent, 'post_type' => 'product_variation', 'post_status' => 'any,trash', 'fields' => 'ids', 'numberposts' => 1 ) )[0];
	}

	protected static function post( int $id ): WP_Post {
		clean_post_cache( $id );
		$post = get_post( $id );
		self::assertInstanceOf( WP_Post::class, $post );
		return $post;
	}
}
