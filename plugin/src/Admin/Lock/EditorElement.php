<?php
/**
 * An element of the product editor's markup.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Admin\Lock;

use WP_HTML_Tag_Processor;

/** What can be read of an element the walk is at, and what the lock does to it. */
final class EditorElement {

	/**
	 * Disables a control and says why.
	 *
	 * @param WP_HTML_Tag_Processor $tags At the control.
	 */
	public static function disable( WP_HTML_Tag_Processor $tags ): void {
		$tags->set_attribute( 'disabled', true );
		self::describe( $tags );
	}

	/**
	 * Says why, and marks.
	 *
	 * @param WP_HTML_Tag_Processor $tags At the control.
	 */
	public static function describe( WP_HTML_Tag_Processor $tags ): void {
		$tags->set_attribute( 'aria-describedby', trim( self::attribute( $tags, 'aria-describedby' ) . ' ' . EditorMarkup::NOTE ) );
		$tags->add_class( EditorMarkup::LOCKED );
	}

	/**
	 * Takes an element away: scripts no longer find it, nobody sees or reaches it. Its place in the document stays, since a walk over
	 * tags cannot remove it without guessing where it ends.
	 *
	 * @param WP_HTML_Tag_Processor $tags At the element.
	 */
	public static function take_away( WP_HTML_Tag_Processor $tags ): void {
		foreach ( array( 'id', 'class', 'href', 'role' ) as $attribute ) {
			$tags->remove_attribute( $attribute );
		}
		$tags->set_attribute( 'hidden', true );
		$tags->set_attribute( 'style', 'display:none' );
	}

	/**
	 * The name of the control the walk is at; '' for what has none.
	 *
	 * @param WP_HTML_Tag_Processor $tags At an element.
	 */
	public static function name_of( WP_HTML_Tag_Processor $tags ): string {
		return self::attribute( $tags, 'name' );
	}

	/**
	 * An attribute as text; '' where it is missing or has no value.
	 *
	 * @param WP_HTML_Tag_Processor $tags At an element.
	 * @param string                $name Attribute.
	 */
	public static function attribute( WP_HTML_Tag_Processor $tags, string $name ): string {
		$value = $tags->get_attribute( $name );
		return is_string( $value ) ? $value : '';
	}

	/**
	 * Whether an element has one of some classes.
	 *
	 * @param WP_HTML_Tag_Processor $tags    At the element.
	 * @param list<string>          $classes Classes.
	 */
	public static function has_one_of( WP_HTML_Tag_Processor $tags, array $classes ): bool {
		foreach ( $classes as $class ) {
			if ( $tags->has_class( $class ) ) {
				return true;
			}
		}
		return false;
	}
}
