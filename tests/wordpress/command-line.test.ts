/**
 * The lock at WP-CLI: `wp post …` is put back with a warning, `wp wc …` is refused with the words of the REST API. Its commands
 * call the same functions as here; of the program itself only the class it answers with stands here.
 */
import { describeWithShop } from '../support/real-shop.ts';

/** Declares what WP-CLI declares, and links the first product of the shop; `$id` is its id, `$free` that of the second. */
const BEGINNING = `
	define( 'WP_CLI', true );
	final class WP_CLI {
		public static array $warnings = array();
		public static function warning( string $message ): void {
			self::$warnings[] = $message;
		}
	}
	$services = TillSync\\Plugin::services();
	$id       = wc_get_product_id_by_sku( 'SHOP-0001' );
	$free     = wc_get_product_id_by_sku( 'SHOP-0002' );
	$services->database()->execute( "INSERT INTO {items} (id, version, name, tracked, changed_at) VALUES ('item-1', 1, 'Item', 1, '2026-01-01 00:00:00')" );
	$services->links()->link( array( array( 'item_id' => 'item-1', 'product_id' => $id, 'parent_id' => 0 ) ) );
	wp_set_current_user( 1 );
	$shown = static function ( int $id ): array {
		clean_post_cache( $id );
		$product = wc_get_product( $id );
		return array( $product->get_name(), $product->get_purchase_note(), $product->get_tag_ids(), get_post_status( $id ) );
	};
	$before = $shown( $id );
`;

describeWithShop(
	'Lock on the command line',
	( { shop } ) => {
		beforeEach( async () => shop().reset() );

		test( 'posts, meta and terms are put back with a warning that names the fields, and a free product is changed', async () => {
			const result = JSON.parse(
				await shop().php( `${ BEGINNING }
					foreach ( array( $id, $free ) as $each ) {
						wp_update_post( array( 'ID' => $each, 'post_title' => 'Another name' ) );
						update_post_meta( $each, '_purchase_note', 'Another note' );
						wp_set_object_terms( $each, array( 'another-tag' ), 'product_tag' );
					}
					echo wp_json_encode( array( $before === $shown( $id ), $shown( $free )[0], $shown( $free )[1], count( $shown( $free )[2] ), WP_CLI::$warnings ) );
				` )
			) as [ boolean, string, string, number, readonly string[] ];
			const [ same, name, note, tags, warnings ] = result;
			expect( same ).toBe( true );
			expect( [ name, note, tags ] ).toEqual( [ 'Another name', 'Another note', 1 ] );
			expect( warnings ).toHaveLength( 3 );
			for ( const [ index, label ] of [ 'Name', 'Purchase note', 'Tags' ].entries() ) {
				expect( warnings[ index ] ).toContain( `: ${ label }.` );
			}
			const doors = await shop().sql(
				"SELECT DISTINCT JSON_VALUE( facts, '$.door' ) FROM wp_tillsync_activity WHERE kind = 'refused'"
			);
			expect( doors.trim() ).toBe( 'cli' );
		} );

		test( 'commands of WooCommerce, which ask its REST API, are refused as a whole', async () => {
			const [ status, code, message, same ] = JSON.parse(
				await shop().php( `${ BEGINNING }
					$request = new WP_REST_Request( 'PUT', "/wc/v3/products/$id" );
					$request->set_body_params( array( 'name' => 'Another name', 'weight' => '4' ) );
					$answer = rest_do_request( $request );
					echo wp_json_encode( array( $answer->get_status(), $answer->get_data()['code'], $answer->get_data()['message'], $before === $shown( $id ) && '4' !== wc_get_product( $id )->get_weight() ) );
				` )
			) as [ number, string, string, boolean ];
			expect( [ status, code, same ] ).toEqual( [ 409, 'pos_locked', true ] );
			expect( message ).toContain( ': Name.' );
		} );
	},
	{ modes: [ 'on' ] }
);
