<?php
/**
 * The product editor of a linked product.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Admin\Lock;

use TillSync\Lock\LockedProducts;

/**
 * Shows in WooCommerce's editor what the POS owns: a note at the top, and every control of the POS disabled and described by it.
 * The guards do not rely on any of this. The screen of a product that is not linked is not touched.
 */
final class EditorScreen {

	/** Boxes in which everything is the POS's; those of its taxonomies come on top. */
	private const WHOLE = array( 'woocommerce-product-images', 'slugdiv' );

	/** The product of this screen and what it is to the lock; null: not ours, or no editor. */
	private ?\WP_Post $post = null;

	/** What the product of this screen is to the lock. */
	private string $kind = '';

	/** Level of output buffering in which the title is caught; 0: not caught. */
	private int $buffer = 0;

	/** Takes its collaborators. */
	public function __construct( private EditorMarkup $markup, private LockedProducts $products, private PosLinks $pos, private string $file ) {
	}

	/**
	 * Begins the screen of a product: wraps its boxes where it is locked. When all boxes are there.
	 *
	 * @param \WP_Post $post The product.
	 * @return bool Whether it is locked; else nothing has been done.
	 */
	public function open( \WP_Post $post ): bool {
		$kind = $this->products->kind_of( $post->ID );
		if ( null === $kind ) {
			return false;
		}
		$this->post = $post;
		$this->kind = $kind;
		$this->wrap_boxes();
		return true;
	}

	/** Adds the style sheet of the editor. */
	public function enqueue(): void {
		wp_enqueue_style( 'tillsync-lock-editor', plugins_url( 'assets/lock-editor.css', $this->file ), array( 'dashicons' ), \TillSync\VERSION );
	}

	/** The note at the top, from which on the title is caught. */
	public function top(): void {
		if ( null === $this->post ) {
			return;
		}
		$pos  = $this->pos->pos_label();
		$open = $this->pos->open_url( $this->post->ID );
		$link = array();
		if ( null !== $open ) {
			/* translators: %s: what the point of sale is called */
			$link[] = sprintf( '<a href="%s">%s</a>', esc_url( $open ), esc_html( sprintf( __( 'Open in %s', 'tillsync' ), $pos ) ) );
		}
		$link[] = sprintf( '<a href="%s">%s</a>', esc_url( $this->pos->unlink_url( $this->post->ID ) ), esc_html__( 'Unlink', 'tillsync' ) );
		printf(
			'<div class="notice notice-info inline tillsync-note"><span class="dashicons dashicons-lock" aria-hidden="true"></span>
			<div><p id="%s">%s</p>%s<p>%s</p></div></div>',
			esc_attr( EditorMarkup::NOTE ),
			/* translators: 1, 2: what the point of sale is called */
			esc_html( sprintf( __( 'Managed by %1$s. Weight and categories are edited here, everything else in %2$s.', 'tillsync' ), $pos, $pos ) ),
			'variable' === $this->kind ? '<p>' . esc_html( $this->variations_told() ) . '</p>' : '',
			wp_kses( implode( ' <span aria-hidden="true">|</span> ', $link ), 'post' )
		);
		ob_start();
		$this->buffer = ob_get_level();
	}

	/** Prints the title that was caught. */
	public function after_title(): void {
		if ( 0 === $this->buffer || ob_get_level() !== $this->buffer ) {
			return;
		}
		$this->buffer = 0;
		// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- What WordPress printed, with attributes more.
		echo $this->markup->read_only( (string) ob_get_clean(), 'post_title' );
	}

	/**
	 * Settings of an editor: those of the product's texts have nothing to edit with.
	 *
	 * @param array<string, mixed> $settings  Settings.
	 * @param string               $editor_id Id.
	 * @return array<string, mixed>
	 */
	public function editor_settings( array $settings, string $editor_id ): array {
		return null === self::label_of_text( $editor_id ) ? $settings : array_merge(
			$settings,
			array(
				'tinymce'             => false,
				'quicktags'           => false,
				'media_buttons'       => false,
				'drag_drop_upload'    => false,
				'_content_editor_dfw' => false,
			)
		);
	}

	/**
	 * Markup of an editor, in which a text takes the place of `%s` later.
	 *
	 * @param string $html Markup.
	 */
	public function editor( string $html ): string {
		foreach ( array( 'content', 'excerpt' ) as $name ) {
			$html = $this->markup->read_only( $html, $name, str_replace( '%', '%%', (string) self::label_of_text( $name ) ) );
		}
		return $html;
	}

	/**
	 * The permalink below a title.
	 *
	 * @param string $html       Markup.
	 * @param int    $product_id Post.
	 */
	public function permalink( string $html, int $product_id ): string {
		return $this->is_locked( $product_id ) ? $this->markup->permalink( $html ) : $html;
	}

	/**
	 * The box of the product image: the image alone.
	 *
	 * @param string $html         Markup.
	 * @param int    $product_id   Post.
	 * @param int    $thumbnail_id Its image; 0 or -1: none.
	 */
	public function thumbnail( string $html, int $product_id, int $thumbnail_id ): string {
		if ( ! $this->is_locked( $product_id ) ) {
			return $html;
		}
		$image = $thumbnail_id > 0 ? wp_get_attachment_image( $thumbnail_id, 'medium', false, array( 'class' => 'tillsync-thumbnail' ) ) : '';
		return '<p>' . ( '' === $image ? esc_html__( 'No product image.', 'tillsync' ) : $image ) . '</p>';
	}

	/**
	 * A badge in the head of a linked variation.
	 *
	 * @param int $variation_id Variation.
	 */
	public function variation_badge( int $variation_id ): void {
		if ( null !== $this->products->kind_of( $variation_id ) ) {
			printf(
				'<span class="tillsync-badge"><span class="dashicons dashicons-lock" aria-hidden="true"></span>%s</span>',
				/* translators: %s: what the point of sale is called */
				esc_html( sprintf( __( 'Managed by %s', 'tillsync' ), $this->pos->pos_label() ) )
			);
		}
	}

	/**
	 * Variations as they are loaded by AJAX.
	 *
	 * @param string $html Markup.
	 */
	public function variations( string $html ): string {
		return $this->markup->variations( $html, array( $this->products, 'kind_of' ) );
	}

	/** Puts the markup's walk around every box of the screen. */
	private function wrap_boxes(): void {
		global $wp_meta_boxes;
		foreach ( $wp_meta_boxes['product'] ?? array() as $context => $priorities ) {
			foreach ( $priorities as $priority => $boxes ) {
				foreach ( $boxes as $id => $box ) {
					if ( is_array( $box ) && is_callable( $box['callback'] ?? null ) ) {
						$callback = $box['callback'];
						// phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- There is no filter.
						$wp_meta_boxes['product'][ $context ][ $priority ][ $id ]['callback'] = function ( mixed ...$arguments ) use ( $callback, $id ): void {
							ob_start();
							$callback( ...$arguments );
							// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- What the box printed, with attributes more.
							echo $this->box( (string) $id, (string) ob_get_clean() );
						};
					}
				}
			}
		}
	}

	/**
	 * A box as the shopkeeper sees it.
	 *
	 * @param string $id   Its id.
	 * @param string $html What it printed.
	 */
	private function box( string $id, string $html ): string {
		$post = $this->post;
		if ( null === $post ) {
			return $html;
		}
		if ( 'submitdiv' === $id ) {
			return $this->markup->publish_box( $html, $this->kind, $this->products->awaits_publishing( $post->ID, $post->post_status ) );
		}
		if ( 'woocommerce-product-data' === $id ) {
			/* translators: %s: what the point of sale is called */
			return $this->markup->product_data( $html, $this->kind, sprintf( __( 'managed by %s', 'tillsync' ), $this->pos->pos_label() ) );
		}
		if ( in_array( $id, self::WHOLE, true ) || $this->markup->is_box_of_the_pos( $id, $this->kind ) ) {
			$empty = 'woocommerce-product-images' === $id && ! str_contains( $html, 'data-attachment_id' );
			return $this->markup->whole_box( $html, $this->kind ) . ( $empty ? '<p class="tillsync-empty">' . esc_html__( 'No gallery images.', 'tillsync' ) . '</p>' : '' );
		}
		return $this->markup->foreign_box( $html, $this->kind );
	}

	/**
	 * Whether a product of this request is locked.
	 *
	 * @param int $product_id Post.
	 */
	private function is_locked( int $product_id ): bool {
		return 'product' === get_post_type( $product_id ) && null !== $this->products->kind_of( $product_id );
	}

	/** How many variations are linked. */
	private function variations_told(): string {
		$product = null === $this->post ? null : wc_get_product( $this->post->ID );
		$all     = $product instanceof \WC_Product ? array_values( array_map( 'intval', $product->get_children() ) ) : array();
		$linked  = count( $this->products->among( $all ) );
		if ( count( $all ) === $linked ) {
			/* translators: %d: number of variations */
			return sprintf( _n( 'Its %d variation is linked.', 'All %d variations are linked.', $linked, 'tillsync' ), $linked );
		}
		/* translators: 1: number of linked variations, 2: number of all variations */
		return sprintf( __( '%1$d of %2$d variations are linked. The others are edited here.', 'tillsync' ), $linked, count( $all ) );
	}

	/**
	 * What a text of the product is called; null: not one of them.
	 *
	 * @param string $editor_id Id of the editor.
	 */
	private static function label_of_text( string $editor_id ): ?string {
		return match ( $editor_id ) {
			'content' => __( 'Product description', 'tillsync' ),
			'excerpt' => __( 'Product short description', 'tillsync' ),
			default   => null,
		};
	}
}
