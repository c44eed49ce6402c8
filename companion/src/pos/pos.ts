import type { Result } from '../domain/failure.ts';
import type { CatalogueItem, Level, ParkedRow, PosRequest } from '../domain/shop.ts';
import type { Version } from '../domain/version.ts';

/** What an adapter promises of its POS; the cycles ask this and never the vendor’s name. */
export interface Capabilities {
	/** Seconds after which a level read from the POS surely shows a booking made before. 0–3600. */
	readonly settleSeconds: number;
	/** Fields of the ownership table the adapter can supply; the others are locked but never written. */
	readonly fields: readonly string[];
}

/** What the shop’s forms need to know of the POS. */
export type PosDescription = PosRequest;

/**
 * A page of a feed, in ascending order of version.
 * `rows` and `parked` both empty: the end; nothing is to come until something changes.
 */
export interface FeedPage< Row > {
	readonly rows: readonly Row[];
	/** Rows that could not be read. The page stands without them. */
	readonly parked: readonly ParkedRow[];
	/** What to ask after next. Above what was asked after, unless the page is the end. */
	readonly cursor: Version;
}

/** What asking for one thing by its id can find. */
export type Found< T > =
	| { readonly found: 'yes'; readonly value: T }
	| { readonly found: 'no' }
	| { readonly found: 'unreadable'; readonly row: ParkedRow };

/**
 * A point of sale. Reads only; every call is one question of the cycles and may be several requests.
 * None throws, and a failure means that nothing of the answer may be used.
 */
export interface Pos {
	/** Key of the adapter: the name of its folder. */
	readonly vendor: string;
	/** What people call it. */
	readonly label: string;
	readonly capabilities: Capabilities;
	describe(): Promise< Result< PosDescription > >;
	/** Items changed after a version, deleted ones included. */
	items( after: Version ): Promise< Result< FeedPage< CatalogueItem > > >;
	/** Levels per outlet changed after a version. */
	levels( after: Version ): Promise< Result< FeedPage< Level > > >;
	item( id: string ): Promise< Result< Found< CatalogueItem > > >;
	/** All levels of one item; unreadable as soon as one of them is. */
	levelsOf( id: string ): Promise< Result< Found< readonly Level[] > > >;
}
