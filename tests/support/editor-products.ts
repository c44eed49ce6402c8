/** Products for the tests of WooCommerce’s editor, as PHP that runs in the shop. */

/** Ids by what they are to the tests. */
export interface EditorIds {
	readonly linked: number;
	readonly free: number;
	readonly parent: number;
	readonly variation: number;
	readonly category: number;
}

/** Links some products of a new shop and answers {@link EditorIds}. */
export const EDITOR_SEED = `
	$services = TillSync\\Plugin::services();
	$services->options()->save_pos( array(
		'vendor' => 'x-series', 'vendor_label' => 'Lightspeed Retail (X-Series)', 'retailer' => 'Kiosk',
		'item_url' => 'https://kiosk.retail.lightspeed.app/product/{id}',
	) );
	$of   = static fn ( int $n ): int => (int) wc_get_product_id_by_sku( sprintf( 'SHOP-%04d', $n ) );
	$link = static function ( int $id, string $item ) use ( $services ): void {
		$services->links()->link( array( array( 'item_id' => $item, 'product_id' => $id, 'parent_id' => wp_get_post_parent_id( $id ) ) ) );
	};
	foreach ( array( 1, 2 ) as $n ) {
		$product = wc_get_product( $of( $n ) );
		$product->set_description( '<p>A jersey for long days.</p>' );
		$product->set_short_description( 'Merino & nylon, 100 % warm.' );
		$product->set_purchase_note( 'Wash cold.' );
		$product->set_low_stock_amount( 2 );
		$product->set_sold_individually( true );
		$product->set_upsell_ids( array( $of( 3 ) ) );
		$product->save();
		wp_set_object_terms( $of( $n ), array( 'jerseys', 'wool' ), 'product_tag' );
		$brand = term_exists( 'Kiosk Brand', 'product_brand' ) ?: wp_insert_term( 'Kiosk Brand', 'product_brand' );
		wp_set_object_terms( $of( $n ), array( (int) $brand['term_id'] ), 'product_brand' );
	}
	update_user_meta( get_user_by( 'login', 'manager' )->ID, 'dismissed_no_secure_connection_notice', true );
	$category = wp_insert_term( 'Jerseys', 'product_cat' );
	$link( $of( 1 ), 'one' );
	$link( $of( 5 ), 'five' );
	$link( $of( 6 ), 'six' );
	$services->links()->note_checked( array( 'one' => null, 'five' => null, 'six' => null ) );
	echo wp_json_encode( array(
		'linked' => $of( 1 ), 'free' => $of( 2 ), 'parent' => wp_get_post_parent_id( $of( 5 ) ), 'variation' => $of( 5 ), 'category' => $category['term_id'],
	) );
`;

/** A product as it is stored, but for weight, categories, the order of the shelves and what every save moves. */
export const EDITOR_STATE = `
	$strip = array( '_weight', '_thumbnail_id', '_edit_lock', '_edit_last', '_wp_old_date' );
	$state = static function ( int $id ) use ( $strip ): array {
		$post = get_post( $id, ARRAY_A );
		unset( $post['post_modified'], $post['post_modified_gmt'], $post['menu_order'] );
		$post['image'] = (int) get_post_meta( $id, '_thumbnail_id', true );
		$meta = array_diff_key( get_post_meta( $id ), array_flip( $strip ) );
		ksort( $meta );
		$terms = array();
		foreach ( array_diff( get_object_taxonomies( $post['post_type'] ), array( 'product_cat' ) ) as $taxonomy ) {
			$terms[ $taxonomy ] = wp_get_object_terms( $id, $taxonomy, array( 'fields' => 'slugs' ) );
		}
		return compact( 'post', 'meta', 'terms' );
	};
`;
