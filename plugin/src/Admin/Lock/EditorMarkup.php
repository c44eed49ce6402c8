<?php
/**
 * The markup of the product editor, locked.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Admin\Lock;

use TillSync\Lock\FieldPolicy;
use WP_HTML_Tag_Processor;

/**
 * Takes HTML of the product editor and hands it back with what the POS owns disabled and described by the note. Which controls
 * those are follows from the names in the ownership table; a control with another name, say of another plugin, stays as it is,
 * because it would not be sent any more and its owner would take it for emptied. Nothing here needs JavaScript.
 */
final class EditorMarkup {

	/** Id of the sentence that describes every locked control. */
	public const NOTE = 'tillsync-managed';

	/** Class of every locked control. */
	public const LOCKED = 'tillsync-locked';

	/** Panels of WooCommerce in the box "Product data"; others are other plugins'. */
	private const PANELS = array(
		'general_product_data',
		'inventory_product_data',
		'shipping_product_data',
		'linked_product_data',
		'product_attributes',
		'variable_product_options',
		'advanced_product_data',
	);

	/** Controls without a name that change what the POS owns, by class. */
	private const BUTTONS = array( 'add_custom_attribute', 'wc-attribute-search', 'select_all_attributes', 'select_no_attributes', 'add_new_attribute', 'save_attributes' );

	/** Links and buttons that lead to a change of what the POS owns and cannot be disabled, or would be of no use so: their classes. */
	private const GONE = array(
		'add_product_images',
		'add_variation_manually',
		'cancel_sale_schedule',
		'delete',
		'edit-catalog-visibility',
		'edit-post-status',
		'edit-timestamp',
		'edit-visibility',
		'generate_variations',
		'insert',
		'remove_row',
		'remove_variation',
		'sale_schedule',
		'submitdelete',
		'tagcloud-link',
		'taxonomy-add-new',
		'upload_file_button',
	);

	/** Copies of the date by which WordPress tells whether it was edited; without the date's own controls they would say so. */
	private const DATE_COPIES = array( 'hidden_aa', 'hidden_mm', 'hidden_jj', 'hidden_hh', 'hidden_mn' );

	/** Controls of the Publish box, and classes of its links, that stay while a product may still be published for the first time. */
	private const TO_PUBLISH = array( 'post_status', 'aa', 'mm', 'jj', 'hh', 'mn', 'edit-post-status', 'edit-timestamp', ...self::DATE_COPIES );

	/** Takes the policy. */
	public function __construct( private FieldPolicy $policy ) {
	}

	/**
	 * Whether a box is that of a taxonomy of the POS, as WordPress makes them.
	 *
	 * @param string $id   Id of the box.
	 * @param string $kind What the product is to the lock.
	 */
	public function is_box_of_the_pos( string $id, string $kind ): bool {
		$taxonomy = str_starts_with( $id, 'tagsdiv-' ) ? substr( $id, strlen( 'tagsdiv-' ) ) : (string) preg_replace( '/div$/', '', $id );
		return null !== $this->policy->field_of( 'taxonomies', $taxonomy, $kind );
	}

	/**
	 * A box in which everything belongs to the POS: tags, brands, gallery, permalink.
	 *
	 * @param string $html The box.
	 * @param string $kind What the product is to the lock.
	 */
	public function whole_box( string $html, string $kind ): string {
		$tags = new WP_HTML_Tag_Processor( $html );
		while ( $tags->next_tag() ) {
			$this->treat( $tags, $kind, array(), true, true );
			// The gallery is put in order by dragging; WooCommerce's script finds it by this class.
			$tags->remove_class( 'product_images' );
		}
		return $tags->get_updated_html();
	}

	/**
	 * The Publish box.
	 *
	 * @param string $html   The box.
	 * @param string $kind   What the product is to the lock.
	 * @param bool   $awaits Whether the product may still be published for the first time: status, date and the button stay.
	 */
	public function publish_box( string $html, string $kind, bool $awaits ): string {
		$tags = new WP_HTML_Tag_Processor( $html );
		while ( $tags->next_tag() ) {
			$this->treat( $tags, $kind, $awaits ? self::TO_PUBLISH : array(), true );
			if ( ! $awaits && 'INPUT' === $tags->get_tag() && 'publish' === $tags->get_attribute( 'name' ) ) {
				EditorElement::disable( $tags );
			}
		}
		return $tags->get_updated_html();
	}

	/**
	 * The box "Product data". Each tab under which nothing is left to the shop gets a lock.
	 *
	 * @param string $html  The box.
	 * @param string $kind  What the product is to the lock.
	 * @param string $title What the lock on a tab says, as plain text.
	 */
	public function product_data( string $html, string $kind, string $title ): string {
		$tags   = new WP_HTML_Tag_Processor( $html );
		$panel  = '';
		$bulk   = false;
		$locked = array();
		$shop   = array( 'variable_product_options' => true );
		$kept   = '';
		while ( $tags->next_tag() ) {
			if ( 'variable' === $kind && '_manage_stock' === EditorElement::name_of( $tags ) && null !== $tags->get_attribute( 'checked' ) ) {
				// Without it WooCommerce reads neither level nor backorders of a parent, which are the shop's.
				$kept = '<input type="hidden" name="_manage_stock" value="yes">';
			}
			if ( 'DIV' === $tags->get_tag() && $tags->has_class( 'panel' ) ) {
				$panel = (string) EditorElement::attribute( $tags, 'id' );
			}
			$ours = '' === $panel || in_array( $panel, self::PANELS, true );
			if ( $ours && true === $this->treat( $tags, $kind, array(), true ) ) {
				$locked[ $panel ] = true;
			} elseif ( ! $ours ) {
				$this->treat( $tags, $kind, array(), false );
			}
			if ( $this->belongs_to_the_shop( EditorElement::name_of( $tags ) ) ) {
				$shop[ $panel ] = true;
			}
			if ( 'SELECT' === $tags->get_tag() ) {
				$bulk = 'field_to_edit' === $tags->get_attribute( 'id' );
			}
			if ( $bulk && 'OPTION' === $tags->get_tag() ) {
				$this->treat_bulk_action( $tags );
			}
			// By this class WooCommerce's script finds the list in which attributes are put in order by dragging, and to which it adds an
			// empty one where there is none.
			$tags->remove_class( 'product_attributes' );
			if ( 'product_attributes' === $panel || 'TD' === $tags->get_tag() ) {
				$tags->remove_class( 'sort' );
			}
		}
		return $kept . self::with_locks_on_tabs( $tags->get_updated_html(), array_keys( array_diff_key( $locked, $shop ) ), $title );
	}

	/**
	 * Any other box: only controls with a name of a field of the POS.
	 *
	 * @param string $html The box.
	 * @param string $kind What the product is to the lock.
	 */
	public function foreign_box( string $html, string $kind ): string {
		$tags = new WP_HTML_Tag_Processor( $html );
		while ( $tags->next_tag() ) {
			$this->treat( $tags, $kind, array(), false );
		}
		return $tags->get_updated_html();
	}

	/**
	 * Variations, as WooCommerce loads them by AJAX; unlinked ones stay as they are.
	 *
	 * @param string                   $html    The variations.
	 * @param callable( int ): ?string $kind_of What a variation is to the lock.
	 */
	public function variations( string $html, callable $kind_of ): string {
		$tags  = new WP_HTML_Tag_Processor( $html );
		$kinds = array();
		while ( $tags->next_tag( array( 'tag_name' => 'INPUT' ) ) ) {
			if ( $tags->has_class( 'variable_post_id' ) ) {
				$kinds[] = $kind_of( (int) EditorElement::attribute( $tags, 'value' ) );
			}
		}
		$tags = new WP_HTML_Tag_Processor( $html );
		$kind = null;
		while ( $tags->next_tag() ) {
			if ( 'DIV' === $tags->get_tag() && $tags->has_class( 'woocommerce_variation' ) ) {
				$kind = array_shift( $kinds );
			}
			if ( null === $kind ) {
				continue;
			}
			$this->treat( $tags, $kind, array(), true );
			if ( $tags->has_class( 'upload_image_button' ) ) {
				foreach ( array( 'href', 'rel', 'data-tip' ) as $attribute ) {
					$tags->remove_attribute( $attribute );
				}
				$tags->set_attribute( 'class', 'tillsync-image' );
			}
		}
		return $tags->get_updated_html();
	}

	/**
	 * Makes a text readable but not editable.
	 *
	 * @param string      $html  With the control in it.
	 * @param string      $name  Its name.
	 * @param string|null $label What it is called, where no label says so.
	 */
	public function read_only( string $html, string $name, ?string $label = null ): string {
		$tags = new WP_HTML_Tag_Processor( $html );
		while ( $tags->next_tag() ) {
			if ( in_array( $tags->get_tag(), array( 'INPUT', 'TEXTAREA' ), true ) && $name === $tags->get_attribute( 'name' ) ) {
				$tags->set_attribute( 'readonly', true );
				EditorElement::describe( $tags );
				if ( null !== $label ) {
					$tags->set_attribute( 'aria-label', $label );
				}
			}
		}
		return $tags->get_updated_html();
	}

	/**
	 * The permalink below the title, without the button that edits it.
	 *
	 * @param string $html The permalink.
	 */
	public function permalink( string $html ): string {
		$tags = new WP_HTML_Tag_Processor( $html );
		while ( $tags->next_tag( array( 'tag_name' => 'BUTTON' ) ) ) {
			if ( $tags->has_class( 'edit-slug' ) ) {
				EditorElement::disable( $tags );
				EditorElement::take_away( $tags );
			}
		}
		return $tags->get_updated_html();
	}

	/**
	 * Treats one element: disables a control of the POS, takes a link to one away.
	 *
	 * @param WP_HTML_Tag_Processor $tags  At the element.
	 * @param string                $kind  What the product is to the lock.
	 * @param list<string>          $open  Names of controls and classes of links that stay.
	 * @param bool                  $known Whether the markup is WooCommerce's or WordPress's, so that classes mean what we know.
	 * @param bool                  $all   Whether every control in here is the POS's, whatever its name.
	 * @return bool Whether a control was disabled that a person can see.
	 */
	private function treat( WP_HTML_Tag_Processor $tags, string $kind, array $open, bool $known, bool $all = false ): bool {
		if ( $known ) {
			foreach ( self::GONE as $class ) {
				if ( $tags->has_class( $class ) && in_array( $tags->get_tag(), array( 'A', 'BUTTON', 'P' ), true ) && ! in_array( $class, $open, true ) ) {
					'BUTTON' === $tags->get_tag() ? EditorElement::disable( $tags ) : null;
					EditorElement::take_away( $tags );
					return false;
				}
			}
		}
		if ( ! in_array( $tags->get_tag(), array( 'INPUT', 'SELECT', 'TEXTAREA', 'BUTTON' ), true ) ) {
			return false;
		}
		$name   = EditorElement::name_of( $tags );
		$field  = $this->field_of( $name, $kind );
		$hidden = 'INPUT' === $tags->get_tag() && 'hidden' === strtolower( (string) EditorElement::attribute( $tags, 'type' ) );
		if ( $hidden ) {
			// Not sent either: the server takes what is sent for something somebody wants.
			if ( ( null !== $field || in_array( $name, self::DATE_COPIES, true ) ) && ! in_array( $name, $open, true ) ) {
				$tags->set_attribute( 'disabled', true );
			}
			return false;
		}
		$of_the_pos = null !== $field
			? ! in_array( $name, $open, true )
			: ( $all && ! $this->belongs_to_the_shop( $name ) ) || ( $known && EditorElement::has_one_of( $tags, self::BUTTONS ) );
		if ( $of_the_pos && ! ( null !== $tags->get_attribute( 'readonly' ) && $tags->has_class( self::LOCKED ) ) ) {
			EditorElement::disable( $tags );
		}
		return $of_the_pos;
	}

	/**
	 * An entry of the list of bulk actions above the variations.
	 *
	 * @param WP_HTML_Tag_Processor $tags At the option.
	 */
	private function treat_bulk_action( WP_HTML_Tag_Processor $tags ): void {
		$action = (string) EditorElement::attribute( $tags, 'value' );
		if ( 1 === preg_match( '/^(delete|toggle|variable)_/', $action ) && ! $this->belongs_to_the_shop( $action ) ) {
			$tags->set_attribute( 'disabled', true );
		}
	}

	/**
	 * The locked field a control belongs to, or null.
	 *
	 * @param string $name Its name.
	 * @param string $kind What the product is to the lock.
	 */
	private function field_of( string $name, string $kind ): ?string {
		foreach ( '' === $name ? array() : self::shorter( $name ) as $candidate ) {
			$field = $this->policy->field_of( 'form', $candidate, $kind );
			if ( null !== $field ) {
				return $field;
			}
		}
		return null;
	}

	/**
	 * Whether a control belongs to a field of the shop.
	 *
	 * @param string $name Its name.
	 */
	private function belongs_to_the_shop( string $name ): bool {
		return '' !== $name && array() !== array_intersect( self::shorter( $name ), $this->policy->shop_names( 'form' ) );
	}

	/**
	 * A name with fewer and fewer of its indices: `tax_input[product_tag][]`, `tax_input[product_tag]`, `tax_input`.
	 *
	 * @param string $name Name of a control.
	 * @return non-empty-list<string>
	 */
	private static function shorter( string $name ): array {
		$names = array( $name );
		while ( str_ends_with( $name, ']' ) && false !== strrpos( $name, '[' ) ) {
			$name    = substr( $name, 0, (int) strrpos( $name, '[' ) );
			$names[] = $name;
		}
		return $names;
	}

	/**
	 * Puts a lock beside each named tab.
	 *
	 * @param string       $html   The box.
	 * @param list<string> $panels Panels behind the tabs.
	 * @param string       $title  What the lock says.
	 */
	private static function with_locks_on_tabs( string $html, array $panels, string $title ): string {
		$lock = sprintf(
			'<span class="tillsync-tab-lock"><span class="dashicons dashicons-lock" aria-hidden="true"></span><span class="screen-reader-text"> (%s)</span></span>',
			esc_html( $title )
		);
		foreach ( $panels as $panel ) {
			$start = sprintf( '<a href="#%s"><span>', $panel );
			$from  = strpos( $html, $start );
			$at    = false === $from ? false : strpos( $html, '</span></a>', $from );
			if ( false !== $at ) {
				$html = substr_replace( $html, $lock, $at, 0 );
			}
		}
		return $html;
	}
}
