/**
 * Words of the doors × fields tests: products to try at, ways to a field, and doors.
 */
import { OWNERSHIP, type Field, type FieldName } from '@tillsync/contract';

export type Kind = 'simple' | 'variable' | 'variation';

export const KINDS: readonly Kind[] = [ 'simple', 'variable', 'variation' ];

/** What can be put into fields: terms, images and products that are there. `had` is what the twins have. */
export interface Aids {
	readonly tag: number;
	readonly brand: number;
	readonly category: number;
	readonly shipping: number;
	readonly finish: number;
	readonly image: number;
	readonly picture: number;
	readonly product: number;
	readonly family: number;
}

/** One product or variation somebody tries to change. */
export interface Target {
	readonly kind: Kind;
	readonly id: number;
	/** The parent of a variation, else 0. */
	readonly parentId: number;
	/** A variation of a variable parent, else 0. */
	readonly childId: number;
	readonly linked: boolean;
	/** Differs between all targets; for SKUs, GTINs, slugs. */
	readonly unique: string;
	/** Number of its pair; part of its name and SKU. */
	readonly number: string;
	readonly had: Aids;
	readonly other: Aids;
}

/** What a request carries for a field; a door knows what its own payloads mean. */
export type Payload = Readonly< Record< string, unknown > >;

/** A door that does not lead to a field, and why. */
export interface NoWay {
	readonly noWay: string;
}

export const noWay = ( reason: string ): NoWay => ( { noWay: reason } );

/** How a door changes a field of a target. */
export type Way = ( target: Target ) => Payload | NoWay;

/** A way for every field somebody could want to change. */
export type Ways = Readonly< Partial< Record< FieldName, Way > > >;

export const isNoWay = ( way: Payload | NoWay ): way is NoWay => typeof way[ 'noWay' ] === 'string';

export const fieldOf = ( name: FieldName ): Field => OWNERSHIP[ name ];

/**
 * The fields a kind has and somebody decides: those the POS owns and those the shop owns. The stock status of a variable parent is
 * nobody's: WooCommerce works it out of the variations.
 */
export function fieldsOn( kind: Kind ): readonly FieldName[] {
	return ( Object.keys( OWNERSHIP ) as FieldName[] ).filter( ( name ) => {
		const { owner, on } = fieldOf( name );
		return (
			owner !== 'derived' &&
			on.includes( kind ) &&
			! ( kind === 'variable' && name === 'stock_status' )
		);
	} );
}

/** Not a field: whether a product is there at all, and which variations a parent has. */
export type Beyond = 'existence' | 'variations';

/** What an answer said, as far as somebody can read it. */
export interface Answer {
	readonly status: number;
	readonly text: string;
}

/** One request to be sent. */
export interface Request {
	readonly target: Target;
	readonly fields: readonly ( FieldName | Beyond )[];
	readonly payload: Payload;
}

/** How the lock answers at a door; the words of docs/lock.md. */
export type Outcome =
	/** Nothing of the request is saved, and the caller reads which fields. */
	| 'refused'
	/** What may be saved is saved, the rest put back, and the person reads which fields. */
	| 'put back, with a notice'
	/** What may be saved is saved, the rest put back; only the activity log tells. */
	| 'put back'
	/** The next check finds and mends it. */
	| 'found by the check';
