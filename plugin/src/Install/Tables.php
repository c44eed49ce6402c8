<?php
/**
 * The tables TillSync keeps in the shop's database.
 *
 * @package TillSync
 */

declare( strict_types=1 );

namespace TillSync\Install;

/**
 * The tables, their keys, and beside each the query that reads it.
 *
 * Quantities and money are DECIMAL with five places, never floats. Ids of the POS are compared byte for byte, hence the
 * binary collation; in the site's own character set, because $wpdb takes a table of mixed sets for an ASCII one and refuses names
 * with accents. Times are UTC and only for showing; nothing is ordered by them but logs.
 */
final class Tables {

	/** Raised with every change below; a higher number than the stored one runs the migration. */
	public const VERSION = 2;

	/** Names without prefixes, in the order in which uninstalling drops them. */
	public const NAMES = array( 'items', 'levels', 'cursors', 'parked', 'links', 'ledger', 'bookings', 'brake', 'activity', 'commands', 'companion', 'counters' );

	/**
	 * The statements that make or extend the tables, in the form dbDelta() reads.
	 *
	 * @param string $prefix  The site's table prefix with `tillsync_` behind it.
	 * @param string $charset What `$wpdb->get_charset_collate()` gives.
	 * @return list<string>
	 */
	public static function statements( string $prefix, string $charset ): array {
		$set = preg_match( '/CHARACTER SET (\w+)/', $charset, $match ) ? $match[1] : 'utf8mb4';
		$id  = "varchar(64) CHARACTER SET $set COLLATE {$set}_bin";
		return array(
			// The mirror of POS items. Read by id (pages of the feed), by key (proposals), by name or change (the Products page),
			// by seen_run (the end of a full read).
			"CREATE TABLE {$prefix}items (
  id $id NOT NULL,
  version bigint(20) unsigned NOT NULL DEFAULT 0,
  family_id $id DEFAULT NULL,
  name varchar(500) NOT NULL DEFAULT '',
  variant varchar(610) NOT NULL DEFAULT '',
  options longtext DEFAULT NULL,
  sku varchar(100) NOT NULL DEFAULT '',
  gtin varchar(14) NOT NULL DEFAULT '',
  price_including_tax decimal(17,5) DEFAULT NULL,
  price_excluding_tax decimal(17,5) DEFAULT NULL,
  image_url varchar(1000) DEFAULT NULL,
  tracked tinyint(1) NOT NULL DEFAULT 1,
  composite tinyint(1) NOT NULL DEFAULT 0,
  active tinyint(1) NOT NULL DEFAULT 1,
  deleted_at datetime DEFAULT NULL,
  not_found_at datetime DEFAULT NULL,
  seen_run char(36) DEFAULT NULL,
  proposed_product_id bigint(20) unsigned DEFAULT NULL,
  proposed_by varchar(4) DEFAULT NULL,
  changed_at datetime NOT NULL,
  PRIMARY KEY  (id),
  KEY family_id (family_id),
  KEY name (name(100)),
  KEY sku (sku),
  KEY gtin (gtin),
  KEY changed_at (changed_at),
  KEY seen_run (seen_run)
) $charset;",
			// The mirror of levels, an item at an outlet. Read by item (the equation).
			"CREATE TABLE {$prefix}levels (
  item_id $id NOT NULL,
  outlet_id $id NOT NULL,
  level decimal(17,5) NOT NULL,
  version bigint(20) unsigned NOT NULL,
  as_of bigint(20) unsigned NOT NULL,
  read_at datetime NOT NULL,
  PRIMARY KEY  (item_id,outlet_id)
) $charset;",
			// Where reading of each feed stands, and where it stood lately. Read whole.
			"CREATE TABLE {$prefix}cursors (
  feed varchar(20) NOT NULL,
  value bigint(20) unsigned NOT NULL DEFAULT 0,
  history longtext NOT NULL,
  updated_at datetime NOT NULL,
  PRIMARY KEY  (feed)
) $charset;",
			// Rows of the feeds that could not be read. Read by oldest try.
			"CREATE TABLE {$prefix}parked (
  feed varchar(20) NOT NULL,
  item_id $id NOT NULL,
  reason varchar(300) NOT NULL,
  since datetime NOT NULL,
  tried_at datetime NOT NULL,
  tries int(10) unsigned NOT NULL DEFAULT 1,
  PRIMARY KEY  (feed,item_id),
  KEY tried_at (tried_at)
) $charset;",
			// Item to product. Read by item (writing), by product (the lock, the check's windows), by version (the companion).
			// An unlinked row stays, with product_id null, so that the companion hears of it. Orders up to orders_before existed
			// when the product was linked; shown is the level that stood in the shop when we last wrote or found it right;
			// public_since is null while a listing is a draft that the shopkeeper may still publish.
			"CREATE TABLE {$prefix}links (
  item_id $id NOT NULL,
  product_id bigint(20) unsigned DEFAULT NULL,
  former_product_id bigint(20) unsigned DEFAULT NULL,
  parent_id bigint(20) unsigned NOT NULL DEFAULT 0,
  state varchar(10) NOT NULL,
  problem varchar(40) DEFAULT NULL,
  version bigint(20) unsigned NOT NULL,
  orders_before bigint(20) unsigned NOT NULL DEFAULT 0,
  linked_at datetime NOT NULL,
  checked_at datetime DEFAULT NULL,
  shown decimal(17,5) DEFAULT NULL,
  public_since datetime DEFAULT NULL,
  PRIMARY KEY  (item_id),
  UNIQUE KEY product_id (product_id),
  KEY parent_id (parent_id),
  KEY version (version)
) $charset;",
			// What each order line has taken out of the shop's stock; taken null: announced, not yet saved by WooCommerce.
			// Read by item (the equation), by order (hooks, sweep), by announcement (those WooCommerce has not confirmed).
			"CREATE TABLE {$prefix}ledger (
  order_item_id bigint(20) unsigned NOT NULL,
  order_id bigint(20) unsigned NOT NULL,
  product_id bigint(20) unsigned NOT NULL,
  item_id $id NOT NULL,
  qty decimal(17,5) NOT NULL,
  taken decimal(17,5) DEFAULT NULL,
  announced_at datetime DEFAULT NULL,
  standing varchar(10) NOT NULL,
  reason varchar(40) NOT NULL DEFAULT '',
  updated_at datetime NOT NULL,
  PRIMARY KEY  (order_item_id),
  KEY order_id (order_id),
  KEY item_standing (item_id,standing),
  KEY announced_at (announced_at)
) $charset;",
			// What the POS was told of each line: delta > 0 lowers the POS's level (a sale), delta < 0 raises it (return, void).
			// seq null: intended, not yet known to be booked. Read by line (the equation), by seq.
			"CREATE TABLE {$prefix}bookings (
  id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  order_item_id bigint(20) unsigned NOT NULL,
  item_id $id NOT NULL,
  event varchar(40) NOT NULL,
  delta decimal(17,5) NOT NULL,
  seq bigint(20) unsigned DEFAULT NULL,
  created_at datetime NOT NULL,
  PRIMARY KEY  (id),
  UNIQUE KEY line_event (order_item_id,event),
  KEY item_id (item_id),
  KEY seq (seq)
) $charset;",
			// Harmful writes of the last hour (passed), and those waiting for a person (held, approved). Read by state and time.
			"CREATE TABLE {$prefix}brake (
  product_id bigint(20) unsigned NOT NULL,
  item_id $id NOT NULL,
  kind varchar(10) NOT NULL,
  state varchar(10) NOT NULL,
  level_from decimal(17,5) DEFAULT NULL,
  level_to decimal(17,5) DEFAULT NULL,
  at datetime NOT NULL,
  approved_at datetime DEFAULT NULL,
  PRIMARY KEY  (product_id,kind),
  KEY state_at (state,at)
) $charset;",
			// What happened, for the shopkeeper. Read newest first, by kind, by item.
			"CREATE TABLE {$prefix}activity (
  id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  event_id char(36) DEFAULT NULL,
  at datetime NOT NULL,
  kind varchar(20) NOT NULL,
  outcome varchar(10) NOT NULL,
  cause varchar(64) DEFAULT NULL,
  item_id $id DEFAULT NULL,
  product_id bigint(20) unsigned DEFAULT NULL,
  facts longtext NOT NULL,
  PRIMARY KEY  (id),
  UNIQUE KEY event_id (event_id),
  KEY kind_id (kind,id),
  KEY kind_at (kind,at),
  KEY item_id (item_id,id),
  KEY product_id (product_id,id)
) $charset;",
			// What the shopkeeper asked of the companion. Read by state.
			"CREATE TABLE {$prefix}commands (
  id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  kind varchar(20) NOT NULL,
  item_id $id DEFAULT NULL,
  state varchar(10) NOT NULL,
  message varchar(500) NOT NULL DEFAULT '',
  asked_by bigint(20) unsigned NOT NULL,
  asked_at datetime NOT NULL,
  done_at datetime DEFAULT NULL,
  PRIMARY KEY  (id),
  KEY state (state,id)
) $charset;",
			// The one companion: its lease and how it is doing. One row, id 1; taken over by one conditional UPDATE.
			"CREATE TABLE {$prefix}companion (
  id tinyint(3) unsigned NOT NULL,
  instance char(36) DEFAULT NULL,
  lease_until bigint(20) unsigned NOT NULL DEFAULT 0,
  last_seen_at datetime DEFAULT NULL,
  last_success_at datetime DEFAULT NULL,
  report longtext DEFAULT NULL,
  PRIMARY KEY  (id)
) $charset;",
			// Counters that must rise by one under concurrency: seq, links, commands, settings. Read by name.
			"CREATE TABLE {$prefix}counters (
  name varchar(20) NOT NULL,
  value bigint(20) unsigned NOT NULL DEFAULT 0,
  PRIMARY KEY  (name)
) $charset;",
		);
	}
}
